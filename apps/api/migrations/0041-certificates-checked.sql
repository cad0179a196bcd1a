-- Certificates are photographed, handed in and looked at by the county; their numbers are encrypted (附1-10).
alter table worker_qualifications
  add column number_enc bytea,
  -- In everyday words, as notices and lists say it; null on old rows until the platform has named them.
  add column name text,
  add column state text not null default 'entered'
    check (state in ('entered', 'submitted', 'verified', 'refused', 'expired', 'ended')),
  add column state_since timestamptz,
  add column version int not null default 1,
  -- Of the person's profile when it was handed in; nobody's before that.
  add column county text,
  add column submitted_at timestamptz,
  add column due_at timestamptz,
  add column decided_at timestamptz,
  add column decided_by uuid,
  -- [{code, note}], all at once.
  add column refusal jsonb not null default '[]';
update worker_qualifications
  set state_since = coalesce(ended_at, created_at), state = case when ended_at is null then 'entered' else 'ended' end;
alter table worker_qualifications alter column state_since set not null,
  add check (state in ('entered', 'ended') or county is not null),
  add check ((state = 'ended') = (ended_at is not null));

-- One that is being entered or looked at beside one that is verified: a new certificate replaces the old when it is verified.
drop index worker_qualifications_one;
create unique index worker_qualifications_open on worker_qualifications (person_id, code)
  where state in ('entered', 'submitted');
create unique index worker_qualifications_verified on worker_qualifications (person_id, code) where state = 'verified';
create index worker_qualifications_waiting on worker_qualifications (county, due_at) where state = 'submitted';
create index worker_qualifications_ending on worker_qualifications (county, valid_until) where state = 'verified';

-- The bytes lie in the object store, encrypted with a key of their own, which stands here under the keys of the platform:
-- a change of keys rewrites a row, and a photo whose key is gone cannot be opened any more.
create table qualification_photos (
  id uuid primary key,
  qualification_id uuid not null references worker_qualifications (id),
  person_id uuid not null references persons (id),
  side text not null check (side in ('front', 'back')),
  -- Of what is stored.
  sha256 text not null,
  bytes bigint not null check (bytes > 0),
  media_type text not null,
  key_enc bytea,
  taken_at timestamptz not null
);
create unique index qualification_photos_side on qualification_photos (qualification_id, side) where key_enc is not null;

drop policy worker_qualifications_own on worker_qualifications;
create policy worker_qualifications_own on worker_qualifications for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
alter table qualification_photos enable row level security;
create policy qualification_photos_own on qualification_photos for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
grant select, insert, update on qualification_photos to {{app}};

-- Numbers written before are encrypted by the platform, which alone holds the keys.
insert into due_rows (id, kind, key, subject_id, data, due_at, attempts)
select gen_random_uuid(), 'seekers.sealQualifications', 'seekers.sealQualifications', gen_random_uuid(), '{}',
  '2026-01-01T00:00:00+08:00', 0
where exists (select from worker_qualifications);
