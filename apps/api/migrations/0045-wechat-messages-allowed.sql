-- Messages in WeChat that a person has allowed and that were not sent yet: one for each yes, for one kind of message.
create table wechat_permissions (
  person_id uuid not null references persons (id),
  kind text not null check (kind in ('offer')),
  -- Whose WeChat has allowed it; a yes on another phone begins anew.
  openid_enc bytea not null,
  openid_index bytea not null,
  left_over int not null check (left_over >= 0),
  changed_at timestamptz not null,
  primary key (person_id, kind)
);
alter table wechat_permissions enable row level security;
create policy wechat_permissions_own on wechat_permissions for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
grant select, insert, update on wechat_permissions to {{app}};

alter table notice_deliveries drop constraint notice_deliveries_channel_check;
alter table notice_deliveries add constraint notice_deliveries_channel_check check (channel in ('sms', 'wechat'));
