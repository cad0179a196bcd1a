import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAssignment } from '../assignment/certificate.ts'
import { anyProblem, bestValue } from '../assignment/oracle.testing.ts'
import { InvalidProblem, problemFromEdges } from '../assignment/problem.ts'
import { solveAssignment } from '../assignment/solve.ts'
import { LiveAssignment, type Change } from './live-assignment.ts'

const shifts = 7
const workers = 9
const shift = fc.nat({ max: shifts - 1 })
const worker = fc.nat({ max: workers - 1 })
const value = fc.oneof(fc.integer({ min: -1, max: 6 }), fc.integer({ min: 0, max: 900 }))
const headcount = fc.nat({ max: 4 })

const anyEvent = fc.oneof(
  fc.record({ kind: fc.constant('addShift'), shift, headcount, edges: fc.array(fc.record({ worker, value })) }),
  fc.record({ kind: fc.constant('cancelShift'), shift }),
  fc.record({ kind: fc.constant('setHeadcount'), shift, headcount }),
  fc.record({ kind: fc.constant('addWorker'), worker, edges: fc.array(fc.record({ shift, value })) }),
  fc.record({ kind: fc.constant('removeWorker'), worker }),
  fc.record({ kind: fc.constant('setValue'), shift, worker, value }),
  fc.record({ kind: fc.constant('offer'), worker, tax: fc.nat({ max: 20 }) }),
  fc.record({ kind: fc.constant('withdraw'), worker }),
  fc.record({ kind: fc.constant('freeze'), worker }),
)
type Event = typeof anyEvent extends fc.Arbitrary<infer E> ? E : never

/** Carries an event out; what the market refuses (a shift that is there already) leaves it as it was. */
function apply(live: LiveAssignment, event: Event): Change[] {
  try {
    return applied(live, event)
  } catch (error) {
    if (error instanceof InvalidProblem) return []
    throw error
  }
}

function applied(live: LiveAssignment, event: Event): Change[] {
  if ('edges' in event && 'shift' in event) return live.addShift(event.shift, event.headcount, event.edges)
  if ('edges' in event) return live.addWorker(event.worker, event.edges)
  if ('value' in event) return live.setValue(event.shift, event.worker, event.value)
  if ('headcount' in event) return live.setHeadcount(event.shift, event.headcount)
  if ('shift' in event) return live.cancelShift(event.shift)
  if (event.kind === 'removeWorker') return live.removeWorker(event.worker)
  if (event.kind === 'withdraw') return live.withdraw(event.worker)
  if ('tax' in event) live.offer(event.worker, event.tax)
  else live.freeze(event.worker)
  return []
}

const planOf = (live: LiveAssignment) => Array.from({ length: workers }, (_, w) => live.shiftOf(w))

describe('LiveAssignment', () => {
  it('is as good as a fresh solve after every event of any stream, proves it, and tells what changed', () => {
    fc.assert(
      fc.property(anyProblem, fc.array(anyEvent, { minLength: 1, maxLength: 25 }), (problem, events) => {
        const live = new LiveAssignment(problem)
        for (const event of events) {
          const before = planOf(live)
          const changes = apply(live, event)
          const { problem: now, answer } = live.snapshot()
          expect(checkAssignment(now, answer)).toMatchObject({ faults: [], value: answer.bound })
          expect(answer.value).toBe(solveAssignment(now).value)
          if (event.kind === 'freeze') continue
          const told = new Map(changes.map((change) => [change.worker, change]))
          for (const [w, now] of planOf(live).entries()) {
            const change = now === before[w] ? undefined : { worker: w, before: before[w], now }
            expect(told.get(w)).toEqual(change)
          }
        }
        const { problem: last, answer } = live.snapshot()
        expect(answer.value).toBe(bestValue(last))
      }),
      { numRuns: 1500, seed: 4 },
    )
  })

  it('does not take back an offer for a gain below its tax, but does for one above', () => {
    const live = new LiveAssignment(problemFromEdges(2, [1], [{ shift: 0, worker: 0, value: 50 }]))
    live.offer(0, 10)
    expect(live.addWorker(1, [{ shift: 0, value: 59 }])).toEqual([])
    expect(live.setValue(0, 1, 61)).toEqual([
      { worker: 0, before: 0, now: -1 },
      { worker: 1, before: -1, now: 0 },
    ])
  })

  it('gives the plan free again when an offer is withdrawn', () => {
    const live = new LiveAssignment(problemFromEdges(2, [1], [{ shift: 0, worker: 0, value: 50 }]))
    live.offer(0, 10)
    live.addWorker(1, [{ shift: 0, value: 55 }])
    expect(live.withdraw(0).map((change) => change.worker)).toEqual([0, 1])
    expect(live.workersOf(0)).toEqual([1])
    expect(live.withdraw(0)).toEqual([])
  })

  it('takes a frozen pair out of the market', () => {
    const live = new LiveAssignment()
    live.addShift(0, 2, [
      { worker: 0, value: 5 },
      { worker: 1, value: 4 },
      { worker: 2, value: 3 },
    ])
    live.freeze(0)
    expect(live.shiftOf(0)).toBe(-1)
    expect(live.workersOf(0)).toEqual([1])
    expect(live.removeWorker(1)).toEqual([
      { worker: 1, before: 0, now: -1 },
      { worker: 2, before: -1, now: 0 },
    ])
  })

  it('names everything that is wrong with an event and leaves the market as it was', () => {
    const live = new LiveAssignment(problemFromEdges(1, [1], [{ shift: 0, worker: 0, value: 5 }]))
    expect(() => live.addShift(0, -1, [{ worker: 0.5, value: 1.5 }])).toThrow(
      /-1 is neither.*0\.5 is neither.*1\.5 is no integer.*shift 0 is there already/,
    )
    expect(() => live.addWorker(0, [])).toThrow(/worker 0 is there already/)
    expect(() => live.offer(3, 1)).toThrow(/planned for no shift/)
    expect(live.snapshot().answer.value).toBe(5)
  })
})
