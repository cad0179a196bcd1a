import { frontLength, frontOnly, nobody, type Market } from './market.ts'
import type { Numbers } from './problem.ts'

/** Places between two looks at the clock. */
export const placesBetweenLooks = 64

/** Best candidates a place that a crew looks at before all others. */
const candidatesPerPlace = 3

/** Exchanges at unchanged prices before a place is left over. */
const tiesPerPlace = 2

/**
 * Fills most places cheaply before the searches: a place takes the worker who leaves it most and raises the worker's
 * price to where the second best would do as well. No bid goes further, so every step keeps the proof; a place that
 * could only take a worker at an unchanged price may do so {@link tiesPerPlace} times in a row and is then left over, as
 * such quarrels may go round for ever.
 *
 * @param budget bids in all; what is open when they are used up is left over as well
 * @returns shifts with a place still to fill, once for each place
 */
export function auction(market: Market, budget: number): Int32Array {
  const { headcount, memberCount, workers } = market
  const leftOver = new List()
  let bids = budget
  for (let first = headcount.length - 1; first >= 0; first--) {
    // A crew has far more candidates than places; most of them nobody will ever look at.
    if (headcount[first]! > 1) market.orderFront(first, candidatesPerPlace * headcount[first]!)
    for (let open = headcount[first]! - memberCount[first]!; open > 0; open--) {
      let s = first
      let ties = tiesPerPlace
      for (;;) {
        look(market, s)
        const { worker, left, next } = best
        const holder = worker < 0 ? nobody : workers[2 * worker + 1]!
        const quarrel = holder !== nobody && ((left === next && --ties < 0) || --bids < 0)
        setPrice(market, s, quarrel ? left : next)
        if (quarrel) leftOver.add(s)
        // Whoever is worth nothing to the shift now never will be: prices of workers only rise here.
        if (worker < 0 && s === first) open = 0
        if (quarrel || worker < 0) break
        if (holder !== nobody) market.leave(holder, worker)
        workers[2 * worker]! += left - next
        market.join(s, worker)
        if (holder === nobody) break
        s = holder
        wakeFront(market, s)
      }
    }
  }
  return leftOver.toArray()
}

/**
 * Settles quarrels roughly: each bid goes `step` further than the second best would allow, so that no two shifts bid
 * each other up by nothing. Prices of shifts are out of date afterwards; {@link settle} sets them.
 *
 * @param open shifts with a place to fill, once for each place
 * @param touched becomes 1 for each shift that has bid or lost a worker
 * @param worthOf becomes for each worker taken what the worker is worth to the shift
 */
export function roughAuction(
  market: Market,
  open: Int32Array,
  step: number,
  touched: Uint8Array,
  worthOf: Numbers,
  shouldStop: () => boolean,
): void {
  const { headcount, workers } = market
  for (let i = 0; i < open.length; i++) touched[open[i]!] = 1
  for (let i = 0; i < open.length; i++) {
    if (i % placesBetweenLooks === 0 && shouldStop()) return
    let s = open[i]!
    for (;;) {
      touched[s] = 1
      if (headcount[s]! > 1) market.order(s)
      else wakeFront(market, s)
      look(market, s)
      const { worker, left, next } = best
      if (worker < 0) break
      const holder = workers[2 * worker + 1]!
      worthOf[worker] = left + workers[2 * worker]!
      if (holder !== nobody) market.leave(holder, worker)
      workers[2 * worker]! += Math.min(left, left - next + step)
      market.join(s, worker)
      if (holder === nobody) break
      s = holder
    }
  }
}

/**
 * Brings back the proof after a rough auction: the price of each touched shift becomes what the best worker outside
 * would leave it; a member who leaves more is paid the difference, one who leaves less by more than `slack` loses the
 * place and stays free at the price.
 *
 * @returns shifts with a place still to fill, once for each place
 */
export function settle(market: Market, touched: Uint8Array, worthOf: Numbers, slack: number): Int32Array {
  const { headcount, memberBegin, memberCount, members, edges, workers, shiftPrice } = market
  const leftOver = new List()
  for (let s = 0; s < headcount.length; s++) {
    if (touched[s] === 0) continue
    look(market, s)
    const price = best.left
    shiftPrice[s] = price
    // Crews may have members from before the rough auction.
    for (let i = 2 * market.begin[s]!; headcount[s]! > 1 && i < 2 * market.end[s]!; i += 2) {
      const w = edges[i]!
      if (workers[2 * w + 1] === s && edges[i + 1]! > worthOf[w]!) worthOf[w] = edges[i + 1]!
    }
    for (let i = memberBegin[s]! + memberCount[s]! - 1; i >= memberBegin[s]!; i--) {
      const w = members[i]!
      const more = worthOf[w]! - workers[2 * w]! - price
      if (more >= 0) workers[2 * w]! += more
      else if (more < -slack) market.leave(s, w)
    }
    if (price > 0) for (let open = headcount[s]! - memberCount[s]!; open > 0; open--) leftOver.add(s)
  }
  return leftOver.toArray()
}

/** What the last {@link look} found; one object, so that a bid allocates nothing. */
const best = {
  /** The worker who would leave the shift most, or `nobody` if none leaves it anything. */
  worker: nobody,
  left: 0,
  /** What the second best would leave, 0 if it were nothing. */
  next: 0,
}

/** A shift of one place that looks at its row again will do so often: from now on mostly at the front alone. */
function wakeFront(market: Market, s: number): void {
  if (market.headcount[s] !== 1 || market.inOrder[s] !== 0) return
  market.inOrder[s] = frontOnly
  market.frontRest[s] = market.unreached
}

/**
 * {@link look} at the front of a row: the few edges that left most when the whole row was looked at last. All others
 * left `frontRest[s]` at most then, and no more since, as prices of workers only rise here; while one of the front still
 * leaves as much, it is the best of the row. Where the second best may stand behind the front, `next` is the bound.
 *
 * @returns whether the best was there
 */
function lookAtFront(market: Market, s: number): boolean {
  const { edges, workers } = market
  const begin = 2 * market.begin[s]!
  const rest = market.frontRest[s]!
  const end = Math.min(begin + 2 * frontLength, 2 * market.end[s]!)
  let left = 0
  let next = 0
  let worker = nobody
  let held = false
  for (let i = begin; i < end; i += 2) {
    const w = edges[i]!
    const leaves = edges[i + 1]! - workers[2 * w]!
    if (leaves <= next && leaves < left) continue
    const holder = workers[2 * w + 1]!
    if (holder === s) continue
    if (leaves > left || (leaves === left && held && holder === nobody)) {
      next = left
      left = leaves
      worker = w
      held = holder !== nobody
    } else if (leaves > next) next = leaves
  }
  if (left < rest) return false
  best.worker = worker
  best.left = left
  best.next = next > rest ? next : rest
  return true
}

/** Brings the edges that leave most to the front of row `s`. @returns the most that any other leaves, 0 if nothing */
function bringForward(market: Market, s: number): number {
  const { edges, workers, frontLeaves } = market
  const begin = 2 * market.begin[s]!
  const end = 2 * market.end[s]!
  const length = Math.min(frontLength, (end - begin) >> 1)
  let least = 0
  for (let k = 0; k < length; k++) {
    frontLeaves[k] = edges[begin + 2 * k + 1]! - workers[2 * edges[begin + 2 * k]!]!
    if (frontLeaves[k]! < frontLeaves[least]!) least = k
  }
  let rest = 0
  for (let i = begin + 2 * length; i < end; i += 2) {
    const w = edges[i]!
    const value = edges[i + 1]!
    const leaves = value - workers[2 * w]!
    if (leaves <= rest) continue
    const gone = frontLeaves[least]!
    if (leaves <= gone) {
      rest = leaves
      continue
    }
    if (gone > rest) rest = gone
    const at = begin + 2 * least
    edges[i] = edges[at]!
    edges[i + 1] = edges[at + 1]!
    edges[at] = w
    edges[at + 1] = value
    frontLeaves[least] = leaves
    for (let k = 0; k < length; k++) if (frontLeaves[k]! < frontLeaves[least]!) least = k
  }
  return rest
}

function look(market: Market, s: number): void {
  if (market.inOrder[s] === frontOnly) {
    if (lookAtFront(market, s)) return
    market.frontRest[s] = bringForward(market, s)
    if (lookAtFront(market, s)) return
    // The front holds hardly anybody but the shift's own worker, edge upon edge.
  }
  const { edges, workers } = market
  let end = 2 * market.end[s]!
  const order = market.inOrder[s] === frontOnly ? 0 : market.inOrder[s]!
  if (order === 2) end = 2 * market.frontEnd[s]!
  let left = 0
  let next = 0
  let worker = nobody
  let held = false
  for (let i = 2 * market.begin[s]!; ; i += 2) {
    if (i >= end) {
      if (order !== 2 || market.inOrder[s] === 1) break
      market.order(s)
      end = 2 * market.end[s]!
      if (i >= end) break
    }
    const value = edges[i + 1]!
    if (value <= next) {
      if (order !== 0) break
      continue
    }
    const w = edges[i]!
    const leaves = value - workers[2 * w]!
    if (leaves <= next && leaves < left) continue
    const holder = workers[2 * w + 1]!
    if (holder === s) continue
    if (leaves > left || (leaves === left && held && holder === nobody)) {
      next = left
      left = leaves
      worker = w
      held = holder !== nobody
    } else if (leaves > next) next = leaves
  }
  best.worker = worker
  best.left = left
  best.next = next
}

/** Sets the price of a shift with a place to fill. */
function setPrice(market: Market, s: number, price: number): void {
  if (market.memberCount[s]! > 0) market.lowerShift(s, market.shiftPrice[s]! - price)
  else market.shiftPrice[s] = price
}

class List {
  #items = new Int32Array(256)
  #count = 0

  add(item: number): void {
    if (this.#count === this.#items.length) {
      const twice = new Int32Array(2 * this.#count)
      twice.set(this.#items)
      this.#items = twice
    }
    this.#items[this.#count++] = item
  }

  toArray(): Int32Array {
    return this.#items.slice(0, this.#count)
  }
}
