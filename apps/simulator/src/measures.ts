/** What a run is judged by. Shares are of 1, times minutes, distances road kilometres. */
import type { Market } from './market.ts'
import { dayMinutes } from './world.ts'

export type Measures = {
  /** Places with somebody who came, of all places. */
  fill: number
  /** The same by reporting unit; null where nobody was wanted. */
  fillByUnit: (number | null)[]
  placesFilledADay: number
  fillMinutesP50: number | null
  fillMinutesP90: number | null
  /** The same from the moment at which people can be asked: a need posted at night waits for the morning. */
  wakingMinutesP50: number | null
  wakingMinutesP90: number | null
  /**
   * How long a place stood open while people were awake: as `waking`, but a place given back, or of somebody who did not
   * come, is counted from the minute at which it came free, for nobody could have been asked for it before.
   */
  openMinutesP50: number | null
  openMinutesP90: number | null
  kmMean: number | null
  /** Of pay among people who were free at least one day. */
  gini: number
  /** People who worked, of those who were free at least one day. */
  worked: number
  /** Of the places filled, those that went to people who are hard to employ. */
  hardToEmployShare: number
  /** Yes, of all who were asked; null when nobody is asked. */
  acceptance: number | null
  /** Of those who said yes, who found the place taken; null when nobody said yes to an offer. */
  refused: number | null
  offersPerPlace: number
}

export function giniOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  if (total === 0) return 0
  let weightedSum = 0
  for (let i = 0; i < sorted.length; i++) weightedSum += (2 * (i + 1) - sorted.length - 1) * (sorted[i] ?? 0)
  return weightedSum / (sorted.length * total)
}

export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null
}

/** Measured from `fromDay` on, so that an empty first morning does not count. */
export function measure(market: Market, fromDay: number): Measures {
  const { needs, people, plan } = market.world
  let places = 0
  let came = 0
  const byUnit = market.world.units.map(() => ({ places: 0, came: 0 }))
  const waits: number[] = []
  const wakingWaits: number[] = []
  const openWaits: number[] = []
  let km = 0
  let takers = 0
  let hard = 0
  const pay = new Float64Array(people.count)
  for (let shift = 0; shift < needs.count; shift++) {
    const startsAt = needs.startsAt[shift] ?? 0
    if (startsAt < fromDay * dayMinutes) continue
    places += needs.places[shift] ?? 0
    came += market.came[shift] ?? 0
    const unit = byUnit[needs.unit[shift] ?? 0]
    if (unit) {
      unit.places += needs.places[shift] ?? 0
      unit.came += market.came[shift] ?? 0
    }
    const hours = ((needs.endsAt[shift] ?? 0) - startsAt) / 60
    for (const one of market.takers[shift] ?? []) {
      waits.push(one.at - (needs.postedAt[shift] ?? 0))
      wakingWaits.push(Math.max(0, one.at - market.behaviour.awakeAgain(needs.postedAt[shift] ?? 0)))
      openWaits.push(Math.max(0, one.at - market.behaviour.awakeAgain(one.openSince)))
      km += one.km
      takers += 1
      hard += people.hardToEmploy[one.worker] ?? 0
      if (market.behaviour.showsUp(one.worker, shift))
        pay[one.worker] = (pay[one.worker] ?? 0) + hours * (needs.payFen[shift] ?? 0)
    }
  }
  const incomes: number[] = []
  for (let worker = 0; worker < people.count; worker++) {
    let free = false
    for (let day = fromDay; day < plan.days; day++) free ||= (people.freeFrom[worker * plan.days + day] ?? -1) >= 0
    if (free) incomes.push(pay[worker] ?? 0)
  }
  const { counts } = market
  return {
    fill: places === 0 ? 0 : came / places,
    fillByUnit: byUnit.map((unit) => (unit.places === 0 ? null : unit.came / unit.places)),
    placesFilledADay: came / Math.max(1, plan.days - fromDay),
    fillMinutesP50: quantile(waits, 0.5),
    fillMinutesP90: quantile(waits, 0.9),
    wakingMinutesP50: quantile(wakingWaits, 0.5),
    wakingMinutesP90: quantile(wakingWaits, 0.9),
    openMinutesP50: quantile(openWaits, 0.5),
    openMinutesP90: quantile(openWaits, 0.9),
    kmMean: takers === 0 ? null : km / takers,
    gini: giniOf(incomes),
    worked: incomes.filter((income) => income > 0).length / Math.max(1, incomes.length),
    hardToEmployShare: hard / Math.max(1, takers),
    acceptance: counts.offers === 0 ? null : (counts.yes + counts.full) / counts.offers,
    refused: counts.yes + counts.full === 0 ? null : counts.full / (counts.yes + counts.full),
    offersPerPlace: counts.offers / Math.max(1, places),
  }
}
