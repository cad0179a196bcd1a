-- One process holds a city's market in memory and is kept up to date by the outbox (architecture.md «Dispatch»).

-- The transaction that wrote the event: a reader that has seen everything below the oldest open transaction has
-- missed nothing, which no clock and no order of ids can say.
alter table outbox add column tx xid8;
create function stamp_outbox() returns trigger language plpgsql set search_path from current as $$
begin
  new.tx := pg_current_xact_id();
  return new;
end $$;
create trigger outbox_stamp before insert on outbox for each row execute function stamp_outbox();
create index outbox_tx on outbox (tx);

-- Sole readers of the outbox. Whoever claims one counts `fence` up; what a former owner still tries is refused by it.
create table outbox_readers (
  name text primary key,
  events text[] not null,
  fence bigint not null,
  -- Everything below has been read and acted on.
  tx xid8 not null,
  claimed_at timestamptz not null,
  -- What the owner says of itself, for those who watch.
  status jsonb not null default '{}',
  status_at timestamptz
);
grant select, insert, update on outbox_readers to {{app}};

alter table offers add column fence bigint;
-- Terms of the value this offer was chosen by, in the policy's points; null where a person chose.
alter table offers add column terms jsonb;
create index offers_made on offers (made_at);
create index offers_declined on offers (shift_id, worker_id) where state = 'declined';

-- Said yes when the places were gone: asked first when one comes free.
create table standbys (
  shift_id uuid not null references shifts (id),
  worker_id uuid not null references persons (id),
  county text not null,
  at timestamptz not null,
  primary key (shift_id, worker_id)
);
create index standbys_at on standbys (at);
alter table standbys enable row level security;
create policy standbys_own on standbys for all using (
  current_setting('app.system', true) = 'on'
  or worker_id = any (coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
);
grant select, insert on standbys to {{app}};
