import type { PriceBound } from './bound.ts'
import type { Plan } from './plan.ts'
import type { ScheduleProblem } from './problem.ts'

/** Part of what is still wanted that is settled at once, and of all that was wanted at first. */
const settledShare = 0.1
const leastShare = 0.01
/** Times workers are asked between two settlements, and before the first. */
const asksPerRound = 3
const asksBefore = 12
/** What a place's price moves for each worker too many, in parts of the greatest value of an edge. */
const priceBits = 10
/** What one more asking weighs in how steadily somebody has chosen a place. */
const fresh = 0.15

/** Makes plans out of what workers choose while prices go up and down. */
export class Settling {
  readonly #prices: PriceBound
  readonly #by: number
  readonly #steadiness: Steadiness
  readonly #shouldStop: () => boolean

  constructor(prices: PriceBound, problem: ScheduleProblem, greatest: number, shouldStop: () => boolean) {
    this.#prices = prices
    this.#by = Math.max(1, greatest / 2 ** priceBits)
    this.#steadiness = new Steadiness(problem.edgeWorker.length)
    this.#shouldStop = shouldStop
  }

  /**
   * Gives `workers`, who must hold nothing, places that `plan` has left open: those who have chosen the same most
   * steadily have it, a tenth of them at a time, and the others are asked again at prices that fit what is left.
   */
  settle(plan: Plan, workers: Iterable<number>): void {
    const { edgeWorker, edgeValue, headcount } = plan.problem
    const { edgeShift } = plan
    const prices = this.#prices
    prices.back()
    prices.settled.fill(1)
    for (const w of workers) prices.settled[w] = 0
    for (let s = 0; s < headcount.length; s++) prices.places[s] = headcount[s]! - plan.filled[s]!
    this.#steadiness.forget()
    let first = 0
    for (let asks = asksBefore; ; asks = asksPerRound) {
      for (let i = 0; i < asks; i++) {
        prices.ask()
        this.#steadiness.note(prices.choice)
        prices.move(this.#by)
      }
      prices.ask()
      if (prices.choice.length === 0 || this.#shouldStop()) break
      first ||= prices.choice.length
      const quota = Math.max(1, settledShare * prices.choice.length, leastShare * first)
      let settled = 0
      for (const { edges } of bySteadiness(prices.choice, edgeWorker, this.#steadiness)) {
        if (settled >= quota) break
        if (edges.some((e) => prices.places[edgeShift[e]!] === 0)) continue
        for (const e of edges) {
          plan.take(e, edgeValue[e]! - prices.price[edgeShift[e]!]!)
          prices.places[edgeShift[e]!]! -= 1
        }
        prices.settled[edgeWorker[edges[0]!]!] = 1
        settled += edges.length
      }
    }
    prices.back()
  }
}

/** How often an edge was chosen, what was long ago counting ever less. */
class Steadiness {
  readonly #value: Float64Array
  readonly #asked: Int32Array
  #now = 0

  constructor(edgeCount: number) {
    this.#value = new Float64Array(edgeCount)
    this.#asked = new Int32Array(edgeCount)
  }

  note(chosen: readonly number[]): void {
    this.#now += 1
    for (const e of chosen) {
      this.#value[e] = this.of(e) + fresh
      this.#asked[e] = this.#now
    }
  }

  /** All that was chosen till now is long ago. */
  forget(): void {
    this.#now += 1000
  }

  of(e: number): number {
    return this.#value[e]! * (1 - fresh) ** (this.#now - this.#asked[e]!)
  }
}

/** What each worker has chosen, the steadiest first; a choice is as steady as the least steady of its shifts. */
function bySteadiness(choice: readonly number[], edgeWorker: Int32Array, steadiness: Steadiness) {
  const choices: { edges: number[]; steady: number }[] = []
  // The choice of a worker stands together.
  for (let i = 0; i < choice.length;) {
    const edges: number[] = []
    const worker = edgeWorker[choice[i]!]!
    let steady = Infinity
    for (; i < choice.length && edgeWorker[choice[i]!] === worker; i++) {
      edges.push(choice[i]!)
      steady = Math.min(steady, steadiness.of(choice[i]!))
    }
    choices.push({ edges, steady })
  }
  return choices.sort((a, b) => b.steady - a.steady)
}
