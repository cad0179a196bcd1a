-- 0033-referral-inspection.sql: What in the roster an inspector should look at, and calls to both sides of a sample.

-- A finding of the flags for one site and quarter; the same finding is one row however often it is looked for.
create table referral_flags (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  year int not null check (year between 2024 and 2100),
  quarter int not null check (quarter between 1 and 4),
  kind text not null check (kind in ('samePair', 'impossibleRoute', 'neverLeft', 'sharedPhone', 'sharedCard', 'moneyBack',
    'cutJob', 'deskCheckIn', 'deadlineBurst', 'ring')),
  -- Keyed hash: a phone or a card stands behind it, never in it.
  key text not null,
  -- The plain reason and the rows of the roster it rests on.
  words text not null,
  row_ids uuid[] not null check (cardinality(row_ids) > 0),
  found_at timestamptz not null,
  last_found_at timestamptz not null,
  decision text check (decision in ('counts', 'doesNotCount', 'ask')),
  decision_reason text,
  decision_note text,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  version int not null default 0,
  constraint referral_flags_once unique (site_id, year, quarter, kind, key),
  check ((decision is null) = (decided_at is null))
);
create index referral_flags_queue on referral_flags (county, found_at desc, id desc);
create index referral_flags_open on referral_flags (county, found_at) where decision is null;

-- Who called whom about a row, and what they said.
create table referral_calls (
  id uuid primary key,
  referral_id uuid not null references referrals (id),
  site_id uuid not null references sites (id),
  county text not null,
  at timestamptz not null,
  staff_id uuid not null,
  staff_name text not null,
  side text not null check (side in ('worker', 'employer')),
  result text not null check (result in ('confirmed', 'denied', 'noAnswer', 'wrongNumber')),
  words text not null
);
create index referral_calls_of on referral_calls (referral_id, at);

do $$
declare one text;
begin
  foreach one in array array['referral_flags', 'referral_calls'] loop
    execute format('alter table %I enable row level security', one);
    -- For those who inspect: a site reads what it is asked, on the row itself.
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_county', one);
  end loop;
end $$;

grant select, insert, update on referral_flags to {{app}};
grant select, insert on referral_calls to {{app}};
