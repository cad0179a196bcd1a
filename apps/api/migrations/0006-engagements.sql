-- The spine: one worker on one shift. The database itself holds invariants 1 and 2, whatever the code does.

-- Places of a shift. `taken` is kept by a trigger alone: the application may not write it.
create table shift_capacities (
  shift_id uuid primary key references shifts (id),
  headcount int not null check (headcount > 0),
  taken int not null default 0,
  open boolean not null default true,
  constraint shift_not_overfilled check (taken >= 0 and taken <= headcount)
);

create table engagements (
  id uuid primary key,
  shift_id uuid not null references shift_capacities (shift_id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  worker_name text not null,
  county text not null,
  site_id uuid,
  crew_leader_id uuid references persons (id),
  fill_mode text not null check (fill_mode in ('grab', 'apply', 'dispatch')),
  state text not null check (state in ('accepted', 'concluded', 'working', 'worked', 'disputed',
    'confirmed', 'paid', 'cancelled', 'noShow', 'voided')),
  state_since timestamptz not null,
  version int not null default 0,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Until when the worker's time is taken: the planned end, or earlier when work was broken off.
  occupied_until timestamptz not null,
  terms jsonb not null,
  accepted_at timestamptz not null,
  ended_by text,
  ended_reason text,
  notice_minutes int,
  late_notice boolean,
  standing_points int not null default 0,
  imported boolean not null default false,
  live boolean not null generated always as (
    state in ('accepted', 'concluded', 'working', 'worked', 'disputed', 'confirmed', 'paid')) stored,
  check (ends_at > starts_at and occupied_until > starts_at),
  -- A worker never holds two live engagements that overlap in time.
  constraint worker_not_doubled exclude using gist (
    worker_id with =, tstzrange(starts_at, occupied_until) with &&) where (live)
);
create unique index engagements_worker_shift on engagements (worker_id, shift_id) where live;
create index engagements_shift on engagements (shift_id);
create index engagements_posting on engagements (posting_id);
create index engagements_employer on engagements (employer_id, starts_at desc, id);
create index engagements_worker on engagements (worker_id, starts_at desc, id);
create index engagements_leader on engagements (crew_leader_id, starts_at desc) where crew_leader_id is not null;
create index engagements_open on engagements (county, state, starts_at)
  where state in ('accepted', 'concluded', 'working', 'worked', 'disputed', 'confirmed');

-- A place is used from birth and freed when the engagement stops being live; the check on
-- shift_capacities refuses the one too many, also for statements that bypass the application's guard.
create function keep_shift_capacity() returns trigger language plpgsql
  security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    if new.live then
      update shift_capacities set taken = taken + 1 where shift_id = new.shift_id;
    end if;
  elsif tg_op = 'DELETE' then
    if old.live then
      update shift_capacities set taken = taken - 1 where shift_id = old.shift_id;
    end if;
  elsif old.shift_id <> new.shift_id then
    raise exception 'an engagement stays on its shift' using errcode = '23514';
  elsif old.live <> new.live then
    update shift_capacities set taken = taken + (case when new.live then 1 else -1 end)
      where shift_id = new.shift_id;
  end if;
  return null;
end $$;
create trigger engagements_keep_capacity after insert or update or delete on engagements
  for each row execute function keep_shift_capacity();

alter table engagements enable row level security;
create policy engagements_parties on engagements for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or crew_leader_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

grant select, insert, update on engagements to {{app}};
grant select on shift_capacities to {{app}};
grant insert (shift_id, headcount, open), update (headcount, open) on shift_capacities to {{app}};
