import { best, look, wakeFront } from './look.ts'
import { nobody, type Market } from './market.ts'
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
  const { headcount } = market
  const bidding: Bidding = { bids: budget, leftOver: new List() }
  for (let s = headcount.length - 1; s >= 0; s--) fillPlaces(market, s, bidding)
  return bidding.leftOver.toArray()
}

type Bidding = { bids: number; readonly leftOver: List }

function fillPlaces(market: Market, s: number, bidding: Bidding): void {
  const places = market.headcount[s]!
  // A crew has far more candidates than places; most of them nobody will ever look at.
  if (places > 1) market.orderFront(s, candidatesPerPlace * places)
  for (let open = places - market.memberCount[s]!; open > 0; open--) if (!fillPlace(market, s, bidding)) return
}

/** @returns whether there may be somebody for one more place */
function fillPlace(market: Market, first: number, bidding: Bidding): boolean {
  const { workerPrice, shiftOf } = market
  let s = first
  let ties = tiesPerPlace
  for (;;) {
    look(market, s)
    const { worker, left, next } = best
    const holder = worker < 0 ? nobody : shiftOf[worker]!
    const quarrel = holder !== nobody && ((left === next && --ties < 0) || --bidding.bids < 0)
    setPrice(market, s, quarrel ? left : next)
    if (quarrel) bidding.leftOver.add(s)
    // Whoever is worth nothing to the shift now never will be: prices of workers only rise here.
    if (quarrel || worker < 0) return worker >= 0 || s !== first
    if (holder !== nobody) market.leave(holder, worker)
    workerPrice[worker]! += left - next
    market.join(s, worker)
    if (holder === nobody) return true
    s = holder
    wakeFront(market, s)
  }
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
  const { headcount, workerPrice, shiftOf } = market
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
      const holder = shiftOf[worker]!
      worthOf[worker] = left + workerPrice[worker]!
      if (holder !== nobody) market.leave(holder, worker)
      workerPrice[worker]! += Math.min(left, left - next + step)
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
  const { headcount, memberBegin, memberCount, members, edges, workerPrice, shiftOf, shiftPrice } = market
  const leftOver = new List()
  for (let s = 0; s < headcount.length; s++) {
    if (touched[s] === 0) continue
    look(market, s)
    const price = best.left
    shiftPrice[s] = price
    // Crews may have members from before the rough auction.
    for (let i = 2 * market.begin[s]!; headcount[s]! > 1 && i < 2 * market.end[s]!; i += 2) {
      const w = edges[i]!
      if (shiftOf[w] === s && edges[i + 1]! > worthOf[w]!) worthOf[w] = edges[i + 1]!
    }
    for (let i = memberBegin[s]! + memberCount[s]! - 1; i >= memberBegin[s]!; i--) {
      const w = members[i]!
      const more = worthOf[w]! - workerPrice[w]! - price
      if (more >= 0) workerPrice[w]! += more
      else if (more < -slack) market.leave(s, w)
    }
    if (price > 0) for (let open = headcount[s]! - memberCount[s]!; open > 0; open--) leftOver.add(s)
  }
  return leftOver.toArray()
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
