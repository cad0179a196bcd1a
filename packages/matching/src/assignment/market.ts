import { sameKind, type Numbers } from './problem.ts'
import { RowSorter, sortWide, type Rows } from './rows.ts'

/** In the place of a shift: the worker is free. */
export const nobody = -1

/**
 * In the place of an order of a row: only its front is known to stand before the rest, for as long as prices of workers do
 * not fall, which is up to the first {@link BackwardSearch}.
 */
export const frontOnly = 3

/** Edges that a shift of one place mostly looks at. */
export const frontLength = 6

/** Numbers a front takes in {@link Market.fronts}: a line of the machine's memory. */
export const frontSize = 16

/**
 * A plan and the prices that prove it. Three things hold between any two steps of a solver:
 *
 * 1. no edge is worth more than its shift's price and its worker's price together, and no price is negative;
 * 2. the edge of each planned pair is worth exactly these two;
 * 3. a worker who is free costs 0, but for those who wait to be placed (one during a step of {@link LiveAssignment},
 *    some after an auction).
 *
 * The plan is optimal once a place can be empty only in a shift whose price is 0: the value of the plan is then the sum
 * of the prices, and by 1 no plan is worth more than that.
 */
export class Market {
  begin: Int32Array
  end: Int32Array
  edges: Numbers
  /** 1 where row `s` stands best edge first; 2 where only its front does, up to `frontEnd[s]`, all behind worth less. */
  inOrder: Uint8Array
  readonly frontEnd: Int32Array
  /**
   * Where `inOrder[s]` is {@link frontOnly}: at `frontSize * s` what no edge behind the front leaves the shift more than,
   * and from 2 on the edges of the front once more, side by side with those of other shifts, as bids go to and fro
   * between all of them. Where the row is shorter, edges worth −1 make up for it.
   */
  readonly fronts: Numbers
  /** Room for what the edges of a front leave. */
  readonly frontLeaves: Numbers
  /** Greater than any distance between prices. */
  readonly unreached: number
  headcount: Int32Array
  /** What one more place of the shift would be worth. */
  shiftPrice: Numbers
  /** Apart from {@link shiftOf}: whoever looks at a row needs all its prices, and few of its workers' shifts. */
  workerPrice: Numbers
  /** The shift each worker is planned for, or {@link nobody}. */
  shiftOf: Int32Array
  /** Workers planned for shift `s`: `memberBegin[s]` and on, `memberCount[s]` of them. */
  memberBegin: Int32Array
  memberCount: Int32Array
  members: Int32Array
  /**
   * Edges by worker, in no order: shift and value at `links[2i]`, `links[2i + 1]` for `linkBegin[w] <= i < linkEnd[w]`.
   * Empty until {@link link} or `linkNear`.
   */
  links: Numbers = new Int32Array(0)
  linkBegin: Int32Array = new Int32Array(0)
  linkEnd: Int32Array = new Int32Array(0)
  /** Edges that were worth at least so much less than their two prices are not among the links. */
  linkedWithin: number
  /** No edge is worth more; for markets whose edges stay. */
  readonly greatest: number
  readonly #sorter = new RowSorter()

  constructor(rows: Rows, headcount: Int32Array, workerCount: number) {
    const shiftCount = headcount.length
    this.begin = rows.begin
    this.end = rows.end
    this.edges = rows.edges
    this.greatest = rows.greatest
    this.inOrder = new Uint8Array(shiftCount)
    this.frontEnd = new Int32Array(shiftCount)
    this.fronts = sameKind(this.edges, frontSize * shiftCount)
    this.frontLeaves = sameKind(this.edges, frontLength)
    this.unreached = this.edges instanceof Int32Array ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER
    this.linkedWithin = this.unreached
    this.headcount = headcount
    this.shiftPrice = sameKind(this.edges, shiftCount)
    this.workerPrice = sameKind(this.edges, workerCount)
    this.shiftOf = new Int32Array(workerCount).fill(nobody)
    this.memberBegin = new Int32Array(shiftCount)
    this.memberCount = new Int32Array(shiftCount)
    let places = 0
    for (let s = 0; s < shiftCount; s++) {
      this.memberBegin[s] = places
      // A headcount beyond the row can never be filled.
      const length = rows.end[s]! - rows.begin[s]!
      places += Math.min(headcount[s]!, length)
      // No place ever bids for this shift; the price costs nothing, as there is no place to pay it.
      if (headcount[s] === 0) this.shiftPrice[s] = this.#dearest(s)
    }
    this.members = new Int32Array(places)
  }

  #dearest(s: number): number {
    let most = 0
    for (let e = this.begin[s]!; e < this.end[s]!; e++) most = Math.max(most, this.edges[2 * e + 1]!)
    return most
  }

  /** Puts row `s` in order, the best edge first, unless it is. */
  order(s: number): void {
    if (this.inOrder[s] === 1) return
    if (this.edges instanceof Int32Array) this.#sorter.sort(this.edges, this.begin[s]!, this.end[s]!)
    else sortWide(this.edges, this.begin[s]!, this.end[s]!)
    this.inOrder[s] = 1
  }

  /** Puts the best edges of row `s` in order, at least `atLeast` of them, unless they are. */
  orderFront(s: number, atLeast: number): void {
    if (this.inOrder[s] !== 0) return
    if (!(this.edges instanceof Int32Array)) return this.order(s)
    this.frontEnd[s] = this.#sorter.sortFront(this.edges, this.begin[s]!, this.end[s]!, atLeast)
    this.inOrder[s] = 2
  }

  /** Fills the edges by worker, but for those of shifts without a place. Time and memory O(edges + workers). */
  link(): void {
    const { begin, end, edges, headcount } = this
    const workerCount = this.shiftOf.length
    const linkBegin = new Int32Array(workerCount)
    const linkEnd = new Int32Array(workerCount)
    let count = 0
    for (let s = 0; s < begin.length; s++) {
      if (headcount[s] === 0) continue
      for (let e = begin[s]!; e < end[s]!; e++) linkEnd[edges[2 * e]!]! += 1
    }
    for (let w = 0; w < workerCount; w++) {
      linkBegin[w] = count
      count += linkEnd[w]!
      linkEnd[w] = linkBegin[w]!
    }
    const links = sameKind(edges, 2 * count)
    for (let s = 0; s < begin.length; s++) {
      if (headcount[s] === 0) continue
      for (let e = begin[s]!; e < end[s]!; e++) {
        const at = linkEnd[edges[2 * e]!]!++
        links[2 * at] = s
        links[2 * at + 1] = edges[2 * e + 1]!
      }
    }
    this.links = links
    this.linkBegin = linkBegin
    this.linkEnd = linkEnd
    this.linkedWithin = this.unreached
  }

  /**
   * The same plan and prices seen from the workers: each a shift of one place that bids for shifts. For markets that are
   * linked and where no shift has more than one place. Edges are shared, all else is copied.
   */
  turned(): Market {
    const { begin, end, edges, headcount, links, linkBegin, linkEnd, workerPrice, shiftOf, shiftPrice } = this
    const workerCount = linkBegin.length
    const rows = { begin: linkBegin, end: linkEnd, edges: links, greatest: this.greatest }
    const market = new Market(rows, new Int32Array(workerCount).fill(1), headcount.length)
    for (let s = 0; s < headcount.length; s++) if (headcount[s]! > 0) market.workerPrice[s] = shiftPrice[s]!
    for (let w = 0; w < workerCount; w++) {
      market.shiftPrice[w] = workerPrice[w]!
      if (shiftOf[w] !== nobody) market.join(w, shiftOf[w]!)
    }
    market.linkTo({ begin, end, edges }, headcount)
    return market
  }

  /**
   * Takes the rows of the same problem, turned round, as edges by worker, but for those of shifts without a place; they
   * are shared.
   */
  linkTo({ begin, end, edges }: Omit<Rows, 'greatest'>, headcount: Int32Array): void {
    this.links = edges
    this.linkBegin = begin
    this.linkEnd = end.map((to, s) => (headcount[s] === 0 ? begin[s]! : to))
  }

  /** Changes the price of shift `s` and, the other way, those of the workers planned for it. */
  lowerShift(s: number, by: number): void {
    if (by === 0) return
    const { members, workerPrice } = this
    this.shiftPrice[s]! -= by
    const first = this.memberBegin[s]!
    const last = first + this.memberCount[s]!
    for (let i = first; i < last; i++) workerPrice[members[i]!]! += by
  }

  /** Plans free worker `w` for shift `s`; the prices must already fit. */
  join(s: number, w: number): void {
    this.members[this.memberBegin[s]! + this.memberCount[s]!] = w
    this.memberCount[s]! += 1
    this.shiftOf[w] = s
  }

  /** Takes worker `w` out of shift `s`; the worker's price stays. */
  leave(s: number, w: number): void {
    const last = this.memberBegin[s]! + --this.memberCount[s]!
    this.members[this.placeOf(s, w)] = this.members[last]!
    this.shiftOf[w] = nobody
  }

  /** Puts `newcomer` into the place of `w` in shift `s`. */
  replace(s: number, w: number, newcomer: number): void {
    this.members[this.placeOf(s, w)] = newcomer
    this.shiftOf[newcomer] = s
  }

  /** Marks a worker as free whose place another has taken. */
  release(w: number): void {
    this.shiftOf[w] = nobody
  }

  /** Where among the members worker `w` of shift `s` stands. */
  placeOf(s: number, w: number): number {
    let i = this.memberBegin[s]!
    while (this.members[i] !== w) i += 1
    return i
  }
}
