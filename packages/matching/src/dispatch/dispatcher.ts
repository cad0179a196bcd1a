import { minutesPerDay } from './haste.ts'
import type { NeedState } from './need-state.ts'
import type { Offer, OfferAnswer } from './offer.ts'
import { mayStillAsk } from './over-asking.ts'
import { Plan } from './plan.ts'
import { partsOfPoint } from './value.ts'

/**
 * Who is asked for what, and when. The owner tells what happened, with the minute; {@link decide} gives the offers to
 * send now. Deterministic, no clock, no chance, no I/O: the same events give the same offers, so that a new owner who
 * tells it the open needs and the offers that are out goes on where the old one stopped.
 *
 * A plan over all open needs and those expected from experience is kept the best there is ({@link LiveAssignment}):
 * planned is free, offered is taxed, accepted is out of the market. A no is final for that need; silence may be asked
 * again later.
 */
export class Dispatcher extends Plan {
  #sweptAt = Number.NEGATIVE_INFINITY
  #today = -1

  /** What came back on an offer. A yes that found the place gone is `full`. */
  answered(worker: number, need: number, answer: OfferAnswer, now: number): void {
    this.asked.settle(worker, need)
    this.stirred.add(need)
    if (answer === 'yes') return this.accepted(worker, need, now)
    if (answer === 'no') this.asked.decline(worker, need)
    const state = this.needs.get(need)
    if (state) {
      const agent = this.agents.of(worker, state.day)
      if (this.plan.shiftOf(agent) === need) this.moved(this.plan.withdraw(agent))
      this.moved(this.plan.setValue(need, agent, 0))
      // Who came too late stands by: asked first should a place come free.
      if (answer === 'full') this.asked.standBy(worker, need)
      if ((answer === 'full' || answer === 'gone') && this.rows.of(need, worker) >= 0) this.revalue(state, worker, now)
    }
    if (answer === 'silent') this.rest(worker, need, now)
    const { pauseAfterNoMinutes } = this.settings
    if (answer === 'no' && pauseAfterNoMinutes > 0) this.pause(worker, now + pauseAfterNoMinutes, now)
  }

  /** A person has taken a need, by an offer, in the hall or at a counter. */
  accepted(worker: number, need: number, now: number): void {
    const { day } = this.city.need(need)
    const state = this.needs.get(need)
    const agent = this.agents.of(worker, day)
    this.stirred.add(need)
    if (state && this.plan.shiftOf(agent) === need) {
      this.plan.freeze(agent)
      state.headcount -= 1
    }
    // What was earned changes the value of all days; what was taken, that of its own.
    for (const each of this.agents.daysOf(worker)) this.rejoin(worker, each, now)
  }

  /** A person has given a need back: it is not asked for again, and what fits beside the rest is looked at anew. */
  freed(worker: number, need: number, now: number): void {
    this.asked.decline(worker, need)
    const { day } = this.city.need(need)
    const agent = this.agents.of(worker, day)
    const known = new Set(this.agents.needs[agent])
    for (const state of this.posted)
      if (
        state.day === day &&
        !known.has(state.need) &&
        this.city.openPlaces(state.need) > 0 &&
        this.rows.of(state.need, worker) >= 0
      )
        this.agents.needs[agent]!.push(state.need)
    this.rejoin(worker, day, now)
  }

  /** Places of a need that are neither offered nor planned for anybody: what a hall may show meanwhile. */
  leftForHall(need: number): number {
    if (!this.needs.has(need)) return 0
    return Math.max(0, this.city.openPlaces(need) - this.plan.workersOf(need).length)
  }

  /**
   * The offers to send now. All needs are looked at once a minute; in between, as often as it is called, those that
   * something has happened to.
   */
  decide(now: number): Offer[] {
    this.later.runUntil(now)
    const day = Math.floor(now / minutesPerDay)
    if (day > this.#today) {
      this.#today = day
      for (const state of this.needs.values()) if (state.day < day) this.close(state.need)
      for (const agent of this.agents.forgetBefore(day)) this.moved(this.plan.removeWorker(agent))
    }
    const minute = now % minutesPerDay
    if (minute < this.hours.widest.from || minute >= this.hours.widest.to) return []
    const offers: Offer[] = []
    if (now >= this.#sweptAt + 1 || now < this.#sweptAt) {
      this.#sweptAt = now
      this.stirred.clear()
      for (const state of this.posted) this.#askFor(state, now, offers)
      return offers
    }
    const stirred = [...this.stirred]
    this.stirred.clear()
    for (const need of stirred) {
      const state = this.needs.get(need)
      if (state && !state.expected) this.#askFor(state, now, offers)
    }
    return offers
  }

  /** Whether {@link decide} would look at something before the next whole minute. */
  get isStirred(): boolean {
    return this.stirred.size > 0
  }

  #askFor(state: NeedState, now: number, offers: Offer[]): void {
    const { need } = state
    const places = this.city.openPlaces(need)
    const out = this.asked.out(need)
    if (places === 0 && out.size === 0 && state.headcount === 0) return
    const asked: number[] = []
    for (const [worker, { at, expiresAt, before, chance }] of out) {
      const { channel } = this.city.person(worker)
      asked.push(chance * this.times.still(channel, before, now - at, expiresAt - at))
    }
    const { furtherYes, refusedAtMost } = this.settings
    const more = places === 0 ? 0 : mayStillAsk(asked, places, furtherYes, refusedAtMost)
    const wanted = out.size + more
    this.setHeadcount(state, wanted + (more === 0 ? 0 : this.#passedOver(state, places, now)))
    if (more === 0) return
    const before = offers.length
    for (let again = true; again;) {
      again = false
      const members = this.plan.workersOf(need)
      if (members.length < state.headcount && this.widen(state, now)) again = true
      for (const agent of members) {
        const worker = this.agents.worker(agent)
        if (this.asked.out(need).has(worker) || this.plan.shiftOf(agent) !== need) continue
        if (!this.hours.mayAsk(this.city.person(worker), now % minutesPerDay)) continue
        if (offers.length - before >= more) return
        const verdict = this.#offerTo(state, worker, agent, now, offers)
        if (verdict === 'never') again = true
      }
      // Who may not be asked yet keeps the place in the plan; where time is short, somebody else is asked meanwhile.
      const withThem = wanted + this.#passedOver(state, places, now)
      if (withThem > state.headcount) {
        this.setHeadcount(state, withThem)
        again = true
      }
    }
  }

  /** People planned for a need who may not be asked at this minute and are not waited for; a few for each place at most. */
  #passedOver({ need }: NeedState, places: number, now: number): number {
    const { startsAt } = this.city.need(need)
    const minute = now % minutesPerDay
    let count = 0
    for (const agent of this.plan.workersOf(need)) {
      const worker = this.agents.worker(agent)
      if (this.asked.out(need).has(worker)) continue
      const person = this.city.person(worker)
      if (this.hours.mayAsk(person, minute)) continue
      const { from } = this.hours.of(person)
      const opens = now - minute + (minute < from ? from : from + minutesPerDay)
      if (startsAt - opens < this.settings.notWaitedMinutes) count += 1
    }
    return Math.min(count, 4 * places + 4)
  }

  #offerTo(state: NeedState, worker: number, agent: number, now: number, offers: Offer[]): 'asked' | 'later' | 'never' {
    const { km, chance } = this.city.candidates(state.need)
    const i = this.rows.of(state.need, worker)
    const { channel } = this.city.person(worker)
    const { expiryMinutes, leastMinutes, perPersonAndDay, openPerPerson, offeredTaxPoints } = this.settings
    const expiresAt = Math.min(now + expiryMinutes[channel]!, this.city.lastMinute(state.need, km[i]!, now))
    if (expiresAt - now < leastMinutes[channel]! || !this.city.mayTake(worker, state.need, now)) {
      this.moved(this.plan.setValue(state.need, agent, 0))
      return 'never'
    }
    const day = Math.floor(now / minutesPerDay)
    const before = this.asked.today(worker, day)
    if (before >= perPersonAndDay) {
      this.pause(worker, (day + 1) * minutesPerDay, now)
      return 'never'
    }
    if (this.asked.openOf(worker) >= openPerPerson) return 'later'
    const terms = this.values.terms(state, worker, km[i]!, chance[i]!, now)
    this.plan.offer(agent, partsOfPoint * offeredTaxPoints)
    this.asked.ask(worker, state.need, { at: now, expiresAt, before, chance: chance[i]! }, day)
    offers.push({ worker, need: state.need, expiresAt, terms })
    return 'asked'
  }
}
