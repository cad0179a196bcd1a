/** Ningde's divisions from county to village, with the ten reporting units. Source: data/divisions.tsv (README). */
import { haversineMeters, type Bounds, type Point } from './geo.ts'
import { cell, once, readTable, type Row } from './tables.ts'

export type DivisionLevel = 'county' | 'town' | 'village'

const levels = {
  county: 'county',
  street: 'town',
  town: 'town',
  township: 'town',
  developmentZone: 'town',
  industrialZone: 'town',
  village: 'village',
  community: 'village',
  livingArea: 'village',
} as const satisfies Record<string, DivisionLevel>

export type DivisionKind = keyof typeof levels

export interface Division {
  readonly code: string
  /** As in the source: 武曲村委会. */
  readonly name: string
  /** As people say it: 武曲村. */
  readonly displayName: string
  readonly kind: DivisionKind
  readonly level: DivisionLevel
  /** null for the nine counties. */
  readonly parentCode: string | null
  /** County code of six digits, or 350902500 for what belongs to 东侨. */
  readonly reportingUnitCode: string
  /** GCJ-02; null for villages, which use their town's (see `pointOf`). */
  readonly point: Point | null
  readonly coordinateQuality: 'matched' | 'approximate' | null
  readonly coordinateSource: string | null
}

/** One of the ten areas that report figures: nine counties and 东侨经济技术开发区. */
export interface ReportingUnit {
  readonly code: string
  readonly name: string
  /** The county it lies in: itself, or 350902 for 东侨. */
  readonly countyCode: string
  /** false for 东侨, whose policy values come from its county where it has none of its own. */
  readonly hasOwnCounty: boolean
}

/** Thrown for a code that is no division of the city. */
export class UnknownDivision extends Error {
  constructor(code: string) {
    super(`no division ${code}`)
    this.name = 'UnknownDivision'
  }
}

/** Code of 东侨经济技术开发区, a reporting unit inside 蕉城区. */
export const dongqiaoCode = '350902500'
const dongqiaoName = '东侨经济技术开发区' // full name; the statistics call it 东侨开发区

function isKind(text: string): text is DivisionKind {
  return text in levels
}

function quality(text: string): Division['coordinateQuality'] {
  if (text === '') return null
  if (text === 'matched' || text === 'approximate') return text
  throw new Error(`divisions.tsv: coordinate quality ${text}`)
}

// 武曲村委会 → 武曲村; 贵村村委会 → 贵村; 富春社区居委会 → 富春社区; 江滨居委会 → 江滨社区
function displayName(name: string, kind: DivisionKind): string {
  if (kind === 'village') return name.replace(/村?(?:村民委员会|村委会)$/, '村')
  if (kind === 'community') return name.replace(/(?:社区)?(?:居民委员会|居委会)$/, '社区')
  return name
}

function toDivision(row: Row): Division {
  const kind = cell(row, 'kind')
  if (!isKind(kind)) throw new Error(`divisions.tsv: kind ${kind}`)
  const name = cell(row, 'name')
  const lng = cell(row, 'lng')
  return {
    code: cell(row, 'code'),
    name,
    displayName: displayName(name, kind),
    kind,
    level: levels[kind],
    parentCode: cell(row, 'parentCode') || null,
    reportingUnitCode: cell(row, 'reportingUnitCode'),
    point: lng === '' ? null : { lng: Number(lng), lat: Number(cell(row, 'lat')) },
    coordinateQuality: quality(cell(row, 'coordinateQuality')),
    coordinateSource: cell(row, 'coordinateSource') || null,
  }
}

const loaded = once(() => {
  const all = readTable('divisions.tsv').map(toDivision)
  const byCode = new Map(all.map((d) => [d.code, d]))
  const children = Map.groupBy(all, (d) => d.parentCode)
  return { all, byCode, children }
})

const units = once((): readonly ReportingUnit[] => [
  ...counties().map((c) => ({ code: c.code, name: c.name, countyCode: c.code, hasOwnCounty: true })),
  { code: dongqiaoCode, name: dongqiaoName, countyCode: dongqiaoCode.slice(0, 6), hasOwnCounty: false },
])

const bounds = once(
  (): ReadonlyMap<string, Bounds> =>
    new Map(
      readTable('county-bounds.tsv').map((row) => {
        const number = (column: string): number => Number(cell(row, column))
        const box = {
          minLng: number('minLng'),
          minLat: number('minLat'),
          maxLng: number('maxLng'),
          maxLat: number('maxLat'),
        }
        return [cell(row, 'code'), box]
      }),
    ),
)

/** All divisions in code order: a county, its towns, each followed by its villages. */
export function divisions(): readonly Division[] {
  return loaded().all
}

/** The division of a 6-, 9- or 12-digit code. */
export function divisionByCode(code: string): Division | undefined {
  return loaded().byCode.get(code)
}

function known(code: string): Division {
  const division = divisionByCode(code)
  if (!division) throw new UnknownDivision(code)
  return division
}

/** Divisions directly under one; [] for a village or an unknown code. */
export function childrenOf(code: string): readonly Division[] {
  return loaded().children.get(code) ?? []
}

/** The nine counties. */
export function counties(): readonly Division[] {
  return loaded().children.get(null) ?? []
}

/** The ten reporting units, 东侨 last. */
export function reportingUnits(): readonly ReportingUnit[] {
  return units()
}

/** Reporting unit code of any division. @throws UnknownDivision */
export function unitOf(code: string): string {
  return known(code).reportingUnitCode
}

/** Town-level units of a county (350902 includes 东侨); [] for anything else. */
export function townsOf(countyCode: string): readonly Division[] {
  return childrenOf(countyCode).filter((d) => d.level === 'town')
}

/** Town-level units that report under a unit: 350902 without 东侨, 350902500 东侨 alone. */
export function townsOfUnit(unitCode: string): readonly Division[] {
  return townsOf(unitCode.slice(0, 6)).filter((d) => d.reportingUnitCode === unitCode)
}

/** Names from the county down, as on an envelope: 福鼎市太姥山镇潋城村. @throws UnknownDivision */
export function namePath(code: string): string {
  const division = known(code)
  const above = division.parentCode === null ? '' : namePath(division.parentCode)
  return above + division.displayName
}

/** Its own point, or its town's for a village. GCJ-02. @throws UnknownDivision */
export function pointOf(code: string): Point {
  const division = known(code)
  if (division.point) return division.point
  if (division.parentCode === null) throw new Error(`no point for ${code}`)
  return pointOf(division.parentCode)
}

/** A generous box around a county, GCJ-02, approximate. @throws UnknownDivision */
export function countyBounds(countyCode: string): Bounds {
  const box = bounds().get(countyCode)
  if (!box) throw new UnknownDivision(countyCode)
  return box
}

/** The town-level unit whose point lies nearest (not the one whose area holds the point). */
export function nearestTown(point: Point): Division {
  let best: Division | undefined
  let bestMeters = Number.POSITIVE_INFINITY
  for (const division of divisions()) {
    if (division.level !== 'town' || !division.point) continue
    const meters = haversineMeters(point, division.point)
    if (meters < bestMeters) [best, bestMeters] = [division, meters]
  }
  if (!best) throw new Error('divisions.tsv: no town has a point')
  return best
}
