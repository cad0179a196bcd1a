-- What a person needs at work and who is hard to employ (附1-10). Both say something of health or hardship.

-- Needs of the person (rest, no heavy lifting, sign language …), told and withdrawn by the person alone.
create table worker_needs (
  person_id uuid primary key references persons (id),
  needs_enc bytea not null,
  -- afterTaking: the employer of work that was taken may read them; nobody: only the person and who helps.
  share text not null check (share in ('nobody', 'afterTaking')),
  updated_at timestamptz not null
);

-- Recognised by staff with evidence, until a day. Never shown to employers.
create table hard_to_employ (
  id uuid primary key,
  person_id uuid not null references persons (id),
  county text not null,
  category text not null,
  evidence text not null,
  evidence_number_enc bytea,
  valid_from date not null,
  valid_until date not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  check (valid_until >= valid_from)
);
create unique index hard_to_employ_once on hard_to_employ (person_id, category) where ended_at is null;

alter table worker_needs enable row level security;
alter table hard_to_employ enable row level security;
create policy worker_needs_own on worker_needs for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
-- One's own row is seen where nobody else's is open: an act of an employer opens its applicants' and its workers'
-- profiles beside the employer's own, and must not open this.
create policy hard_to_employ_staff on hard_to_employ for all using (
  current_setting('app.system', true) = 'on'
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or (
    person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
    and cardinality(coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[]) = 1
  )
);

grant select, insert, update on worker_needs, hard_to_employ to {{app}};
