-- Quarterly reports of the counties (附件3, 三(四)), the city's merged ones, and building tasks (附件2).

create table quarterly_reports (
  id uuid primary key,
  county text not null,
  quarter text not null check (quarter ~ '^20\d\dQ[1-4]$'),
  revision int not null check (revision > 0),
  state text not null check (state in ('compiled', 'signed', 'replaced')),
  state_since timestamptz not null,
  version int not null default 0,
  -- The form as it stood, and its figures as frozen: id → number or null (no data).
  form jsonb not null,
  figures jsonb not null,
  -- id → { value, reason, by }
  corrections jsonb not null default '{}',
  -- Rows recorded up to this moment are in the figures.
  cut_off_at timestamptz not null,
  narrative text,
  problems text,
  signed_by uuid,
  signed_name text,
  signed_at timestamptz,
  restate_reason text,
  constraint quarterly_reports_revision unique (county, quarter, revision),
  constraint quarterly_reports_signed check ((state = 'compiled') = (signed_at is null)),
  constraint quarterly_reports_restated_with_reason check ((revision = 1) = (restate_reason is null))
);
-- One revision holds; the others are replaced.
create unique index quarterly_reports_one on quarterly_reports (county, quarter) where state <> 'replaced';

create table city_reports (
  id uuid primary key,
  quarter text not null check (quarter ~ '^20\d\dQ[1-4]$'),
  revision int not null check (revision > 0),
  -- Which revision of which county is in it: county → revision.
  parts jsonb not null,
  -- Persons told apart over the whole city: id → number.
  apart jsonb not null,
  merged_at timestamptz not null,
  merged_by uuid not null,
  merged_name text not null,
  constraint city_reports_revision unique (quarter, revision)
);

create table build_targets (
  county text not null,
  year int not null check (year between 2024 and 2100),
  markets int not null check (markets >= 0),
  stations int not null check (stations >= 0),
  document_number text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (county, year)
);

do $$
declare one text;
begin
  foreach one in array array['quarterly_reports', 'build_targets'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_county', one);
  end loop;
end $$;
-- Figures of the whole city without a name: for staff whose posts reach a county.
alter table city_reports enable row level security;
create policy city_reports_staff on city_reports for all using (
  current_setting('app.system', true) = 'on'
  or coalesce(nullif(current_setting('app.counties', true), ''), '{}') <> '{}'
);

grant select, insert, update on quarterly_reports, build_targets to {{app}};
grant select, insert on city_reports to {{app}};
