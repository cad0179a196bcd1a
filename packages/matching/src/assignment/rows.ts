import {
  checkFrame,
  checkProblem,
  maxEdgeValue,
  maxRowLength,
  maxWideValue,
  sameKind,
  type AssignmentProblem,
  type Numbers,
} from './problem.ts'

/**
 * Edges of positive value, row by row. An edge takes two numbers, worker and value, side by side: whoever looks at a row
 * reads both. Rows stand as they came until somebody asks for one in order (see {@link RowSorter}): most rows of a slack
 * problem are read once, and sorting them would cost more than all the rest.
 */
export type Rows = {
  /** Row `s` holds the edges `begin[s] <= e < end[s]`. */
  readonly begin: Int32Array
  readonly end: Int32Array
  /** Edge `e`: worker at `2e`, value at `2e + 1`. */
  readonly edges: Numbers
  /** No edge is worth more. */
  readonly greatest: number
}

/**
 * Copies the edges worth something, and looks at them on the way: they are read but once. Time and memory O(edges).
 *
 * @throws InvalidProblem naming everything that is out of range
 */
export function rowsOf(problem: AssignmentProblem): Rows {
  checkFrame(problem)
  const { headcount, rowStart, edgeWorker, edgeValue, workerCount } = problem
  const shiftCount = headcount.length
  const begin = new Int32Array(shiftCount)
  const end = new Int32Array(shiftCount)
  const edges = sameKind(edgeValue, 2 * edgeWorker.length)
  let at = 0
  let greatest = 0
  let sound = edgeValue instanceof Int32Array
  for (let s = 0; s < shiftCount; s++) {
    begin[s] = at >> 1
    const to = rowStart[s + 1]!
    for (let e = rowStart[s]!; e < to; e++) {
      const worker = edgeWorker[e]!
      const value = edgeValue[e]!
      if (worker < 0 || worker >= workerCount || value > maxEdgeValue || value < -maxEdgeValue) sound = false
      if (value <= 0) continue
      if (value > greatest) greatest = value
      edges[at] = worker
      edges[at + 1] = value
      at += 2
    }
    end[s] = at >> 1
  }
  if (!sound) checkProblem(problem, edgeValue instanceof Int32Array ? maxEdgeValue : maxWideValue)
  return { begin, end, edges, greatest }
}

/**
 * {@link rowsOf} with row `order[i]` at `i`, and workers numbered anew in the order in which they first appear.
 *
 * @returns also the worker that has each number
 * @throws InvalidProblem naming everything that is out of range
 */
export function rowsInOrder(problem: AssignmentProblem, order: Int32Array): { rows: Rows; workerAt: Int32Array } {
  const { rowStart, edgeWorker, edgeValue, workerCount } = problem
  const begin = new Int32Array(order.length)
  const end = new Int32Array(order.length)
  const edges = sameKind(edgeValue, 2 * edgeWorker.length)
  // One more than the number of each worker; 0 for none yet.
  const numberOf = new Int32Array(workerCount)
  const workerAt = new Int32Array(workerCount)
  let workers = 0
  let at = 0
  let greatest = 0
  let sound = edgeValue instanceof Int32Array
  for (let i = 0; i < order.length; i++) {
    begin[i] = at >> 1
    const to = rowStart[order[i]! + 1]!
    for (let e = rowStart[order[i]!]!; e < to; e++) {
      const worker = edgeWorker[e]!
      const value = edgeValue[e]!
      if (worker < 0 || worker >= workerCount || value > maxEdgeValue || value < -maxEdgeValue) sound = false
      if (value <= 0) continue
      if (value > greatest) greatest = value
      let number = numberOf[worker]!
      if (number === 0) {
        workerAt[workers++] = worker
        number = workers
        numberOf[worker] = number
      }
      edges[at] = number - 1
      edges[at + 1] = value
      at += 2
    }
    end[i] = at >> 1
  }
  if (!sound) checkProblem(problem, edgeValue instanceof Int32Array ? maxEdgeValue : maxWideValue)
  return { rows: { begin, end, edges, greatest }, workerAt: workerAt.slice(0, workers) }
}

/** The same edges with one row a worker, leading to shifts; those of shifts without a place are left out. */
export function turnedRowsOf(rows: Rows, headcount: Int32Array, workerCount: number): Rows {
  const begin = new Int32Array(workerCount)
  const end = new Int32Array(workerCount)
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s] === 0) continue
    for (let e = rows.begin[s]!; e < rows.end[s]!; e++) end[rows.edges[2 * e]!]! += 1
  }
  let count = 0
  for (let w = 0; w < workerCount; w++) {
    begin[w] = count
    count += end[w]!
    end[w] = begin[w]!
  }
  const edges = sameKind(rows.edges, 2 * count)
  for (let s = 0; s < headcount.length; s++) {
    if (headcount[s] === 0) continue
    for (let e = rows.begin[s]!; e < rows.end[s]!; e++) {
      const at = end[rows.edges[2 * e]!]!++
      edges[2 * at] = s
      edges[2 * at + 1] = rows.edges[2 * e + 1]!
    }
  }
  return { begin, end, edges, greatest: rows.greatest }
}

/** Values are sorted roughly into two to this many classes. */
const classBits = 8

/** Runs of this length are sorted by insertion, then merged. */
const run = 12

/** Puts single rows in order, the best edge first. */
export class RowSorter {
  /** Value and place in the row of each edge in one number of 53 bits, so that sorting moves one number an edge. */
  #keys = new Float64Array(64)
  #spare = new Float64Array(64)
  #workers = new Int32Array(64)
  readonly #classes = new Int32Array(2 ** classBits)

  /** Sorts edges `begin`…`end` in place. Time O(n log n), O(n) where they are in order already. */
  sort(edges: Int32Array, begin: number, end: number): void {
    const count = end - begin
    if (isSorted(edges, begin, end)) return
    if (count > this.#keys.length) this.#grow(count)
    this.#sortRuns(edges, begin, count)
    for (let width = run; width < count; width *= 2) this.#mergeAll(width, count)
    const keys = this.#keys
    const workers = this.#workers
    for (let k = 0, i = 2 * begin; k < count; k++, i += 2) {
      const key = keys[k]!
      const value = Math.floor(key / spread)
      edges[i] = workers[key - value * spread]!
      edges[i + 1] = value
    }
  }

  /**
   * Moves the best edges of a row to its front, at least `atLeast` of them where there are as many, and puts these in
   * order; all behind them are worth less. Time O(n) and the sorting of the front.
   *
   * @returns where the front ends
   */
  sortFront(edges: Int32Array, begin: number, end: number, atLeast: number): number {
    const threshold = this.#thresholdOf(edges, begin, end, atLeast)
    let front = 2 * begin
    for (let i = 2 * begin; i < 2 * end; i += 2) {
      const value = edges[i + 1]!
      if (value < threshold) continue
      const worker = edges[i]!
      edges[i] = edges[front]!
      edges[i + 1] = edges[front + 1]!
      edges[front] = worker
      edges[front + 1] = value
      front += 2
    }
    this.sort(edges, begin, front >> 1)
    return front >> 1
  }

  /** A value which at least `atLeast` edges reach, and not many more, as classes of like value are taken whole. */
  #thresholdOf(edges: Int32Array, begin: number, end: number, atLeast: number): number {
    let most = 0
    for (let i = 2 * begin + 1; i < 2 * end; i += 2) if (edges[i]! > most) most = edges[i]!
    const shift = Math.max(0, 32 - Math.clz32(most) - classBits)
    const classes = this.#classes.fill(0)
    for (let i = 2 * begin + 1; i < 2 * end; i += 2) classes[edges[i]! >> shift]! += 1
    let least = most >> shift
    let count = classes[least]!
    while (count < atLeast && least > 0) count += classes[--least]!
    return least << shift
  }

  #grow(count: number): void {
    this.#keys = new Float64Array(2 * count)
    this.#spare = new Float64Array(2 * count)
    this.#workers = new Int32Array(2 * count)
  }

  #sortRuns(edges: Int32Array, begin: number, count: number): void {
    const keys = this.#keys
    const workers = this.#workers
    let low = 0
    for (let k = 0, e = 2 * begin; k < count; k++, e += 2) {
      workers[k] = edges[e]!
      const key = edges[e + 1]! * spread + k
      if (k - low === run) low = k
      let i = k
      while (i > low && keys[i - 1]! < key) {
        keys[i] = keys[i - 1]!
        i -= 1
      }
      keys[i] = key
    }
  }

  #mergeAll(width: number, count: number): void {
    const from = this.#keys
    const to = this.#spare
    for (let low = 0; low < count; low += 2 * width) {
      merge(from, to, low, Math.min(low + width, count), Math.min(low + 2 * width, count))
    }
    this.#keys = to
    this.#spare = from
  }
}

const spread = maxRowLength

function isSorted(edges: Int32Array, begin: number, end: number): boolean {
  for (let i = 2 * begin + 3; i < 2 * end; i += 2) if (edges[i]! > edges[i - 2]!) return false
  return true
}

function merge(from: Float64Array, to: Float64Array, low: number, middle: number, high: number): void {
  let left = low
  let right = middle
  for (let k = low; k < high; k++) {
    if (right >= high || (left < middle && from[left]! > from[right]!)) to[k] = from[left++]!
    else to[k] = from[right++]!
  }
}

/** Puts edges whose values are too great for {@link RowSorter} in order, the best first. */
export function sortWide(edges: Float64Array, begin: number, end: number): void {
  const places = Array.from({ length: end - begin }, (_, k) => begin + k)
  places.sort((a, b) => edges[2 * b + 1]! - edges[2 * a + 1]!)
  edges.set(
    places.flatMap((e) => [edges[2 * e]!, edges[2 * e + 1]!]),
    2 * begin,
  )
}
