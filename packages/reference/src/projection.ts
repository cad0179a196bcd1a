import { mapFrame } from './outlines.ts'

/** Degrees (GCJ-02) → place on the drawing; undefined outside it. */
export function onMap(point: { lat: number; lng: number }): { x: number; y: number } | undefined {
  const { minLng, maxLng, minLat, maxLat, width, height } = mapFrame
  const x = ((point.lng - minLng) / (maxLng - minLng)) * width
  const y = ((maxLat - point.lat) / (maxLat - minLat)) * height
  const inside = x >= 0 && x <= width && y >= 0 && y <= height
  return inside ? { x, y } : undefined
}
