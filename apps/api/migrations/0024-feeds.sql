-- What a person wants of the list of work: by the own profile or not (个人信息保护法第24条), and what not to see again.

create table feed_settings (
  person_id uuid primary key references persons (id),
  personalised boolean not null,
  updated_at timestamptz not null
);

create table dislikes (
  id uuid primary key,
  person_id uuid not null references persons (id),
  kind text not null check (kind in ('posting', 'occupation', 'employer', 'suggestion')),
  -- An id, an occupation's code, or the code of a suggestion.
  ref text not null,
  label text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index dislikes_once on dislikes (person_id, kind, ref) where ended_at is null;

alter table feed_settings enable row level security;
alter table dislikes enable row level security;
create policy feed_settings_own on feed_settings for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy dislikes_own on dislikes for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);

grant select, insert, update on feed_settings, dislikes to {{app}};
