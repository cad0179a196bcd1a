import { nobody, type Market } from './market.ts'

/** Exchanges at unchanged prices before a place is left to the searches. */
const tiesPerPlace = 2

/**
 * Fills most places cheaply before the searches: a place takes the worker who leaves it most and raises the worker's
 * price to where the second best would do as well. No bid goes further, so every step keeps the proof; a place that
 * could only take a worker at an unchanged price may do so {@link tiesPerPlace} times in a row and is then left to the
 * searches, as such quarrels may go round for ever.
 *
 * @param budget bids in all; what is open when they are used up is left over as well
 * @returns shifts with a place still to fill, once for each place
 */
export function auction(market: Market, budget: number): Int32Array {
  const { headcount, memberCount, workers } = market
  const leftOver = new List()
  let bids = budget
  for (let first = headcount.length - 1; first >= 0; first--) {
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
      }
    }
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
  const end = 2 * market.end[s]!
  let left = 0
  let next = 0
  let worker = nobody
  let held = false
  for (let i = 2 * market.begin[s]!; i < end; i += 2) {
    const value = edges[i + 1]!
    if (value <= next) break
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
