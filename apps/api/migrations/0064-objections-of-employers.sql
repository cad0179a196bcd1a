-- objections of employers
-- Forward only, and beside the running older version: add first, move data, remove in a later release.

-- An employer's objection to lost points is a call for help of its own kind. It names one engagement of the shift, and
-- so a worker, who does not read it; of what workers call for the employer reads nothing, as before.
drop policy troubles_reach on troubles;
create policy troubles_reach on troubles for all using (
  current_setting('app.system', true) = 'on'
  or kind <> 'employerRecordWrong'
    and worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or kind = 'employerRecordWrong'
    and employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or kind <> 'employerRecordWrong'
    and worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or kind = 'employerRecordWrong'
    and employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);
