import { LiveAssignment, type Change } from '../live/live-assignment.ts'
import { Agents } from './agents.ts'
import type { AnswerTimes } from './answers.ts'
import { AskedBook, type Asked } from './asked.ts'
import { Circle } from './circle.ts'
import type { City } from './city.ts'
import { CandidateRows, type NeedState } from './need-state.ts'
import { PairValues } from './pair-values.ts'
import { AskingHours } from './hours.ts'
import type { DispatchSettings } from './settings.ts'
import { Timetable } from './timetable.ts'
import { partsOfPoint } from './value.ts'

/**
 * The tentative plan over all needs that are open or expected, with all that is remembered about them: who was asked,
 * who said no, who is left in peace. Kept the best there is; whoever decides sees in `stirred` what to look at again.
 */
export class Plan {
  protected readonly city: City
  protected readonly settings: DispatchSettings
  protected readonly times: AnswerTimes
  protected readonly values: PairValues
  protected readonly plan = new LiveAssignment()
  protected readonly agents = new Agents()
  protected readonly asked = new AskedBook()
  protected readonly rows: CandidateRows
  protected readonly circle: Circle
  protected readonly hours: AskingHours
  protected readonly needs = new Map<number, NeedState>()
  /** Of these, the ones that are posted. */
  protected readonly posted = new Set<NeedState>()
  protected readonly later = new Timetable()
  protected readonly paused = new Map<number, number>()
  /** Needs to look at before the next whole minute, because something about them has changed. */
  protected readonly stirred = new Set<number>()

  constructor(city: City, settings: DispatchSettings, times: AnswerTimes) {
    this.city = city
    this.rows = new CandidateRows(city)
    this.settings = settings
    this.times = times
    this.values = new PairValues(city, settings, times, this.asked)
    this.hours = new AskingHours(settings)
    this.circle = new Circle(city, settings, this.values, this.paused)
  }

  /** A need is posted, or has open places again. */
  open(need: number, now: number): void {
    const known = this.needs.get(need)
    if (known) return this.refresh(known, now)
    this.enter(need, now, false)
  }

  /** A need that experience lets expect; it is in the plan until minute `until` and never asked for. */
  expect(need: number, now: number, until: number): void {
    this.enter(need, now, true)
    this.later.after(until, () => this.close(need))
  }

  protected enter(need: number, now: number, expected: boolean, since = now): void {
    const { day, openSince } = this.city.need(need)
    const state: NeedState = {
      need,
      day,
      expected,
      since: openSince ?? since,
      order: new Int32Array(0),
      taken: 0,
      seen: 0,
      headcount: this.city.openPlaces(need),
    }
    this.needs.set(need, state)
    if (!expected) this.posted.add(state)
    const edges = this.firstEdges(state, now)
    this.moved(this.plan.addShift(need, state.headcount, edges))
    const out = this.asked.out(need)
    if (out.size > 0) this.setHeadcount(state, Math.max(state.headcount, out.size))
    for (const worker of out.keys()) this.hold(state, worker, now)
    this.stirred.add(need)
  }

  /** Something about a need has changed that only the owner knows: its open places, for instance. */
  stir(need: number): void {
    if (this.needs.has(need)) this.stirred.add(need)
  }

  protected moved(changes: readonly Change[]): void {
    for (const { before, now } of changes) {
      if (before >= 0) this.stirred.add(before)
      if (now >= 0) this.stirred.add(now)
    }
  }

  /**
   * For a new owner: what was said of a need before its time, and since when. Who stands by is asked first; `silent` is
   * told once for each silence.
   */
  remember(worker: number, need: number, was: 'no' | 'silent' | 'standby', since: number): void {
    if (was === 'no') this.asked.decline(worker, need)
    else if (was === 'standby') this.asked.standBy(worker, need)
    else this.rest(worker, need, since)
  }

  /** For a new owner: how many offers a person had on that day, and until when it is left in peace. */
  rememberPerson(worker: number, day: number, offers: number, peaceUntil: number, now: number): void {
    this.asked.counted(worker, day, offers)
    if (peaceUntil > now) this.pause(worker, peaceUntil, now)
  }

  /** An offer that is out and that this one has not made: of an earlier owner, or of a person who chose. */
  resume(worker: number, need: number, asked: Asked, now: number): void {
    this.asked.hold(worker, need, asked)
    const state = this.needs.get(need)
    if (state) this.hold(state, worker, now)
  }

  /** Keeps somebody who has been asked at this need in the plan; who is no candidate counts as asked all the same. */
  protected hold(state: NeedState, worker: number, now: number): void {
    const at = this.rows.of(state.need, worker)
    if (at < 0) return
    const agent = this.agents.of(worker, state.day)
    const planned = this.plan.shiftOf(agent)
    if (planned >= 0 && planned !== state.need && this.asked.out(planned).has(worker)) return
    const tax = partsOfPoint * this.settings.offeredTaxPoints
    const value = Math.max(1, this.values.at(state, at, now))
    if (!this.agents.needs[agent]!.includes(state.need)) this.agents.needs[agent]!.push(state.need)
    this.moved(this.plan.setValue(state.need, agent, value + tax))
    if (this.plan.shiftOf(agent) === state.need) this.plan.offer(agent, tax)
    this.moved(this.plan.setValue(state.need, agent, value))
  }

  /**
   * What a person wants or may do has changed; `needs`: posted ones whose candidates it has joined. Where it does not
   * fit any more the owner's `mayTake` says so.
   */
  changed(worker: number, needs: readonly number[], now: number): void {
    for (const need of needs) {
      const state = this.needs.get(need)
      if (!state || this.rows.of(need, worker) < 0) continue
      const known = this.agents.needs[this.agents.of(worker, state.day)]!
      if (!known.includes(need)) known.push(need)
    }
    for (const day of this.agents.daysOf(worker)) this.rejoin(worker, day, now)
  }

  /** Time, place or wage of a need have changed: its candidates are others now. Who was asked or said no stays so. */
  relist(need: number, now: number): void {
    const state = this.needs.get(need)
    if (!state) return
    this.drop(state)
    this.enter(need, now, state.expected, state.since)
  }

  protected firstEdges(state: NeedState, now: number): { worker: number; value: number }[] {
    const first = this.circle.begin(state, now)
    if (first.rosterUntil !== undefined) this.later.after(first.rosterUntil, (at) => this.widen(state, at))
    return first.people.map(({ worker, value }) => {
      const agent = this.agents.of(worker, state.day)
      this.agents.needs[agent]!.push(state.need)
      return { worker: agent, value: Math.round(value) }
    })
  }

  /** Everything else about a need that has changed: places, and people who could not be there in time before. */
  protected refresh(state: NeedState, now: number): void {
    const { workers } = this.city.candidates(state.need)
    for (let at = 0; at < state.taken; at++) this.revalue(state, workers[state.order[at]!]!, now)
  }

  protected revalue(state: NeedState, worker: number, now: number): void {
    const at = this.rows.of(state.need, worker)
    const agent = this.agents.of(worker, state.day)
    if (this.asked.out(state.need).has(worker)) return
    this.moved(this.plan.setValue(state.need, agent, this.values.at(state, at, now)))
    if (!this.agents.needs[agent]!.includes(state.need)) this.agents.needs[agent]!.push(state.need)
  }

  /** Nobody can take the need any more, or it is off. */
  close(need: number): void {
    const state = this.needs.get(need)
    if (!state) return
    this.drop(state)
    this.asked.forget(need)
  }

  protected drop(state: NeedState): void {
    this.moved(this.plan.cancelShift(state.need))
    this.needs.delete(state.need)
    this.posted.delete(state)
    this.rows.forget(state.need)
  }

  /** Silence is no answer: after a while the person may be asked for this again, so often and no oftener. */
  protected rest(worker: number, need: number, since: number): void {
    const { asksAtMost, silenceMinutes } = this.settings
    const until = this.asked.silence(worker, need, since + silenceMinutes, asksAtMost)
    if (until < Number.POSITIVE_INFINITY) this.later.after(until, (at) => this.askAgain(worker, need, at))
  }

  protected askAgain(worker: number, need: number, now: number): void {
    const state = this.needs.get(need)
    if (state && this.rows.of(need, worker) >= 0 && !this.paused.has(worker)) this.revalue(state, worker, now)
  }

  /** A person is left in peace until a minute; offers that are out stand. */
  protected pause(worker: number, until: number, now: number): void {
    this.paused.set(worker, until)
    for (const day of this.agents.daysOf(worker)) this.rejoin(worker, day, now)
    this.later.after(until, (at) => {
      if ((this.paused.get(worker) ?? 0) > at) return
      this.paused.delete(worker)
      for (const day of this.agents.daysOf(worker)) this.rejoin(worker, day, at)
    })
  }

  protected rejoin(worker: number, day: number, now: number): void {
    const agent = this.agents.of(worker, day)
    const planned = this.plan.shiftOf(agent)
    if (planned >= 0 && this.asked.out(planned).has(worker)) return
    this.moved(this.plan.removeWorker(agent))
    const edges: { shift: number; value: number }[] = []
    const kept: number[] = []
    for (const need of this.agents.needs[agent]!) {
      const state = this.needs.get(need)
      // Its terms may have changed since: who is no candidate any more has no edge to it.
      const at = state ? this.rows.of(need, worker) : -1
      if (!state || at < 0) continue
      kept.push(need)
      const value = this.values.at(state, at, now)
      if (value > 0) edges.push({ shift: need, value })
    }
    this.agents.needs[agent] = kept
    if (!this.paused.has(worker)) this.moved(this.plan.addWorker(agent, edges))
  }

  protected setHeadcount(state: NeedState, headcount: number): void {
    if (state.headcount === headcount) return
    state.headcount = headcount
    this.moved(this.plan.setHeadcount(state.need, headcount))
  }

  /** The next best people join the plan; false when there are no more. */
  protected widen(state: NeedState, now: number): boolean {
    if (this.needs.get(state.need) !== state) return false
    if (state.taken >= state.order.length && !this.circle.lengthen(state, now)) return false
    const { workers } = this.city.candidates(state.need)
    const until = Math.min(state.order.length, state.taken + this.settings.nearest)
    for (; state.taken < until; state.taken++) this.revalue(state, workers[state.order[state.taken]!]!, now)
    return true
  }
}
