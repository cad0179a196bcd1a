-- Who compiled a quarterly report, so that another signs it (三(四)); unknown for those compiled before.
alter table quarterly_reports add column compiled_by uuid, add column compiled_name text,
  add constraint quarterly_reports_compiled_by_somebody check ((compiled_by is null) = (compiled_name is null));
