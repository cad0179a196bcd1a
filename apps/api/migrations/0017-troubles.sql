-- Calls for help about one engagement (找不到地方, 老板不在, 受伤, 不给钱): first contact, time limit, result.

create table troubles (
  id uuid primary key,
  engagement_id uuid not null references engagements (id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  worker_name text not null,
  title text not null,
  county text not null,
  site_id uuid,
  kind text not null,
  words text,
  state text not null check (state in ('open', 'solved')),
  state_since timestamptz not null,
  version int not null default 0,
  raised_at timestamptz not null,
  due_at timestamptz not null check (due_at > raised_at),
  owner_id uuid,
  owner_since timestamptz,
  escalated_at timestamptz,
  result_code text,
  result_note text,
  check ((state = 'solved') = (result_code is not null))
);
-- Tapping the button twice is one call for help.
create unique index troubles_once on troubles (engagement_id, kind) where state = 'open';
create index troubles_queue on troubles (county, due_at, id) where state = 'open';
create index troubles_site on troubles (site_id, due_at, id) where state = 'open' and site_id is not null;
create index troubles_site_day on troubles (site_id, raised_at) where site_id is not null;
create index troubles_worker on troubles (worker_id, raised_at desc);

-- The employer is told that something is wrong, but does not read the worker's words.
alter table troubles enable row level security;
create policy troubles_reach on troubles for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

grant select, insert, update on troubles to {{app}};
