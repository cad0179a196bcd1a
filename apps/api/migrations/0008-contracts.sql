-- Contracts: which kind, what was agreed, who signed how, and the sealed file (二(二) 合同签订; 附1-16).

create table contracts (
  id uuid primary key,
  -- For people: county, day, serial.
  number text not null unique,
  -- Opens the public verification page; not derivable from the number.
  verify_code text not null unique,
  posting_id uuid not null references postings (id),
  employer_id uuid not null references employers (id),
  employer_name text not null,
  employer_kind text not null,
  worker_id uuid not null references persons (id),
  worker_name text not null,
  county text not null,
  site_id uuid,
  kind text not null check (kind in ('partTimeLabour', 'taskLabour', 'fixedTermLabour', 'serviceAgreement',
    'overAgeAgreement', 'newFormAgreement')),
  -- Row of the decision table, why in plain words, the article, and the policy values it rested on.
  kind_row text not null,
  reason_zh text not null,
  article text not null,
  basis jsonb not null,
  provisional boolean not null,
  template_version text not null,
  -- The text as shown: identity numbers and phones masked.
  document jsonb not null,
  -- The text as signed, in full; its hash is what the signatures and the certificate page name.
  canonical_enc bytea,
  canonical_sha256 text not null check (canonical_sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('awaitingWorker', 'concluded', 'lapsed', 'ended')),
  state_since timestamptz not null,
  version int not null default 0,
  created_at timestamptz not null,
  sign_by timestamptz not null,
  concluded_at timestamptz,
  -- The file: when sealed, which bytes; until then how often it was tried and what stood in the way.
  sealed_at timestamptz,
  document_id uuid references documents (id),
  file_sha256 text,
  seal_tries int not null default 0,
  seal_problem text,
  imported boolean not null default false,
  check (imported or canonical_enc is not null),
  check (state in ('awaitingWorker', 'lapsed') or concluded_at is not null),
  check ((sealed_at is null) = (file_sha256 is null))
);
create unique index contracts_one_waiting on contracts (worker_id, posting_id) where state = 'awaitingWorker';
create index contracts_worker on contracts (worker_id, created_at desc, id);
create index contracts_employer on contracts (employer_id, created_at desc, id);
create index contracts_unsealed on contracts (concluded_at)
  where sealed_at is null and not imported and state in ('concluded', 'ended');

-- An engagement is under one contract, ever.
create table contract_engagements (
  engagement_id uuid primary key references engagements (id),
  contract_id uuid not null references contracts (id),
  worker_id uuid not null,
  employer_id uuid not null,
  county text not null,
  site_id uuid
);
create index contract_engagements_contract on contract_engagements (contract_id);

-- Signing evidence, append-only: who, what proved the intent, on which text.
create table contract_signings (
  id uuid primary key,
  contract_id uuid not null references contracts (id),
  party text not null check (party in ('employer', 'worker')),
  worker_id uuid not null,
  employer_id uuid not null,
  county text not null,
  site_id uuid,
  -- null: proved by the employer's contact at the counter.
  person_id uuid references persons (id),
  person_name text not null,
  factor text not null check (factor in ('smsCode', 'counterSignature', 'face')),
  intent_words text not null,
  channel text not null,
  device text not null,
  -- The clerk who was at the counter with the person.
  assisted_by uuid,
  photo_document_id uuid references documents (id),
  -- Of the contract's text; the employer's names the posting's terms, signed at publication.
  document_sha256 text not null,
  proved_at timestamptz not null,
  at timestamptz not null,
  unique (contract_id, party),
  check (party = 'employer' or person_id is not null)
);
create trigger contract_signings_fixed before update or delete on contract_signings
  for each row execute function refuse_change();

-- What the public page may know about the contract with this code; the application masks the names.
create function contract_by_code(code text) returns table (
  id uuid, number text, kind text, employer_name text, employer_kind text, worker_name text, state text,
  concluded_at timestamptz, sealed_at timestamptz, canonical_sha256 text, file_sha256 text, imported boolean
) language sql stable security definer set search_path from current as $$
  select c.id, c.number, c.kind, c.employer_name, c.employer_kind, c.worker_name, c.state,
    c.concluded_at, c.sealed_at, c.canonical_sha256, c.file_sha256, c.imported
  from contracts c where c.verify_code = code
$$;

alter table contracts enable row level security;
alter table contract_engagements enable row level security;
alter table contract_signings enable row level security;

create policy contracts_parties on contracts for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);
create policy contract_engagements_parties on contract_engagements for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);
create policy contract_signings_parties on contract_signings for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

grant select, insert, update on contracts to {{app}};
grant select, insert on contract_engagements, contract_signings to {{app}};
