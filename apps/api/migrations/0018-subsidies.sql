-- Money for sites (二(四), 三(二)). Whatever the code does, nothing is paid twice for a site or a place, nothing while
-- services are purchased, no performance without an assessment, nothing beyond the appropriation.

-- A band ends at a square metre, so that the area is kept as measured, not rounded into the band below.
alter table sites alter column area_square_meters type numeric(12, 4);

-- Recognised sites (认定): only these may be subsidised.
create table recognised_sites (
  site_id uuid primary key references sites (id),
  county text not null,
  number text not null unique,
  recognised_on date not null,
  ended_on date,
  check (ended_on is null or ended_on >= recognised_on)
);

-- Result of a year's assessment (工作考核): stars, or failed. One per site and year; performance pay rests on it.
create table site_stars (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  year int not null check (year between 2024 and 2100),
  -- Null: the assessment was not passed.
  stars int check (stars between 1 and 5),
  published_on date not null,
  constraint site_stars_once unique (site_id, year)
);
create index site_stars_county on site_stars (county, year);

-- Contracts for purchased services (二(四)2).
create table purchased_services (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  operator_id uuid references operators (id),
  contract_number text not null,
  starts_on date not null,
  ends_on date not null,
  recorded_at timestamptz not null,
  check (ends_on >= starts_on),
  constraint purchased_services_number unique (county, contract_number)
);
create index purchased_services_site on purchased_services (site_id, starts_on);

-- A county's own amounts above the city's (各地可适当提高). `step` is the band's upper bound or the stars.
create table county_subsidy_amounts (
  id uuid primary key,
  county text not null,
  what text not null check (what in ('oneOff', 'performance')),
  site_kind text not null check (site_kind in ('market', 'station')),
  step text not null,
  amount_fen bigint not null check (amount_fen > 0),
  document_number text not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  constraint county_subsidy_amounts_once exclude using gist
    (county with =, what with =, site_kind with =, step with =, daterange(valid_from, valid_to, '[]') with &&)
);

-- Money appropriated to a county for a year (就业补助资金): by document and source, carried over by a row of its own.
create table appropriations (
  id uuid primary key,
  county text not null,
  year int not null check (year between 2024 and 2100),
  document_number text not null,
  source text not null,
  amount_fen bigint not null check (amount_fen > 0),
  carried_from uuid references appropriations (id),
  -- Promised to approved subsidies, paid ones among them; what is left is the difference.
  committed_fen bigint not null default 0,
  paid_fen bigint not null default 0,
  recorded_at timestamptz not null,
  version int not null default 0,
  constraint appropriations_document unique (county, year, document_number),
  constraint appropriations_not_exceeded check (committed_fen between 0 and amount_fen),
  constraint appropriations_paid_is_committed check (paid_fen between 0 and committed_fen)
);

create table subsidies (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  operator_id uuid not null references operators (id),
  -- The smallest id of all operators that belong together with this one when it was lodged.
  family_id uuid not null,
  what text not null check (what in ('oneOff', 'performance')),
  -- The year assessed; 0 for the one-off subsidy.
  year int not null,
  stars_id uuid references site_stars (id),
  -- Where the site is: one place however its address is written, and a box around its point.
  address_key text not null,
  around box not null,
  site_kind text not null,
  area_square_meters numeric(12, 4),
  state text not null check (state in ('lodged', 'handled', 'checked', 'approved', 'confirmed', 'inNotice', 'cleared',
    'paid', 'closed', 'refused', 'withdrawn', 'reclaimed')),
  state_since timestamptz not null,
  version int not null default 0,
  applied_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- Reasons, calculation and the policy values they rest on, as decided when lodged.
  decision jsonb not null,
  lodged_by uuid,
  handled_by uuid,
  checked_by uuid,
  approved_by uuid,
  confirmed_by uuid,
  appropriation_id uuid references appropriations (id),
  notice_from date,
  notice_to date,
  voucher_number text,
  paid_on date,
  constraint subsidies_performance_is_assessed check ((what = 'performance') = (stars_id is not null)),
  constraint subsidies_year check ((what = 'oneOff') = (year = 0)),
  -- 经办、复核、审批 are three people.
  constraint subsidies_three_people check (
    (checked_by is null or checked_by <> handled_by)
    and (approved_by is null or (approved_by <> handled_by and approved_by <> checked_by))
  ),
  constraint subsidies_money_named check (
    state not in ('confirmed', 'inNotice', 'cleared', 'paid', 'closed', 'reclaimed') or appropriation_id is not null
  ),
  constraint subsidies_paid_has_voucher check (state not in ('paid', 'closed') or (voucher_number is not null and paid_on is not null))
);
-- Twice for a site, for an assessment, for an address, for related operators on one spot: each stopped by its own name.
create unique index subsidies_once_per_site on subsidies (site_id, what, year)
  where state not in ('refused', 'withdrawn', 'reclaimed');
create unique index subsidies_once_per_stars on subsidies (stars_id) where state not in ('refused', 'withdrawn', 'reclaimed');
create unique index subsidies_once_per_address on subsidies (address_key, what, year)
  where state not in ('refused', 'withdrawn', 'reclaimed');
alter table subsidies add constraint subsidies_once_per_family_spot exclude using gist
  (family_id with =, what with =, year with =, around with &&) where (state not in ('refused', 'withdrawn', 'reclaimed'));
create unique index subsidies_voucher on subsidies (voucher_number) where voucher_number is not null;
create index subsidies_queue on subsidies (county, state, state_since, id);
create index subsidies_operator on subsidies (operator_id);

-- Days on which a site is funded in one way or the other: the two never meet (三(二)).
create table site_funding (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  mode text not null check (mode in ('subsidy', 'purchasedService')),
  span daterange not null check (not isempty(span)),
  subsidy_id uuid unique references subsidies (id),
  purchased_service_id uuid unique references purchased_services (id),
  -- A refused or withdrawn subsidy holds no day any more.
  released boolean not null default false,
  check ((mode = 'subsidy') = (subsidy_id is not null)),
  check ((mode = 'purchasedService') = (purchased_service_id is not null)),
  constraint site_funding_one_mode exclude using gist (site_id with =, span with &&, mode with <>) where (not released)
);

do $$
declare one text;
begin
  foreach one in array array['recognised_sites', 'site_stars', 'purchased_services', 'subsidies', 'site_funding'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_site', one);
  end loop;
  foreach one in array array['appropriations', 'county_subsidy_amounts'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_county', one);
  end loop;
end $$;

grant select, insert, update on recognised_sites, site_stars, purchased_services, appropriations, subsidies, site_funding
  to {{app}};
grant select, insert on county_subsidy_amounts to {{app}};
