-- Notices: what was told to whom, about what, when; and each SMS with what became of it. No phone numbers.

create table notices (
  id uuid primary key,
  -- Event (or reminder), recipient and kind: the same is told once.
  key text not null unique,
  kind text not null,
  topic text not null,
  recipient_kind text not null check (recipient_kind in ('person', 'employer', 'staff')),
  person_id uuid references persons (id),
  employer_id uuid references employers (id),
  role text,
  county text,
  subject_kind text not null,
  subject_id uuid not null,
  title text not null,
  body text not null,
  -- Ids, codes and numbers of the event, to write the words again when an SMS is sent later.
  data jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz,
  read_by uuid,
  check ((recipient_kind = 'person') = (person_id is not null)),
  check ((recipient_kind = 'employer') = (employer_id is not null)),
  check ((recipient_kind = 'staff') = (role is not null and county is not null))
);
create index notices_person on notices (person_id, at desc, id desc) where person_id is not null;
create index notices_employer on notices (employer_id, at desc, id desc) where employer_id is not null;
create index notices_staff on notices (county, role, at desc, id desc) where role is not null;
create index notices_subject on notices (subject_id, kind);

create table notice_deliveries (
  id uuid primary key,
  notice_id uuid not null references notices (id),
  channel text not null check (channel in ('sms')),
  state text not null check (state in ('queued', 'sent', 'delivered', 'failed', 'dropped')),
  state_since timestamptz not null,
  -- Of the recipient, for row-level security.
  person_id uuid,
  employer_id uuid,
  template_code text not null,
  provider_message_id text,
  attempts int not null default 0,
  failure_code text,
  queued_at timestamptz not null,
  unique (notice_id, channel)
);
create index notice_deliveries_failed on notice_deliveries (state_since) where state = 'failed';
create index notice_deliveries_open on notice_deliveries (queued_at) where state = 'queued';

-- Topics whose SMS somebody does not want. No row: wanted.
create table notice_preferences (
  owner_kind text not null check (owner_kind in ('person', 'employer')),
  owner_id uuid not null,
  topic text not null,
  sms boolean not null,
  changed_at timestamptz not null,
  primary key (owner_id, topic)
);

alter table notices enable row level security;
alter table notice_deliveries enable row level security;
alter table notice_preferences enable row level security;
-- Counties see what their own queue was told, not what was told to people.
create policy notices_recipients on notices for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or (recipient_kind = 'staff' and county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[]))
);
create policy notice_deliveries_recipients on notice_deliveries for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);
create policy notice_preferences_own on notice_preferences for all using (
  current_setting('app.system', true) = 'on'
  or owner_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or owner_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
);

grant select, insert on notices to {{app}};
grant update (read_at, read_by) on notices to {{app}};
grant select, insert, update on notice_deliveries, notice_preferences to {{app}};
