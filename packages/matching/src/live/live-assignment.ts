import type { Assignment } from '../assignment/answer.ts'
import { BackwardSearch } from '../assignment/backward.ts'
import { ForwardSearch } from '../assignment/forward.ts'
import { nobody } from '../assignment/market.ts'
import { checkProblem, InvalidProblem, maxEdgeValue, type AssignmentProblem } from '../assignment/problem.ts'
import { solveAssignment } from '../assignment/solve.ts'
import { LiveMarket } from './live-market.ts'
import { snapshotOf } from './snapshot.ts'

export type WorkerEdge = { readonly worker: number; readonly value: number }
export type ShiftEdge = { readonly shift: number; readonly value: number }
/** A worker who is now planned otherwise; −1 stands for no shift. */
export type Change = { readonly worker: number; readonly before: number; readonly now: number }

type Offer = { readonly shift: number; readonly tax: number }

/**
 * A plan that stays the best there is while shifts and workers come, change and go: each event is answered by a few
 * searches near it, and the prices prove the plan after each (see {@link LiveAssignment.snapshot}).
 *
 * Ids are the caller's, integers from 0, dense: memory grows with the greatest. Values as in
 * {@link AssignmentProblem}; an edge worth 0 or less is the same as none. Every event gives the changes it made.
 * Time of an event: that of one search a place or worker concerned; at worst O(edges · log shifts) each, in practice
 * microseconds.
 */
export class LiveAssignment {
  readonly #market: LiveMarket
  readonly #forward: ForwardSearch
  readonly #backward: BackwardSearch
  /** Offers that are out, by worker: the value of the edge to that shift is raised by the tax. */
  readonly #offers = new Map<number, Offer>()

  /** Solves `problem`, or begins empty. @throws InvalidProblem */
  constructor(problem?: AssignmentProblem) {
    this.#market = new LiveMarket(problem?.edgeWorker.length ?? 0)
    if (problem) {
      // Events bring values of 32 bits; greater ones would not fit beside them.
      checkProblem(problem)
      this.#load(problem, solveAssignment(problem))
    }
    this.#forward = new ForwardSearch(this.#market)
    this.#backward = new BackwardSearch(this.#market)
  }

  #load({ headcount, rowStart, edgeWorker, edgeValue, workerCount }: AssignmentProblem, answer: Assignment): void {
    const market = this.#market
    market.reserve(headcount.length, workerCount)
    for (let s = 0; s < headcount.length; s++) {
      market.headcount[s] = headcount[s]!
      market.shiftPrice[s] = answer.shiftPrice[s]!
      const best = new Map<number, number>()
      for (let e = rowStart[s]!; e < rowStart[s + 1]!; e++) keepBest(best, edgeWorker[e]!, edgeValue[e]!)
      for (const [w, value] of best) market.addEdge(s, w, value)
    }
    for (let w = 0; w < workerCount; w++) {
      market.workerPrice[w] = answer.workerPrice[w]!
      if (answer.shiftOf[w] !== nobody) market.join(answer.shiftOf[w]!, w)
    }
    market.changes.length = 0
  }

  /** The shift worker `w` is planned for, or −1. */
  shiftOf(w: number): number {
    return w < this.#market.workerCount ? this.#market.shiftOf[w]! : nobody
  }

  /** Those planned for shift `s`. */
  workersOf(s: number): number[] {
    if (s >= this.#market.shiftCount) return []
    const first = this.#market.memberBegin[s]!
    return [...this.#market.members.subarray(first, first + this.#market.memberCount[s]!)]
  }

  /** A new shift. @throws InvalidProblem also when the shift has places or edges already */
  addShift(shift: number, headcount: number, edges: readonly WorkerEdge[]): Change[] {
    const market = this.#market
    const findings = [...badIds([shift, headcount, ...edges.map((e) => e.worker)]), ...badValues(edges)]
    const used =
      shift < market.shiftCount && (market.headcount[shift]! > 0 || market.end[shift]! > market.begin[shift]!)
    if (used) findings.push(`shift ${shift} is there already`)
    throwIfAny(findings)
    const best = new Map<number, number>()
    for (const edge of edges) keepBest(best, edge.worker, edge.value)
    market.reserve(shift + 1, above(best.keys()))
    let price = 0
    for (const [w, value] of best) {
      price = Math.max(price, value - market.workerPrice[w]!)
      market.addEdge(shift, w, value)
    }
    market.headcount[shift] = headcount
    market.shiftPrice[shift] = price
    this.#fill(shift)
    return this.#changes()
  }

  /** The shift is off: its edges go, its workers are planned anew. */
  cancelShift(shift: number): Change[] {
    const market = this.#market
    if (!(shift < market.shiftCount)) return []
    const gone = this.workersOf(shift)
    for (const w of gone) this.#vacate(shift, w)
    market.headcount[shift] = 0
    market.shiftPrice[shift] = 0
    for (let e = market.end[shift]! - 1; e >= market.begin[shift]!; e--) {
      const w = market.edges[2 * e]!
      if (this.#offers.get(w)?.shift === shift) this.#offers.delete(w)
      market.removeEdge(shift, w)
    }
    for (const w of gone) this.#backward.place(w)
    return this.#changes()
  }

  /** More or fewer places; those who cost least are planned anew when places go. */
  setHeadcount(shift: number, headcount: number): Change[] {
    throwIfAny(badIds([shift, headcount]))
    const market = this.#market
    market.reserve(shift + 1, 0)
    market.headcount[shift] = headcount
    const cheapestLast = this.workersOf(shift).sort((a, b) => market.workerPrice[b]! - market.workerPrice[a]!)
    const gone = cheapestLast.slice(headcount)
    for (const w of gone) this.#vacate(shift, w)
    for (const w of gone) this.#backward.place(w)
    this.#fill(shift)
    return this.#changes()
  }

  /** A worker arrives. @throws InvalidProblem also when the worker has edges already */
  addWorker(worker: number, edges: readonly ShiftEdge[]): Change[] {
    const market = this.#market
    const findings = [...badIds([worker, ...edges.map((e) => e.shift)]), ...badValues(edges)]
    const known = worker < market.workerCount && market.linkEnd[worker]! > market.linkBegin[worker]!
    if (known) findings.push(`worker ${worker} is there already`)
    throwIfAny(findings)
    const best = new Map<number, number>()
    for (const edge of edges) keepBest(best, edge.shift, edge.value)
    market.reserve(above(best.keys()), worker + 1)
    this.#arrive(worker, best)
    return this.#changes()
  }

  #arrive(worker: number, edges: ReadonlyMap<number, number>): void {
    let price = 0
    for (const [s, value] of edges) {
      price = Math.max(price, value - this.#market.shiftPrice[s]!)
      this.#market.addEdge(s, worker, value)
    }
    this.#market.workerPrice[worker] = price
    this.#backward.place(worker)
  }

  /** A worker leaves, with all edges; the place is filled anew. */
  removeWorker(worker: number): Change[] {
    this.#depart(worker)
    return this.#changes()
  }

  #depart(worker: number): void {
    const market = this.#market
    if (!(worker < market.workerCount)) return
    const shift = this.shiftOf(worker)
    if (shift !== nobody) this.#vacate(shift, worker)
    this.#cutOff(worker)
    if (shift !== nobody) this.#fill(shift)
  }

  #cutOff(worker: number): void {
    const market = this.#market
    while (market.linkEnd[worker]! > market.linkBegin[worker]!) {
      market.removeEdge(market.links[2 * market.linkBegin[worker]!]!, worker)
    }
    market.workerPrice[worker] = 0
    this.#offers.delete(worker)
  }

  /** Sets what a pair is worth; 0 or less takes the edge away. */
  setValue(shift: number, worker: number, value: number): Change[] {
    const offer = this.#offers.get(worker)
    const tax = offer?.shift === shift ? offer.tax : 0
    throwIfAny([...badIds([shift, worker]), ...badValues([{ value: value + tax }])])
    this.#market.reserve(shift + 1, worker + 1)
    if (value <= 0 && tax > 0) this.#offers.delete(worker)
    this.#revalue(shift, worker, value <= 0 ? value : value + tax)
    return this.#changes()
  }

  #revalue(shift: number, worker: number, value: number): void {
    const market = this.#market
    const old = market.worthOf(shift, worker)
    const planned = this.shiftOf(worker) === shift
    const slack = market.shiftPrice[shift]! + market.workerPrice[worker]! - value
    if (old > 0) market.removeEdge(shift, worker)
    if (value > 0) market.addEdge(shift, worker, value)
    if (planned ? value >= old : slack >= 0) {
      if (planned) market.workerPrice[worker]! += value - old
      return
    }
    // The worker comes to market anew: out of the place, which others may fill meanwhile, and back at the right price.
    const edges = new Map<number, number>()
    for (let i = market.linkBegin[worker]!; i < market.linkEnd[worker]!; i++) {
      edges.set(market.links[2 * i]!, market.links[2 * i + 1]!)
    }
    const offer = this.#offers.get(worker)
    this.#depart(worker)
    this.#arrive(worker, edges)
    if (offer) this.#offers.set(worker, offer)
  }

  /**
   * The planned shift has been offered to the worker: from now on the plan changes for this worker only where that
   * gains more than `tax`. Costs no search. @throws InvalidProblem when nothing is planned, or an offer is out already
   */
  offer(worker: number, tax: number): void {
    const shift = this.shiftOf(worker)
    if (shift === nobody) throw new InvalidProblem([`worker ${worker} is planned for no shift`])
    const value = this.#market.worthOf(shift, worker) + tax
    const findings = badValues([{ value }])
    if (!(tax >= 0)) findings.push(`${tax} is no tax`)
    if (this.#offers.has(worker)) findings.push(`worker ${worker} has an offer already`)
    throwIfAny(findings)
    this.#revalue(shift, worker, value)
    this.#offers.set(worker, { shift, tax })
  }

  /** The offer is off, by whomever: the plan is free again. To keep a pair that said no apart, set its value to 0. */
  withdraw(worker: number): Change[] {
    const offer = this.#offers.get(worker)
    if (!offer) return []
    this.#offers.delete(worker)
    this.#revalue(offer.shift, worker, this.#market.worthOf(offer.shift, worker) - offer.tax)
    return this.#changes()
  }

  /**
   * The worker has taken the shift planned: both the worker and the place leave the market for good, and the rest stays
   * the best plan there is for the rest. Costs no search.
   */
  freeze(worker: number): void {
    const shift = this.shiftOf(worker)
    if (shift === nobody) throw new InvalidProblem([`worker ${worker} is planned for no shift`])
    this.#vacate(shift, worker)
    this.#market.headcount[shift]! -= 1
    this.#cutOff(worker)
    this.#market.changes.length = 0
  }

  /** Fills open places as long as one more worker brings something. */
  #fill(shift: number): void {
    const { headcount, memberCount, shiftPrice } = this.#market
    while (memberCount[shift]! < headcount[shift]! && shiftPrice[shift]! > 0) this.#forward.fill(shift)
  }

  #vacate(shift: number, worker: number): void {
    this.#market.leave(shift, worker)
  }

  #changes(): Change[] {
    const { changes } = this.#market
    const first = new Map<number, number>()
    for (let i = 0; i < changes.length; i += 2) if (!first.has(changes[i]!)) first.set(changes[i]!, changes[i + 1]!)
    changes.length = 0
    const result: Change[] = []
    for (const [worker, before] of first) {
      const now = this.shiftOf(worker)
      if (now !== before) result.push({ worker, before, now })
    }
    return result.sort((a, b) => a.worker - b.worker)
  }

  /** The market as it stands, taxes of offers included, with plan and proof: for {@link checkAssignment}. Time O(edges). */
  snapshot(): { problem: AssignmentProblem; answer: Assignment } {
    return snapshotOf(this.#market)
  }
}

function keepBest(best: Map<number, number>, id: number, value: number): void {
  if (value > (best.get(id) ?? 0)) best.set(id, value)
}

function above(ids: Iterable<number>): number {
  let least = 0
  for (const id of ids) least = Math.max(least, id + 1)
  return least
}

function badIds(ids: readonly number[]): string[] {
  return ids
    .filter((id) => !Number.isInteger(id) || id < 0 || id > maxEdgeValue)
    .map((id) => `${id} is neither an id nor a headcount`)
}

function badValues(edges: ReadonlyArray<{ readonly value: number }>): string[] {
  return edges
    .filter(({ value }) => !Number.isInteger(value) || Math.abs(value) > maxEdgeValue)
    .map(({ value }) => `value ${value} is no integer up to ${maxEdgeValue}`)
}

function throwIfAny(findings: readonly string[]): void {
  if (findings.length > 0) throw new InvalidProblem(findings.slice(0, 20))
}
