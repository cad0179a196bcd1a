-- 0031-referrals.sql: Roster of successful referrals (附表3 岗位推荐成功花名册): whom a site placed, what proves it,
-- whether it counts and why. Rows come from engagements, never from typing.

create table referrals (
  id uuid primary key,
  -- One row for one worker on one shift.
  engagement_id uuid not null unique references engagements (id),
  site_id uuid not null references sites (id),
  -- The county of the site that placed the person: there it is counted, wherever the work is.
  county text not null,
  work_county text not null,
  worker_id uuid not null references persons (id),
  worker_name text not null,
  employer_id uuid not null references employers (id),
  employer_name text not null,
  posting_id uuid not null references postings (id),
  title text not null,
  -- counter: taken at the site's desk; posting: the site had gathered the posting, the worker took it alone.
  way text not null check (way in ('counter', 'posting')),
  referred_at timestamptz not null,
  referred_by uuid,
  referred_by_name text,
  worked_on date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  minutes int check (minutes >= 0),
  paid_fen bigint check (paid_fen >= 0),
  -- Recognised as hard to employ on the day of the work.
  hard_to_employ boolean not null default false,
  -- By the counting rules: still under way, came to nothing, counts, does not count.
  state text not null check (state in ('underway', 'ended', 'counts', 'doesNotCount')),
  -- What it rests on, in the order in which it happened: [{ "kind", "at", "ref", "words" }].
  proofs jsonb not null default '[]',
  -- Each rule of the pack with whether it is met, and the values it rested on.
  reasons jsonb not null default '[]',
  basis jsonb not null default '[]',
  provisional boolean not null default false,
  judged_at timestamptz not null,
  -- What an inspector made of it; stands above the rules.
  decision text check (decision in ('counts', 'doesNotCount', 'ask')),
  decision_reason text,
  decision_note text,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  -- What the site said when it was asked.
  answer text,
  answered_at timestamptz,
  answered_by_name text,
  -- Drawn for a sample call.
  sampled_at timestamptz,
  version int not null default 0,
  counted boolean not null generated always as (
    case when state = 'ended' then false when decision is null then state = 'counts' else decision = 'counts' end) stored,
  -- When it last began, or ceased, to be counted: what a cut-off asks.
  counted_changed_at timestamptz,
  check (ends_at > starts_at),
  check ((decision is null) = (decided_at is null)),
  check ((answer is null) = (answered_at is null))
);
-- Once for one worker, employer and day, at whatever site of whatever county.
create unique index referrals_counted_once on referrals (worker_id, employer_id, worked_on) where counted;
create index referrals_site on referrals (site_id, worked_on desc, id desc);
create index referrals_county on referrals (county, worked_on desc, id desc);
create index referrals_counted on referrals (county, worked_on) include (site_id, worker_id, hard_to_employ) where counted;
create index referrals_asked on referrals (county, decided_at) where decision = 'ask';

-- Relatives whom a site's people declare: they do not count for sites of this operator.
create table referral_relatives (
  id uuid primary key,
  site_id uuid not null references sites (id),
  county text not null,
  operator_id uuid references operators (id),
  name text not null,
  -- Of whom, and how they are related.
  relative_of text not null,
  relation text not null check (relation in ('spouse', 'parent', 'child', 'sibling', 'other')),
  id_number_enc bytea not null,
  id_number_index bytea not null,
  declared_at timestamptz not null,
  declared_by uuid not null,
  ended_at timestamptz
);
create unique index referral_relatives_once on referral_relatives (site_id, id_number_index) where ended_at is null;
create index referral_relatives_operator on referral_relatives (operator_id) where ended_at is null;

do $$
declare one text;
begin
  foreach one in array array['referrals', 'referral_relatives'] loop
    execute format('alter table %I enable row level security', one);
    execute format($policy$
      create policy %I on %I for all using (
        current_setting('app.system', true) = 'on'
        or site_id = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
        or county = any (coalesce(nullif(current_setting('app.counties', true), ''), '{}')::text[])
      )$policy$, one || '_site', one);
  end loop;
end $$;

grant select, insert, update on referrals, referral_relatives to {{app}};
