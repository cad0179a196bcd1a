-- Recognition of sites (认定, 二(四)1): application, check, inspection at the place, public notice, number; and the steps
-- of every procedure about a site as its papers show them.

create table recognitions (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  operator_id uuid not null references operators (id),
  site_kind text not null check (site_kind in ('market', 'station')),
  site_name text not null,
  state text not null check (state in ('lodged', 'returned', 'accepted', 'inspected', 'inNotice', 'cleared', 'recognised',
    'refused', 'withdrawn', 'revoked')),
  state_since timestamptz not null,
  version int not null default 0,
  -- The form as it was filled in, labels included: old papers stay as they were.
  form jsonb not null,
  lodged_on date not null,
  lodged_by uuid,
  -- Until when whoever holds it now has to act; null where nobody has to.
  due_on date,
  -- What was missing, told once and all of it (一次性告知).
  missing jsonb,
  asked_at timestamptz,
  accepted_by uuid,
  decided_by uuid,
  notice_from date,
  notice_to date,
  number text unique,
  recognised_on date,
  ended_on date,
  city_recorded_on date,
  city_recorded_by uuid,
  appeal_words text,
  appealed_on date,
  appeal_outcome text check (appeal_outcome in ('granted', 'rejected')),
  appeal_note text,
  appeal_decided_on date,
  check (state <> 'recognised' or (number is not null and recognised_on is not null)),
  check ((missing is null) = (asked_at is null)),
  check (appeal_outcome is null or appealed_on is not null)
);
-- A site has one application under way, or one recognition in force.
create unique index recognitions_once on recognitions (site_id) where state not in ('refused', 'withdrawn', 'revoked');
create index recognitions_queue on recognitions (county, state, due_on, id);
create index recognitions_site on recognitions (site_id, lodged_on desc);

-- What was seen at the place; the tablet makes the id, so that what is sent twice is kept once.
create table recognition_inspections (
  id uuid primary key,
  recognition_id uuid not null references recognitions (id),
  site_id uuid not null references sites (id),
  county text not null,
  -- [{ item, result, note, photoIds }]
  items jsonb not null,
  area_square_meters numeric(12, 4) check (area_square_meters > 0),
  lat double precision,
  lng double precision,
  accuracy_meters int,
  distance_meters int,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  received_at timestamptz not null,
  inspector_id uuid not null,
  inspector_name text not null,
  -- Strokes of the finger on the screen, as the path of an SVG.
  inspector_signature text not null,
  site_person_name text not null,
  site_signature text not null,
  note text,
  check (finished_at >= started_at)
);
create index recognition_inspections_of on recognition_inspections (recognition_id, received_at desc);

create table recognition_objections (
  id uuid primary key,
  recognition_id uuid not null references recognitions (id),
  site_id uuid not null references sites (id),
  county text not null,
  received_on date not null,
  way text not null check (way in ('phone', 'letter', 'visit', 'online')),
  words text not null,
  outcome text check (outcome in ('upheld', 'rejected')),
  outcome_note text,
  decided_on date,
  recorded_by uuid not null,
  check ((outcome is null) = (decided_on is null))
);
create index recognition_objections_of on recognition_objections (recognition_id, received_on);

-- Serial numbers of plaques: one row per county and year, counted on.
create table recognition_serials (
  county text not null,
  year int not null,
  last int not null,
  primary key (county, year)
);

-- Who did which step of a procedure about a site, with the opinion: what stands on its papers.
create table programme_steps (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('recognition', 'subsidy')),
  subject_id uuid not null,
  site_id uuid not null references sites (id),
  county text not null,
  at timestamptz not null,
  move text not null,
  by_capacity text not null,
  staff_id uuid,
  staff_name text,
  opinion text,
  reason_code text
);
create index programme_steps_subject on programme_steps (subject_id, at, id);

do $$
declare one text;
begin
  foreach one in array array['recognitions', 'recognition_inspections', 'recognition_objections', 'programme_steps'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_site', one);
  end loop;
end $$;
alter table recognition_serials enable row level security;
create policy recognition_serials_county on recognition_serials for all using (
  current_setting('app.system', true) = 'on'
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
-- Public notice (公示): everybody may read what is in notice.
create policy recognitions_notice on recognitions for select using (state = 'inNotice');
create policy subsidies_notice on subsidies for select using (state = 'inNotice');

grant select, insert, update on recognitions, recognition_objections, recognition_serials to {{app}};
grant select, insert on recognition_inspections, programme_steps to {{app}};
