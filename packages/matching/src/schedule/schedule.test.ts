import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidProblem, problemFromEdges } from '../assignment/problem.ts'
import { checkSchedule } from './check.ts'
import type { ScheduleLimits, ScheduleProblem } from './problem.ts'
import { solveSchedule, type Schedule } from './solve.ts'

const limits: ScheduleLimits = {
  minutesPerDay: 600,
  minutesPerWeek: 2400,
  employerMinutesPerDay: 240,
  employerMinutesPerWeek: 480,
  minutesPerKm: 3,
  minutesToChange: 10,
}

const anyShift = fc.record({
  places: fc.nat({ max: 2 }),
  start: fc.nat({ max: 72 }).map((n) => n * 60),
  minutes: fc.constantFrom(60, 120, 240, 480, 660),
  x: fc.nat({ max: 20 }),
  y: fc.nat({ max: 1 }),
  employer: fc.integer({ min: -1, max: 1 }),
})

/** A few shifts on three days for a few workers. */
const anyProblem: fc.Arbitrary<ScheduleProblem> = fc
  .record({ workers: fc.integer({ min: 1, max: 3 }), shifts: fc.array(anyShift, { minLength: 1, maxLength: 6 }) })
  .chain(({ workers, shifts }) => {
    const edge = fc.record({
      shift: fc.nat({ max: shifts.length - 1 }),
      worker: fc.nat({ max: workers - 1 }),
      value: fc.integer({ min: -1, max: 30 }),
    })
    return fc.array(edge, { maxLength: 14 }).map((edges) => ({
      ...problemFromEdges(
        workers,
        shifts.map((s) => s.places),
        edges,
      ),
      start: Int32Array.from(shifts, (s) => s.start),
      end: Int32Array.from(shifts, (s) => s.start + s.minutes),
      xKm: Float64Array.from(shifts, (s) => s.x),
      yKm: Float64Array.from(shifts, (s) => s.y),
      employer: Int32Array.from(shifts, (s) => s.employer),
      limits,
    }))
  })

/** Greatest value by trying every set of pairs, each judged by the checker alone. */
function bestValue(problem: ScheduleProblem): number {
  const pairs = new Map<string, { s: number; w: number; value: number }>()
  for (let s = 0; s < problem.headcount.length; s++) {
    for (let e = problem.rowStart[s]!; e < problem.rowStart[s + 1]!; e++) {
      const [w, value] = [problem.edgeWorker[e]!, problem.edgeValue[e]!]
      if (value > (pairs.get(`${s} ${w}`)?.value ?? 0)) pairs.set(`${s} ${w}`, { s, w, value })
    }
  }
  const list = [...pairs.values()]
  const shiftsOf: number[][] = Array.from({ length: problem.workerCount }, () => [])
  const keepsRules = (value: number) =>
    checkSchedule(problem, { shiftsOf, value, bound: 0, shiftPrice: new Float64Array() }).faults.length === 0
  const best = (i: number, value: number): number => {
    const pair = list[i]
    if (!pair) return value
    const without = best(i + 1, value)
    shiftsOf[pair.w]!.push(pair.s)
    const withIt = keepsRules(value + pair.value) ? best(i + 1, value + pair.value) : 0
    shiftsOf[pair.w]!.pop()
    return Math.max(without, withIt)
  }
  return best(0, 0)
}

describe('solveSchedule', () => {
  it('never breaks a rule, and its bound holds', () => {
    let reached = 0
    let total = 0
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const schedule = solveSchedule(problem, { steps: 40 })
        expect(checkSchedule(problem, schedule).faults).toEqual([])
        const best = bestValue(problem)
        expect(schedule.value).toBeLessThanOrEqual(best)
        expect(schedule.bound).toBeGreaterThanOrEqual(best)
        reached += schedule.value
        total += best
      }),
      { numRuns: 500, seed: 4 },
    )
    expect(reached / total).toBeGreaterThan(0.99)
  })

  it('stopped at any moment, keeps the rules, and its bound holds', () => {
    fc.assert(
      fc.property(anyProblem, fc.nat({ max: 30 }), (problem, looks) => {
        let left = looks
        const schedule = solveSchedule(problem, { steps: 12, shouldStop: () => left-- <= 0 })
        expect(checkSchedule(problem, schedule).faults).toEqual([])
        expect(schedule.bound).toBeGreaterThanOrEqual(bestValue(problem))
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  const twoShifts = (second: { start: number; x: number; employer?: number }): Schedule =>
    solveSchedule({
      ...problemFromEdges(
        1,
        [1, 1],
        [
          { shift: 0, worker: 0, value: 5 },
          { shift: 1, worker: 0, value: 4 },
        ],
      ),
      start: new Int32Array([480, second.start]),
      end: new Int32Array([660, second.start + 120]),
      xKm: new Float64Array([0, second.x]),
      yKm: new Float64Array(2),
      employer: new Int32Array([second.employer ?? -1, second.employer ?? -1]),
      limits,
    })

  it('gives one person two shifts where there is time for the way, and no other', () => {
    expect(twoShifts({ start: 660, x: 0 })).toMatchObject({ shiftsOf: [[0, 1]], value: 9, bound: 9 })
    expect(twoShifts({ start: 700, x: 10 })).toMatchObject({ shiftsOf: [[0, 1]], value: 9 })
    expect(twoShifts({ start: 699, x: 10 })).toMatchObject({ shiftsOf: [[0]], value: 5, bound: 5 })
  })

  it('keeps part-time work with one employer within its hours', () => {
    expect(twoShifts({ start: 660, x: 0, employer: 7 })).toMatchObject({ shiftsOf: [[0]], value: 5, bound: 5 })
    // Another day, within the week's eight hours.
    expect(twoShifts({ start: 2000, x: 0, employer: 7 })).toMatchObject({ shiftsOf: [[0, 1]], value: 9 })
  })

  it('names everything that is wrong', () => {
    const problem = { ...problemFromEdges(1, [1], []), start: new Int32Array([9]), end: new Int32Array([8]) }
    const rest = { xKm: new Float64Array([NaN]), yKm: new Float64Array(1), employer: new Int32Array(2) }
    const wrong = () => solveSchedule({ ...problem, ...rest, limits: { ...limits, minutesPerDay: -1 } })
    expect(wrong).toThrow(InvalidProblem)
    expect(wrong).toThrow(/minutesPerDay is -1.*2 of employer.*from 9 to 8.*nowhere/)
  })
})

it('the checker finds what a plan breaks', () => {
  const problem: ScheduleProblem = {
    ...problemFromEdges(1, [1, 1], [{ shift: 0, worker: 0, value: 5 }]),
    start: new Int32Array([0, 60]),
    end: new Int32Array([400, 500]),
    xKm: new Float64Array(2),
    yKm: new Float64Array(2),
    employer: new Int32Array([1, 1]),
    limits,
  }
  const plan = { shiftsOf: [[0, 1, 1]], value: 6, bound: 6, shiftPrice: new Float64Array(2) }
  const faults = checkSchedule(problem, plan).faults.join()
  expect(faults).toMatch(/without an edge/)
  expect(faults).toMatch(/minutes on day 0,/)
  expect(faults).toMatch(/on day 0 of employer 1/)
  expect(faults).toMatch(/between shifts 0 and 1/)
  expect(faults).toMatch(/2 workers for 1 places/)
  expect(faults).toMatch(/worth 5, not 6/)
})
