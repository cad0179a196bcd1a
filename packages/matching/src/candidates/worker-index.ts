import { Best } from './best.ts'
import { anyDistance, Blocks, blockSize } from './blocks.ts'
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
  /** What this person brings to any shift, in the same unit as `RankTerms`. */
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
  /** Length of the calendar in half hours: 14 days are 672. */
  slots: number
  /** How many kinds of certificates there are. */
  certificates: number
  /** Side of a square, metres. About a third of the usual radius serves well. */
  cellMeters?: number
}

const defaultCellMeters = 3_000

/** What sums of floating point numbers may differ by: nobody is passed over for that. */
const rounding = 1e-6

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
    this.#blocks = new Blocks(options.slots, options.certificates)
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
    for (const place of known.places) {
      const base = Math.floor(place / blockSize) * this.#blocks.slots
      for (let slot = from; slot < to; slot++)
        this.#blocks.set(this.#blocks.free, base + slot, place % blockSize, free)
    }
  }

  setWorth(worker: number, worth: number): void {
    const known = this.#entries.get(worker)
    if (!known) return
    known.entry.worth = worth
    for (const place of known.places) {
      this.#blocks.worth[place] = worth
      this.#blocks.weigh(Math.floor(place / blockSize))
    }
  }

  /** A calendar used as a ring: half hours that are past become those of a new day, in which nobody is free yet. */
  clearSlots(from: number, to: number): void {
    for (const { entry } of this.#entries.values()) entry.free.fill(0, from, to)
    this.#blocks.clearSlots(from, to)
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
    let feasible = 0
    for (let i = 0; i < reach.count; i++) {
      let block = heads[reach.cell[i]!]!
      if (block < 0) continue
      const hope = mostPay - (rank.perKm * Math.sqrt(reach.squared[i]!)) / 1_000
      for (; block >= 0; block = next[block]!) {
        if (!count && greatest[block]! + hope < this.#best.floor - rounding) continue
        const able = this.#able(block, shift)
        if (able !== 0) feasible += this.#weigh(block, able, shift, centre, rank)
      }
    }
    return feasible
  }

  /** Those of a block who are free for the whole shift and hold what it asks for, one bit each. */
  #able(block: number, shift: ShiftQuestion): number {
    const { free, holds, slots, certificates, used } = this.#blocks
    let able = used[block]!
    const base = block * slots
    const end = base + Math.min(shift.to, slots)
    for (let at = base + shift.from; at < end; at++) able &= free[at]!
    for (let at = base; at < base + shift.to - slots; at++) able &= free[at]!
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
    const { place, wantedFen, worth, worker } = this.#blocks
    const best = this.#best
    const { without } = shift
    const pay = shift.payFen ?? Number.POSITIVE_INFINITY
    const limit = shift.radiusMeters * shift.radiusMeters
    let feasible = 0
    for (let bits = able; bits !== 0; bits &= bits - 1) {
      const at = block * blockSize + 31 - Math.clz32(bits & -bits)
      const wanted = wantedFen[at]!
      if (wanted > pay) continue
      const p = 4 * at
      const dx = place[p]! - centre.x
      const dy = place[p + 1]! - centre.y
      const dz = place[p + 2]! - centre.z
      const squared = dx * dx + dy * dy + dz * dz
      if (squared > limit || squared > place[p + 3]!) continue
      const id = worker[at]!
      if (without?.has(id)) continue
      feasible++
      const meters = Math.sqrt(squared)
      const score = scoreOf(worth[at]!, meters, wanted, shift.payFen, rank)
      if (score >= best.floor) best.offer(score, id, meters)
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
    const most = Math.min(entry.maxMeters, anyDistance)
    blocks.used[block] = blocks.used[block]! | (1 << bit)
    blocks.worker[at] = entry.worker
    blocks.wantedFen[at] = entry.wantedFen
    blocks.worth[at] = entry.worth
    blocks.place.set([x, y, z, most * most], 4 * at)
    blocks.setFree(block, bit, entry.free)
    const held = new Set(entry.certificates)
    for (let kind = 0; kind < blocks.certificates; kind++) {
      blocks.set(blocks.holds, block * blocks.certificates + kind, bit, held.has(kind))
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

function checkEntry(entry: WorkerEntry, { slots, certificates }: { slots: number; certificates: number }): void {
  if (entry.free.length !== slots) throw new RangeError(`the calendar must have ${slots} half hours`)
  if (!Number.isInteger(entry.worker) || entry.worker < 0) throw new RangeError('worker must be a whole number from 0')
  if (!(entry.wantedFen >= 0)) throw new RangeError('wantedFen must not be negative')
  if (!(entry.maxMeters >= 0)) throw new RangeError('maxMeters must not be negative')
  if (!Number.isFinite(entry.worth)) throw new RangeError('worth must be a number')
  if (entry.certificates.some((kind) => !Number.isInteger(kind) || kind < 0 || kind >= certificates)) {
    throw new RangeError(`certificates must be whole numbers below ${certificates}`)
  }
}

function checkQuestion(shift: ShiftQuestion, { slots, certificates }: { slots: number; certificates: number }): void {
  if (!(shift.from >= 0 && shift.from < slots && shift.to > shift.from && shift.to <= shift.from + slots)) {
    throw new RangeError(`a shift must begin within the ${slots} half hours of the calendar and be no longer`)
  }
  if (shift.certificates.some((kind) => !Number.isInteger(kind) || kind < 0 || kind >= certificates)) {
    throw new RangeError(`certificates must be whole numbers below ${certificates}`)
  }
}
