import type { OfferState } from '@linggong/contract'
import { Dispatcher, usualHours, type AnswerTimes, type DispatchSettings, type Offer } from '@linggong/matching'
import type { HallPlaces } from '../store-hall.ts'
import type { MarketCity } from './city.ts'
import { Expecting } from './expecting.ts'
import { openPlacesOf, type Market, type MarketOffer, type MarketShift, type MarketWorker } from './market.ts'

const minutesPerDay = 1_440
/** Shifts whose standstill is told; what is more begins later, and nobody reads it yet. */
const standingMost = 500
/** Shifts put into the plan in one round after a take-over, without and with other news. */
export type OpenedAtOnce = { quiet: number; busy: number }
/** News must not wait until all of them are. */
const openedAtOnceUsually: OpenedAtOnce = { quiet: 200, busy: 20 }
/** The same for what is only expected, in a round that had nothing else to do, and in one that had. */
const expectedAtOnce = { quiet: 10, busy: 1 }
/** Who changes places in the plan is looked at in the same round, up to so many times. */
const looksAtOnce = 5

export type Standing =
  | { shiftId: string; why: 'nobodyFits' | 'nobodyMay' | 'allAsked' }
  /** `from`: when it comes into the market's sight, or people may be asked again. */
  | { shiftId: string; why: 'tooFarAhead' | 'enoughToday'; from: string }

/** What became of an offer, as the policy of dispatch understands it. */
const answers = {
  taken: 'yes',
  declined: 'no',
  expired: 'silent',
  filled: 'gone',
  closed: 'gone',
  withdrawn: 'gone',
} as const satisfies Record<Exclude<OfferState, 'open'>, string>

/**
 * Joins the market in memory to the policy of dispatch: tells it what has happened since, in the order in which it may
 * be told, and takes its offers. Decides nothing of its own.
 */
export class Planner {
  readonly #market: Market
  readonly #city: MarketCity
  readonly #settings: DispatchSettings
  readonly #dispatcher: Dispatcher
  readonly #expecting: Expecting
  /** Not in the plan yet: since a take-over, the next one last; and published since. */
  #waiting: MarketShift[] = []
  #published: MarketShift[] = []
  readonly #opened = new Set<number>()
  /** Places in the hall as last written. */
  readonly #hall = new Map<string, number>()

  readonly #openedAtOnce: OpenedAtOnce

  constructor(
    market: Market,
    city: MarketCity,
    settings: DispatchSettings,
    times: AnswerTimes,
    openedAtOnce = openedAtOnceUsually,
  ) {
    this.#openedAtOnce = openedAtOnce
    this.#market = market
    this.#city = city
    this.#settings = settings
    this.#dispatcher = new Dispatcher(city, settings, times)
    this.#expecting = new Expecting(market, city, this.#dispatcher)
  }

  /** After a load: what was said and what is out, before anybody is asked. */
  begin(nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    const today = Math.floor(now / minutesPerDay)
    const dayStart = this.#city.msOf(today * minutesPerDay)
    for (const worker of this.#market.people) {
      let offers = 0
      let declinedAt = 0
      for (const offer of worker.offers.values()) {
        if (offer.madeAt >= dayStart) offers += 1
        if (offer.state === 'declined') declinedAt = Math.max(declinedAt, offer.stateSince)
      }
      if (offers === 0 && declinedAt === 0) continue
      const peaceUntil = this.#city.minuteOf(declinedAt) + this.#settings.pauseAfterNoMinutes
      this.#dispatcher.rememberPerson(worker.n, today, offers, peaceUntil, now)
    }
    for (const shift of this.#market.shifts.values()) this.#recall(shift, now)
    this.#waiting = [...this.#market.shifts.values()].filter((shift) => this.#city.inSight(shift))
    // First what nobody has been asked for: it has waited for the whole take-over. Who waits for an answer elsewhere
    // meanwhile is known to the city, see `mayTake`. Then what has offers out, then the rest.
    const rank = (shift: MarketShift) => (shift.wave === 0 ? 0 : hasOffersOut(shift) ? 1 : 2)
    this.#expecting.begin()
    this.#waiting.sort((a, b) => rank(b) - rank(a) || +b.windows[0]!.startsAt - +a.windows[0]!.startsAt)
  }

  #recall(shift: MarketShift, now: number): void {
    for (const offer of shift.offers.values()) {
      const { n } = this.#market.worker(offer.workerId)
      if (offer.state === 'open') this.#resume(offer, n, shift.n, now)
      else if (offer.state === 'declined') this.#dispatcher.remember(n, shift.n, 'no', now)
      else if (offer.state === 'expired')
        this.#dispatcher.remember(n, shift.n, 'silent', this.#city.minuteOf(offer.stateSince))
    }
    for (const id of shift.gaveBack) this.#dispatcher.remember(this.#market.worker(id).n, shift.n, 'no', now)
    for (const id of shift.standbys) this.#dispatcher.remember(this.#market.worker(id).n, shift.n, 'standby', now)
  }

  #resume(offer: MarketOffer, worker: number, need: number, now: number): void {
    const asked = {
      at: this.#city.minuteOf(offer.madeAt),
      expiresAt: this.#city.minuteOf(offer.expiresAt),
      before: 0,
      // As surely as if it were the last place: who is being asked and unknown here may well say yes.
      chance: 1,
    }
    this.#dispatcher.resume(worker, need, asked, now)
  }

  /**
   * Open shifts for which nobody is being asked though it is daytime, soonest first, and why: they begin too far ahead,
   * nobody near has the trade and the hours, none of those may take it (other work, wage below the wish), all who may
   * have been asked as often as they may be, or have had so many offers today that they are left in peace.
   */
  standing(): Standing[] {
    const still = [...this.#market.shifts.values()]
      .filter((shift) => openPlacesOf(shift) > 0 && !hasOffersOut(shift))
      .sort((a, b) => +a.windows[0]!.startsAt - +b.windows[0]!.startsAt)
    const standing: Standing[] = []
    for (const shift of still) {
      if (standing.length === standingMost) break
      const why = this.#whyStill(shift)
      if (why) standing.push(why)
    }
    return standing
  }

  #whyStill(shift: MarketShift): Standing | undefined {
    const { shiftId } = shift
    if (!this.#city.inSight(shift)) {
      const from = this.#market.inSightFrom(shift)
      return from && { shiftId, why: 'tooFarAhead', from: from.toISOString() }
    }
    if (!this.#opened.has(shift.n)) return undefined
    const { workers } = this.#city.candidates(shift.n)
    if (workers.length === 0) return { shiftId, why: 'nobodyFits' }
    let somebody = false
    let tomorrow = false
    for (let i = 0; i < workers.length; i++) {
      if (!this.#city.mayTake(workers[i]!, shift.n)) continue
      const worker = this.#market.person(workers[i]!)
      somebody = true
      if (!this.#mayBeAskedAgain(shift, worker)) continue
      if (!this.#hadEnoughToday(worker)) return undefined
      tomorrow = true
    }
    if (tomorrow) return { shiftId, why: 'enoughToday', from: this.#askingTomorrow().toISOString() }
    return { shiftId, why: somebody ? 'allAsked' : 'nobodyMay' }
  }

  #askingTomorrow(): Date {
    return new Date(this.#city.msOf(minutesPerDay + usualHours(this.#settings).from))
  }

  /** Had as many offers as one person may have in a day. */
  #hadEnoughToday(worker: MarketWorker): boolean {
    const midnight = this.#city.msOf(0)
    let offers = 0
    for (const { madeAt } of worker.offers.values()) if (madeAt >= midnight) offers += 1
    return offers >= this.#settings.perPersonAndDay
  }

  #mayBeAskedAgain(shift: MarketShift, worker: MarketWorker): boolean {
    let silences = 0
    for (const { workerId, state } of shift.offers.values()) {
      if (workerId !== worker.id) continue
      if (state === 'declined') return false
      if (state === 'expired') silences += 1
    }
    return silences < this.#settings.asksAtMost
  }

  /** How many shifts are not in the plan yet. */
  get waiting(): number {
    return this.#waiting.length + this.#published.length
  }

  /** How many of what is expected are in the plan, and how many are not yet. */
  get expecting(): { planned: number; waiting: number } {
    return { planned: this.#expecting.size, waiting: this.#expecting.waiting }
  }

  /** A few more of what is expected into the plan, once everything real is in it; `quiet`: in a round without news. */
  expect(nowMs: number, quiet: boolean): void {
    if (this.waiting > 0) return
    this.#expecting.enter(quiet ? expectedAtOnce.quiet : expectedAtOnce.busy, nowMs)
  }

  met(shifts: readonly MarketShift[]): void {
    this.#expecting.met(shifts)
  }

  added(shifts: readonly MarketShift[]): void {
    this.#published.push(...shifts.filter((shift) => this.#city.inSight(shift)))
  }

  changed(shifts: readonly MarketShift[], nowMs: number): void {
    for (const shift of shifts) {
      this.#city.forget(shift.n)
      if (this.#opened.has(shift.n)) this.#dispatcher.relist(shift.n, this.#city.minuteOf(nowMs))
    }
  }

  /** Whom its employer wants first is different: the same people, worth something else. */
  revalued(shifts: readonly MarketShift[], nowMs: number): void {
    for (const shift of shifts) {
      if (this.#opened.has(shift.n)) this.#dispatcher.open(shift.n, this.#city.minuteOf(nowMs))
    }
  }

  gone(shifts: readonly MarketShift[]): void {
    for (const shift of shifts) {
      this.#dispatcher.close(shift.n)
      this.#city.forget(shift.n)
      this.#opened.delete(shift.n)
    }
  }

  places(shifts: readonly MarketShift[]): void {
    for (const shift of shifts) this.#dispatcher.stir(shift.n)
  }

  /** People hold work they did not hold before. Those who like to go with them are looked at anew. */
  took(pairs: ReadonlyArray<{ worker: MarketWorker; shift: MarketShift | undefined }>, nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    for (const { worker, shift } of pairs) {
      if (shift) this.#dispatcher.accepted(worker.n, shift.n, now)
      else this.#dispatcher.changed(worker.n, [], now)
      if (shift) this.#invite(worker, shift, now)
    }
  }

  #invite(worker: MarketWorker, shift: MarketShift, now: number): void {
    for (const id of this.#market.ties.matesOf(worker.id)) {
      const mate = this.#market.worker(id)
      if (this.#opened.has(shift.n)) this.#dispatcher.changed(mate.n, this.#city.join(mate), now)
    }
  }

  /** Gave work back, or did not come. */
  freed(pairs: ReadonlyArray<{ worker: MarketWorker; shift: MarketShift }>, nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    for (const { worker, shift } of pairs) {
      this.#dispatcher.freed(worker.n, shift.n, now)
      this.#dispatcher.open(shift.n, now)
      this.#dispatcher.stir(shift.n)
    }
  }

  people(workers: readonly MarketWorker[], nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    for (const worker of workers) this.#dispatcher.changed(worker.n, this.#city.join(worker), now)
  }

  standBy(pairs: ReadonlyArray<{ worker: MarketWorker; shift: MarketShift }>, nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    for (const { worker, shift } of pairs) {
      this.#dispatcher.remember(worker.n, shift.n, 'standby', now)
      this.#dispatcher.changed(worker.n, this.#city.join(worker), now)
    }
  }

  offers(changes: ReadonlyArray<{ offer: MarketOffer; before: OfferState | undefined }>, nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    for (const { offer, before } of changes) {
      const shift = this.#market.shifts.get(offer.shiftId)
      if (!shift) continue
      const worker = this.#market.worker(offer.workerId)
      if (offer.state !== 'open') {
        if (before === 'open') this.#dispatcher.answered(worker.n, shift.n, answers[offer.state], now)
        if (before === undefined && offer.state === 'declined') this.#dispatcher.remember(worker.n, shift.n, 'no', now)
      } else if (before === undefined) this.#resume(offer, worker.n, shift.n, now)
    }
  }

  /** Offers that were decided and that the database did not take. */
  notMade(offers: readonly Offer[], nowMs: number): void {
    const now = this.#city.minuteOf(nowMs)
    for (const { worker, need } of offers) {
      // Where places are left, the database knows of this person what the market does not: it is not tried again.
      if (this.#city.openPlaces(need) > 0) this.#dispatcher.remember(worker, need, 'no', now)
      this.#dispatcher.answered(worker, need, 'gone', now)
    }
  }

  /**
   * What the hall shows otherwise than it did when {@link hallShows} was told last: places neither offered nor planned
   * for anybody. Of these needs, or of all. By night nothing is given away, for the circle of the asked is not final.
   */
  hallChanges(nowMs: number, needs?: Iterable<number>): HallPlaces[] {
    const minute = this.#city.minuteOf(nowMs) % minutesPerDay
    const { from, to } = usualHours(this.#settings)
    if (minute < from || minute >= to) return []
    const changes: HallPlaces[] = []
    for (const n of needs ?? this.#opened) {
      const { shiftId } = this.#market.shift(n)
      if (!this.#opened.has(n) || !this.#market.shifts.has(shiftId)) continue
      const places = this.#dispatcher.leftForHall(n)
      if (places !== this.#hall.get(shiftId)) changes.push({ shiftId, places })
    }
    return changes
  }

  hallShows(changes: readonly HallPlaces[]): void {
    for (const { shiftId, places } of changes) this.#hall.set(shiftId, places)
  }

  /** The offers to make now; `quiet`: nothing else has happened since the last time. */
  decide(nowMs: number, quiet = true): Offer[] {
    const now = this.#city.minuteOf(nowMs)
    this.#city.at(now)
    const besides = quiet ? this.#openedAtOnce.quiet : this.#openedAtOnce.busy
    const opening = [
      ...this.#published.splice(0),
      ...this.#waiting.splice(Math.max(0, this.#waiting.length - besides)).reverse(),
    ]
    this.#city.unplanned = [...opening, ...this.#waiting].some(hasOffersOut) ? (n) => !this.#opened.has(n) : undefined
    for (const shift of opening) {
      if (!this.#market.shifts.has(shift.shiftId) || this.#opened.has(shift.n)) continue
      this.#opened.add(shift.n)
      this.#dispatcher.open(shift.n, now)
    }
    const offers = this.#dispatcher.decide(now)
    for (let looks = 1; looks < looksAtOnce && this.#dispatcher.isStirred; looks++) {
      offers.push(...this.#dispatcher.decide(now))
    }
    this.#expecting.leave(nowMs)
    return offers
  }
}

const hasOffersOut = (shift: MarketShift): boolean => {
  for (const { state } of shift.offers.values()) if (state === 'open') return true
  return false
}
