import { Best } from './best.ts'
import { countBits, lowestBit } from './bits.ts'
import type { Blocks } from './blocks.ts'
import type { Reach } from './grid.ts'
import { blockSize, daySlots, fact, field, limitStep, limitSteps, recordSize } from './layout.ts'
import { line } from './lines.ts'
import { Question } from './question.ts'
import { rounding, Shortlist } from './shortlist.ts'
import { sketch } from './sketch.ts'

/** Centimetres by which a box and a distance may differ, being sums of floating point numbers, with room to spare. */
const slack = 2
/** Blocks taken together. */
const batch = 32

/**
 * Goes through the blocks a question touches. What concerns yes or no is judged 32 people at a time, where each stands and
 * how high each may rank by the sketches; records are read only of those of whom the sketch leaves something open, and
 * at the end of those who may be among the best.
 *
 * What takes time is waiting for memory. So blocks are taken a batch at a time, step by step, and before each step all
 * the memory it needs is touched: then the processor waits for many lines at once and not for one after another.
 */
export class Scan {
  readonly best = new Best()
  readonly question = new Question()
  readonly #blocks: Blocks
  readonly #list = new Shortlist()
  /** Blocks of all squares, as far as there are any. */
  #all = new Int32Array(256)
  #count = 0
  /** Of each block of the batch: its number, how near and how far its people can be (centimetres). */
  readonly #block = new Int32Array(batch)
  readonly #near = new Float64Array(batch)
  readonly #far = new Float64Array(batch)
  /** Of no meaning; without a use of what was read the reading might be left out. */
  touched = 0

  constructor(blocks: Blocks) {
    this.#blocks = blocks
  }

  /** Finds the best `limit`; returns how many can come, which is all of them only with `count`. */
  run(first: Int32Array, reach: Reach, limit: number, count: boolean): number {
    const all = this.#gather(first, reach)
    const list = this.#list
    list.start(limit)
    let feasible = 0
    for (let from = 0; from < all; from += batch) {
      this.#takeBatch(from, Math.min(all, from + batch), count)
      this.#touchBlocks()
      list.reserve(batch * blockSize)
      for (let i = 0; i < this.#count; i++) feasible += this.#judge(i)
      list.settle(2 * limit)
    }
    list.settle(limit + (limit >> 2))
    this.#rank()
    return feasible
  }

  /** Puts down the blocks of all squares; returns how many there are. */
  #gather(first: Int32Array, reach: Reach): number {
    const { next } = this.#blocks
    let count = 0
    for (let i = 0; i < reach.count; i++) {
      for (let block = first[reach.cell[i]!]!; block >= 0; block = next[block]!) {
        if (count === this.#all.length) this.#widen()
        this.#all[count++] = block
      }
    }
    return count
  }

  #widen(): void {
    const all = new Int32Array(2 * this.#all.length)
    all.set(this.#all)
    this.#all = all
  }

  /** Takes of the blocks put down those of which anybody can be near enough and, where nobody counts, good enough. */
  #takeBatch(from: number, to: number, count: boolean): void {
    const { facts, factsSize } = this.#blocks
    const all = this.#all
    let sum = 0
    for (let i = from; i < to; i++) sum ^= facts[all[i]! * factsSize]!
    this.touched ^= sum
    this.#count = 0
    for (let i = from; i < to; i++) {
      const block = all[i]!
      if (facts[block * factsSize + fact.stale] !== 0) this.#blocks.tidy(block)
      this.#consider(block, block * factsSize, count)
    }
  }

  #consider(block: number, at: number, count: boolean): void {
    const { facts } = this.#blocks
    const { east, north, up, radius } = this.question
    const toEast = facts[at + fact.east]! - east
    const toWest = east - facts[at + fact.west]!
    const toNorth = facts[at + fact.north]! - north
    const toSouth = north - facts[at + fact.south]!
    const outEast = Math.max(0, -toEast, -toWest)
    const outNorth = Math.max(0, -toNorth, -toSouth)
    const near = Math.sqrt(outEast * outEast + outNorth * outNorth) - slack
    if (near > radius) return
    if (!count && this.#hope(at, near) < this.#list.floor) return
    const farEast = Math.max(toEast, toWest)
    const farNorth = Math.max(toNorth, toSouth)
    const farUp = Math.max(facts[at + fact.high]! - up, up - facts[at + fact.low]!)
    this.#block[this.#count] = block
    this.#near[this.#count] = near
    this.#far[this.#count++] = Math.sqrt(farEast * farEast + farNorth * farNorth + farUp * farUp) + slack
  }

  /** The most that anybody of the block can rank. */
  #hope(at: number, near: number): number {
    const { facts } = this.#blocks
    const { perFen, perKm, mostFen, payFen } = this.question
    const paid = payFen === null ? 0 : Math.min(mostFen, payFen - facts[at + fact.leastWanted]!)
    return facts[at + fact.greatest]! + perFen * paid - (perKm * near) / 100_000 + rounding
  }

  #touchBlocks(): void {
    const { facts, factsSize } = this.#blocks
    const { words, from, to } = this.question.days[0]!
    let sum = 0
    for (let i = 0; i < this.#count; i++) {
      const block = this.#block[i]!
      const at = block * factsSize
      sum ^= words[block * daySlots + from]! ^ words[block * daySlots + to - 1]!
      sum ^= facts[at + fact.limit]! ^ facts[at + fact.wants]!
      sum ^= facts[at + fact.sketch]! ^ facts[at + fact.sketch + line]!
    }
    this.touched ^= sum
  }

  /** Puts down those of a block who can come and may be among the best; returns how many can come. */
  #judge(i: number): number {
    const { facts, factsSize } = this.#blocks
    const { radius, without } = this.question
    const able = this.#able(this.#block[i]!)
    if (able === 0) return 0
    const limits = this.#block[i]! * factsSize + fact.limit
    const near = Math.min(limitSteps - 1, Math.max(0, Math.floor(this.#near[i]! / limitStep)))
    const maybe = able & facts[limits + near]!
    if (maybe === 0) return 0
    let sure = 0
    if (without === undefined && this.#far[i]! <= radius) {
      sure = maybe & facts[limits + Math.min(limitSteps, Math.ceil(this.#far[i]! / limitStep))]!
    }
    return this.#look(this.#block[i]!, maybe, sure)
  }

  /** Those of a block who are free for the whole shift, hold what it asks for and wish for no more, one bit each. */
  #able(block: number): number {
    const { holds, certificates, facts, factsSize } = this.#blocks
    const { days, certificates: asked, most } = this.question
    const at = block * factsSize
    let able = facts[at + fact.used]!
    for (let i = 0; i < days.length; i++) {
      const { words, from, to } = days[i]!
      const end = block * daySlots + to
      for (let slot = block * daySlots + from; slot < end; slot++) able &= words[slot]!
    }
    for (let i = 0; i < asked.length; i++) able &= holds[block * certificates + asked[i]!]!
    if (able === 0 || facts[at + fact.mostWanted]! <= most) return able
    return most < 0 ? 0 : able & this.#content(at + fact.wants)
  }

  /** Those whose wish is at most `most`: numbers compared digit by digit from the lowest on, all at once. */
  #content(wants: number): number {
    const { facts, digits } = this.#blocks
    const asked = this.question.digits
    let content = -1
    for (let i = 0; i < digits; i++) {
      const noughts = ~facts[wants + i]!
      const one = asked[i]!
      content = (content & (noughts | one)) | (noughts & one)
    }
    return content
  }

  /**
   * Looks at the sketches of those who may be near enough, `sure` of them for certain; puts down who may be among the
   * best, and returns how many can come.
   */
  #look(block: number, maybe: number, sure: number): number {
    const { facts, factsSize } = this.#blocks
    const list = this.#list
    const { floor } = list
    const { east, north, up, payFen, perKm, mostFen } = this.question
    const at = block * factsSize
    const steps = facts[at + fact.steps]!
    const eastStep = steps & sketch.mask
    const northStep = (steps >>> sketch.north) & sketch.mask
    const wishStep = (steps >>> sketch.wish) & sketch.mask
    const worthUnit = 1 << (steps >>> sketch.worth)
    const halfEast = (1 << eastStep) / 2
    const halfNorth = (1 << northStep) / 2
    const halfUp = (facts[at + fact.high]! - facts[at + fact.low]!) / 2
    // The middle of where somebody may stand, from the question; and how far from there at most.
    const middleEast = facts[at + fact.west]! - east + halfEast
    const middleNorth = facts[at + fact.south]! - north + halfNorth
    const middleUp = facts[at + fact.low]! - up + halfUp
    const around = Math.sqrt(halfEast * halfEast + halfNorth * halfNorth + halfUp * halfUp) + slack
    const perFen = payFen === null ? 0 : this.question.perFen
    const paid = (payFen ?? 0) - facts[at + fact.leastWanted]!
    const perCentimeter = perKm / 100_000
    const most = facts[at + fact.greatest]! + perCentimeter * around + rounding
    const open = worthUnit + perFen * (1 << wishStep) + 2 * (perCentimeter * around + rounding)
    let feasible = countBits(sure)
    for (let left = maybe; left !== 0; left &= left - 1) {
      const bit = lowestBit(left)
      const drawn = facts[at + fact.sketch + bit]!
      const dEast = middleEast + ((drawn & sketch.mask) << eastStep)
      const dNorth = middleNorth + (((drawn >>> sketch.north) & sketch.mask) << northStep)
      const distance = Math.sqrt(dEast * dEast + dNorth * dNorth + middleUp * middleUp)
      if (((sure >>> bit) & 1) === 0) {
        if (!this.#reaches(block, bit, distance - around, distance + around)) continue
        feasible++
      }
      const wish = ((drawn >>> sketch.wish) & sketch.mask) << wishStep
      const surplus = Math.min(mostFen, paid - wish)
      const below = (drawn >>> sketch.worth) * worthUnit
      const upper = most - below - perCentimeter * distance + perFen * surplus
      if (upper >= floor) list.add(block * blockSize + bit, upper, upper - open)
    }
    return feasible
  }

  /** Whether somebody between `near` and `far` is near enough and not left out by name. */
  #reaches(block: number, bit: number, near: number, far: number): boolean {
    const { facts, factsSize } = this.#blocks
    const { radius, without } = this.question
    if (near > radius) return false
    const limits = block * factsSize + fact.limit
    const least = Math.min(limitSteps - 1, Math.max(0, Math.floor(near / limitStep)))
    if (((facts[limits + least]! >>> bit) & 1) === 0) return false
    const most = Math.min(limitSteps, Math.ceil(far / limitStep))
    if (without === undefined && far <= radius && ((facts[limits + most]! >>> bit) & 1) !== 0) return true
    return this.#isNear(recordSize * (block * blockSize + bit))
  }

  /** To the centimetre. */
  #isNear(at: number): boolean {
    const { record } = this.#blocks
    const { x, y, z, squaredRadius, without } = this.question
    const dx = record[at + field.x]! - x
    const dy = record[at + field.y]! - y
    const dz = record[at + field.z]! - z
    const squared = dx * dx + dy * dy + dz * dz
    const own = record[at + field.limit]!
    if (squared > squaredRadius || squared > own * own) return false
    return without === undefined || !without.has(record[at + field.worker]!)
  }

  /** Ranks exactly whoever is left. */
  #rank(): void {
    const { record } = this.#blocks
    const { best } = this
    const { place, count } = this.#list
    const { x, y, z, payFen, perFen, perKm, mostFen } = this.question
    let sum = 0
    for (let i = 0; i < count; i++) sum ^= record[recordSize * place[i]!]!
    this.touched ^= sum
    for (let i = 0; i < count; i++) {
      const at = recordSize * place[i]!
      const dx = record[at + field.x]! - x
      const dy = record[at + field.y]! - y
      const dz = record[at + field.z]! - z
      const meters = Math.sqrt(dx * dx + dy * dy + dz * dz) / 100
      const surplus = payFen === null ? 0 : Math.min(mostFen, payFen - record[at + field.wantedFen]!)
      // As `scoreOf` reckons it.
      const score = record[at + field.worth]! - (perKm * meters) / 1_000 + perFen * surplus
      best.offer(score, record[at + field.worker]!, meters)
    }
  }
}
