-- Hours: check-in and check-out, timesheets, their confirmation (二(二) 工资结算).

-- What stands in the code on the employer's screen. No row-level security: whoever scans it is known to the
-- shift only afterwards, and a row holds ciphertext, a keyed index and ids.
create table shift_codes (
  id uuid primary key,
  shift_id uuid not null references shifts (id),
  employer_id uuid not null,
  token_enc bytea not null,
  token_index bytea not null unique,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  made_at timestamptz not null,
  revoked_at timestamptz,
  check (valid_until > valid_from)
);
create unique index shift_codes_one_valid on shift_codes (shift_id) where revoked_at is null;

-- Who checked in or out, how, where, when. Append-only. Where a person was is sensitive: encrypted.
create table checks (
  id uuid primary key,
  engagement_id uuid not null references engagements (id),
  worker_id uuid not null,
  employer_id uuid not null,
  crew_leader_id uuid,
  county text not null,
  site_id uuid,
  kind text not null check (kind in ('checkIn', 'checkOut', 'breakOff')),
  how text not null check (how in ('qrCode', 'location', 'foreman', 'clerk', 'self', 'automatic')),
  by_capacity text not null,
  by_id uuid,
  shift_code_id uuid references shift_codes (id),
  place_enc bytea,
  distance_meters int,
  accuracy_meters int,
  at timestamptz not null,
  check ((how = 'location') = (place_enc is not null))
);
create index checks_engagement on checks (engagement_id, at);
create trigger checks_fixed before update or delete on checks
  for each row execute function refuse_change();

create table timesheets (
  id uuid primary key,
  engagement_id uuid not null unique references engagements (id),
  shift_id uuid not null references shifts (id),
  worker_id uuid not null,
  worker_name text not null,
  employer_id uuid not null,
  crew_leader_id uuid,
  county text not null,
  site_id uuid,
  state text not null check (state in ('open', 'recorded', 'corrected', 'disputed', 'confirmed', 'voided')),
  state_since timestamptz not null,
  version int not null default 0,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  checked_in_at timestamptz not null,
  checked_out_at timestamptz,
  auto_checked_out boolean not null default false,
  broken_off_reason text,
  late_minutes int not null default 0 check (late_minutes >= 0),
  -- As reckoned from the checks; kept when a correction changes what counts.
  recorded_minutes int check (recorded_minutes >= 0),
  recorded_overtime_minutes int,
  -- What counts: paid minutes altogether, and of these those beyond the planned end.
  minutes int check (minutes >= 0),
  overtime_minutes int check (overtime_minutes between 0 and minutes),
  pieces int check (pieces >= 0),
  corrected_by text,
  correction_reason text,
  correction_note text,
  disputed_by text,
  undisputed_minutes int check (undisputed_minutes >= 0),
  claimed_minutes int,
  claimed_amount_fen bigint,
  confirm_by timestamptz,
  confirmed_by text,
  confirmed_at timestamptz,
  -- Policy values the reckoning rested on.
  basis jsonb not null default '[]',
  imported boolean not null default false,
  check (state = 'open' or minutes is not null),
  check ((state = 'confirmed') = (confirmed_at is not null))
);
create index timesheets_waiting on timesheets (employer_id, confirm_by) where state in ('recorded', 'corrected');
create index timesheets_worker on timesheets (worker_id, starts_at desc);

alter table checks enable row level security;
alter table timesheets enable row level security;

create policy checks_parties on checks for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or crew_leader_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or crew_leader_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);
create policy timesheets_parties on timesheets for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or crew_leader_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or crew_leader_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

grant select, insert, update on shift_codes, timesheets to {{app}};
grant select, insert on checks to {{app}};
