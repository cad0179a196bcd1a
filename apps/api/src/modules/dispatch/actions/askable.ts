import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { busyWorkers, occupiedTimes, places } from '../../engagements/index.ts'
import { personsFacts } from '../../identity/index.ts'
import type { ShiftForTaking } from '../../postings/index.ts'
import { paperGaps } from '../papers.ts'
import { hoursOf, nextAsking, obstacle, tooLate, type Obstacle } from '../rules-invite.ts'
import { findOffers } from '../store.ts'
import { howReached } from './how-reached.ts'

export type Named = { workerId: string; workerName: string }
export type Askable = {
  /** May be asked now. */
  now: Named[]
  /** Are left alone now and may be asked before the work begins. */
  later: Array<Named & { asksAt: Date }>
  cannot: Array<Named & Obstacle>
}

/**
 * Whom of these an employer may ask for work now, whom later, and whom not and why. They are known to it: an offer binds
 * nobody and shows a name only. About ten statements, however many people.
 */
export async function askable(
  ctx: Ctx,
  shifts: readonly ShiftForTaking[],
  workerIds: readonly string[],
): Promise<Askable> {
  await ctx.tx.widen({ persons: workerIds }, 'an offer binds nobody and shows the employer a name only')
  const people = await personsFacts(ctx, workerIds)
  const inTheWay = await obstacles(ctx, shifts, workerIds)
  const asksAt = await askingTimes(ctx, shifts[0]!, workerIds)
  const found: Askable = { now: [], later: [], cannot: [] }
  for (const { id, name } of people) {
    const named = { workerId: id, workerName: name }
    const problem = inTheWay.get(id)
    const at = asksAt.get(id) ?? null
    if (problem) found.cannot.push({ ...named, ...problem })
    else if (at?.getTime() === ctx.now.getTime()) found.now.push(named)
    else if (at === null || at >= shifts[0]!.startsAt) found.cannot.push({ ...named, ...tooLate(at) })
    else found.later.push({ ...named, asksAt: at })
  }
  return found
}

/** What stands in the way whatever the hour, the nearest for each person. */
async function obstacles(
  ctx: Ctx,
  shifts: readonly ShiftForTaking[],
  workerIds: readonly string[],
): Promise<Map<string, Obstacle>> {
  const [shift] = shifts
  const found = new Map<string, Obstacle>()
  for (const [id, gaps] of await gapsOf(ctx, shifts, workerIds))
    if (gaps.length > 0) found.set(id, obstacle('papers', gaps.join(';')))
  const busy = await busyWorkers(ctx, workerIds, shifts)
  for (const id of busy) found.set(id, obstacle('busy'))
  const place = (await places(ctx, [shift!.shiftId])).get(shift!.shiftId)
  if (!place?.open) return allOf(workerIds, obstacle('closed'))
  if (place.taken >= place.headcount) for (const id of workerIds) found.set(id, obstacle('full'))
  for (const { state, worker_id } of await findOffers(ctx, { shiftId: shift!.shiftId })) {
    // Silence may be asked again; nobody is asked again after a decline.
    if (state === 'declined') found.set(worker_id, obstacle('declined'))
    else if (state === 'open' && found.get(worker_id)?.code !== 'declined') found.set(worker_id, obstacle('asked'))
  }
  const coming = busy.length > 0 ? await occupiedTimes(ctx, { workerIds: busy }) : []
  for (const { workerId, shiftId } of coming) if (shiftId === shift!.shiftId) found.set(workerId, obstacle('coming'))
  return found
}

const allOf = (ids: readonly string[], one: Obstacle): Map<string, Obstacle> => new Map(ids.map((id) => [id, one]))

/** What certificates that the work asks for are not verified, as far as an employer may know. */
function gapsOf(ctx: Ctx, shifts: readonly ShiftForTaking[], workerIds: readonly string[]) {
  const { terms, county, startsAt } = shifts[0]!
  const { occupationCode, qualifications } = terms
  const work = { occupationCode, qualifications, county, startsAt, lastEndsAt: shifts.at(-1)!.endsAt }
  return paperGaps(
    ctx,
    work,
    workerIds.map((workerId) => ({ workerId, own: false })),
  )
}

/** When each may be asked: now, or when the hours begin in which it may be; null: never. */
async function askingTimes(
  ctx: Ctx,
  { county }: ShiftForTaking,
  workerIds: readonly string[],
): Promise<Map<string, Date | null>> {
  const policy = ctx.deps.policy.at(businessDay(ctx.now), { county })
  const byChannel = policy.value('offer.askHours')
  const widest = policy.value('offer.ownHours')
  const times = new Map<string, Date | null>()
  for (const [id, { reach, wish }] of await howReached(ctx, workerIds)) {
    const channel = byChannel[reach]
    if (!channel) throw new Error(`offer.askHours says nothing of ${reach}`)
    times.set(id, nextAsking(hoursOf(channel, wish, widest), ctx.now))
  }
  return times
}
