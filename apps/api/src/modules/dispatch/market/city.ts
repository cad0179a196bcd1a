import {
  acceptChance,
  dispatchChannels,
  metersBetween,
  showChance,
  type Acquaintance,
  type AskedFacts,
  type Candidates,
  type ChanceBeliefs,
  type City,
  type LogisticModel,
  type NeedFacts,
  type PersonFacts,
} from '@linggong/matching'
import { reachBy } from '../rules-reply.ts'
import { paysEnough } from '../rules-pay.ts'
import { openPlacesOf, type Market, type MarketShift, type MarketWorker } from './market.ts'
import { inSightFrom, midnightOf } from './rules-calendar.ts'

const phone = dispatchChannels.indexOf('phone')
const clerk = dispatchChannels.indexOf('clerk')
const minuteMs = 60_000
const minutesPerDay = 1_440

/** Values of the policy about ways and circles. */
export type Ground = {
  radiusMeters: number
  kmPerHour: number
  /** Road over straight line. */
  detour: number
  /** Between two shifts, besides the way. */
  bufferMinutes: number
  /** Minutes after the start, or after a place came free, within which somebody who comes instead is welcome. */
  lateWelcomeMinutes: number
  /** So much of the shift must be left for somebody who comes after its start. */
  leastWorkMinutes: number
  /** Candidates compared: so many, so many for each place, never more than. */
  looked: number
  lookedPerPlace: number
  lookedAtMost: number
  /** Whether there is a voice gateway; it decides how people are reached. */
  voice: boolean
  /** Whether messages are sent in WeChat to those who have allowed one. */
  wechat: boolean
}

/** Chances as learnt, or as believed where nothing was learnt. */
export type Chances = { beliefs: ChanceBeliefs; accept: LogisticModel | null }

type RealNeed = NeedFacts & { readonly openSince: number }
type PersonSource = Pick<MarketWorker, 'profile' | 'hardToEmploy' | 'incomeGap'>

type List = { workers: number[]; km: number[]; chance: number[]; known: Set<number>; limit: number; found: number }

/**
 * The market as the policy of dispatch reads it. Minutes are counted from the midnight on which the market's calendar
 * begins. Lists of candidates hold who has the occupation, the hours and the way for it; what people hold already,
 * wish to earn or have just changed is asked for each time ({@link MarketCity.mayTake}).
 */
export class MarketCity implements City {
  readonly #market: Market
  readonly #ground: Ground
  readonly #chances: Chances
  readonly #origin: number
  readonly #lists = new Map<number, List>()
  /** By shift and by person, each with what it was made from: asked for many times for every one of a thousand pairs. */
  readonly #needs: Array<{ from: Pick<MarketShift, 'windows' | 'publishedAt'>; facts: RealNeed } | undefined> = []
  readonly #persons: Array<{ from: PersonSource; facts: PersonFacts } | undefined> = []
  /** After a take-over: whether a shift is not in the plan yet, so that the plan cannot know who is asked for it. */
  unplanned: ((n: number) => boolean) | undefined
  #now: number

  constructor(market: Market, ground: Ground, chances: Chances, now: Date) {
    this.#market = market
    this.#ground = ground
    this.#chances = chances
    this.#origin = midnightOf(market.today)
    this.#now = this.minuteOf(now.getTime())
  }

  minuteOf(ms: number): number {
    return (ms - this.#origin) / minuteMs
  }

  msOf(minute: number): number {
    return Math.round(this.#origin + minute * minuteMs)
  }

  /** Road over straight line. */
  get detour(): number {
    return this.#ground.detour
  }

  /** Chances of lists made from now on are those of this moment. */
  at(minute: number): void {
    this.#now = minute
  }

  /** Whether the market's calendar reaches to it. */
  inSight(shift: MarketShift): boolean {
    return this.#market.questionOf(shift, this.#ground.radiusMeters) !== undefined
  }

  need(n: number): RealNeed {
    const { windows, publishedAt } = this.#market.shift(n)
    const known = this.#needs[n]
    if (known?.from.windows === windows && known.from.publishedAt === publishedAt) return known.facts
    const facts = this.#needOf(windows, publishedAt)
    this.#needs[n] = { from: { windows, publishedAt }, facts }
    return facts
  }

  #needOf(windows: MarketShift['windows'], publishedAt: Date): RealNeed {
    const openSince = Math.max(publishedAt.getTime(), inSightFrom(windows.at(-1)!.endsAt).getTime())
    const startsAt = this.minuteOf(windows[0]!.startsAt.getTime())
    return {
      day: Math.floor(startsAt / minutesPerDay),
      startsAt,
      endsAt: this.minuteOf(windows.at(-1)!.endsAt.getTime()),
      openSince: this.minuteOf(openSince),
    }
  }

  openPlaces(n: number): number {
    return openPlacesOf(this.#market.shift(n))
  }

  candidates(n: number): Candidates {
    return this.#lists.get(n) ?? this.#begin(n)
  }

  #begin(n: number): List {
    const shift = this.#market.shift(n)
    const { looked, lookedPerPlace, lookedAtMost } = this.#ground
    const limit = Math.min(lookedAtMost, looked + lookedPerPlace * Math.max(1, openPlacesOf(shift)))
    const list: List = { workers: [], km: [], chance: [], known: new Set(), limit, found: 0 }
    this.#lists.set(n, list)
    this.#lookFor(shift, list)
    const question = this.#market.questionOf(shift, this.#ground.radiusMeters)
    // The employer's own people, those who stand by and crew mates count however far they are within the circle.
    const own = new Set([
      ...shift.standbys,
      ...this.#market.matesOn(shift),
      ...this.#market.ties.rosterOf(shift.employerId),
    ])
    for (const offer of shift.offers.values()) if (offer.state === 'open') own.add(offer.workerId)
    for (const id of own) {
      const worker = this.#market.worker(id)
      const meters = question && this.#market.metersIfAble(shift, question, worker)
      if (meters !== undefined) this.#append(shift, list, worker, meters)
    }
    return list
  }

  #lookFor(shift: MarketShift, list: List): void {
    const question = this.#market.questionOf(shift, this.#ground.radiusMeters)
    if (!question) return
    const near = this.#market.nearest(shift, question, list.limit)
    list.found = near.length
    for (const { worker, meters } of near) this.#append(shift, list, worker, meters)
  }

  #append(shift: MarketShift, list: List, worker: MarketWorker, meters: number): void {
    if (list.known.has(worker.n)) return
    list.known.add(worker.n)
    list.workers.push(worker.n)
    list.km.push((meters / 1_000) * this.#ground.detour)
    list.chance.push(acceptChance(this.askedFacts(worker, shift, meters), this.#chances.beliefs, this.#chances.accept))
  }

  more(n: number): boolean {
    const list = this.#lists.get(n)
    if (!list || list.found < list.limit || list.limit >= this.#ground.lookedAtMost) return false
    const before = list.workers.length
    list.limit = Math.min(this.#ground.lookedAtMost, 4 * list.limit)
    this.#lookFor(this.#market.shift(n), list)
    return list.workers.length > before
  }

  /** Somebody whose wishes are new joins the lists that exist already; the needs joined. */
  join(worker: MarketWorker): number[] {
    const joined: number[] = []
    for (const [n, list] of this.#lists) {
      const shift = this.#market.shift(n)
      const question = list.known.has(worker.n) ? undefined : this.#market.questionOf(shift, this.#ground.radiusMeters)
      const meters = question && this.#market.metersIfAble(shift, question, worker)
      if (meters === undefined) continue
      this.#append(shift, list, worker, meters)
      joined.push(n)
    }
    return joined
  }

  forget(n: number): void {
    this.#lists.delete(n)
  }

  /** What is known when this person is asked; what the chance of a yes is learnt from. */
  askedFacts(worker: MarketWorker, shift: MarketShift, meters: number): AskedFacts {
    const { channel } = this.person(worker.n)
    const { startsAt } = shift.windows[0]!
    const posted = this.minuteOf(shift.publishedAt.getTime())
    return {
      payFen: shift.hourlyFen,
      wantedFen: worker.profile?.minHourlyFen ?? null,
      meters: Math.round(meters),
      // For what is only expected nobody is asked before it is posted.
      hoursToStart: Math.max(0, (this.minuteOf(startsAt.getTime()) - Math.max(this.#now, posted)) / 60),
      sameWork: worker.doings.work.get(shift.terms.occupationCode) ?? 0,
      sameEmployer: worker.doings.employers.get(shift.employerId) ?? 0,
      askedBefore: worker.asked,
      acceptedBefore: worker.accepted,
      byVoice: channel === phone || channel === clerk,
    }
  }

  reachOf(worker: MarketWorker) {
    return reachBy(worker.profile?.channels, this.#ground.voice, this.#ground.wechat && worker.profile?.wechat)
  }

  person(n: number): PersonFacts {
    const worker = this.#market.person(n)
    const { profile, hardToEmploy, incomeGap } = worker
    const known = this.#persons[n]
    if (
      known?.from.profile === profile &&
      known.from.hardToEmploy === hardToEmploy &&
      known.from.incomeGap === incomeGap
    )
      return known.facts
    const facts = this.#personOf(worker)
    this.#persons[n] = { from: { profile, hardToEmploy, incomeGap }, facts }
    return facts
  }

  #personOf(worker: MarketWorker): PersonFacts {
    const { askFrom = null, askUntil = null } = worker.profile ?? {}
    return {
      channel: dispatchChannels.indexOf(this.reachOf(worker).reach),
      hardToEmploy: worker.hardToEmploy,
      incomeGap: worker.incomeGap,
      asked: { ...(askFrom !== null && { from: askFrom }), ...(askUntil !== null && { to: askUntil }) },
    }
  }

  mayTake(workerN: number, n: number): boolean {
    // Asked for by a row that a list made anew (time or place have changed) does not have any more.
    const worker: MarketWorker | undefined = this.#market.person(workerN)
    if (!worker) return false
    const shift = this.#market.shift(n)
    const { profile } = worker
    if (!profile?.takesOffers || worker.barred || shift.workers.has(worker.id)) return false
    if (!paysEnough(shift.terms, profile) || !this.#market.papers.allows(shift, worker.id)) return false
    if (worker.changed) {
      const question = this.#market.questionOf(shift, this.#ground.radiusMeters)
      if (!question || this.#market.metersIfAble(shift, question, worker) === undefined) return false
    }
    if (this.unplanned && this.#askedBesides(worker, shift, this.unplanned)) return false
    return worker.busy.every((held) => this.#fitsBeside(shift, held))
  }

  #fitsBeside(shift: MarketShift, held: { shiftId: string; startsAt: Date; until: Date }): boolean {
    const gapMs = (this.#ground.bufferMinutes + this.#wayBetween(held.shiftId, shift)) * minuteMs
    return shift.windows.every(
      ({ startsAt, endsAt }) =>
        endsAt.getTime() + gapMs <= held.startsAt.getTime() || held.until.getTime() + gapMs <= startsAt.getTime(),
    )
  }

  /** Whether an offer is out to this person, for the same time, that the plan does not know of yet. */
  #askedBesides(worker: MarketWorker, shift: MarketShift, unplanned: (n: number) => boolean): boolean {
    for (const { shiftId, state } of worker.offers.values()) {
      const other = state === 'open' && shiftId !== shift.shiftId ? this.#market.shifts.get(shiftId) : undefined
      if (!other || !unplanned(other.n)) continue
      const fits = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
        this.#fitsBeside(shift, { shiftId, startsAt, until: endsAt })
      if (!other.windows.every(fits)) return true
    }
    return false
  }

  /** Minutes between work held and a shift; only where the platform knows where the work is. */
  #wayBetween(heldShiftId: string, shift: MarketShift): number {
    const held = this.#market.shifts.get(heldShiftId)
    return held ? this.#travelMinutes((metersBetween(held.terms, shift.terms) / 1_000) * this.#ground.detour) : 0
  }

  #travelMinutes(km: number): number {
    return (60 * km) / this.#ground.kmPerHour
  }

  lastMinute(n: number, km: number, now: number): number {
    const { startsAt, endsAt } = this.need(n)
    const { lateWelcomeMinutes, leastWorkMinutes } = this.#ground
    const freedAt = this.minuteOf(this.#market.shift(n).freedAt)
    const welcome = Math.min(endsAt - leastWorkMinutes, Math.max(startsAt, freedAt) + lateWelcomeMinutes)
    const until = now < startsAt ? startsAt : welcome
    return until - this.#travelMinutes(km)
  }

  sparedShare(workerN: number, n: number): number {
    const { day, startsAt, endsAt } = this.need(n)
    const own = 30 * this.#market.freeOn(this.#market.person(workerN), day)
    return own <= 0 ? 0 : 1 - Math.min(1, (endsAt - startsAt) / own)
  }

  inRoster(workerN: number, n: number): boolean {
    return this.#market.ties.rosterOf(this.#market.shift(n).employerId).has(this.#market.person(workerN).id)
  }

  acquaintance(workerN: number, n: number): Acquaintance {
    const worker = this.#market.person(workerN)
    const shift = this.#market.shift(n)
    const { came, missed, work, employers } = worker.doings
    return {
      showChance: showChance({ came, due: came + missed }, this.#chances.beliefs),
      sameWork: work.get(shift.terms.occupationCode) ?? 0,
      sameEmployer: employers.get(shift.employerId) ?? 0,
      favourite: this.#market.ties.isFavourite(shift.employerId, worker.id),
      standing: worker.standing,
      together: this.goesTogether(worker, shift),
    }
  }

  /** Whether somebody of this person's crew comes, or is asked. */
  goesTogether(worker: MarketWorker, shift: MarketShift): boolean {
    const mates = this.#market.ties.matesOf(worker.id)
    if (mates.size === 0) return false
    for (const id of shift.workers) if (mates.has(id)) return true
    for (const { workerId, state } of shift.offers.values()) if (state === 'open' && mates.has(workerId)) return true
    return false
  }
}
