-- Performance targets and self-evaluation of the fund (绩效目标、绩效自评) by county and year, and how long records of money
-- are kept: as vouchers are. Whatever the code does, nothing of them is deleted before its day.

create table fund_years (
  id uuid primary key,
  county text not null,
  year int not null check (year between 2024 and 2100),
  state text not null check (state in ('planned', 'evaluated', 'confirmed')),
  version int not null default 0,
  -- [{ indicator, target }], and the policy's words of the indicators as they were then.
  targets jsonb not null,
  indicators jsonb not null,
  targets_by uuid not null,
  targets_by_name text not null,
  targets_at timestamptz not null,
  -- Frozen with the self-evaluation.
  facts_on date,
  items jsonb,
  appropriated_fen bigint,
  paid_fen bigint,
  known_weight numeric(4, 1),
  score numeric(4, 1) check (score between 0 and 100),
  grade text check (grade in ('excellent', 'good', 'fair', 'poor')),
  summary text,
  evaluated_by uuid,
  evaluated_by_name text,
  evaluated_at timestamptz,
  number text,
  opinion text,
  confirmed_by uuid,
  confirmed_by_name text,
  confirmed_at timestamptz,
  keep_until date,
  constraint fund_years_once unique (county, year),
  constraint fund_years_two_people check (confirmed_by is null or confirmed_by <> evaluated_by),
  constraint fund_years_evaluated check (
    state = 'planned' or (items is not null and score is not null and grade is not null and evaluated_by is not null)
  ),
  constraint fund_years_confirmed check (state <> 'confirmed' or (number is not null and confirmed_by is not null))
);
alter table fund_years enable row level security;
create policy fund_years_county on fund_years for all using (
  current_setting('app.system', true) = 'on'
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
grant select, insert, update on fund_years to {{app}};

-- Last day a record is kept on; null while it does not run yet: then it is kept in any case.
alter table payment_files add column keep_until date;
alter table subsidies add column keep_until date;
alter table service_evaluations add column keep_until date;

create function keep_money_records() returns trigger language plpgsql set search_path from current as $$
begin
  if tg_op = 'UPDATE' then
    if old.keep_until is not null and (new.keep_until is null or new.keep_until < old.keep_until) then
      raise exception 'a term of keeping is never shortened' using errcode = '23514', constraint = 'money_records_kept';
    end if;
    return new;
  end if;
  if old.keep_until is null or old.keep_until >= current_date then
    raise exception 'records of money are kept until their day' using errcode = '23514', constraint = 'money_records_kept';
  end if;
  return old;
end $$;
do $$
declare one text;
begin
  foreach one in array array['payment_files', 'subsidies', 'service_evaluations', 'fund_years'] loop
    execute format('create trigger %I before delete or update of keep_until on %I for each row execute function keep_money_records()',
      one || '_kept', one);
  end loop;
end $$;

-- Lines go with their file, steps of a money matter with the matter; appropriations are ledgers and stay. An account stays while
-- a line names it (the reference holds that).
create function keep_with_matter() returns trigger language plpgsql set search_path from current as $$
begin
  if tg_table_name = 'payment_file_lines' then
    if exists (select from payment_files f where f.id = old.file_id and (f.keep_until is null or f.keep_until >= current_date)) then
      raise exception 'lines are kept with their file' using errcode = '23514', constraint = 'money_records_kept';
    end if;
  elsif old.subject_kind in ('subsidy', 'serviceContract', 'serviceEvaluation') then
    if exists (select from subsidies where id = old.subject_id) or exists (select from service_evaluations where id = old.subject_id)
      or exists (select from service_contracts where id = old.subject_id) then
      raise exception 'steps are kept with their matter' using errcode = '23514', constraint = 'money_records_kept';
    end if;
  end if;
  return old;
end $$;
create trigger payment_file_lines_kept before delete on payment_file_lines
  for each row execute function keep_with_matter();
create trigger programme_steps_kept before delete on programme_steps
  for each row execute function keep_with_matter();
create function keep_appropriations() returns trigger language plpgsql set search_path from current as $$
begin
  raise exception 'an appropriation stays on record' using errcode = '23514', constraint = 'money_records_kept';
end $$;
create trigger appropriations_kept before delete on appropriations for each row execute function keep_appropriations();
