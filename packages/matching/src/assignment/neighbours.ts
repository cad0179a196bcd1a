import type { Assignment } from './answer.ts'
import { nobody } from './market.ts'
import { checkFrame, sameKind, type AssignmentProblem, type Numbers } from './problem.ts'
import { rowsInOrder, type Rows } from './rows.ts'

/** From so many edges a problem outgrows the caches near the processor, and putting neighbours together pays. */
export const manyEdges = 1_000_000

/** One worker in so many (a power of two) tells who is whose neighbour: a few of each row are enough. */
const sampledOf = 8
const sampleBits = Math.log2(sampledOf)

/** A problem with shifts and workers numbered anew. */
export type Neighbourhood = {
  readonly rows: Rows
  readonly headcount: Int32Array
  /** The shift that has each number. */
  readonly shiftAt: Int32Array
  /** The worker that has each number; whoever no edge of positive value leads to has none. */
  readonly workerAt: Int32Array
}

/**
 * Numbers shifts and workers anew, so that those with each other to do stand side by side in memory: prices of a large
 * city fill megabytes, and whoever looks at a row needs some thirty of them. Time and memory O(edges).
 *
 * @throws InvalidProblem naming everything that is out of range
 */
export function sideBySide(problem: AssignmentProblem): Neighbourhood {
  checkFrame(problem)
  const shiftAt = neighbourOrder(problem)
  const headcount = shiftAt.map((s) => problem.headcount[s]!)
  return { ...rowsInOrder(problem, shiftAt), headcount, shiftAt }
}

/** The answer to the problem from that to its {@link sideBySide}. */
export function backInPlace(
  { workerCount, headcount }: AssignmentProblem,
  { shiftAt, workerAt }: Neighbourhood,
  answer: Assignment,
): Assignment {
  const shiftOf = new Int32Array(workerCount).fill(nobody)
  for (let w = 0; w < workerAt.length; w++) {
    const s = answer.shiftOf[w]!
    if (s !== nobody) shiftOf[workerAt[w]!] = shiftAt[s]!
  }
  const shiftPrice = spread(answer.shiftPrice, shiftAt, headcount.length)
  return { ...answer, shiftOf, shiftPrice, workerPrice: spread(answer.workerPrice, workerAt, workerCount) }
}

function spread(prices: Numbers, at: Int32Array, length: number): Numbers {
  const there = sameKind(prices, length)
  for (let i = 0; i < at.length; i++) there[at[i]!] = prices[i]!
  return there
}

/** Shifts in an order in which one mostly shares workers with the one before: depth first over the sampled workers. */
function neighbourOrder(problem: AssignmentProblem): Int32Array {
  const shiftCount = problem.headcount.length
  const sample = sampleOf(problem)
  const order = new Int32Array(shiftCount)
  const stack = new Int32Array(shiftCount)
  const found = new Uint8Array(shiftCount)
  const asked = new Uint8Array(sample.linkStart.length)
  let count = 0
  for (let first = 0; first < shiftCount; first++) {
    if (found[first] === 1) continue
    found[first] = 1
    stack[0] = first
    for (let height = 1; height > 0;) {
      const s = stack[--height]!
      order[count++] = s
      height = stackNeighbours(sample, s, stack, height, found, asked)
    }
  }
  return order
}

/** @returns the height of the stack afterwards */
function stackNeighbours(
  { rowStart, workers, linkStart, shifts }: Sample,
  s: number,
  stack: Int32Array,
  height: number,
  found: Uint8Array,
  asked: Uint8Array,
): number {
  const end = rowStart[s + 1]!
  for (let i = rowStart[s]!; i < end; i++) {
    const w = workers[i]!
    if (asked[w] === 1) continue
    asked[w] = 1
    const last = linkStart[w + 1]!
    for (let k = linkStart[w]!; k < last; k++) {
      const t = shifts[k]!
      if (found[t] === 1) continue
      found[t] = 1
      stack[height++] = t
    }
  }
  return height
}

/** Edges of the sampled workers, from both sides; these workers are numbered 0, 1, 2 … */
type Sample = { rowStart: Int32Array; workers: Int32Array; linkStart: Int32Array; shifts: Int32Array }

function sampleOf({ headcount, rowStart: all, edgeWorker, workerCount }: AssignmentProblem): Sample {
  const shiftCount = headcount.length
  const rowStart = new Int32Array(shiftCount + 1)
  // Memory is taken only as far as it is written.
  const workers = new Int32Array(edgeWorker.length)
  let count = 0
  for (let s = 0; s < shiftCount; s++) {
    const end = all[s + 1]!
    for (let e = all[s]!; e < end; e++) {
      const w = edgeWorker[e]!
      workers[count] = w >> sampleBits
      // One more for a multiple of sampledOf, without a branch that nobody could foretell.
      count += ((w & (sampledOf - 1)) - 1) >>> 31
    }
    rowStart[s + 1] = count
  }
  const linkStart = new Int32Array((workerCount >> sampleBits) + 3)
  for (let i = 0; i < count; i++) linkStart[workers[i]! + 2]! += 1
  for (let w = 2; w < linkStart.length; w++) linkStart[w]! += linkStart[w - 1]!
  const shifts = new Int32Array(count)
  for (let s = 0; s < shiftCount; s++) {
    for (let i = rowStart[s]!; i < rowStart[s + 1]!; i++) shifts[linkStart[workers[i]! + 1]!++] = s
  }
  return { rowStart, workers, linkStart, shifts }
}
