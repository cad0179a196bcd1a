-- An employer's calendar reads its shifts by day.
create index shifts_employer_day on shifts (employer_id, starts_at);
