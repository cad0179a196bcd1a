-- Proofs and pictures of a site, and the history of every change of its register (附1-3, 三(四)).
create table site_files (
  id uuid primary key references documents (id),
  site_id uuid not null references sites (id),
  county text not null,
  kind text not null check (kind in ('areaProof', 'venueProof', 'licence', 'photo', 'inspection', 'other')),
  title text not null,
  sha256 text not null,
  bytes bigint not null check (bytes > 0),
  media_type text not null,
  recorded_at timestamptz not null,
  recorded_by uuid
);
create index site_files_site on site_files (site_id, recorded_at desc, id desc);

-- What stood there before and after, section by section; without names and numbers of people.
create table site_changes (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  at timestamptz not null,
  section text not null,
  -- In which capacity: «officer», «operator» …
  by_capacity text not null,
  staff_id uuid,
  changes jsonb not null
);
create index site_changes_site on site_changes (site_id, at desc, id desc);

do $$
declare one text;
begin
  foreach one in array array['site_files', 'site_changes'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_site', one);
  end loop;
end $$;

grant select, insert on site_files, site_changes to {{app}};
