/** Well-known places, for seeds and for finding a place by its name. All points are approximate. Source: data/landmarks.tsv. */
import { unitOf } from './divisions.ts'
import type { Point } from './geo.ts'
import { cell, listCell, once, readTable } from './tables.ts'

export interface Landmark {
  readonly name: string
  readonly aliases: readonly string[]
  /** mall, market, station, port, industry, scenic, park, square, hospital, school or venue */
  readonly kind: string
  readonly townCode: string
  readonly reportingUnitCode: string
  /** GCJ-02. */
  readonly point: Point
  readonly coordinateQuality: 'approximate'
}

const loaded = once((): readonly Landmark[] =>
  readTable('landmarks.tsv').map((row) => ({
    name: cell(row, 'name'),
    aliases: listCell(row, 'aliases'),
    kind: cell(row, 'kind'),
    townCode: cell(row, 'townCode'),
    reportingUnitCode: unitOf(cell(row, 'townCode')),
    point: { lng: Number(cell(row, 'lng')), lat: Number(cell(row, 'lat')) },
    coordinateQuality: 'approximate',
  })),
)

/** All landmarks, at least eight in every reporting unit. */
export function landmarks(): readonly Landmark[] {
  return loaded()
}

/** Landmarks of a reporting unit. */
export function landmarksOf(unitCode: string): readonly Landmark[] {
  return landmarks().filter((landmark) => landmark.reportingUnitCode === unitCode)
}
