-- The register of markets and stations (附1-2 … 附1-7, 附1-19; 二(三)): the facts recognition, subsidies and
-- assessment rest on. The directory stays public; what is behind it belongs to the site and its county.

-- Who runs sites: public facts of an organisation, none of a person.
create table operators (
  id uuid primary key,
  kind text not null check (kind in ('hrAgency', 'villageOrCommunity', 'otherThirdParty', 'publicBody')),
  name text not null,
  uscc text not null unique,
  -- 人力资源服务许可证, needed by an HR agency only.
  agency_licence text,
  legal_person text not null,
  phone text not null,
  address text,
  created_at timestamptz not null,
  version int not null default 0
);
-- Operators that belong together (parent, same legal person, renamed …): declared by them or found by an officer.
create table operator_relations (
  operator_id uuid not null references operators (id),
  related_id uuid not null references operators (id),
  relation text not null check (relation in ('sameLegalPerson', 'parent', 'renamed', 'split', 'sameController')),
  recorded_at timestamptz not null,
  primary key (operator_id, related_id),
  check (operator_id < related_id)
);
create index operator_relations_related on operator_relations (related_id);

alter table sites drop constraint sites_state_check;
alter table sites add constraint sites_state_check check (state in ('planned', 'open', 'suspended', 'closed'));
alter table sites
  add column operator_id uuid references operators (id),
  add column builder_kind text check (builder_kind in ('hrAgency', 'villageOrCommunity', 'otherThirdParty')),
  add column builder_name text,
  -- Measured floor area; the proof (survey, deed, lease) is a document.
  add column area_square_meters numeric(8, 2) check (area_square_meters > 0),
  add column area_proof_id uuid references documents (id),
  add column venue text check (venue in ('own', 'leased', 'shared', 'converted', 'new')),
  -- One of the host kinds of 附1-3, for a shared venue.
  add column host_kind text,
  add column host_name text,
  add column venue_until date,
  -- The address with everything left out that writing may vary: two sites with one key share a place.
  add column address_key text not null default '',
  -- Fewer people than 附1-19 asks in principle: why.
  add column understaffed_reason text,
  add column closed_on date,
  add constraint sites_builder check (builder = 'thirdParty' or builder_kind is null),
  add constraint sites_host check (venue = 'shared' or host_kind is null),
  add constraint sites_closed check (closed_on is null or state = 'closed');
create index sites_operator on sites (operator_id) where operator_id is not null;
create index sites_address on sites (address_key);
update sites set address_key = regexp_replace(address, '\s', '', 'g');

-- Functional zones (附1-4).
create table site_zones (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  zone text not null,
  area_square_meters numeric(8, 2) check (area_square_meters > 0),
  note text,
  unique (site_id, zone)
);
-- A shared venue: when which zone is the site's (附1-3 分时分区).
create table site_timetable (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  zone text not null,
  days int[] not null check (cardinality(days) > 0),
  from_time text not null,
  to_time text not null,
  check (from_time < to_time)
);
create index site_timetable_site on site_timetable (site_id);
-- Desks of agencies, charities and insurers (附1-4).
create table site_partner_desks (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  kind text not null,
  name text not null,
  hours_note text,
  since date not null,
  until date,
  check (until is null or until >= since)
);
create index site_partner_desks_site on site_partner_desks (site_id);
-- Equipment against the standard (附1-6, 7): an item a station does without carries the reason.
create table site_equipment (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  item text not null,
  count int not null check (count >= 0),
  working boolean not null,
  adjusted_reason text,
  note text,
  checked_on date not null,
  unique (site_id, item)
);
-- Safety (附1-5): each check and when the next is due.
create table site_safety_checks (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  item text not null,
  checked_on date not null,
  passed boolean not null,
  note text,
  next_due_on date not null,
  checked_by uuid,
  recorded_at timestamptz not null,
  check (next_due_on > checked_on)
);
create index site_safety_checks_item on site_safety_checks (site_id, item, checked_on desc, id desc);
-- People who work there and who pays for the post (附1-19, 三(二)).
create table site_staff (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  name text not null,
  duty text not null,
  full_time boolean not null,
  source text not null,
  -- Whether public money pays the post; from the policy pack, kept as it was decided.
  publicly_funded boolean not null,
  id_number_enc bytea not null,
  id_number_index bytea not null,
  since date not null,
  until date,
  created_at timestamptz not null,
  check (until is null or until >= since),
  -- 统筹不重复: one person's post is never paid twice from public money at one time.
  constraint site_staff_funded_once exclude using gist
    (id_number_index with =, daterange(since, until, '[]') with &&) where (publicly_funded),
  constraint site_staff_once_per_site exclude using gist
    (site_id with =, id_number_index with =, daterange(since, until, '[]') with &&)
);
create index site_staff_site on site_staff (site_id, since);
-- Days the site says beforehand it will rest: holidays, repairs, typhoons.
create table site_closures (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  from_day date not null,
  to_day date not null,
  reason_code text not null,
  note text,
  announced_at timestamptz not null,
  cancelled_at timestamptz,
  check (to_day >= from_day),
  constraint site_closures_once exclude using gist
    (site_id with =, daterange(from_day, to_day, '[]') with &&) where (cancelled_at is null)
);
-- The opening log (附1-8): one row per day somebody wrote down.
create table site_days (
  site_id uuid not null references sites (id),
  day date not null,
  county text not null,
  opened_at timestamptz,
  closed_at timestamptz,
  visitors int check (visitors >= 0),
  meals_heated int check (meals_heated >= 0),
  -- Why the doors stayed shut that day.
  shut_reason text,
  recorded_at timestamptz not null,
  version int not null default 0,
  primary key (site_id, day),
  check ((opened_at is null) <> (shut_reason is null)),
  check (closed_at is null or closed_at > opened_at)
);
create index site_days_county on site_days (county, day);
-- Convenience (附1-6): tools and lockers lent and returned.
create table site_tools (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  kind text not null check (kind in ('tool', 'locker')),
  name text not null,
  count int not null check (count >= 0),
  lent int not null default 0,
  unique (site_id, name),
  -- Nothing is lent that is not there.
  constraint site_tools_there check (lent between 0 and count)
);
create table site_loans (
  id uuid primary key,
  tool_id uuid not null references site_tools (id),
  site_id uuid not null references sites (id),
  county text not null,
  borrower_name text not null,
  person_id uuid references persons (id),
  lent_at timestamptz not null,
  due_at timestamptz not null,
  returned_at timestamptz,
  whole boolean,
  note text,
  check (due_at > lent_at),
  check ((returned_at is null) = (whole is null))
);
create index site_loans_out on site_loans (site_id, due_at, id) where returned_at is null;
create index site_loans_person on site_loans (person_id) where person_id is not null;
-- What the site offers and how to get it (附1-1, 附1-20): public.
create table site_services (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  service text not null,
  guide text not null,
  bring text,
  takes text,
  unique (site_id, service)
);

-- Everybody may read the directory; only the site, its county and the platform may write it.
alter table sites enable row level security;
create policy sites_read on sites for select using (true);
create policy sites_add on sites for insert with check (
  current_setting('app.system', true) = 'on'
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy sites_change on sites for update using (
  current_setting('app.system', true) = 'on'
  or id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
alter table site_services enable row level security;
create policy site_services_read on site_services for select using (true);
create policy site_services_write on site_services for all using (
  current_setting('app.system', true) = 'on'
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
alter table operators enable row level security;
create policy operators_staff on operators for all using (
  current_setting('app.system', true) = 'on'
  or coalesce(nullif(current_setting('app.sites', true), ''), '{}') <> '{}'
  or coalesce(nullif(current_setting('app.counties', true), ''), '{}') <> '{}'
);
alter table operator_relations enable row level security;
create policy operator_relations_staff on operator_relations for all using (
  current_setting('app.system', true) = 'on'
  or coalesce(nullif(current_setting('app.sites', true), ''), '{}') <> '{}'
  or coalesce(nullif(current_setting('app.counties', true), ''), '{}') <> '{}'
);

-- Holidays and other announced rest are there to be read by everybody.
create policy site_closures_read on site_closures for select using (true);

do $$
declare one text;
begin
  foreach one in array array['site_zones', 'site_timetable', 'site_partner_desks', 'site_equipment', 'site_safety_checks',
    'site_staff', 'site_closures', 'site_days', 'site_tools', 'site_loans'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_site', one);
  end loop;
end $$;

grant select, insert, update on operators, operator_relations, site_safety_checks, site_staff, site_closures, site_days,
  site_tools, site_loans to {{app}};
grant select, insert, update, delete on site_zones, site_timetable, site_partner_desks, site_equipment, site_services
  to {{app}};
