import { clash, exceeded, type ScheduleProblem } from './problem.ts'

/** Choices looked at for one worker before the relaxed bound is taken instead. */
const mostLooks = 20_000

/**
 * The best set of shifts for one worker at given profits: exact branch and bound over shifts by start. The bound of a
 * branch forgets ways and hours and keeps only that shifts must not overlap.
 */
export class BestSchedule {
  readonly #problem: ScheduleProblem
  #shifts = new Int32Array(64)
  #profit = new Float64Array(64)
  #edge = new Int32Array(64)
  #ahead = new Float64Array(65)
  #next = new Int32Array(65)
  #count = 0
  #chosen = new Int32Array(64)
  #taken = new Int32Array(64)
  #best = 0
  #looks = 0
  /** Edges of the best set, the first `chosenCount`. */
  readonly edges: number[] = []
  /** Whether `edges` is surely the best set; otherwise only the bound holds. */
  exact = true

  constructor(problem: ScheduleProblem) {
    this.#problem = problem
  }

  clear(): void {
    this.#count = 0
  }

  /** Adds a shift that brings something; in order of start. */
  add(shift: number, edge: number, profit: number): void {
    if (this.#count === this.#shifts.length) this.#grow()
    const i = this.#count++
    this.#shifts[i] = shift
    this.#edge[i] = edge
    this.#profit[i] = profit
  }

  #grow(): void {
    const twice = 2 * this.#shifts.length
    const wider = (from: Int32Array) => {
      const to = new Int32Array(twice + 1)
      to.set(from)
      return to
    }
    const profit = new Float64Array(twice)
    profit.set(this.#profit)
    this.#profit = profit
    this.#shifts = wider(this.#shifts).subarray(0, twice) as Int32Array<ArrayBuffer>
    this.#edge = wider(this.#edge)
    this.#chosen = wider(this.#chosen)
    this.#taken = wider(this.#taken)
    this.#next = wider(this.#next)
    this.#ahead = new Float64Array(twice + 1)
  }

  /** @returns a bound on the profit of any set, that of the best one where `exact` */
  solve(): number {
    this.edges.length = 0
    this.exact = true
    this.#best = 0
    this.#looks = 0
    const count = this.#count
    if (count === 0) return 0
    if (count === 1) return this.#only()
    this.#lookAhead()
    this.#branch(0, 0, 0)
    if (this.#looks > mostLooks) {
      this.exact = false
      return this.#ahead[0]!
    }
    return this.#best
  }

  #only(): number {
    if (exceeded(this.#problem, this.#shifts[0]!, this.#chosen, 0) !== null) return 0
    this.edges.push(this.#edge[0]!)
    return this.#profit[0]!
  }

  #lookAhead(): void {
    const { start, end } = this.#problem
    const count = this.#count
    this.#ahead[count] = 0
    for (let i = count - 1; i >= 0; i--) {
      let next = i + 1
      while (next < count && start[this.#shifts[next]!]! < end[this.#shifts[i]!]!) next += 1
      this.#next[i] = next
      this.#ahead[i] = Math.max(this.#ahead[i + 1]!, this.#profit[i]! + this.#ahead[next]!)
    }
  }

  #branch(from: number, depth: number, profit: number): void {
    for (let i = from; i < this.#count; i++) {
      if (profit + this.#ahead[i]! <= this.#best || ++this.#looks > mostLooks) return
      const s = this.#shifts[i]!
      if (depth > 0 && clash(this.#problem, this.#chosen[depth - 1]!, s)) continue
      if (exceeded(this.#problem, s, this.#chosen, depth) !== null) continue
      this.#chosen[depth] = s
      this.#taken[depth] = this.#edge[i]!
      const now = profit + this.#profit[i]!
      if (now > this.#best) {
        this.#best = now
        this.edges.length = 0
        for (let k = 0; k <= depth; k++) this.edges.push(this.#taken[k]!)
      }
      this.#branch(this.#next[i]!, depth + 1, now)
    }
  }
}
