import { LiveAssignment } from '../live/live-assignment.ts'
import { Agents } from './agents.ts'
import type { AnswerTimes } from './answers.ts'
import { AskedBook } from './asked.ts'
import type { City } from './city.ts'
import { hasteOf, minutesPerDay } from './haste.ts'
import { CandidateRows, type NeedState } from './need-state.ts'
import { mayStillAsk } from './over-asking.ts'
import type { DispatchSettings } from './settings.ts'
import { Timetable } from './timetable.ts'
import { partsOfPoint, termsOf, valueOf, type PairTerms } from './value.ts'

export type Offer = {
  readonly worker: number
  readonly need: number
  /** Minutes since day 0. */
  readonly expiresAt: number
  /** Why this person: each term of the value, in points. */
  readonly terms: PairTerms
}

export type OfferAnswer = 'yes' | 'no' | 'silent' | 'full'

/**
 * Who is asked for what, and when. The owner tells what happened, with the minute; {@link decide} gives the offers to
 * send now. Deterministic, no clock, no chance, no I/O: the same events give the same offers, so that a new owner who
 * tells it the open needs and the offers that are out goes on where the old one stopped.
 *
 * A plan over all open needs and those expected from experience is kept the best there is ({@link LiveAssignment}):
 * planned is free, offered is taxed, accepted is out of the market. A no is final for that need; silence may be asked
 * again later.
 */
export class Dispatcher {
  readonly #city: City
  readonly #settings: DispatchSettings
  readonly #times: AnswerTimes
  readonly #plan = new LiveAssignment()
  readonly #agents = new Agents()
  readonly #asked = new AskedBook()
  readonly #rows: CandidateRows
  readonly #needs = new Map<number, NeedState>()
  /** Of these, the ones that are posted. */
  readonly #posted = new Set<NeedState>()
  readonly #later = new Timetable()
  readonly #paused = new Map<number, number>()
  #today = -1

  constructor(city: City, settings: DispatchSettings, times: AnswerTimes) {
    this.#city = city
    this.#rows = new CandidateRows(city)
    this.#settings = settings
    this.#times = times
  }

  /** A need is posted, or has open places again. */
  open(need: number, now: number): void {
    const known = this.#needs.get(need)
    if (known) return this.#refresh(known, now)
    this.#enter(need, now, false)
  }

  /** A need that experience lets expect; it is in the plan until minute `until` and never asked for. */
  expect(need: number, now: number, until: number): void {
    this.#enter(need, now, true)
    this.#later.after(until, () => this.close(need))
  }

  #enter(need: number, now: number, expected: boolean): void {
    const { day } = this.#city.need(need)
    const state: NeedState = {
      need,
      day,
      expected,
      order: new Int32Array(0),
      taken: 0,
      headcount: this.#city.openPlaces(need),
    }
    this.#needs.set(need, state)
    if (!expected) this.#posted.add(state)
    const edges = this.#firstEdges(state, now)
    this.#plan.addShift(need, state.headcount, edges)
  }

  #firstEdges(state: NeedState, now: number): { worker: number; value: number }[] {
    const { workers, km } = this.#city.candidates(state.need)
    const { nearest, nearestPerPlace } = this.#settings
    const values = new Float64Array(workers.length)
    const possible: number[] = []
    for (let i = 0; i < workers.length; i++) {
      const worker = workers[i]!
      if (this.#paused.has(worker)) continue
      const value = this.#valueAt(state, i, now)
      if (value <= 0) continue
      values[i] = value - km[i]! * 1e-3 - ((worker * 7_919) % 1_024) * 1e-7
      possible.push(i)
    }
    const roster = this.#rosterAlone(state, possible, now)
    const first = (i: number) => (roster.has(i) ? 1 : 0)
    possible.sort((one, other) => first(other) - first(one) || values[other]! - values[one]!)
    state.order = Int32Array.from(possible)
    state.taken = roster.size || Math.min(possible.length, nearest + nearestPerPlace * state.headcount)
    const edges: { worker: number; value: number }[] = []
    for (const i of possible.slice(0, state.taken)) {
      const agent = this.#agents.of(workers[i]!, state.day)
      this.#agents.needs[agent]!.push(state.need)
      edges.push({ worker: agent, value: Math.round(values[i]!) })
    }
    return edges
  }

  /** The employer’s own people, who are asked before all others where the start is far enough away. */
  #rosterAlone(state: NeedState, possible: readonly number[], now: number): Set<number> {
    const { rosterAloneMinutes, rosterAloneFromLeadMinutes } = this.#settings
    const { startsAt } = this.#city.need(state.need)
    if (state.expected || rosterAloneMinutes === 0 || startsAt - now < rosterAloneFromLeadMinutes) return new Set()
    const { workers } = this.#city.candidates(state.need)
    const roster = new Set(possible.filter((i) => this.#city.inRoster(workers[i]!, state.need)))
    if (roster.size > 0) this.#later.after(now + rosterAloneMinutes, (at) => this.#widen(state, at))
    return roster
  }

  #valueAt(state: NeedState, i: number, now: number): number {
    const { workers, km, chance } = this.#city.candidates(state.need)
    return this.#value(state, workers[i]!, km[i]!, chance[i]!, now)
  }

  #value(state: NeedState, worker: number, km: number, chance: number, now: number): number {
    if (this.#asked.declined(worker, state.need)) return 0
    if (!state.expected && this.#lastMinute(state, km, now) <= now) return 0
    if (!this.#city.mayTake(worker, state.need, now)) return 0
    return valueOf(this.#terms(state, worker, km, chance, now))
  }

  #terms(state: NeedState, worker: number, km: number, chance: number, now: number): PairTerms {
    const person = this.#city.person(worker)
    const day = Math.floor(now / minutesPerDay)
    const before = state.expected ? 0 : this.#asked.today(worker, day)
    const minutes = this.#settings.expiryMinutes[person.channel]!
    const left = state.expected ? minutes : Math.min(minutes, this.#lastMinute(state, km, now) - now)
    const yes =
      (this.#asked.standsBy(worker, state.need) ? 1 : chance) * this.#times.within(person.channel, before, left)
    return termsOf(
      {
        km,
        chance: state.expected ? yes : yes ** hasteOf(this.#city.need(state.need).startsAt, now, this.#settings),
        sparedShare: this.#city.sparedShare(worker, state.need),
        inRoster: this.#city.inRoster(worker, state.need),
        expected: state.expected,
      },
      person,
      this.#settings,
    )
  }

  #lastMinute(state: NeedState, km: number, now: number): number {
    return this.#city.lastMinute(state.need, km, now)
  }

  /** Everything else about a need that has changed: places, and people who could not be there in time before. */
  #refresh(state: NeedState, now: number): void {
    const { workers } = this.#city.candidates(state.need)
    for (let at = 0; at < state.taken; at++) this.#revalue(state, workers[state.order[at]!]!, now)
  }

  #revalue(state: NeedState, worker: number, now: number): void {
    const at = this.#rows.of(state.need, worker)
    const agent = this.#agents.of(worker, state.day)
    if (this.#asked.out(state.need).has(worker)) return
    this.#plan.setValue(state.need, agent, this.#valueAt(state, at, now))
    if (!this.#agents.needs[agent]!.includes(state.need)) this.#agents.needs[agent]!.push(state.need)
  }

  /** Nobody can take the need any more, or it is off. */
  close(need: number): void {
    const state = this.#needs.get(need)
    if (!state) return
    this.#plan.cancelShift(need)
    this.#asked.forget(need)
    this.#needs.delete(need)
    this.#posted.delete(state)
    this.#rows.forget(need)
  }

  /** What came back on an offer. A yes that found the place gone is `full`. */
  answered(worker: number, need: number, answer: OfferAnswer, now: number): void {
    this.#asked.settle(worker, need)
    if (answer === 'yes') return this.accepted(worker, need, now)
    if (answer === 'no') this.#asked.decline(worker, need)
    const state = this.#needs.get(need)
    if (state) {
      const agent = this.#agents.of(worker, state.day)
      this.#plan.withdraw(agent)
      this.#plan.setValue(need, agent, 0)
      // Who came too late stands by: asked first should a place come free.
      if (answer === 'full') this.#asked.standBy(worker, need)
      if (answer === 'full') this.#revalue(state, worker, now)
      if (answer === 'silent' && this.#asked.silence(worker, need) < this.#settings.asksAtMost)
        this.#later.after(now + this.#settings.silenceMinutes, (at) => this.#askAgain(worker, need, at))
    }
    const { pauseAfterNoMinutes } = this.#settings
    if (answer === 'no' && pauseAfterNoMinutes > 0) this.#pause(worker, now + pauseAfterNoMinutes, now)
  }

  #askAgain(worker: number, need: number, now: number): void {
    const state = this.#needs.get(need)
    if (state && !this.#paused.has(worker)) this.#revalue(state, worker, now)
  }

  /** A person is left in peace until a minute; offers that are out stand. */
  #pause(worker: number, until: number, now: number): void {
    this.#paused.set(worker, until)
    for (const day of this.#agents.daysOf(worker)) this.#rejoin(worker, day, now)
    this.#later.after(until, (at) => {
      if ((this.#paused.get(worker) ?? 0) > at) return
      this.#paused.delete(worker)
      for (const day of this.#agents.daysOf(worker)) this.#rejoin(worker, day, at)
    })
  }

  /** A person has taken a need, by an offer, in the hall or at a counter. */
  accepted(worker: number, need: number, now: number): void {
    const { day } = this.#city.need(need)
    const state = this.#needs.get(need)
    const agent = this.#agents.of(worker, day)
    if (state && this.#plan.shiftOf(agent) === need) {
      this.#plan.freeze(agent)
      state.headcount -= 1
    }
    // What was earned changes the value of all days; what was taken, that of its own.
    for (const each of this.#agents.daysOf(worker)) this.#rejoin(worker, each, now)
  }

  /** A person has given a need back: it is not asked for again, and what fits beside the rest is looked at anew. */
  freed(worker: number, need: number, now: number): void {
    this.#asked.decline(worker, need)
    const { day } = this.#city.need(need)
    const agent = this.#agents.of(worker, day)
    const known = new Set(this.#agents.needs[agent])
    for (const state of this.#posted)
      if (
        state.day === day &&
        !known.has(state.need) &&
        this.#city.openPlaces(state.need) > 0 &&
        this.#rows.of(state.need, worker) >= 0
      )
        this.#agents.needs[agent]!.push(state.need)
    this.#rejoin(worker, day, now)
  }

  #rejoin(worker: number, day: number, now: number): void {
    const agent = this.#agents.of(worker, day)
    const planned = this.#plan.shiftOf(agent)
    if (planned >= 0 && this.#asked.out(planned).has(worker)) return
    this.#plan.removeWorker(agent)
    const edges: { shift: number; value: number }[] = []
    const kept: number[] = []
    for (const need of this.#agents.needs[agent]!) {
      const state = this.#needs.get(need)
      if (!state) continue
      kept.push(need)
      const value = this.#valueAt(state, this.#rows.of(state.need, worker), now)
      if (value > 0) edges.push({ shift: need, value })
    }
    this.#agents.needs[agent] = kept
    if (!this.#paused.has(worker)) this.#plan.addWorker(agent, edges)
  }

  /** Places of a need that are neither offered nor planned for anybody: what a hall may show meanwhile. */
  leftForHall(need: number): number {
    if (!this.#needs.has(need)) return 0
    return Math.max(0, this.#city.openPlaces(need) - this.#plan.workersOf(need).length)
  }

  /** The offers to send now. */
  decide(now: number): Offer[] {
    this.#later.runUntil(now)
    const day = Math.floor(now / minutesPerDay)
    if (day > this.#today) {
      this.#today = day
      for (const state of this.#needs.values()) if (state.day < day) this.close(state.need)
      for (const agent of this.#agents.forgetBefore(day)) this.#plan.removeWorker(agent)
    }
    const minute = now % minutesPerDay
    if (minute < this.#settings.askFrom || minute >= this.#settings.askTo) return []
    const offers: Offer[] = []
    for (const state of this.#posted) this.#askFor(state, now, offers)
    return offers
  }

  #askFor(state: NeedState, now: number, offers: Offer[]): void {
    const { need } = state
    const places = this.#city.openPlaces(need)
    const out = this.#asked.out(need)
    if (places === 0 && out.size === 0 && state.headcount === 0) return
    const asked: number[] = []
    for (const [worker, { at, expiresAt, before, chance }] of out) {
      const { channel } = this.#city.person(worker)
      asked.push(chance * this.#times.still(channel, before, now - at, expiresAt - at))
    }
    const more = places === 0 ? 0 : mayStillAsk(asked, places, 0.6, this.#settings.refusedAtMost)
    this.#setHeadcount(state, out.size + more)
    if (more === 0) return
    for (let again = true; again;) {
      again = false
      const members = this.#plan.workersOf(need)
      if (members.length < state.headcount && this.#widen(state, now)) again = true
      for (const agent of members) {
        const worker = this.#agents.worker(agent)
        if (this.#asked.out(need).has(worker) || this.#plan.shiftOf(agent) !== need) continue
        const verdict = this.#offerTo(state, worker, agent, now, offers)
        if (verdict === 'never') again = true
      }
    }
  }

  #setHeadcount(state: NeedState, headcount: number): void {
    if (state.headcount === headcount) return
    state.headcount = headcount
    this.#plan.setHeadcount(state.need, headcount)
  }

  /** The next best people join the plan; false when there are no more. */
  #widen(state: NeedState, now: number): boolean {
    if (state.taken >= state.order.length || this.#needs.get(state.need) !== state) return false
    const { workers } = this.#city.candidates(state.need)
    const until = Math.min(state.order.length, state.taken + this.#settings.nearest)
    for (; state.taken < until; state.taken++) this.#revalue(state, workers[state.order[state.taken]!]!, now)
    return true
  }

  #offerTo(state: NeedState, worker: number, agent: number, now: number, offers: Offer[]): 'asked' | 'later' | 'never' {
    const { km, chance } = this.#city.candidates(state.need)
    const i = this.#rows.of(state.need, worker)
    const { channel } = this.#city.person(worker)
    const { expiryMinutes, leastMinutes, perPersonAndDay, openPerPerson, offeredTaxPoints } = this.#settings
    const expiresAt = Math.min(now + expiryMinutes[channel]!, this.#lastMinute(state, km[i]!, now))
    if (expiresAt - now < leastMinutes[channel]! || !this.#city.mayTake(worker, state.need, now)) {
      this.#plan.setValue(state.need, agent, 0)
      return 'never'
    }
    const day = Math.floor(now / minutesPerDay)
    const before = this.#asked.today(worker, day)
    if (before >= perPersonAndDay) {
      this.#pause(worker, (day + 1) * minutesPerDay, now)
      return 'never'
    }
    if (this.#asked.openOf(worker) >= openPerPerson) return 'later'
    const terms = this.#terms(state, worker, km[i]!, chance[i]!, now)
    this.#plan.offer(agent, partsOfPoint * offeredTaxPoints)
    this.#asked.ask(worker, state.need, { at: now, expiresAt, before, chance: chance[i]! }, day)
    offers.push({ worker, need: state.need, expiresAt, terms })
    return 'asked'
  }
}
