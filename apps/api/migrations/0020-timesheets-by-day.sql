-- Hours of an employer by the day of the shift, for the file of a period.
create index timesheets_employer on timesheets (employer_id, starts_at);
