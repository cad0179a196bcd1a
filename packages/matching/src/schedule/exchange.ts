import { solveAssignment } from '../assignment/solve.ts'
import { dealBundles } from './bundles.ts'
import type { Plan } from './plan.ts'
import { clash, exceeded, type ScheduleProblem } from './problem.ts'

/** An exchange that gains less than this part of the plan's value is the last. */
const leastGain = 1 / 200_000
/** So many of these in a row, and it is given up. */
const patience = 3

/**
 * Makes a plan better without ever making it worse: everybody puts one shift at most back (all of them the
 * first, the last, the longest, the shortest, or one drawn by lot), and what lies there with all open places is dealt
 * out anew, one to each at most, so that nothing better can be done with it. That is an assignment, solved exactly.
 * Every sixth time what people hold changes hands as it is ({@link dealBundles}).
 *
 * @param most times at most
 */
export function exchange(plan: Plan, most: number, lot: () => number, shouldStop: () => boolean): void {
  let idle = 0
  for (let i = 0; i < most && idle < patience && !shouldStop(); i++) {
    const before = plan.value
    const way = ways[i % (ways.length + 1)]
    if (way) dealAnew(plan, lot, way)
    else dealBundles(plan)
    idle = plan.value - before < leastGain * before ? idle + 1 : 0
  }
}

/** Which of the shifts somebody holds goes back: the first that is least by this, or one drawn by lot. */
type Way = (problem: ScheduleProblem, s: number, lot: () => number) => number
const ways: readonly Way[] = [
  ({ start }, s) => start[s]!,
  ({ start }, s) => -start[s]!,
  ({ start, end }, s) => end[s]! - start[s]!,
  ({ start, end }, s) => start[s]! - end[s]!,
  (_, __, lot) => lot(),
]

function dealAnew(plan: Plan, lot: () => number, way: Way): void {
  const { problem, edgeShift } = plan
  const { headcount, workerCount, rowStart, edgeWorker, edgeValue } = problem
  const putBack = new Int32Array(workerCount).fill(-1)
  for (let w = 0; w < workerCount; w++) {
    const held = plan.held[w]!
    // Who has one shift keeps it half of the time and may take another beside it.
    if (held.length === 0 || (held.length === 1 && lot() < 0.5)) continue
    const order = held.map((e) => way(problem, edgeShift[e]!, lot))
    putBack[w] = held[order.indexOf(Math.min(...order))]!
    plan.drop(putBack[w]!)
  }
  const kept = plan.held.map((edges) => edges.map((e) => edgeShift[e]!))
  const open = headcount.map((places, s) => places - plan.filled[s]!)
  const rows = new Int32Array(headcount.length + 1)
  const edges = new Int32Array(edgeWorker.length)
  let count = 0
  for (let s = 0; s < headcount.length; s++) {
    for (let e = rowStart[s]!; open[s]! > 0 && e < rowStart[s + 1]!; e++) {
      if (edgeValue[e]! > 0 && fitsBeside(plan, s, kept[edgeWorker[e]!]!)) edges[count++] = e
    }
    rows[s + 1] = count
  }
  const used = edges.subarray(0, count)
  const { shiftOf } = solveAssignment({
    workerCount,
    headcount: open,
    rowStart: rows,
    edgeWorker: Int32Array.from(used, (e) => edgeWorker[e]!),
    edgeValue: Int32Array.from(used, (e) => edgeValue[e]!),
  })
  // Of several edges of a pair the best counts.
  const dealt = new Int32Array(workerCount).fill(-1)
  for (const e of used) {
    const w = edgeWorker[e]!
    if (shiftOf[w] === edgeShift[e] && (dealt[w]! < 0 || edgeValue[dealt[w]!]! < edgeValue[e]!)) dealt[w] = e
  }
  for (const e of dealt) if (e >= 0) plan.take(e, edgeValue[e]!)
}

function fitsBeside({ problem }: Plan, s: number, kept: readonly number[]): boolean {
  for (let i = 0; i < kept.length; i++) if (kept[i] === s || clash(problem, kept[i]!, s)) return false
  return exceeded(problem, s, kept, kept.length) === null
}
