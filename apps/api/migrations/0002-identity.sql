-- People, employers and staff: who they are, how they prove it, who may act for whom, who looked.
-- Identity numbers and phones are ciphertext with keyed indexes; names are plain.

create table persons (
  id uuid primary key,
  name text not null,
  sex text not null check (sex in ('male', 'female')),
  birth_date date not null,
  id_number_enc bytea not null,
  id_number_index bytea not null unique,
  -- One phone may serve several persons; a person met at the counter may have none.
  phone_enc bytea,
  phone_index bytea,
  verification text not null check (verification in ('none', 'nameAndNumber', 'live')),
  verified_at timestamptz,
  verification_reference text,
  created_at timestamptz not null,
  created_channel text not null,
  check ((phone_enc is null) = (phone_index is null)),
  check ((verification = 'none') = (verified_at is null))
);
create index persons_phone on persons (phone_index) where phone_index is not null;

-- Consent to the handling of one's data, by version of the text that was shown.
create table consents (
  id uuid primary key,
  person_id uuid not null references persons (id),
  kind text not null check (kind in ('dataProcessing')),
  version text not null,
  channel text not null,
  at timestamptz not null
);
create index consents_person on consents (person_id, at);

-- Roles beyond worker and employer (which follow from being a person and from membership).
create table person_roles (
  person_id uuid not null references persons (id),
  role text not null check (role in ('crewLeader')),
  since timestamptz not null,
  primary key (person_id, role)
);

create table employers (
  id uuid primary key,
  kind text not null check (kind in ('company', 'soleTrader', 'cooperative', 'villageCollective',
    'publicBody', 'household')),
  name text not null,
  uscc_enc bytea,
  uscc_index bytea unique,
  -- A household employs as the person it is.
  person_id uuid references persons (id),
  legal_person_name text,
  -- Number of the licence of a human-resources agency, which posts for a named actual employer.
  agency_licence text,
  county text not null,
  town text,
  address text not null,
  contact_name text not null,
  contact_phone_enc bytea,
  state text not null check (state in ('unverified', 'verified', 'lapsed', 'suspended')),
  state_since timestamptz not null,
  version int not null default 0,
  verified_at timestamptz,
  verification_reference text,
  reverify_by timestamptz,
  paid_engagements int not null default 0 check (paid_engagements >= 0),
  created_at timestamptz not null,
  check ((kind = 'household') = (person_id is not null)),
  check ((kind = 'household') = (uscc_enc is null)),
  check ((uscc_enc is null) = (uscc_index is null))
);
create unique index employers_household on employers (person_id) where person_id is not null;
create index employers_county on employers (county, state, id);

create table employer_members (
  employer_id uuid not null references employers (id),
  person_id uuid not null references persons (id),
  role text not null check (role in ('owner', 'agent', 'foreman')),
  since timestamptz not null,
  ended_at timestamptz,
  primary key (employer_id, person_id)
);
create index employer_members_person on employer_members (person_id) where ended_at is null;

create table staff_accounts (
  id uuid primary key,
  login text not null unique check (login = lower(login)),
  name text not null,
  password_hash text not null,
  totp_secret_enc bytea not null,
  -- The last time step a second factor was used in: it counts once (RFC 6238, 5.2).
  totp_last_step bigint not null default 0,
  created_at timestamptz not null,
  disabled_at timestamptz
);
-- A post without county and site is for the whole city.
create table staff_posts (
  id uuid primary key,
  staff_id uuid not null references staff_accounts (id),
  role text not null,
  county text,
  site_id uuid,
  since timestamptz not null,
  ended_at timestamptz
);
create index staff_posts_staff on staff_posts (staff_id) where ended_at is null;

-- One-time codes sent by SMS. The code itself is nowhere: it is computed from the row's id and the key ring.
-- No row-level security: whoever signs in is nobody yet. Rows hold ciphertext, keyed indexes and ids only.
create table codes (
  id uuid primary key,
  purpose text not null,
  phone_enc bytea not null,
  phone_index bytea not null,
  person_id uuid,
  employer_id uuid,
  subject_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz,
  sent_at timestamptz
);
create index codes_phone on codes (phone_index, purpose, created_at desc);
create index codes_person on codes (person_id, purpose, subject_id, created_at desc) where person_id is not null;
create index codes_employer on codes (employer_id, purpose, subject_id, created_at desc)
  where employer_id is not null;
create index codes_expiry on codes (expires_at);

-- A clerk may act for a person or an employer for a time, because they have agreed (代办).
create table assists (
  id uuid primary key,
  staff_id uuid not null references staff_accounts (id),
  staff_name text not null,
  person_id uuid references persons (id),
  employer_id uuid references employers (id),
  site_id uuid,
  county text,
  how text not null check (how in ('smsCode', 'signature', 'idCard')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  check ((person_id is null) <> (employer_id is null))
);
create index assists_staff on assists (staff_id, expires_at) where ended_at is null;
create index assists_person on assists (person_id, created_at desc) where person_id is not null;
create index assists_employer on assists (employer_id, created_at desc) where employer_id is not null;

-- Who has seen a full number or phone, and what for: the person can read it.
create table reveals (
  id uuid primary key,
  person_id uuid not null references persons (id),
  staff_id uuid not null references staff_accounts (id),
  staff_name text not null,
  site_id uuid,
  county text,
  fields text[] not null,
  purpose text not null,
  at timestamptz not null
);
create index reveals_person on reveals (person_id, at desc);

alter table persons enable row level security;
alter table consents enable row level security;
alter table person_roles enable row level security;
alter table employers enable row level security;
alter table employer_members enable row level security;
alter table staff_accounts enable row level security;
alter table staff_posts enable row level security;
alter table assists enable row level security;
alter table reveals enable row level security;

-- Records have a county, people do not: no policy on persons looks at counties or sites.
create policy persons_own on persons for all using (
  current_setting('app.system', true) = 'on'
  or id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy consents_own on consents for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy person_roles_own on person_roles for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy employers_parties on employers for all using (
  current_setting('app.system', true) = 'on'
  or id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
) with check (
  current_setting('app.system', true) = 'on'
  or id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy employer_members_parties on employer_members for all using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);
create policy staff_accounts_system on staff_accounts for all using (
  current_setting('app.system', true) = 'on'
);
create policy staff_posts_system on staff_posts for all using (
  current_setting('app.system', true) = 'on'
);
create policy assists_parties on assists for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy reveals_read on reveals for select using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy reveals_write on reveals for insert with check (true);

-- The doors through the wall, each as narrow as its question. They run as the owner of the tables.

-- Who holds this session: everything a request needs to know about its sender, in one round trip.
create function session_actor(wanted bytea, moment timestamptz) returns table (
  id uuid, kind text, phone_index bytea, person_id uuid, staff_id uuid, seen_at timestamptz,
  expires_at timestamptz, phone_persons uuid[], roles text[], employers uuid[], posts jsonb,
  assisted_persons uuid[], assisted_employers uuid[]
) language sql stable security definer set search_path from current as $$
  select s.id, s.kind, s.phone_index, s.person_id, s.staff_id, s.seen_at, s.expires_at,
    case when s.kind = 'phone' and s.person_id is null then array(
      select p.id from persons p where p.phone_index = s.phone_index order by p.id) end,
    case when s.person_id is not null then array(
      select r.role from person_roles r where r.person_id = s.person_id) end,
    case when s.person_id is not null then array(
      select m.employer_id from employer_members m
      where m.person_id = s.person_id and m.ended_at is null order by m.employer_id) end,
    case when s.staff_id is not null then (
      select coalesce(jsonb_agg(jsonb_build_object('role', t.role, 'county', t.county, 'siteId', t.site_id)
        order by t.id), '[]')
      from staff_posts t join staff_accounts a on a.id = t.staff_id
      where t.staff_id = s.staff_id and t.ended_at is null and a.disabled_at is null) end,
    case when s.staff_id is not null then array(
      select a.person_id from assists a where a.staff_id = s.staff_id and a.person_id is not null
        and a.ended_at is null and a.expires_at > moment) end,
    case when s.staff_id is not null then array(
      select a.employer_id from assists a where a.staff_id = s.staff_id and a.employer_id is not null
        and a.ended_at is null and a.expires_at > moment) end
  from sessions s
  where s.token_hash = wanted and s.ended_at is null and s.expires_at > moment
$$;

-- Exact finding by keyed index: answers ids, nothing else.
create function persons_by_index(id_numbers bytea[], phones bytea[]) returns table (id uuid)
  language sql stable security definer set search_path from current as $$
  select p.id from persons p
  where p.id_number_index = any (id_numbers) or p.phone_index = any (phones) order by p.id
$$;
create function employer_by_index(usccs bytea[]) returns table (id uuid)
  language sql stable security definer set search_path from current as $$
  select e.id from employers e where e.uscc_index = any (usccs)
$$;

-- What a staff sign-in compares with.
create function staff_for_sign_in(wanted text) returns table (
  id uuid, password_hash text, totp_secret_enc bytea
) language sql stable security definer set search_path from current as $$
  select a.id, a.password_hash, a.totp_secret_enc from staff_accounts a
  where a.login = wanted and a.disabled_at is null
$$;
-- Uses up a time step of the second factor; no row when it was used before.
create function staff_claim_step(staff uuid, step bigint) returns table (id uuid)
  language sql volatile security definer set search_path from current as $$
  update staff_accounts a set totp_last_step = step where a.id = staff and a.totp_last_step < step returning a.id
$$;
create function staff_name(staff uuid) returns table (login text, name text)
  language sql stable security definer set search_path from current as $$
  select a.login, a.name from staff_accounts a where a.id = staff
$$;
revoke execute on function session_actor(bytea, timestamptz), persons_by_index(bytea[], bytea[]),
  employer_by_index(bytea[]), staff_for_sign_in(text), staff_claim_step(uuid, bigint), staff_name(uuid) from public;
grant execute on function session_actor(bytea, timestamptz), persons_by_index(bytea[], bytea[]),
  employer_by_index(bytea[]), staff_for_sign_in(text), staff_claim_step(uuid, bigint), staff_name(uuid) to {{app}};

grant select, insert, update on persons, employers, employer_members, staff_accounts, staff_posts, assists to {{app}};
grant select, insert on consents, person_roles, reveals to {{app}};
grant select, insert, update, delete on codes to {{app}};
