-- Wages, escrow, payouts and the ledger they rest on. Why it looks like this: docs/adr/0008-ledger.md.

-- The ledger. Accounts are opened by the first entry; `id` is derived from `address`, so that nobody has
-- to look it up and an entry stays narrow. Kinds come from chart.ts; the check keeps the chart closed:
-- there is no account for a fee (二(一): the service is free of charge).
create table ledger_accounts (
  id uuid primary key,
  address text not null unique,
  kind text not null check (kind in (
    'employerSource', 'employerEscrow', 'employerPayable', 'employerWithheld',
    'workerWages', 'workerReceived', 'railTransit'
  )),
  employer_id uuid references employers (id),
  worker_id uuid references persons (id)
);
create table ledger_transactions (
  id uuid primary key,
  kind text not null,
  -- The wage, payout, transfer or escrow it is about: the same matter is posted once.
  business_id uuid not null,
  -- The transaction taken back by this one; each at most once.
  reverses uuid unique references ledger_transactions (id),
  reason_code text,
  at timestamptz not null,
  unique (kind, business_id),
  check ((reverses is null) = (kind <> 'reversal')),
  check (reverses is null or reason_code is not null)
);
create index ledger_transactions_at on ledger_transactions (at);
-- Positive: more is owed to, or held for, the account's owner. No balances are stored.
create table ledger_entries (
  transaction_id uuid not null references ledger_transactions (id),
  line smallint not null check (line >= 1),
  account_id uuid not null references ledger_accounts (id),
  amount_fen bigint not null check (amount_fen <> 0 and abs(amount_fen) <= 9007199254740991),
  primary key (transaction_id, line)
);
create index ledger_entries_account on ledger_entries (account_id) include (amount_fen);

-- Every transaction comes whole, in one statement, and sums to zero. Line 1 exists once per transaction
-- (primary key), so requiring it in every statement also refuses lines added later.
create function check_ledger_entries() returns trigger language plpgsql set search_path from current as $$
declare
  wrong uuid;
begin
  select transaction_id into wrong from new_entries group by transaction_id
    having sum(amount_fen) <> 0 or count(*) < 2 or min(line) <> 1 or max(line) <> count(*)
    limit 1;
  if wrong is not null then
    raise exception 'ledger transaction % is not whole or does not sum to zero', wrong using errcode = '23514';
  end if;
  return null;
end $$;
create trigger ledger_entries_whole after insert on ledger_entries
  referencing new table as new_entries for each statement execute function check_ledger_entries();

create trigger ledger_entries_fixed before update or delete on ledger_entries
  for each row execute function refuse_change();
create trigger ledger_transactions_fixed before update or delete on ledger_transactions
  for each row execute function refuse_change();
create trigger ledger_accounts_fixed before update or delete on ledger_accounts
  for each row execute function refuse_change();
create trigger ledger_entries_kept before truncate on ledger_entries
  for each statement execute function refuse_change();
create trigger ledger_transactions_kept before truncate on ledger_transactions
  for each statement execute function refuse_change();

-- How a worker wants to be paid. Account numbers and wallet ids are encrypted.
create table pay_settings (
  worker_id uuid primary key references persons (id),
  preferred_rail text not null check (preferred_rail in ('wechat', 'bank', 'cash')),
  openid bytea,
  -- Number of the person's standing consent to receive without a tap (免确认收款授权).
  authorisation_no text,
  bank_account bytea,
  bank_name text,
  bank_account_holder text,
  updated_at timestamptz not null
);

-- One wage per engagement and part; money facts never change, only funding and payment are added.
create table wages (
  id uuid primary key,
  engagement_id uuid not null references engagements (id),
  part text not null check (part in ('whole', 'undisputed', 'settled')),
  worker_id uuid not null references persons (id),
  employer_id uuid not null references employers (id),
  posting_id uuid not null,
  county text not null,
  worked_on date not null,
  reckoned_on date not null,
  reckoned_at timestamptz not null,
  pay_method text not null,
  settlement_cycle text not null,
  contract_kind text,
  withholding_method text not null check (withholding_method in ('wage', 'labourService')),
  reckoning jsonb not null,
  minutes int not null check (minutes >= 0),
  gross_fen bigint not null check (gross_fen >= 0),
  top_up_fen bigint not null check (top_up_fen >= 0),
  withheld_fen bigint not null check (withheld_fen >= 0),
  net_fen bigint not null check (net_fen >= 0),
  escrow_id uuid,
  from_escrow_fen bigint not null default 0 check (from_escrow_fen between 0 and gross_fen),
  -- When it is to be paid, and the moment after which it is arrears.
  due_at timestamptz not null,
  late_at timestamptz not null,
  funded_at timestamptz,
  paid_at timestamptz,
  check (gross_fen = net_fen + withheld_fen),
  check (top_up_fen <= gross_fen),
  check (paid_at is null or funded_at is not null),
  check (from_escrow_fen = 0 or escrow_id is not null),
  -- A wage is reckoned once per part, and never both whole and in parts.
  unique (engagement_id, part)
);
create unique index wages_whole_or_parts on wages (engagement_id) where part in ('whole', 'undisputed');
create index wages_worker on wages (worker_id, reckoned_at desc);
create index wages_employer on wages (employer_id, reckoned_on);
create index wages_pair on wages (employer_id, worker_id, reckoned_on);
create index wages_unpaid on wages (employer_id, due_at) where paid_at is null;

-- Locks the cumulative withholding of one worker with one employer in one year; the sums come from wages.
create table withholding_years (
  employer_id uuid not null references employers (id),
  worker_id uuid not null references persons (id),
  year int not null,
  primary key (employer_id, worker_id, year)
);

create table escrows (
  id uuid primary key,
  state text not null check (state in ('awaitingFunds', 'held', 'released', 'refunded')),
  state_since timestamptz not null,
  version int not null default 0,
  posting_id uuid not null unique references postings (id),
  employer_id uuid not null references employers (id),
  county text not null,
  required_fen bigint not null check (required_fen > 0),
  received_fen bigint not null default 0,
  released_fen bigint not null default 0,
  refunded_fen bigint not null default 0,
  account_no text unique,
  account_name text,
  bank_name text,
  fund_by timestamptz not null,
  -- Set once the posting has ended: from then on what is not owed goes back.
  ending_since timestamptz,
  created_at timestamptz not null,
  check (received_fen >= 0 and released_fen >= 0 and refunded_fen >= 0),
  check (released_fen + refunded_fen <= received_fen)
);
create index escrows_employer on escrows (employer_id);
alter table wages add foreign key (escrow_id) references escrows (id);

-- Money an employer paid in for wages without escrow, not yet used; the check refuses spending it twice.
create table employer_funds (
  employer_id uuid primary key references employers (id),
  credit_fen bigint not null default 0 check (credit_fen >= 0),
  account_no text unique,
  account_name text,
  bank_name text
);

create table incoming_transfers (
  id uuid primary key,
  notice_id text not null unique,
  account_no text not null,
  amount_fen bigint not null check (amount_fen > 0),
  payer_name text not null,
  payer_account bytea,
  bank_reference text not null unique,
  received_at timestamptz not null,
  taken_at timestamptz not null,
  -- Neither: nobody's account, a person must look.
  escrow_id uuid references escrows (id),
  employer_id uuid references employers (id)
);

-- Files of transfers for the bank; the content is fixed before the first try, so that a repeat is the same.
create table payout_files (
  id uuid primary key,
  content bytea not null,
  payouts int not null check (payouts > 0),
  total_fen bigint not null check (total_fen > 0),
  made_at timestamptz not null,
  sent_at timestamptz,
  finished_at timestamptz
);

create table payouts (
  id uuid primary key,
  state text not null check (state in ('queued', 'sent', 'awaitingPerson', 'succeeded', 'failed')),
  state_since timestamptz not null,
  version int not null default 0,
  purpose text not null check (purpose in ('wage', 'refund')),
  rail text not null check (rail in ('wechat', 'bank', 'cash')),
  worker_id uuid references persons (id),
  employer_id uuid not null references employers (id),
  escrow_id uuid references escrows (id),
  county text not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- Where it goes, as it stood when the payout was made.
  payee bytea not null,
  file_id uuid references payout_files (id),
  rail_reference text,
  -- What the phone needs to show the person the receipt button.
  person_token text,
  failure_code text,
  replaces uuid unique references payouts (id),
  reminders int not null default 0,
  queued_at timestamptz not null,
  check ((purpose = 'wage' and worker_id is not null) or (purpose = 'refund' and escrow_id is not null))
);
create index payouts_worker on payouts (worker_id, queued_at desc);
create index payouts_employer on payouts (employer_id, queued_at);
create index payouts_open on payouts (rail, queued_at) where state in ('queued', 'sent', 'awaitingPerson');
create index payouts_file on payouts (file_id) where file_id is not null;

-- Which wages a payout pays. `live` ends when the payout fails: a wage is in one payout at a time, and
-- the one that succeeds stays live for good. This is what keeps a wage from being paid twice.
create table payout_wages (
  payout_id uuid not null references payouts (id),
  wage_id uuid not null references wages (id),
  amount_fen bigint not null check (amount_fen > 0),
  worker_id uuid not null,
  employer_id uuid not null,
  county text not null,
  live boolean not null default true,
  primary key (payout_id, wage_id)
);
create unique index payout_wages_once on payout_wages (wage_id) where live;

create table payslips (
  id uuid primary key,
  payout_id uuid not null unique references payouts (id),
  worker_id uuid not null references persons (id),
  employer_id uuid not null references employers (id),
  county text not null,
  number text not null unique,
  verify_code text not null unique,
  document_id uuid references documents (id),
  issued_at timestamptz not null
);
-- What anybody may learn from the code printed on a payslip: that it is ours and unchanged. No personal data.
create table payslip_codes (
  code text primary key,
  number text not null,
  sha256 text not null,
  issued_at timestamptz not null
);
create index payslips_worker on payslips (worker_id, issued_at desc);

-- Wages past their time, with how far the steps of the policy have gone.
create table arrears (
  wage_id uuid primary key references wages (id),
  worker_id uuid not null,
  employer_id uuid not null,
  county text not null,
  since timestamptz not null,
  steps_taken int not null default 0,
  posting_stopped boolean not null default false,
  ended_at timestamptz
);
create index arrears_employer on arrears (employer_id) where ended_at is null;

alter table ledger_accounts enable row level security;
alter table ledger_transactions enable row level security;
alter table ledger_entries enable row level security;
alter table pay_settings enable row level security;
alter table wages enable row level security;
alter table withholding_years enable row level security;
alter table escrows enable row level security;
alter table employer_funds enable row level security;
alter table incoming_transfers enable row level security;
alter table payout_files enable row level security;
alter table payouts enable row level security;
alter table payout_wages enable row level security;
alter table payslips enable row level security;
alter table arrears enable row level security;

-- Only the platform's own work posts, funds, sends and proves.
create policy ledger_accounts_system on ledger_accounts for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy ledger_transactions_system on ledger_transactions for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy ledger_entries_system on ledger_entries for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy withholding_years_system on withholding_years for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy payout_files_system on payout_files for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy incoming_transfers_system on incoming_transfers for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');

create policy pay_settings_own on pay_settings for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy employer_funds_read on employer_funds for select using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);
create policy employer_funds_write on employer_funds for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy wages_read on wages for select using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy payouts_read on payouts for select using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy payout_wages_read on payout_wages for select using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy payslips_read on payslips for select using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy arrears_read on arrears for select using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy escrows_read on escrows for select using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy wages_write on wages for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy payout_wages_write on payout_wages for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy payslips_write on payslips for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy arrears_write on arrears for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
-- An employer asks for escrow; a clerk records cash handed over: both opened to the transaction by consent.
create policy escrows_insert on escrows for insert with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);
create policy escrows_write on escrows for update using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy payouts_write on payouts for all
  using (current_setting('app.system', true) = 'on') with check (current_setting('app.system', true) = 'on');
create policy payouts_cash on payouts for insert with check (
  rail = 'cash' and state = 'queued'
  and worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  and employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);
create policy payout_wages_cash on payout_wages for insert with check (
  worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  and employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);

grant select, insert on ledger_accounts, ledger_transactions, ledger_entries, withholding_years, payslip_codes,
  incoming_transfers to {{app}};
grant update on withholding_years, incoming_transfers to {{app}};
grant select, insert, update on pay_settings, wages, escrows, employer_funds, payout_files, payouts, payout_wages,
  payslips, arrears to {{app}};
