import { addDays, dayKind, minimumWage, PolicyNotInForce, type PolicyReader } from '@linggong/policy'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { readEngagement, readEngagements, type Engagement } from '../../engagements/index.ts'
import type { Doors, PostingFacts } from '../doors.ts'
import { incomeBefore, insertWage, wagesOfEngagement, type Wage, type WagePart } from '../wage-store.ts'
import {
  agreedSum,
  compensation,
  holdBack,
  plannedMinutesOf,
  reckon,
  settledRest,
  undisputedHours,
  type Reckoning,
  type WageRules,
} from '../rules/reckon.ts'
import { expectedPayFen } from '../rules/escrow.ts'
import { settlementOf, type Settlement } from '../rules/settlement.ts'
import { withhold, withholdingMethod } from '../rules/withholding.ts'
import { bookWage } from './fund-wages.ts'

/** Labour contracts earn statutory overtime (劳动法 第44条); agreements only what was agreed. */
const statutoryOvertimeKinds: ReadonlySet<string | null> = new Set(['taskLabour', 'fixedTermLabour'])

function wageRules(ctx: Ctx, reader: PolicyReader, engagement: Engagement, kind: string | null): WageRules {
  const day = reader.date
  const minimum = minimumWage(ctx.deps.policy, engagement.county, day)
  if (minimum.status === 'noPolicy') throw new PolicyNotInForce(minimum)
  const hourly = reader.answer('wage.minimumHourlyFen')
  const clause = hourly.status === 'inForce' ? `${hourly.source.document} ${hourly.source.clause}` : ''
  if (!statutoryOvertimeKinds.has(kind)) {
    return {
      minimumHourlyFen: minimum.hourlyFen,
      minimumWageClause: clause,
      overtimeBasisPoints: null,
      overtimeClause: null,
    }
  }
  const rates = reader.answer('labour.overtimeRatesBasisPoints')
  if (rates.status === 'noPolicy') throw new PolicyNotInForce(rates)
  const { statutoryHoliday, working } = dayKind(ctx.deps.policy, day)
  const rate = rates.value[statutoryHoliday ? 'statutoryHoliday' : working ? 'workday' : 'restDay']
  if (rate === undefined) throw new Error('the overtime rates lack a kind of day')
  return {
    minimumHourlyFen: minimum.hourlyFen,
    minimumWageClause: clause,
    overtimeBasisPoints: rate,
    overtimeClause: `${rates.source.document} ${rates.source.clause}`,
  }
}

/** A lump sum for the whole job is earned in equal parts by its shifts. */
function lumpSumShare(posting: PostingFacts, engagement: Engagement): { index: number; of: number } {
  if (posting.span !== 'wholeJob') return { index: 0, of: 1 }
  const index = posting.shifts.findIndex((shift) => shift.shiftId === engagement.shiftId)
  return index < 0 ? { index: 0, of: 1 } : { index, of: posting.shifts.length }
}

async function jobEndsOn(ctx: Ctx, engagement: Engagement): Promise<string> {
  if (engagement.terms.settlementCycle !== 'onCompletion') return businessDay(engagement.endsAt)
  const all = await readEngagements(ctx, {
    postingId: engagement.postingId,
    workerId: engagement.workerId,
    states: ['accepted', 'concluded', 'working', 'worked', 'disputed', 'confirmed', 'paid'],
  })
  const last = Math.max(engagement.endsAt.getTime(), ...all.map((one) => one.endsAt.getTime()))
  return businessDay(new Date(last))
}

function settlement(
  ctx: Ctx,
  reader: PolicyReader,
  engagement: Engagement,
  kind: Wage['contractKind'],
  endsOn: string,
): Settlement {
  const { policy } = ctx.deps
  return settlementOf(
    {
      cycle: engagement.terms.settlementCycle,
      contractKind: kind,
      workedOn: reader.date,
      jobEndsOn: addDays(endsOn, 1),
      confirmedAt: ctx.now,
    },
    {
      withinMinutes: reader.number('payroll.dailySettlementWithinMinutes'),
      dueDays: reader.record('payroll.settlementDueDays'),
      partTimeMaxDays: reader.number('labour.partTime.maxPayIntervalDays'),
      payBeforeRestDay: reader.boolean('payroll.payBeforeWhenRestDay'),
      isWorkingDay: (day) => dayKind(policy, day).working,
    },
  )
}

/** Which part is to be reckoned now; undefined when there is nothing left to reckon. */
function partFor(state: Engagement['state'], earlier: readonly Wage[]): WagePart | undefined {
  const has = (part: WagePart) => earlier.some((wage) => wage.part === part)
  if (has('whole') || has('settled')) return undefined
  if (state === 'disputed') return has('undisputed') ? undefined : 'undisputed'
  if (state === 'confirmed') return has('undisputed') ? 'settled' : 'whole'
  return undefined
}

function payableNow(part: WagePart, whole: Reckoning, alreadyFen: number, claimedFen: number | null): Reckoning {
  if (part === 'settled') return settledRest(whole, alreadyFen)
  return part === 'undisputed' ? holdBack(whole, claimedFen) : whole
}

/**
 * Reckons what an engagement earned: whole when confirmed; while disputed only the undisputed part,
 * and after the settlement only the rest. Silent when that has been done. Returns the wage made.
 */
export async function reckonWage(ctx: Ctx, doors: Doors, engagementId: string): Promise<Wage | undefined> {
  const engagement = await readEngagement(ctx, engagementId)
  const earlier = await wagesOfEngagement(ctx, engagementId)
  const part = partFor(engagement.state, earlier)
  if (part === undefined) return undefined
  const hours = await doors.confirmedHours(ctx, engagementId)
  if (part === 'undisputed' && hours.undisputedMinutes === 0) return undefined
  const contractKind = await doors.contractKindOf(ctx, engagementId)
  const posting = await doors.postingFacts(ctx, engagement.postingId)
  const workedOn = businessDay(engagement.startsAt)
  const reader = ctx.deps.policy.at(workedOn, { county: engagement.county })
  const rules = wageRules(ctx, reader, engagement, contractKind)
  const worked = { ...hours, brokenOff: hours.brokenOff ?? false }
  const reckoned = reckon({
    terms: engagement.terms,
    hours: part === 'undisputed' ? undisputedHours(worked, hours.undisputedMinutes) : worked,
    plannedMinutes: plannedMinutesOf(engagement, engagement.terms),
    lumpSumShare: lumpSumShare(posting, engagement),
    rules,
  })
  const agreedFen = part === 'undisputed' ? null : (hours.agreedAmountFen ?? null)
  const whole = agreedFen === null ? reckoned : agreedSum(reckoned, agreedFen, rules.minimumWageClause)
  const alreadyFen = earlier.reduce((sum, wage) => sum + wage.grossFen, 0)
  const reckoning = payableNow(part, whole, alreadyFen, hours.claimedAmountFen ?? null)
  const due = settlement(ctx, reader, engagement, contractKind, await jobEndsOn(ctx, engagement))
  const minutes =
    part === 'undisputed'
      ? Math.min(hours.undisputedMinutes, hours.minutes)
      : hours.minutes - earlier.reduce((sum, wage) => sum + wage.minutes, 0)
  const wage = await withheldWage(ctx, engagement, {
    part,
    contractKind,
    workedOn,
    reckoning,
    minutes: Math.max(0, minutes),
    due,
    reader,
  })
  if (!(await insertWage(ctx, wage))) return undefined
  await bookWage(ctx, wage)
  return wage
}

/**
 * Reckons what an employer owes for a cancellation shortly before the start: paid like a wage, from the same escrow
 * and with the same deadlines. Silent when that has been done.
 */
export async function reckonCompensation(
  ctx: Ctx,
  doors: Doors,
  engagement: Engagement,
  basisPoints: number,
): Promise<Wage | undefined> {
  const contractKind = await doors.contractKindOf(ctx, engagement.id)
  const posting = await doors.postingFacts(ctx, engagement.postingId)
  const workedOn = businessDay(engagement.startsAt)
  const reader = ctx.deps.policy.at(workedOn, { county: engagement.county })
  const { minimumHourlyFen } = wageRules(ctx, reader, engagement, contractKind)
  const agreedFen = expectedPayFen(engagement.terms, engagement, lumpSumShare(posting, engagement), minimumHourlyFen)
  const windows = reader.answer('cancellation.windows')
  const clause = windows.status === 'inForce' ? `${windows.source.document} ${windows.source.clause}` : ''
  const wage = await withheldWage(ctx, engagement, {
    part: 'compensation',
    contractKind,
    workedOn,
    reckoning: compensation(agreedFen, basisPoints, clause),
    minutes: 0,
    due: settlement(ctx, reader, engagement, contractKind, await jobEndsOn(ctx, engagement)),
    reader,
  })
  if (!(await insertWage(ctx, wage))) return undefined
  await bookWage(ctx, wage)
  ctx.emit({
    name: 'cancellationCompensated',
    subjectKind: 'wage',
    subjectId: wage.id,
    data: { engagementId: engagement.id, workerId: wage.workerId, employerId: wage.employerId, netFen: wage.netFen },
  })
  return wage
}

type Reckoned = {
  part: WagePart
  contractKind: Wage['contractKind']
  workedOn: string
  reckoning: Reckoning
  minutes: number
  due: Settlement
  reader: PolicyReader
}

async function withheldWage(ctx: Ctx, engagement: Engagement, found: Reckoned): Promise<Wage> {
  const { reckoning } = found
  const reckonedOn = businessDay(ctx.now)
  const method = withholdingMethod(found.contractKind)
  const before = await incomeBefore(ctx, engagement, method, reckonedOn)
  const tax = withhold(ctx.deps.policy, method, reckoning.grossFen, before, reckonedOn)
  const nothing = reckoning.grossFen === 0
  return {
    id: ctx.newId(),
    engagementId: engagement.id,
    part: found.part,
    workerId: engagement.workerId,
    employerId: engagement.employerId,
    postingId: engagement.postingId,
    county: engagement.county,
    workedOn: found.workedOn,
    reckonedOn,
    reckonedAt: ctx.now,
    payMethod: engagement.terms.payMethod,
    settlementCycle: engagement.terms.settlementCycle,
    contractKind: found.contractKind,
    withholdingMethod: method,
    reckoning: {
      lines: reckoning.lines,
      postingTitle: engagement.terms.title,
      placeName: engagement.terms.placeName,
      startsAt: wireTime(engagement.startsAt),
      endsAt: wireTime(engagement.endsAt),
      taxableFen: tax.taxableFen,
      rateBasisPoints: tax.rateBasisPoints,
      basis: [...found.reader.basis(), ...tax.basis],
    },
    minutes: found.minutes,
    grossFen: reckoning.grossFen,
    topUpFen: reckoning.minimumWageTopUpFen,
    withheldFen: tax.withheldFen,
    netFen: tax.netFen,
    escrowId: null,
    fromEscrowFen: 0,
    dueAt: found.due.dueAt,
    lateAt: found.due.lateAt,
    // A wage of nothing is settled as it is made.
    fundedAt: nothing ? ctx.now : null,
    paidAt: nothing ? ctx.now : null,
  }
}
