import type { AssignmentProblem } from './problem.ts'

/**
 * Edges of positive value, row by row, the best first. An edge takes two numbers, worker and value, side by side: a
 * search reads both, and reads from the front of a row until the values are too small to matter.
 */
export type SortedRows = {
  /** Row `s` holds the edges `begin[s] <= e < end[s]`. */
  readonly begin: Int32Array
  readonly end: Int32Array
  /** Edge `e`: worker at `2e`, value at `2e + 1`. */
  readonly edges: Int32Array
}

/** Rows longer than this are sorted by the engine's own sort, shorter ones by insertion. */
const longRow = 96

/** Copies and sorts. Time O(edges · log(longest row)), memory two numbers an edge. */
export function sortedRows(problem: AssignmentProblem): SortedRows {
  const { headcount, rowStart, edgeWorker, edgeValue } = problem
  const shiftCount = headcount.length
  const begin = new Int32Array(shiftCount)
  const end = new Int32Array(shiftCount)
  const edges = new Int32Array(2 * edgeWorker.length)
  let at = 0
  for (let s = 0; s < shiftCount; s++) {
    begin[s] = at
    const from = rowStart[s]!
    const to = rowStart[s + 1]!
    at =
      to - from > longRow
        ? sortLong(problem, from, to, edges, at)
        : insertAll(edgeWorker, edgeValue, from, to, edges, at)
    end[s] = at
  }
  return { begin, end, edges }
}

function insertAll(
  edgeWorker: Int32Array,
  edgeValue: Int32Array,
  from: number,
  to: number,
  edges: Int32Array,
  begin: number,
): number {
  const low = 2 * begin
  let end = low
  for (let e = from; e < to; e++) {
    const value = edgeValue[e]!
    if (value <= 0) continue
    let i = end
    while (i > low && edges[i - 1]! < value) {
      edges[i] = edges[i - 2]!
      edges[i + 1] = edges[i - 1]!
      i -= 2
    }
    edges[i] = edgeWorker[e]!
    edges[i + 1] = value
    end += 2
  }
  return end >> 1
}

/** Value and place in the row packed into one float of 53 bits, so that no comparison function is called. */
function sortLong(problem: AssignmentProblem, from: number, to: number, edges: Int32Array, begin: number): number {
  const { edgeWorker, edgeValue } = problem
  const span = to - from
  const keys = new Float64Array(span)
  let count = 0
  for (let i = 0; i < span; i++) {
    const value = edgeValue[from + i]!
    if (value > 0) keys[count++] = value * span + i
  }
  keys.subarray(0, count).sort()
  for (let k = 0; k < count; k++) {
    const key = keys[count - 1 - k]!
    const value = Math.floor(key / span)
    edges[2 * (begin + k)] = edgeWorker[from + (key - value * span)]!
    edges[2 * (begin + k) + 1] = value
  }
  return begin + count
}
