-- People who came to a site's desk: for what, and what came of it. Without names.
create table site_visits (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  at timestamptz not null,
  people int not null check (people > 0),
  purpose text not null,
  outcome text not null,
  note text,
  recorded_by uuid not null
);
create index site_visits_day on site_visits (site_id, at desc, id desc);
create index assists_site_day on assists (site_id, created_at) where site_id is not null;
create index engagements_site_accepted on engagements (site_id, accepted_at) where site_id is not null;

alter table site_visits enable row level security;
create policy site_visits_site on site_visits for all using (
  current_setting('app.system', true) = 'on'
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
grant select, insert on site_visits to {{app}};
