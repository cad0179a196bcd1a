import {
  childrenOf,
  landmarksOf,
  namePath,
  pointOf,
  reportingUnits,
  townsOfUnit,
  type Landmark,
  type Division,
} from '@linggong/reference'
import type { Random } from './random.ts'
import { unitCodes, type Template, type UnitLetter } from './templates.ts'

/**
 * Share of a unit in the city's people: the census of 2010 by county (sums to the published 2,821,996),
 * 东侨 taken out of 蕉城 by a guess.
 */
const people: Record<UnitLetter, number> = {
  J: 329_260,
  D: 100_000,
  A: 563_640,
  F: 529_534,
  X: 461_176,
  G: 323_700,
  P: 137_724,
  S: 175_874,
  Z: 112_701,
  R: 88_387,
}

export type Unit = {
  letter: UnitLetter
  code: string
  name: string
  share: number
  towns: readonly Division[]
  landmarks: readonly Landmark[]
  /** Villages by town, only towns that have any. */
  villages: ReadonlyMap<string, readonly Division[]>
}

/** The ten reporting units as the seed uses them. */
export function units(): readonly Unit[] {
  const total = Object.values(people).reduce((sum, count) => sum + count, 0)
  const letters = Object.entries(unitCodes) as Array<[UnitLetter, string]>
  return letters.map(([letter, code]) => {
    const unit = reportingUnits().find((one) => one.code === code)
    if (!unit) throw new Error(`no reporting unit ${code}`)
    const towns = townsOfUnit(code)
    return {
      letter,
      code,
      name: unit.name,
      share: people[letter] / total,
      towns,
      // A posting must not put words into the mouth of a real firm: landmarks that name one are left out.
      landmarks: landmarksOf(code).filter((one) => !/时代|青拓|上汽|集团/.test([one.name, ...one.aliases].join())),
      villages: new Map(towns.map((town) => [town.code, childrenOf(town.code)])),
    }
  })
}

export type Spot = { placeName: string; address: string; town: string; lat: number; lng: number }

const rounded = (value: number) => Math.round(value * 10_000) / 10_000
/** About half a kilometre to every side: coordinates of towns are no better. */
const scatterDegrees = 0.006

/** Where a piece of work is done: at a landmark of the right kind, or in a village of a town it is found in. */
export function spotFor(
  random: Random,
  unit: Unit,
  template: Pick<Template, 'towns' | 'landmarks'>,
  spot: string,
): Spot {
  const inTowns = (code: string) => !template.towns || template.towns.includes(code)
  const near = template.landmarks
    ? unit.landmarks.filter((one) => template.landmarks?.includes(one.kind) && inTowns(one.townCode))
    : []
  if (near.length > 0 && random.chance(0.6)) {
    const mark = random.pick(near)
    return {
      placeName: `${mark.name}旁${spot}`,
      address: `${namePath(mark.townCode)}${mark.name}旁`,
      town: mark.townCode,
      lat: rounded(mark.point.lat),
      lng: rounded(mark.point.lng),
    }
  }
  const towns = unit.towns.filter((town) => inTowns(town.code))
  const town = random.pick(towns.length > 0 ? towns : unit.towns)
  const villages = unit.villages.get(town.code) ?? []
  const village = villages.length > 0 ? random.pick(villages) : town
  const point = pointOf(town.code)
  const off = () => (random.next() / 4_294_967_296 - 0.5) * 2 * scatterDegrees
  return {
    placeName: `${village.displayName}${spot}`,
    address: `${namePath(village.code)}${random.int(1, 180)}号`,
    town: town.code,
    lat: rounded(point.lat + off()),
    lng: rounded(point.lng + off()),
  }
}
