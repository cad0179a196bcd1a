-- Requests to be erased (个人信息保护法第四十七条): what was told, what has been done. The identity number lies here, alone and
-- without an index, while a law keeps the wages it belongs to.
create table erasures (
  id uuid primary key,
  person_id uuid not null unique references persons (id),
  id_number_enc bytea,
  asked_at timestamptz not null,
  -- Once what no law keeps is gone.
  cleared_at timestamptz,
  -- [{part, months, until, document, clause, provisional}] as told
  kept jsonb not null,
  -- Parts whose time is over and whose names are gone.
  ended text[] not null default '{}'
);
alter table erasures enable row level security;
create policy erasures_own on erasures for all using (
  current_setting('app.system', true) = 'on'
  or person_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
grant select, insert, update on erasures to {{app}};
grant delete on qualification_photos, worker_qualifications, worker_needs, feed_settings, dislikes, wechat_permissions,
  notice_preferences, person_roles, hard_to_employ, workers, crew_members, offer_codes, offer_calls, standbys, contacts,
  pay_settings, notice_deliveries, notices to {{app}};
