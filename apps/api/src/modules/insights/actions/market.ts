import { marketRows } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import * as store from '../store-market.ts'
import { nextAsking, tightnessOf } from '../rules-market.ts'
import { countiesOf } from './overview.ts'

const hourMs = 3_600_000
/** The owner speaks every few seconds; after this it is not there. */
const silentAfterMs = 30_000

/** What the platform offers in the officer's counties now. Refuses NotFound for a county of others. */
export async function readMarket(ctx: Ctx, county: string | undefined) {
  const counties = countiesOf(ctx, county)
  const urgentMs = ctx.deps.policy.number('dispatch.urgentWithinMinutes', businessDay(ctx.now)) * 60_000
  const urgentUntil = new Date(ctx.now.getTime() + urgentMs)
  const rows = await store.openMarket(ctx, counties, urgentUntil, marketRows)
  const sums = await store.offerSums(ctx, counties, new Date(ctx.now.getTime() - hourMs))
  const owner = await store.marketOwner(ctx)
  const standing = new Map(owner?.standing.map((one) => [one.shiftId, one]))
  const asksFrom = nextAsking(ctx.deps.policy.at(businessDay(ctx.now)).value('offer.askHours'), ctx.now)
  const [first] = rows
  return {
    at: wireTime(ctx.now),
    openShifts: first?.all_shifts ?? 0,
    openPlaces: first?.all_places ?? 0,
    urgentPlaces: first?.urgent_places ?? 0,
    hallPlaces: first?.all_hall_places ?? 0,
    waiting: sums.waiting,
    toCall: sums.to_call,
    asksFrom: asksFrom && wireTime(asksFrom),
    lastHour: { asked: sums.asked, taken: sums.taken, declined: sums.declined, silent: sums.silent },
    dispatcher: owner
      ? {
          workers: owner.workers,
          tightness: tightnessOf(owner.places_per_sought_day, ctx.deps.policy.at(businessDay(ctx.now))),
          saidAt: wireTime(owner.said_at),
          silent: ctx.now.getTime() - owner.said_at.getTime() > silentAfterMs,
        }
      : null,
    rows: rows.map((row) => ({
      shiftId: row.shift_id,
      postingId: row.posting_id,
      title: row.title,
      placeName: row.place_name,
      county: row.county,
      startsAt: wireTime(row.starts_at),
      headcount: row.headcount,
      taken: row.taken,
      urgent: row.starts_at <= urgentUntil,
      wave: row.wave,
      waiting: row.waiting,
      declined: row.declined,
      silent: row.silent,
      standbys: row.standbys,
      toCall: row.to_call,
      askedAt: row.asked_at ? wireTime(row.asked_at) : null,
      hall: hallOf(row),
      standstill: row.waiting > 0 ? null : standstillOf(standing.get(row.shift_id)),
    })),
  }
}

function hallOf({ hall_places: places, hall_since: since, hall_looks: looks, hall_taken: taken }: store.MarketRow) {
  if (places === null || since === null) return null
  return { places, since: places > 0 ? wireTime(since) : null, looks: looks ?? 0, taken: taken ?? 0 }
}

/** As the owner of the market said it last; a moment old at most. */
function standstillOf(one: store.MarketOwner['standing'][number] | undefined) {
  return one ? { why: one.why, from: one.from === undefined ? null : wireTime(new Date(one.from)) } : null
}
