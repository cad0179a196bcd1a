import { Best } from './best.ts'
import { Grid, inSpace, Reach, type Area, type Point } from './grid.ts'
import { scoreOf, type RankTerms } from './entries.ts'

/** Work that is open. Ids are the caller's, whole numbers from 0. */
export type ShiftEntry = {
  shift: number
  point: Point
  occupation: number
  /** Half hours, `to` excluded, counted as in the workers' calendars. */
  from: number
  to: number
  /** Fen an hour; null where pay is not by time. */
  payFen: number | null
  certificates: readonly number[]
  /** What this shift is worth to anybody: urgency, for one; in the unit of `RankTerms`. */
  worth: number
}

export type WorkerQuestion = {
  point: Point
  occupations: readonly number[]
  free: Uint8Array
  wantedFen: number
  maxMeters: number
  certificates: readonly number[]
  without?: ReadonlySet<number>
}

export type FoundShift = { shift: number; meters: number; score: number }

type Bucket = { entries: (ShiftEntry & { x: number; y: number; z: number })[]; greatest: number }

const defaultCellMeters = 3_000

/** What one person can do: exactly the best shifts, nearest squares first. Kept under every change. */
export class ShiftIndex {
  readonly #grid: Grid
  readonly #buckets: Map<number, Bucket>[] = []
  readonly #where = new Map<number, { occupation: number; cell: number }>()
  readonly #reach = new Reach()
  readonly #best = new Best()

  constructor(options: { area: Area; cellMeters?: number }) {
    this.#grid = new Grid(options.area, options.cellMeters ?? defaultCellMeters)
  }

  get size(): number {
    return this.#where.size
  }

  /** Adds a shift, or writes it anew. */
  put(entry: ShiftEntry): void {
    if (!Number.isInteger(entry.shift) || entry.shift < 0) throw new RangeError('shift must be a whole number from 0')
    if (!(entry.from >= 0 && entry.to > entry.from)) throw new RangeError('a shift must end after it begins')
    if (!Number.isFinite(entry.worth)) throw new RangeError('worth must be a number')
    this.remove(entry.shift)
    const cell = this.#grid.cellOf(entry.point)
    const buckets = (this.#buckets[entry.occupation] ??= new Map())
    const bucket = buckets.get(cell) ?? { entries: [], greatest: Number.NEGATIVE_INFINITY }
    bucket.entries.push({ ...entry, ...inSpace(entry.point) })
    bucket.greatest = Math.max(bucket.greatest, entry.worth)
    buckets.set(cell, bucket)
    this.#where.set(entry.shift, { occupation: entry.occupation, cell })
  }

  remove(shift: number): boolean {
    const known = this.#where.get(shift)
    if (!known) return false
    const buckets = this.#buckets[known.occupation]!
    const bucket = buckets.get(known.cell)!
    bucket.entries = bucket.entries.filter((one) => one.shift !== shift)
    bucket.greatest = bucket.entries.reduce((most, one) => Math.max(most, one.worth), Number.NEGATIVE_INFINITY)
    if (bucket.entries.length === 0) buckets.delete(known.cell)
    this.#where.delete(shift)
    return true
  }

  /** The best `limit` shifts this person can do, best first. */
  find(worker: WorkerQuestion, rank: RankTerms, limit: number): FoundShift[] {
    const best = this.#best
    best.start(limit)
    const until = freeUntil(worker.free)
    const held = new Set(worker.certificates)
    const radius = Math.min(worker.maxMeters, 1e8)
    this.#grid.reach(worker.point, radius, this.#reach)
    for (const occupation of new Set(worker.occupations)) {
      const buckets = this.#buckets[occupation]
      if (buckets) this.#scan(buckets, { ...worker, maxMeters: radius }, { until, held }, rank)
    }
    best.finish()
    const found: FoundShift[] = []
    for (let i = 0; i < best.count; i++) {
      found.push({ shift: best.id[i]!, meters: best.meters[i]!, score: best.score[i]! })
    }
    return found
  }

  #scan(
    buckets: Map<number, Bucket>,
    worker: WorkerQuestion,
    { until, held }: { until: Int32Array; held: ReadonlySet<number> },
    rank: RankTerms,
  ): void {
    const best = this.#best
    const { x, y, z } = inSpace(worker.point)
    const limit = (100 * worker.maxMeters) ** 2
    const mostPay = rank.perFen * rank.mostFen
    for (let i = 0; i < this.#reach.count; i++) {
      const bucket = buckets.get(this.#reach.cell[i]!)
      if (!bucket) continue
      const hope = mostPay - (rank.perKm * Math.sqrt(this.#reach.squared[i]!)) / 1_000
      if (bucket.greatest + hope < best.floor - 1e-6) continue
      for (const one of bucket.entries) {
        if ((until[one.from % until.length] ?? 0) < one.to - one.from) continue
        if (one.payFen !== null && worker.wantedFen > one.payFen) continue
        if (!one.certificates.every((kind) => held.has(kind)) || worker.without?.has(one.shift)) continue
        const squared = (x - one.x) ** 2 + (y - one.y) ** 2 + (z - one.z) ** 2
        if (squared > limit) continue
        const meters = Math.sqrt(squared) / 100
        best.offer(scoreOf(one.worth, meters, worker.wantedFen, one.payFen, rank), one.shift, meters)
      }
    }
  }
}

/** How many free half hours follow from each on, over the end of a calendar used as a ring. */
function freeUntil(free: Uint8Array): Int32Array {
  const run = new Int32Array(free.length)
  let length = 0
  for (let i = 2 * free.length - 1; i >= 0; i--) {
    length = free[i % free.length] === 1 ? Math.min(length + 1, free.length) : 0
    run[i % free.length] = length
  }
  return run
}
