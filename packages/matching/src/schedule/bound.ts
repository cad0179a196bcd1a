import { BestSchedule } from './best-schedule.ts'
import type { ScheduleProblem } from './problem.ts'

/** Prices are multiples of this, so that their sums are exact. */
const grain = 1 / 16

/**
 * No plan is worth more than what all places cost at any prices and what each worker could gain at them. Prices are
 * moved towards the least such bound, down where a shift finds fewer workers than places, up where it finds more.
 */
export class PriceBound {
  readonly #problem: ScheduleProblem
  readonly #edgeShift: Int32Array
  /** Edges by worker, in order of start: those of `w` at `#begin[w] <= i < #begin[w + 1]`. */
  readonly #begin: Int32Array
  readonly #edges: Int32Array
  /** Their shifts and values, side by side: all is read at each step. */
  readonly #links: Int32Array
  readonly #best: BestSchedule
  readonly #demand: Int32Array
  readonly price: Float64Array
  /** The least bound so far, and its prices. */
  bound = Infinity
  readonly bestPrice: Float64Array
  /** What workers would choose at `bestPrice`, or at the last prices where those gave no better bound. */
  choice: number[] = []

  constructor(problem: ScheduleProblem, edgeShift: Int32Array, prices: Float64Array) {
    this.#problem = problem
    this.#edgeShift = edgeShift
    this.#best = new BestSchedule(problem)
    this.#demand = new Int32Array(problem.headcount.length)
    this.price = prices.map(onGrain)
    this.bestPrice = this.price.slice()
    this.#begin = new Int32Array(problem.workerCount + 1)
    this.#edges = new Int32Array(problem.edgeWorker.length)
    this.#sortByWorker()
    this.#links = new Int32Array(2 * this.#edges.length)
    for (let i = 0; i < this.#edges.length; i++) {
      this.#links[2 * i] = edgeShift[this.#edges[i]!]!
      this.#links[2 * i + 1] = problem.edgeValue[this.#edges[i]!]!
    }
  }

  /** Shifts by start, then their edges handed out to the workers in that order. */
  #sortByWorker(): void {
    const { headcount, rowStart, edgeWorker, start, workerCount } = this.#problem
    for (const w of edgeWorker) this.#begin[w + 1]! += 1
    for (let w = 0; w < workerCount; w++) this.#begin[w + 1]! += this.#begin[w]!
    const next = this.#begin.slice()
    const shifts = Int32Array.from(headcount, (_, s) => s).sort((a, b) => start[a]! - start[b]!)
    for (const s of shifts) {
      for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) this.#edges[next[edgeWorker[e]!]!++] = e
    }
  }

  /** Counts the bound at the present prices. */
  count(): number {
    const { headcount, workerCount } = this.#problem
    const { price } = this
    const links = this.#links
    this.#demand.fill(0)
    const choice: number[] = []
    let bound = 0
    for (let s = 0; s < headcount.length; s++) bound += price[s]! * headcount[s]!
    for (let w = 0; w < workerCount; w++) {
      this.#best.clear()
      for (let i = this.#begin[w]!; i < this.#begin[w + 1]!; i++) {
        const s = links[2 * i]!
        const profit = links[2 * i + 1]! - price[s]!
        if (profit > 0 && headcount[s]! > 0) this.#best.add(s, this.#edges[i]!, profit)
      }
      bound += this.#best.solve()
      for (const e of this.#best.edges) {
        choice.push(e)
        this.#demand[this.#edgeShift[e]!]! += 1
      }
    }
    this.choice = choice
    if (bound < this.bound) {
      this.bound = bound
      this.bestPrice.set(price)
    }
    return bound
  }

  /** One step of `weight` towards `value`, which a plan has reached. @returns whether there was anywhere to go */
  step(bound: number, value: number, weight: number): boolean {
    const { headcount } = this.#problem
    let square = 0
    for (let s = 0; s < headcount.length; s++) {
      const more = this.#slope(s)
      square += more * more
    }
    if (square === 0 || bound <= value) return false
    const by = (weight * (bound - value)) / square
    for (let s = 0; s < headcount.length; s++) {
      this.price[s] = onGrain(Math.max(0, this.price[s]! + by * this.#slope(s)))
    }
    return true
  }

  #slope(s: number): number {
    const more = this.#demand[s]! - this.#problem.headcount[s]!
    return more < 0 && this.price[s] === 0 ? 0 : more
  }

  back(): void {
    this.price.set(this.bestPrice)
  }
}

const onGrain = (price: number) => Math.round(price / grain) * grain
