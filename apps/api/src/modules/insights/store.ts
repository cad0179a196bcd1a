import type { EngagementState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

/**
 * Counts over rows of other modules, by county and for all of them together (`county` null). Row-level
 * security shows an officer the own counties alone; the public board and the register of sites stand outside
 * it, so the counties are always given.
 */
type Of<T> = T & { county: string | null }

/** The row of one county, or of all of them. */
export function ofCounty<T>(rows: ReadonlyArray<Of<T>>, county: string | null): T | undefined {
  return rows.find((row) => row.county === county)
}

export function countOpen(
  ctx: Ctx,
  counties: readonly string[],
): Promise<Array<Of<{ shifts: number; places: number; employers: number }>>> {
  return ctx.tx.query(
    `select county, count(*)::int as shifts, coalesce(sum(open_places), 0)::int as places,
       count(distinct employer_id)::int as employers
     from posting_board where county = any ($1::text[]) and not filled and open_until > $2
     group by grouping sets ((county), ())`,
    [counties, ctx.now],
  )
}

export function countEngagements(
  ctx: Ctx,
  counties: readonly string[],
  from: Date,
  to: Date,
): Promise<Array<{ county: string; state: EngagementState; n: number }>> {
  return ctx.tx.query(
    `select county, state, count(*)::int as n from engagements
     where county = any ($1::text[]) and starts_at >= $2 and starts_at < $3 group by county, state`,
    [counties, from, to],
  )
}

/** Persons whose work has begun between the two moments. */
export function countAtWork(
  ctx: Ctx,
  counties: readonly string[],
  from: Date,
  to: Date,
): Promise<Array<Of<{ persons: number }>>> {
  return ctx.tx.query(
    `select county, count(distinct worker_id)::int as persons from engagements
     where county = any ($1::text[]) and starts_at >= $2 and starts_at < $3
       and state in ('working', 'worked', 'disputed', 'confirmed', 'paid')
     group by grouping sets ((county), ())`,
    [counties, from, to],
  )
}

/** A county where no wage has ever been paid has no row, and all together none where none of them has. */
export async function sumPaid(
  ctx: Ctx,
  counties: readonly string[],
  from: Date,
): Promise<Array<Of<{ persons: number; netFen: number }>>> {
  const ever = await ctx.tx.query<{ county: string }>(
    `select place.id as county from unnest($1::text[]) as place (id) cross join lateral (
       select 1 from wages where county = place.id and paid_at is not null order by paid_at limit 1) w`,
    [counties],
  )
  const rows = await ctx.tx.query<Of<{ persons: number; net: number }>>(
    `select county, count(distinct worker_id)::int as persons, coalesce(sum(net_fen), 0)::bigint as net
     from wages where county = any ($1::text[]) and paid_at >= $2 group by grouping sets ((county), ())`,
    [counties, from],
  )
  const known: Array<string | null> = ever.length > 0 ? [null, ...ever.map((row) => row.county)] : []
  return known.map((county) => {
    const row = ofCounty(rows, county)
    return { county, persons: row?.persons ?? 0, netFen: row?.net ?? 0 }
  })
}

export function countReviews(
  ctx: Ctx,
  counties: readonly string[],
): Promise<Array<Of<{ before: number; afterwards: number; late: number }>>> {
  return ctx.tx.query(
    `select county, count(*) filter (where kind = 'before')::int as before,
       count(*) filter (where kind = 'afterwards')::int as afterwards,
       count(*) filter (where due_at < $2)::int as late
     from posting_reviews where county = any ($1::text[]) and closed_at is null
     group by grouping sets ((county), ())`,
    [counties, ctx.now],
  )
}

export function countDisputes(
  ctx: Ctx,
  counties: readonly string[],
): Promise<Array<Of<{ open: number; late: number }>>> {
  return ctx.tx.query(
    `select county, count(*)::int as open, count(*) filter (where due_at < $2)::int as late
     from disputes where county = any ($1::text[]) and state = 'open' group by grouping sets ((county), ())`,
    [counties, ctx.now],
  )
}

export function countArrears(
  ctx: Ctx,
  counties: readonly string[],
): Promise<Array<Of<{ wages: number; persons: number; net: number }>>> {
  return ctx.tx.query(
    `select r.county, count(*)::int as wages, count(distinct r.worker_id)::int as persons,
       coalesce(sum(w.net_fen), 0)::bigint as net
     from arrears r join wages w on w.id = r.wage_id
     where r.county = any ($1::text[]) and r.ended_at is null group by grouping sets ((r.county), ())`,
    [counties],
  )
}

export function countSites(ctx: Ctx, counties: readonly string[]): Promise<Array<Of<{ sites: number }>>> {
  return ctx.tx.query(
    `select county, count(*)::int as sites from sites where county = any ($1::text[]) and state = 'open'
     group by grouping sets ((county), ())`,
    [counties],
  )
}
