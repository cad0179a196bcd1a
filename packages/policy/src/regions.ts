/** Which areas answer for a place: its county, its city, its province, the country. */
import { kindSchemas } from './kinds.ts'
import type { PackSet } from './pack.ts'

export const nationalCode = '100000'

export interface RegionStep {
  readonly code: string
  /** Set when the value is borrowed: 东侨 takes 蕉城's. */
  readonly inheritedFrom: string | null
}

export interface ReportingUnit {
  readonly code: string
  readonly nameZh: string
  readonly cityCode: string
  readonly inheritsFrom: string | null
  readonly provisional: boolean
}

interface DatedUnits {
  readonly validFrom: string
  readonly validTo: string
  readonly units: readonly ReportingUnit[]
}

/** Parsed once per set of packs: every question about a place needs them. */
const unitsOfSets = new WeakMap<PackSet, readonly DatedUnits[]>()

function unitsOf(set: PackSet): readonly DatedUnits[] {
  const known = unitsOfSets.get(set)
  if (known !== undefined) return known
  const dated = set.packs
    .flatMap((pack) => pack.values)
    .filter((value) => value.key === 'region.reportingUnits')
    .map((value) => ({
      validFrom: value.validFrom,
      validTo: value.validTo ?? '9999-12-31',
      units: kindSchemas.reportingUnits
        .parse(value.value)
        .map((unit) => ({ ...unit, provisional: value.provisional || unit.inheritsFrom !== null })),
    }))
  unitsOfSets.set(set, dated)
  return dated
}

/** The units in force on a date, over all cities of the set. */
export function reportingUnitsOn(set: PackSet, date: string): ReportingUnit[] {
  return unitsOf(set).flatMap(({ validFrom, validTo, units }) => (validFrom <= date && date <= validTo ? units : []))
}

/**
 * The unit a division code lies in: the code itself, or the longest unit code it starts with, so that a town
 * (9 digits) or a village (12) may be given as it is stored.
 */
export function findUnit(units: readonly ReportingUnit[], code: string): ReportingUnit | null {
  return units.filter((unit) => code.startsWith(unit.code)).toSorted((a, b) => b.code.length - a.code.length)[0] ?? null
}

/** From the most specific to the most general. Without a unit: the city, its province, the country. */
export function regionChain(unit: ReportingUnit | null, cityCode: string | null): RegionStep[] {
  const chain: RegionStep[] = []
  if (unit !== null) chain.push({ code: unit.code, inheritedFrom: null })
  if (unit?.inheritsFrom) chain.push({ code: unit.inheritsFrom, inheritedFrom: unit.inheritsFrom })
  const city = unit?.cityCode ?? cityCode
  if (city !== null) {
    chain.push({ code: city, inheritedFrom: null })
    chain.push({ code: `${city.slice(0, 2)}0000`, inheritedFrom: null })
  }
  chain.push({ code: nationalCode, inheritedFrom: null })
  return chain
}
