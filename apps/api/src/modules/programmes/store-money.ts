import type { SiteKind, SubsidyKind } from '@linggong/policy'
import type { Ctx } from '../../kernel/context.ts'

export type AppropriationRow = {
  id: string
  county: string
  year: number
  document_number: string
  source: string
  amount_fen: number
  committed_fen: number
  paid_fen: number
  /** Carried over to a later year. */
  carried_out_fen: number
  carried_from: string | null
}

/** Undefined when this county has recorded the document for the year already. */
export async function insertAppropriation(
  ctx: Ctx,
  one: Pick<AppropriationRow, 'id' | 'county' | 'year' | 'source'> & {
    documentNumber: string
    amountFen: number
    carriedFrom: string | null
  },
): Promise<AppropriationRow | undefined> {
  const [row] = await ctx.tx.query<AppropriationRow>(
    `insert into appropriations (id, county, year, document_number, source, amount_fen, carried_from, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (county, year, document_number) do nothing returning *`,
    [one.id, one.county, one.year, one.documentNumber, one.source, one.amountFen, one.carriedFrom, ctx.now],
  )
  return row
}

export function listAppropriations(ctx: Ctx, year: number | undefined): Promise<AppropriationRow[]> {
  return ctx.tx.query<AppropriationRow>(
    'select * from appropriations where ($1::int is null or year = $1) order by year desc, county, document_number',
    [year ?? null],
  )
}

export async function findAppropriation(ctx: Ctx, id: string): Promise<AppropriationRow | undefined> {
  const [row] = await ctx.tx.query<AppropriationRow>('select * from appropriations where id = $1', [id])
  return row
}

/** Kept for this transaction: what is left of it stays so until the end. */
export async function lockAppropriation(ctx: Ctx, id: string): Promise<AppropriationRow | undefined> {
  const [row] = await ctx.tx.query<AppropriationRow>('select * from appropriations where id = $1 for update', [id])
  return row
}

/** Neither promised to anybody nor carried over. */
export const leftOf = (row: AppropriationRow): number => row.amount_fen - row.committed_fen - row.carried_out_fen

export const findAppropriations = (ctx: Ctx, ids: readonly string[]): Promise<AppropriationRow[]> =>
  ctx.tx.query<AppropriationRow>('select * from appropriations where id = any ($1::uuid[])', [ids])

/**
 * Sets money aside, or frees it again with a negative amount. Undefined when so much is not left: a guarded counter,
 * behind which the table's own check stands.
 */
export async function commitMoney(ctx: Ctx, id: string, amountFen: number): Promise<AppropriationRow | undefined> {
  const [row] = await ctx.tx.query<AppropriationRow>(
    `update appropriations set committed_fen = committed_fen + $2, version = version + 1
     where id = $1 and committed_fen + $2 between paid_fen and amount_fen - carried_out_fen returning *`,
    [id, amountFen],
  )
  return row
}

/** Money set aside has been paid; a reclaim counts it back and frees it. */
export async function countPaid(ctx: Ctx, id: string, amountFen: number): Promise<void> {
  await ctx.tx.query('update appropriations set paid_fen = paid_fen + $2, version = version + 1 where id = $1', [
    id,
    amountFen,
  ])
}

export type PurchasedServiceRow = {
  id: string
  site_id: string
  contract_number: string
  starts_on: string
  ends_on: string
}

/** Undefined when the county has recorded this contract number already. */
export async function insertPurchasedService(
  ctx: Ctx,
  one: {
    siteId: string
    county: string
    operatorId: string | null
    contractNumber: string
    startsOn: string
    endsOn: string
  },
): Promise<PurchasedServiceRow | undefined> {
  const [row] = await ctx.tx.query<PurchasedServiceRow>(
    `insert into purchased_services (id, site_id, county, operator_id, contract_number, starts_on, ends_on, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (county, contract_number) do nothing returning *`,
    [ctx.newId(), one.siteId, one.county, one.operatorId, one.contractNumber, one.startsOn, one.endsOn, ctx.now],
  )
  return row
}

/** The days of a purchased service are its own: no subsidy may be applied for on them (三(二)). */
export async function holdServiceDays(ctx: Ctx, row: PurchasedServiceRow, county: string): Promise<void> {
  await ctx.tx.query(
    `insert into site_funding (id, site_id, county, mode, span, purchased_service_id)
     values ($1, $2, $3, 'purchasedService', daterange($4, $5, '[]'), $6)`,
    [ctx.newId(), row.site_id, county, row.starts_on, row.ends_on, row.id],
  )
}

/** The contract ended on this day, before its last one: days after it are free. */
export async function endServiceDays(ctx: Ctx, id: string, on: string): Promise<void> {
  await ctx.tx.query('update purchased_services set ended_on = $2 where id = $1', [id, on])
  await ctx.tx.query(
    `update site_funding set released = lower(span) > $2::date,
       span = case when lower(span) > $2::date then span else daterange(lower(span), $2::date, '[]') end
     where purchased_service_id = $1`,
    [id, on],
  )
}

export function listPurchasedServices(ctx: Ctx, siteId: string): Promise<PurchasedServiceRow[]> {
  return ctx.tx.query<PurchasedServiceRow>(
    'select id, site_id, contract_number, starts_on, ends_on from purchased_services where site_id = $1 order by starts_on',
    [siteId],
  )
}

export type CountyAmountRow = {
  what: SubsidyKind
  site_kind: SiteKind
  step: string
  amount_fen: number
  document_number: string
  valid_from: string
  valid_to: string | null
}

/** What a county has recorded above the city's amounts, the newest first. */
export const countyAmountsOf = (ctx: Ctx, county: string) =>
  ctx.tx.query<CountyAmountRow>(
    `select what, site_kind, step, amount_fen, document_number, valid_from, valid_to
     from county_subsidy_amounts where county = $1 order by valid_from desc`,
    [county],
  )

export async function insertCountyAmount(
  ctx: Ctx,
  one: {
    county: string
    what: SubsidyKind
    siteKind: SiteKind
    step: string
    amountFen: number
    documentNumber: string
    validFrom: string
    validTo: string | null
  },
): Promise<void> {
  await ctx.tx.query(
    `insert into county_subsidy_amounts (id, county, what, site_kind, step, amount_fen, document_number, valid_from,
       valid_to, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ctx.newId(),
      one.county,
      one.what,
      one.siteKind,
      one.step,
      one.amountFen,
      one.documentNumber,
      one.validFrom,
      one.validTo,
      ctx.now,
    ],
  )
}

/** A site that has been recognised (认定), with its number; again while it stands changes nothing. */
export async function insertRecognised(
  ctx: Ctx,
  one: { siteId: string; county: string; number: string; on: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into recognised_sites (site_id, county, number, recognised_on) values ($1, $2, $3, $4)
     on conflict (site_id) do update set number = excluded.number, recognised_on = excluded.recognised_on, ended_on = null,
       city_recorded_on = case when recognised_sites.number = excluded.number then recognised_sites.city_recorded_on end
     where recognised_sites.ended_on is not null`,
    [one.siteId, one.county, one.number, one.on],
  )
}

/** The city has recorded it: from now on it stands in the roll that all may read. */
export async function recordRecognisedAtCity(ctx: Ctx, siteId: string, on: string): Promise<void> {
  await ctx.tx.query('update recognised_sites set city_recorded_on = $2 where site_id = $1', [siteId, on])
}

export type RollRow = {
  site_id: string
  site_name: string
  kind: SiteKind
  county: string
  number: string
  recognised_on: string
  city_recorded_on: string
  ended_on: string | null
}

/** Recorded recognitions of all counties, those recorded last first. */
export const recognisedRoll = (
  ctx: Ctx,
  asked: { county: string | null; after: [string, string] | null; limit: number },
): Promise<RollRow[]> =>
  ctx.tx.query<RollRow>(
    `select r.site_id, s.name as site_name, s.kind, r.county, r.number, r.recognised_on, r.city_recorded_on, r.ended_on
     from recognised_sites r join sites s on s.id = r.site_id
     where r.city_recorded_on is not null and ($1::text is null or r.county = $1)
       and ($2::date is null or (r.city_recorded_on, r.site_id) < ($2, $3::uuid))
     order by r.city_recorded_on desc, r.site_id desc limit $4`,
    [asked.county, asked.after?.[0] ?? null, asked.after?.[1] ?? null, asked.limit],
  )

/** The recognition of a site has ended: from this day on it receives nothing. */
export async function endRecognised(ctx: Ctx, siteId: string, on: string): Promise<void> {
  await ctx.tx.query('update recognised_sites set ended_on = $2 where site_id = $1 and ended_on is null', [siteId, on])
}

/** Published result of a year's assessment; null stars: not passed. */
export async function insertStars(
  ctx: Ctx,
  one: { siteId: string; county: string; year: number; stars: number | null; publishedOn: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into site_stars (id, site_id, county, year, stars, published_on) values ($1, $2, $3, $4, $5, $6)
     on conflict (site_id, year) do nothing`,
    [ctx.newId(), one.siteId, one.county, one.year, one.stars, one.publishedOn],
  )
}

/** The year's stars end: the year counts as not passed, so that no performance pay rests on it. */
export async function endStars(ctx: Ctx, siteId: string, year: number): Promise<void> {
  await ctx.tx.query('update site_stars set stars = null where site_id = $1 and year = $2', [siteId, year])
}

/** Ids of the county's sites whose recognition stands on that day. */
export async function recognisedIn(ctx: Ctx, county: string, day: string): Promise<string[]> {
  const rows = await ctx.tx.query<{ site_id: string }>(
    `select site_id from recognised_sites
     where county = $1 and recognised_on <= $2 and (ended_on is null or ended_on > $2) order by site_id`,
    [county, day],
  )
  return rows.map(({ site_id: id }) => id)
}
