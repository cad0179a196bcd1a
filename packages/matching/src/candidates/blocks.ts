import type { WorkerEntry } from './entries.ts'
import { Frame } from './frame.ts'
import type { Area, InSpace } from './grid.ts'

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
 * What is known of a block as a whole, 64 bytes: `used` says which places are taken, `next` is the next block of the
 * same square. People stand between `west` and `east`, `south` and `north`, `low` and `high` (centimetres, see
 * `Frame`). Those not in each of the four `fact.top` are worth at most what `after` says. `stale`: some of this may be
 * wider than need be, and the `top` are wrong.
 */
export const head = {
  used: 0,
  next: 1,
  stale: 2,
  greatest: 3,
  leastWanted: 4,
  mostWanted: 5,
  west: 6,
  east: 7,
  south: 8,
  north: 9,
  low: 10,
  high: 11,
  after: 12,
} as const
export const headSize = 16

/** People’s own limits in steps: 0, 1 km … 14 km, and one word for those who go anywhere. */
export const limitSteps = 15
export const limitStep = 100_000
/**
 * Facts of each one, one bit a person: `top` are the 2, 4, 8 and 16 of greatest worth; `limit` has a word for each step
 * of distance, who goes at least so far; `wants` the pay wished for, a word for each binary digit, the lowest first.
 */
export const fact = { top: 0, limit: 4, wants: 4 + limitSteps + 1 } as const

/** How many are in each of the `top`. */
const tops = [2, 4, 8, 16] as const
const leastNumber = -0x80000000
const mostNumber = 0x7fffffff
/** Wishes up to 40 yuan an hour at first; the first one beyond it makes more room. */
const firstDigits = 12

/**
 * People in blocks of 32. Yes-or-no facts (free in a half hour, holds a certificate, goes 5 km) are kept across people:
 * bit `i` of a word is the answer for the one at place `i`. Whether all 32 are free from eight to twelve is eight ANDs.
 */
export class Blocks {
  readonly days: number
  readonly certificates: number
  readonly frame: Frame
  #capacity = 0
  #count = 0
  #freed: number[] = []
  #worths = new Int32Array(blockSize)
  #bits = new Int32Array(blockSize)
  /** By block × `head`. */
  head: Int32Array = new Int32Array(0)
  /** By day, then by block × half hour: a question reads a small part of the memory. */
  free: Int32Array[]
  /** By block × certificate. */
  holds: Int32Array = new Int32Array(0)
  /** By block × `fact`. */
  facts: Int32Array = new Int32Array(0)
  /** Binary digits of the greatest pay wished for. */
  digits: number = firstDigits
  factsSize: number = fact.wants + firstDigits
  /** By place × field. */
  record: Int32Array = new Int32Array(0)

  constructor(area: Area, days: number, certificates: number) {
    this.frame = new Frame(area)
    this.days = days
    this.certificates = certificates
    this.free = Array.from({ length: days }, () => new Int32Array(0))
  }

  /** An empty block, in front of `next` (−1: none). */
  take(next: number): number {
    const block = this.#freed.pop() ?? this.#count++
    if (block >= this.#capacity) this.#grow()
    const at = block * headSize
    this.head[at + head.used] = 0
    this.head[at + head.next] = next
    this.#forgetBounds(at)
    this.head[at + head.stale] = 1
    return block
  }

  giveBack(block: number): void {
    this.#freed.push(block)
  }

  /** Writes a person into a place that is not taken. */
  write(place: number, entry: WorkerEntry, { x, y, z }: InSpace): void {
    const block = Math.floor(place / blockSize)
    const bit = place % blockSize
    const limit = Math.min(Math.floor(100 * entry.maxMeters), anyCentimeters)
    this.record.set([x, y, z, limit, entry.wantedFen, entry.worth, entry.worker], recordSize * place)
    this.#setCalendar(block, bit, entry.free)
    const held = new Set(entry.certificates)
    for (let kind = 0; kind < this.certificates; kind++) {
      setBit(this.holds, block * this.certificates + kind, bit, held.has(kind))
    }
    this.#setWish(block, bit, entry.wantedFen)
    this.#setLimit(block, bit, limit)
    const at = block * headSize
    setBit(this.head, at + head.used, bit, true)
    this.#widen(at, recordSize * place)
    this.head[at + head.stale] = 1
  }

  /** The place is empty. What is known of the whole block may now be wider than need be. */
  clear(place: number): void {
    const at = Math.floor(place / blockSize) * headSize
    setBit(this.head, at + head.used, place % blockSize, false)
    this.head[at + head.stale] = 1
  }

  setFree(place: number, slot: number, free: boolean): void {
    const at = Math.floor(place / blockSize) * daySlots + (slot % daySlots)
    setBit(this.free[Math.floor(slot / daySlots)]!, at, place % blockSize, free)
  }

  setWorth(place: number, worth: number): void {
    this.record[recordSize * place + field.worth] = worth
    this.head[Math.floor(place / blockSize) * headSize + head.stale] = 1
  }

  /** Nobody is known to be free on this day any more. */
  clearDay(day: number): void {
    this.free[day]!.fill(0)
  }

  /** Moves the places whose bits are set to the same places of an empty block. */
  move(from: number, to: number, bits: number): void {
    const copy = (words: Int32Array, size: number) => {
      for (let i = 0; i < size; i++) words[to * size + i] = words[from * size + i]!
    }
    for (const words of this.free) copy(words, daySlots)
    copy(this.holds, this.certificates)
    copy(this.facts, this.factsSize)
    copy(this.record, blockSize * recordSize)
    const next = this.head[to * headSize + head.next]!
    const used = this.head[from * headSize + head.used]!
    copy(this.head, headSize)
    this.head[to * headSize + head.next] = next
    this.head[to * headSize + head.used] = used & bits
    this.head[from * headSize + head.used] = used & ~bits
    this.tidy(from)
    this.tidy(to)
  }

  /** Reckons anew what is known of the block as a whole. */
  tidy(block: number): void {
    const at = block * headSize
    const used = this.head[at + head.used]!
    this.#forgetBounds(at)
    let count = 0
    for (let bits = used; bits !== 0; bits &= bits - 1) {
      const place = block * blockSize + lowestBit(bits)
      this.#widen(at, recordSize * place)
      this.#sortIn(count++, this.record[recordSize * place + field.worth]!, bits & -bits)
    }
    let top = 0
    let known = 0
    for (let i = 0; i < tops.length; i++) {
      for (; known < tops[i]! && known < count; known++) top |= this.#bits[known]!
      this.facts[block * this.factsSize + fact.top + i] = top
      this.head[at + head.after + i] = known < count ? this.#worths[known]! : leastNumber
    }
    this.head[at + head.stale] = 0
  }

  #sortIn(count: number, worth: number, bit: number): void {
    let i = count
    for (; i > 0 && this.#worths[i - 1]! < worth; i--) {
      this.#worths[i] = this.#worths[i - 1]!
      this.#bits[i] = this.#bits[i - 1]!
    }
    this.#worths[i] = worth
    this.#bits[i] = bit
  }

  #forgetBounds(at: number): void {
    const known = this.head
    for (const low of [head.leastWanted, head.west, head.south, head.low]) known[at + low] = mostNumber
    for (const high of [head.greatest, head.mostWanted, head.east, head.north, head.high])
      known[at + high] = leastNumber
  }

  #widen(at: number, from: number): void {
    const { record, frame } = this
    const x = record[from + field.x]!
    const y = record[from + field.y]!
    const z = record[from + field.z]!
    this.#hold(at + head.west, at + head.east, frame.east(x, y, z))
    this.#hold(at + head.south, at + head.north, frame.north(x, y, z))
    this.#hold(at + head.low, at + head.high, frame.up(x, y, z))
    const wanted = record[from + field.wantedFen]!
    this.#hold(at + head.leastWanted, at + head.mostWanted, wanted)
    const worth = record[from + field.worth]!
    if (worth > this.head[at + head.greatest]!) this.head[at + head.greatest] = worth
  }

  #hold(low: number, high: number, value: number): void {
    const least = Math.floor(value)
    const most = Math.ceil(value)
    if (least < this.head[low]!) this.head[low] = least
    if (most > this.head[high]!) this.head[high] = most
  }

  /** `free[i]` is 1 or 0. */
  #setCalendar(block: number, bit: number, free: Uint8Array): void {
    const one = 1 << bit
    const base = block * daySlots
    for (let day = 0; day < this.days; day++) {
      const words = this.free[day]!
      const from = day * daySlots
      for (let i = 0; i < daySlots; i++) {
        words[base + i] = (words[base + i]! & ~one) | (free[from + i]! === 1 ? one : 0)
      }
    }
  }

  #setWish(block: number, bit: number, wantedFen: number): void {
    while (wantedFen >= 2 ** this.digits) this.#addDigit()
    const base = block * this.factsSize + fact.wants
    for (let i = 0; i < this.digits; i++) setBit(this.facts, base + i, bit, ((wantedFen >> i) & 1) === 1)
  }

  #setLimit(block: number, bit: number, limit: number): void {
    const base = block * this.factsSize + fact.limit
    for (let i = 0; i < limitSteps; i++) setBit(this.facts, base + i, bit, limit >= i * limitStep)
    setBit(this.facts, base + limitSteps, bit, limit >= anyCentimeters)
  }

  #addDigit(): void {
    const size = this.factsSize
    const wider = new Int32Array(this.#capacity * (size + 1))
    for (let block = 0; block < this.#count; block++) {
      wider.set(this.facts.subarray(block * size, (block + 1) * size), block * (size + 1))
    }
    this.facts = wider
    this.factsSize++
    this.digits++
  }

  #grow(): void {
    this.#capacity = Math.max(64, Math.ceil(this.#capacity * 1.5))
    const grown = (old: Int32Array, size: number) => {
      const words = new Int32Array(this.#capacity * size)
      words.set(old)
      return words
    }
    this.head = grown(this.head, headSize)
    this.free = this.free.map((words) => grown(words, daySlots))
    this.holds = grown(this.holds, this.certificates)
    this.facts = grown(this.facts, this.factsSize)
    this.record = grown(this.record, blockSize * recordSize)
  }
}

/** The place of the lowest bit that is set. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}

export function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  n = (n + (n >>> 4)) & 0x0f0f0f0f
  return Math.imul(n, 0x01010101) >>> 24
}

function setBit(words: Int32Array, at: number, bit: number, value: boolean): void {
  words[at] = value ? words[at]! | (1 << bit) : words[at]! & ~(1 << bit)
}
