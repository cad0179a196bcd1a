import { nobody, type Market } from './market.ts'

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
        if (headcount[s] === 1) market.order(s)
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
 */
export function roughAuction(
  market: Market,
  open: Int32Array,
  step: number,
  touched: Uint8Array,
  shouldStop: () => boolean,
): void {
  const { workers } = market
  for (let i = 0; i < open.length; i++) touched[open[i]!] = 1
  for (let i = 0; i < open.length; i++) {
    if (i % placesBetweenLooks === 0 && shouldStop()) return
    let s = open[i]!
    for (;;) {
      touched[s] = 1
      market.order(s)
      look(market, s)
      const { worker, left, next } = best
      if (worker < 0) break
      const holder = workers[2 * worker + 1]!
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
export function settle(market: Market, touched: Uint8Array, slack: number): Int32Array {
  const { headcount, memberBegin, memberCount, members, edges, workers, shiftPrice } = market
  const leftOver = new List()
  const worth = new Int32Array(workers.length / 2)
  for (let s = 0; s < headcount.length; s++) {
    if (touched[s] === 0) continue
    look(market, s)
    const price = best.left
    shiftPrice[s] = price
    for (let i = 2 * market.begin[s]!; i < 2 * market.end[s]!; i += 2) {
      const w = edges[i]!
      if (workers[2 * w + 1] === s && edges[i + 1]! > worth[w]!) worth[w] = edges[i + 1]!
    }
    for (let i = memberBegin[s]! + memberCount[s]! - 1; i >= memberBegin[s]!; i--) {
      const w = members[i]!
      const more = worth[w]! - workers[2 * w]! - price
      worth[w] = 0
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

function look(market: Market, s: number): void {
  const { edges, workers } = market
  let end = 2 * market.end[s]!
  const order = market.inOrder[s]!
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
