import { Blocks } from './blocks.ts'
import { checkEntry, checkQuestion, checkWorth } from './checks.ts'
import type { Found, FoundWorker, IndexOptions, RankTerms, ShiftQuestion, WorkerEntry } from './entries.ts'
import { Grid, inSpace, Reach } from './grid.ts'
import { daySlots } from './layout.ts'
import { Scan } from './scan.ts'
import { Squares, type Kept } from './squares.ts'

const defaultCellMeters = 6_000

/** Who can do a shift: everybody who fits, or exactly the best of them. Kept under every change. */
export class WorkerIndex {
  readonly #grid: Grid
  readonly #blocks: Blocks
  readonly #people = new Map<number, Kept>()
  readonly #squares: Squares
  readonly #reach = new Reach()
  readonly #scan: Scan

  constructor(options: IndexOptions) {
    this.#grid = new Grid(options.area, options.cellMeters ?? defaultCellMeters)
    this.#blocks = new Blocks(options.area, options.days, options.certificates)
    this.#squares = new Squares(this.#blocks, this.#grid.cells, this.#people)
    this.#scan = new Scan(this.#blocks)
  }

  get size(): number {
    return this.#people.size
  }

  get(worker: number): WorkerEntry | undefined {
    return this.#people.get(worker)?.entry
  }

  /** Adds a person, or writes everything about one anew. Throws RangeError where an entry cannot be. */
  put(entry: WorkerEntry): void {
    checkEntry(entry, this.#blocks)
    this.#squares.enter(this.#keep(entry))
  }

  /** As `put` for each in turn, all of them or, where one cannot be, none: quicker, and the index is tighter after it. */
  putAll(entries: Iterable<WorkerEntry>): void {
    const last = new Map<number, WorkerEntry>()
    for (const entry of entries) {
      checkEntry(entry, this.#blocks)
      last.set(entry.worker, entry)
    }
    const together = new Map<number, Kept[]>()
    for (const entry of last.values()) {
      const kept = this.#keep(entry)
      for (const occupation of kept.occupations) {
        const key = occupation * this.#grid.cells + kept.cell
        const others = together.get(key)
        if (others) others.push(kept)
        else together.set(key, [kept])
      }
    }
    for (const [key, many] of together) {
      this.#squares.enterAll(many, Math.floor(key / this.#grid.cells), key % this.#grid.cells)
    }
  }

  #keep(entry: WorkerEntry): Kept {
    this.remove(entry.worker)
    const kept: Kept = {
      entry: { ...entry, free: entry.free.slice() },
      at: inSpace(entry.point),
      cell: this.#grid.cellOf(entry.point),
      occupations: [...new Set(entry.occupations)],
      places: [],
    }
    this.#people.set(entry.worker, kept)
    return kept
  }

  /** Returns whether the person was there. */
  remove(worker: number): boolean {
    const kept = this.#people.get(worker)
    if (!kept) return false
    this.#squares.leave(kept)
    return this.#people.delete(worker)
  }

  /** Half hours `from`…`to` (excluded) become free or taken: work was accepted, a day was taken off. */
  setFree(worker: number, from: number, to: number, free: boolean): void {
    const kept = this.#people.get(worker)
    if (!kept) return
    kept.entry.free.fill(free ? 1 : 0, from, to)
    for (const place of kept.places) for (let slot = from; slot < to; slot++) this.#blocks.setFree(place, slot, free)
  }

  setWorth(worker: number, worth: number): void {
    checkWorth(worth)
    const kept = this.#people.get(worker)
    if (!kept) return
    kept.entry.worth = worth
    for (const place of kept.places) this.#blocks.setWorth(place, worth)
  }

  /** A calendar used as a ring: a day that is past becomes a new one, on which nobody is known to be free yet. */
  clearDay(day: number): void {
    for (const { entry } of this.#people.values()) entry.free.fill(0, day * daySlots, (day + 1) * daySlots)
    this.#blocks.clearDay(day)
  }

  /**
   * The best `limit` people who can do the shift, best first. With `count`, how many can do it at all as well: then
   * nobody near enough is passed over.
   */
  find(shift: ShiftQuestion, rank: RankTerms, limit: number, count = false): Found {
    checkQuestion(shift, this.#blocks)
    const { best, question } = this.#scan
    best.start(limit)
    let feasible = 0
    const first = this.#squares.of(shift.occupation)
    if (first) {
      this.#grid.reach(shift.point, shift.radiusMeters, this.#reach)
      question.take(shift, rank, this.#blocks)
      feasible = this.#scan.run(first, this.#reach, limit, count)
    }
    best.finish()
    const found: FoundWorker[] = []
    for (let i = 0; i < best.count; i++) {
      found.push({ worker: best.id[i]!, meters: best.meters[i]!, score: best.score[i]! })
    }
    return { best: found, feasible: count ? feasible : null }
  }
}
