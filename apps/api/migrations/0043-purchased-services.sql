-- Purchased services (二(四)2): what is bought, evaluated by the platform's own records, paid by result, ended when it
-- fails. Two people evaluate, a period is evaluated once and paid once, whatever the code does.

-- A contract that ended before its last day; from the day after, subsidies are possible again.
alter table purchased_services add column ended_on date;

-- What a contract owes and is paid for. Contracts recorded for their days alone have none yet.
create table service_contracts (
  id uuid primary key references purchased_services (id),
  site_id uuid not null references sites (id),
  county text not null,
  state text not null check (state in ('running', 'exited')),
  state_since timestamptz not null,
  version int not null default 0,
  scope text not null,
  price_fen bigint not null check (price_fen > 0),
  period_months int not null check (period_months between 1 and 12),
  result_share_basis_points int not null check (result_share_basis_points between 0 and 10000),
  -- [{ measure, target, weight }]
  measures jsonb not null,
  -- The policy's words of those measures as they were when the contract was made.
  catalogue jsonb not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null
);
create index service_contracts_site on service_contracts (site_id);
create index service_contracts_county on service_contracts (county, state);

create table service_evaluations (
  id uuid primary key,
  service_id uuid not null references service_contracts (id),
  site_id uuid not null references sites (id),
  county text not null,
  site_name text not null,
  period int not null check (period > 0),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  state text not null check (state in ('opened', 'objected', 'decided', 'confirmed', 'paid')),
  state_since timestamptz not null,
  version int not null default 0,
  -- Figures as the records gave them on that day, with the targets of the period; corrections stand beside.
  items jsonb not null,
  facts_on date not null,
  object_by date not null,
  objection jsonb,
  known_weight numeric(4, 1) not null,
  score numeric(4, 1) check (score between 0 and 100),
  passed boolean,
  installment_fen bigint not null check (installment_fen >= 0),
  amount_fen bigint check (amount_fen between 0 and installment_fen),
  -- [{ words, amountFen, clause }]
  reckoning jsonb,
  opened_by uuid not null,
  decided_by uuid,
  confirmed_by uuid,
  appropriation_id uuid references appropriations (id),
  voucher_number text,
  paid_on date,
  constraint service_evaluations_once unique (service_id, period),
  constraint service_evaluations_two_people check (decided_by is null or decided_by <> opened_by),
  constraint service_evaluations_decided check (
    state in ('opened', 'objected') or (decided_by is not null and score is not null and passed is not null and amount_fen is not null)
  ),
  constraint service_evaluations_money_named check (
    state not in ('confirmed', 'paid') or (appropriation_id is not null and amount_fen > 0)
  ),
  constraint service_evaluations_paid_has_voucher check (state <> 'paid' or (voucher_number is not null and paid_on is not null))
);
create index service_evaluations_queue on service_evaluations (county, state, state_since, id);

create table service_breaches (
  id uuid primary key,
  service_id uuid not null references service_contracts (id),
  site_id uuid not null references sites (id),
  county text not null,
  happened_on date not null,
  words text not null,
  deduction_fen bigint not null check (deduction_fen >= 0),
  deducted_fen bigint not null default 0,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  constraint service_breaches_not_exceeded check (deducted_fen between 0 and deduction_fen)
);
create index service_breaches_of on service_breaches (service_id, happened_on);

-- A line pays a subsidy or a period of a service: each stands in one file at a time, each voucher pays one line.
alter table payment_file_lines alter column subsidy_id drop not null;
alter table payment_file_lines add column evaluation_id uuid references service_evaluations (id);
alter table payment_file_lines add column voucher_number text;
alter table payment_file_lines add column paid_on date;
alter table payment_file_lines add constraint payment_file_lines_one_thing
  check ((subsidy_id is null) <> (evaluation_id is null));
create unique index payment_file_lines_service_once on payment_file_lines (evaluation_id) where returned_at is null;
create unique index payment_file_lines_voucher on payment_file_lines (county, voucher_number)
  where voucher_number is not null and returned_at is null;

alter table programme_steps drop constraint programme_steps_subject_kind_check;
alter table programme_steps add constraint programme_steps_subject_kind_check check (
  subject_kind in ('recognition', 'subsidy', 'assessment', 'improvement', 'serviceContract', 'serviceEvaluation')
);

do $$
declare one text;
begin
  foreach one in array array['service_contracts', 'service_evaluations', 'service_breaches'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_site', one);
  end loop;
end $$;

grant select, insert, update on service_contracts, service_evaluations, service_breaches to {{app}};
