-- Places of dispatched work that the market holds for nobody: whoever wants may take one. Nothing here is personal.
create table hall_places (
  shift_id uuid primary key references shifts (id),
  places int not null check (places >= 0),
  at timestamptz not null
);
grant select, insert, update on hall_places to {{app}};

-- People an employer wants again: asked first where there is time.
create table favourites (
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  worker_name text not null,
  since timestamptz not null,
  primary key (employer_id, worker_id)
);
create index favourites_worker on favourites (worker_id);
alter table favourites enable row level security;
create policy favourites_own on favourites for all using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);
grant select, insert, delete on favourites to {{app}};
