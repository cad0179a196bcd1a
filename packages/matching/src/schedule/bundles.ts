import { solveAssignment } from '../assignment/solve.ts'
import type { Plan } from './plan.ts'
import { exceeded } from './problem.ts'

/**
 * Gives everybody's shifts, as they are held together, and all open places anew to whom they are worth most: what one
 * worker can do in a day another can do as well, if there is an edge to each. That is an assignment, solved exactly; it
 * never makes the plan worse.
 */
export function dealBundles(plan: Plan): void {
  const { headcount, workerCount } = plan.problem
  const rows = new BundleRows(plan)
  const places: number[] = []
  const singles = headcount.map((open, s) => open - plan.filled[s]!)
  for (let w = 0; w < workerCount; w++) {
    const held = plan.held[w]!
    if (held.length === 1) singles[plan.edgeShift[held[0]!]!]! += 1
    if (held.length < 2) continue
    rows.addBundle(held)
    places.push(1)
  }
  for (let s = 0; s < headcount.length; s++) {
    // A shift longer than anybody may work in a day is nobody's.
    if (singles[s] === 0 || exceeded(plan.problem, s, [], 0) !== null) continue
    rows.addShift(s)
    places.push(singles[s]!)
  }
  const dealt = rows.solve(places)
  for (let w = 0; w < workerCount; w++) for (const e of plan.held[w]!.slice()) plan.drop(e)
  for (const edges of dealt) for (const e of edges) plan.take(e, plan.problem.edgeValue[e]!)
}

/** Rows of an assignment problem in which a row is a shift or several that one worker does. */
class BundleRows {
  readonly #plan: Plan
  readonly #start = [0]
  readonly #worker: number[] = []
  readonly #value: number[] = []
  /** The edges of each entry, `#size[row]` of them side by side. */
  readonly #edges: number[] = []
  readonly #size: number[] = []
  /** By worker, while a bundle is put together: the edges to its shifts so far, of the worth so far. */
  readonly #through: Map<number, number[]> = new Map()

  constructor(plan: Plan) {
    this.#plan = plan
  }

  addShift(s: number): void {
    const { rowStart, edgeWorker, edgeValue } = this.#plan.problem
    for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) {
      if (edgeValue[e]! <= 0) continue
      this.#worker.push(edgeWorker[e]!)
      this.#value.push(edgeValue[e]!)
      this.#edges.push(e)
    }
    this.#end(1)
  }

  /** @param held edges by which one worker holds the shifts of the bundle */
  addBundle(held: readonly number[]): void {
    const { edgeShift, problem } = this.#plan
    const through = this.#through
    through.clear()
    for (const [i, one] of held.entries()) {
      const s = edgeShift[one]!
      for (let e = problem.rowStart[s]!; e < problem.rowStart[s + 1]!; e++) {
        const w = problem.edgeWorker[e]!
        const edges = i === 0 ? (through.get(w) ?? []) : through.get(w)
        // Of several edges of a pair the best counts.
        if (edges === undefined || edges.length < i) continue
        if (edges.length === i) through.set(w, [...edges, e])
        else if (problem.edgeValue[edges[i]!]! < problem.edgeValue[e]!) edges[i] = e
      }
    }
    for (const [w, edges] of through) {
      if (edges.length < held.length) continue
      this.#worker.push(w)
      this.#value.push(edges.reduce((sum, e) => sum + problem.edgeValue[e]!, 0))
      this.#edges.push(...edges)
    }
    this.#end(held.length)
  }

  #end(size: number): void {
    this.#size.push(size)
    this.#start.push(this.#worker.length)
  }

  /** @returns for each worker who gets something its edges */
  solve(places: readonly number[]): number[][] {
    const { shiftOf } = solveAssignment({
      workerCount: this.#plan.problem.workerCount,
      headcount: Int32Array.from(places),
      rowStart: Int32Array.from(this.#start),
      edgeWorker: Int32Array.from(this.#worker),
      edgeValue: Int32Array.from(this.#value),
    })
    const dealt = new Map<number, { edges: number[]; value: number }>()
    let at = 0
    for (let row = 0; row < places.length; row++) {
      const size = this.#size[row]!
      for (let i = this.#start[row]!; i < this.#start[row + 1]!; i++, at += size) {
        const w = this.#worker[i]!
        if (shiftOf[w] !== row || (dealt.get(w)?.value ?? 0) >= this.#value[i]!) continue
        dealt.set(w, { edges: this.#edges.slice(at, at + size), value: this.#value[i]! })
      }
    }
    return Array.from(dealt.values(), ({ edges }) => edges)
  }
}
