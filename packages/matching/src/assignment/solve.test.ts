import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAssignment } from './certificate.ts'
import { InvalidProblem, problemFromColumns, problemFromEdges, type AssignmentProblem } from './problem.ts'
import { solveAssignment, solveSideBySide } from './solve.ts'
import { anyProblem, anyUnitProblem, bestValue, tightProblem } from './oracle.testing.ts'

describe('solveAssignment', () => {
  it('finds what a slow method finds, and proves it', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const answer = solveAssignment(problem)
        const checked = checkAssignment(problem, answer)
        expect(checked.faults).toEqual([])
        expect(checked.value).toBe(checked.bound)
        expect(answer.optimal).toBe(true)
        expect(answer.value).toBe(bestValue(problem))
      }),
      { numRuns: 3000, seed: 4 },
    )
  })

  it('stopped at any moment, gives a plan that keeps the rules and a bound that holds', () => {
    fc.assert(
      fc.property(anyProblem, fc.nat({ max: 9 }), (problem, looks) => {
        let left = looks
        const answer = solveAssignment(problem, { shouldStop: () => left-- <= 0 })
        const checked = checkAssignment(problem, answer)
        expect(checked.faults).toEqual([])
        const best = bestValue(problem)
        expect(answer.value).toBeLessThanOrEqual(best)
        expect(answer.bound).toBeGreaterThanOrEqual(best)
        expect(answer.optimal && answer.value !== best).toBe(false)
      }),
      { numRuns: 1000, seed: 4 },
    )
  })

  it('turns a problem with more places than workers round, and back', () => {
    fc.assert(
      fc.property(anyUnitProblem, (problem) => {
        const answer = solveAssignment(problem)
        expect(checkAssignment(problem, answer)).toMatchObject({ faults: [], value: answer.bound })
        expect(answer.value).toBe(bestValue(problem))
      }),
      { numRuns: 1000, seed: 4 },
    )
  })

  it('settles long quarrels, whoever is left open or waiting', () => {
    fc.assert(
      fc.property(tightProblem, (problem) => {
        const checked = checkAssignment(problem, solveAssignment(problem))
        expect(checked.faults).toEqual([])
        expect(checked.value).toBe(checked.bound)
      }),
      { numRuns: 500, seed: 4 },
    )
  })

  it('takes the better of two edges of a pair, and none at a loss', () => {
    const problem = problemFromEdges(
      2,
      [2],
      [
        { shift: 0, worker: 0, value: 3 },
        { shift: 0, worker: 0, value: 7 },
        { shift: 0, worker: 1, value: -1 },
      ],
    )
    const answer = solveAssignment(problem)
    expect([...answer.shiftOf]).toEqual([0, -1])
    expect(answer.value).toBe(7)
  })

  it('lets a crew lose one to a shift that needs the worker more', () => {
    const problem = problemFromEdges(
      3,
      [2, 1],
      [
        { shift: 0, worker: 0, value: 10 },
        { shift: 0, worker: 1, value: 9 },
        { shift: 0, worker: 2, value: 6 },
        { shift: 1, worker: 0, value: 8 },
      ],
    )
    expect([...solveAssignment(problem).shiftOf]).toEqual([1, 0, 0])
  })

  it('is as exact with neighbours put together, and answers under the old numbers', () => {
    const check = (problem: AssignmentProblem) => {
      const answer = solveSideBySide(problem)
      expect(checkAssignment(problem, answer)).toMatchObject({ faults: [], value: answer.bound })
      expect(answer.value).toBe(solveAssignment(problem).value)
      const wide = { ...problem, edgeValue: Float64Array.from(problem.edgeValue, (v) => (v <= 1 ? v : 2 ** 40 + v)) }
      expect(checkAssignment(wide, solveSideBySide(wide))).toMatchObject({ faults: [] })
    }
    fc.assert(fc.property(anyProblem, check), { numRuns: 500, seed: 4 })
    fc.assert(fc.property(tightProblem, check), { numRuns: 100, seed: 4 })
  })

  it('puts neighbours together by itself where edges are many', () => {
    const shifts = 30_000
    const perShift = 35
    const count = shifts * perShift
    const workerCount = 210_000
    const worker = Int32Array.from(
      { length: count },
      (_, e) => (7 * Math.floor(e / perShift) + ((e * 48_271) % 997)) % workerCount,
    )
    const problem: AssignmentProblem = {
      workerCount,
      headcount: new Int32Array(shifts).fill(1),
      rowStart: Int32Array.from({ length: shifts + 1 }, (_, s) => s * perShift),
      edgeWorker: worker,
      edgeValue: worker.map((w, e) => 1 + (w % 50) + ((e * 7_919) % 1_000)),
    }
    const answer = solveAssignment(problem)
    expect(checkAssignment(problem, answer)).toMatchObject({ faults: [], value: answer.bound })
  })

  it('is exact on large values', () => {
    const scale = 200_000_000
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const large = { ...problem, edgeValue: problem.edgeValue.map((v) => (v <= 1 ? v : scale + v)) }
        const answer = solveAssignment(large)
        expect(checkAssignment(large, answer)).toMatchObject({ faults: [], value: answer.bound })
      }),
      { numRuns: 500, seed: 4 },
    )
  })

  it('is as exact on values that 32 bits do not hold', () => {
    const wide = (problem: AssignmentProblem) => {
      const edgeValue = Float64Array.from(problem.edgeValue, (v) => (v <= 1 ? v : 2 ** 40 + v))
      const answer = solveAssignment({ ...problem, edgeValue })
      expect(checkAssignment({ ...problem, edgeValue }, answer)).toMatchObject({ faults: [], value: answer.bound })
    }
    fc.assert(fc.property(anyProblem, wide), { numRuns: 500, seed: 4 })
    fc.assert(fc.property(tightProblem, wide), { numRuns: 100, seed: 4 })
  })

  it('sorts long rows too', () => {
    const count = 1000
    const worth = (w: number) => ((w * 7919) % count) + 1
    const edges = Array.from({ length: count }, (_, worker) => ({ shift: 0, worker, value: worth(worker) }))
    const answer = solveAssignment(problemFromEdges(count, [10], edges))
    expect(answer.value).toBe(10 * count - 45)
    expect([...answer.shiftOf].filter((s) => s === 0)).toHaveLength(10)
    expect(answer.optimal).toBe(true)
  })

  it('names everything that is wrong with a problem', () => {
    const wrong = () => problemFromColumns(2, [1, -1], [0, 2, 1], [0, 0, 5], [1, 1, 0.5])
    expect(wrong).toThrow(InvalidProblem)
    expect(wrong).toThrow(/shift 1: -1 is no headcount.*shift 2 is not one of 2.*worker 5.*0\.5 is no integer/)
    const broken: AssignmentProblem = {
      workerCount: 1,
      headcount: new Int32Array([1]),
      rowStart: new Int32Array([0, 2]),
      edgeWorker: new Int32Array([0]),
      edgeValue: new Int32Array([1]),
    }
    expect(() => solveAssignment(broken)).toThrow(/rows do not span the edges/)
    expect(() => solveSideBySide(broken)).toThrow(/rows do not span the edges/)
    const strangers = { ...broken, rowStart: new Int32Array([0, 3]), edgeValue: new Int32Array([1, 1, 1]) }
    const withStrangers = { ...strangers, edgeWorker: new Int32Array([-8, 0, 16]) }
    expect(() => solveSideBySide(withStrangers)).toThrow(/worker -8 is not one of 1;.*worker 16 is not one of 1/)
  })
})

describe('checkAssignment', () => {
  const problem = problemFromEdges(
    2,
    [1],
    [
      { shift: 0, worker: 0, value: 5 },
      { shift: 0, worker: 1, value: 4 },
    ],
  )
  const answer = solveAssignment(problem)

  it('finds an overfilled shift, a pair without an edge, a price too low and a wrong sum', () => {
    expect(checkAssignment(problem, answer)).toMatchObject({ faults: [], value: 5, bound: 5, assigned: 1 })
    const overfull = { ...answer, shiftOf: new Int32Array([0, 0]) }
    expect(checkAssignment(problem, overfull).faults.join()).toMatch(/2 workers for 1 places/)
    const invented = { ...answer, shiftOf: new Int32Array([-1, 3]) }
    expect(checkAssignment(problem, invented).faults.join()).toMatch(/without an edge/)
    const cheap = { ...answer, shiftPrice: new Int32Array([3]), workerPrice: new Int32Array([1, 0]) }
    expect(checkAssignment(problem, cheap).faults.join()).toMatch(/edge 0 is worth more.*edge 1 is worth more/)
    expect(checkAssignment(problem, { ...answer, value: 6 }).faults.join()).toMatch(/worth 5, not 6/)
    expect(checkAssignment(problem, { ...answer, bound: 6 }).faults.join()).toMatch(/sum up to 5, not 6/)
  })
})
