/** A synthetic Ningde: who lives where and can do what, and which work comes when. Pure: a seed gives one world. */
import { pointOf, reportingUnits, townsOfUnit } from '@linggong/reference'
import type { Assumptions } from './assumptions.ts'
import { normal, uniform, weighted } from './random.ts'

export const dayMinutes = 1_440
export const tradeCount = 24
/** Workers’ channels. */
export const channels = ['app', 'sms', 'call'] as const

export type People = {
  count: number
  lat: Float64Array
  lng: Float64Array
  /** Reporting unit, index. */
  unit: Uint8Array
  /** Kinds of work somebody can do, one bit each. */
  trades: Int32Array
  /** Wished pay, fen an hour. */
  wishFen: Float64Array
  /** What they told the platform, fen an hour: all a policy may know of the wish. */
  statedWishFen: Float64Array
  channel: Uint8Array
  hardToEmploy: Uint8Array
  distanceFactor: Float64Array
  /** Free from and to, minutes since the beginning, by person × day; −1: not that day. */
  freeFrom: Int32Array
  freeTo: Int32Array
}

export type Needs = {
  count: number
  postedAt: Int32Array
  startsAt: Int32Array
  endsAt: Int32Array
  lat: Float64Array
  lng: Float64Array
  unit: Uint8Array
  trade: Uint8Array
  places: Uint8Array
  payFen: Float64Array
}

/** A change of the ordinary: demand of some trades or units multiplied on some days, or people kept at home. */
export type Shock = {
  days: readonly [number, number]
  unit?: number
  trade?: number
  demand?: number
  free?: number
}

export type WorldPlan = {
  seed: number
  workers: number
  days: number
  slotsPerDay: number
  shocks: readonly Shock[]
  /** Pay of every need multiplied, for what-if questions. */
  payFactor?: number
  /** People a new station registers around it, for what-if questions: they come to its counter. */
  newcomers?: { lat: number; lng: number; unit: number; count: number }
}

export type World = { plan: WorldPlan; people: People; needs: Needs; units: readonly string[] }

type Ground = { unitShares: number[]; towns: { lat: number; lng: number; weight: number }[][]; names: string[] }

/**
 * Share of each unit in the city's people: census of 2010 by county, 东侨 taken out of 蕉城 by a guess
 * (in the order of the reporting units' codes).
 */
const peopleOf: Record<string, number> = {
  '350902': 329_260,
  '350902500': 100_000,
  '350921': 461_176,
  '350922': 323_700,
  '350923': 137_724,
  '350924': 175_874,
  '350925': 112_701,
  '350926': 88_387,
  '350981': 563_640,
  '350982': 529_534,
}

/** Towns proper count for more than villages' townships; the first town of a unit is its seat. */
function readGround(): Ground {
  const units = reportingUnits()
  const towns = units.map((unit) =>
    townsOfUnit(unit.code).flatMap((town) => {
      const point = pointOf(town.code)
      const weight = town.kind === 'street' ? 20 : town.kind === 'town' ? 3 : 1
      return point ? [{ lat: point.lat, lng: point.lng, weight }] : []
    }),
  )
  return { unitShares: units.map((unit) => peopleOf[unit.code] ?? 0), towns, names: units.map((unit) => unit.name) }
}

/** Popularity of kinds of work: some are everywhere, most are rare (Zipf); each unit has favourites of its own. */
function tradeWeights(unit: number, a: Assumptions): Float64Array {
  const { simpleKinds, simpleShare } = a.work
  const weights = new Float64Array(tradeCount)
  const rank = (trade: number) => (trade < simpleKinds ? trade : trade - simpleKinds)
  for (let trade = 0; trade < tradeCount; trade++)
    weights[trade] = (1 / (rank(trade) + 1.5)) * (0.5 + 1.5 * uniform(7, 'trade', unit, trade))
  const sum = (from: number, to: number) => weights.slice(from, to).reduce((total, weight) => total + weight, 0)
  const simple = sum(0, simpleKinds)
  const skilled = sum(simpleKinds, tradeCount)
  return weights.map((weight, trade) =>
    trade < simpleKinds ? (weight / simple) * simpleShare : (weight / skilled) * (1 - simpleShare),
  )
}

/** Up to this far from a town's middle live and work its people, in degrees of latitude (about 2 km). */
const townSpread = 0.018

function placePoint(ground: Ground, unit: number, at: number, spreadA: number, spreadB: number): [number, number] {
  const towns = ground.towns[unit] ?? []
  const town = towns[
    weighted(
      towns.map((one) => one.weight),
      at,
    )
  ] ?? { lat: 26.66, lng: 119.52 }
  return [town.lat + spreadA * townSpread, town.lng + spreadB * townSpread]
}

function shockFactor(shocks: readonly Shock[], kind: 'demand' | 'free', day: number, unit: number, trade?: number) {
  let factor = 1
  for (const shock of shocks) {
    if (day < shock.days[0] || day > shock.days[1]) continue
    if (shock.unit !== undefined && shock.unit !== unit) continue
    if (shock.trade !== undefined && shock.trade !== trade) continue
    factor *= shock[kind] ?? 1
  }
  return factor
}

function makePeople(plan: WorldPlan, a: Assumptions, ground: Ground): People {
  const n = plan.workers + (plan.newcomers?.count ?? 0)
  const people: People = {
    count: n,
    lat: new Float64Array(n),
    lng: new Float64Array(n),
    unit: new Uint8Array(n),
    trades: new Int32Array(n),
    wishFen: new Float64Array(n),
    statedWishFen: new Float64Array(n),
    channel: new Uint8Array(n),
    hardToEmploy: new Uint8Array(n),
    distanceFactor: new Float64Array(n),
    freeFrom: new Int32Array(n * plan.days).fill(-1),
    freeTo: new Int32Array(n * plan.days).fill(-1),
  }
  const weightsOf = ground.names.map((_name, unit) => tradeWeights(unit, a))
  for (let w = 0; w < n; w++) {
    const draw = (purpose: Parameters<typeof uniform>[1], b: number) => uniform(plan.seed, purpose, w, b)
    const newcomers = w >= plan.workers ? plan.newcomers : undefined
    const unit = newcomers?.unit ?? weighted(ground.unitShares, draw('home', 0))
    people.unit[w] = unit
    const [north, east] = [normal(plan.seed, 'home', w, 2), normal(plan.seed, 'home', w, 3)]
    const [lat, lng] = newcomers
      ? [newcomers.lat + north * townSpread, newcomers.lng + east * townSpread]
      : placePoint(ground, unit, draw('home', 1), north, east)
    people.lat[w] = lat
    people.lng[w] = lng
    people.trades[w] = tradesOf(plan, a, w, weightsOf[unit] ?? new Float64Array(tradeCount))
    people.wishFen[w] = a.people.wishFen * Math.exp(a.people.wishSpread * normal(plan.seed, 'wish', w))
    const stated = Math.exp(a.people.statedWishSpread * normal(plan.seed, 'wish', w, 1))
    people.statedWishFen[w] = (people.wishFen[w] ?? 0) * stated
    const channel = newcomers ? channels.indexOf('call') : weighted(a.people.channelShares, draw('person', 0))
    people.channel[w] = channel
    people.hardToEmploy[w] = draw('person', 1) < (a.people.hardToEmployByChannel[channel] ?? 0) ? 1 : 0
    people.distanceFactor[w] = Math.exp(a.people.distanceSpread * normal(plan.seed, 'person', w, 2))
    fillDays(plan, a, people, w)
  }
  return people
}

function tradesOf(plan: WorldPlan, a: Assumptions, w: number, weights: Float64Array): number {
  const { simpleKinds } = a.work
  const { simpleFrom, simpleTo, skill, secondSkill } = a.people
  const broad = simpleFrom + (simpleTo - simpleFrom) * uniform(plan.seed, 'trade', w, 100)
  let mask = 0
  for (let kind = 0; kind < simpleKinds; kind++) if (uniform(plan.seed, 'trade', w, kind) < broad) mask |= 1 << kind
  const skills = weights.map((weight, trade) => (trade < simpleKinds ? 0 : weight))
  const drawn = uniform(plan.seed, 'trade', w, 101)
  if (drawn < skill) mask |= 1 << weighted(skills, uniform(plan.seed, 'trade', w, 102))
  if (drawn < secondSkill) mask |= 1 << weighted(skills, uniform(plan.seed, 'trade', w, 103))
  // Nobody registers for nothing: whoever drew no kind at all does the commonest.
  return mask === 0 ? 1 : mask
}

function fillDays(plan: WorldPlan, a: Assumptions, people: People, w: number): void {
  const spread = normal(plan.seed, 'day', w, 1_000)
  const own = Math.min(0.97, Math.max(0.05, a.people.freeDayMean + a.people.freeDaySpread * spread))
  const eveningOnly = uniform(plan.seed, 'day', w, 1_001) < 0.08
  for (let day = 0; day < plan.days; day++) {
    const factor = shockFactor(plan.shocks, 'free', day, people.unit[w] ?? 0)
    if (uniform(plan.seed, 'day', w, day) >= own * factor) continue
    const from = eveningOnly ? 1_020 : 330 + Math.floor(uniform(plan.seed, 'day', w, day, 1) * 4) * 45
    const to = eveningOnly ? 1_410 : 1_050 + Math.floor(uniform(plan.seed, 'day', w, day, 2) * 5) * 90
    people.freeFrom[w * plan.days + day] = day * dayMinutes + from
    people.freeTo[w * plan.days + day] = day * dayMinutes + Math.min(to, dayMinutes - 1)
  }
}

type Need = Record<Exclude<keyof Needs, 'count'>, number>

function makeNeed(plan: WorldPlan, a: Assumptions, ground: Ground, weights: Float64Array[], i: number, day: number) {
  const draw = (purpose: Parameters<typeof uniform>[1], b: number) => uniform(plan.seed, purpose, i, b)
  const unit = weighted(ground.unitShares, draw('need', 0))
  const trade = weighted(weights[unit] ?? [1], draw('need', 1))
  // Forty people are wanted for simple work, never forty of a rare skill.
  const most = trade < a.work.simpleKinds ? 40 : 3
  const places = Math.min(most, a.work.headcounts[weighted(a.work.headcountWeights, draw('need', 2))] ?? 1)
  const [lat, lng] = placePoint(
    ground,
    unit,
    draw('need', 3),
    normal(plan.seed, 'need', i, 4),
    normal(plan.seed, 'need', i, 5),
  )
  const kind =
    a.work.starts[
      weighted(
        a.work.starts.map((one) => one.share),
        draw('needTime', 0),
      )
    ]
  const minute = (kind?.mean ?? 440) + (kind?.spread ?? 0) * normal(plan.seed, 'needTime', i, 1)
  const startsAt = day * dayMinutes + Math.round(Math.min(1_260, Math.max(300, minute)) / 15) * 15
  const hours = a.work.hours[weighted(a.work.hourWeights, draw('needTime', 2))] ?? 8
  const [leadFrom, leadTo] = a.work.leads[weighted(a.work.leadShares, draw('needTime', 3))] ?? [60, 120]
  const lead = (leadFrom ?? 60) + draw('needTime', 4) * ((leadTo ?? 120) - (leadFrom ?? 60))
  const ofTrade = 1 + a.work.tradePaySpread * (2 * uniform(11, 'needPay', trade) - 1)
  const own = Math.exp(a.work.paySpread * normal(plan.seed, 'needPay', i))
  const payFen = Math.round((a.work.payFen * ofTrade * own * (plan.payFactor ?? 1)) / 50) * 50
  const endsAt = Math.min(startsAt + hours * 60, (day + 1) * dayMinutes - 1)
  const postedAt = Math.max(0, Math.round(startsAt - lead))
  const need: Need = { postedAt, startsAt, endsAt, lat, lng, unit, trade, places, payFen }
  return need
}

function makeNeeds(plan: WorldPlan, a: Assumptions, ground: Ground): Needs {
  const weights = ground.names.map((_name, unit) => tradeWeights(unit, a))
  const made: Need[] = []
  for (let day = 0; day < plan.days; day++) {
    let slots = 0
    for (let i = 0; slots < plan.slotsPerDay; i++) {
      const number = day * 100_000 + i
      const need = makeNeed(plan, a, ground, weights, number, day)
      slots += need.places
      const factor = shockFactor(plan.shocks, 'demand', day, need.unit, need.trade)
      const copies = Math.floor(factor) + (uniform(plan.seed, 'shock', number) < factor % 1 ? 1 : 0)
      for (let copy = 0; copy < copies; copy++) made.push(need)
    }
  }
  made.sort((one, other) => one.postedAt - other.postedAt || one.startsAt - other.startsAt)
  const column = (name: keyof Need) => made.map((need) => need[name])
  return {
    count: made.length,
    postedAt: Int32Array.from(column('postedAt')),
    startsAt: Int32Array.from(column('startsAt')),
    endsAt: Int32Array.from(column('endsAt')),
    lat: Float64Array.from(column('lat')),
    lng: Float64Array.from(column('lng')),
    unit: Uint8Array.from(column('unit')),
    trade: Uint8Array.from(column('trade')),
    places: Uint8Array.from(column('places')),
    payFen: Float64Array.from(column('payFen')),
  }
}

let ground: Ground | undefined

/** The world of a plan: people first, then all needs in the order in which they are posted. */
export function makeWorld(plan: WorldPlan, a: Assumptions): World {
  ground ??= readGround()
  return { plan, people: makePeople(plan, a, ground), needs: makeNeeds(plan, a, ground), units: ground.names }
}
