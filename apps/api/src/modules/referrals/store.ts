import type { ReferralBasis, ReferralReason, ReferralWay } from '@linggong/policy'
import type { Ctx } from '../../kernel/context.ts'
import type { PlacementFacts, Proof, ReferralDecisionKind, ReferralRow, ReferralState } from './types.ts'

export type Judged = {
  facts: PlacementFacts
  way: ReferralWay
  workedOn: string
  referredByName: string | null
  hardToEmploy: boolean
  state: ReferralState
  proofs: readonly Proof[]
  reasons: readonly ReferralReason[]
  basis: readonly ReferralBasis[]
  provisional: boolean
}

/** Keeps judgements about one worker one after the other until the commit: two at once would each find a free day. */
export async function lockWorker(ctx: Ctx, workerId: string): Promise<void> {
  await ctx.tx.query(`select pg_advisory_xact_lock(hashtextextended('referrals' || $1::text, 0))`, [workerId])
}

/** What was counted of these two before: on the same day by another engagement, and in the quarter up to that day. */
export async function countedBefore(
  ctx: Ctx,
  of: { engagementId: string; workerId: string; employerId: string; workedOn: string; quarterFrom: string },
): Promise<{ thatDay: boolean; inQuarter: number }> {
  const [row] = await ctx.tx.query<{ that_day: boolean; n: number }>(
    `select coalesce(bool_or(worked_on = $4), false) as that_day,
       count(*) filter (where worked_on < $4)::int as n
     from referrals where worker_id = $1 and employer_id = $2 and counted and worked_on between $3 and $4
       and engagement_id <> $5`,
    [of.workerId, of.employerId, of.quarterFrom, of.workedOn, of.engagementId],
  )
  return { thatDay: row?.that_day ?? false, inQuarter: row?.n ?? 0 }
}

/** Writes what was judged; a decision made by an inspector stays. Returns the row as it stands. */
export async function putReferral(ctx: Ctx, one: Judged): Promise<ReferralRow> {
  const { facts } = one
  const [row] = await ctx.tx.query<ReferralRow>(
    `insert into referrals as r (id, engagement_id, site_id, county, work_county, worker_id, worker_name, employer_id,
       employer_name, posting_id, title, way, referred_at, referred_by, referred_by_name, worked_on, starts_at, ends_at,
       minutes, paid_fen, hard_to_employ, state, proofs, reasons, basis, provisional, judged_at, counted_changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
       $25, $26, $27, case when $22 = 'counts' then $27::timestamptz end)
     on conflict (engagement_id) do update set minutes = excluded.minutes, paid_fen = excluded.paid_fen,
       hard_to_employ = excluded.hard_to_employ, state = excluded.state, proofs = excluded.proofs,
       reasons = excluded.reasons, basis = excluded.basis, provisional = excluded.provisional,
       judged_at = excluded.judged_at, version = r.version + 1,
       counted_changed_at = case when r.counted is distinct from (case when excluded.state = 'ended' then false
         when r.decision is null then excluded.state = 'counts' else r.decision = 'counts' end)
         then excluded.judged_at else r.counted_changed_at end
     returning *`,
    [
      ctx.newId(),
      facts.engagementId,
      facts.siteId,
      facts.county,
      facts.workCounty,
      facts.workerId,
      facts.workerName,
      facts.employerId,
      facts.employerName,
      facts.postingId,
      facts.title,
      one.way,
      facts.acceptedAt,
      facts.placedBy?.staffId ?? null,
      one.referredByName,
      one.workedOn,
      facts.startsAt,
      facts.endsAt,
      facts.hours?.minutes ?? null,
      facts.pay?.paidFen ?? null,
      one.hardToEmploy,
      one.state,
      JSON.stringify(one.proofs),
      JSON.stringify(one.reasons),
      JSON.stringify(one.basis),
      one.provisional,
      ctx.now,
    ],
  )
  if (!row) throw new Error('a row of the roster was not written')
  return row
}

export async function findReferral(ctx: Ctx, id: string): Promise<ReferralRow | undefined> {
  const [row] = await ctx.tx.query<ReferralRow>('select * from referrals where id = $1', [id])
  return row
}

export const findReferrals = (ctx: Ctx, ids: readonly string[]) =>
  ctx.tx.query<ReferralRow>('select * from referrals where id = any ($1::uuid[]) order by worked_on, id', [ids])

export type ReferralFilter = {
  county?: string | undefined
  siteId?: string | undefined
  from: string
  to: string
  show?: 'counted' | 'notCounted' | 'underway' | 'asked' | 'sampled' | undefined
  words?: string | undefined
  after: [string, string] | null
  limit: number
}

const shows = {
  counted: 'counted',
  notCounted: `not counted and state in ('counts', 'doesNotCount') and decision is distinct from 'ask'`,
  underway: `state = 'underway'`,
  asked: `decision = 'ask'`,
  sampled: 'sampled_at is not null',
} as const

/**
 * Of the scope's counties and sites, newest work first. Each county or site is asked by itself, so that its index
 * gives the newest rows at once however many there are.
 */
export function listReferrals(ctx: Ctx, asked: ReferralFilter): Promise<ReferralRow[]> {
  const { counties = [], sites = [] } = ctx.tx.scope
  const condition = asked.show ? `and ${shows[asked.show]}` : ''
  const one = (column: 'county' | 'site_id', list: string) =>
    `select r.* from unnest(${list}) as place (id) cross join lateral (
       select * from referrals where ${column} = place.id and worked_on between $3 and $4
         and ($5::text is null or county = $5) and ($6::uuid is null or site_id = $6)
         and ($7::text is null or strpos(worker_name || ' ' || employer_name || ' ' || title, $7) > 0)
         and ($8::date is null or (worked_on, id) < ($8, $9::uuid)) ${condition}
       order by worked_on desc, id desc limit $10) r`
  return ctx.tx.query<ReferralRow>(
    `select * from (${one('county', '$1::text[]')} union all ${one('site_id', '$2::uuid[]')}) all_rows
     order by worked_on desc, id desc limit $10`,
    [
      counties,
      // A site of a county that is in scope already comes with the county.
      counties.length > 0 ? [] : sites,
      asked.from,
      asked.to,
      asked.county ?? null,
      asked.siteId ?? null,
      asked.words ?? null,
      asked.after?.[0] ?? null,
      asked.after?.[1] ?? null,
      asked.limit,
    ],
  )
}

export type ReferralTotal = {
  /** Null: of all counties. */
  county: string | null
  /** Null: of all sites of the county. */
  siteId: string | null
  /** Different people; whoever two sites placed is one person in the county’s line. */
  persons: number
  /** 人次: counted rows. */
  personTimes: number
  hardToEmployPersons: number
  hardToEmployTimes: number
}

/** A moment for each county; what lies in no county of these is left out. */
export type CountyMoments = ReadonlyMap<string, Date>

/** Counted referrals by site, county and altogether, for work done in the period (both days included). */
export function totalsOf(
  ctx: Ctx,
  asked: {
    from: string
    to: string
    counties: readonly string[]
    sites: readonly string[]
    /** Only what was counted before this moment, or each county's moment: the cut-off of a report. */
    countedBefore?: Date | CountyMoments | undefined
  },
): Promise<ReferralTotal[]> {
  const { countedBefore } = asked
  const each = countedBefore instanceof Date ? undefined : countedBefore
  return ctx.tx.query<ReferralTotal>(
    `select county, site_id as "siteId", count(distinct worker_id)::int as persons, count(*)::int as "personTimes",
       count(distinct worker_id) filter (where hard_to_employ)::int as "hardToEmployPersons",
       count(*) filter (where hard_to_employ)::int as "hardToEmployTimes"
     from referrals
     where counted and worked_on between $1 and $2 and (county = any ($3::text[]) or site_id = any ($4::uuid[]))
       and ($5::timestamptz is null or counted_changed_at < $5)
       and ($6::jsonb is null or counted_changed_at < ($6::jsonb->>county)::timestamptz)
     group by grouping sets ((county, site_id), (county), ())
     order by county nulls first, site_id nulls first`,
    [
      asked.from,
      asked.to,
      asked.counties,
      asked.sites,
      countedBefore instanceof Date ? countedBefore : null,
      each ? JSON.stringify(Object.fromEntries(each)) : null,
    ],
  )
}

/** Rows that are under way or do not count, by county and site, for work in the period. */
export function openOf(
  ctx: Ctx,
  asked: { from: string; to: string; counties: readonly string[]; sites: readonly string[] },
): Promise<Array<{ underway: number; notCounted: number; asked: number }>> {
  return ctx.tx.query(
    `select count(*) filter (where state = 'underway')::int as underway,
       count(*) filter (where ${shows.notCounted})::int as "notCounted",
       count(*) filter (where decision = 'ask')::int as asked
     from referrals where worked_on between $1 and $2 and (county = any ($3::text[]) or site_id = any ($4::uuid[]))`,
    [asked.from, asked.to, asked.counties, asked.sites],
  )
}

export type DecisionGiven = {
  kind: ReferralDecisionKind
  reason: string
  note: string | null
  byName: string
  by: string
}

/** Writes an inspector's decision over the rules. */
export async function decideRows(ctx: Ctx, ids: readonly string[], given: DecisionGiven): Promise<ReferralRow[]> {
  return ctx.tx.query<ReferralRow>(
    `update referrals set decision = $2, decision_reason = $3, decision_note = $4, decided_by = $5, decided_by_name = $6,
       decided_at = $7, answer = null, answered_at = null, answered_by_name = null, version = version + 1,
       counted_changed_at = case when counted is distinct from ($2 = 'counts') then $7 else counted_changed_at end
     where id = any ($1::uuid[]) and state in ('counts', 'doesNotCount') returning *`,
    [ids, given.kind, given.reason, given.note, given.by, given.byName, ctx.now],
  )
}

/** The site's answer to what it was asked; undefined where it is not asked. */
export async function answerRow(
  ctx: Ctx,
  id: string,
  given: { words: string; byName: string },
): Promise<ReferralRow | undefined> {
  const [row] = await ctx.tx.query<ReferralRow>(
    `update referrals set answer = $2, answered_at = $3, answered_by_name = $4, version = version + 1
     where id = $1 and decision = 'ask' returning *`,
    [id, given.words, ctx.now, given.byName],
  )
  return row
}
