import { Heap } from './heap.ts'
import { nobody, type Market } from './market.ts'
import { sameKind, type Numbers } from './problem.ts'

/**
 * The mirror of {@link ForwardSearch}: places a worker who is free at a price. The worker takes somebody's place, that
 * one another's, and so on, until a place is open or somebody is better left free, at the least loss against the prices.
 */
export class BackwardSearch {
  readonly #market: Market
  /** {@link Market.unreached}, at hand. */
  readonly #unreached: number
  /** Loss up to each shift; {@link Market.unreached} outside a search. */
  #distance: Numbers = new Int32Array(0)
  /** The worker who would come into the shift. */
  #from = new Int32Array(0)
  readonly #heap: Heap
  #reached: number[] = []
  #loss = 0
  /**
   * How far the price of each worker has fallen since the market was linked, where it is not linked wholly
   * ({@link Market.linkedWithin}): an edge that was left out is still so far from its prices, less this. The most of it
   * among the workers looked at.
   */
  #fallen: Numbers = new Int32Array(0)
  #mostFallen = 0
  #lastWorker = 0
  #lastShift = nobody

  constructor(market: Market) {
    this.#market = market
    this.#unreached = market.unreached
    this.#heap = new Heap(market.edges)
  }

  /** Places worker `start`, who is free, or brings the price down to 0. */
  place(start: number): void {
    const { workerPrice } = this.#market
    if (workerPrice[start] === 0) return
    this.#makeRoom()
    this.#search(start)
    if (this.#loss + this.#mostFallen > this.#market.linkedWithin) this.#searchAll(start)
    workerPrice[start]! -= this.#loss
    if (this.#fallen.length > 0) this.#fallen[start]! += this.#loss
    this.#movePrices()
    this.#exchange(start)
  }

  /** An edge that was left out might have been of use: the search begins anew with all of them. */
  #searchAll(start: number): void {
    for (const s of this.#reached) this.#distance[s] = this.#unreached
    this.#market.link()
    this.#fallen = new Int32Array(0)
    this.#search(start)
  }

  #makeRoom(): void {
    const before = this.#distance.length
    const shiftCount = this.#market.headcount.length
    if (before >= shiftCount) return
    this.#distance = sameKind(this.#market.edges, shiftCount).fill(this.#unreached)
    this.#from = new Int32Array(shiftCount)
    if (this.#market.linkedWithin < this.#unreached)
      this.#fallen = sameKind(this.#distance, this.#market.shiftOf.length)
  }

  #search(start: number): void {
    const heap = this.#heap
    const { memberBegin, memberCount, members } = this.#market
    heap.size = 0
    this.#reached.length = 0
    this.#loss = this.#unreached
    this.#mostFallen = 0
    this.#scan(start, 0)
    while (heap.size > 0 && heap.keys[0]! < this.#loss) {
      const distance = heap.keys[0]!
      const s = heap.nodes[0]!
      heap.pop()
      if (distance > this.#distance[s]!) continue
      const first = memberBegin[s]!
      for (let i = first; i < first + memberCount[s]!; i++) this.#scan(members[i]!, distance)
    }
  }

  /** Looks at what worker `w`, out of a place, could do. */
  #scan(w: number, distance: number): void {
    const { links, shiftPrice, headcount, memberCount, workerPrice } = this.#market
    const most = distance + workerPrice[w]!
    if (this.#fallen.length > 0 && this.#fallen[w]! > this.#mostFallen) this.#mostFallen = this.#fallen[w]!
    if (most < this.#loss) {
      this.#loss = most
      this.#lastWorker = w
      this.#lastShift = nobody
    }
    const end = this.#market.linkEnd[w]!
    for (let i = this.#market.linkBegin[w]!; i < end; i++) {
      const s = links[2 * i]!
      const there = most - links[2 * i + 1]! + shiftPrice[s]!
      if (there >= this.#loss) continue
      if (memberCount[s]! < headcount[s]!) {
        this.#loss = there
        this.#lastWorker = w
        this.#lastShift = s
      } else if (there < this.#distance[s]!) {
        if (this.#distance[s] === this.#unreached) this.#reached.push(s)
        this.#distance[s] = there
        this.#from[s] = w
        this.#heap.push(there, s)
      }
    }
  }

  #movePrices(): void {
    for (const s of this.#reached) {
      const distance = this.#distance[s]!
      if (distance < this.#loss) {
        this.#market.lowerShift(s, distance - this.#loss)
        if (this.#fallen.length > 0) this.#noteFall(s, this.#loss - distance)
      }
      this.#distance[s] = this.#unreached
    }
  }

  #noteFall(s: number, by: number): void {
    const { memberBegin, memberCount, members } = this.#market
    const last = memberBegin[s]! + memberCount[s]!
    for (let i = memberBegin[s]!; i < last; i++) this.#fallen[members[i]!]! += by
  }

  /** From the end back: who goes leaves the place to whoever came for it. */
  #exchange(start: number): void {
    const market = this.#market
    let gone = this.#lastWorker
    let s = market.shiftOf[gone]!
    while (gone !== start) {
      const newcomer = this.#from[s]!
      const before = market.shiftOf[newcomer]!
      market.replace(s, gone, newcomer)
      gone = newcomer
      s = before
    }
    if (this.#lastShift !== nobody) market.join(this.#lastShift, this.#lastWorker)
    else if (this.#lastWorker !== start) market.release(this.#lastWorker)
  }
}
