/**
 * Places as points. The project keeps GCJ-02 (the datum Chinese maps use); sources in WGS-84 are
 * converted at the edge. Pure arithmetic: loads nothing.
 */

/** A position in degrees. GCJ-02 everywhere in the project unless a name says otherwise. */
export interface Point {
  readonly lng: number
  readonly lat: number
}

/** A box in degrees, borders included. */
export interface Bounds {
  readonly minLng: number
  readonly minLat: number
  readonly maxLng: number
  readonly maxLat: number
}

const earthRadiusMeters = 6_371_008.8 // mean radius R1 of the GRS 80 ellipsoid
const degree = Math.PI / 180

/** Great-circle distance in metres on the mean sphere (error below 0.6 % against the ellipsoid). */
export function haversineMeters(a: Point, b: Point): number {
  const dLat = (b.lat - a.lat) * degree
  const dLng = (b.lng - a.lng) * degree
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * degree) * Math.cos(b.lat * degree) * Math.sin(dLng / 2) ** 2
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Whether the point lies in the box. */
export function within(bounds: Bounds, p: Point): boolean {
  return p.lng >= bounds.minLng && p.lng <= bounds.maxLng && p.lat >= bounds.minLat && p.lat <= bounds.maxLat
}

/** The offset is applied only inside this box, as map services do. */
export function outsideChina(p: Point): boolean {
  return p.lng < 72.004 || p.lng > 137.8347 || p.lat < 0.8293 || p.lat > 55.8271
}

// Krasovsky 1940 ellipsoid, on which the offset is defined.
const semiMajorAxis = 6_378_245
const eccentricitySquared = 0.006_693_421_622_965_943

// The three sine sums of the published offset formula; x and y are degrees from 105° E, 35° N.
function waves(t: number, near: number, far: number, farDivisor: readonly [number, number]): number {
  return (
    ((20 * Math.sin(t * Math.PI) + 40 * Math.sin((t / 3) * Math.PI)) * 2) / 3 +
    ((near * Math.sin((t / farDivisor[0]) * Math.PI) + far * Math.sin((t / farDivisor[1]) * Math.PI)) * 2) / 3
  )
}

function rawOffset(x: number, y: number): Point {
  const shared = ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3
  const root = Math.sqrt(Math.abs(x))
  const lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + shared + waves(y, 160, 320, [12, 30])
  const lng = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + shared + waves(x, 150, 300, [12, 30])
  return { lng, lat }
}

/** WGS-84 (GPS, GeoNames) to GCJ-02. Points outside China come back unchanged. */
export function wgs84ToGcj02(p: Point): Point {
  if (outsideChina(p)) return p
  const raw = rawOffset(p.lng - 105, p.lat - 35)
  const sin = Math.sin(p.lat * degree)
  const magic = 1 - eccentricitySquared * sin * sin
  const meridian = (semiMajorAxis * (1 - eccentricitySquared)) / (magic * Math.sqrt(magic))
  const parallel = (semiMajorAxis / Math.sqrt(magic)) * Math.cos(p.lat * degree)
  return { lng: p.lng + raw.lng / (parallel * degree), lat: p.lat + raw.lat / (meridian * degree) }
}

/** GCJ-02 to WGS-84, by fixed-point iteration on the forward formula (error below 0.1 m). */
export function gcj02ToWgs84(p: Point): Point {
  if (outsideChina(p)) return p
  let guess = p
  for (let round = 0; round < 4; round += 1) {
    const there = wgs84ToGcj02(guess)
    guess = { lng: guess.lng + p.lng - there.lng, lat: guess.lat + p.lat - there.lat }
  }
  return guess
}
