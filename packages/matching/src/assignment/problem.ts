/**
 * Who could do what, and what it is worth: shifts with a headcount, workers who take at most one shift, and the edges
 * between them in compressed rows (CSR), one row a shift.
 *
 * Edge `e` of shift `s` stands at `rowStart[s] <= e < rowStart[s + 1]`; it leads to worker `edgeWorker[e]` and is worth
 * `edgeValue[e]`. Order inside a row is free. Two edges of one pair are allowed; the better one counts.
 */
export type AssignmentProblem = {
  /** Number of workers; their ids are 0 … workerCount − 1. */
  readonly workerCount: number
  /** Places of each shift, 0 or more; its length is the number of shifts. */
  readonly headcount: Int32Array
  /** One more than there are shifts, ascending, from 0 to the number of edges. */
  readonly rowStart: Int32Array
  readonly edgeWorker: Int32Array
  /**
   * Integers of either sign; an edge worth 0 or less is never used. At most {@link maxEdgeValue} where they stand in 32
   * bits; at most {@link maxWideValue} in floating point, which takes twice the memory.
   */
  readonly edgeValue: Numbers
}

/** Whole numbers of 32 bits, or of 53 where values are greater than {@link maxEdgeValue}. */
export type Numbers = Int32Array | Float64Array

/** As many zeros of the same kind. */
export function sameKind(like: Numbers, length: number): Numbers {
  return like instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)
}

/** Greatest value of an edge: sums and differences of three such numbers still fit into 32 bits. */
export const maxEdgeValue = 2 ** 28

/** Greatest value of an edge in floating point, as long as the sum over all workers who can be placed stays exact. */
export const maxWideValue = 2 ** 44

/** Most edges of one shift: a value and a place in the row still fit into 53 bits together. */
export const maxRowLength = 2 ** 24

/** One edge in the order in which a caller happens to have it. */
export type Edge = { readonly shift: number; readonly worker: number; readonly value: number }

/** What is wrong with a problem, everything at once. */
export class InvalidProblem extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`invalid assignment problem: ${problems.join('; ')}`)
    this.name = 'InvalidProblem'
    this.problems = problems
  }
}

/** Sums up the first few findings of a kind, so that a broken file of a million lines gives a message one can read. */
class Findings {
  readonly #texts: string[] = []
  #more = 0

  add(text: string): void {
    if (this.#texts.length < 20) this.#texts.push(text)
    else this.#more += 1
  }

  throwIfAny(): void {
    if (this.#texts.length === 0) return
    throw new InvalidProblem(this.#more > 0 ? [...this.#texts, `and ${this.#more} more`] : this.#texts)
  }
}

/**
 * Puts edges into rows. Time and memory O(shifts + edges).
 *
 * @throws InvalidProblem when an id, a headcount or a value is out of range, naming all of them.
 */
export function problemFromEdges(
  workerCount: number,
  headcount: ArrayLike<number>,
  edges: Iterable<Edge>,
): AssignmentProblem {
  const shifts: number[] = []
  const workers: number[] = []
  const values: number[] = []
  for (const edge of edges) {
    shifts.push(edge.shift)
    workers.push(edge.worker)
    values.push(edge.value)
  }
  return problemFromColumns(workerCount, headcount, shifts, workers, values)
}

/** {@link problemFromEdges} for edges that come as three columns of equal length. */
export function problemFromColumns(
  workerCount: number,
  headcount: ArrayLike<number>,
  shifts: ArrayLike<number>,
  workers: ArrayLike<number>,
  values: ArrayLike<number>,
): AssignmentProblem {
  const findings = new Findings()
  checkSizes(findings, workerCount, headcount)
  const shiftCount = headcount.length
  const rowStart = new Int32Array(shiftCount + 1)
  for (let i = 0; i < shifts.length; i++) {
    const shift = shifts[i]!
    if (!isId(shift, shiftCount)) findings.add(`edge ${i}: shift ${shift} is not one of ${shiftCount}`)
    else rowStart[shift + 1]! += 1
    checkEdge(findings, i, workers[i], values[i], workerCount, maxWideValue)
  }
  checkSum(findings, workerCount, headcount, values)
  findings.throwIfAny()
  for (let s = 0; s < shiftCount; s++) rowStart[s + 1]! += rowStart[s]!
  const next = rowStart.slice()
  const edgeWorker = new Int32Array(shifts.length)
  const edgeValue = isWide(values) ? new Float64Array(shifts.length) : new Int32Array(shifts.length)
  for (let i = 0; i < shifts.length; i++) {
    const at = next[shifts[i]!]!++
    edgeWorker[at] = workers[i]!
    edgeValue[at] = values[i]!
  }
  return { workerCount, headcount: Int32Array.from(headcount), rowStart, edgeWorker, edgeValue }
}

const isWide = (values: ArrayLike<number>) => {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > maxEdgeValue) return true
  return false
}

/**
 * Looks a problem over that was put together by hand. Time O(shifts + edges).
 *
 * @throws InvalidProblem naming everything that is out of range.
 */
export function checkProblem(problem: AssignmentProblem, greatest: number = maxEdgeValue): void {
  const findings = checkedFrame(problem)
  const { workerCount, headcount, edgeWorker, edgeValue } = problem
  for (let e = 0; e < edgeWorker.length; e++) {
    checkEdge(findings, e, edgeWorker[e], edgeValue[e], workerCount, greatest)
  }
  if (greatest > maxEdgeValue) checkSum(findings, workerCount, headcount, edgeValue)
  findings.throwIfAny()
}

/** {@link checkProblem} but for the edges, for whoever reads these anyway. Time O(shifts). */
export function checkFrame(problem: AssignmentProblem): void {
  checkedFrame(problem).throwIfAny()
}

function checkedFrame({ workerCount, headcount, rowStart, edgeWorker, edgeValue }: AssignmentProblem): Findings {
  const findings = new Findings()
  checkSizes(findings, workerCount, headcount)
  const edgeCount = edgeWorker.length
  if (edgeValue.length !== edgeCount) findings.add(`${edgeCount} workers of edges but ${edgeValue.length} values`)
  if (rowStart.length !== headcount.length + 1) findings.add(`${headcount.length} shifts need as many rows and an end`)
  if (rowStart[0] !== 0 || rowStart[rowStart.length - 1] !== edgeCount) findings.add(`rows do not span the edges`)
  for (let s = 1; s < rowStart.length; s++) {
    if (rowStart[s]! < rowStart[s - 1]!) findings.add(`row ${s} begins before row ${s - 1}`)
    if (rowStart[s]! - rowStart[s - 1]! > maxRowLength)
      findings.add(`shift ${s - 1} has more than ${maxRowLength} edges`)
  }
  return findings
}

const isId = (id: number | undefined, count: number) =>
  id !== undefined && Number.isInteger(id) && id >= 0 && id < count

function checkSizes(findings: Findings, workerCount: number, headcount: ArrayLike<number>): void {
  if (!Number.isInteger(workerCount) || workerCount < 0 || workerCount > maxEdgeValue) {
    findings.add(`${workerCount} is no number of workers`)
  }
  for (let s = 0; s < headcount.length; s++) {
    const places = headcount[s]!
    if (!Number.isInteger(places) || places < 0 || places > maxEdgeValue) {
      findings.add(`shift ${s}: ${places} is no headcount`)
    }
  }
}

function checkEdge(
  findings: Findings,
  edge: number,
  worker: number | undefined,
  value: number | undefined,
  workerCount: number,
  greatest: number,
): void {
  if (!isId(worker, workerCount)) findings.add(`edge ${edge}: worker ${worker} is not one of ${workerCount}`)
  if (value === undefined || !Number.isInteger(value) || Math.abs(value) > greatest) {
    findings.add(`edge ${edge}: value ${value} is no integer up to ${greatest}`)
  }
}

/** The sum of as many of the greatest values as can be planned at once must be a number that counts by ones. */
function checkSum(
  findings: Findings,
  workerCount: number,
  headcount: ArrayLike<number>,
  values: ArrayLike<number>,
): void {
  let greatest = 0
  for (let i = 0; i < values.length; i++) greatest = Math.max(greatest, values[i]!)
  let places = 0
  for (let s = 0; s < headcount.length; s++) places += Math.min(headcount[s]!, workerCount)
  // The bound is summed over the prices of places and workers, neither more than the greatest value.
  if (greatest > maxEdgeValue && greatest * (places + workerCount) > Number.MAX_SAFE_INTEGER) {
    findings.add(`values up to ${greatest} for ${places} places and ${workerCount} workers cannot be summed up exactly`)
  }
}
