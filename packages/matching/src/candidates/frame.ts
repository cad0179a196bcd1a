import { inSpace, type Area, type InSpace } from './grid.ts'

/**
 * Space turned so that, over the middle of an area, the axes run east, north and up: boxes along them are then about as
 * wide as the people in them stand apart. Distances are the same as before but for rounding.
 */
export class Frame {
  readonly #east: InSpace
  readonly #north: InSpace
  readonly #up: InSpace

  constructor(area: Area) {
    const middle = inSpace({ lat: (area.minLat + area.maxLat) / 2, lng: (area.minLng + area.maxLng) / 2 })
    this.#up = unit(middle)
    // At a pole any direction does for east.
    const flat = Math.hypot(middle.x, middle.y)
    this.#east = flat < 1 ? { x: 1, y: 0, z: 0 } : { x: -middle.y / flat, y: middle.x / flat, z: 0 }
    this.#north = cross(this.#up, this.#east)
  }

  east(x: number, y: number, z: number): number {
    return this.#east.x * x + this.#east.y * y + this.#east.z * z
  }

  north(x: number, y: number, z: number): number {
    return this.#north.x * x + this.#north.y * y + this.#north.z * z
  }

  up(x: number, y: number, z: number): number {
    return this.#up.x * x + this.#up.y * y + this.#up.z * z
  }
}

function unit({ x, y, z }: InSpace): InSpace {
  const length = Math.hypot(x, y, z)
  return { x: x / length, y: y / length, z: z / length }
}

function cross(a: InSpace, b: InSpace): InSpace {
  return { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x }
}
