import { obstacleZh, reasonForWorkerZh, reasonsForWorker, edgeTerms } from '@linggong/matching'
import { occupationByCode } from '@linggong/reference'
import { haversineMeters } from '@linggong/reference/geo.ts'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { busyTimes } from '../../engagements/index.ts'
import { openShifts, type OpenShift } from '../../postings/index.ts'
import { workerWishes, type WorkerWishes } from '../../seekers/index.ts'
import { factsOf, weightsToday } from '../facts.ts'
import { ownPaperGaps } from '../papers.ts'
import { obstaclesFor, rankWork } from '../rules-feed.ts'
import { findDislikes, readPersonalised, settledShifts } from '../store-feed.ts'

export type FeedQuery = {
  when?: 'today' | 'tomorrow' | undefined
  lat?: number | undefined
  lng?: number | undefined
  personalised?: 'true' | 'false' | undefined
  limit: number
  onBehalfOf?: string | undefined
}

const dayMs = 86_400_000

/** Days a list is about: the one asked for, or all that the policy looks ahead. */
function daysOf(ctx: Ctx, when: FeedQuery['when'], lookAhead: number): { fromDay: string; toDay: string } {
  const day = (n: number) => businessDay(new Date(ctx.now.getTime() + n * dayMs))
  if (when === 'today') return { fromDay: day(0), toDay: day(0) }
  if (when === 'tomorrow') return { fromDay: day(1), toDay: day(1) }
  return { fromDay: day(0), toDay: day(lookAhead) }
}

/** Work for one person: by the own profile with reasons, or the same list for everybody who asks from the same place. */
export async function readFeed(ctx: Ctx, query: FeedQuery) {
  const { workerId } = await actingWorker(ctx, query.onBehalfOf)
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  const here = placeOf(query)
  const days = daysOf(ctx, query.when, policy.number('matching.feedLookAhead'))
  const wanted =
    query.personalised === undefined ? await readPersonalised(ctx, workerId) : query.personalised === 'true'
  const wishes = wanted ? await workerWishes(ctx, workerId) : undefined
  if (!wishes) {
    const work = await openShifts(ctx, { ...days, at: here, limit: query.limit })
    return {
      personalised: false,
      because: wanted ? ('noProfile' as const) : ('switchedOff' as const),
      looked: work.length,
      items: work.map(({ view }) => ({ shift: view, reasons: [] as string[] })),
    }
  }
  const from = here ?? wishes
  const radiusMeters = wishes.maxDistanceMeters ?? policy.number('dispatch.searchRadiusMeters')
  const work = await openShifts(ctx, { ...days, at: from, radiusMeters, limit: policy.number('matching.feedLooked') })
  const items = await rankFor(ctx, workerId, wishes, work, radiusMeters)
  return {
    personalised: true,
    because: 'personalised' as const,
    looked: work.length,
    items: items.slice(0, query.limit).map(({ view, reasons }) => ({ shift: view, reasons })),
  }
}

function placeOf({ lat, lng }: FeedQuery) {
  if (lat !== undefined && lng !== undefined) return { lat, lng }
  if (lat === undefined && lng === undefined) return undefined
  return refuse('InputInvalid', {
    problems: [{ path: 'query.lat', code: 'positionMissing', message: '定位不完整,请重新打开定位再试' }],
  })
}

/**
 * Drops what stands in the way or is not wanted, and puts the rest in order. Behind all that fits stand, and say so: work
 * for which only a certificate is missing, then work of a kind the person has not chosen, if it asks for none.
 */
async function rankFor(
  ctx: Ctx,
  workerId: string,
  wishes: WorkerWishes,
  work: readonly OpenShift[],
  radiusMeters: number,
) {
  const settled = new Set(await settledShifts(ctx, workerId))
  const busy = await busyTimes(ctx, workerId)
  const disliked = new Set((await findDislikes(ctx, workerId)).map((one) => `${one.kind}:${one.ref}`))
  const wanted = work.filter(
    (shift) => !['posting', 'occupation', 'employer'].some((kind) => disliked.has(`${kind}:${refOf(shift, kind)}`)),
  )
  const gaps = new Map(
    [...(await ownPaperGaps(ctx, workerId, wanted.map(paperedOf)))].map(([one, lacking]) => [one.shift, lacking]),
  )
  const sorted = Map.groupBy(wanted, (shift) => {
    const obstacles = obstaclesFor(wishes, shift, {
      meters: shift.meters ?? 0,
      free: isFree(wishes, busy, shift),
      settled: settled.has(shift.shiftId),
      radiusMeters,
    })
    if (obstacles.length === 0) return (gaps.get(shift)?.length ?? 0) > 0 ? 'lacksPaper' : 'fits'
    return obstacles.every((one) => one.kind === 'occupation') && asksForNothing(shift) ? 'unchosen' : 'not'
  })
  const kinds = ['fits', 'lacksPaper', 'unchosen'] as const
  const left = kinds.flatMap((kind) => (sorted.get(kind) ?? []).map((shift) => ({ kind, shift })))
  const facts = await factsOf(
    ctx,
    left.map(({ shift }) => pairOf(workerId, wishes, shift, shift.meters ?? 0)),
  )
  const pairs = left.map(({ kind, shift }, i) => ({
    kind,
    view: shift.view,
    facts: facts[i]!,
    first: kind === 'unchosen' ? ['您没选过这种活,不过一般不要证'] : (gaps.get(shift) ?? []),
  }))
  const weights = weightsToday(ctx, wishes.county)
  return kinds
    .flatMap((kind) =>
      rankWork(
        pairs.filter((one) => one.kind === kind),
        weights,
      ),
    )
    .map((one) => ({ ...one, reasons: [...one.first, ...one.reasons] }))
}

const paperedOf = (shift: OpenShift) => ({
  shift,
  occupationCode: shift.occupationCode,
  qualifications: shift.qualifications,
  county: shift.view.county,
  startsAt: shift.startsAt,
  lastEndsAt: shift.lastEndsAt,
})

const asksForNothing = (shift: OpenShift) =>
  shift.qualifications.length === 0 && occupationByCode(shift.occupationCode)?.qualifications.length === 0

/** By the own calendar and by work already taken; of a job taken whole, until its last shift ends. */
function isFree(wishes: WorkerWishes, busy: ReadonlyArray<{ from: Date; until: Date }>, shift: OpenShift): boolean {
  return wishes.freeFor(shift) && !busy.some((one) => one.from < shift.lastEndsAt && shift.startsAt < one.until)
}

const refOf = (shift: OpenShift, kind: string) =>
  kind === 'posting' ? shift.postingId : kind === 'employer' ? shift.employerId : shift.occupationCode

function pairOf(workerId: string, wishes: WorkerWishes, shift: OpenShift, meters: number) {
  const { employerId, occupationCode, hourlyFen, startsAt } = shift
  return {
    workerId,
    employerId,
    occupationCode,
    meters,
    payFen: hourlyFen,
    wantedFen: wishes.minHourlyFen,
    startsAt,
  }
}

/** Why this shift is for this person, or everything that stands in the way, all at once. */
export async function readShiftFit(ctx: Ctx, shiftId: string, onBehalfOf: string | undefined) {
  const { workerId } = await actingWorker(ctx, onBehalfOf)
  const [shift] = await openShifts(ctx, { shiftId, limit: 1 })
  if (!shift) return refuse('NotFound')
  const wishes = (await workerWishes(ctx, workerId)) ?? refuse('WorkerProfileMissing')
  const meters = haversineMeters(wishes, shift.view)
  const busy = await busyTimes(ctx, workerId)
  const obstacles = obstaclesFor(wishes, shift, {
    meters,
    free: isFree(wishes, busy, shift),
    settled: (await settledShifts(ctx, workerId)).includes(shiftId),
    radiusMeters: wishes.maxDistanceMeters ?? Number.MAX_SAFE_INTEGER,
  })
  const [lacking = []] = (await ownPaperGaps(ctx, workerId, [paperedOf(shift)])).values()
  const [facts] = await factsOf(ctx, [pairOf(workerId, wishes, shift, meters)])
  const weights = weightsToday(ctx, shift.view.county)
  return {
    fits: obstacles.length === 0 && lacking.length === 0,
    reasons: reasonsForWorker(facts!, edgeTerms(facts!, weights), weights).map(reasonForWorkerZh),
    obstacles: [
      ...obstacles.map((one) =>
        // Certificates are told in words of their own, beside.
        obstacleZh(one, { occupation: shift.view.occupationName, certificate: () => '证书' }),
      ),
      ...lacking,
    ],
  }
}
