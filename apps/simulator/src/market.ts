/**
 * The market of one run: what is open, who has taken what, who was asked and what they said. Policies decide
 * whom to ask and what to show; the market lets time pass and people answer.
 */
import type { Assumptions } from './assumptions.ts'
import { behaviourOf, type Behaviour } from './behaviour.ts'
import { makeQueue } from './events.ts'
import { dayMinutes, type World } from './world.ts'

export type Answer = 'yes' | 'full' | 'no' | 'silent'

/** What a policy may react to. Everything it knows of a person it learns here or from what people told the platform. */
export type Policy = {
  name: string
  /** Minutes between ticks; no ticks when absent. */
  tickMinutes?: number
  posted?(market: Market, shift: number): void
  /** A place is free again, because `worker` took the word back or did not come; null: it never was taken. */
  reopened?(market: Market, shift: number, worker: number | null): void
  answered?(market: Market, worker: number, shift: number, answer: Answer): void
  /** Someone opens the list of work. */
  visited?(market: Market, worker: number): void
  tick?(market: Market): void
}

type Happening =
  | { kind: 'posted'; shift: number }
  | { kind: 'visited'; worker: number }
  | {
      kind: 'answered'
      worker: number
      shift: number
      answer: 'yes' | 'no' | 'silent'
      before: number
      minutes: number
    }
  | { kind: 'picked'; worker: number; shift: number }
  | { kind: 'cancelled'; worker: number; shift: number }
  | { kind: 'missed'; shift: number }
  | { kind: 'closed'; shift: number }
  | { kind: 'ticked' }

/** An offer of the past, as a platform would have it in its records. */
export type PastOffer = {
  worker: number
  shift: number
  answer: 'yes' | 'no' | 'silent'
  /** Offers to this person before it on that day; minutes until the answer. */
  before: number
  minutes: number
}

/** `openSince`: when the place taken was posted, or came free again. */
export type Taken = { worker: number; shift: number; at: number; openSince: number; km: number }

export class Market {
  readonly world: World
  readonly behaviour: Behaviour
  readonly assumptions: Assumptions
  now = 0
  /** Places nobody has taken, by need. */
  readonly open: Int16Array
  /** What each person has taken, by person. */
  readonly taken: number[][]
  readonly takers: Taken[][]
  /** Since when each open place of a need has been open, longest first. */
  private readonly openSince: number[][]
  /** Offers made to a person on a day. */
  readonly askedToday: Int16Array
  readonly counts = { offers: 0, yes: 0, no: 0, silent: 0, full: 0, cancelled: 0, noShow: 0 }
  /** Places with somebody who came, by need. */
  readonly came: Int16Array
  /** Kept for those who want to learn from it. */
  past: PastOffer[] | null = null
  private readonly queue = makeQueue<Happening>()
  private readonly policy: Policy

  /** `behaviour` of the same world may be shared by several runs: it keeps the lists of candidates. */
  constructor(world: World, assumptions: Assumptions, policy: Policy, behaviour = behaviourOf(world, assumptions)) {
    this.world = world
    this.assumptions = assumptions
    this.policy = policy
    this.behaviour = behaviour
    const { needs, people, plan } = world
    this.open = Int16Array.from(needs.places)
    this.came = new Int16Array(needs.count)
    this.taken = Array.from({ length: people.count }, () => [])
    this.takers = Array.from({ length: needs.count }, () => [])
    this.openSince = Array.from({ length: needs.count }, (_none, shift) =>
      Array.from({ length: needs.places[shift] ?? 0 }, () => needs.postedAt[shift] ?? 0),
    )
    this.askedToday = new Int16Array(people.count * (plan.days + 1))
    for (let shift = 0; shift < needs.count; shift++) {
      this.queue.push(needs.postedAt[shift] ?? 0, { kind: 'posted', shift })
      const startsAt = needs.startsAt[shift] ?? 0
      this.queue.push(startsAt + assumptions.afterwards.missedAfterMinutes, { kind: 'missed', shift })
      this.queue.push(startsAt + assumptions.afterwards.welcomeUntilMinutes, { kind: 'closed', shift })
    }
    if (policy.visited) this.scheduleVisits()
    if (policy.tick && policy.tickMinutes)
      for (let at = 0; at < plan.days * dayMinutes; at += policy.tickMinutes) this.queue.push(at, { kind: 'ticked' })
  }

  private scheduleVisits(): void {
    const { people, plan } = this.world
    for (let worker = 0; worker < people.count; worker++)
      for (let day = 0; day < plan.days; day++)
        for (const at of this.behaviour.visits(worker, day)) this.queue.push(at, { kind: 'visited', worker })
  }

  run(): this {
    for (let next = this.queue.pop(); next; next = this.queue.pop()) {
      this.now = next.at
      this.happen(next.what)
    }
    return this
  }

  private happen(what: Happening): void {
    switch (what.kind) {
      case 'posted':
        return this.policy.posted?.(this, what.shift)
      case 'visited':
        return this.policy.visited?.(this, what.worker)
      case 'ticked':
        return this.policy.tick?.(this)
      case 'missed':
        return this.miss(what.shift)
      case 'closed':
        return this.close(what.shift)
      case 'answered':
        this.past?.push(what)
        return this.answer(what.worker, what.shift, what.answer)
      case 'picked':
        if (this.mayTake(what.worker, what.shift)) this.take(what.worker, what.shift)
        return
      case 'cancelled':
        return this.cancel(what.worker, what.shift)
    }
  }

  /** Whether a person could still take a need: kind of work, hours, way, other work, the law’s longest day. */
  mayTake(worker: number, shift: number): boolean {
    if ((this.open[shift] ?? 0) <= 0 || !this.behaviour.possible(worker, shift)) return false
    return this.reachable(worker, shift) && this.fitsBeside(worker, shift)
  }

  reachable(worker: number, shift: number): boolean {
    const km = this.behaviour.km(worker, shift)
    if (km > this.assumptions.farthestKm) return false
    return this.now + this.behaviour.travelMinutes(km) <= this.takeableUntil(shift)
  }

  /** Who takes a place must be there by its start; for somebody who did not come, a little later is welcome. */
  takeableUntil(shift: number): number {
    const startsAt = this.world.needs.startsAt[shift] ?? 0
    return this.now < startsAt ? startsAt : startsAt + this.assumptions.afterwards.welcomeUntilMinutes
  }

  fitsBeside(worker: number, shift: number): boolean {
    const { needs } = this.world
    const startsAt = needs.startsAt[shift] ?? 0
    const endsAt = needs.endsAt[shift] ?? 0
    let minutes = endsAt - startsAt
    for (const other of this.taken[worker] ?? []) {
      if (other === shift) return false
      const otherStart = needs.startsAt[other] ?? 0
      const otherEnd = needs.endsAt[other] ?? 0
      if (Math.floor(otherStart / dayMinutes) === Math.floor(startsAt / dayMinutes)) minutes += otherEnd - otherStart
      const way = this.behaviour.travelMinutes(
        this.behaviour.roadKm(
          needs.lat[shift] ?? 0,
          needs.lng[shift] ?? 0,
          needs.lat[other] ?? 0,
          needs.lng[other] ?? 0,
        ),
      )
      if (startsAt < otherEnd + way && otherStart < endsAt + way) return false
    }
    return minutes <= this.assumptions.people.longestDayMinutes
  }

  /** Asks a person; the answer, or silence, comes within `expiryMinutes`. */
  offer(worker: number, shift: number, expiryMinutes: number): void {
    const day = worker * (this.world.plan.days + 1) + Math.floor(this.now / dayMinutes)
    const asked = this.askedToday[day] ?? 0
    this.askedToday[day] = asked + 1
    this.counts.offers += 1
    const delay = this.behaviour.answerDelay(worker, this.now, asked)
    const inTime = delay !== null && delay <= expiryMinutes
    const answer = !inTime ? 'silent' : this.behaviour.wouldAccept(worker, shift) ? 'yes' : 'no'
    const minutes = inTime ? delay : expiryMinutes
    this.queue.push(this.now + minutes, { kind: 'answered', worker, shift, answer, before: asked, minutes })
  }

  /** Puts a name down; the employer picks after a while. */
  apply(worker: number, shift: number): void {
    this.queue.push(this.now + this.behaviour.pickDelay(shift, worker, this.now), { kind: 'picked', worker, shift })
  }

  private answer(worker: number, shift: number, answer: 'yes' | 'no' | 'silent'): void {
    if (answer !== 'yes') {
      this.counts[answer] += 1
      return this.policy.answered?.(this, worker, shift, answer)
    }
    const got = this.mayTake(worker, shift)
    if (got) this.take(worker, shift)
    this.counts[got ? 'yes' : 'full'] += 1
    this.policy.answered?.(this, worker, shift, got ? 'yes' : 'full')
  }

  take(worker: number, shift: number): void {
    this.open[shift] = (this.open[shift] ?? 0) - 1
    this.taken[worker]?.push(shift)
    const openSince = this.openSince[shift]?.shift() ?? this.now
    this.takers[shift]?.push({ worker, shift, at: this.now, openSince, km: this.behaviour.km(worker, shift) })
    const cancelAt = this.behaviour.cancelsAt(worker, shift, this.now)
    if (cancelAt !== null) this.queue.push(cancelAt, { kind: 'cancelled', worker, shift })
  }

  private free(shift: number, places: number): void {
    this.open[shift] = (this.open[shift] ?? 0) + places
    for (let i = 0; i < places; i++) this.openSince[shift]?.push(this.now)
  }

  private cancel(worker: number, shift: number): void {
    this.counts.cancelled += 1
    this.free(shift, 1)
    this.taken[worker] = (this.taken[worker] ?? []).filter((other) => other !== shift)
    this.takers[shift] = (this.takers[shift] ?? []).filter((one) => one.worker !== worker)
    this.policy.reopened?.(this, shift, worker)
  }

  /** Who has not come is known a little after the start; the place may be filled again for a while. */
  private miss(shift: number): void {
    const takers = this.takers[shift] ?? []
    const missing = takers.filter(({ worker }) => !this.behaviour.showsUp(worker, shift))
    if (missing.length > 0) {
      this.counts.noShow += missing.length
      this.takers[shift] = takers.filter((one) => !missing.includes(one))
      this.free(shift, missing.length)
    }
    for (const { worker } of missing) this.policy.reopened?.(this, shift, worker)
    if (missing.length === 0 && (this.open[shift] ?? 0) > 0) this.policy.reopened?.(this, shift, null)
  }

  private close(shift: number): void {
    this.came[shift] = (this.takers[shift] ?? []).filter(({ worker }) => this.behaviour.showsUp(worker, shift)).length
    this.open[shift] = 0
  }
}
