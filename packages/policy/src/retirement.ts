/** Statutory retirement, as the table in force has it. */
import { addMonths, assertCalendarDate } from './dates.ts'
import { retirementGroups } from './kinds.ts'
import type { RetirementGroup } from './kinds.ts'
import type { BasisItem, Policy, PolicyReader } from './policy.ts'

export interface RetirementPerson {
  readonly sex: 'male' | 'female'
  /** `cadre`: original age 55, `worker`: original age 50. Unknown: what the pack says to assume. */
  readonly femaleWorkerKind?: 'cadre' | 'worker' | undefined
  readonly birthDate: string
}

export interface Retirement {
  /** The day the statutory age is reached. */
  readonly date: string
  readonly statutoryAge: { readonly years: number; readonly months: number }
  readonly delayMonths: number
  readonly group: RetirementGroup
  /** True when the group is an assumption, or the table is provisional. */
  readonly provisional: boolean
  readonly basis: readonly BasisItem[]
}

/**
 * When the person reaches the statutory retirement age.
 * @param asOf the day whose rules are asked for
 * @throws PolicyNotInForce, RangeError (a date that does not exist)
 */
export function retirementDate(policy: Policy, person: RetirementPerson, asOf: string): Retirement {
  assertCalendarDate(person.birthDate)
  const reader = policy.at(asOf)
  const table = reader.value('labour.retirement')
  const group = groupOf(person, reader)
  const row = table.find((candidate) => candidate.group === group)
  if (row === undefined) throw new Error(`labour.retirement has no row for ${group}`)
  const original = addMonths(person.birthDate, row.baseYears * 12)
  const delayMonths = delay(monthsBetween(row.stepsFrom, original), row.monthsPerStep, row.maxDelayMonths)
  const months = row.baseYears * 12 + delayMonths
  const basis = reader.basis()
  return {
    date: addMonths(person.birthDate, months),
    statutoryAge: { years: Math.floor(months / 12), months: months % 12 },
    delayMonths,
    group,
    provisional: basis.some((item) => item.provisional),
    basis,
  }
}

/** Whether the person has reached the statutory retirement age on `date`. */
export function isPastRetirement(policy: Policy, person: RetirementPerson, date: string): boolean {
  return retirementDate(policy, person, date).date <= date
}

function groupOf(person: RetirementPerson, reader: PolicyReader): RetirementGroup {
  if (person.sex === 'male') return 'male'
  if (person.femaleWorkerKind === 'cadre') return 'femaleCadre'
  if (person.femaleWorkerKind === 'worker') return 'femaleWorker'
  const assumed = reader.text('labour.retirementFemaleDefault')
  const group = retirementGroups.find((name) => name === assumed)
  if (group === undefined) throw new Error(`labour.retirementFemaleDefault is not a group: ${assumed}`)
  return group
}

/** Whole months from the first postponed month to the month of the original age; negative when earlier. */
function monthsBetween(fromMonth: string, date: string): number {
  const index = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
  return index(date) - index(fromMonth)
}

function delay(monthsIn: number, monthsPerStep: number, maxDelayMonths: number): number {
  return monthsIn < 0 ? 0 : Math.min(maxDelayMonths, Math.floor(monthsIn / monthsPerStep) + 1)
}
