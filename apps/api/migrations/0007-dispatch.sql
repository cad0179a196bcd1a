-- Applications and offers: short-lived, bind nobody, use no place.

create table applications (
  id uuid primary key,
  shift_id uuid not null references shifts (id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  worker_name text not null,
  county text not null,
  channel text not null,
  state text not null check (state in ('open', 'taken', 'declined', 'withdrawn', 'expired')),
  state_since timestamptz not null,
  version int not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  message text
);
create unique index applications_once on applications (shift_id, worker_id) where state = 'open';
create index applications_worker on applications (worker_id, made_at desc, id);
create index applications_shift on applications (shift_id, made_at);

create table offers (
  id uuid primary key,
  shift_id uuid not null references shifts (id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  worker_name text not null,
  county text not null,
  reach text not null,
  wave int not null,
  -- Terms of the choice, kept so that «why me» has an answer.
  reasons jsonb not null,
  state text not null check (state in ('open', 'taken', 'declined', 'withdrawn', 'expired')),
  state_since timestamptz not null,
  version int not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index offers_once on offers (shift_id, worker_id) where state = 'open';
create index offers_worker on offers (worker_id, made_at desc, id);
create index offers_shift on offers (shift_id, made_at);

alter table applications enable row level security;
create policy applications_parties on applications for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
alter table offers enable row level security;
create policy offers_parties on offers for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);

grant select, insert, update on applications, offers to {{app}};
