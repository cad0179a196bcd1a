/**
 * How good each figure could be at all under this behaviour, whatever the policy. Each bound is loose in its own way
 * and says so; a figure near its bound has nothing left to gain.
 */
import { clairvoyant } from '../clairvoyant.ts'
import type { Market } from '../market.ts'
import { giniOf, quantile } from '../measures.ts'
import { dayMinutes } from '../world.ts'

export type Ceilings = {
  /** Places filled by somebody who knows every need and every answer in advance. */
  clairvoyantFill: number
  /** The same without knowing who will not come. */
  fillWithoutForeseeingAbsence: number
  /** If every place were taken in the first minute in which people are awake. */
  fillMinutesP50: number | null
  fillMinutesP90: number | null
  /** If each place went to the nearest who are willing, even where two needs want the same person. */
  kmMean: number | null
  /** If all had the same number of shifts, or one more, at the same pay. */
  gini: number
  /** If everything that people who are hard to employ can and will do were theirs. */
  hardToEmployShare: number
  /** If only those were asked who are likeliest to say yes, as if there were enough of them for all. */
  acceptance: number
}

export function ceilingsOf(market: Market, fromDay: number): Ceilings {
  const all = clairvoyant(market, fromDay)
  const blind = clairvoyant(market, fromDay, { shows: false })
  const { people } = market.world
  const hard = clairvoyant(market, fromDay, { shows: true, among: (worker) => people.hardToEmploy[worker] === 1 })
  const { waits, km, chance } = bestOfEachPlace(market, fromDay)
  return {
    clairvoyantFill: all.fill,
    fillWithoutForeseeingAbsence: blind.fill,
    fillMinutesP50: quantile(waits, 0.5),
    fillMinutesP90: quantile(waits, 0.9),
    kmMean: mean(km),
    gini: evenGini(market, fromDay, all.filled),
    hardToEmployShare: all.fill === 0 ? 0 : Math.min(1, hard.fill / all.fill),
    acceptance: mean(chance) ?? 0,
  }
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length

function bestOfEachPlace(market: Market, fromDay: number) {
  const { world, behaviour, assumptions } = market
  const { needs, people } = world
  const waits: number[] = []
  const km: number[] = []
  const chance: number[] = []
  for (let shift = 0; shift < needs.count; shift++) {
    if ((needs.startsAt[shift] ?? 0) < fromDay * dayMinutes) continue
    const postedAt = needs.postedAt[shift] ?? 0
    const list = behaviour.candidates(shift)
    const willing: number[] = []
    const chances: number[] = []
    list.workers.forEach((worker, i) => {
      const look = assumptions.answer.look[people.channel[worker] ?? 0] ?? 0
      chances.push(look * behaviour.acceptChance(worker, shift, list.km[i]))
      if (behaviour.wouldAccept(worker, shift)) willing.push(list.km[i] ?? 0)
    })
    const filled = Math.min(needs.places[shift] ?? 0, willing.length)
    km.push(...willing.slice(0, filled))
    chances.sort((one, other) => other - one)
    chance.push(...chances.slice(0, filled))
    for (let place = 0; place < filled; place++) waits.push(behaviour.awakeAgain(postedAt) - postedAt)
  }
  return { waits, km, chance }
}

function evenGini(market: Market, fromDay: number, filled: Int16Array): number {
  const { needs, people, plan } = market.world
  let shifts = 0
  for (let shift = 0; shift < needs.count; shift++)
    if ((needs.startsAt[shift] ?? 0) >= fromDay * dayMinutes) shifts += filled[shift] ?? 0
  let count = 0
  for (let worker = 0; worker < people.count; worker++) {
    let free = false
    for (let day = fromDay; day < plan.days; day++) free ||= (people.freeFrom[worker * plan.days + day] ?? -1) >= 0
    if (free) count += 1
  }
  if (count === 0) return 0
  const each = Math.floor(shifts / count)
  return giniOf(Array.from({ length: count }, (_none, i) => (i < shifts - each * count ? each + 1 : each)))
}
