import { addDays } from '@linggong/policy'
import { cancellationFacts } from '../modules/engagements/index.ts'
import { postingRow, shiftRows } from '../modules/postings/seeding.ts'
import { contractChooser, oldContracts } from './contracts.ts'
import { possibleTemplates } from './employers.ts'
import { dayStartMs, hourMs, type Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import { addEngagement, addRatings, addTimesheet, type RatingTotals } from './history-rows.ts'
import type { Lane } from './lane.ts'
import { makeNeed, type Need } from './needs.ts'
import type { Person } from './people.ts'
import { makePools, type Crowd, type Pool } from './pools.ts'
import type { Random } from './random.ts'
import { rosterWriter } from './roster.ts'
import { wageWriter } from './wages.ts'

export type HistoryPlan = {
  /** First and last day on which work began. */
  from: string
  days: number
  postings: number
  /** Engagements that end paid; a few cancelled and missed ones come on top. */
  paid: number
  /** One of so many registered people ever works (research: about a third). */
  activeEvery: number
  /** Share of jobs that may last several days. */
  longJobs: number
  timesheets: boolean
  /** The roster of successful referrals is kept for work of so many days back. */
  rosterDays: number
  /** One of so many old contracts is printed and sealed by the running system. */
  sealEvery: number
  siteOf(random: Random, unit: Unit): string | null
  /** Cancels once in the last weeks, so many minutes before the start: what a lapse leads to can be looked at. */
  lapse?: { worker: Person; noticeMinutes: number }
  /** The same of an employer, who calls this worker off so many minutes before the start. */
  calledOff?: { employer: { id: string }; worker: Person; noticeMinutes: number }
}

/** Days back within which {@link HistoryPlan.lapse} and {@link HistoryPlan.calledOff} lie. */
const lapseDays = 40

/** How unevenly employers post: the first of the list many times as often as the last. */
const employerSkew = 2.2

export type History = {
  /** Makes the next day; false when all days are made. */
  nextDay(lane: Lane): boolean
  /** Adds one need that this worker took and was paid for, beside the plan. */
  plant(lane: Lane, need: Need, worker: Person): void
  done: { postings: number; paid: number }
  /** Paid engagements by employer. */
  paidBy: Map<string, number>
  ratings: RatingTotals
}

/**
 * Two years of work, day after day. Nobody overlaps by construction: a shift lies within its business day
 * counted from five in the morning, and a worker has one a day, or a job of several days for as long.
 */
export function makeHistory(
  frame: Frame,
  random: Random,
  plan: HistoryPlan,
  units: readonly Unit[],
  crowd: Crowd,
): History {
  const { pools, startDay, free, claim } = makePools(random, units, crowd, plan.activeEvery)
  const shares = units.map((unit) => unit.share)
  const contractOf = contractChooser(frame)
  const writeWage = wageWriter(frame)
  const contracts = oldContracts(frame, random, plan.sealEvery)
  const writeReferral = rosterWriter(frame, random.part('referrals'), plan.rosterDays)
  const history: History = { done: { postings: 0, paid: 0 }, paidBy: new Map(), ratings: new Map(), nextDay, plant }
  const cost = lapseCosts(frame)
  let { lapse, calledOff } = plan
  let dayIndex = 0

  function needOf(pool: Pool, day: string): Need | undefined {
    for (let tries = 0; tries < 30; tries++) {
      const at = Math.floor(pool.employers.length * (random.next() / 4_294_967_296) ** employerSkew)
      const employer = pool.employers[at]
      if (!employer || possibleTemplates(employer, Number(day.slice(5, 7))).length === 0) continue
      const publishedMs = dayStartMs(day) - random.int(2, 40) * hourMs
      if (employer.createdAt.getTime() > publishedMs) continue
      const left = plan.days - dayIndex
      return makeNeed(frame, random, {
        day,
        employer,
        state: 'closed',
        imported: true,
        siteId: plan.siteOf(random, pool.unit),
        maxDays: random.chance(plan.longJobs) ? Math.min(left, 5) : 1,
        escrow: false,
        actualEmployerName: employer.trade === 'agency' ? actualName(random, pool) : null,
        publishedMs,
      })
    }
    return undefined
  }

  function nextDay(lane: Lane): boolean {
    if (dayIndex >= plan.days) return false
    const day = addDays(plan.from, dayIndex)
    const wanted = Math.floor(((dayIndex + 1) * plan.postings) / plan.days)
    startDay(dayIndex, dayStartMs(day))
    for (let misses = 0; history.done.postings < wanted;) {
      const pool = pools[random.weighted(shares)]
      const need = pool && needOf(pool, day)
      if (!pool || !need) {
        if (++misses > 10_000) throw new Error(`nobody has work to offer on ${day}`)
        continue
      }
      history.done.postings += 1
      fill(lane, pool, need, wanted === plan.postings && history.done.postings > plan.postings - 200)
    }
    dayIndex += 1
    return true
  }

  function addPosting(lane: Lane, need: Need, state: 'closed' | 'withdrawn' | 'expired'): void {
    const posting = { ...need, state } as const
    lane.add('postings', postingRow(posting))
    for (const row of shiftRows(posting)) lane.add('shifts', row)
    for (const shift of need.shifts) lane.add('shift_capacities', [shift.id, shift.headcount, false])
  }

  function plant(lane: Lane, need: Need, worker: Person): void {
    addPosting(lane, need, 'closed')
    work(lane, need, worker, 1)
  }

  /** Takes as many people as keep the total on its way; four of ten needs find nobody. */
  function fill(lane: Lane, pool: Pool, made: Need, closing: boolean): void {
    const owed = Math.floor((history.done.postings * plan.paid) / plan.postings) - history.done.paid
    // The very last need has room for all that is still owed.
    const need = history.done.postings === plan.postings ? withRoomFor(made, owed) : made
    const days = need.span === 'wholeJob' ? need.shifts.length : 1
    const headcount = need.shifts[0]?.headcount ?? 1
    const open = owed < days || (!closing && random.chance(0.4)) ? 0 : Math.min(headcount, Math.floor(owed / days))
    const taken: Person[] = []
    while (taken.length < open) {
      const worker = free(pool, days)
      if (!worker) break
      taken.push(worker)
    }
    const state = taken.length > 0 ? 'closed' : random.chance(0.12) ? 'withdrawn' : 'expired'
    addPosting(lane, need, state)
    for (const worker of taken) work(lane, need, worker, days)
    if (taken.length > 0 && random.chance(0.05)) fallOut(lane, pool, need)
    if (plan.days - dayIndex <= lapseDays) addLapses(lane, pool, need)
  }

  function addLapses(lane: Lane, pool: Pool, need: Need): void {
    const idOf = (name: string) => random.part(name).id(need.publishedAt.getTime() + hourMs / 2)
    if (calledOff?.employer.id === need.employer.id && claim(calledOff.worker)) {
      const { worker, noticeMinutes } = calledOff
      cancelled(lane, need, worker, { by: 'employer', id: idOf('calledOff'), reason: 'employerNoNeed', noticeMinutes })
      calledOff = undefined
    }
    if (lapse?.worker.unit !== pool.unit || !claim(lapse.worker)) return
    const { worker, noticeMinutes } = lapse
    cancelled(lane, need, worker, { by: 'worker', id: idOf('lapse'), reason: 'workerOtherWork', noticeMinutes })
    lapse = undefined
  }

  function work(lane: Lane, need: Need, worker: Person, days: number): void {
    const decision = contractOf(worker, need)
    const concludedAt = new Date(need.publishedAt.getTime() + hourMs)
    const contractId = random.id(concludedAt.getTime())
    const shifts = need.shifts.slice(0, days)
    const ids = shifts.map(() => random.id(need.publishedAt.getTime() + hourMs / 2))
    shifts.forEach((shift, index) => {
      const engagementId = ids[index] ?? ''
      const done = writeWage(lane, random, { need, shift, worker, engagementId, contractKind: decision.kind })
      history.done.paid += 1
      history.paidBy.set(need.employer.id, (history.paidBy.get(need.employer.id) ?? 0) + 1)
      addEngagement(lane, need, shift, worker, { id: engagementId, state: 'paid', since: done.paidAt })
      if (plan.timesheets) addTimesheet(lane, random, need, shift, worker, engagementId, done)
      writeReferral(lane, { need, shift, worker, engagementId, contractId, concludedAt, done })
      if (random.chance(0.3))
        addRatings(lane, random, history.ratings, { need, worker, engagementId, at: ratedAt(shift) })
    })
    const last = shifts.at(-1)?.endsAt ?? need.publishedAt
    contracts.add(lane, need, worker, decision, { id: contractId, concludedAt, endsAt: last }, ids)
  }

  /** Somebody who had taken the work and did not do it: cancelled in time, late, or not come. */
  function fallOut(lane: Lane, pool: Pool, need: Need): void {
    const worker = free(pool, 1)
    const [shift] = need.shifts
    if (!worker || !shift) return
    const missed = random.chance(0.3)
    const noticeMinutes = random.int(30, 900)
    const id = random.id(need.publishedAt.getTime() + hourMs / 2)
    if (missed) {
      addEngagement(lane, need, shift, worker, {
        id,
        state: 'noShow',
        since: new Date(shift.startsAt.getTime() + hourMs),
        ended: { by: 'employer', reason: 'didNotCome', noticeMinutes: null, late: null, points: cost.noShow },
      })
      return
    }
    const reason = random.pick(['workerIll', 'workerOtherWork', 'workerTooFar'])
    cancelled(lane, need, worker, { by: 'worker', id, reason, noticeMinutes })
  }

  type Cancelled = { by: 'worker' | 'employer'; id: string; reason: string; noticeMinutes: number }
  function cancelled(lane: Lane, need: Need, worker: Person, why: Cancelled): void {
    const [shift] = need.shifts
    if (!shift) return
    const since = new Date(Math.max(need.publishedAt.getTime(), shift.startsAt.getTime() - why.noticeMinutes * 60_000))
    const { noticeMinutes, lateNotice, standingPoints } = cost.cancelled(why.by, since, shift.startsAt, why.reason)
    addEngagement(lane, need, shift, worker, {
      id: why.id,
      state: 'cancelled',
      since,
      ended: { by: why.by, reason: why.reason, noticeMinutes, late: lateNotice, points: standingPoints },
    })
  }

  const ratedAt = (shift: Need['shifts'][number]) =>
    new Date(Math.min(shift.endsAt.getTime() + 20 * hourMs, frame.nowMs - hourMs))
  return history
}

/** What a lapse costs by the policy of today. */
function lapseCosts({ policy, today }: Frame) {
  const windows = policy.value('cancellation.windows', today)
  const excused = new Set(policy.value('cancellation.excusedReasons', today).map(({ id }) => id))
  return {
    noShow: policy.number('noShow.standingPoints', today),
    cancelled: (party: 'worker' | 'employer', at: Date, startsAt: Date, reason: string) =>
      cancellationFacts({ at, startsAt, party, excused: excused.has(reason), windows }),
  }
}

function withRoomFor(need: Need, people: number): Need {
  return { ...need, shifts: need.shifts.map((shift) => ({ ...shift, headcount: Math.max(shift.headcount, people) })) }
}

function actualName(random: Random, pool: Pool): string | null {
  const firms = pool.employers.filter((one) => ['battery', 'factory', 'logistics', 'steel'].includes(one.trade))
  return firms.length > 0 ? random.pick(firms).name : null
}
