import { mapFrame } from './outlines.ts'

/** A degree of latitude on the mean sphere. */
const metersPerDegree = 111_195

/** Degrees (GCJ-02) → place on the drawing; undefined outside it. */
export function onMap(point: { lat: number; lng: number }): { x: number; y: number } | undefined {
  const { minLng, maxLng, minLat, maxLat, width, height } = mapFrame
  const x = ((point.lng - minLng) / (maxLng - minLng)) * width
  const y = ((maxLat - point.lat) / (maxLat - minLat)) * height
  const inside = x >= 0 && x <= width && y >= 0 && y <= height
  return inside ? { x, y } : undefined
}

/** Place on the drawing → degrees (GCJ-02). */
export function fromMap({ x, y }: { x: number; y: number }): { lat: number; lng: number } {
  const { minLng, maxLng, minLat, maxLat, width, height } = mapFrame
  return { lng: minLng + (x / width) * (maxLng - minLng), lat: maxLat - (y / height) * (maxLat - minLat) }
}

/** Half axes on the drawing of a circle of so many metres at this latitude. */
export function metersOnMap(meters: number, lat: number): { rx: number; ry: number } {
  const { minLng, maxLng, minLat, maxLat, width, height } = mapFrame
  const degrees = meters / metersPerDegree
  return {
    rx: ((degrees / Math.cos((lat * Math.PI) / 180)) * width) / (maxLng - minLng),
    ry: (degrees * height) / (maxLat - minLat),
  }
}
