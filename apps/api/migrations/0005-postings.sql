-- Demand: postings and their shifts, screening, review, the employer's signature, and the public board.

create table postings (
  id uuid primary key,
  employer_id uuid not null references employers (id),
  -- Named by an agency that posts for somebody else.
  actual_employer_name text,
  -- Reporting unit of the place of work; null while a draft has no place.
  county text,
  -- The site through which the posting came; it may have been given the review.
  site_id uuid references sites (id),
  state text not null check (state in ('draft', 'submitted', 'inReview', 'returned', 'published', 'closed',
    'expired', 'withdrawn', 'takenDown')),
  state_since timestamptz not null,
  version int not null default 0,
  -- WorkTerms; any part may be missing while a draft.
  terms jsonb not null,
  occupation_code text,
  fill_mode text check (fill_mode in ('grab', 'apply', 'dispatch')),
  span text not null check (span in ('eachShift', 'wholeJob')),
  min_age int,
  max_age int,
  age_reason text,
  contact_phone bytea,
  -- When the employer wants it to end; the last shift ends it at the latest.
  wanted_until timestamptz,
  expires_at timestamptz,
  last_ends_at timestamptz,
  -- Canonical terms, shifts and headcount as signed: equal hashes are equal postings.
  terms_sha256 text,
  repeated_from uuid references postings (id),
  created_by uuid,
  created_at timestamptz not null,
  channel text not null,
  submitted_at timestamptz,
  published_at timestamptz,
  imported boolean not null default false,
  check (state in ('draft', 'withdrawn') or (county is not null and occupation_code is not null and fill_mode is not null))
);
create index postings_employer on postings (employer_id, id desc);
create index postings_county on postings (county, state_since desc) where state in ('submitted', 'inReview', 'published');
create index postings_same on postings (employer_id, occupation_code)
  where state in ('submitted', 'inReview', 'published');
create index postings_site on postings (site_id) where site_id is not null;

create table shifts (
  id uuid primary key,
  posting_id uuid not null references postings (id),
  employer_id uuid not null,
  county text,
  site_id uuid,
  seq int not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  headcount int not null check (headcount > 0),
  -- planned until published; closed when nobody can take it any more; cancelled with its posting.
  state text not null check (state in ('planned', 'open', 'closed', 'cancelled')),
  unique (posting_id, seq),
  check (ends_at > starts_at)
);

-- What screening found: the words, the rule, the article (三(四); 附1-9).
create table posting_hits (
  id uuid primary key,
  posting_id uuid not null references postings (id),
  employer_id uuid not null,
  county text,
  site_id uuid,
  at timestamptz not null,
  rule_id text not null,
  category text not null,
  severity text not null check (severity in ('block', 'review', 'warn')),
  words text not null,
  field text,
  from_position int,
  to_position int,
  article text not null,
  explanation text not null,
  way_out text not null,
  -- Set when the posting was submitted again: kept, no longer counted.
  superseded_at timestamptz
);
create index posting_hits_posting on posting_hits (posting_id) where superseded_at is null;

-- The queue: before publication, or the look afterwards that every posting published at once gets.
create table posting_reviews (
  id uuid primary key,
  posting_id uuid not null references postings (id),
  employer_id uuid not null,
  county text,
  site_id uuid,
  kind text not null check (kind in ('before', 'afterwards')),
  grounds text[] not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  -- Time limit in words of the rule it comes from: workingHours or onCall.
  limit_kind text not null check (limit_kind in ('workingHours', 'onCall')),
  -- First contact (首问责任): who took it owns it.
  assigned_to uuid,
  assigned_at timestamptz,
  escalated_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('pass', 'return', 'takeDown', 'dropped')),
  -- Policy values the screening used.
  basis jsonb not null,
  check ((closed_at is null) = (outcome is null))
);
create unique index posting_reviews_one_open on posting_reviews (posting_id) where closed_at is null;
create index posting_reviews_queue on posting_reviews (county, due_at, id) where closed_at is null;
create index posting_reviews_site on posting_reviews (site_id, due_at, id) where closed_at is null and site_id is not null;

create table posting_decisions (
  id uuid primary key,
  posting_id uuid not null references postings (id),
  review_id uuid references posting_reviews (id),
  employer_id uuid not null,
  county text,
  site_id uuid,
  act text not null check (act in ('pass', 'return', 'takeDown')),
  -- [{ "code", "note" }]: all reasons at once (一次性告知).
  reasons jsonb not null,
  decided_by uuid,
  at timestamptz not null
);
create index posting_decisions_posting on posting_decisions (posting_id, at);
create trigger posting_decisions_fixed before update or delete on posting_decisions
  for each row execute function refuse_change();

-- The employer signs once for the whole headcount, at submission. An edit afterwards voids the signature.
create table posting_signatures (
  id uuid primary key,
  posting_id uuid not null references postings (id),
  employer_id uuid not null,
  county text,
  site_id uuid,
  -- Null when the employer's own contact proved it at the counter: `proved_by` says which.
  person_id uuid references persons (id),
  proved_by text not null check (proved_by in ('person', 'employerContact')),
  phone_masked text not null,
  terms_text text not null,
  terms_sha256 text not null,
  intent_words text not null,
  factor text not null,
  proved_at timestamptz not null,
  at timestamptz not null,
  channel text not null,
  voided_at timestamptz,
  void_reason text,
  check ((proved_by = 'person') = (person_id is not null))
);
create unique index posting_signatures_one_valid on posting_signatures (posting_id) where voided_at is null;

-- Employers whose new needs are held back for now, and why; several grounds may stand at once.
create table posting_stops (
  employer_id uuid not null references employers (id),
  ground text not null check (ground in ('arrears')),
  since timestamptz not null,
  primary key (employer_id, ground)
);
alter table posting_stops enable row level security;
create policy posting_stops_employer on posting_stops for all using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
) with check (current_setting('app.system', true) = 'on');
grant select, insert, delete on posting_stops to {{app}};

-- The public search table, outside row-level security (a policy on it would disable the text index):
-- one row per shift that people may look for, nothing that identifies a natural person. Of a posting
-- that is taken as a whole only the first shift stands here. Rows go when the posting stops being open.
create table posting_board (
  shift_id uuid primary key references shifts (id),
  posting_id uuid not null references postings (id),
  employer_id uuid not null,
  employer_name text not null,
  employer_kind text not null,
  actual_employer_name text,
  county text not null,
  town text,
  site_id uuid,
  lat double precision not null,
  lng double precision not null,
  place_name text not null,
  occupation_code text not null,
  occupation_name text not null,
  title text not null,
  pay_method text not null,
  amount_fen bigint not null,
  piece_unit text,
  -- The least one hour pays, for sorting and comparing; null for piecework.
  hourly_fen bigint,
  settlement_cycle text not null,
  meals boolean not null,
  lodging boolean not null,
  escrow boolean not null,
  fill_mode text not null,
  span text not null,
  shift_count int not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  starts_on date not null,
  last_ends_at timestamptz not null,
  headcount int not null,
  open_places int not null,
  filled boolean not null generated always as (open_places <= 0) stored,
  published_at timestamptz not null,
  -- Nobody can take it from this moment on: the shift has begun or the posting has expired.
  open_until timestamptz not null,
  search tsvector not null,
  dictionary_version text not null
);
create index posting_board_posting on posting_board (posting_id);
create index posting_board_words on posting_board using gin (search) where not filled;
create index posting_board_newest on posting_board (published_at desc, shift_id desc) where not filled;
create index posting_board_soonest on posting_board (starts_at, shift_id) where not filled;
create index posting_board_pay on posting_board ((coalesce(hourly_fen, -1)) desc, shift_id desc) where not filled;
create index posting_board_place on posting_board (lat, lng) where not filled;
create index posting_board_county on posting_board (county, published_at desc) where not filled;
create index posting_board_occupation on posting_board (occupation_code, published_at desc) where not filled;
create index posting_board_dictionary on posting_board (dictionary_version);

alter table postings enable row level security;

alter table shifts enable row level security;

alter table posting_hits enable row level security;

alter table posting_reviews enable row level security;

alter table posting_decisions enable row level security;

alter table posting_signatures enable row level security;

create policy posting_hits_parties on posting_hits for all using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

create policy posting_reviews_parties on posting_reviews for all using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

create policy posting_decisions_parties on posting_decisions for all using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

create policy posting_signatures_parties on posting_signatures for all using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

-- What is open to take is public.
create policy postings_read on postings for select using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or state = 'published'
);

create policy postings_add on postings for insert with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

create policy postings_change on postings for update using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

-- What is open to take is public.
create policy shifts_read on shifts for select using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
  or state = 'open'
);

create policy shifts_add on shifts for insert with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

create policy shifts_change on shifts for update using (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
) with check (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
);

-- Shifts of a draft may be replaced.
create policy shifts_remove on shifts for delete using (state = 'planned' and (
  current_setting('app.system', true) = 'on'
  or employer_id = any (coalesce(nullif(current_setting('app.employers', true), ''), '{}')::uuid[])
  or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
  or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
));


grant select, insert, update on postings, posting_hits, posting_reviews, posting_signatures to {{app}};
grant select, insert, update, delete on shifts, posting_board to {{app}};
grant select, insert on posting_decisions to {{app}};
