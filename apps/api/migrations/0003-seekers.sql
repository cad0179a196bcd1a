-- What a worker can do, when, where, and how to reach them; crews.

create table workers (
  person_id uuid primary key references persons (id),
  county text not null,
  town text not null,
  -- The town's point (GCJ-02), not the home's: good enough to find work near by.
  lat double precision not null,
  lng double precision not null,
  home_enc bytea,
  -- Occupations of the national classification the person offers to do.
  occupations text[] not null default '{}',
  -- One bit per half hour of the week from Monday 00:00; null: any time.
  availability bit(336),
  max_distance_m int check (max_distance_m > 0),
  min_hourly_fen bigint check (min_hourly_fen > 0),
  min_daily_fen bigint check (min_daily_fen > 0),
  settlement_cycles text[] not null default '{}',
  wants_meals boolean not null default false,
  wants_lodging boolean not null default false,
  channels text[] not null default '{app,sms}' check (channels <@ '{app,sms,call}'::text[]),
  -- Whether the platform may propose work at all.
  takes_offers boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index workers_place on workers (lat, lng) where takes_offers;
create index workers_occupations on workers using gin (occupations);

-- Days that differ from the week: off altogether, or free altogether.
create table worker_days (
  person_id uuid not null references workers (person_id),
  day date not null,
  available boolean not null,
  primary key (person_id, day)
);

-- Electrician, driver, health certificate …
create table worker_qualifications (
  id uuid primary key,
  person_id uuid not null references workers (person_id),
  code text not null,
  number text,
  issued_by text,
  valid_until date,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index worker_qualifications_one on worker_qualifications (person_id, code) where ended_at is null;

create table crews (
  id uuid primary key,
  leader_id uuid not null references persons (id),
  name text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index crews_leader on crews (leader_id) where ended_at is null;

create table crew_members (
  crew_id uuid not null references crews (id),
  person_id uuid not null references persons (id),
  -- Of the crew, repeated here so that a policy needs no other table.
  leader_id uuid not null references persons (id),
  name text not null,
  state text not null check (state in ('invited', 'agreed', 'declined', 'left')),
  state_since timestamptz not null,
  agreed_how text check (agreed_how in ('app', 'clerk')),
  invited_at timestamptz not null,
  primary key (crew_id, person_id)
);
create index crew_members_person on crew_members (person_id) where state in ('invited', 'agreed');

alter table workers enable row level security;
alter table worker_days enable row level security;
alter table worker_qualifications enable row level security;
alter table crews enable row level security;
alter table crew_members enable row level security;
create policy workers_own on workers for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy worker_days_own on worker_days for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy worker_qualifications_own on worker_qualifications for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy crews_leader on crews for all using (
  current_setting('app.system', true) = 'on'
  or leader_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy crew_members_parties on crew_members for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or leader_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);

grant select, insert, update on workers, worker_qualifications, crews, crew_members to {{app}};
grant select, insert, update, delete on worker_days to {{app}};
