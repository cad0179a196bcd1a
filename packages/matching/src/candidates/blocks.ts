/** As many places as a number has bits: one word answers a yes-or-no question for a whole block of people. */
export const blockSize = 32
/** Half hours of a day. */
export const daySlots = 48

/** A person's numbers stand side by side, 32 bytes: looking at somebody touches one line of the cache. */
export const recordSize = 8
/** Where in the record what stands: position and own limit in centimetres, fen an hour, worth, id. */
export const field = { x: 0, y: 1, z: 2, limit: 3, wantedFen: 4, worth: 5, worker: 6 } as const

/** Nobody is farther than through the middle of the earth; as a number of centimetres it fits 31 bits. */
export const anyCentimeters = 1_274_201_760

/**
 * People in blocks of 32. Yes-or-no facts (free in a half hour, holds a certificate) are kept across people: bit `i` of a
 * word is the answer for the one at place `i`. Whether all 32 are free from eight to twelve is eight ANDs.
 */
export class Blocks {
  readonly days: number
  readonly certificates: number
  #capacity = 0
  #count = 0
  #freed: number[] = []
  /** By block: which places are taken, the next block of the same square, the greatest worth in it. */
  used: Int32Array = new Int32Array(0)
  next: Int32Array = new Int32Array(0)
  greatest: Int32Array = new Int32Array(0)
  /** By day, then by block × half hour: a question reads a small part of the memory. */
  free: Int32Array[]
  /** By block × certificate. */
  holds: Int32Array = new Int32Array(0)
  /** By place × field. */
  record: Int32Array = new Int32Array(0)

  constructor(days: number, certificates: number) {
    this.days = days
    this.certificates = certificates
    this.free = Array.from({ length: days }, () => new Int32Array(0))
  }

  /** An empty block, in front of `next` (−1: none). */
  take(next: number): number {
    const block = this.#freed.pop() ?? this.#count++
    if (block >= this.#capacity) this.#grow()
    this.used[block] = 0
    this.next[block] = next
    this.greatest[block] = -0x80000000
    return block
  }

  giveBack(block: number): void {
    this.#freed.push(block)
  }

  /** Writes which of the half hours a place is free in; `free[i]` is 1 or 0. */
  setCalendar(block: number, bit: number, free: Uint8Array): void {
    for (let day = 0; day < this.days; day++) {
      const words = this.free[day]!
      const base = block * daySlots
      for (let i = 0; i < daySlots; i++) setBit(words, base + i, bit, free[day * daySlots + i] === 1)
    }
  }

  setFree(place: number, slot: number, free: boolean): void {
    const at = Math.floor(place / blockSize) * daySlots + (slot % daySlots)
    setBit(this.free[Math.floor(slot / daySlots)]!, at, place % blockSize, free)
  }

  /** Nobody is known to be free on this day any more. */
  clearDay(day: number): void {
    this.free[day]!.fill(0)
  }

  /** The greatest worth of a block after somebody has left it or become worth less. */
  weigh(block: number): void {
    let greatest = -0x80000000
    for (let bits = this.used[block]!; bits !== 0; bits &= bits - 1) {
      const at = block * blockSize + 31 - Math.clz32(bits & -bits)
      greatest = Math.max(greatest, this.record[recordSize * at + field.worth]!)
    }
    this.greatest[block] = greatest
  }

  #grow(): void {
    this.#capacity = Math.max(64, Math.ceil(this.#capacity * 1.5))
    const grown = (old: Int32Array, length: number) => {
      const words = new Int32Array(length)
      words.set(old)
      return words
    }
    this.used = grown(this.used, this.#capacity)
    this.next = grown(this.next, this.#capacity)
    this.greatest = grown(this.greatest, this.#capacity)
    this.free = this.free.map((words) => grown(words, this.#capacity * daySlots))
    this.holds = grown(this.holds, this.#capacity * this.certificates)
    this.record = grown(this.record, this.#capacity * blockSize * recordSize)
  }
}

export function setBit(words: Int32Array, at: number, bit: number, value: boolean): void {
  words[at] = value ? words[at]! | (1 << bit) : words[at]! & ~(1 << bit)
}
