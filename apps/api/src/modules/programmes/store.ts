import type { SubsidyState } from '@linggong/contract'
import type { SiteKind, SubsidyClaim, SubsidyDecision, SubsidyKind } from '@linggong/policy'
import { sqlState } from '../../kernel/errors.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'

export type SubsidyRow = MachineRow & {
  site_id: string
  county: string
  operator_id: string
  what: SubsidyKind
  year: number
  state: SubsidyState
  state_since: Date
  applied_on: string
  amount_fen: number
  decision: Pick<SubsidyDecision, 'decision' | 'amountFen' | 'reasons' | 'provisional' | 'basis'>
  handled_by: string | null
  checked_by: string | null
  approved_by: string | null
  appropriation_id: string | null
  notice_from: string | null
  notice_to: string | null
  voucher_number: string | null
  paid_on: string | null
}

export type NewSubsidy = {
  id: string
  siteId: string
  county: string
  operatorId: string
  familyId: string
  what: SubsidyKind
  year: number
  starsId: string | null
  addressKey: string
  around: { lat: number; lng: number; halfLat: number; halfLng: number }
  siteKind: SiteKind
  areaSquareMeters: number | null
  appliedOn: string
  decision: SubsidyDecision
  claim: SubsidyClaim
  lodgedBy: string | null
}

/** SQLSTATE of a unique key or an exclusion that another row already fills. */
const taken = new Set(['23505', '23P01'])

/** What the database did not let in: true where another row stands in the way. */
export const isTaken = (error: unknown): boolean => taken.has(sqlState(error) ?? '')

export async function insertSubsidy(ctx: Ctx, one: NewSubsidy): Promise<SubsidyRow> {
  const { lat, lng, halfLat, halfLng } = one.around
  const [row] = await ctx.tx.query<SubsidyRow>(
    `insert into subsidies (id, site_id, county, operator_id, family_id, what, year, stars_id, address_key, around,
       site_kind, area_square_meters, state, state_since, applied_on, amount_fen, decision, lodged_by, claim)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, box(point($10, $11), point($12, $13)), $14, $15, 'lodged', $16, $17,
       $18, $19, $20, $21) returning *`,
    [
      one.id,
      one.siteId,
      one.county,
      one.operatorId,
      one.familyId,
      one.what,
      one.year,
      one.starsId,
      one.addressKey,
      lat - halfLat,
      lng - halfLng,
      lat + halfLat,
      lng + halfLng,
      one.siteKind,
      one.areaSquareMeters,
      ctx.now,
      one.appliedOn,
      one.decision.amountFen,
      JSON.stringify(one.decision),
      one.lodgedBy,
      JSON.stringify(one.claim),
    ],
  )
  if (!row) throw new Error('a subsidy was neither written nor refused')
  return row
}

/** The day of application is taken up by this subsidy: no purchased service may cover it (三(二)). */
export async function holdSubsidyDay(ctx: Ctx, row: SubsidyRow): Promise<void> {
  await ctx.tx.query(
    `insert into site_funding (id, site_id, county, mode, span, subsidy_id)
     values ($1, $2, $3, 'subsidy', daterange($4, $4, '[]'), $5)`,
    [ctx.newId(), row.site_id, row.county, row.applied_on, row.id],
  )
}

export async function releaseSubsidyDay(ctx: Ctx, subsidyId: string): Promise<void> {
  await ctx.tx.query('update site_funding set released = true where subsidy_id = $1', [subsidyId])
}

export async function findSubsidy(ctx: Ctx, id: string): Promise<SubsidyRow | undefined> {
  const [row] = await ctx.tx.query<SubsidyRow>('select * from subsidies where id = $1', [id])
  return row
}

export const findSubsidies = (ctx: Ctx, ids: readonly string[]): Promise<SubsidyRow[]> =>
  ctx.tx.query<SubsidyRow>('select * from subsidies where id = any ($1::uuid[]) order by state_since, id', [ids])

export function listSubsidies(
  ctx: Ctx,
  asked: {
    states?: readonly string[] | undefined
    siteId?: string | undefined
    after: [string, string] | null
    limit: number
  },
): Promise<SubsidyRow[]> {
  return ctx.tx.query<SubsidyRow>(
    `select * from subsidies
     where (county = any ($6::text[]) or site_id = any ($7::uuid[])) and ($1::text[] is null or state = any ($1)) and ($2::uuid is null or site_id = $2)
       and ($3::timestamptz is null or (state_since, id) > ($3, $4::uuid))
     order by state_since, id limit $5`,
    [
      asked.states ?? null,
      asked.siteId ?? null,
      asked.after?.[0] ?? null,
      asked.after?.[1] ?? null,
      asked.limit,
      ctx.tx.scope.counties ?? [],
      ctx.tx.scope.sites ?? [],
    ],
  )
}

export type Standing = {
  recognised: boolean
  stars_id: string | null
  stars: number | null
  purchased_from: string | null
  purchased_to: string | null
  paid_before: boolean
}

/** What the programme knows of a site on a day: recognition, the year's stars, a purchased service, earlier pay. */
export async function standingOf(
  ctx: Ctx,
  asked: { siteId: string; addressKey: string; what: SubsidyKind; year: number; day: string },
): Promise<Standing> {
  const [row] = await ctx.tx.query<Standing>(
    `select
       exists (select from recognised_sites where site_id = $1 and recognised_on <= $2 and (ended_on is null or ended_on > $2))
         as recognised,
       s.id as stars_id, s.stars, p.starts_on as purchased_from, p.last_on as purchased_to,
       exists (select from subsidies where what = $3 and year = $4 and (site_id = $1 or address_key = $5)
         and state not in ('refused', 'withdrawn', 'reclaimed')) as paid_before
     from (select 1) one
     left join site_stars s on s.site_id = $1 and s.year = $4 and s.published_on <= $2
     left join lateral (select starts_on, coalesce(ended_on, ends_on) as last_on from purchased_services
       where site_id = $1 and starts_on <= $2 and coalesce(ended_on, ends_on) >= $2 limit 1) p on true`,
    [asked.siteId, asked.day, asked.what, asked.year, asked.addressKey],
  )
  if (!row) throw new Error('one row always')
  return row
}

export async function countyAmountOf(
  ctx: Ctx,
  asked: { county: string; what: SubsidyKind; siteKind: SiteKind; step: string; day: string },
): Promise<number | null> {
  const [row] = await ctx.tx.query<{ amount_fen: number }>(
    `select amount_fen from county_subsidy_amounts where county = $1 and what = $2 and site_kind = $3 and step = $4
       and valid_from <= $5 and (valid_to is null or valid_to >= $5)`,
    [asked.county, asked.what, asked.siteKind, asked.step, asked.day],
  )
  return row?.amount_fen ?? null
}

/** In public notice now: everybody may read them. */
export const subsidiesInNotice = (ctx: Ctx, county: string | null) =>
  ctx.tx.query<{
    id: string
    site_name: string
    county: string
    what: SubsidyKind
    year: number
    amount_fen: number
    notice_from: string
    notice_to: string
  }>(
    `select u.id, s.name as site_name, u.county, u.what, u.year, u.amount_fen, u.notice_from, u.notice_to
     from subsidies u join sites s on s.id = u.site_id
     where u.state = 'inNotice' and ($1::text is null or u.county = $1) order by u.notice_to, u.id limit 200`,
    [county],
  )
