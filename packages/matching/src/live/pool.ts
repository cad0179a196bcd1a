import { sameKind, type Numbers } from '../assignment/problem.ts'

/**
 * Blocks of numbers in one growing array. A block has room for a power of two of units; what is given back is used again
 * for blocks of that size, so a market that changes all day takes no more memory than on its busiest moment.
 */
export class Pool {
  data: Int32Array
  readonly #width: number
  #used = 0
  readonly #free: number[][] = Array.from({ length: 32 }, () => [])

  /** @param width numbers a unit; @param units room at the beginning */
  constructor(width: number, units: number) {
    this.#width = width
    this.data = new Int32Array(width * Math.max(16, units))
  }

  /** @returns the first unit of a block of `2 ** size` units; `data` may be another array afterwards */
  take(size: number): number {
    const again = this.#free[size]!.pop()
    if (again !== undefined) return again
    const at = this.#used
    this.#used += 2 ** size
    if (this.#used * this.#width > this.data.length) {
      const grown = new Int32Array(Math.max(2 * this.data.length, this.#used * this.#width))
      grown.set(this.data)
      this.data = grown
    }
    return at
  }

  give(at: number, size: number): void {
    this.#free[size]!.push(at)
  }

  /** Moves the first `count` units of a block into one of another size, and gives the old one back. */
  move(at: number, size: number, count: number, newSize: number): number {
    const to = this.take(newSize)
    this.data.copyWithin(to * this.#width, at * this.#width, (at + count) * this.#width)
    this.give(at, size)
    return to
  }
}

/** The same numbers in an array of at least `length`. */
export function grown<A extends Numbers>(array: A, length: number): A {
  if (array.length >= length) return array
  const larger = sameKind(array, Math.max(length, 2 * array.length)) as A
  larger.set(array)
  return larger
}

export function moreBytes(array: Uint8Array, length: number): Uint8Array {
  if (array.length >= length) return array
  const larger = new Uint8Array(Math.max(length, 2 * array.length))
  larger.set(array)
  return larger
}
