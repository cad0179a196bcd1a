import { Market, nobody } from '../assignment/market.ts'
import { grown, moreBytes, Pool } from './pool.ts'

const noRows = { begin: new Int32Array(0), end: new Int32Array(0), edges: new Int32Array(0), greatest: 0 }

/** A {@link Market} whose shifts, workers and edges come and go; also knows the shifts of each worker. */
export class LiveMarket extends Market {
  shiftCount = 0
  workerCount = 0
  /** Who was planned otherwise before, in the order of change: worker and shift before. */
  readonly changes: number[] = []
  readonly #rows: Pool
  readonly #links: Pool
  readonly #members: Pool
  #rowSize: Uint8Array = new Uint8Array(0)
  #linkSize: Uint8Array = new Uint8Array(0)
  #memberSize: Uint8Array = new Uint8Array(0)

  constructor(edgeCount: number) {
    super(noRows, new Int32Array(0), 0)
    this.#rows = new Pool(2, 2 * edgeCount)
    this.#links = new Pool(2, 2 * edgeCount)
    this.#members = new Pool(1, 1024)
    this.edges = this.#rows.data
    this.links = this.#links.data
    this.members = this.#members.data
  }

  /** Makes room for shifts and workers with smaller ids than these; new ones have no edges and no places. */
  reserve(shifts: number, workers: number): void {
    while (this.shiftCount < shifts) this.#newShift(shifts)
    while (this.workerCount < workers) this.#newWorker(workers)
  }

  #newShift(atLeast: number): void {
    const s = this.shiftCount++
    this.begin = grown(this.begin, atLeast)
    this.end = grown(this.end, atLeast)
    this.headcount = grown(this.headcount, atLeast)
    this.shiftPrice = grown(this.shiftPrice, atLeast)
    this.memberBegin = grown(this.memberBegin, atLeast)
    this.memberCount = grown(this.memberCount, atLeast)
    this.inOrder = moreBytes(this.inOrder, atLeast)
    this.#rowSize = moreBytes(this.#rowSize, atLeast)
    this.#memberSize = moreBytes(this.#memberSize, atLeast)
    this.begin[s] = this.#rows.take(0)
    this.end[s] = this.begin[s]!
    this.inOrder[s] = 1
    this.edges = this.#rows.data
    this.memberBegin[s] = this.#members.take(0)
    this.members = this.#members.data
  }

  #newWorker(atLeast: number): void {
    const w = this.workerCount++
    this.workerPrice = grown(this.workerPrice, atLeast)
    this.shiftOf = grown(this.shiftOf, atLeast)
    this.linkBegin = grown(this.linkBegin, atLeast)
    this.linkEnd = grown(this.linkEnd, atLeast)
    this.#linkSize = moreBytes(this.#linkSize, atLeast)
    this.shiftOf[w] = nobody
    this.linkBegin[w] = this.#links.take(0)
    this.linkEnd[w] = this.linkBegin[w]!
    this.links = this.#links.data
  }

  /** Adds an edge of positive value; the prices must already allow it. */
  addEdge(s: number, w: number, value: number): void {
    this.#addToRow(s, w, value)
    const count = this.linkEnd[w]! - this.linkBegin[w]!
    if (count === 2 ** this.#linkSize[w]!) {
      const size = this.#linkSize[w]!++
      this.linkBegin[w] = this.#links.move(this.linkBegin[w]!, size, count, size + 1)
      this.links = this.#links.data
    }
    const at = this.linkBegin[w]! + count
    this.links[2 * at] = s
    this.links[2 * at + 1] = value
    this.linkEnd[w] = at + 1
  }

  #addToRow(s: number, w: number, value: number): void {
    const count = this.end[s]! - this.begin[s]!
    if (count === 2 ** this.#rowSize[s]!) {
      const size = this.#rowSize[s]!++
      this.begin[s] = this.#rows.move(this.begin[s]!, size, count, size + 1)
      this.edges = this.#rows.data
    }
    const { edges } = this
    const first = 2 * this.begin[s]!
    let i = first + 2 * count
    while (i > first && edges[i - 1]! < value) {
      edges[i] = edges[i - 2]!
      edges[i + 1] = edges[i - 1]!
      i -= 2
    }
    edges[i] = w
    edges[i + 1] = value
    this.end[s] = this.begin[s]! + count + 1
  }

  /** Removes the edge of a pair from both sides. */
  removeEdge(s: number, w: number): void {
    this.#removeFromRow(s, w)
    const last = --this.linkEnd[w]!
    let i = this.linkBegin[w]!
    while (this.links[2 * i] !== s) i += 1
    this.links[2 * i] = this.links[2 * last]!
    this.links[2 * i + 1] = this.links[2 * last + 1]!
  }

  #removeFromRow(s: number, w: number): void {
    const { edges } = this
    let i = 2 * this.begin[s]!
    while (edges[i] !== w) i += 2
    edges.copyWithin(i, i + 2, 2 * this.end[s]!)
    this.end[s]! -= 1
  }

  /** The value of a pair's edge, 0 where there is none. */
  worthOf(s: number, w: number): number {
    for (let i = this.linkBegin[w]!; i < this.linkEnd[w]!; i++)
      if (this.links[2 * i] === s) return this.links[2 * i + 1]!
    return 0
  }

  override join(s: number, w: number): void {
    const count = this.memberCount[s]!
    if (count === 2 ** this.#memberSize[s]!) {
      const size = this.#memberSize[s]!++
      this.memberBegin[s] = this.#members.move(this.memberBegin[s]!, size, count, size + 1)
      this.members = this.#members.data
    }
    this.#note(w)
    super.join(s, w)
  }

  override leave(s: number, w: number): void {
    this.#note(w)
    super.leave(s, w)
  }

  override replace(s: number, w: number, newcomer: number): void {
    this.#note(newcomer)
    super.replace(s, w, newcomer)
  }

  override release(w: number): void {
    this.#note(w)
    super.release(w)
  }

  #note(w: number): void {
    this.changes.push(w, this.shiftOf[w]!)
  }
}
