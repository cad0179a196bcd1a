import type { Area } from '@linggong/matching'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, DomainEvent } from '../../../kernel/context.ts'
import { occupiedTimes, partiesOf, placesOf, rosters } from '../../engagements/index.ts'
import { dispatchShifts } from '../../postings/index.ts'
import { crewMates, marketWorkers, type MarketProfile } from '../../seekers/index.ts'
import { marketOffers, readStandbys } from '../store-market.ts'
import { Market } from './market.ts'

/** Days of offers that limit how often a person is asked. */
const offerDays = 7
const margin = 0.3
/** Where nobody is registered yet. */
const anywhere: Area = { minLat: 26, maxLat: 28, minLng: 118, maxLng: 121 }

function areaOf(profiles: readonly MarketProfile[]): Area {
  if (profiles.length === 0) return anywhere
  const area = { minLat: 90, maxLat: -90, minLng: 180, maxLng: -180 }
  for (const { lat, lng } of profiles) {
    area.minLat = Math.min(area.minLat, lat)
    area.maxLat = Math.max(area.maxLat, lat)
    area.minLng = Math.min(area.minLng, lng)
    area.maxLng = Math.max(area.maxLng, lng)
  }
  return {
    minLat: area.minLat - margin,
    maxLat: area.maxLat + margin,
    minLng: area.minLng - margin,
    maxLng: area.maxLng + margin,
  }
}

/** The whole market as the database has it now: a fixed number of statements, whatever the size of the city. */
export async function loadMarket(ctx: Ctx): Promise<Market> {
  const today = businessDay(ctx.now)
  const profiles = await marketWorkers(ctx, 'all', today)
  const bufferMs = ctx.deps.policy.number('dispatch.travelBufferMinutes', today) * 60_000
  const market = new Market(today, bufferMs, areaOf(profiles))
  market.putShifts([], await dispatchShifts(ctx, 'all'))
  market.putPlaces(await placesOf(ctx, 'open'))
  const employers = [...new Set([...market.shifts.values()].map((shift) => shift.employerId))]
  market.putRosters(employers, await rosters(ctx, employers))
  market.putCrews(await crewMates(ctx))
  market.putStandbys(await readStandbys(ctx, [...market.shifts.keys()]))
  // Busy times first: each person then enters the index once, with them.
  market.putBusy([], await occupiedTimes(ctx, 'all'))
  market.putWorkers(profiles)
  const since = new Date(ctx.now.getTime() - offerDays * 86_400_000)
  market.putOffers(await marketOffers(ctx, { since, shiftIds: [...market.shifts.keys()] }))
  return market
}

/** What the market wants to hear of. */
export const marketEvents = [
  'postingPublished',
  'postingClosed',
  'postingExpired',
  'postingWithdrawn',
  'postingTakenDown',
  'engagementAccepted',
  'engagementCancelled',
  'engagementNoShow',
  'engagementVoided',
  'engagementWorked',
  'offerMade',
  'offerTaken',
  'offerDeclined',
  'offerWithdrawn',
  'offerExpired',
  'offerFilled',
  'offerClosed',
  'standbyMade',
  'workerProfileChanged',
  'crewMemberAgreed',
  'crewMemberLeft',
  'crewMemberRemoved',
  'dispatchDue',
] as const

/** Shifts to look at again, and why. */
export type Trigger = { shiftId: string; kind: 'published' | 'freed' | 'declined' | 'due'; wave: number }

const freeing = new Set(['engagementCancelled', 'engagementNoShow', 'engagementVoided'])

/** Reads anew whatever the events name, each kind in one statement, and says which shifts may want asking for. */
export async function applyEvents(ctx: Ctx, market: Market, events: readonly DomainEvent[]): Promise<Trigger[]> {
  const ids = (test: (event: DomainEvent) => boolean) => [
    ...new Set(events.filter(test).map((event) => event.subjectId)),
  ]
  const postings = ids((event) => event.subjectKind === 'posting')
  const engagements = ids((event) => event.subjectKind === 'engagement')
  const offers = ids((event) => event.subjectKind === 'offer')
  const people = ids((event) => event.name === 'workerProfileChanged')
  const shiftIds = new Set<string>()
  if (postings.length > 0) {
    const shifts = await dispatchShifts(ctx, { postingIds: postings })
    market.putShifts(postings, shifts)
    for (const { shiftId } of shifts) shiftIds.add(shiftId)
    const employers = [...new Set(shifts.map((shift) => shift.employerId))]
    if (employers.length > 0) market.putRosters(employers, await rosters(ctx, employers))
  }
  if (people.length > 0) market.putWorkers(await marketWorkers(ctx, { personIds: people }, market.today), people)
  if (engagements.length > 0) {
    const parties = await partiesOf(ctx, engagements)
    for (const { shiftId } of parties) shiftIds.add(shiftId)
    const workerIds = [...new Set(parties.map(({ workerId }) => workerId))]
    market.putBusy(workerIds, await occupiedTimes(ctx, { workerIds }))
  }
  if (shiftIds.size > 0) market.putPlaces(await placesOf(ctx, { shiftIds: [...shiftIds] }))
  if (offers.length > 0) market.putOffers(await marketOffers(ctx, { offerIds: offers }))
  const standing = ids((event) => event.name === 'standbyMade')
  if (standing.length > 0) market.putStandbys(await readStandbys(ctx, standing))
  if (events.some((event) => event.subjectKind === 'crewMember')) market.putCrews(await crewMates(ctx))
  return events.flatMap((event) => triggersOf(event, market))
}

function triggersOf(event: DomainEvent, market: Market): Trigger[] {
  if (event.name === 'postingPublished') {
    return [...market.shifts.values()]
      .filter((shift) => shift.postingId === event.subjectId)
      .map(({ shiftId }) => ({ shiftId, kind: 'published', wave: 1 }))
  }
  if (event.name === 'dispatchDue') {
    return [{ shiftId: event.subjectId, kind: 'due', wave: Number(event.data.wave ?? 1) }]
  }
  if (freeing.has(event.name)) {
    const { shiftId } = event.data
    return typeof shiftId === 'string' ? [{ shiftId, kind: 'freed', wave: 1 }] : []
  }
  if (event.name === 'offerDeclined') {
    const { shiftId, wave } = event.data
    return typeof shiftId === 'string' ? [{ shiftId, kind: 'declined', wave: Number(wave ?? 1) }] : []
  }
  return []
}
