import type { EngagementState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

/**
 * Counts over rows of other modules. Row-level security shows an officer the own counties alone; `county`
 * narrows further. The public board stands outside it, so its counties are always given.
 */
export async function countOpen(ctx: Ctx, counties: readonly string[]): Promise<{ shifts: number; places: number }> {
  const [row] = await ctx.tx.query<{ shifts: number; places: number }>(
    `select count(*)::int as shifts, coalesce(sum(open_places), 0)::int as places from posting_board
     where county = any ($1::text[]) and not filled and open_until > $2`,
    [counties, ctx.now],
  )
  return row ?? { shifts: 0, places: 0 }
}

export async function countEngagements(
  ctx: Ctx,
  counties: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<EngagementState, number>> {
  const rows = await ctx.tx.query<{ state: EngagementState; n: number }>(
    `select state, count(*)::int as n from engagements
     where county = any ($1::text[]) and starts_at >= $2 and starts_at < $3 group by state`,
    [counties, from, to],
  )
  return new Map(rows.map((row) => [row.state, row.n]))
}

/** Undefined where no wage at all has been paid in these counties. */
export async function sumPaid(
  ctx: Ctx,
  counties: readonly string[],
  from: Date,
): Promise<{ persons: number; netFen: number } | undefined> {
  const [row] = await ctx.tx.query<{ ever: number; persons: number; net: number | null }>(
    `select (select count(*)::int from unnest($1::text[]) as place (id) cross join lateral (
         select 1 from wages where county = place.id and paid_at is not null order by paid_at limit 1) w) as ever,
       count(distinct worker_id)::int as persons, sum(net_fen)::bigint as net
     from wages where county = any ($1::text[]) and paid_at >= $2`,
    [counties, from],
  )
  return row && row.ever > 0 ? { persons: row.persons, netFen: row.net ?? 0 } : undefined
}

export async function countReviews(
  ctx: Ctx,
  counties: readonly string[],
): Promise<{ before: number; afterwards: number; late: number }> {
  const [row] = await ctx.tx.query<{ before: number; afterwards: number; late: number }>(
    `select count(*) filter (where kind = 'before')::int as before,
       count(*) filter (where kind = 'afterwards')::int as afterwards,
       count(*) filter (where due_at < $2)::int as late
     from posting_reviews where county = any ($1::text[]) and closed_at is null`,
    [counties, ctx.now],
  )
  return row ?? { before: 0, afterwards: 0, late: 0 }
}

export async function countDisputes(ctx: Ctx, counties: readonly string[]): Promise<{ open: number; late: number }> {
  const [row] = await ctx.tx.query<{ open: number; late: number }>(
    `select count(*)::int as open, count(*) filter (where due_at < $2)::int as late
     from disputes where county = any ($1::text[]) and state = 'open'`,
    [counties, ctx.now],
  )
  return row ?? { open: 0, late: 0 }
}
