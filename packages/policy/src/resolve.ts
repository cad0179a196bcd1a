/** Which value applied on a day at a place, and where it comes from. */
import { isPolicyKey } from './catalogue/index.ts'
import type { PolicyKey, ValueOf } from './catalogue/index.ts'
import { assertCalendarDate } from './dates.ts'
import { layers } from './pack.ts'
import type { Layer, Pack, PackSet, PackValue, PolicySource } from './pack.ts'
import { findUnit, regionChain, reportingUnitsOn } from './regions.ts'
import type { RegionStep, ReportingUnit } from './regions.ts'

export interface PlaceOptions {
  /** Division code of a unit, town or village (6, 9 or 12 digits). Absent: the city as a whole. */
  readonly county?: string | undefined
}

export interface PolicyValue<T = unknown> {
  readonly status: 'inForce'
  readonly key: PolicyKey
  readonly value: T
  readonly unit: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly source: PolicySource
  readonly layer: Layer
  readonly packId: string
  readonly packVersion: string
  readonly packSha256: string
  /** The value itself, or its being borrowed from another unit, still needs a person's confirmation. */
  readonly provisional: boolean
  /** The unit whose value it is, when the place asked about has none of its own. */
  readonly inheritedFrom?: string
  readonly note: string | null
}

export type NoPolicyReason =
  | 'unknownKey'
  | 'unknownCounty'
  | 'countyRequired'
  | 'notHeld'
  | 'expired'
  | 'notYet'
  | 'gap'

export interface NoPolicy {
  readonly status: 'noPolicy'
  readonly key: string
  readonly date: string
  readonly reason: NoPolicyReason
  /** Last day of the value that has ended (`expired`, `gap`). */
  readonly expiredOn: string | null
  /** First day of the next value (`notYet`, `gap`). */
  readonly startsOn: string | null
  readonly messageZh: string
}

export type PolicyAnswer<T = unknown> = PolicyValue<T> | NoPolicy

interface Candidate {
  readonly pack: Pack
  readonly value: PackValue
  readonly step: RegionStep
}

/**
 * The value of `key` in force on `date` (`YYYY-MM-DD`) at a place, or why there is none.
 * The most specific layer answers, unless its value yields to a newer one above it (see `precedences`).
 * @throws RangeError when `date` is not a calendar date.
 */
export function valueOn<K extends PolicyKey>(
  set: PackSet,
  key: K,
  date: string,
  place?: PlaceOptions,
): PolicyAnswer<ValueOf<K>>
export function valueOn(set: PackSet, key: string, date: string, place?: PlaceOptions): PolicyAnswer
export function valueOn(set: PackSet, key: string, date: string, place: PlaceOptions = {}): PolicyAnswer {
  const known = answersOf(set)
  // Never a code: a question about the city as a whole.
  const question = `${key}/${date}/${place.county ?? '*'}`
  let found = known.get(question)
  if (found === undefined) {
    found = resolve(set, key, date, place)
    if (known.size >= answersKept) known.clear()
    known.set(question, found)
  }
  return found
}

/** Most questions are of today and a few counties, and asked with every request. */
const answersKept = 5_000
const answersOfSets = new WeakMap<PackSet, Map<string, PolicyAnswer>>()

function answersOf(set: PackSet): Map<string, PolicyAnswer> {
  let answers = answersOfSets.get(set)
  if (answers === undefined) {
    answers = new Map()
    answersOfSets.set(set, answers)
  }
  return answers
}

function resolve(set: PackSet, key: string, date: string, place: PlaceOptions): PolicyAnswer {
  assertCalendarDate(date)
  if (!isPolicyKey(key)) return noPolicy(key, date, 'unknownKey')
  const units = reportingUnitsOn(set, date)
  const unit = place.county === undefined ? null : findUnit(units, place.county)
  if (place.county !== undefined && unit === null) return noPolicy(key, date, 'unknownCounty')
  const reachable = candidatesFor(set, key, regionChain(unit, soleCity(units)))
  const winner = pick(reachable.filter(({ value }) => inForce(value, date)))
  if (winner !== null) return answer(key, winner, unit)
  return explainAbsence(set, key, date, reachable, unit)
}

function inForce(value: PackValue, date: string): boolean {
  return value.validFrom <= date && date <= (value.validTo ?? '9999-12-31')
}

/** With several cities in one set, a question without a county is about none of them. */
function soleCity(units: readonly ReportingUnit[]): string | null {
  const cities = new Set(units.map((unit) => unit.cityCode))
  return cities.size === 1 ? ([...cities][0] ?? null) : null
}

interface Held {
  readonly pack: Pack
  readonly value: PackValue
}

const heldBySets = new WeakMap<PackSet, ReadonlyMap<string, readonly Held[]>>()

/** The values of a key over all packs, indexed once per set. */
function heldOf(set: PackSet, key: PolicyKey): readonly Held[] {
  let index = heldBySets.get(set)
  if (index === undefined) {
    index = Map.groupBy(
      set.packs.flatMap((pack) => pack.values.map((value) => ({ pack, value }))),
      ({ value }) => value.key,
    )
    heldBySets.set(set, index)
  }
  return index.get(key) ?? []
}

/** All values of the key that could answer at the place on any day, the most specific first. */
function candidatesFor(set: PackSet, key: PolicyKey, chain: readonly RegionStep[]): Candidate[] {
  const found: (Candidate & { rank: number })[] = []
  for (const { pack, value } of heldOf(set, key)) {
    const packStep = chain.findIndex((step) => step.code === pack.meta.region)
    if (packStep < 0) continue
    const place = value.regions === null ? packStep : chain.findIndex((step) => value.regions?.includes(step.code))
    const step = chain[place]
    // Within one pack a value for named units goes before the value for the whole area.
    if (step !== undefined) found.push({ pack, value, step, rank: packStep + place / 100 })
  }
  return found.toSorted((a, b) => a.rank - b.rank)
}

function pick(candidates: readonly Candidate[]): Candidate | null {
  let current = candidates[0] ?? null
  for (const higher of candidates.slice(1)) {
    if (current === null || current.value.precedence !== 'higherNewerWins') break
    const above = layers.indexOf(higher.pack.meta.level) < layers.indexOf(current.pack.meta.level)
    if (above && higher.value.validFrom > current.value.validFrom) current = higher
  }
  return current
}

function answer(key: PolicyKey, { pack, value, step }: Candidate, unit: ReportingUnit | null): PolicyValue {
  const inherited = step.inheritedFrom !== null && step.inheritedFrom !== unit?.code ? step.inheritedFrom : null
  return {
    status: 'inForce',
    key,
    value: value.value,
    unit: value.unit,
    validFrom: value.validFrom,
    validTo: value.validTo,
    source: value.source,
    layer: pack.meta.level,
    packId: pack.meta.id,
    packVersion: pack.meta.version,
    packSha256: pack.sha256,
    provisional: value.provisional || inherited !== null,
    ...(inherited === null ? {} : { inheritedFrom: inherited }),
    note: value.note,
  }
}

function explainAbsence(
  set: PackSet,
  key: PolicyKey,
  date: string,
  reachable: readonly Candidate[],
  unit: ReportingUnit | null,
): NoPolicy {
  if (reachable.length === 0) {
    return noPolicy(key, date, heldOf(set, key).length > 0 && unit === null ? 'countyRequired' : 'notHeld')
  }
  const expiredOn = reachable
    .flatMap(({ value }) => (value.validTo !== null && value.validTo < date ? [value.validTo] : []))
    .toSorted()
    .at(-1)
  const startsOn = reachable.flatMap(({ value }) => (value.validFrom > date ? [value.validFrom] : [])).toSorted()[0]
  if (expiredOn !== undefined && startsOn !== undefined) return noPolicy(key, date, 'gap', expiredOn, startsOn)
  if (expiredOn !== undefined) return noPolicy(key, date, 'expired', expiredOn)
  return noPolicy(key, date, 'notYet', null, startsOn ?? null)
}

const reasonsZh: Record<NoPolicyReason, (expiredOn: string, startsOn: string) => string> = {
  unknownKey: () => '没有这个政策项目',
  unknownCounty: () => '没有这个县(市、区)代码',
  countyRequired: () => '这一项按县(市、区)确定,请说明是哪个县(市、区)',
  notHeld: () => '政策包里没有这一项',
  expired: (expiredOn) => `原规定已于${expiredOn}到期,新规定还没有发布,目前没有依据可以办理`,
  notYet: (_expiredOn, startsOn) => `规定从${startsOn}起执行,这一天之前没有依据`,
  gap: (expiredOn, startsOn) => `原规定已于${expiredOn}到期,新规定从${startsOn}起执行,这一天没有依据`,
}

function noPolicy(
  key: string,
  date: string,
  reason: NoPolicyReason,
  expiredOn: string | null = null,
  startsOn: string | null = null,
): NoPolicy {
  const messageZh = reasonsZh[reason](expiredOn ?? '', startsOn ?? '')
  return { status: 'noPolicy', key, date, reason, expiredOn, startsOn, messageZh }
}
