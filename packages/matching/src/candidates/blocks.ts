import { lowestBit, setBit } from './bits.ts'
import type { WorkerEntry } from './entries.ts'
import { Frame } from './frame.ts'
import type { Area, InSpace } from './grid.ts'
import {
  anyCentimeters,
  blockSize,
  daySlots,
  fact,
  field,
  leastFactsSize,
  limitStep,
  limitSteps,
  recordSize,
} from './layout.ts'
import { line, lined, widened } from './lines.ts'
import { drawBlock } from './sketch.ts'

const leastNumber = -0x80000000
const mostNumber = 0x7fffffff
/** Wishes up to 40 yuan an hour at first; the first one beyond it is one digit more. */
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
  /** By block × `fact`. */
  facts: Int32Array = lined(0)
  factsSize: number = leastFactsSize
  /** Binary digits of the greatest pay wished for. */
  digits: number = firstDigits
  /** The next block of the same square; apart, since whoever asks follows it from block to block. −1: none. */
  next: Int32Array = new Int32Array(0)
  /** By day, then by block × half hour: a question reads a small part of the memory. */
  free: Int32Array[]
  /** By block × certificate. */
  holds: Int32Array = lined(0)
  /** By place × field. */
  record: Int32Array = lined(0)

  constructor(area: Area, days: number, certificates: number) {
    this.frame = new Frame(area)
    this.days = days
    this.certificates = certificates
    this.free = Array.from({ length: days }, () => lined(0))
  }

  /** An empty block, in front of `next` (−1: none). */
  take(next: number): number {
    const block = this.#freed.pop() ?? this.#count++
    if (block >= this.#capacity) this.#grow()
    const at = block * this.factsSize
    this.next[block] = next
    this.facts[at + fact.used] = 0
    this.#forgetBounds(at)
    this.facts[at + fact.stale] = 1
    return block
  }

  giveBack(block: number): void {
    this.#freed.push(block)
  }

  /** Which places of the block are taken, one bit each. */
  used(block: number): number {
    return this.facts[block * this.factsSize + fact.used]!
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
    const at = block * this.factsSize
    setBit(this.facts, at + fact.used, bit, true)
    this.#widen(at, recordSize * place)
    this.facts[at + fact.stale] = 1
  }

  /** The place is empty. What is known of the whole block may now be wider than need be. */
  clear(place: number): void {
    const at = Math.floor(place / blockSize) * this.factsSize
    setBit(this.facts, at + fact.used, place % blockSize, false)
    this.facts[at + fact.stale] = 1
  }

  setFree(place: number, slot: number, free: boolean): void {
    const at = Math.floor(place / blockSize) * daySlots + (slot % daySlots)
    setBit(this.free[Math.floor(slot / daySlots)]!, at, place % blockSize, free)
  }

  setWorth(place: number, worth: number): void {
    this.record[recordSize * place + field.worth] = worth
    this.facts[Math.floor(place / blockSize) * this.factsSize + fact.stale] = 1
  }

  /** Nobody is known to be free on this day any more. */
  clearDay(day: number): void {
    this.free[day]!.fill(0)
  }

  /** Moves the places whose bits are set to the same places of an empty block. */
  move(from: number, to: number, bits: number): void {
    const copy = (words: Int32Array, size: number) => {
      words.copyWithin(to * size, from * size, (from + 1) * size)
    }
    for (const words of this.free) copy(words, daySlots)
    copy(this.holds, this.certificates)
    copy(this.facts, this.factsSize)
    copy(this.record, blockSize * recordSize)
    const used = this.used(from)
    this.facts[to * this.factsSize + fact.used] = used & bits
    this.facts[from * this.factsSize + fact.used] = used & ~bits
    this.tidy(from)
    this.tidy(to)
  }

  /** Reckons anew what is known of the block as a whole, and draws everybody in it. */
  tidy(block: number): void {
    const at = block * this.factsSize
    this.#forgetBounds(at)
    for (let bits = this.used(block); bits !== 0; bits &= bits - 1) {
      this.#widen(at, recordSize * (block * blockSize + lowestBit(bits)))
    }
    drawBlock(this.facts, at, this.record, block, this.frame)
    this.facts[at + fact.stale] = 0
  }

  #forgetBounds(at: number): void {
    const { facts } = this
    for (const low of [fact.leastWanted, fact.leastWorth, fact.west, fact.south, fact.low]) facts[at + low] = mostNumber
    for (const high of [fact.mostWanted, fact.greatest, fact.east, fact.north, fact.high])
      facts[at + high] = leastNumber
  }

  #widen(at: number, from: number): void {
    const { record, frame } = this
    const x = record[from + field.x]!
    const y = record[from + field.y]!
    const z = record[from + field.z]!
    this.#hold(at + fact.west, at + fact.east, frame.east(x, y, z))
    this.#hold(at + fact.south, at + fact.north, frame.north(x, y, z))
    this.#hold(at + fact.low, at + fact.high, frame.up(x, y, z))
    this.#hold(at + fact.leastWanted, at + fact.mostWanted, record[from + field.wantedFen]!)
    this.#hold(at + fact.leastWorth, at + fact.greatest, record[from + field.worth]!)
  }

  #hold(low: number, high: number, value: number): void {
    const least = Math.floor(value)
    const most = Math.ceil(value)
    if (least < this.facts[low]!) this.facts[low] = least
    if (most > this.facts[high]!) this.facts[high] = most
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

  /** Words of digits that nobody has used yet are nought. */
  #addDigit(): void {
    this.digits++
    const size = this.factsSize
    if (fact.wants + this.digits <= size) return
    const wider = lined(this.#capacity * (size + line))
    for (let block = 0; block < this.#count; block++) {
      wider.set(this.facts.subarray(block * size, (block + 1) * size), block * (size + line))
    }
    this.facts = wider
    this.factsSize += line
  }

  #grow(): void {
    this.#capacity = Math.max(64, Math.ceil(this.#capacity * 1.5))
    const capacity = this.#capacity
    this.next = widened(this.next, capacity)
    this.facts = widened(this.facts, capacity * this.factsSize)
    this.free = this.free.map((words) => widened(words, capacity * daySlots))
    this.holds = widened(this.holds, capacity * this.certificates)
    this.record = widened(this.record, capacity * blockSize * recordSize)
  }
}
