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

/** Copies and sorts. Time O(edges · log(longest row)), memory two numbers an edge. */
export function sortedRows(problem: AssignmentProblem): SortedRows {
  const { headcount, rowStart, edgeWorker, edgeValue } = problem
  const shiftCount = headcount.length
  const begin = new Int32Array(shiftCount)
  const end = new Int32Array(shiftCount)
  const edges = new Int32Array(2 * edgeWorker.length)
  const sorter = sorterFor(rowStart, edgeValue)
  let at = 0
  for (let s = 0; s < shiftCount; s++) {
    begin[s] = at
    at = sorter.sort(edgeWorker, edgeValue, rowStart[s]!, rowStart[s + 1]!, edges, at)
    end[s] = at
  }
  return { begin, end, edges }
}

type Sorter = {
  /** Writes the edges `from`…`to` worth something to `edges`, from edge `at` on, best first; returns where they end. */
  sort(edgeWorker: Int32Array, edgeValue: Int32Array, from: number, to: number, edges: Int32Array, at: number): number
}

function sorterFor(rowStart: Int32Array, edgeValue: Int32Array): Sorter {
  let longest = 1
  for (let s = 1; s < rowStart.length; s++) longest = Math.max(longest, rowStart[s]! - rowStart[s - 1]!)
  let greatest = 0
  for (let e = 0; e < edgeValue.length; e++) if (edgeValue[e]! > greatest) greatest = edgeValue[e]!
  const bits = 32 - Math.clz32(longest - 1)
  return greatest < 2 ** (31 - bits) ? new SmallSorter(longest, bits) : new LargeSorter(longest)
}

/** Runs of this length are sorted by insertion, then merged. */
const run = 12

/** Value and place in the row packed into one 32-bit number: merge sort moves one number an edge. */
class SmallSorter implements Sorter {
  readonly #bits: number
  #keys: Int32Array
  #spare: Int32Array

  constructor(longest: number, bits: number) {
    this.#bits = bits
    this.#keys = new Int32Array(longest)
    this.#spare = new Int32Array(longest)
  }

  sort(edgeWorker: Int32Array, edgeValue: Int32Array, from: number, to: number, edges: Int32Array, at: number): number {
    const bits = this.#bits
    const count = this.#sortRuns(edgeValue, from, to)
    for (let width = run; width < count; width *= 2) this.#mergeAll(width, count)
    const keys = this.#keys
    const mask = (1 << bits) - 1
    let i = 2 * at
    for (let k = 0; k < count; k++) {
      const key = keys[k]!
      edges[i] = edgeWorker[from + (key & mask)]!
      edges[i + 1] = key >> bits
      i += 2
    }
    return at + count
  }

  /** Backwards, as who picks the best by a heap tends to leave the best at the end. */
  #sortRuns(edgeValue: Int32Array, from: number, to: number): number {
    const keys = this.#keys
    const bits = this.#bits
    let count = 0
    let low = 0
    for (let e = to - 1; e >= from; e--) {
      const value = edgeValue[e]!
      if (value <= 0) continue
      const key = (value << bits) | (e - from)
      if (count - low === run) low = count
      let i = count++
      while (i > low && keys[i - 1]! < key) {
        keys[i] = keys[i - 1]!
        i -= 1
      }
      keys[i] = key
    }
    return count
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

function merge(from: Int32Array, to: Int32Array, low: number, middle: number, high: number): void {
  let left = low
  let right = middle
  for (let k = low; k < high; k++) {
    if (right >= high || (left < middle && from[left]! > from[right]!)) to[k] = from[left++]!
    else to[k] = from[right++]!
  }
}

/** For values too great for that: packed into floats of 53 bits and sorted by the engine. */
class LargeSorter implements Sorter {
  readonly #keys: Float64Array

  constructor(longest: number) {
    this.#keys = new Float64Array(longest)
  }

  sort(edgeWorker: Int32Array, edgeValue: Int32Array, from: number, to: number, edges: Int32Array, at: number): number {
    const keys = this.#keys
    const span = to - from
    let count = 0
    for (let i = 0; i < span; i++) {
      const value = edgeValue[from + i]!
      if (value > 0) keys[count++] = value * span + i
    }
    keys.subarray(0, count).sort()
    for (let k = 0; k < count; k++) {
      const key = keys[count - 1 - k]!
      const value = Math.floor(key / span)
      edges[2 * (at + k)] = edgeWorker[from + (key - value * span)]!
      edges[2 * (at + k) + 1] = value
    }
    return at + count
  }
}
