import { BestSchedule } from './best-schedule.ts'
import type { ScheduleProblem } from './problem.ts'

/** Prices are multiples of this, so that their sums are exact. */
const grain = 1 / 16

/** How far below the first bound a better one is looked for, as its part; less from failure to failure. */
const firstAim = 1 / 50
/** Steps that come hardly nearer to what is aimed at before the aim is set half as far away. */
const patience = 4
/** The part of the way to the aim that a step must come to count as success. */
const success = 1 / 20

/** Of the way to a value that a plan has reached, a step that pulls goes so much at first; half of it from failure to failure. */
const firstPull = 1 / 2
/** Pulls without a lower bound before the prices go back to the best ones and on with less. */
const pulls = 10
/** How much of its last direction a pull keeps: prices that go up and down in turn come to rest. */
const momentum = 0.8

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
  #aim = 0
  #failures = 0
  #pull = firstPull
  #idle = 0
  readonly #direction: Float64Array
  readonly price: Float64Array
  /** Places still to give away, and 1 for workers who are not asked any more: see {@link ask}. */
  readonly places: Int32Array
  readonly settled: Uint8Array
  /** The least bound so far, and its prices. */
  bound = Infinity
  readonly bestPrice: Float64Array
  /** What workers chose when they were asked last. */
  choice: number[] = []

  constructor(problem: ScheduleProblem, edgeShift: Int32Array, prices: Float64Array) {
    this.#problem = problem
    this.#edgeShift = edgeShift
    this.#best = new BestSchedule(problem)
    this.#demand = new Int32Array(problem.headcount.length)
    this.#direction = new Float64Array(problem.headcount.length)
    this.price = prices.map(onGrain)
    this.places = problem.headcount.slice()
    this.settled = new Uint8Array(problem.workerCount)
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

  /** Asks all who are not settled what they would choose of the places left. @returns what they would gain */
  ask(): number {
    const { price, places, settled } = this
    const { edgeWorker, edgeValue } = this.#problem
    const links = this.#links
    this.#demand.fill(0)
    const before = this.choice
    const choice: number[] = []
    let gain = 0
    let at = 0
    for (let w = 0; w < settled.length; w++) {
      // What the worker chose before, at the prices of now: choices stand in the order of workers.
      let known = 0
      for (; at < before.length && edgeWorker[before[at]!]! <= w; at++) {
        const s = this.#edgeShift[before[at]!]!
        if (edgeWorker[before[at]!] === w && places[s]! > 0) known += Math.max(0, edgeValue[before[at]!]! - price[s]!)
      }
      if (settled[w] === 1) continue
      this.#best.clear()
      for (let i = this.#begin[w]!; i < this.#begin[w + 1]!; i++) {
        const s = links[2 * i]!
        const profit = links[2 * i + 1]! - price[s]!
        if (profit > 0 && places[s]! > 0) this.#best.add(s, this.#edges[i]!, profit)
      }
      gain += this.#best.solve(known)
      for (const e of this.#best.edges) {
        choice.push(e)
        this.#demand[this.#edgeShift[e]!]! += 1
      }
    }
    this.choice = choice
    return gain
  }

  /** Counts the bound at the present prices, with nobody settled and all places to give away. */
  count(): number {
    const { headcount } = this.#problem
    const { price } = this
    let bound = this.ask()
    for (let s = 0; s < headcount.length; s++) bound += price[s]! * headcount[s]!
    if (this.#aim === 0) this.#aim = firstAim * bound
    this.#failures = bound < this.bound - success * this.#aim ? 0 : this.#failures + 1
    if (this.#failures >= patience) {
      this.#aim /= 2
      this.#failures = 0
    }
    if (bound < this.bound) {
      this.bound = bound
      this.bestPrice.set(price)
    }
    return bound
  }

  /** One step from `bound` towards one a little below the least so far. @returns whether there was anywhere to go */
  step(bound: number): boolean {
    let square = 0
    for (let s = 0; s < this.places.length; s++) {
      const more = this.#slope(s)
      square += more * more
    }
    if (square === 0) return false
    this.move((bound - this.bound + this.#aim) / square)
    return true
  }

  /**
   * One step from `bound` towards `value`, which a plan has reached: it goes farther than {@link step} and keeps some of
   * its direction.
   */
  pull(bound: number, value: number): void {
    this.#idle = bound > this.bound ? this.#idle + 1 : 0
    const direction = this.#direction
    if (this.#idle >= pulls) {
      this.#pull /= 2
      this.#idle = 0
      direction.fill(0)
      this.price.set(this.bestPrice)
      return
    }
    let square = 0
    for (let s = 0; s < direction.length; s++) {
      const along = this.#slope(s) + momentum * direction[s]!
      direction[s] = along < 0 && this.price[s] === 0 ? 0 : along
      square += direction[s]! ** 2
    }
    if (square === 0) return
    const by = (this.#pull * (bound - value)) / square
    for (let s = 0; s < direction.length; s++) {
      this.price[s] = onGrain(Math.max(0, this.price[s]! + by * direction[s]!))
    }
  }

  /** Raises or lowers all prices by so much for each worker too many or too few. */
  move(by: number): void {
    for (let s = 0; s < this.places.length; s++) {
      this.price[s] = onGrain(Math.max(0, this.price[s]! + by * this.#slope(s)))
    }
  }

  #slope(s: number): number {
    if (this.places[s] === 0 && this.#demand[s] === 0) return 0
    const more = this.#demand[s]! - this.places[s]!
    return more < 0 && this.price[s] === 0 ? 0 : more
  }

  /** Back to the prices of the least bound, nobody settled. */
  back(): void {
    this.price.set(this.bestPrice)
    this.places.set(this.#problem.headcount)
    this.settled.fill(0)
  }
}

const onGrain = (price: number) => Math.round(price / grain) * grain
