/**
 * What somebody could fill who knew every need in advance and every answer people would give. A near-limit: places
 * are filled by alternating paths (a person gives up one need for another if somebody else can have it), which is
 * exact where nobody has two needs on a day and close elsewhere. No policy can know what it knows.
 */
import type { Market } from './market.ts'
import { dayMinutes } from './world.ts'

export type Clairvoyant = { filled: Int16Array; fill: number; kmMean: number | null; takers: number[][] }

export type Foresight = {
  /** Knows who will not come. Without it, whoever is missing is replaced after the start by somebody still free. */
  shows: boolean
  /** Only these people are looked at. */
  among?: (worker: number) => boolean
}

/** People for each need who would say yes and, where that is foreseen, come. */
function willingFor(market: Market, { shows, among }: Foresight): Int32Array[] {
  const { needs } = market.world
  return Array.from({ length: needs.count }, (_none, shift) => {
    const { workers, km } = market.behaviour.candidates(shift)
    const postedAt = needs.postedAt[shift] ?? 0
    return workers.filter((worker, i) => {
      if (among && !among(worker)) return false
      if (postedAt + market.behaviour.travelMinutes(km[i] ?? 0) > (needs.startsAt[shift] ?? 0)) return false
      return market.behaviour.wouldAccept(worker, shift) && (!shows || market.behaviour.showsUp(worker, shift))
    })
  })
}

export function clairvoyant(market: Market, fromDay: number, foresight: Foresight = { shows: true }): Clairvoyant {
  const { needs } = market.world
  const willing = willingFor(market, foresight)
  const taken: number[][] = market.taken.map(() => [])
  const filled = new Int16Array(needs.count)
  const exhausted = new Uint8Array(needs.count)

  const minutesOf = (shift: number) => (needs.endsAt[shift] ?? 0) - (needs.startsAt[shift] ?? 0)
  const dayOf = (shift: number) => Math.floor((needs.startsAt[shift] ?? 0) / dayMinutes)

  function overlap(shift: number, other: number): boolean {
    const { behaviour } = market
    const way = behaviour.travelMinutes(
      behaviour.roadKm(needs.lat[shift] ?? 0, needs.lng[shift] ?? 0, needs.lat[other] ?? 0, needs.lng[other] ?? 0),
    )
    return (
      (needs.startsAt[shift] ?? 0) < (needs.endsAt[other] ?? 0) + way &&
      (needs.startsAt[other] ?? 0) < (needs.endsAt[shift] ?? 0) + way
    )
  }

  /** What a person would have to give up for a need: nothing (−1), one need, or more than one (−2). */
  function inTheWay(worker: number, shift: number): number {
    let one = -1
    let minutes = minutesOf(shift)
    let longest = -1
    for (const other of taken[worker] ?? []) {
      if (other === shift) return -2
      if (dayOf(other) !== dayOf(shift)) continue
      if (overlap(shift, other)) {
        if (one >= 0) return -2
        one = other
      } else {
        minutes += minutesOf(other)
        if (longest < 0 || minutesOf(other) > minutesOf(longest)) longest = other
      }
    }
    if (minutes <= market.assumptions.people.longestDayMinutes) return one
    if (one >= 0) return -2
    return longest >= 0 && minutes - minutesOf(longest) <= market.assumptions.people.longestDayMinutes ? longest : -2
  }

  function fillOne(first: number): boolean {
    const cameFrom = new Map<number, { shift: number; worker: number }>()
    const waiting = [first]
    const seen = new Set([first])
    for (let at = 0; at < waiting.length; at++) {
      const shift = waiting[at] ?? first
      for (const worker of willing[shift] ?? []) {
        const other = inTheWay(worker, shift)
        if (other === -2) continue
        if (other === -1) {
          hand(shift, worker, cameFrom)
          filled[first] = (filled[first] ?? 0) + 1
          return true
        }
        if (seen.has(other) || exhausted[other] === 1) continue
        seen.add(other)
        cameFrom.set(other, { shift, worker })
        waiting.push(other)
      }
    }
    for (const shift of seen) exhausted[shift] = 1
    return false
  }

  /** Walks the path back: each person on it moves to the need before. */
  function hand(shift: number, worker: number, cameFrom: Map<number, { shift: number; worker: number }>): void {
    taken[worker]?.push(shift)
    for (let step = cameFrom.get(shift), gone = shift; step; gone = step.shift, step = cameFrom.get(step.shift)) {
      const list = taken[step.worker] ?? []
      list.splice(list.indexOf(gone), 1)
      list.push(step.shift)
    }
  }

  const order = Array.from({ length: needs.count }, (_none, shift) => shift)
  const scarcity = (shift: number) => (willing[shift]?.length ?? 0) / (needs.places[shift] ?? 1)
  order.sort((one, other) => scarcity(one) - scarcity(other) || one - other)
  for (const shift of order) {
    for (let place = 0; place < (needs.places[shift] ?? 0); place++) if (!fillOne(shift)) break
  }
  if (!foresight.shows) replaceMissing()

  /** In the order of starts: who does not come has lost the day, and somebody near who is free may step in. */
  function replaceMissing(): void {
    const byStart = [...order].sort((one, other) => (needs.startsAt[one] ?? 0) - (needs.startsAt[other] ?? 0))
    const { missedAfterMinutes, welcomeUntilMinutes } = market.assumptions.afterwards
    const { showsUp, travelMinutes, km } = market.behaviour
    const takersOf = takersByNeed()
    for (const shift of byStart) {
      const missing = (takersOf[shift] ?? []).filter((worker) => !showsUp(worker, shift)).length
      filled[shift] = (filled[shift] ?? 0) - missing
      let open = (needs.places[shift] ?? 0) - (filled[shift] ?? 0)
      for (const worker of willing[shift] ?? []) {
        if (open === 0) break
        if (missedAfterMinutes + travelMinutes(km(worker, shift)) > welcomeUntilMinutes) continue
        if (inTheWay(worker, shift) !== -1 || !showsUp(worker, shift)) continue
        taken[worker]?.push(shift)
        filled[shift] = (filled[shift] ?? 0) + 1
        open -= 1
      }
    }
  }

  function takersByNeed(): number[][] {
    const takers: number[][] = Array.from({ length: needs.count }, () => [])
    taken.forEach((shifts, worker) => shifts.forEach((shift) => takers[shift]?.push(worker)))
    return takers
  }

  let places = 0
  let total = 0
  let km = 0
  const takers = takersByNeed()
  for (let shift = 0; shift < needs.count; shift++) {
    if (dayOf(shift) < fromDay) continue
    places += needs.places[shift] ?? 0
    total += filled[shift] ?? 0
    for (const worker of takers[shift] ?? []) km += market.behaviour.km(worker, shift)
  }
  return { filled, fill: places === 0 ? 0 : total / places, kmMean: total === 0 ? null : km / total, takers }
}
