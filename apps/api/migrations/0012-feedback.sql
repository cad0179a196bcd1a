-- Mutual ratings after work. A rating is the giver's own until both have rated or the window has closed.

create table ratings (
  id uuid primary key,
  engagement_id uuid not null references engagements (id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  county text not null,
  by_side text not null check (by_side in ('worker', 'employer')),
  about text not null check (about in ('worker', 'employer', 'site')),
  site_id uuid references sites (id),
  stars int not null check (stars >= 1),
  tags text[] not null default '{}',
  words text,
  given_by uuid not null,
  given_at timestamptz not null,
  shown_at timestamptz,
  -- Each side rates once.
  unique (engagement_id, by_side, about),
  check (by_side <> about),
  check (about <> 'site' or (by_side = 'worker' and site_id is not null))
);
create index ratings_employer on ratings (employer_id, shown_at desc, id) where about = 'employer';
create index ratings_worker on ratings (worker_id, shown_at desc, id) where about = 'worker';
create index ratings_site on ratings (site_id, shown_at desc, id) where about = 'site';

-- Sums of the shown ratings, for averages anybody may read; no words, no giver.
create table rating_totals (
  subject_id uuid primary key,
  about text not null check (about in ('worker', 'employer', 'site')),
  ratings int not null check (ratings >= 0),
  stars int not null check (stars >= ratings)
);

alter table ratings enable row level security;
create policy ratings_given on ratings for all using (
  current_setting('app.system', true) = 'on'
  or (by_side = 'worker' and worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[]))
  or (by_side = 'employer' and employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[]))
) with check (
  current_setting('app.system', true) = 'on'
  or (by_side = 'worker' and worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[]))
  or (by_side = 'employer' and employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[]))
);
create policy ratings_shown on ratings for select using (
  shown_at is not null and (
    (about = 'worker' and worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[]))
    or (about = 'employer' and employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[]))
    or (about = 'site' and site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[]))
    or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  )
);

grant select, insert, update on ratings, rating_totals to {{app}};
