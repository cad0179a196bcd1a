import { Best } from './best.ts'
import {
  blockSize,
  countBits,
  daySlots,
  fact,
  field,
  head,
  headSize,
  limitStep,
  limitSteps,
  lowestBit,
  recordSize,
  type Blocks,
} from './blocks.ts'
import type { Reach } from './grid.ts'
import { Question } from './question.ts'

/** What sums of floating point numbers may differ by: nobody is passed over for that. */
const rounding = 1e-6
/** Centimetres by which a box and a distance may differ for the same reason, with room to spare. */
const slack = 2
/** Blocks taken together. */
const batch = 32

/**
 * Goes through the blocks a question touches. Most people are judged 32 at a time; one by one are looked at only those
 * of whom it depends on the metre whether they are near enough, and those who may still be among the best.
 *
 * What takes time is waiting for memory. So blocks are taken a batch at a time, step by step, and before each step all
 * the memory it needs is touched: then the processor waits for many lines at once and not for one after another.
 */
export class Scan {
  readonly best = new Best()
  readonly question = new Question()
  readonly #blocks: Blocks
  #count = 0
  /** Of each block of the batch: its number, how near and how far its people can be (centimetres), who can come. */
  readonly #block = new Int32Array(batch)
  readonly #near = new Float64Array(batch)
  readonly #far = new Float64Array(batch)
  readonly #found = new Int32Array(batch)
  /** People to be looked at one by one, and each one’s block within the batch. */
  readonly #places = new Int32Array(batch * blockSize)
  readonly #of = new Int32Array(batch * blockSize)
  /** Of no meaning; without a use of what was read the reading might be left out. */
  touched = 0

  constructor(blocks: Blocks) {
    this.#blocks = blocks
  }

  /** Offers everybody who may be among the best; returns how many can come, which is all of them only with `count`. */
  run(first: Int32Array, reach: Reach, count: boolean): number {
    const blocks = this.#blocks
    const known = blocks.head
    let feasible = 0
    this.#count = 0
    for (let i = 0; i < reach.count; i++) {
      let block = first[reach.cell[i]!]!
      while (block >= 0) {
        const at = block * headSize
        if (known[at + head.stale] !== 0) blocks.tidy(block)
        this.#consider(block, at, count)
        if (this.#count === batch) feasible += this.#finish()
        block = known[at + head.next]!
      }
    }
    return feasible + this.#finish()
  }

  /** Takes a block into the batch, if anybody of it can be near enough and, where nobody counts, good enough. */
  #consider(block: number, at: number, count: boolean): void {
    const known = this.#blocks.head
    const { east, north, up, radius } = this.question
    const toEast = known[at + head.east]! - east
    const toWest = east - known[at + head.west]!
    const toNorth = known[at + head.north]! - north
    const toSouth = north - known[at + head.south]!
    const outEast = Math.max(0, -toEast, -toWest)
    const outNorth = Math.max(0, -toNorth, -toSouth)
    const near = Math.sqrt(outEast * outEast + outNorth * outNorth) - slack
    if (near > radius) return
    if (!count && known[at + head.greatest]! + this.#hope(at, near) < this.best.floor) return
    const farEast = Math.max(toEast, toWest)
    const farNorth = Math.max(toNorth, toSouth)
    const farUp = Math.max(known[at + head.high]! - up, up - known[at + head.low]!)
    this.#block[this.#count] = block
    this.#near[this.#count] = near
    this.#far[this.#count++] = Math.sqrt(farEast * farEast + farNorth * farNorth + farUp * farUp) + slack
  }

  /** The most that anybody of the block can have besides the own worth. */
  #hope(at: number, near: number): number {
    const { perFen, perKm, mostFen, payFen } = this.question
    const paid = payFen === null ? 0 : Math.min(mostFen, payFen - this.#blocks.head[at + head.leastWanted]!)
    return perFen * paid - (perKm * near) / 100_000 + rounding
  }

  /** Judges the batch; returns how many of it can come. */
  #finish(): number {
    if (this.#count === 0) return 0
    this.#touchBlocks()
    const unsure = this.#judge()
    if (unsure > 0) {
      this.#touchRecords(unsure)
      this.#lookAt(unsure)
    }
    let feasible = 0
    for (let i = 0; i < this.#count; i++) feasible += countBits(this.#found[i]!)
    const hopeful = this.#hopeful()
    if (hopeful > 0) {
      this.#touchRecords(hopeful)
      this.#rank(hopeful)
    }
    this.#count = 0
    return feasible
  }

  #touchBlocks(): void {
    const { facts, factsSize } = this.#blocks
    const { words, from, to } = this.question.days[0]!
    let sum = 0
    for (let i = 0; i < this.#count; i++) {
      const block = this.#block[i]!
      sum += words[block * daySlots + from]! ^ words[block * daySlots + to - 1]!
      sum ^= facts[block * factsSize]! ^ facts[block * factsSize + fact.wants]!
    }
    this.touched ^= sum
  }

  #touchRecords(count: number): void {
    const { record } = this.#blocks
    let sum = 0
    for (let i = 0; i < count; i++) sum ^= record[recordSize * this.#places[i]!]!
    this.touched ^= sum
  }

  /** Who can come for sure; returns how many there are of whom it must be looked at, and puts these down. */
  #judge(): number {
    const { facts, factsSize } = this.#blocks
    const { radius, without } = this.question
    let unsure = 0
    for (let i = 0; i < this.#count; i++) {
      const block = this.#block[i]!
      const able = this.#able(block)
      this.#found[i] = 0
      if (able === 0) continue
      const limits = block * factsSize + fact.limit
      const near = Math.min(limitSteps - 1, Math.max(0, Math.floor(this.#near[i]! / limitStep)))
      const maybe = able & facts[limits + near]!
      if (without === undefined && this.#far[i]! <= radius) {
        this.#found[i] = able & facts[limits + Math.min(limitSteps, Math.ceil(this.#far[i]! / limitStep))]!
      }
      for (let left = maybe & ~this.#found[i]!; left !== 0; left &= left - 1) {
        this.#places[unsure] = block * blockSize + lowestBit(left)
        this.#of[unsure++] = i
      }
    }
    return unsure
  }

  /** Those of a block who are free for the whole shift, hold what it asks for and wish for no more, one bit each. */
  #able(block: number): number {
    const { holds, certificates, head: known } = this.#blocks
    const { days, certificates: asked, most } = this.question
    let able = known[block * headSize + head.used]!
    for (let i = 0; i < days.length; i++) {
      const { words, from, to } = days[i]!
      const end = block * daySlots + to
      for (let slot = block * daySlots + from; slot < end; slot++) able &= words[slot]!
    }
    for (let i = 0; i < asked.length; i++) able &= holds[block * certificates + asked[i]!]!
    if (able === 0 || known[block * headSize + head.mostWanted]! <= most) return able
    return this.#content(block, able, most)
  }

  /** Those whose wish is at most `most`: numbers compared digit by digit, all at once. */
  #content(block: number, able: number, most: number): number {
    if (most < 0) return 0
    const { facts, factsSize, digits } = this.#blocks
    const wants = block * factsSize + fact.wants
    let equal = able
    let more = 0
    for (let i = digits - 1; i >= 0 && equal !== 0; i--) {
      const ones = facts[wants + i]!
      if (((most >> i) & 1) !== 0) equal &= ones
      else {
        more |= equal & ones
        equal &= ~ones
      }
    }
    return able & ~more
  }

  /** Those of whom the metre decides, and who are not left out by name. */
  #lookAt(count: number): void {
    const { record } = this.#blocks
    const { x, y, z, squaredRadius, without } = this.question
    for (let i = 0; i < count; i++) {
      const place = this.#places[i]!
      const at = recordSize * place
      const dx = record[at + field.x]! - x
      const dy = record[at + field.y]! - y
      const dz = record[at + field.z]! - z
      const squared = dx * dx + dy * dy + dz * dz
      const own = record[at + field.limit]!
      if (squared > squaredRadius || squared > own * own) continue
      if (without !== undefined && without.has(record[at + field.worker]!)) continue
      const block = this.#of[i]!
      this.#found[block] = this.#found[block]! | (1 << (place % blockSize))
    }
  }

  /** Puts down those who can come and may be among the best; returns how many. */
  #hopeful(): number {
    const { floor } = this.best
    let hopeful = 0
    for (let i = 0; i < this.#count; i++) {
      if (this.#found[i] === 0) continue
      const block = this.#block[i]!
      const need = floor - this.#hope(block * headSize, this.#near[i]!)
      for (let left = this.#found[i]! & this.#worth(block, need); left !== 0; left &= left - 1) {
        this.#places[hopeful++] = block * blockSize + lowestBit(left)
      }
    }
    return hopeful
  }

  /** Whoever is worth at least so much, and perhaps a few more. */
  #worth(block: number, need: number): number {
    const known = this.#blocks.head
    const { facts, factsSize } = this.#blocks
    const at = block * headSize
    if (need > known[at + head.greatest]!) return 0
    for (let i = 0; i < 4; i++) {
      if (need > known[at + head.after + i]!) return facts[block * factsSize + fact.top + i]!
    }
    return -1
  }

  #rank(count: number): void {
    const { record } = this.#blocks
    const { best } = this
    const { x, y, z, payFen, perFen, perKm, mostFen } = this.question
    let { floor } = best
    for (let i = 0; i < count; i++) {
      const at = recordSize * this.#places[i]!
      const dx = record[at + field.x]! - x
      const dy = record[at + field.y]! - y
      const dz = record[at + field.z]! - z
      const meters = Math.sqrt(dx * dx + dy * dy + dz * dz) / 100
      const surplus = payFen === null ? 0 : Math.min(mostFen, payFen - record[at + field.wantedFen]!)
      // As `scoreOf` reckons it.
      const score = record[at + field.worth]! - (perKm * meters) / 1_000 + perFen * surplus
      if (score < floor) continue
      best.offer(score, record[at + field.worker]!, meters)
      floor = best.floor
    }
  }
}
