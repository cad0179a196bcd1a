-- Numbers that stand between the phones of both sides of an engagement, for a while. No phone is stored here.

create table contacts (
  id uuid primary key,
  engagement_id uuid not null references engagements (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  county text not null,
  asked_by text not null check (asked_by in ('worker', 'employer')),
  number text not null,
  binding_id text not null,
  given_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > given_at),
  -- Unbound before its time, because the engagement ended.
  ended_at timestamptz
);
create index contacts_engagement on contacts (engagement_id, expires_at desc);

alter table contacts enable row level security;
create policy contacts_parties on contacts for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);

grant select, insert, update on contacts to {{app}};
