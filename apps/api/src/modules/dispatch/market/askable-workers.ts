import { WorkerIndex, type Area, type FoundWorker, type ShiftQuestion, type WorkerEntry } from '@linggong/matching'
import type { MarketWorker } from './entries.ts'
import type { HeldPapers } from './held-papers.ts'
import { freeByDay, freeSlots, horizonDays } from './rules-calendar.ts'

/**
 * Who can be offered work, by occupation, calendar and place. What people hold, wish and did has no part in it: it
 * answers for their calendars alone.
 */
export class AskableWorkers {
  readonly #today: string
  readonly #papers: HeldPapers
  readonly #index: WorkerIndex
  readonly #occupations = new Map<string, number>()
  /** Free half hours of each day of the calendar, by person: counted when first asked for. */
  readonly #freeByDay: Array<Uint8Array | undefined> = []

  constructor(today: string, area: Area, papers: HeldPapers) {
    this.#today = today
    this.#papers = papers
    this.#index = new WorkerIndex({ area, days: horizonDays, certificates: papers.size })
  }

  get size(): number {
    return this.#index.size
  }

  /** The number that stands for an occupation in questions. */
  occupation(code: string): number {
    let n = this.#occupations.get(code)
    if (n === undefined) {
      n = this.#occupations.size
      this.#occupations.set(code, n)
    }
    return n
  }

  /** Somebody is new or has changed; who takes no offers is not among the askable. */
  put(worker: MarketWorker): void {
    this.#freeByDay[worker.n] = undefined
    const entry = this.#entryOf(worker)
    if (entry) this.#index.put(entry)
    else this.#index.remove(worker.n)
  }

  /** As `put` for each, quicker. */
  putAll(workers: readonly MarketWorker[]): void {
    for (const { n } of workers) this.#freeByDay[n] = undefined
    this.#index.putAll(workers.flatMap((worker) => this.#entryOf(worker) ?? []))
  }

  #entryOf({ n, id, profile }: MarketWorker): WorkerEntry | undefined {
    if (!profile?.takesOffers) return undefined
    return {
      worker: n,
      point: { lat: profile.lat, lng: profile.lng },
      occupations: profile.occupations.map((code) => this.occupation(code)),
      free: freeSlots(profile, this.#today),
      // Wages are compared by the hour and by the day, as each was wished; see `paysEnough`.
      wantedFen: 0,
      maxMeters: profile.maxDistanceMeters ?? Number.POSITIVE_INFINITY,
      certificates: this.#papers.ofWorker(id),
      worth: 0,
    }
  }

  get(worker: MarketWorker): WorkerEntry | undefined {
    return this.#index.get(worker.n)
  }

  /** Nearest first. */
  nearest(question: ShiftQuestion, limit: number): FoundWorker[] {
    return this.#index.find(question, { perKm: 1_000, perFen: 0, mostFen: 0 }, limit).best
  }

  /** Half hours in which this person can work on a day, counted from today. */
  freeOn(worker: MarketWorker, day: number): number {
    let byDay = this.#freeByDay[worker.n]
    if (!byDay) {
      const free = this.#index.get(worker.n)?.free
      if (!free) return 0
      byDay = freeByDay(free)
      this.#freeByDay[worker.n] = byDay
    }
    return byDay[day] ?? 0
  }
}
