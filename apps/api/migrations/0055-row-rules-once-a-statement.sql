-- row rules once a statement
-- Whose rows may be seen stands in the session, and the rules read it out of its text for every row: of the 31,000 referrals
-- and 7,000 days the cockpit of a whole city compares, that was most of the work. As a select of its own it is read once a
-- statement. The rules say what they said. Forward only, and beside the running older version.
do $$
declare one text;
begin
  foreach one in array array['referrals', 'site_days'] loop
    execute format($policy$
      alter policy %I on %I using (
        (select current_setting('app.system', true)) = 'on'
        or site_id = any ((select coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])::uuid[])
        or county = any ((select coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])::text[])
      )$policy$, one || '_site', one);
  end loop;
end $$;
