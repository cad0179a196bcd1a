/** What would happen if: a question of an officer, answered by two runs on each seed that differ in nothing else. */
import type { DispatchSettings } from '@linggong/matching'
import { pointOf, reportingUnits, townsOfUnit } from '@linggong/reference'
import { assumptions } from '../assumptions.ts'
import type { Shock, WorldPlan } from '../world.ts'
import { intervalOf, pairedInterval, type Interval } from './intervals.ts'
import { firstDayJudged, marketNames, planOf, type MarketName } from './plans.ts'
import { runAll } from './run-all.ts'
import type { SeedResult } from './run-seed.ts'

export type WhatIf = {
  market: MarketName
  /** A new station, and how many people who cannot be reached now it is expected to register around it. */
  station?: { town: string; people: number }
  /** Needs of a reporting unit multiplied on all days judged. */
  demand?: { unit: string; factor: number }
  /** People free for work in a reporting unit multiplied. */
  free?: { unit: string; factor: number }
  /** Pay of all needs multiplied. */
  payFactor?: number
}

/** What is wrong with a question, everything at once. */
export class BadQuestion extends Error {}

type Compared = { before: Interval | null; after: Interval | null; change: Interval | null }

export type WhatIfAnswer = {
  question: WhatIf
  seeds: readonly number[]
  /** Percent of places, kilometres, percent of the places filled. */
  fill: Compared
  kmMean: Compared
  hardToEmployShare: Compared
  placesFilledADay: Compared
  fillByUnit: { unit: string; name: string; fill: Compared }[]
  note: string
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a question. @throws BadQuestion naming all that is wrong */
export function readWhatIf(text: string): WhatIf {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw new BadQuestion('--what-if takes JSON, for instance {"market":"tight","payFactor":1.1}')
  }
  if (!isObject(raw)) throw new BadQuestion('--what-if takes a JSON object')
  const wrong: string[] = []
  const asked = ['market', 'station', 'demand', 'free', 'payFactor']
  for (const key of Object.keys(raw)) if (!asked.includes(key)) wrong.push(`${key}: one of ${asked.join(', ')}`)
  const market = marketNames.find((name) => name === (raw.market ?? 'tight'))
  if (!market) wrong.push(`market: one of ${marketNames.join(', ')}`)
  const units = reportingUnits().map(({ code }) => code)
  const factorOf = (value: unknown, name: string, least: number, most: number): number => {
    if (typeof value === 'number' && value >= least && value <= most) return value
    wrong.push(`${name}: a number from ${least} to ${most}`)
    return 1
  }
  const inUnit = (name: 'demand' | 'free') => {
    const value = raw[name]
    if (value === undefined) return {}
    const unit = isObject(value) && units.find((code) => code === value.unit)
    if (!isObject(value) || !unit) {
      wrong.push(`${name}.unit: one of ${units.join(', ')}`)
      return {}
    }
    return { [name]: { unit, factor: factorOf(value.factor, `${name}.factor`, 0, name === 'demand' ? 5 : 1) } }
  }
  const question: WhatIf = { market: market ?? 'tight', ...inUnit('demand'), ...inUnit('free') }
  if (raw.payFactor !== undefined) question.payFactor = factorOf(raw.payFactor, 'payFactor', 0.5, 2)
  if (raw.station !== undefined) {
    const { town, people } = isObject(raw.station) ? raw.station : {}
    if (typeof town !== 'string' || !pointOfTown(town)) wrong.push('station.town: code of a town whose place is known')
    const count = factorOf(people, 'station.people', 1, 5_000)
    if (!Number.isInteger(count)) wrong.push('station.people: a whole number')
    if (typeof town === 'string') question.station = { town, people: count }
  }
  if (wrong.length > 0) throw new BadQuestion(wrong.join('\n'))
  return question
}

function pointOfTown(code: string) {
  for (const [index, unit] of reportingUnits().entries())
    if (townsOfUnit(unit.code).some((town) => town.code === code)) {
      const point = pointOf(code)
      return point ? { lat: point.lat, lng: point.lng, unit: index } : undefined
    }
  return undefined
}

function changed(plan: WorldPlan, { station, demand, free, payFactor }: WhatIf): WorldPlan {
  const unit = (code: string) => reportingUnits().findIndex((one) => one.code === code)
  const days = [firstDayJudged, plan.days - 1] as const
  const shocks: Shock[] = [...plan.shocks]
  if (demand) shocks.push({ days, unit: unit(demand.unit), demand: demand.factor })
  if (free) shocks.push({ days, unit: unit(free.unit), free: free.factor })
  const place = station && pointOfTown(station.town)
  return {
    ...plan,
    shocks,
    ...(payFactor === undefined ? {} : { payFactor }),
    ...(station && place ? { newcomers: { ...place, count: station.people } } : {}),
  }
}

export async function whatIf(
  text: string,
  settings: DispatchSettings,
  seeds: readonly number[],
): Promise<WhatIfAnswer> {
  const question = readWhatIf(text)
  const policies = ['ours'] as const
  const tasks = [false, true].flatMap((after) =>
    seeds.map((seed) => {
      const plan = planOf(question.market, seed)
      return {
        key: question.market,
        plan: after ? changed(plan, question) : plan,
        assumptions,
        settings,
        policies,
      }
    }),
  )
  const results = await runAll(tasks)
  const before = results.slice(0, seeds.length)
  const after = results.slice(seeds.length)
  const compare = (of: (one: NonNullable<SeedResult['measures']['ours']>) => number | null): Compared => {
    const column = (list: SeedResult[]) => list.map(({ measures }) => (measures.ours ? of(measures.ours) : null))
    const pairs = column(before).flatMap((one, i) => {
      const other = column(after)[i]
      return one === null || other === null || other === undefined ? [] : [[one, other] as const]
    })
    const [ones, others] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)]
    return { before: intervalOf(ones), after: intervalOf(others), change: pairedInterval(others, ones) }
  }
  return {
    question,
    seeds,
    fill: compare((one) => 100 * one.fill),
    kmMean: compare((one) => one.kmMean),
    hardToEmployShare: compare((one) => 100 * one.hardToEmployShare),
    placesFilledADay: compare((one) => one.placesFilledADay),
    fillByUnit: reportingUnits().map(({ code, name }, i) => ({
      unit: code,
      name,
      fill: compare((one) => {
        const share = one.fillByUnit[i] ?? null
        return share === null ? null : 100 * share
      }),
    })),
    note: 'a model, not a forecast: docs/adr/0012-how-the-simulated-city-behaves.md',
  }
}
