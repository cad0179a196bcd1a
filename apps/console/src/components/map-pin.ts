import { mapFrame } from '@linggong/reference/outlines.ts'
import { fromMap } from '@linggong/reference/projection.ts'

/** Degrees. */
export type Spot = { lat: number; lng: number }
/** On the drawing. */
type Point = { x: number; y: number }
export type Frame = Point & { width: number; height: number }

export const wholeMap: Frame = { x: 0, y: 0, width: mapFrame.width, height: mapFrame.height }
const margin = 45

/** The part of the map that these points fill; all of it without any. */
export function frameAround(points: readonly Point[]): Frame {
  if (points.length === 0) return wholeMap
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  return { x: left, y: top, width: Math.max(...xs) + margin - left, height: Math.max(...ys) + margin - top }
}

/** Where on the map a pointer is; undefined while the drawing is not shown. */
export function spotUnder(event: MouseEvent, map: SVGGraphicsElement | null): Spot | undefined {
  const matrix = map?.getScreenCTM()?.inverse()
  if (!matrix) return undefined
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix)
  return fromMap({ x, y })
}

const stepMeters = 200
const metersPerDegree = 111_195
const ways: Record<string, readonly [number, number]> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Where the pin comes to by an arrow key: 200 m on, ten times as far with Shift. Undefined for any other key. */
export function step(from: Spot, key: string, far: boolean): Spot | undefined {
  const way = ways[key]
  if (!way) return undefined
  const degrees = (stepMeters * (far ? 10 : 1)) / metersPerDegree
  return {
    lat: from.lat + way[0] * degrees,
    lng: from.lng + (way[1] * degrees) / Math.cos((from.lat * Math.PI) / 180),
  }
}
