import type { Schedule } from './solve.ts'
import type { ScheduleProblem } from './problem.ts'

export type CheckedSchedule = {
  /** Every rule the plan breaks; empty for every answer of a sound solver. */
  readonly faults: readonly string[]
  readonly value: number
  /** Places filled. */
  readonly assigned: number
}

const day = 1440

/**
 * Checks a plan by the problem alone: headcounts, edges that exist, no two shifts of a worker at once, time for the way
 * between any two, hours a day, a week and with one employer. Shares no code with the solver.
 */
export function checkSchedule(problem: ScheduleProblem, schedule: Schedule): CheckedSchedule {
  const { headcount, rowStart, edgeWorker, edgeValue, start, end, employer, limits } = problem
  const faults: string[] = []
  const fault = (text: string) => faults.length < 20 && faults.push(text)
  const taken = new Int32Array(headcount.length)
  let value = 0
  let assigned = 0
  const worth = new Map<number, number>()
  const key = (s: number, w: number) => s * problem.workerCount + w
  for (let s = 0; s < headcount.length; s++) {
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) {
      const w = edgeWorker[e]!
      if (!schedule.shiftsOf[w]!.includes(s)) continue
      worth.set(key(s, w), Math.max(worth.get(key(s, w)) ?? -Infinity, edgeValue[e]!))
    }
  }
  for (const [w, shifts] of schedule.shiftsOf.entries()) {
    const minutes = new Map<string, number>()
    const count = (group: string, more: number, limit: number) => {
      const sum = (minutes.get(group) ?? 0) + more
      minutes.set(group, sum)
      if (sum > limit) fault(`worker ${w} has ${sum} minutes on ${group}, more than ${limit}`)
    }
    for (const [i, s] of shifts.entries()) {
      taken[s]! += 1
      assigned += 1
      const worthIt = worth.get(key(s, w))
      if (worthIt === undefined) fault(`worker ${w} is planned for shift ${s} without an edge`)
      else value += worthIt
      const date = Math.floor(start[s]! / day)
      const week = Math.floor(date / 7)
      const length = end[s]! - start[s]!
      count(`day ${date}`, length, limits.minutesPerDay)
      count(`week ${week}`, length, limits.minutesPerWeek)
      if (employer[s]! >= 0) {
        count(`day ${date} of employer ${employer[s]}`, length, limits.employerMinutesPerDay)
        count(`week ${week} of employer ${employer[s]}`, length, limits.employerMinutesPerWeek)
      }
      for (const other of shifts.slice(i + 1)) {
        const km = Math.hypot(problem.xKm[s]! - problem.xKm[other]!, problem.yKm[s]! - problem.yKm[other]!)
        const way = km === 0 ? 0 : limits.minutesToChange + limits.minutesPerKm * km
        const free = Math.max(start[other]! - end[s]!, start[s]! - end[other]!)
        // A way measured twice in different ways may differ in the last digit.
        if (free < way - 1e-6) fault(`worker ${w} has ${free} minutes between shifts ${s} and ${other}, needs ${way}`)
      }
    }
  }
  for (let s = 0; s < headcount.length; s++) {
    if (taken[s]! > headcount[s]!) fault(`shift ${s} has ${taken[s]} workers for ${headcount[s]} places`)
  }
  if (value !== schedule.value) fault(`the plan is worth ${value}, not ${schedule.value}`)
  return { faults, value, assigned }
}
