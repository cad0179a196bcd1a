import type { AssignmentProblem } from '../assignment/problem.ts'
import { checkProblem, InvalidProblem } from '../assignment/problem.ts'

/** What a worker may do; all minutes are whole. The amounts are the caller's: they come from law and policy. */
export type ScheduleLimits = {
  /** Work a worker may have on a day, over all shifts. A shift counts wholly on the day it begins. */
  readonly minutesPerDay: number
  /** The same for a week, days 7k … 7k + 6. */
  readonly minutesPerWeek: number
  /** The same for shifts of one employer that count as part-time work. */
  readonly employerMinutesPerDay: number
  readonly employerMinutesPerWeek: number
  /** Time on the way from one shift to the next: so much for each kilometre as the crow flies … */
  readonly minutesPerKm: number
  /** … and so much besides, where the two are not at the same place. */
  readonly minutesToChange: number
}

/** An {@link AssignmentProblem} in which a worker may take several shifts that fit together. Arrays are by shift. */
export type ScheduleProblem = AssignmentProblem & {
  /** Minutes from the midnight before day 0. */
  readonly start: Int32Array
  readonly end: Int32Array
  readonly xKm: Float64Array
  readonly yKm: Float64Array
  /** Whose part-time work the shift is, an integer from 0; −1 where the limits per employer do not apply. */
  readonly employer: Int32Array
  readonly limits: ScheduleLimits
}

export const minutesPerDay = 1440

/** @throws InvalidProblem naming everything that is out of range */
export function checkScheduleProblem(problem: ScheduleProblem): void {
  checkProblem(problem)
  const { headcount, start, end, xKm, yKm, employer, limits } = problem
  const findings: string[] = []
  for (const [name, limit] of Object.entries(limits)) {
    if (!Number.isFinite(limit) || limit < 0) findings.push(`${name} is ${limit}`)
  }
  for (const [name, column] of Object.entries({ start, end, xKm, yKm, employer })) {
    if (column.length !== headcount.length) findings.push(`${headcount.length} shifts but ${column.length} of ${name}`)
  }
  for (let s = 0; s < headcount.length && findings.length < 20; s++) {
    if (!(start[s]! >= 0 && end[s]! > start[s]!)) findings.push(`shift ${s} runs from ${start[s]} to ${end[s]}`)
    if (!Number.isFinite(xKm[s]!) || !Number.isFinite(yKm[s]!)) findings.push(`shift ${s} is nowhere`)
  }
  if (findings.length > 0) throw new InvalidProblem(findings)
}

/** Minutes from the place of one shift to that of another. */
export function minutesBetween({ xKm, yKm, limits }: ScheduleProblem, a: number, b: number): number {
  const dx = xKm[a]! - xKm[b]!
  const dy = yKm[a]! - yKm[b]!
  if (dx === 0 && dy === 0) return 0
  return limits.minutesToChange + limits.minutesPerKm * Math.sqrt(dx * dx + dy * dy)
}

/** Whether nobody could do both: they overlap, or the way between them is too long. */
export function clash(problem: ScheduleProblem, a: number, b: number): boolean {
  const { start, end } = problem
  const [first, second] = start[a]! <= start[b]! ? [a, b] : [b, a]
  if (end[first]! > start[second]!) return true
  return end[first]! + minutesBetween(problem, first, second) > start[second]!
}

/** Groups of shifts whose minutes count together for shift `s`, and their limit. */
export function sameDay({ start }: ScheduleProblem, a: number, b: number): boolean {
  return Math.floor(start[a]! / minutesPerDay) === Math.floor(start[b]! / minutesPerDay)
}

export function sameWeek({ start }: ScheduleProblem, a: number, b: number): boolean {
  return Math.floor(start[a]! / (7 * minutesPerDay)) === Math.floor(start[b]! / (7 * minutesPerDay))
}

export function sameEmployer({ employer }: ScheduleProblem, a: number, b: number): boolean {
  return employer[a]! >= 0 && employer[a] === employer[b]
}

/**
 * Minutes by which shift `s` with those of `chosen` (up to `count`, `s` not among them) would exceed each limit, the
 * greatest first found: which of the four is exceeded, or `null`.
 */
export type Exceeded = 'day' | 'week' | 'employerDay' | 'employerWeek'

export function exceeded(
  problem: ScheduleProblem,
  s: number,
  chosen: ArrayLike<number>,
  count: number,
): Exceeded | null {
  const { start, end, limits } = problem
  const minutes = end[s]! - start[s]!
  let day = minutes
  let week = minutes
  let employerDay = minutes
  let employerWeek = minutes
  for (let i = 0; i < count; i++) {
    const other = chosen[i]!
    if (!sameWeek(problem, s, other)) continue
    const more = end[other]! - start[other]!
    const on = sameDay(problem, s, other)
    const by = sameEmployer(problem, s, other)
    week += more
    if (on) day += more
    if (by) employerWeek += more
    if (on && by) employerDay += more
  }
  if (day > limits.minutesPerDay) return 'day'
  if (week > limits.minutesPerWeek) return 'week'
  if (problem.employer[s]! < 0) return null
  if (employerDay > limits.employerMinutesPerDay) return 'employerDay'
  return employerWeek > limits.employerMinutesPerWeek ? 'employerWeek' : null
}
