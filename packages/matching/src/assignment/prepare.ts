import type { AssignmentProblem } from './problem.ts'
import { solveAssignment } from './solve.ts'

/**
 * Solves small made-up problems, so that the machine has translated the solver's loops before the first real one comes.
 * For a process that has time while it starts, for instance while it reads its city: it takes as long as a few solves of
 * ten thousand shifts, and the first real solve then takes about half as long as it would have. Leaves nothing behind.
 */
export function prepareSolver(): void {
  for (const { problem, rounds } of practice()) {
    for (let round = 0; round < rounds; round++) solveAssignment(problem)
  }
}

/**
 * What {@link prepareSolver} solves, and how often: shifts of one place and shifts of crews, both with enough people, so
 * that bids, fronts of rows and searches all have their turn. Much smaller ones never come to some of the loops; more
 * rounds save nothing more.
 */
export function practice(): { problem: AssignmentProblem; rounds: number }[] {
  return [
    { problem: madeUp({ shifts: 1_000, workers: 4_000, greatestHeadcount: 1 }), rounds: 5 },
    { problem: madeUp({ shifts: 300, workers: 6_000, greatestHeadcount: 15 }), rounds: 5 },
  ]
}

type Shape = { shifts: number; workers: number; greatestHeadcount: number }

const edgesOfOne = 35
/** A crew looks at so many times the candidates of a single place, at most. */
const mostTimes = 10
const leastWorth = 3_000
const qualityWorth = 4_000
const fitWorth = 2_000

function madeUp({ shifts, workers, greatestHeadcount }: Shape): AssignmentProblem {
  const below = numbers()
  const headcount = Int32Array.from({ length: shifts }, (_, s) => (s % 2 === 0 ? 1 : 1 + below(greatestHeadcount)))
  const rowStart = new Int32Array(shifts + 1)
  for (let s = 0; s < shifts; s++) rowStart[s + 1] = rowStart[s]! + edgesOfOne * Math.min(headcount[s]!, mostTimes)
  const quality = Int32Array.from({ length: workers }, () => below(qualityWorth))
  const edgeWorker = Int32Array.from({ length: rowStart[shifts]! }, () => below(workers))
  const edgeValue = edgeWorker.map((worker) => leastWorth + quality[worker]! + below(fitWorth))
  return { workerCount: workers, headcount, rowStart, edgeWorker, edgeValue }
}

/** Whole numbers from 0 to less than a bound, always the same ones: problems are not to depend on chance. */
function numbers(): (bound: number) => number {
  let state = 1
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}
