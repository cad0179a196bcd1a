import type { OfferState } from '@linggong/contract'
import { metersBetween, obstaclesBetween, WorkerIndex, type Area, type ShiftQuestion } from '@linggong/matching'
import type { Occupied } from '../../engagements/index.ts'
import type { DispatchShift } from '../../postings/index.ts'
import type { MarketProfile } from '../../seekers/index.ts'
import { freeSlots, horizonDays, slotsOf } from './rules-calendar.ts'

const noCertificates: readonly number[] = []

export type MarketOffer = {
  id: string
  shiftId: string
  workerId: string
  state: OfferState
  stateSince: number
  madeAt: number
  wave: number
}

type Worker = {
  n: number
  profile: MarketProfile | null
  busy: Occupied[]
  /** Of the last days; what limits how often a person is asked. */
  offers: Map<string, MarketOffer>
}

export type MarketShift = DispatchShift & {
  headcount: number
  taken: number
  open: boolean
  /** Highest wave so far, and when it went out. */
  wave: number
  askedAt: number | null
  offers: Map<string, MarketOffer>
  standbys: Set<string>
  /** Who has taken a place. */
  workers: Set<string>
}

/**
 * A city's market in memory: who can come when, what is open, who has been asked. Truth stands in the database;
 * whatever changes there is written here anew, as often as it is told.
 */
export class Market {
  readonly shifts = new Map<string, MarketShift>()
  readonly #byPosting = new Map<string, Set<string>>()
  readonly #workers = new Map<string, Worker>()
  readonly #ids: string[] = []
  readonly #occupations = new Map<string, number>()
  readonly #index: WorkerIndex
  #rosters = new Map<string, Set<string>>()
  #crews = new Map<string, Set<string>>()
  #crewsOf = new Map<string, string[]>()
  readonly #today: string
  readonly #bufferMs: number

  /** `today`: business day on which the calendar begins; a new day needs a new market. */
  constructor(today: string, bufferMs: number, area: Area) {
    this.#index = new WorkerIndex({ area, days: horizonDays, certificates: 0 })
    this.#today = today
    this.#bufferMs = bufferMs
  }

  get today(): string {
    return this.#today
  }

  /** Workers who can be offered work. */
  get size(): number {
    return this.#index.size
  }

  #worker(personId: string): Worker {
    let worker = this.#workers.get(personId)
    if (!worker) {
      worker = { n: this.#ids.push(personId) - 1, profile: null, busy: [], offers: new Map() }
      this.#workers.set(personId, worker)
    }
    return worker
  }

  #occupation(code: string): number {
    let n = this.#occupations.get(code)
    if (n === undefined) {
      n = this.#occupations.size
      this.#occupations.set(code, n)
    }
    return n
  }

  /** People as they are now; of `asked` those not in `profiles` are gone. */
  putWorkers(profiles: readonly MarketProfile[], asked: readonly string[] = []): void {
    const there = new Set(profiles.map((profile) => profile.personId))
    for (const profile of profiles) this.#worker(profile.personId).profile = profile
    for (const id of asked) if (!there.has(id) && this.#workers.has(id)) this.#worker(id).profile = null
    for (const id of [...there, ...asked]) this.#reindex(id)
  }

  /** The work these people hold now. */
  putBusy(workerIds: readonly string[], occupied: readonly Occupied[]): void {
    const byWorker = Map.groupBy(occupied, (one) => one.workerId)
    for (const id of new Set([...workerIds, ...byWorker.keys()])) {
      const worker = this.#worker(id)
      for (const { shiftId } of worker.busy) this.shifts.get(shiftId)?.workers.delete(id)
      worker.busy = byWorker.get(id) ?? []
      for (const { shiftId } of worker.busy) this.shifts.get(shiftId)?.workers.add(id)
      this.#reindex(id)
    }
  }

  #reindex(personId: string): void {
    const worker = this.#workers.get(personId)
    const profile = worker?.profile
    if (!worker || !profile?.takesOffers) {
      if (worker) this.#index.remove(worker.n)
      return
    }
    const busy = worker.busy.map(({ startsAt, until }) => ({ from: startsAt.getTime(), to: until.getTime() }))
    this.#index.put({
      worker: worker.n,
      point: { lat: profile.lat, lng: profile.lng },
      occupations: profile.occupations.map((code) => this.#occupation(code)),
      free: freeSlots({ week: profile.week, days: profile.days, busy }, this.#today, this.#bufferMs),
      // Wages are compared by the hour and by the day, as each was wished; see `paysEnough`.
      wantedFen: 0,
      maxMeters: profile.maxDistanceMeters ?? Number.POSITIVE_INFINITY,
      certificates: noCertificates,
      worth: 0,
    })
  }

  /** Shifts of these postings as they are now; of a posting that offers none any more all are gone. */
  putShifts(postingIds: readonly string[], shifts: readonly DispatchShift[]): void {
    const there = new Set(shifts.map((shift) => shift.shiftId))
    for (const postingId of postingIds) {
      for (const shiftId of this.#byPosting.get(postingId) ?? []) if (!there.has(shiftId)) this.#forget(shiftId)
    }
    for (const shift of shifts) {
      const known = this.shifts.get(shift.shiftId)
      const fresh = {
        headcount: 0,
        taken: 0,
        open: false,
        wave: 0,
        askedAt: null,
        offers: new Map<string, MarketOffer>(),
        standbys: new Set<string>(),
        workers: new Set<string>(),
      }
      this.shifts.set(shift.shiftId, { ...fresh, ...known, ...shift })
      const siblings = this.#byPosting.get(shift.postingId) ?? new Set()
      this.#byPosting.set(shift.postingId, siblings.add(shift.shiftId))
    }
  }

  #forget(shiftId: string): void {
    const shift = this.shifts.get(shiftId)
    if (!shift) return
    this.shifts.delete(shiftId)
    this.#byPosting.get(shift.postingId)?.delete(shiftId)
  }

  /** Drops shifts that are over. */
  dropEnded(now: Date): void {
    for (const shift of this.shifts.values()) {
      if (shift.windows.at(-1)!.endsAt <= now) this.#forget(shift.shiftId)
    }
  }

  putPlaces(places: ReadonlyArray<{ shiftId: string; headcount: number; taken: number; open: boolean }>): void {
    for (const { shiftId, ...place } of places) {
      const shift = this.shifts.get(shiftId)
      if (shift) Object.assign(shift, place)
    }
  }

  putOffers(offers: readonly MarketOffer[]): void {
    for (const offer of offers) {
      this.#worker(offer.workerId).offers.set(offer.id, offer)
      const shift = this.shifts.get(offer.shiftId)
      if (!shift) continue
      shift.offers.set(offer.id, offer)
      shift.wave = Math.max(shift.wave, offer.wave)
      shift.askedAt = Math.max(shift.askedAt ?? 0, offer.madeAt)
    }
  }

  putStandbys(rows: ReadonlyArray<{ shiftId: string; workerId: string }>): void {
    for (const { shiftId, workerId } of rows) this.shifts.get(shiftId)?.standbys.add(workerId)
  }

  putRosters(employerIds: readonly string[], rows: ReadonlyArray<{ employerId: string; workerId: string }>): void {
    for (const id of employerIds) this.#rosters.set(id, new Set())
    for (const { employerId, workerId } of rows) this.#rosters.get(employerId)?.add(workerId)
  }

  putCrews(rows: ReadonlyArray<{ crewId: string; personId: string }>): void {
    this.#crews = new Map()
    this.#crewsOf = new Map()
    for (const { crewId, personId } of rows) {
      this.#crews.set(crewId, (this.#crews.get(crewId) ?? new Set()).add(personId))
      this.#crewsOf.set(personId, [...(this.#crewsOf.get(personId) ?? []), crewId])
    }
  }

  rosterOf(employerId: string): ReadonlySet<string> {
    return this.#rosters.get(employerId) ?? new Set()
  }

  /** Crew mates of those who come already. */
  matesOn(shift: MarketShift): Set<string> {
    const mates = new Set<string>()
    for (const id of shift.workers) {
      for (const crew of this.#crewsOf.get(id) ?? []) for (const mate of this.#crews.get(crew) ?? []) mates.add(mate)
    }
    return mates
  }

  profileOf(personId: string): MarketProfile | null {
    return this.#workers.get(personId)?.profile ?? null
  }

  offersOf(personId: string): Iterable<MarketOffer> {
    return this.#workers.get(personId)?.offers.values() ?? []
  }

  /** What the index is asked for a shift; undefined while it lies beyond the fortnight, or has begun before today. */
  questionOf(shift: MarketShift, radiusMeters: number, without: ReadonlySet<string>): ShiftQuestion | undefined {
    const spans = shift.windows.map((window) => slotsOf(window, this.#today))
    const first = spans[0]
    if (!first || spans.includes(undefined)) return undefined
    const numbers = new Set<number>()
    for (const id of without) {
      const worker = this.#workers.get(id)
      if (worker) numbers.add(worker.n)
    }
    return {
      point: { lat: shift.terms.lat, lng: shift.terms.lng },
      occupation: this.#occupation(shift.terms.occupationCode),
      ...first,
      payFen: null,
      certificates: noCertificates,
      radiusMeters,
      without: numbers,
    }
  }

  /** The nearest who can do the shift, nearest first; of a job taken whole, all of its shifts. */
  nearest(shift: MarketShift, question: ShiftQuestion, limit: number): Array<{ workerId: string; meters: number }> {
    const { best } = this.#index.find(question, { perKm: 1_000, perFen: 0, mostFen: 0 }, limit)
    return best
      .map(({ worker, meters }) => ({ workerId: this.#ids[worker]!, meters }))
      .filter(({ workerId }) => this.#canDoAll(shift, workerId))
  }

  #canDoAll(shift: MarketShift, workerId: string): boolean {
    if (shift.windows.length === 1) return true
    const entry = this.#index.get(this.#workers.get(workerId)!.n)
    return shift.windows.every((window) => {
      const span = slotsOf(window, this.#today)
      return (
        span !== undefined && entry !== undefined && entry.free.subarray(span.from, span.to).every((slot) => slot === 1)
      )
    })
  }

  /** The metres to this person, or undefined where something stands between the person and the shift. */
  metersIfAble(shift: MarketShift, question: ShiftQuestion, workerId: string): number | undefined {
    const worker = this.#workers.get(workerId)
    const entry = worker && this.#index.get(worker.n)
    if (!entry || obstaclesBetween(entry, question).length > 0 || !this.#canDoAll(shift, workerId)) return undefined
    return metersBetween(entry.point, question.point)
  }
}
