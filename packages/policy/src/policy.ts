import { canonicalJson, sha256Hex } from './canonical.ts'
import type { KeyOfKind, PolicyKey, ValueOf } from './catalogue/index.ts'
import { loadPacks } from './load.ts'
import type { Layer, PackSet, PackValue, PolicySource } from './pack.ts'
import { reportingUnitsOn } from './regions.ts'
import type { ReportingUnit } from './regions.ts'
import { valueOn } from './resolve.ts'
import type { NoPolicy, PlaceOptions, PolicyAnswer, PolicyValue } from './resolve.ts'

/** What a decision rested on; store it with the decision. Plain JSON. */
export interface BasisItem {
  readonly key: PolicyKey
  readonly validFrom: string
  readonly validTo: string | null
  readonly source: PolicySource
  readonly layer: Layer
  readonly packId: string
  readonly packVersion: string
  readonly packSha256: string
  readonly provisional: boolean
  readonly inheritedFrom: string | null
  /** The value when it is a number, a text or a truth; null for tables, which `valueSha256` pins. */
  readonly value: number | string | boolean | null
  readonly valueSha256: string
}

/** Thrown by accessors that promise a value. `problem` says why there is none. */
export class PolicyNotInForce extends Error {
  readonly problem: NoPolicy
  constructor(problem: NoPolicy) {
    super(`no policy in force for ${problem.key} on ${problem.date}: ${problem.reason}`)
    this.name = 'PolicyNotInForce'
    this.problem = problem
  }
}

/** Questions about one day and place; it remembers what it was asked, for the decision's record. */
export interface PolicyReader {
  readonly date: string
  readonly county: string | null
  answer<K extends PolicyKey>(key: K): PolicyAnswer<ValueOf<K>>
  /** For keys named by data (a table's bound, the command line). */
  answerAny(key: string): PolicyAnswer
  value<K extends PolicyKey>(key: K): ValueOf<K>
  number(key: KeyOfKind<'number'>): number
  boolean(key: KeyOfKind<'boolean'>): boolean
  text(key: KeyOfKind<'text' | 'date'>): string
  list(key: KeyOfKind<'textList'>): readonly string[]
  record(key: KeyOfKind<'numberRecord'>): Readonly<Record<string, number>>
  /** Each value used so far, once, in the order of first use. */
  basis(): BasisItem[]
}

export interface HistoryEntry extends PackValue {
  readonly layer: Layer
  readonly packId: string
  readonly packVersion: string
  readonly packRegion: string
}

export interface Policy {
  readonly packs: PackSet
  at(date: string, place?: PlaceOptions): PolicyReader
  answer<K extends PolicyKey>(key: K, date: string, place?: PlaceOptions): PolicyAnswer<ValueOf<K>>
  /** The accessors below throw `PolicyNotInForce` when nothing is in force. */
  value<K extends PolicyKey>(key: K, date: string, place?: PlaceOptions): ValueOf<K>
  number(key: KeyOfKind<'number'>, date: string, place?: PlaceOptions): number
  boolean(key: KeyOfKind<'boolean'>, date: string, place?: PlaceOptions): boolean
  text(key: KeyOfKind<'text' | 'date'>, date: string, place?: PlaceOptions): string
  list(key: KeyOfKind<'textList'>, date: string, place?: PlaceOptions): readonly string[]
  record(key: KeyOfKind<'numberRecord'>, date: string, place?: PlaceOptions): Readonly<Record<string, number>>
  /** Every value the key ever had in these packs, oldest first, general layers first. */
  history(key: PolicyKey): HistoryEntry[]
  reportingUnits(date: string): ReportingUnit[]
}

/** Loads the packs below `dir`. @throws PackLoadError with all problems at once. */
export function loadPolicy(dir: string): Policy {
  return createPolicy(loadPacks(dir))
}

export function createPolicy(packs: PackSet): Policy {
  const at = (date: string, place: PlaceOptions = {}): PolicyReader => createReader(packs, date, place)
  return {
    packs,
    at,
    answer: (key, date, place) => valueOn(packs, key, date, place),
    value: (key, date, place) => at(date, place).value(key),
    number: (key, date, place) => at(date, place).number(key),
    boolean: (key, date, place) => at(date, place).boolean(key),
    text: (key, date, place) => at(date, place).text(key),
    list: (key, date, place) => at(date, place).list(key),
    record: (key, date, place) => at(date, place).record(key),
    history: (key) => history(packs, key),
    reportingUnits: (date) => reportingUnitsOn(packs, date),
  }
}

function createReader(packs: PackSet, date: string, place: PlaceOptions): PolicyReader {
  const used = new Map<PolicyKey, BasisItem>()
  const remember = <T>(found: PolicyAnswer<T>): PolicyAnswer<T> => {
    if (found.status === 'inForce' && !used.has(found.key)) used.set(found.key, basisOf(found))
    return found
  }
  const answer = <K extends PolicyKey>(key: K): PolicyAnswer<ValueOf<K>> => remember(valueOn(packs, key, date, place))
  const value = <K extends PolicyKey>(key: K): ValueOf<K> => {
    const found = answer(key)
    if (found.status === 'noPolicy') throw new PolicyNotInForce(found)
    return found.value
  }
  return {
    date,
    county: place.county ?? null,
    answer,
    answerAny: (key) => remember(valueOn(packs, key, date, place)),
    value,
    number: value,
    boolean: value,
    text: value,
    list: value,
    record: value,
    basis: () => [...used.values()],
  }
}

/** The record of one value used in a decision. */
export function basisOf(found: PolicyValue): BasisItem {
  const { value } = found
  const isScalar = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
  return {
    key: found.key,
    validFrom: found.validFrom,
    validTo: found.validTo,
    source: found.source,
    layer: found.layer,
    packId: found.packId,
    packVersion: found.packVersion,
    packSha256: found.packSha256,
    provisional: found.provisional,
    inheritedFrom: found.inheritedFrom ?? null,
    value: isScalar ? value : null,
    valueSha256: isScalar || value === null ? sha256Hex(canonicalJson(value)) : shaOfTable(value as object),
  }
}

/** Tables stand in the packs unchanged; some have hundreds of rows, and a posting's screening rests on nine of them. */
const shasOfTables = new WeakMap<object, string>()

function shaOfTable(table: object): string {
  let sha = shasOfTables.get(table)
  if (sha === undefined) {
    sha = sha256Hex(canonicalJson(table))
    shasOfTables.set(table, sha)
  }
  return sha
}

function history(packs: PackSet, key: PolicyKey): HistoryEntry[] {
  return packs.packs
    .flatMap((pack) =>
      pack.values
        .filter((value) => value.key === key)
        .map((value) => ({
          ...value,
          layer: pack.meta.level,
          packId: pack.meta.id,
          packVersion: pack.meta.version,
          packRegion: pack.meta.region,
        })),
    )
    .toSorted((a, b) => a.validFrom.localeCompare(b.validFrom) || a.packRegion.localeCompare(b.packRegion))
}
