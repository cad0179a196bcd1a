-- Disputes about one engagement. Only the disputed part of the pay waits for their end.

create table disputes (
  id uuid primary key,
  engagement_id uuid not null references engagements (id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  worker_name text not null,
  title text not null,
  county text not null,
  site_id uuid,
  state text not null check (state in ('open', 'agreed', 'decided', 'withdrawn')),
  state_since timestamptz not null,
  version int not null default 0,
  opened_by text not null check (opened_by in ('worker', 'employer')),
  opened_at timestamptz not null,
  reason_code text not null,
  words text,
  recorded_minutes int check (recorded_minutes >= 0),
  -- What the opener says is right: minutes in all, or pay in all.
  claimed_minutes int check (claimed_minutes >= 0),
  claimed_fen bigint check (claimed_fen >= 0),
  -- The proposal on the table: the claim at first, then whatever a side offered last.
  proposal_minutes int check (proposal_minutes >= 0),
  proposal_fen bigint check (proposal_fen >= 0),
  proposal_by text not null check (proposal_by in ('worker', 'employer')),
  proposal_at timestamptz not null,
  -- Time limit of mediation; first contact owns the matter until it ends or is handed over.
  due_at timestamptz not null,
  owner_id uuid,
  owner_since timestamptz,
  escalated_at timestamptz,
  outcome text check (outcome in ('settled', 'voided', 'asRecorded')),
  outcome_minutes int check (outcome_minutes >= 0),
  outcome_fen bigint check (outcome_fen >= 0),
  outcome_reason text,
  check ((claimed_minutes is null) <> (claimed_fen is null)),
  check ((proposal_minutes is null) <> (proposal_fen is null)),
  check ((state = 'open') = (outcome is null))
);
create unique index disputes_one_open on disputes (engagement_id) where state = 'open';
create index disputes_engagement on disputes (engagement_id, opened_at);
create index disputes_queue on disputes (county, due_at, id) where state = 'open';
create index disputes_worker on disputes (worker_id, opened_at desc);
create index disputes_employer on disputes (employer_id, opened_at desc);

alter table disputes enable row level security;
create policy disputes_parties on disputes for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);

grant select, insert, update on disputes to {{app}};
