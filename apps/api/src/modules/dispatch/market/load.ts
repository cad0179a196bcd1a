import type { Area } from '@linggong/matching'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx, DomainEvent } from '../../../kernel/context.ts'
import {
  givenBack,
  occupiedTimes,
  oftenMissing,
  partiesOf,
  placesOf,
  recordReviewed,
  recordsSince,
  rosters,
  standingShares,
  workRecords,
} from '../../engagements/index.ts'
import { earnedByWeek } from '../../payroll/index.ts'
import { dispatchShifts, placesBetween, type DispatchShift } from '../../postings/index.ts'
import {
  allRecognisedOn,
  askableLists,
  crewMates,
  heldBy,
  marketWorkers,
  type MarketProfile,
} from '../../seekers/index.ts'
import { favouritesMarked } from '../actions/favourites.ts'
import { asksOf } from '../papers.ts'
import { freeDaysOf, incomeGaps, placesPerSoughtDay, soughtWeeks } from '../rules-income.ts'
import { favouritesOf } from '../store-favourites.ts'
import { answeredByWeek, answersSince, marketOffers, readStandbys } from '../store-market.ts'
import { expectedShifts } from './expected.ts'
import type { PaperedShift } from './held-papers.ts'
import { Market } from './market.ts'
import type { Planner } from './planner.ts'
import { midnightOf } from './rules-calendar.ts'

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

const dayMs = 86_400_000

const papered = <Shift extends DispatchShift>(ctx: Ctx, shifts: readonly Shift[]): Array<Shift & PaperedShift> =>
  shifts.map((shift) => {
    const { county, windows } = shift
    const { occupationCode, qualifications } = shift.terms
    const asks = asksOf(ctx, { county, occupationCode, qualifications, startsAt: windows[0]!.startsAt })
    return { ...shift, asks }
  })

/** Milliseconds of each part of a load, waiting for a processor included. */
export type LoadParts = Record<string, number>

/** The whole market as the database has it now: a fixed number of statements, whatever the size of the city. */
export async function loadMarket(ctx: Ctx, parts: LoadParts = {}): Promise<Market> {
  const today = businessDay(ctx.now)
  const policy = ctx.deps.policy.at(today)
  const timed = async <T>(name: string, part: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await part()
    parts[name] = Math.round(performance.now() - began)
    return result
  }
  const before = (days: number) => new Date(ctx.now.getTime() - days * dayMs)
  const recordedSince = before(policy.record('matching.learning').recordDays ?? 0)
  const profiles = await timed('readPeople', () => marketWorkers(ctx, 'all', today))
  const market = new Market(today, areaOf(profiles), askableLists(policy))
  await timed('shifts', async () => market.putShifts([], papered(ctx, await dispatchShifts(ctx, 'all'))))
  await timed('expected', async () => market.putExpected(papered(ctx, await expectedShifts(ctx, today))))
  await timed('places', async () => market.putPlaces(await placesOf(ctx, 'open')))
  const employers = [...new Set([...market.shifts.values()].map((shift) => shift.employerId))]
  await timed('ties', async () => {
    market.ties.putRosters(employers, await rosters(ctx, employers))
    market.ties.putFavourites(employers, await favouritesOf(ctx, employers))
    market.ties.putCrews(await crewMates(ctx))
    market.putStandbys(await readStandbys(ctx, [...market.shifts.keys()]))
    market.putGivenBack(await givenBack(ctx, [...market.shifts.keys()]))
  })
  await timed('busy', async () => market.putBusy([], await occupiedTimes(ctx, 'all')))
  // Before the people, who are put into the index with them.
  await timed('papers', async () => market.papers.put(await heldBy(ctx, 'verified'), []))
  await timed('index', async () => market.putFirstWorkers(profiles))
  await timed('records', async () => market.putDoings([], await recordsSince(ctx, recordedSince)))
  await timed('standings', async () => market.putStandings([], await standingShares(ctx)))
  await timed('answers', async () => market.putAnswers(await answersSince(ctx, recordedSince)))
  await timed('incomes', () => putIncomes(ctx, market))
  await timed('status', async () => {
    market.putHardToEmploy(await allRecognisedOn(ctx, today))
    market.putBarred(await barredNow(ctx, today), [])
  })
  await timed('offers', async () =>
    market.putOffers(await marketOffers(ctx, { since: before(offerDays), shiftIds: [...market.shifts.keys()] })),
  )
  return market
}

/** As of this morning: what one more day brings hardly moves what is amortised over weeks, and a new day reads it anew. */
async function putIncomes(ctx: Ctx, market: Market): Promise<void> {
  const policy = ctx.deps.policy.at(market.today)
  const { weeks = 0, halfLifeWeeks = 1, leastSoughtDays = 0 } = policy.record('matching.fairness')
  const looked = Math.min(weeks, policy.record('matching.tightness').weeks ?? 0)
  const earned = await earnedByWeek(ctx, market.today, weeks)
  const answered = await answeredByWeek(ctx, market.today, weeks)
  const freeDays = (id: string) => freeDaysOf(market.worker(id).profile?.week ?? null)
  const sought = soughtWeeks(earned, answered, freeDays, weeks)
  market.putIncomeGaps(incomeGaps(sought, { halfLifeWeeks, leastSoughtDays }))
  const until = midnightOf(market.today) + dayMs
  const span = { from: new Date(until - 7 * looked * dayMs), until: new Date(until) }
  market.placesPerSoughtDay = placesPerSoughtDay(await placesBetween(ctx, span), sought, looked)
}

/** Who has not come so often lately that only a clerk may place them: asking would lead to a refusal. */
function barredNow(ctx: Ctx, today: string): Promise<Set<string>> {
  const policy = ctx.deps.policy.at(today)
  const since = new Date(ctx.now.getTime() - policy.number('noShow.countWithinDays') * dayMs)
  return oftenMissing(ctx, since, policy.number('noShow.pauseAfterCount'))
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
  recordReviewed,
  'offerMade',
  'offerTaken',
  'offerDeclined',
  'offerWithdrawn',
  'offerExpired',
  'offerFilled',
  'offerClosed',
  'standbyMade',
  'workerProfileChanged',
  favouritesMarked,
  'crewMemberAgreed',
  'crewMemberLeft',
  'crewMemberRemoved',
] as const

/** What a plan is told of. */
type Told = Pick<
  Planner,
  'gone' | 'changed' | 'added' | 'met' | 'people' | 'revalued' | 'took' | 'offers' | 'freed' | 'standBy' | 'places'
>

const nothing = (): void => undefined
/** Of a market that only waits. */
export const noPlan: Told = {
  gone: nothing,
  changed: nothing,
  added: nothing,
  met: nothing,
  people: nothing,
  revalued: nothing,
  took: nothing,
  offers: nothing,
  freed: nothing,
  standBy: nothing,
  places: nothing,
}

const freeing = new Set(['engagementCancelled', 'engagementNoShow', 'engagementVoided'])

/** Reads anew whatever the events name, each kind in one statement, and tells the plan what is different. */
export async function applyEvents(
  ctx: Ctx,
  market: Market,
  planner: Told,
  events: readonly DomainEvent[],
): Promise<void> {
  const now = ctx.now.getTime()
  const ids = (test: (event: DomainEvent) => boolean) => [
    ...new Set(events.filter(test).map((event) => event.subjectId)),
  ]
  const shiftIds = new Set<string>()
  await readPostings(
    ctx,
    market,
    planner,
    ids((event) => event.subjectKind === 'posting'),
    shiftIds,
  )
  const people = ids((event) => event.name === 'workerProfileChanged')
  if (people.length > 0) {
    market.papers.put(await heldBy(ctx, { personIds: people }), people)
    market.putWorkers(await marketWorkers(ctx, { personIds: people }, market.today), people)
  }
  if (events.some((event) => event.subjectKind === 'crewMember')) market.ties.putCrews(await crewMates(ctx))
  const marking = ids((event) => event.name === favouritesMarked)
  if (marking.length > 0) market.ties.putFavourites(marking, await favouritesOf(ctx, marking))
  const engagements = ids((event) => event.subjectKind === 'engagement')
  const parties = engagements.length > 0 ? await partiesOf(ctx, engagements) : []
  for (const { shiftId } of parties) shiftIds.add(shiftId)
  const workerIds = [...new Set(parties.map(({ workerId }) => workerId))]
  const took = workerIds.length > 0 ? market.putBusy(workerIds, await occupiedTimes(ctx, { workerIds })) : []
  if (workerIds.length > 0) {
    market.putDoings(workerIds, await workRecords(ctx, workerIds))
    market.putStandings(workerIds, await standingShares(ctx, workerIds))
  }
  if (events.some((event) => event.name === 'engagementNoShow' || event.name === recordReviewed)) {
    market.putBarred(await barredNow(ctx, market.today), workerIds)
  }
  const places = shiftIds.size > 0 ? market.putPlaces(await placesOf(ctx, { shiftIds: [...shiftIds] })) : []
  const offers = ids((event) => event.subjectKind === 'offer')
  const answered = offers.length > 0 ? market.putOffers(await marketOffers(ctx, { offerIds: offers })) : []
  const stoodBy = await readNewStandbys(
    ctx,
    market,
    ids((event) => event.name === 'standbyMade'),
  )
  // Everything is read; now it is told, in an order in which each thing finds what it stands on.
  const reviewed = new Set(ids((event) => event.name === recordReviewed))
  const restored = parties.filter(({ engagementId }) => reviewed.has(engagementId)).map(({ workerId }) => workerId)
  planner.people(
    [...new Set([...people, ...restored])].map((id) => market.worker(id)),
    now,
  )
  planner.revalued(market.shiftsOf(new Set(marking)), now)
  planner.took(took, now)
  planner.offers(answered, now)
  const freed = freedBy(events, market, parties)
  market.putGivenBack(freed.map(({ shift, worker, at }) => ({ shiftId: shift.shiftId, workerId: worker.id, at })))
  planner.freed(freed, now)
  planner.standBy(stoodBy, now)
  planner.places(places)
}

async function readPostings(
  ctx: Ctx,
  market: Market,
  planner: Told,
  postings: readonly string[],
  shiftIds: Set<string>,
): Promise<void> {
  if (postings.length === 0) return
  const shifts = papered(ctx, await dispatchShifts(ctx, { postingIds: postings }))
  const changes = market.putShifts(postings, shifts)
  for (const { shiftId } of shifts) shiftIds.add(shiftId)
  const employers = [...new Set(shifts.map((shift) => shift.employerId))]
  if (employers.length > 0) {
    market.ties.putRosters(employers, await rosters(ctx, employers))
    market.ties.putFavourites(employers, await favouritesOf(ctx, employers))
  }
  planner.gone(changes.gone)
  planner.changed(changes.changed, ctx.now.getTime())
  planner.met(changes.met)
  planner.added(changes.added)
}

async function readNewStandbys(ctx: Ctx, market: Market, shiftIds: readonly string[]) {
  if (shiftIds.length === 0) return []
  const rows = (await readStandbys(ctx, shiftIds)).flatMap(({ shiftId, workerId }) => {
    const shift = market.shifts.get(shiftId)
    return shift && !shift.standbys.has(workerId) ? [{ shift, worker: market.worker(workerId) }] : []
  })
  market.putStandbys(rows.map(({ shift, worker }) => ({ shiftId: shift.shiftId, workerId: worker.id })))
  return rows
}

/** Who has given a place back, or did not come; work that is merely over is not freed. */
function freedBy(
  events: readonly DomainEvent[],
  market: Market,
  parties: ReadonlyArray<{ engagementId: string; shiftId: string; workerId: string }>,
) {
  const freed = new Map(events.filter((event) => freeing.has(event.name)).map(({ subjectId, at }) => [subjectId, at]))
  return parties.flatMap(({ engagementId, shiftId, workerId }) => {
    const shift = market.shifts.get(shiftId)
    const at = freed.get(engagementId)
    return shift && at ? [{ shift, at, worker: market.worker(workerId) }] : []
  })
}
