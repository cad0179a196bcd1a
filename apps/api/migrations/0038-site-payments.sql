-- Paying a subsidy (二(四)1): the payee's account, the payment file for the treasury, the bank's receipt. A subsidy
-- stands in one payment file at a time, whatever the code does: twice in a file is twice sent to the bank.

-- The facts a subsidy was decided on, as they were that day: what a draft policy is tried out on later. Null where it was
-- lodged before they were kept.
alter table subsidies add column claim jsonb;

-- Where a site's subsidies go: an account of its operator. A new number replaces the old one, which stays on record.
create table payee_accounts (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  operator_id uuid not null references operators (id),
  bank_name text not null,
  account_enc bytea not null,
  account_tail text not null check (account_tail ~ '^\d{4}$'),
  recorded_by uuid,
  recorded_at timestamptz not null,
  replaced_at timestamptz
);
create unique index payee_accounts_once on payee_accounts (site_id) where replaced_at is null;

-- Numbers of payment files: one row per county and year, counted on.
create table payment_file_serials (
  county text not null,
  year int not null,
  last int not null,
  primary key (county, year)
);

create table payment_files (
  id uuid primary key,
  county text not null,
  number text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  lines int not null check (lines > 0),
  amount_fen bigint not null check (amount_fen > 0),
  constraint payment_files_number unique (county, number)
);
create index payment_files_made on payment_files (county, made_at desc, id);

-- What the file says, kept as it was: whoever downloads it later gets the same payees and amounts.
create table payment_file_lines (
  id uuid primary key,
  file_id uuid not null references payment_files (id),
  line int not null check (line > 0),
  county text not null,
  site_id uuid not null references sites (id),
  subsidy_id uuid not null references subsidies (id),
  account_id uuid not null references payee_accounts (id),
  payee_name text not null,
  amount_fen bigint not null check (amount_fen > 0),
  document_number text not null,
  purpose text not null,
  -- The bank sent the money back, or never sent it: the subsidy may stand in another file.
  returned_at timestamptz,
  returned_note text,
  constraint payment_file_lines_line unique (file_id, line),
  check ((returned_at is null) = (returned_note is null))
);
create unique index payment_file_lines_once on payment_file_lines (subsidy_id) where returned_at is null;

alter table payee_accounts enable row level security;
create policy payee_accounts_site on payee_accounts for all using (
  current_setting('app.system', true) = 'on'
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
alter table payment_file_lines enable row level security;
create policy payment_file_lines_site on payment_file_lines for all using (
  current_setting('app.system', true) = 'on'
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
do $$
declare one text;
begin
  foreach one in array array['payment_files', 'payment_file_serials'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_county', one);
  end loop;
end $$;

grant select, insert, update on payee_accounts, payment_file_serials, payment_file_lines to {{app}};
grant select, insert on payment_files to {{app}};
