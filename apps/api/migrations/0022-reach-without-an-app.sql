-- Offers answered without an app: codes to send back by SMS, calls that are answered by a key, the desk's call list.

-- «去回1,不去回2»: which offer a number means on this phone. Two people may share a phone; no two live codes are alike.
create table offer_codes (
  offer_id uuid primary key references offers (id),
  worker_id uuid not null references persons (id),
  phone_index bytea not null,
  -- Pair n is answered by 2n-1 (yes) or 2n (no).
  pair int not null check (pair > 0),
  made_at timestamptz not null,
  -- Its numbers may be used again.
  freed boolean not null default false
);
create unique index offer_codes_live on offer_codes (phone_index, pair) where not freed;

create table offer_calls (
  offer_id uuid primary key references offers (id),
  worker_id uuid not null references persons (id),
  county text not null,
  -- Ours, short enough for the provider; comes back in its reports.
  ref text not null unique,
  state text not null check (state in ('ringing', 'missed', 'desk', 'answered', 'ended')),
  attempts int not null default 0,
  provider_call_id text,
  last_code text,
  -- The clerk who is talking to the person now.
  staff_id uuid,
  staff_until timestamptz,
  at timestamptz not null
);
create index offer_calls_desk on offer_calls (county, at) where state = 'desk';

-- Each reply once, however often the provider pushes it. No words are kept that are not an answer.
create table sms_replies (
  sequence_id text not null,
  phone_index bytea not null,
  offer_id uuid references offers (id),
  outcome text not null,
  at timestamptz not null,
  primary key (phone_index, sequence_id)
);
create index sms_replies_offer on sms_replies (offer_id) where offer_id is not null;

alter table offer_codes enable row level security;
alter table offer_calls enable row level security;
alter table sms_replies enable row level security;
create policy offer_codes_own on offer_codes for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
);
create policy offer_calls_parties on offer_calls for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
create policy sms_replies_system on sms_replies for all using (current_setting('app.system', true) = 'on');

grant select, insert, update on offer_codes, offer_calls, sms_replies to {{app}};
