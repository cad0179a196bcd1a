/** A position in degrees. */
export type Point = { readonly lat: number; readonly lng: number }
/** The part of the earth an index is made for, in degrees. Points outside are found as well, only more slowly. */
export type Area = {
  readonly minLat: number
  readonly maxLat: number
  readonly minLng: number
  readonly maxLng: number
}

/** A place in space, centimetres from the middle of the earth. */
export type InSpace = { x: number; y: number; z: number }

/** Mean radius of the earth in metres. */
export const earthMeters = 6_371_008.8
const radian = Math.PI / 180

/**
 * Places on the sphere as points in space, whole centimetres from the middle of the earth. Their distance is the chord:
 * shorter than the way along the ground by 8 mm over 20 km, by 3 m over 150 km, and it costs no trigonometry.
 */
export function inSpace(point: Point): InSpace {
  const lat = point.lat * radian
  const lng = point.lng * radian
  const radius = 100 * earthMeters
  const flat = radius * Math.cos(lat)
  return {
    x: Math.round(flat * Math.cos(lng)),
    y: Math.round(flat * Math.sin(lng)),
    z: Math.round(radius * Math.sin(lat)),
  }
}

/** Metres between two places, as all of this folder counts them. */
export function metersBetween(a: Point, b: Point): number {
  const p = inSpace(a)
  const q = inSpace(b)
  return Math.sqrt((p.x - q.x) ** 2 + (p.y - q.y) ** 2 + (p.z - q.z) ** 2) / 100
}

const halfSineSquared = (degrees: number) => Math.sin((degrees * radian) / 2) ** 2

/**
 * Squares over an area. Outermost squares reach to the ends of the world, so that everybody is in some square.
 * `reach` says which squares a circle may touch and how near, at the least, each of them comes.
 */
export class Grid {
  readonly rows: number
  readonly columns: number
  readonly #area: Area
  readonly #rowDegrees: number
  readonly #columnDegrees: number
  /** Least cosine of the latitude in each row: bounds how narrow its squares get. */
  readonly #narrowest: Float64Array

  constructor(area: Area, cellMeters: number) {
    if (!(area.maxLat > area.minLat && area.maxLng > area.minLng)) throw new RangeError('the area is empty')
    if (!(cellMeters > 0)) throw new RangeError('cellMeters must be positive')
    this.#area = area
    const middle = Math.cos(((area.minLat + area.maxLat) / 2) * radian)
    this.#rowDegrees = cellMeters / (earthMeters * radian)
    this.#columnDegrees = this.#rowDegrees / Math.max(0.01, middle)
    this.rows = Math.max(1, Math.ceil((area.maxLat - area.minLat) / this.#rowDegrees))
    this.columns = Math.max(1, Math.ceil((area.maxLng - area.minLng) / this.#columnDegrees))
    this.#narrowest = Float64Array.from({ length: this.rows }, (_, row) => {
      if (row === 0 || row === this.rows - 1) return 0
      const low = area.minLat + row * this.#rowDegrees
      return Math.max(0, Math.min(Math.cos(low * radian), Math.cos((low + this.#rowDegrees) * radian)))
    })
  }

  get cells(): number {
    return this.rows * this.columns
  }

  rowOf(lat: number): number {
    return within(Math.floor((lat - this.#area.minLat) / this.#rowDegrees), this.rows)
  }

  columnOf(lng: number): number {
    return within(Math.floor((lng - this.#area.minLng) / this.#columnDegrees), this.columns)
  }

  cellOf(point: Point): number {
    return this.rowOf(point.lat) * this.columns + this.columnOf(point.lng)
  }

  /** Squares the circle may touch, roughly nearest first; `squared` is the least squared distance of each in m². */
  reach(point: Point, radiusMeters: number, into: Reach): void {
    into.count = 0
    const angle = Math.min(Math.PI / 2, radiusMeters / earthMeters) * 1.000_001
    const latSpan = angle / radian
    const flat = Math.cos(point.lat * radian)
    const sine = Math.sin(angle)
    const lngSpan = sine >= flat ? 360 : Math.asin(sine / flat) / radian
    // A metre more than asked: squares are bounded in floating point, and nobody may be missed for that.
    const limit = (radiusMeters + 1) ** 2
    const fromRow = this.rowOf(point.lat - latSpan)
    const toRow = this.rowOf(point.lat + latSpan)
    const middleRow = this.rowOf(point.lat)
    const fromColumn = this.columnOf(point.lng - lngSpan)
    const toColumn = this.columnOf(point.lng + lngSpan)
    const middleColumn = this.columnOf(point.lng)
    const across = this.#across(point.lng, fromColumn, toColumn, into)
    // From the middle outwards: the sooner good ones are held, the sooner far squares can be passed over.
    for (let i = 0; i <= 2 * Math.max(toRow - middleRow, middleRow - fromRow); i++) {
      const row = middleRow + outwards(i)
      if (row < fromRow || row > toRow) continue
      const up = 4 * halfSineSquared(this.#gap(point.lat, row, this.rows, this.#area.minLat, this.#rowDegrees))
      const narrow = 4 * flat * (this.#narrowest[row] ?? 0)
      for (let j = 0; j <= 2 * Math.max(toColumn - middleColumn, middleColumn - fromColumn); j++) {
        const column = middleColumn + outwards(j)
        if (column < fromColumn || column > toColumn) continue
        const squared = (up + narrow * (across[column - fromColumn] ?? 0)) * earthMeters * earthMeters
        if (squared <= limit) into.add(row * this.columns + column, squared)
      }
    }
  }

  #across(lng: number, from: number, to: number, into: Reach): Float64Array {
    const parts = into.scratch(to - from + 1)
    for (let column = from; column <= to; column++) {
      parts[column - from] = halfSineSquared(
        this.#gap(lng, column, this.columns, this.#area.minLng, this.#columnDegrees),
      )
    }
    return parts
  }

  /** Degrees between a coordinate and the strip of squares; the outermost strips have no outer edge. */
  #gap(at: number, index: number, count: number, start: number, size: number): number {
    const low = start + index * size
    if (index > 0 && at < low) return low - at
    if (index < count - 1 && at > low + size) return at - low - size
    return 0
  }
}

/** 0, −1, 1, −2, 2 … */
function outwards(i: number): number {
  return i % 2 === 0 ? i / 2 : -(i + 1) / 2
}

function within(index: number, count: number): number {
  return index < 0 ? 0 : index >= count ? count - 1 : index
}

/** Squares and their least distances; kept by whoever asks often, so that asking makes no garbage. */
export class Reach {
  cell: Int32Array = new Int32Array(64)
  squared: Float64Array = new Float64Array(64)
  count = 0
  #scratch: Float64Array = new Float64Array(64)

  scratch(length: number): Float64Array {
    if (this.#scratch.length < length) this.#scratch = new Float64Array(2 * length)
    return this.#scratch
  }

  add(cell: number, squared: number): void {
    if (this.count === this.cell.length) {
      const more = 2 * this.cell.length
      const cells = new Int32Array(more)
      cells.set(this.cell)
      const distances = new Float64Array(more)
      distances.set(this.squared)
      this.cell = cells
      this.squared = distances
    }
    this.cell[this.count] = cell
    this.squared[this.count++] = squared
  }
}
