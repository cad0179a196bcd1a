import { Heap } from './heap.ts'
import { bringForward, restOf, wakeFront } from './look.ts'
import { frontLength, frontOnly, type Market } from './market.ts'
import { sameKind, type Numbers } from './problem.ts'

/**
 * Fills one place of a shift at the least loss: the place takes a worker from another shift, that one from a third, and
 * so on, until a worker is free or a place is better left empty. Dijkstra's search over shifts with the loss of each
 * exchange against the prices as length; afterwards the prices of what was passed are moved so that the plan is proved
 * again. It stops as soon as no better end can be found. Prices of workers only rise here, so that fronts of rows
 * ({@link bringForward}) stay what they are; most exchanges are found there.
 */
export class ForwardSearch {
  readonly #market: Market
  /** {@link Market.unreached}, at hand. */
  readonly #unreached: number
  /** Loss up to each shift; {@link Market.unreached} outside a search. */
  #distance: Numbers
  /** The shift that would take worker `#via[s]` from shift `s`. */
  #from: Int32Array
  #via: Int32Array
  readonly #heap: Heap
  /** Shifts as far away as the one being looked at: no need for the heap. */
  #level = new Int32Array(256)
  #levelSize = 0
  #reached = new Int32Array(256)
  #reachedCount = 0
  #loss = 0
  #lastShift = 0
  #lastWorker = -1

  constructor(market: Market) {
    this.#market = market
    this.#unreached = market.unreached
    this.#heap = new Heap(market.edges)
    this.#distance = new Int32Array(0)
    this.#from = new Int32Array(0)
    this.#via = new Int32Array(0)
    this.#makeRoom()
  }

  #makeRoom(): void {
    const shiftCount = this.#market.headcount.length
    if (shiftCount <= this.#distance.length) return
    this.#distance = sameKind(this.#market.edges, shiftCount).fill(this.#unreached)
    this.#from = new Int32Array(shiftCount)
    this.#via = new Int32Array(shiftCount)
  }

  /** Fills a place of shift `start`, whose price must not be less than any edge of it asks for. */
  fill(start: number): void {
    if (this.#market.shiftPrice[start] === 0) return
    this.#makeRoom()
    this.#search(start)
    this.#movePrices()
    this.#exchange(start)
  }

  #search(start: number): void {
    const heap = this.#heap
    const distance = this.#distance
    heap.size = 0
    this.#levelSize = 0
    this.#reachedCount = 0
    this.#loss = this.#unreached
    this.#reach(start, 0)
    this.#scan(start, 0)
    for (;;) {
      let s: number
      if (this.#levelSize > 0) {
        s = this.#level[--this.#levelSize]!
      } else {
        if (heap.size === 0 || heap.keys[0]! >= this.#loss) return
        const key = heap.keys[0]!
        s = heap.nodes[0]!
        heap.pop()
        if (key > distance[s]!) continue
      }
      if (distance[s]! >= this.#loss) return
      this.#scan(s, distance[s]!)
    }
  }

  #reach(s: number, distance: number): void {
    if (this.#distance[s] === this.#unreached) {
      if (this.#reachedCount === this.#reached.length) this.#reached = doubled(this.#reached)
      this.#reached[this.#reachedCount++] = s
    }
    this.#distance[s] = distance
  }

  /** Looks at what shift `s`, one worker short, could do. */
  #scan(s: number, distance: number): void {
    const market = this.#market
    const most = distance + market.shiftPrice[s]!
    if (most < this.#loss) {
      this.#loss = most
      this.#lastShift = s
      this.#lastWorker = -1
    }
    wakeFront(market, s)
    if (market.inOrder[s] === frontOnly) return this.#scanFront(s, distance, most)
    market.order(s)
    this.#scanPart(s, distance, market.begin[s]!, market.end[s]!, true)
  }

  /** The front of a row first, all of it only where what stands behind the front may be of use. */
  #scanFront(s: number, distance: number, most: number): void {
    const market = this.#market
    const begin = market.begin[s]!
    const front = Math.min(begin + frontLength, market.end[s]!)
    this.#scanPart(s, distance, begin, front, false)
    if (most - restOf(market, s) >= this.#loss) return
    bringForward(market, s)
    this.#scanPart(s, distance, begin, front, false)
    if (most - restOf(market, s) < this.#loss) this.#scanPart(s, distance, front, market.end[s]!, false)
  }

  /** Looks at edges `from`…`to` of row `s`; where they are sorted, as far as they can be of use. */
  #scanPart(s: number, distance: number, from: number, to: number, sorted: boolean): void {
    const { edges, workerPrice, shiftOf, shiftPrice } = this.#market
    const distances = this.#distance
    const most = distance + shiftPrice[s]!
    let loss = this.#loss
    for (let i = 2 * from; i < 2 * to; i += 2) {
      const least = most - edges[i + 1]!
      if (least >= loss) {
        if (sorted) break
        continue
      }
      const w = edges[i]!
      const there = least + workerPrice[w]!
      if (there >= loss) continue
      const holder = shiftOf[w]!
      if (holder < 0) {
        loss = there
        this.#lastShift = s
        this.#lastWorker = w
      } else if (there < distances[holder]!) {
        this.#reach(holder, there)
        this.#from[holder] = s
        this.#via[holder] = w
        if (there === distance) this.#wait(holder)
        else this.#heap.push(there, holder)
      }
    }
    this.#loss = loss
  }

  #wait(s: number): void {
    if (this.#levelSize === this.#level.length) this.#level = doubled(this.#level)
    this.#level[this.#levelSize++] = s
  }

  #movePrices(): void {
    const loss = this.#loss
    const distances = this.#distance
    const unreached = this.#unreached
    for (let i = 0; i < this.#reachedCount; i++) {
      const s = this.#reached[i]!
      const distance = distances[s]!
      if (distance < loss) this.#market.lowerShift(s, loss - distance)
      distances[s] = unreached
    }
  }

  #exchange(start: number): void {
    const market = this.#market
    let s = this.#lastShift
    let newcomer = this.#lastWorker
    while (s !== start) {
      const gone = this.#via[s]!
      if (newcomer < 0) market.leave(s, gone)
      else market.replace(s, gone, newcomer)
      newcomer = gone
      s = this.#from[s]!
    }
    if (newcomer >= 0) market.join(start, newcomer)
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(2 * array.length)
  twice.set(array)
  return twice
}
