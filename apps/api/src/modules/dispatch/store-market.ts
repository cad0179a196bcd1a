import type { Ctx } from '../../kernel/context.ts'
import type { MarketOffer } from './market/market.ts'

type Row = {
  id: string
  shift_id: string
  worker_id: string
  state: MarketOffer['state']
  state_since: Date
  made_at: Date
  expires_at: Date
  wave: number
}

/** Offers of the last days and of these shifts, or those named. */
export async function marketOffers(
  ctx: Ctx,
  of: { since: Date; shiftIds: readonly string[] } | { offerIds: readonly string[] },
): Promise<MarketOffer[]> {
  const columns = 'id, shift_id, worker_id, state, state_since, made_at, expires_at, wave'
  const rows =
    'offerIds' in of
      ? await ctx.tx.query<Row>(`select ${columns} from offers where id = any ($1::uuid[])`, [of.offerIds])
      : await ctx.tx.query<Row>(
          `select ${columns} from offers where made_at >= $1
           union select ${columns} from offers where shift_id = any ($2::uuid[])`,
          [of.since, of.shiftIds],
        )
  return rows.map((row) => ({
    id: row.id,
    shiftId: row.shift_id,
    workerId: row.worker_id,
    state: row.state,
    stateSince: row.state_since.getTime(),
    madeAt: row.made_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    wave: row.wave,
  }))
}

export async function readStandbys(
  ctx: Ctx,
  shiftIds: readonly string[],
): Promise<Array<{ shiftId: string; workerId: string }>> {
  return ctx.tx.query(
    'select shift_id as "shiftId", worker_id as "workerId" from standbys where shift_id = any ($1::uuid[]) order by at',
    [shiftIds],
  )
}

/** False where the person stands by already. */
export async function insertStandby(
  ctx: Ctx,
  row: { shiftId: string; workerId: string; county: string },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `insert into standbys (shift_id, worker_id, county, at) values ($1, $2, $3, $4)
     on conflict do nothing returning shift_id`,
    [row.shiftId, row.workerId, row.county, ctx.now],
  )
  return rows.length > 0
}

/** How everybody has answered offers since a day: answered or let pass, and yes. Needs the system scope. */
export async function answersSince(ctx: Ctx, since: Date): Promise<Map<string, { asked: number; accepted: number }>> {
  const rows = await ctx.tx.named<{ worker_id: string; asked: number; accepted: number }>(
    'dispatch-answers-since',
    `select worker_id, count(*) filter (where state in ('taken', 'declined', 'expired'))::int as asked,
       count(*) filter (where state = 'taken')::int as accepted
     from offers where made_at >= $1 group by worker_id`,
    [since],
  )
  return new Map(rows.map((row) => [row.worker_id, { asked: row.asked, accepted: row.accepted }]))
}

/**
 * In which of the last weeks up to and with `day` each person has said yes or no to an offer; week 0 is the last seven
 * days. Needs the system scope.
 */
export async function answeredByWeek(
  ctx: Ctx,
  day: string,
  weeks: number,
): Promise<Array<{ workerId: string; week: number }>> {
  return ctx.tx.named(
    'dispatch-answered-by-week',
    `select distinct worker_id as "workerId", ($1::date - (made_at at time zone 'Asia/Shanghai')::date) / 7 as week
     from offers where state in ('taken', 'declined') and made_at >= ($1::date - 7 * $2::int + 1)::timestamp at time zone 'Asia/Shanghai'
       and made_at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
    [day, weeks],
  )
}
