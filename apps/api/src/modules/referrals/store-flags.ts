import type { FlagRow, ReferralFlag, ReferralFlagKind } from '@linggong/policy'
import type { Ctx } from '../../kernel/context.ts'
import type { ReferralDecisionKind } from './types.ts'

type Row = {
  id: string
  workerId: string
  employerId: string
  ownerId: string | null
  postingId: string
  postedAt: Date
  way: 'counter' | 'posting'
  placedAt: Date
  startsAt: Date
  endsAt: Date
  minutes: number | null
  lat: number | null
  lng: number | null
  checkedInAt: Date | null
  byCapacity: string | null
  byId: string | null
  rail: 'bank' | 'wechat' | 'cash' | null
  payee: Buffer | null
  phoneIndex: Buffer | null
}

const payeeField = 'payouts.payee'
const payerField = 'incoming_transfers.payer_account'
const cardField = 'referrals.card'

/** A card as a keyed hash: alike for the same card, and nobody can read the number from it. */
const cardKey = (ctx: Ctx, accountNo: string) => ctx.deps.keyring.index(cardField, accountNo).toString('hex')

function cardOf(ctx: Ctx, payee: Buffer | null): string | null {
  if (payee === null) return null
  const said = JSON.parse(ctx.deps.keyring.decrypt(payeeField, payee)) as { kind?: string; accountNo?: string }
  return said.kind === 'account' && said.accountNo ? cardKey(ctx, said.accountNo) : null
}

/** Cards from which these employers have paid in wages, as keyed hashes. Needs the system scope. */
async function cardsPaidInFrom(ctx: Ctx, employerIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await ctx.tx.query<{ employerId: string; account: Buffer }>(
    `select distinct coalesce(t.employer_id, x.employer_id) as "employerId", t.payer_account as account
     from incoming_transfers t left join escrows x on x.id = t.escrow_id
     where t.payer_account is not null and coalesce(t.employer_id, x.employer_id) = any ($1::uuid[])`,
    [employerIds],
  )
  const found = new Map<string, string[]>()
  for (const { employerId, account } of rows) {
    const key = cardKey(ctx, ctx.deps.keyring.decrypt(payerField, account))
    found.set(employerId, [...new Set([...(found.get(employerId) ?? []), key])])
  }
  return found
}

const sides: Record<string, FlagRow['checkedInBy']> = {
  worker: 'worker',
  employer: 'employer',
  crewLeader: 'employer',
  clerk: 'clerk',
}

/** Rows of a site’s quarter that count or would, with what the flags look at. Needs the system scope. */
export async function flagRows(
  ctx: Ctx,
  site: { id: string; lat: number; lng: number },
  period: { from: string; to: string },
): Promise<FlagRow[]> {
  const rows = await ctx.tx.query<Row>(
    `select r.id, r.worker_id as "workerId", r.employer_id as "employerId", coalesce(em.person_id, o.person_id) as "ownerId",
       r.posting_id as "postingId", coalesce(p.published_at, p.created_at) as "postedAt", r.way, r.referred_at as "placedAt",
       r.starts_at as "startsAt", r.ends_at as "endsAt", r.minutes, (e.terms->>'lat')::float8 as lat,
       (e.terms->>'lng')::float8 as lng, c.at as "checkedInAt", c.by_capacity as "byCapacity", c.by_id as "byId",
       pay.rail, pay.payee, w.phone_index as "phoneIndex"
     from referrals r
     join engagements e on e.id = r.engagement_id
     join employers em on em.id = r.employer_id
     join postings p on p.id = r.posting_id
     join persons w on w.id = r.worker_id
     left join lateral (select m.person_id from employer_members m
       where m.employer_id = r.employer_id and m.role = 'owner' and m.ended_at is null order by m.since limit 1) o on true
     left join lateral (select at, by_capacity, by_id from checks x
       where x.engagement_id = r.engagement_id and x.kind = 'checkIn' order by at limit 1) c on true
     left join lateral (select y.rail, y.payee from wages x join payout_wages pw on pw.wage_id = x.id and pw.live
       join payouts y on y.id = pw.payout_id and y.state = 'succeeded'
       where x.engagement_id = r.engagement_id order by y.state_since limit 1) pay on true
     where r.site_id = $1 and r.worked_on between $2 and $3 and (r.state = 'counts' or r.counted)
     order by r.starts_at, r.id`,
    [site.id, period.from, period.to],
  )
  const paidIn = await cardsPaidInFrom(ctx, [...new Set(rows.map(({ employerId }) => employerId))])
  return rows.map((row) => ({
    id: row.id,
    workerId: row.workerId,
    employerId: row.employerId,
    employerOwnerId: row.ownerId,
    postingId: row.postingId,
    postedAt: row.postedAt.getTime(),
    way: row.way,
    placedAt: row.placedAt.getTime(),
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    minutes: row.minutes,
    // Work of an imported history may have no point: then it was at the site as far as anybody knows.
    place: { lat: row.lat ?? site.lat, lng: row.lng ?? site.lng },
    checkedInAt: row.checkedInAt?.getTime() ?? null,
    checkedInBy: row.byCapacity === null ? null : (sides[row.byCapacity] ?? null),
    clerkId: row.byCapacity === 'clerk' ? row.byId : null,
    paidHow: row.rail,
    phoneKey: row.phoneIndex?.toString('hex') ?? null,
    cardKey: cardOf(ctx, row.payee),
    paidInFrom: paidIn.get(row.employerId) ?? [],
  }))
}

export type FlagStored = {
  id: string
  site_id: string
  county: string
  year: number
  quarter: number
  kind: ReferralFlagKind
  words: string
  row_ids: string[]
  found_at: Date
  last_found_at: Date
  decision: ReferralDecisionKind | null
  decision_reason: string | null
  decision_note: string | null
  decided_by_name: string | null
  decided_at: Date | null
}

/** Writes what was found; a finding that grew by rows since it was decided waits again. */
export async function putFlags(
  ctx: Ctx,
  of: { siteId: string; county: string; year: number; quarter: number },
  flags: readonly ReferralFlag[],
): Promise<void> {
  const rows = flags.map((flag) => ({
    id: ctx.newId(),
    kind: flag.kind,
    key: ctx.deps.keyring.index('referral_flags.key', flag.key).toString('hex'),
    words: flag.wordsZh,
    row_ids: flag.rowIds,
  }))
  await ctx.tx.query(
    `insert into referral_flags as f (id, site_id, county, year, quarter, kind, key, words, row_ids, found_at, last_found_at)
     select id, $1, $2, $3, $4, kind, key, words, row_ids, $5, $5
     from jsonb_to_recordset($6::jsonb) as r (id uuid, kind text, key text, words text, row_ids uuid[])
     on conflict (site_id, year, quarter, kind, key) do update set words = excluded.words, row_ids = excluded.row_ids,
       last_found_at = excluded.last_found_at, version = f.version + 1,
       decision = case when excluded.row_ids <@ f.row_ids then f.decision end,
       decided_at = case when excluded.row_ids <@ f.row_ids then f.decided_at end`,
    [of.siteId, of.county, of.year, of.quarter, ctx.now, JSON.stringify(rows)],
  )
}

/** Of the scope’s counties, those that wait first, then the newest. */
export function listFlags(
  ctx: Ctx,
  asked: {
    open: boolean
    siteId?: string | undefined
    kind?: string | undefined
    after: [string, string] | null
    limit: number
  },
): Promise<FlagStored[]> {
  return ctx.tx.query<FlagStored>(
    `select * from referral_flags
     where county = any ($1::text[]) and (not $2 or decision is null) and ($3::uuid is null or site_id = $3)
       and ($4::text is null or kind = $4) and ($5::timestamptz is null or (found_at, id) < ($5, $6::uuid))
     order by found_at desc, id desc limit $7`,
    [
      ctx.tx.scope.counties ?? [],
      asked.open,
      asked.siteId ?? null,
      asked.kind ?? null,
      asked.after?.[0] ?? null,
      asked.after?.[1] ?? null,
      asked.limit,
    ],
  )
}

export async function findFlag(ctx: Ctx, id: string): Promise<FlagStored | undefined> {
  const [row] = await ctx.tx.query<FlagStored>('select * from referral_flags where id = $1', [id])
  return row
}

/** Flags that name a row. */
export const flagsOfRow = (ctx: Ctx, of: { site_id: string; id: string }) =>
  ctx.tx.query<FlagStored>(
    'select * from referral_flags where site_id = $1 and $2::uuid = any (row_ids) order by found_at, id',
    [of.site_id, of.id],
  )

export async function decideFlag(
  ctx: Ctx,
  id: string,
  given: { kind: ReferralDecisionKind; reason: string; note: string | null; by: string; byName: string },
): Promise<FlagStored | undefined> {
  const [row] = await ctx.tx.query<FlagStored>(
    `update referral_flags set decision = $2, decision_reason = $3, decision_note = $4, decided_by = $5,
       decided_by_name = $6, decided_at = $7, version = version + 1 where id = $1 returning *`,
    [id, given.kind, given.reason, given.note, given.by, given.byName, ctx.now],
  )
  return row
}

export type CallRow = {
  id: string
  at: Date
  staff_name: string
  side: 'worker' | 'employer'
  result: 'confirmed' | 'denied' | 'noAnswer' | 'wrongNumber'
  words: string
}

export async function insertCall(
  ctx: Ctx,
  of: { id: string; site_id: string; county: string },
  call: Omit<CallRow, 'id' | 'at'> & { staffId: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into referral_calls (id, referral_id, site_id, county, at, staff_id, staff_name, side, result, words)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ctx.newId(),
      of.id,
      of.site_id,
      of.county,
      ctx.now,
      call.staffId,
      call.staff_name,
      call.side,
      call.result,
      call.words,
    ],
  )
}

export const callsOf = (ctx: Ctx, referralId: string) =>
  ctx.tx.query<CallRow>(
    'select id, at, staff_name, side, result, words from referral_calls where referral_id = $1 order by at, id',
    [referralId],
  )

/** The last call to each side about each of these rows; nothing for those who do not inspect (row-level security). */
export const lastCallsOf = (ctx: Ctx, referralIds: readonly string[]) =>
  ctx.tx.query<Pick<CallRow, 'side' | 'result'> & { referral_id: string }>(
    `select distinct on (referral_id, side) referral_id, side, result from referral_calls
     where referral_id = any ($1::uuid[]) order by referral_id, side desc, at desc, id desc`,
    [referralIds],
  )

/** Marks so many counted rows of a site’s period, drawn by a keyed order nobody at the site can foresee. */
export async function drawSample(
  ctx: Ctx,
  of: { siteId: string; from: string; to: string },
  size: (counted: number) => number,
): Promise<{ counted: number; drawn: number; fresh: number }> {
  const rows = await ctx.tx.query<{ id: string; sampled: boolean }>(
    `select id, sampled_at is not null as sampled from referrals
     where site_id = $1 and counted and worked_on between $2 and $3`,
    [of.siteId, of.from, of.to],
  )
  const order = (id: string) => ctx.deps.keyring.index('referrals.sample', id).toString('hex')
  const wanted = Math.min(size(rows.length), rows.length)
  const there = rows.filter(({ sampled }) => sampled).length
  const more = rows
    .filter(({ sampled }) => !sampled)
    .map(({ id }) => ({ id, order: order(id) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, Math.max(wanted - there, 0))
    .map(({ id }) => id)
  await ctx.tx.query(
    'update referrals set sampled_at = $2, version = version + 1 where id = any ($1::uuid[]) and sampled_at is null',
    [more, ctx.now],
  )
  return { counted: rows.length, drawn: there + more.length, fresh: more.length }
}
