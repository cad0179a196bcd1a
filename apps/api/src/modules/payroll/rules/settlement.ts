import { addDays, type ContractKind } from '@linggong/policy'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'

export type SettlementCycle = WorkTerms['settlementCycle']

export type SettlementRules = {
  /** After confirmation, for wages settled per shift. */
  withinMinutes: number
  /** Most days from the work to the payment, by cycle. */
  dueDays: Readonly<Record<string, number>>
  /** 劳动合同法 第72条: at most so many days for part-time work. */
  partTimeMaxDays: number
  /** 工资支付暂行规定 第7条: a payday on a rest day moves forward. */
  payBeforeRestDay: boolean
  isWorkingDay(day: string): boolean
}

export type SettlementInput = {
  cycle: SettlementCycle
  contractKind: ContractKind | null
  /** Business day the work began on. */
  workedOn: string
  /** Last business day of the whole job. */
  jobEndsOn: string
  confirmedAt: Date
}

export type Settlement = {
  /** When it is to be paid out. */
  dueAt: Date
  /** After this moment it is arrears. */
  lateAt: Date
}

const minuteMs = 60_000
/** A Monday from which windows of some days are counted, so that a week ends on a Sunday for everybody. */
const windowAnchor = '1970-01-05'

/** The instant a business day begins in Ningde. */
export function dayStart(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

/** Last day of the fixed window of `days` days that holds `day`. */
export function windowEnd(day: string, days: number): string {
  const since = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${windowAnchor}T00:00:00Z`)) / 86_400_000)
  return addDays(day, days - 1 - (((since % days) + days) % days))
}

function monthEnd(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

function paydayOf(input: SettlementInput, rules: SettlementRules): string {
  const days = (cycle: string) => {
    const found = rules.dueDays[cycle]
    if (found === undefined || found < 1) throw new RangeError(`the policy says no days for ${cycle}`)
    return found
  }
  if (input.cycle === 'weekly' || input.cycle === 'fortnightly') return windowEnd(input.workedOn, days(input.cycle))
  if (input.cycle === 'monthly') return monthEnd(input.workedOn)
  return input.jobEndsOn
}

/**
 * When a wage is paid. Per shift: at once. Otherwise on the payday of its cycle, as the day begins;
 * what is confirmed after that is paid at once. Part-time pay never waits longer than the law allows,
 * whatever cycle was agreed.
 */
export function settlementOf(input: SettlementInput, rules: SettlementRules): Settlement {
  const { confirmedAt } = input
  const soonLate = new Date(confirmedAt.getTime() + rules.withinMinutes * minuteMs)
  if (input.cycle === 'perShift') return { dueAt: confirmedAt, lateAt: soonLate }
  let payday = paydayOf(input, rules)
  if (input.contractKind === null || input.contractKind === 'partTimeLabour') {
    const latest = windowEnd(input.workedOn, rules.partTimeMaxDays)
    if (latest < payday) payday = latest
  }
  while (rules.payBeforeRestDay && payday > input.workedOn && !rules.isWorkingDay(payday)) payday = addDays(payday, -1)
  const due = dayStart(payday)
  if (due <= confirmedAt) return { dueAt: confirmedAt, lateAt: soonLate }
  return { dueAt: due, lateAt: new Date(due.getTime() + rules.withinMinutes * minuteMs) }
}

export type ArrearsStep = { afterMinutes: number; action: string }

/** Steps that are due but not taken, in order, and the moment of the next one. */
export function arrearsStepsDue<Step extends ArrearsStep>(
  steps: readonly Step[],
  taken: number,
  since: Date,
  now: Date,
): { due: Step[]; nextAt: Date | null } {
  const atOf = (step: Step) => new Date(since.getTime() + step.afterMinutes * minuteMs)
  const due = steps.slice(taken).filter((step) => atOf(step) <= now)
  const next = steps[taken + due.length]
  return { due, nextAt: next ? atOf(next) : null }
}
