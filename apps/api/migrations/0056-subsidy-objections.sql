-- subsidy objections
-- Forward only, and beside the running older version: add first, move data, remove in a later release.
-- No schema is named. Every table has a primary key and row-level security; the application is {{app}}.

-- Objections during the public notice of a subsidy: until each is found untrue no money goes on.
create table subsidy_objections (
  id uuid primary key,
  subsidy_id uuid not null references subsidies (id),
  site_id uuid not null references sites (id),
  county text not null,
  received_on date not null,
  answer_by date not null,
  way text not null check (way in ('phone', 'letter', 'visit', 'online')),
  words text not null,
  outcome text check (outcome in ('upheld', 'rejected')),
  outcome_note text,
  decided_on date,
  recorded_by uuid not null,
  check ((outcome is null) = (decided_on is null))
);
create index subsidy_objections_of on subsidy_objections (subsidy_id, received_on);
alter table subsidy_objections enable row level security;
create policy subsidy_objections_site on subsidy_objections for all using (
  (select current_setting('app.system', true)) = 'on'
  or site_id = any ((select coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])::uuid[])
  or county = any ((select coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])::text[])
);
grant select, insert, update on subsidy_objections to {{app}};
