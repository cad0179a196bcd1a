import { divisionByCode, landmarks, townsOfUnit, type Landmark } from '@linggong/reference'

/** A place to work at, as a posting names it. */
export type Place = { placeName: string; address: string; town: string; county: string; lat: number; lng: number }

export function placeOf(landmark: Landmark): Place {
  const town = divisionByCode(landmark.townCode)
  return {
    placeName: landmark.name,
    address: `${town?.displayName ?? ''}${landmark.name}`,
    town: landmark.townCode,
    county: landmark.reportingUnitCode,
    lat: landmark.point.lat,
    lng: landmark.point.lng,
  }
}

/** A well-known place of the city by its name. */
export function placeNamed(name: string): Place {
  const found = landmarks().find((one) => one.name === name || one.aliases.includes(name))
  if (!found) throw new Error(`no landmark ${name}`)
  return placeOf(found)
}

/** Some well-known place of a county or reporting unit. */
export function somePlaceIn(unit: string, nth = 0): Place {
  const own = landmarks().filter((one) => one.reportingUnitCode === unit)
  const landmark = own[nth % Math.max(own.length, 1)]
  if (!landmark) throw new Error(`no landmark in ${unit}: ${townsOfUnit(unit).length} towns`)
  return placeOf(landmark)
}
