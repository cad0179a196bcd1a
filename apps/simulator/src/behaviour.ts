/** How people of the simulated city decide. Everything is a function of the seed and of whom and what it concerns. */
import type { Assumptions } from './assumptions.ts'
import { normal, uniform } from './random.ts'
import { dayMinutes, type World } from './world.ts'

const earthKm = 6_371.009
const radian = Math.PI / 180

/** People by distance from a need, with the kilometres of each. */
export type Candidates = { workers: Int32Array; km: Float32Array }

export type Behaviour = ReturnType<typeof behaviourOf>

export function behaviourOf(world: World, a: Assumptions) {
  const { people, needs, plan } = world
  const { seed } = plan

  /** Kilometres by road between a person’s home and a need’s place. */
  function km(worker: number, shift: number): number {
    return roadKm(people.lat[worker] ?? 0, people.lng[worker] ?? 0, needs.lat[shift] ?? 0, needs.lng[shift] ?? 0)
  }

  function roadKm(latA: number, lngA: number, latB: number, lngB: number): number {
    const dy = (latA - latB) * radian
    const dx = (lngA - lngB) * radian * Math.cos(latA * radian)
    return earthKm * Math.sqrt(dx * dx + dy * dy) * a.detour
  }

  const travelMinutes = (distanceKm: number) => a.travelBaseMinutes + a.travelMinutesPerKm * distanceKm

  /** Chance that this person says yes to this need, once looked at. */
  function acceptChance(worker: number, shift: number, distanceKm = km(worker, shift)): number {
    const surplus = Math.log((needs.payFen[shift] ?? 1) / (people.wishFen[worker] ?? 1))
    const own = people.distanceFactor[worker] ?? 1
    return 1 / (1 + Math.exp(-(a.answer.base + a.answer.pay * surplus - a.answer.km * distanceKm * own)))
  }

  /** The same person gives the same need the same answer, whoever asks and when. */
  function wouldAccept(worker: number, shift: number, distanceKm?: number): boolean {
    return uniform(seed, 'accept', worker, shift) < acceptChance(worker, shift, distanceKm)
  }

  /** Whether the kind of work, the hours and the way allow it at all; says nothing of other work taken. */
  function possible(worker: number, shift: number): boolean {
    if ((((people.trades[worker] ?? 0) >>> (needs.trade[shift] ?? 0)) & 1) === 0) return false
    const startsAt = needs.startsAt[shift] ?? 0
    const day = worker * plan.days + Math.floor(startsAt / dayMinutes)
    const from = people.freeFrom[day] ?? -1
    return from >= 0 && from <= startsAt && (needs.endsAt[shift] ?? 0) <= (people.freeTo[day] ?? -1)
  }

  const free = new Map<number, number[]>()

  /** Those who are free at some time of a day and can do a kind of work. */
  function freeFor(day: number, trade: number): readonly number[] {
    const key = day * 32 + trade
    const kept = free.get(key)
    if (kept) return kept
    const found: number[] = []
    for (let worker = 0; worker < people.count; worker++)
      if (
        (people.freeFrom[worker * plan.days + day] ?? -1) >= 0 &&
        (((people.trades[worker] ?? 0) >>> trade) & 1) === 1
      )
        found.push(worker)
    free.set(key, found)
    return found
  }

  const lists = new Map<number, Candidates>()

  /** Everybody for whom a need is possible at all and not too far, nearest first. Kept for further questions. */
  function candidates(shift: number): Candidates {
    const kept = lists.get(shift)
    if (kept) return kept
    const found: { worker: number; km: number }[] = []
    // Farther north or south than this is too far by road as well.
    const reach = a.farthestKm / a.detour / earthKm / radian
    const lat = needs.lat[shift] ?? 0
    for (const worker of freeFor(Math.floor((needs.startsAt[shift] ?? 0) / dayMinutes), needs.trade[shift] ?? 0)) {
      if (Math.abs((people.lat[worker] ?? 0) - lat) > reach || !possible(worker, shift)) continue
      const distance = km(worker, shift)
      if (distance <= a.farthestKm) found.push({ worker, km: distance })
    }
    found.sort((one, other) => one.km - other.km || one.worker - other.worker)
    const made = {
      workers: Int32Array.from(found, (one) => one.worker),
      km: Float32Array.from(found, (one) => one.km),
    }
    lists.set(shift, made)
    return made
  }

  /** Minutes until somebody who is asked now has answered; null when the question is never looked at. */
  function answerDelay(worker: number, atMinute: number, askedToday: number): number | null {
    const channel = people.channel[worker] ?? 0
    const day = Math.floor(atMinute / dayMinutes)
    const look = Math.max(a.answer.lookFloor, (a.answer.look[channel] ?? 0) - a.answer.lookLessPerOffer * askedToday)
    if (uniform(seed, 'look', worker, day, askedToday) >= look) return null
    const median = a.answer.medianMinutes[channel] ?? 1
    const thought = median * Math.exp(a.answer.spread * normal(seed, 'delay', worker, day, askedToday))
    return awakeAgain(atMinute) - atMinute + thought
  }

  /** The moment itself by day, the next morning by night. */
  function awakeAgain(atMinute: number): number {
    const minute = atMinute % dayMinutes
    if (minute < a.answer.awakeFrom) return atMinute - minute + a.answer.awakeFrom
    if (minute >= a.answer.awakeTo) return atMinute - minute + dayMinutes + a.answer.awakeFrom
    return atMinute
  }

  /** Minutes of a day at which a person opens the list, in order. */
  function visits(worker: number, day: number): number[] {
    const channel = people.channel[worker] ?? 0
    const mean = a.list.visitsPerDay[channel] ?? 0
    if (channel === 2) {
      // The counter is visited once, early; the rest of the day it does not see this person.
      if (uniform(seed, 'session', worker, day) >= mean) return []
      return [day * dayMinutes + 330 + uniform(seed, 'session', worker, day, 1) * 120]
    }
    const times: number[] = []
    let waited = 0
    for (let i = 1; i <= 20; i++) {
      waited -= (Math.log(uniform(seed, 'session', worker, day, i)) * (a.answer.awakeTo - a.answer.awakeFrom)) / mean
      if (waited > a.answer.awakeTo - a.answer.awakeFrom) break
      times.push(day * dayMinutes + a.answer.awakeFrom + waited)
    }
    return times
  }

  /** Minutes an employer takes to pick a name from its list. */
  function pickDelay(shift: number, worker: number, atMinute: number): number {
    const thought = a.list.pickMedianMinutes * Math.exp(a.list.pickSpread * normal(seed, 'employer', shift, worker))
    return awakeAgain(atMinute) - atMinute + thought
  }

  /** The minute at which a person who took a need takes it back; null when it stands. */
  function cancelsAt(worker: number, shift: number, takenAt: number): number | null {
    if (uniform(seed, 'cancel', worker, shift) >= a.afterwards.cancel) return null
    return takenAt + uniform(seed, 'cancel', worker, shift, 1) * ((needs.startsAt[shift] ?? 0) - takenAt)
  }

  function showsUp(worker: number, shift: number): boolean {
    const missing = a.afterwards.noShow[people.channel[worker] ?? 0] ?? 0
    const far = (a.afterwards.noShowPer10Km * km(worker, shift)) / 10
    return uniform(seed, 'show', worker, shift) >= missing + far
  }

  return {
    km,
    roadKm,
    travelMinutes,
    acceptChance,
    wouldAccept,
    possible,
    candidates,
    answerDelay,
    awakeAgain,
    visits,
    pickDelay,
    cancelsAt,
    showsUp,
  }
}
