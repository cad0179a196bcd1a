import type { OfferState } from '@linggong/contract'
import { metersBetween, obstaclesBetween, type Area, type ShiftQuestion } from '@linggong/matching'
import type { GivenBack, Occupied, WorkRecord } from '../../engagements/index.ts'
import type { MarketProfile } from '../../seekers/index.ts'
import { AskableWorkers } from './askable-workers.ts'
import { HeldPapers, type PaperedShift } from './held-papers.ts'
import { doingsOf, nothingDone } from './doings.ts'
import { openPlacesOf, type MarketOffer, type MarketShift, type MarketWorker, type ShiftChanges } from './entries.ts'
import { isMet } from './rules-expected.ts'
import { inSightFrom, midnightOf, slotsOf } from './rules-calendar.ts'
import { Ties } from './ties.ts'

export { openPlacesOf, type MarketOffer, type MarketShift, type MarketWorker } from './entries.ts'

const newShift = (shift: PaperedShift, n: number): MarketShift => ({
  ...shift,
  n,
  headcount: 0,
  taken: 0,
  open: false,
  wave: 0,
  offers: new Map(),
  standbys: new Set(),
  workers: new Set(),
  gaveBack: new Set(),
  freedAt: 0,
})

/**
 * A city's market in memory: who can come when, what is open, who has been asked. Truth stands in the database;
 * whatever changes there is written here anew, as often as it is told.
 */
export class Market {
  readonly shifts = new Map<string, MarketShift>()
  /** What days gone by let expect, and has not come yet: numbered as shifts are, but of no posting. Never asked for. */
  readonly expected = new Set<MarketShift>()
  readonly ties = new Ties()
  readonly #byNumber: MarketShift[] = []
  readonly #numbers = new Map<string, number>()
  readonly #byPosting = new Map<string, Set<string>>()
  readonly #workers = new Map<string, MarketWorker>()
  readonly #people: MarketWorker[] = []
  readonly #index: AskableWorkers
  readonly #today: string
  readonly #expectedOf = new Map<string, Set<MarketShift>>()

  readonly papers: HeldPapers
  /** How much work there was in the last weeks for those who looked; null where nobody looked. */
  placesPerSoughtDay: number | null = null

  /** `today`: business day on which the calendar begins; a new day needs a new market. `kinds`: see {@link HeldPapers}. */
  constructor(today: string, area: Area, kinds: ReadonlyArray<readonly string[]> = []) {
    this.papers = new HeldPapers(kinds)
    this.#index = new AskableWorkers(today, area, this.papers)
    this.#today = today
  }

  get today(): string {
    return this.#today
  }

  /** Workers who can be offered work. */
  get size(): number {
    return this.#index.size
  }

  worker(personId: string): MarketWorker {
    let worker = this.#workers.get(personId)
    if (!worker) {
      worker = {
        n: this.#people.length,
        id: personId,
        profile: null,
        hardToEmploy: false,
        barred: false,
        busy: [],
        offers: new Map(),
        doings: nothingDone,
        asked: 0,
        accepted: 0,
        incomeGap: 0,
        standing: 0,
        changed: false,
      }
      this.#people.push(worker)
      this.#workers.set(personId, worker)
    }
    return worker
  }

  person(n: number): MarketWorker {
    return this.#people[n]!
  }

  get people(): readonly MarketWorker[] {
    return this.#people
  }

  shift(n: number): MarketShift {
    return this.#byNumber[n]!
  }

  /** All people, into a market that has none yet. */
  putFirstWorkers(profiles: readonly MarketProfile[]): void {
    this.#index.putAll(profiles.map((profile) => Object.assign(this.worker(profile.personId), { profile })))
  }

  /** People as they are now; of `asked` those not in `profiles` are gone. */
  putWorkers(profiles: readonly MarketProfile[], asked: readonly string[] = []): void {
    const there = new Set(profiles.map((profile) => profile.personId))
    for (const profile of profiles) this.worker(profile.personId).profile = profile
    for (const id of asked) {
      if (!there.has(id) && this.#workers.has(id)) this.worker(id).profile = null
      if (this.#workers.has(id)) this.worker(id).changed = true
    }
    for (const id of new Set([...there, ...asked])) {
      const worker = this.#workers.get(id)
      if (worker) this.#index.put(worker)
    }
  }

  /** The work these people hold now. Returns pairs that are new. */
  putBusy(
    workerIds: readonly string[],
    occupied: readonly Occupied[],
  ): Array<{ worker: MarketWorker; shift: MarketShift | undefined }> {
    const byWorker = Map.groupBy(occupied, (one) => one.workerId)
    const fresh: Array<{ worker: MarketWorker; shift: MarketShift | undefined }> = []
    for (const id of new Set([...workerIds, ...byWorker.keys()])) {
      const worker = this.worker(id)
      const before = new Set(worker.busy.map(({ shiftId }) => shiftId))
      for (const shiftId of before) this.shifts.get(shiftId)?.workers.delete(id)
      worker.busy = byWorker.get(id) ?? []
      for (const { shiftId } of worker.busy) {
        const shift = this.shifts.get(shiftId)
        shift?.workers.add(id)
        if (!before.has(shiftId)) fresh.push({ worker, shift })
      }
    }
    return fresh
  }

  putDoings(workerIds: readonly string[], records: readonly WorkRecord[]): void {
    const byWorker = Map.groupBy(records, (one) => one.workerId)
    for (const id of new Set([...workerIds, ...byWorker.keys()])) this.worker(id).doings = doingsOf(byWorker.get(id))
  }

  putAnswers(counts: ReadonlyMap<string, { asked: number; accepted: number }>): void {
    for (const [id, { asked, accepted }] of counts) Object.assign(this.worker(id), { asked, accepted })
  }

  /** Of those not named too little is known. */
  putIncomeGaps(gaps: ReadonlyMap<string, number>): void {
    for (const [id, gap] of gaps) this.worker(id).incomeGap = gap
  }

  /** Of `asked` those not named have no record (any more). */
  putStandings(asked: readonly string[], shares: ReadonlyMap<string, number>): void {
    for (const id of asked) this.worker(id).standing = 0
    for (const [id, share] of shares) this.worker(id).standing = share
  }

  /** Of `asked` (undefined: of all) those not named are not recognised (any more). */
  putHardToEmploy(recognised: ReadonlySet<string>, asked?: readonly string[]): void {
    for (const id of asked ?? []) if (this.#workers.has(id)) this.worker(id).hardToEmploy = false
    for (const id of recognised) this.worker(id).hardToEmploy = true
  }

  putBarred(barred: ReadonlySet<string>, asked: readonly string[]): void {
    for (const id of asked) this.worker(id).barred = barred.has(id)
    for (const id of barred) this.worker(id).barred = true
  }

  /** Shifts of these postings as they are now; of a posting that offers none any more all are gone. */
  putShifts(postingIds: readonly string[], shifts: readonly PaperedShift[]): ShiftChanges {
    const there = new Set(shifts.map((shift) => shift.shiftId))
    const changes: ShiftChanges = { added: [], changed: [], gone: [], met: [] }
    for (const postingId of postingIds) {
      for (const shiftId of this.#byPosting.get(postingId) ?? []) {
        if (!there.has(shiftId)) changes.gone.push(...this.#forget(shiftId))
      }
    }
    for (const shift of shifts) {
      const known = this.shifts.get(shift.shiftId)
      if (known) {
        const other = JSON.stringify([known.windows, known.terms]) !== JSON.stringify([shift.windows, shift.terms])
        Object.assign(known, shift)
        if (other) changes.changed.push(known)
        continue
      }
      const n = this.#numbers.get(shift.shiftId) ?? this.#byNumber.length
      const fresh = newShift(shift, n)
      this.#numbers.set(shift.shiftId, n)
      this.#byNumber[n] = fresh
      this.shifts.set(shift.shiftId, fresh)
      this.#byPosting.set(shift.postingId, (this.#byPosting.get(shift.postingId) ?? new Set()).add(shift.shiftId))
      changes.added.push(fresh)
      changes.met.push(...this.#meet(fresh))
    }
    return changes
  }

  /** `headcount`: places expected; `publishedAt`: when they are usually posted. */
  putExpected(shifts: ReadonlyArray<PaperedShift & { headcount: number }>): void {
    for (const shift of shifts) {
      const expected = Object.assign(newShift(shift, this.#byNumber.length), { headcount: shift.headcount, open: true })
      this.#byNumber.push(expected)
      this.expected.add(expected)
      this.#expectedOf.set(shift.employerId, (this.#expectedOf.get(shift.employerId) ?? new Set()).add(expected))
    }
  }

  /** What was expected of this employer and has come. */
  #meet(posted: MarketShift): MarketShift[] {
    const own = this.#expectedOf.get(posted.employerId) ?? []
    const met = [...own].filter((one) => this.expected.has(one) && isMet(one, posted))
    for (const one of met) this.expected.delete(one)
    return met
  }

  #forget(shiftId: string): MarketShift[] {
    const shift = this.shifts.get(shiftId)
    if (!shift) return []
    this.shifts.delete(shiftId)
    this.#byPosting.get(shift.postingId)?.delete(shiftId)
    return [shift]
  }

  /** Of these employers. */
  shiftsOf(employerIds: ReadonlySet<string>): MarketShift[] {
    if (employerIds.size === 0) return []
    return [...this.shifts.values()].filter((shift) => employerIds.has(shift.employerId))
  }

  /** Drops shifts that are over. */
  dropEnded(now: Date): MarketShift[] {
    const over: MarketShift[] = []
    for (const shift of this.shifts.values()) {
      if (shift.windows.at(-1)!.endsAt <= now) over.push(...this.#forget(shift.shiftId))
    }
    return over
  }

  /** Returns the shifts that have another number of open places than before. */
  putPlaces(
    places: ReadonlyArray<{ shiftId: string; headcount: number; taken: number; open: boolean }>,
  ): MarketShift[] {
    return places.flatMap(({ shiftId, ...place }) => {
      const shift = this.shifts.get(shiftId)
      if (!shift) return []
      const before = openPlacesOf(shift)
      Object.assign(shift, place)
      return openPlacesOf(shift) === before ? [] : [shift]
    })
  }

  /** Returns the offers that are new here or in another state than before. */
  putOffers(offers: readonly MarketOffer[]): Array<{ offer: MarketOffer; before: OfferState | undefined }> {
    return offers.flatMap((offer) => {
      const worker = this.worker(offer.workerId)
      const before = worker.offers.get(offer.id)?.state
      worker.offers.set(offer.id, offer)
      const shift = this.shifts.get(offer.shiftId)
      if (shift) {
        shift.offers.set(offer.id, offer)
        shift.wave = Math.max(shift.wave, offer.wave)
      }
      return before === offer.state ? [] : [{ offer, before }]
    })
  }

  putStandbys(rows: ReadonlyArray<{ shiftId: string; workerId: string }>): void {
    for (const { shiftId, workerId } of rows) this.shifts.get(shiftId)?.standbys.add(workerId)
  }

  putGivenBack(rows: readonly GivenBack[]): void {
    for (const { shiftId, workerId, at } of rows) {
      const shift = this.shifts.get(shiftId)
      shift?.gaveBack.add(workerId)
      if (shift) shift.freedAt = Math.max(shift.freedAt, at.getTime())
    }
  }

  /** Crew mates of those who come already. */
  matesOn(shift: MarketShift): Set<string> {
    const mates = new Set<string>()
    for (const id of shift.workers) for (const mate of this.ties.matesOf(id)) mates.add(mate)
    return mates
  }

  /** What the index is asked for a shift; undefined while it lies beyond the fortnight, or has begun before today. */
  questionOf(shift: MarketShift, radiusMeters: number): ShiftQuestion | undefined {
    const spans = shift.windows.map((window) => slotsOf(window, this.#today))
    const first = spans[0]
    if (!first || spans.includes(undefined)) return undefined
    return {
      point: { lat: shift.terms.lat, lng: shift.terms.lng },
      occupation: this.#index.occupation(shift.terms.occupationCode),
      ...first,
      payFen: null,
      certificates: this.papers.ofShift(shift.asks),
      radiusMeters,
    }
  }

  /** When the calendar reaches to it; undefined for what has begun before today. */
  inSightFrom(shift: MarketShift): Date | undefined {
    const last = shift.windows.at(-1)!
    return shift.windows[0]!.startsAt.getTime() < midnightOf(this.#today) ? undefined : inSightFrom(last.endsAt)
  }

  /** The nearest whose calendar and occupations fit the shift, nearest first; of a job taken whole, all of its shifts. */
  nearest(shift: MarketShift, question: ShiftQuestion, limit: number): Array<{ worker: MarketWorker; meters: number }> {
    return this.#index
      .nearest(question, limit)
      .map(({ worker, meters }) => ({ worker: this.#people[worker]!, meters }))
      .filter(({ worker }) => this.#canDoAll(shift, worker))
  }

  #canDoAll(shift: MarketShift, worker: MarketWorker): boolean {
    if (!this.papers.allows(shift, worker.id)) return false
    if (shift.windows.length === 1) return true
    const entry = this.#index.get(worker)
    return shift.windows.every((window) => {
      const span = slotsOf(window, this.#today)
      return (
        span !== undefined && entry !== undefined && entry.free.subarray(span.from, span.to).every((slot) => slot === 1)
      )
    })
  }

  /** The metres to this person, or undefined where something stands between the person and the shift. */
  metersIfAble(shift: MarketShift, question: ShiftQuestion, worker: MarketWorker): number | undefined {
    const entry = this.#index.get(worker)
    if (!entry || obstaclesBetween(entry, question).length > 0 || !this.#canDoAll(shift, worker)) return undefined
    return metersBetween(entry.point, question.point)
  }

  /** Half hours of the calendar in which this person can work on a day, counted from today. */
  freeOn(worker: MarketWorker, day: number): number {
    return this.#index.freeOn(worker, day)
  }
}
