import type { SortedRows } from './rows.ts'

/** In the place of a shift: the worker is free. */
export const nobody = -1

/** Greater than any distance. */
export const unreached = 2 ** 31 - 1

/**
 * A plan and the prices that prove it. Three things hold between any two steps of a solver:
 *
 * 1. no edge is worth more than its shift's price and its worker's price together, and no price is negative;
 * 2. the edge of each planned pair is worth exactly these two;
 * 3. a worker who is free costs 0 (during a step of {@link LiveAssignment} one worker may wait to be placed).
 *
 * The plan is optimal once a place can be empty only in a shift whose price is 0: the value of the plan is then the sum
 * of the prices, and by 1 no plan is worth more than that.
 */
export class Market {
  begin: Int32Array
  end: Int32Array
  edges: Int32Array
  headcount: Int32Array
  /** What one more place of the shift would be worth. */
  shiftPrice: Int32Array
  /** Worker `w`: price at `2w`, the shift the worker is planned for at `2w + 1`. */
  workers: Int32Array
  /** Workers planned for shift `s`: `memberBegin[s]` and on, `memberCount[s]` of them. */
  memberBegin: Int32Array
  memberCount: Int32Array
  members: Int32Array

  constructor(rows: SortedRows, headcount: Int32Array, workerCount: number) {
    const shiftCount = headcount.length
    this.begin = rows.begin
    this.end = rows.end
    this.edges = rows.edges
    this.headcount = headcount
    this.shiftPrice = new Int32Array(shiftCount)
    this.workers = new Int32Array(2 * workerCount)
    for (let i = 1; i < this.workers.length; i += 2) this.workers[i] = nobody
    this.memberBegin = new Int32Array(shiftCount)
    this.memberCount = new Int32Array(shiftCount)
    let places = 0
    for (let s = 0; s < shiftCount; s++) {
      this.memberBegin[s] = places
      // A headcount beyond the row can never be filled.
      const length = rows.end[s]! - rows.begin[s]!
      places += Math.min(headcount[s]!, length)
      // No place ever bids for this shift; the price costs nothing, as there is no place to pay it.
      if (headcount[s] === 0 && length > 0) this.shiftPrice[s] = rows.edges[2 * rows.begin[s]! + 1]!
    }
    this.members = new Int32Array(places)
  }

  /** Changes the price of shift `s` and, the other way, those of the workers planned for it. */
  lowerShift(s: number, by: number): void {
    if (by === 0) return
    const { members, workers } = this
    this.shiftPrice[s]! -= by
    const first = this.memberBegin[s]!
    const last = first + this.memberCount[s]!
    for (let i = first; i < last; i++) workers[2 * members[i]!]! += by
  }

  /** Plans free worker `w` for shift `s`; the prices must already fit. */
  join(s: number, w: number): void {
    this.members[this.memberBegin[s]! + this.memberCount[s]!] = w
    this.memberCount[s]! += 1
    this.workers[2 * w + 1] = s
  }

  /** Takes worker `w` out of shift `s`; the worker's price stays. */
  leave(s: number, w: number): void {
    const last = this.memberBegin[s]! + --this.memberCount[s]!
    this.members[this.placeOf(s, w)] = this.members[last]!
    this.workers[2 * w + 1] = nobody
  }

  /** Puts `newcomer` into the place of `w` in shift `s`. */
  replace(s: number, w: number, newcomer: number): void {
    this.members[this.placeOf(s, w)] = newcomer
    this.workers[2 * newcomer + 1] = s
  }

  /** Where among the members worker `w` of shift `s` stands. */
  placeOf(s: number, w: number): number {
    let i = this.memberBegin[s]!
    while (this.members[i] !== w) i += 1
    return i
  }
}
