import type { ShutReason } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

/** One day of a site's opening log (附1-8). */
export type SiteDay = {
  siteId: string
  day: string
  county: string
  openedAt: Date | null
  closedAt: Date | null
  visitors: number | null
  mealsHeated: number | null
  shutReason: ShutReason | null
  /** What «其他» was. */
  shutNote: string | null
  recordedAt: Date
}

const columns = `site_id as "siteId", day, county, opened_at as "openedAt", closed_at as "closedAt", visitors,
  meals_heated as "mealsHeated", shut_reason as "shutReason",
  shut_note as "shutNote", recorded_at as "recordedAt"`

/** Days of the log from one day to another, both inclusive, oldest first. */
export function daysOf(ctx: Ctx, siteIds: readonly string[], from: string, to: string): Promise<SiteDay[]> {
  return ctx.tx.query<SiteDay>(
    `select ${columns} from site_days where site_id = any ($1::uuid[]) and day between $2 and $3 order by site_id, day`,
    [siteIds, from, to],
  )
}

export async function lockDay(ctx: Ctx, siteId: string, day: string): Promise<SiteDay | undefined> {
  const [row] = await ctx.tx.query<SiteDay>(
    `select ${columns} from site_days where site_id = $1 and day = $2 for update`,
    [siteId, day],
  )
  return row
}

/** Writes a day; what stood there is replaced. */
export async function putDay(ctx: Ctx, day: Omit<SiteDay, 'recordedAt'>): Promise<SiteDay> {
  const [row] = await ctx.tx.query<SiteDay>(
    `insert into site_days as d (site_id, day, county, opened_at, closed_at, visitors, meals_heated, shut_reason, shut_note,
       recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (site_id, day) do update set opened_at = excluded.opened_at, closed_at = excluded.closed_at,
       visitors = excluded.visitors, meals_heated = excluded.meals_heated, shut_reason = excluded.shut_reason,
       shut_note = excluded.shut_note,       recorded_at = excluded.recorded_at, version = d.version + 1
     returning ${columns}`,
    [
      day.siteId,
      day.day,
      day.county,
      day.openedAt,
      day.closedAt,
      day.visitors,
      day.mealsHeated,
      day.shutReason,
      day.shutNote,
      ctx.now,
    ],
  )
  if (!row) throw new Error('the day was not written')
  return row
}

export type SiteClosure = {
  id: string
  siteId: string
  county: string
  from: string
  to: string
  reason: ShutReason
  note: string | null
  announcedAt: Date
  cancelledAt: Date | null
}

const closureColumns = `id, site_id as "siteId", county, from_day as "from", to_day as "to", reason_code as reason, note,
  announced_at as "announcedAt", cancelled_at as "cancelledAt"`

/** Announced rests that touch these days, cancelled ones left out. */
export function closuresOf(ctx: Ctx, siteIds: readonly string[], from: string, to: string): Promise<SiteClosure[]> {
  return ctx.tx.query<SiteClosure>(
    `select ${closureColumns} from site_closures
     where site_id = any ($1::uuid[]) and from_day <= $3 and to_day >= $2 and cancelled_at is null
     order by site_id, from_day`,
    [siteIds, from, to],
  )
}

export async function insertClosure(
  ctx: Ctx,
  closure: Omit<SiteClosure, 'announcedAt' | 'cancelledAt'>,
): Promise<void> {
  await ctx.tx.query(
    `insert into site_closures (id, site_id, county, from_day, to_day, reason_code, note, announced_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [closure.id, closure.siteId, closure.county, closure.from, closure.to, closure.reason, closure.note, ctx.now],
  )
}

/** Undefined when there is no such rest that still stands. */
export async function cancelClosure(ctx: Ctx, siteId: string, closureId: string): Promise<SiteClosure | undefined> {
  const [row] = await ctx.tx.query<SiteClosure>(
    `update site_closures set cancelled_at = $3 where id = $1 and site_id = $2 and cancelled_at is null
     returning ${closureColumns}`,
    [closureId, siteId, ctx.now],
  )
  return row
}
