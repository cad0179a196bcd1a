import { acceptChance, obstacleZh, whyNotZh, type AskedFacts, type EdgeFacts } from '@linggong/matching'
import { haversineMeters } from '@linggong/reference/geo.ts'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { busyTimes } from '../../engagements/index.ts'
import { shiftsForTaking, type ShiftForTaking } from '../../postings/index.ts'
import { recognisedOn, workerWishes, type WorkerWishes } from '../../seekers/index.ts'
import { factsOf, weightsToday } from '../facts.ts'
import { ownPaperGaps } from '../papers.ts'
import { beliefsOf, obstaclesFor } from '../rules-feed.ts'
import { paysEnough } from '../rules-pay.ts'
import { othersAhead, type AskedMean } from '../rules-why-not.ts'
import { askedForShift, askedSince, type AskedForShift } from '../store-why-not.ts'

type WhyNotMe = { state: 'asked' | 'obstacles' | 'paused' | 'others' | 'notYet'; reasons: string[] }

type Asked = AskedForShift & { facts: AskedFacts }

const meanOf = (rows: readonly Asked[], of: (facts: AskedFacts) => number): number =>
  rows.reduce((sum, { facts }) => sum + of(facts), 0) / rows.length

/**
 * Why the platform has not asked this person for dispatched work: what stands in the way, or where those asked were
 * ahead, told of all of them together. Refuses NotFound, WrongFillMode for other work, WorkerProfileMissing.
 */
export async function readWhyNot(ctx: Ctx, shiftId: string, onBehalfOf: string | undefined): Promise<WhyNotMe> {
  const { workerId } = await actingWorker(ctx, onBehalfOf)
  const shifts = await shiftsForTaking(ctx, [shiftId])
  const [shift] = shifts
  if (!shift) return refuse('NotFound')
  if (shift.fillMode !== 'dispatch') return refuse('WrongFillMode')
  const wishes = (await workerWishes(ctx, workerId)) ?? refuse('WorkerProfileMissing')
  // An average of many leaves; the rows of others do not.
  await ctx.tx.widen({ employers: [shift.employerId] }, 'why not me: where those asked were ahead, on average')
  const asked = await askedForShift(ctx, shiftId)
  const mine = asked.find((one) => one.workerId === workerId)
  if (mine) return { state: 'asked', reasons: [askedZh[mine.state] ?? askedZh.closed!] }

  if (!wishes.takesOffers) return { state: 'paused', reasons: ['您的资料里选了“先别叫我”,平台就不来打扰'] }
  const meters = haversineMeters(wishes, shift.terms)
  const inTheWay = await obstaclesZh(ctx, wishes, shifts, meters)
  if (inTheWay.length > 0) return { state: 'obstacles', reasons: inTheWay }
  const enough = await enoughZh(ctx, workerId)
  if (enough) return { state: 'notYet', reasons: [enough] }
  if (asked.length === 0) return { state: 'notYet', reasons: ['这个班还没有开始问人'] }

  const { employerId, startsAt } = shift
  const { occupationCode } = shift.terms
  const wantedFen = wishes.minHourlyFen
  const payFen = shift.terms.payMethod === 'hourly' ? shift.terms.amountFen : null
  const [own] = await factsOf(ctx, [{ workerId, employerId, occupationCode, meters, payFen, wantedFen, startsAt }])
  const facts = { ...own!, hardToEmploy: (await recognisedOn(ctx, [workerId], businessDay(ctx.now))).size > 0 }
  return { state: 'others', reasons: othersZh(ctx, facts, asked, shift) }
}

/** Where those asked were ahead; where the own record was behind, that too. */
function othersZh(ctx: Ctx, own: EdgeFacts, asked: readonly AskedForShift[], shift: ShiftForTaking): string[] {
  const known = asked.filter((one): one is Asked => one.facts !== null)
  // Of so few that the public figures keep silent, nothing is told here either.
  const smallestCell = ctx.deps.policy.number('figures.smallestCell', businessDay(ctx.now))
  const why = othersAhead(own, meanFacts(ctx, known), weightsToday(ctx, shift.county), smallestCell)
  if (why === 'ownPeople') return ['先问了在这家干过的人']
  const reasons = whyNotZh(why, { occupation: shift.terms.occupationName, certificate: () => '证书' })
  const ownRecord = why.kind === 'others' && why.because === 'moreReliable' && own.standing < 0
  return ownRecord ? [...reasons, '您最近扣了诚信分,在“我的诚信”里看得到'] : reasons
}

/** Nobody is asked about too much at a time, nor too often a day; undefined while neither holds this person back. */
async function enoughZh(ctx: Ctx, workerId: string): Promise<string | undefined> {
  const today = businessDay(ctx.now)
  const { asked, open } = await askedSince(ctx, workerId, `${today}T00:00:00+08:00`)
  if (open >= ctx.deps.policy.number('offer.maxOpenPerWorker', today)) return '您还有邀约没答复,答复了才问下一个'
  if (asked >= ctx.deps.policy.number('offer.maxPerDayPerWorker', today))
    return `今天已经问过您${asked}次,先不多打扰,明天接着问`
  return undefined
}

/** Everything that kept the platform from asking, all at once. Of a job taken whole all shifts must be free. */
async function obstaclesZh(
  ctx: Ctx,
  wishes: WorkerWishes,
  shifts: readonly ShiftForTaking[],
  meters: number,
): Promise<string[]> {
  const { terms } = shifts[0]!
  const busy = await busyTimes(ctx, wishes.personId)
  const free = shifts.every(
    (one) => wishes.freeFor(one) && !busy.some(({ from, until }) => from < one.endsAt && one.startsAt < until),
  )
  const radiusMeters = ctx.deps.policy.number('dispatch.searchRadiusMeters', businessDay(ctx.now))
  // What is wished by the day is compared with the day's wage, below.
  const work = { occupationCode: terms.occupationCode, hourlyFen: null }
  const obstacles = obstaclesFor(wishes, work, { meters, free, settled: false, radiusMeters })
  const names = { occupation: terms.occupationName, certificate: () => '证书' }
  const { county, startsAt } = shifts[0]!
  const { occupationCode, qualifications } = terms
  const papered = { occupationCode, qualifications, county, startsAt, lastEndsAt: shifts.at(-1)!.endsAt }
  const [lacking = []] = (await ownPaperGaps(ctx, wishes.personId, [papered])).values()
  return [
    // The list shows any work to whoever has chosen none; the platform asks only for what somebody has chosen.
    ...(wishes.occupations.length === 0 ? [obstacleZh({ kind: 'occupation' }, names)] : []),
    ...obstacles.map((one) => obstacleZh(one, names)),
    ...lacking,
    ...(paysEnough(terms, wishes) ? [] : ['工钱比您资料里写的想要的少']),
  ]
}

const askedZh: Record<string, string> = {
  open: '已经问您了,等您答复',
  taken: '您答应了',
  declined: '问过您,您谢绝了',
  expired: '问过您,过了答复的时间没等到回音',
  filled: '问过您,别人先答应了,人招满了',
  withdrawn: '问过您,用工方又收回了',
  closed: '问过您,后来这个活不招了',
}

function meanFacts(ctx: Ctx, asked: readonly Asked[]): AskedMean {
  const beliefs = beliefsOf(ctx.deps.policy.record('matching.beliefs', businessDay(ctx.now)))
  return {
    people: asked.length,
    ownPeople: asked.filter((one) => one.ownPeople).length / asked.length,
    facts: {
      acceptChance: meanOf(asked, (facts) => acceptChance(facts, beliefs, null)),
      meters: meanOf(asked, (facts) => facts.meters),
      sameWork: meanOf(asked, (facts) => facts.sameWork),
      sameEmployer: meanOf(asked, (facts) => facts.sameEmployer),
    },
  }
}
