-- Register of markets and stations (零工市场, 零工驿站): who, where, when open. Public by nature (三(三)),
-- therefore without row-level security.

create table sites (
  id uuid primary key,
  kind text not null check (kind in ('market', 'station')),
  name text not null unique,
  county text not null,
  town text not null,
  address text not null,
  lat double precision not null,
  lng double precision not null,
  -- The desk's own number, not a person's.
  phone text not null,
  -- [{ "days": [1..7], "from": "08:00", "to": "17:30" }], days as in ISO 8601.
  hours jsonb not null,
  builder text not null check (builder in ('government', 'thirdParty')),
  opened_on date not null,
  -- The county lets this site review the postings that come through it (三(四)).
  reviews_postings boolean not null default false,
  state text not null check (state in ('open', 'closed')),
  state_since timestamptz not null,
  version int not null default 0
);
create index sites_county on sites (county, kind, name);
create index sites_place on sites (lat, lng) where state = 'open';

grant select, insert, update on sites to {{app}};
