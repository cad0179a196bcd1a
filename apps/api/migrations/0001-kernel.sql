-- The kernel's own tables: outbox, due rows, audit log, requests, sessions, documents.
-- {{app}} is the role the application connects as; it owns nothing and cannot bypass row-level security.

create extension if not exists btree_gist;

-- Events written in the transaction that makes them; handlers run from here, each once per event.
create table outbox (
  id uuid primary key,
  name text not null,
  subject_kind text not null,
  subject_id uuid not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  available_at timestamptz not null,
  attempts int not null default 0,
  claimed_until timestamptz,
  done_at timestamptz,
  set_aside_at timestamptz,
  last_error text
);
create index outbox_open on outbox (available_at, id) where done_at is null and set_aside_at is null;
create index outbox_set_aside on outbox (set_aside_at) where set_aside_at is not null;
create table outbox_deliveries (
  event_id uuid not null references outbox (id) on delete cascade,
  handler text not null,
  at timestamptz not null,
  primary key (event_id, handler)
);

-- Deadlines and timed work: rows, cancellable, run once. `key` makes a matter's deadline unique.
create table due_rows (
  id uuid primary key,
  kind text not null,
  key text not null unique,
  subject_id uuid not null,
  data jsonb not null default '{}',
  due_at timestamptz not null,
  attempts int not null default 0,
  claimed_until timestamptz,
  done_at timestamptz,
  cancelled_at timestamptz,
  set_aside_at timestamptz,
  last_error text
);
create index due_rows_open on due_rows (due_at, id)
  where done_at is null and cancelled_at is null and set_aside_at is null;
create index due_rows_subject on due_rows (subject_id);

-- Who did what, when, from which channel, why. Ids only, never personal data.
create table audit_entries (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  capacity text,
  on_behalf_of uuid,
  channel text not null,
  request_id text,
  subject_kind text not null,
  subject_id uuid not null,
  act text not null,
  from_state text,
  to_state text,
  reason_code text,
  county text,
  concerns uuid[] not null default '{}',
  data jsonb not null default '{}'
);
create index audit_entries_subject on audit_entries (subject_id, at);
-- Words added to an act: may hold personal data, therefore outside the sealed log.
create table audit_notes (
  entry_id uuid primary key references audit_entries (id),
  note text not null,
  county text,
  concerns uuid[] not null default '{}'
);
-- Entries waiting for the sealer; a seal chains a block of entries to the block before it.
create table audit_unsealed (entry_id uuid primary key references audit_entries (id));
create table audit_seals (
  seq bigint primary key,
  entry_ids uuid[] not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);

create function refuse_change() returns trigger language plpgsql set search_path from current as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = '23514';
end $$;
create trigger audit_entries_fixed before update or delete on audit_entries
  for each row execute function refuse_change();
create trigger audit_seals_fixed before update or delete on audit_seals
  for each row execute function refuse_change();

-- A repeated request is answered as the first was.
create table requests (
  actor text not null,
  route text not null,
  key uuid not null,
  body_hash text not null,
  status int,
  -- Encrypted: an answer may hold personal data.
  answer bytea,
  at timestamptz not null,
  primary key (actor, route, key)
);
create index requests_at on requests (at);

create table sessions (
  token_hash bytea primary key,
  id uuid not null unique,
  kind text not null check (kind in ('phone', 'staff')),
  phone_index bytea,
  -- The proved number: a second person may be registered on it while the session lives.
  phone_enc bytea,
  person_id uuid,
  staff_id uuid,
  channel text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_person on sessions (person_id) where ended_at is null;

-- Counts tries at something (codes, sign-ins) by a keyed hash of whom, in windows.
create table try_counters (
  key text primary key,
  tries int not null,
  window_ends_at timestamptz not null
);

-- Files: bytes live in the object store by hash, facts here.
create table documents (
  id uuid primary key,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  sha256 text not null,
  bytes bigint not null,
  media_type text not null,
  county text,
  concerns uuid[] not null default '{}',
  created_at timestamptz not null
);
create index documents_subject on documents (subject_id, kind);

-- Demonstration only: how far the platform's clock has been moved.
create table demonstration_clock (
  id int primary key check (id = 1),
  offset_ms bigint not null
);

alter table audit_entries enable row level security;
alter table audit_notes enable row level security;
alter table documents enable row level security;
create policy audit_entries_read on audit_entries for select using (
  current_setting('app.system', true) = 'on'
  or concerns && coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[]
  or concerns && coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[]
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy audit_entries_write on audit_entries for insert with check (true);
create policy audit_notes_read on audit_notes for select using (
  current_setting('app.system', true) = 'on'
  or concerns && coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[]
  or concerns && coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[]
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy audit_notes_write on audit_notes for insert with check (true);
create policy documents_read on documents for select using (
  current_setting('app.system', true) = 'on'
  or concerns && coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[]
  or concerns && coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[]
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy documents_write on documents for insert with check (true);

grant select, insert, update, delete on outbox, outbox_deliveries, due_rows, requests, sessions,
  try_counters, audit_unsealed, demonstration_clock to {{app}};
grant select, insert on audit_entries, audit_notes, audit_seals, documents to {{app}};
