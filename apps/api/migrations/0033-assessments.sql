-- Yearly assessment of sites (工作考核, 二(四)1, 三(四)): self-assessment, county's score, city's sample, notice, stars; and
-- orders to improve.

create table assessments (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  operator_id uuid references operators (id),
  site_kind text not null check (site_kind in ('market', 'station')),
  site_name text not null,
  year int not null check (year between 2024 and 2100),
  state text not null check (state in ('opened', 'selfAssessed', 'scored', 'checked', 'inNotice', 'decided', 'revoked')),
  state_since timestamptz not null,
  version int not null default 0,
  -- The score table as it stood when the assessment began: old assessments stay as they were.
  score_table jsonb not null,
  -- What the platform's own records say, read on that day: fact → { value, of, sample }; a fact without records is left out.
  facts jsonb not null,
  facts_on date not null,
  due_on date,
  -- [{ item, points, note }]
  self_items jsonb,
  county_items jsonb,
  city_items jsonb,
  vetoes jsonb not null default '[]',
  total numeric(4, 1) check (total between 0 and 100),
  result text check (result in ('stars', 'pass', 'fail')),
  stars int check (stars between 1 and 5),
  -- Whether the city has drawn it for a check; null: not yet drawn about.
  drawn boolean,
  scored_by uuid,
  checked_by uuid,
  notice_from date,
  notice_to date,
  constraint assessments_once unique (site_id, year),
  constraint assessments_stars_with_result check ((result is not distinct from 'stars') = (stars is not null)),
  constraint assessments_scored check (state in ('opened', 'selfAssessed') or (total is not null and result is not null)),
  constraint assessments_in_notice check (state not in ('inNotice', 'decided', 'revoked') or notice_to is not null)
);
create index assessments_queue on assessments (county, state, due_on, id);

create table assessment_objections (
  id uuid primary key,
  assessment_id uuid not null references assessments (id),
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
create index assessment_objections_of on assessment_objections (assessment_id, received_on);

-- A county's own points within the city's items (二(四)2).
create table assessment_methods (
  id uuid primary key,
  county text not null,
  year int not null check (year between 2024 and 2100),
  document_number text not null,
  -- item → points, only those that differ
  points jsonb not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  constraint assessment_methods_once unique (county, year)
);

create table improvements (
  id uuid primary key,
  assessment_id uuid not null references assessments (id),
  site_id uuid not null references sites (id),
  county text not null,
  site_name text not null,
  state text not null check (state in ('ordered', 'reported', 'repaired', 'failed')),
  state_since timestamptz not null,
  version int not null default 0,
  items jsonb not null,
  ordered_on date not null,
  due_on date not null check (due_on >= ordered_on),
  report text,
  outcome text
);
-- One order at a time about an assessment.
create unique index improvements_one_open on improvements (assessment_id) where state in ('ordered', 'reported');
create index improvements_queue on improvements (county, state, due_on);

-- Steps of these procedures stand beside those of recognition and subsidies.
alter table programme_steps drop constraint programme_steps_subject_kind_check;
alter table programme_steps add constraint programme_steps_subject_kind_check
  check (subject_kind in ('recognition', 'subsidy', 'assessment', 'improvement'));

do $$
declare one text;
begin
  foreach one in array array['assessments', 'assessment_objections', 'improvements'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_site', one);
  end loop;
end $$;
alter table assessment_methods enable row level security;
create policy assessment_methods_county on assessment_methods for all using (
  current_setting('app.system', true) = 'on'
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
-- Stars in notice and published stars are for everybody.
create policy assessments_public on assessments for select using (state in ('inNotice', 'decided'));

grant select, insert, update on assessments, assessment_objections, improvements, assessment_methods to {{app}};
