-- invitations
-- Forward only, and beside the running older version: add first, move data, remove in a later release.

-- What an employer asked of somebody it knows at an hour at which that person is left alone: an offer to be made later.
create table invitations (
  id uuid primary key,
  shift_id uuid not null references shifts (id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  worker_name text not null,
  county text not null,
  state text not null check (state in ('waiting', 'sent', 'withdrawn', 'dropped')),
  state_since timestamptz not null,
  version int not null default 0,
  made_at timestamptz not null,
  asks_at timestamptz not null,
  -- In plain words for the employer; only of what was dropped.
  why text,
  check ((state = 'dropped') = (why is not null))
);
create unique index invitations_once on invitations (shift_id, worker_id) where state = 'waiting';
create index invitations_shift on invitations (shift_id, made_at);
create index invitations_worker on invitations (worker_id);

alter table invitations enable row level security;
create policy invitations_parties on invitations for all using (
  (select current_setting('app.system', true)) = 'on'
  or worker_id = any ((select coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])::uuid[])
  or employer_id = any ((select coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])::uuid[])
  or county = any ((select coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])::text[])
);
grant select, insert, update, delete on invitations to {{app}};
