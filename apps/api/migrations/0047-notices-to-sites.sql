-- Notices to who answers for a site; until when an objection is answered; which report of a quarter a county was asked for.

alter table notices add column site_id uuid references sites (id);
alter table notices drop constraint notices_recipient_kind_check;
alter table notices add constraint notices_recipient_kind_check
  check (recipient_kind in ('person', 'employer', 'staff', 'site'));
alter table notices add constraint notices_site check ((recipient_kind = 'site') = (site_id is not null));
create index notices_site_box on notices (site_id, at desc, id desc) where site_id is not null;
drop policy notices_recipients on notices;
create policy notices_recipients on notices for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or (recipient_kind = 'staff' and county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[]))
  or (recipient_kind = 'site' and site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[]))
);

-- Null on those of before.
alter table assessment_objections add column answer_by date;
alter table recognition_objections add column answer_by date;

create table report_calls (
  id uuid primary key,
  county text not null,
  county_name text not null,
  quarter text not null check (quarter ~ '^20\d\dQ[1-4]$'),
  -- «2026年第三季度»
  label text not null,
  due_on date not null,
  constraint report_calls_once unique (county, quarter)
);
alter table report_calls enable row level security;
create policy report_calls_county on report_calls for all using (
  current_setting('app.system', true) = 'on'
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
grant select, insert on report_calls to {{app}};
