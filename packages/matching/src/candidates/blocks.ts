import { earthMeters } from './grid.ts'

/** As many places as a number has bits: one word answers a yes-or-no question for a whole block of people. */
export const blockSize = 32

/** Nobody is farther than through the middle of the earth. */
export const anyDistance = 2 * earthMeters

/**
 * People in blocks of 32. Yes-or-no facts (free in a half hour, holds a certificate) are kept across people: bit `i` of a
 * word is the answer for the one at place `i`. Whether all 32 are free from eight to twelve is eight ANDs.
 */
export class Blocks {
  readonly slots: number
  readonly certificates: number
  #capacity = 0
  #count = 0
  #freed: number[] = []
  /** By block: which places are taken, the next block of the same square, the greatest worth in it. */
  used: Int32Array = new Int32Array(0)
  next: Int32Array = new Int32Array(0)
  greatest: Float64Array = new Float64Array(0)
  /** By block × half hour, by block × certificate. */
  free: Int32Array = new Int32Array(0)
  holds: Int32Array = new Int32Array(0)
  /** By place. Positions in metres, see `inSpace`; own limit squared, m². */
  worker: Int32Array = new Int32Array(0)
  wantedFen: Float64Array = new Float64Array(0)
  worth: Float64Array = new Float64Array(0)
  place: Float64Array = new Float64Array(0)

  constructor(slots: number, certificates: number) {
    this.slots = slots
    this.certificates = certificates
  }

  /** An empty block, in front of `next` (−1: none). */
  take(next: number): number {
    const block = this.#freed.pop() ?? this.#count++
    if (block >= this.#capacity) this.#grow()
    this.used[block] = 0
    this.next[block] = next
    this.greatest[block] = Number.NEGATIVE_INFINITY
    return block
  }

  giveBack(block: number): void {
    this.#freed.push(block)
  }

  /** Writes which of the half hours a place is free in; `free[i]` is 1 or 0. */
  setFree(block: number, bit: number, free: Uint8Array): void {
    const base = block * this.slots
    for (let slot = 0; slot < this.slots; slot++) this.set(this.free, base + slot, bit, free[slot] === 1)
  }

  set(words: Int32Array, at: number, bit: number, value: boolean): void {
    words[at] = value ? words[at]! | (1 << bit) : words[at]! & ~(1 << bit)
  }

  /** Nobody is known to be free in these half hours any more. */
  clearSlots(from: number, to: number): void {
    for (let block = 0; block < this.#count; block++) {
      this.free.fill(0, block * this.slots + from, block * this.slots + to)
    }
  }

  /** The greatest worth of a block after somebody has left it or become worth less. */
  weigh(block: number): void {
    let greatest = Number.NEGATIVE_INFINITY
    for (let bits = this.used[block]!; bits !== 0; bits &= bits - 1) {
      const at = block * blockSize + 31 - Math.clz32(bits & -bits)
      if (this.worth[at]! > greatest) greatest = this.worth[at]!
    }
    this.greatest[block] = greatest
  }

  #grow(): void {
    this.#capacity = Math.max(64, Math.ceil(this.#capacity * 1.5))
    const ints = (old: Int32Array, length: number) => {
      const grown = new Int32Array(length)
      grown.set(old)
      return grown
    }
    const floats = (old: Float64Array, length: number) => {
      const grown = new Float64Array(length)
      grown.set(old)
      return grown
    }
    const places = this.#capacity * blockSize
    this.used = ints(this.used, this.#capacity)
    this.next = ints(this.next, this.#capacity)
    this.greatest = floats(this.greatest, this.#capacity)
    this.free = ints(this.free, this.#capacity * this.slots)
    this.holds = ints(this.holds, this.#capacity * this.certificates)
    this.worker = ints(this.worker, places)
    this.wantedFen = floats(this.wantedFen, places)
    this.worth = floats(this.worth, places)
    this.place = floats(this.place, 4 * places)
  }
}
