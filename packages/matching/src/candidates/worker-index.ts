import { Best } from './best.ts'
import { anyCentimeters, Blocks, blockSize, daySlots, field, recordSize, setBit } from './blocks.ts'
import { Grid, inSpace, Reach, type Area, type Point } from './grid.ts'

/** One who looks for work. Ids of workers, occupations and certificates are the caller's, whole numbers from 0. */
export type WorkerEntry = {
  worker: number
  point: Point
  occupations: readonly number[]
  /** 1 for each half hour of the calendar in which the person can work, 0 for the others. */
  free: Uint8Array
  /** Least pay the person wants, fen an hour; 0: any. */
  wantedFen: number
  /** How far the person goes, metres; Infinity: as far as the question allows. */
  maxMeters: number
  /** Certificates held, or any other yes-or-no fact a shift may ask for (of age, for one). */
  certificates: readonly number[]
  /** What this person brings to any shift, a whole number in the unit of `RankTerms`. */
  worth: number
}

export type ShiftQuestion = {
  point: Point
  occupation: number
  /**
   * Half hours of the calendar, `to` excluded; the whole of it must be free. `to` may lie beyond the end: a calendar
   * used as a ring goes on at its beginning.
   */
  from: number
  to: number
  /** Pay, fen an hour; null where pay is not by time: then nobody’s wish stands in the way. */
  payFen: number | null
  certificates: readonly number[]
  radiusMeters: number
  /** Who is not to be found: has declined this shift, is planned already. */
  without?: ReadonlySet<number>
}

/**
 * How candidates are ranked: `worth − perKm · km + perFen · (pay − wanted, at most mostFen)`. Nothing here is negative.
 * Equal ones by lower id.
 */
export type RankTerms = { perKm: number; perFen: number; mostFen: number }

export type FoundWorker = { worker: number; meters: number; score: number }
export type Found = {
  best: FoundWorker[]
  /** How many can come at all: counted only where asked for, since passing over the hopeless is what makes it quick. */
  feasible: number | null
}

export type IndexOptions = {
  area: Area
  /** Length of the calendar; each day has 48 half hours. */
  days: number
  /** How many kinds of certificates there are. */
  certificates: number
  /** Side of a square, metres. About a third of the usual radius serves well. */
  cellMeters?: number
}

const defaultCellMeters = 3_000

/** What sums of floating point numbers may differ by: nobody is passed over for that. */
const rounding = 1e-6

type DaySpan = { words: Int32Array; from: number; to: number }
type Kept = { entry: WorkerEntry; cell: number; places: number[] }

/** Who can do a shift: everybody who fits, or exactly the best of them. Kept under every change. */
export class WorkerIndex {
  readonly #grid: Grid
  readonly #blocks: Blocks
  /** By occupation, made when first needed: the first block of each square, −1: nobody. */
  readonly #heads: (Int32Array | undefined)[] = []
  readonly #entries = new Map<number, Kept>()
  readonly #reach = new Reach()
  readonly #best = new Best()

  constructor(options: IndexOptions) {
    this.#grid = new Grid(options.area, options.cellMeters ?? defaultCellMeters)
    this.#blocks = new Blocks(options.days, options.certificates)
  }

  get size(): number {
    return this.#entries.size
  }

  get(worker: number): WorkerEntry | undefined {
    return this.#entries.get(worker)?.entry
  }

  /** Adds a person, or writes everything about one anew. Throws RangeError where an entry cannot be. */
  put(entry: WorkerEntry): void {
    checkEntry(entry, this.#blocks)
    this.remove(entry.worker)
    const cell = this.#grid.cellOf(entry.point)
    const kept = { ...entry, free: entry.free.slice() }
    const places = [...new Set(entry.occupations)].map((occupation) => this.#place(kept, occupation, cell))
    this.#entries.set(entry.worker, { entry: kept, cell, places })
  }

  /** Returns whether the person was there. */
  remove(worker: number): boolean {
    const known = this.#entries.get(worker)
    if (!known) return false
    const occupations = [...new Set(known.entry.occupations)]
    known.places.forEach((place, i) => this.#leave(place, occupations[i]!, known.cell))
    this.#entries.delete(worker)
    return true
  }

  /** Half hours `from`…`to` (excluded) become free or taken: work was accepted, a day was taken off. */
  setFree(worker: number, from: number, to: number, free: boolean): void {
    const known = this.#entries.get(worker)
    if (!known) return
    known.entry.free.fill(free ? 1 : 0, from, to)
    for (const place of known.places) for (let slot = from; slot < to; slot++) this.#blocks.setFree(place, slot, free)
  }

  setWorth(worker: number, worth: number): void {
    const known = this.#entries.get(worker)
    if (!known) return
    known.entry.worth = worth
    for (const place of known.places) {
      this.#blocks.record[recordSize * place + field.worth] = worth
      this.#blocks.weigh(Math.floor(place / blockSize))
    }
  }

  /** A calendar used as a ring: a day that is past becomes a new one, on which nobody is known to be free yet. */
  clearDay(day: number): void {
    for (const { entry } of this.#entries.values()) entry.free.fill(0, day * daySlots, (day + 1) * daySlots)
    this.#blocks.clearDay(day)
  }

  /**
   * The best `limit` people who can do the shift, best first. With `count`, how many can do it at all as well: then
   * everybody near enough is looked at.
   */
  find(shift: ShiftQuestion, rank: RankTerms, limit: number, count = false): Found {
    checkQuestion(shift, this.#blocks)
    const best = this.#best
    best.start(limit)
    const feasible = this.#scan(shift, rank, count)
    best.finish()
    const found: FoundWorker[] = []
    for (let i = 0; i < best.count; i++) {
      found.push({ worker: best.id[i]!, meters: best.meters[i]!, score: best.score[i]! })
    }
    return { best: found, feasible: count ? feasible : null }
  }

  #scan(shift: ShiftQuestion, rank: RankTerms, count: boolean): number {
    const heads = this.#heads[shift.occupation]
    if (!heads) return 0
    const reach = this.#reach
    this.#grid.reach(shift.point, shift.radiusMeters, reach)
    const { next, greatest } = this.#blocks
    const mostPay = shift.payFen === null ? 0 : rank.perFen * Math.min(rank.mostFen, shift.payFen)
    const centre = inSpace(shift.point)
    const days = this.#daysOf(shift)
    let feasible = 0
    for (let i = 0; i < reach.count; i++) {
      let block = heads[reach.cell[i]!]!
      if (block < 0) continue
      const hope = mostPay - (rank.perKm * Math.sqrt(reach.squared[i]!)) / 1_000 + rounding
      for (; block >= 0; block = next[block]!) {
        if (!count && greatest[block]! + hope < this.#best.floor) continue
        const able = this.#able(block, shift, days)
        if (able !== 0) feasible += this.#weigh(block, able, shift, centre, rank)
      }
    }
    return feasible
  }

  /** The half hours of a question day by day, over the end of the ring where it goes on there. */
  #daysOf(shift: ShiftQuestion): DaySpan[] {
    const spans: DaySpan[] = []
    for (let at = shift.from; at < shift.to;) {
      const end = Math.min(shift.to, (Math.floor(at / daySlots) + 1) * daySlots)
      const words = this.#blocks.free[Math.floor(at / daySlots) % this.#blocks.days]!
      spans.push({ words, from: at % daySlots, to: (at % daySlots) + end - at })
      at = end
    }
    return spans
  }

  /** Those of a block who are free for the whole shift and hold what it asks for, one bit each. */
  #able(block: number, shift: ShiftQuestion, days: readonly DaySpan[]): number {
    const { holds, certificates, used } = this.#blocks
    let able = used[block]!
    for (let i = 0; i < days.length; i++) {
      const { words, from, to } = days[i]!
      const end = block * daySlots + to
      for (let at = block * daySlots + from; at < end; at++) able &= words[at]!
    }
    if (able === 0) return 0
    for (let i = 0; i < shift.certificates.length; i++) able &= holds[block * certificates + shift.certificates[i]!]!
    return able
  }

  #weigh(
    block: number,
    able: number,
    shift: ShiftQuestion,
    centre: { x: number; y: number; z: number },
    rank: RankTerms,
  ): number {
    const { record } = this.#blocks
    const best = this.#best
    const { without } = shift
    const pay = shift.payFen ?? Number.POSITIVE_INFINITY
    const { x, y, z } = centre
    const reach = (100 * shift.radiusMeters) ** 2
    let { floor } = best
    let feasible = 0
    for (let bits = able; bits !== 0; bits &= bits - 1) {
      const at = recordSize * (block * blockSize + 31 - Math.clz32(bits & -bits))
      const wanted = record[at + field.wantedFen]!
      if (wanted > pay) continue
      const dx = record[at + field.x]! - x
      const dy = record[at + field.y]! - y
      const dz = record[at + field.z]! - z
      const squared = dx * dx + dy * dy + dz * dz
      const own = record[at + field.limit]!
      if (squared > reach || squared > own * own) continue
      const id = record[at + field.worker]!
      if (without !== undefined && without.has(id)) continue
      feasible++
      const meters = Math.sqrt(squared) / 100
      const score = scoreOf(record[at + field.worth]!, meters, wanted, shift.payFen, rank)
      if (score < floor) continue
      best.offer(score, id, meters)
      floor = best.floor
    }
    return feasible
  }

  /** Finds a place in the square’s blocks. */
  #place(entry: WorkerEntry, occupation: number, cell: number): number {
    const blocks = this.#blocks
    const heads = (this.#heads[occupation] ??= new Int32Array(this.#grid.cells).fill(-1))
    let block = heads[cell]!
    while (block >= 0 && blocks.used[block] === -1) block = blocks.next[block]!
    if (block < 0) {
      block = blocks.take(heads[cell]!)
      heads[cell] = block
    }
    const bit = 31 - Math.clz32(~blocks.used[block]! & -~blocks.used[block]!)
    const at = block * blockSize + bit
    const { x, y, z } = inSpace(entry.point)
    const limit = Math.min(Math.floor(100 * entry.maxMeters), anyCentimeters)
    blocks.used[block] = blocks.used[block]! | (1 << bit)
    blocks.record.set([x, y, z, limit, entry.wantedFen, entry.worth, entry.worker], recordSize * at)
    blocks.setCalendar(block, bit, entry.free)
    const held = new Set(entry.certificates)
    for (let kind = 0; kind < blocks.certificates; kind++) {
      setBit(blocks.holds, block * blocks.certificates + kind, bit, held.has(kind))
    }
    if (entry.worth > blocks.greatest[block]!) blocks.greatest[block] = entry.worth
    return at
  }

  #leave(place: number, occupation: number, cell: number): void {
    const blocks = this.#blocks
    const heads = this.#heads[occupation]!
    const block = Math.floor(place / blockSize)
    blocks.used[block] = blocks.used[block]! & ~(1 << (place % blockSize))
    if (blocks.used[block] !== 0) {
      blocks.weigh(block)
      return
    }
    if (heads[cell] === block) heads[cell] = blocks.next[block]!
    else {
      let before = heads[cell]!
      while (blocks.next[before] !== block) before = blocks.next[before]!
      blocks.next[before] = blocks.next[block]!
    }
    blocks.giveBack(block)
  }
}

/** The rank of one person for one shift; the same sum whoever reckons it. */
export function scoreOf(
  worth: number,
  meters: number,
  wantedFen: number,
  payFen: number | null,
  rank: RankTerms,
): number {
  const surplus = payFen === null ? 0 : Math.min(rank.mostFen, payFen - wantedFen)
  return worth - (rank.perKm * meters) / 1_000 + rank.perFen * surplus
}

const isInt = (value: number, least: number) => Number.isInteger(value) && value >= least && value < 0x80000000

function checkEntry(entry: WorkerEntry, { days, certificates }: { days: number; certificates: number }): void {
  if (entry.free.length !== days * daySlots) {
    throw new RangeError(`the calendar must have ${days * daySlots} half hours`)
  }
  if (!isInt(entry.worker, 0)) throw new RangeError('worker must be a whole number from 0')
  if (!isInt(entry.wantedFen, 0)) throw new RangeError('wantedFen must be a whole number from 0')
  if (!(entry.maxMeters >= 0)) throw new RangeError('maxMeters must not be negative')
  if (!isInt(entry.worth, -0x80000000)) throw new RangeError('worth must be a whole number of 32 bits')
  if (entry.certificates.some((kind) => !isInt(kind, 0) || kind >= certificates)) {
    throw new RangeError(`certificates must be whole numbers below ${certificates}`)
  }
}

function checkQuestion(shift: ShiftQuestion, { days, certificates }: { days: number; certificates: number }): void {
  const slots = days * daySlots
  if (!(isInt(shift.from, 0) && shift.from < slots && shift.to > shift.from && shift.to <= shift.from + slots)) {
    throw new RangeError(`a shift must begin within the ${slots} half hours of the calendar and be no longer`)
  }
  if (shift.certificates.some((kind) => !isInt(kind, 0) || kind >= certificates)) {
    throw new RangeError(`certificates must be whole numbers below ${certificates}`)
  }
}
