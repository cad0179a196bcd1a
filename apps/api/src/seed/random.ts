/**
 * The seed's own randomness: xoshiro128** (Blackman and Vigna, public domain description), its state filled
 * by SplitMix32 from a 32-bit FNV-1a hash of a label. The same label gives the same numbers on every machine,
 * and a part with a label of its own does not shift when another part draws more.
 */
export type Random = {
  /** 0 … 2³²−1 */
  next(): number
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Index drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number
  /** UUIDv7 of this moment with random bits from here. */
  id(at: number): string
  /** A stream of its own, decided by this one's label and `label` alone. */
  part(label: string): Random
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

function splitMix32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
}

const rotateLeft = (value: number, by: number) => (value << by) | (value >>> (32 - by))
const hex = Array.from({ length: 65_536 }, (_value, index) => index.toString(16).padStart(4, '0'))

/** UUID version 7 from its parts: 48 bits of milliseconds, 74 bits given. */
function uuid7(at: number, a: number, b: number, c: number): string {
  const high = Math.floor(at / 65_536)
  return (
    `${hex[Math.floor(high / 65_536)]}${hex[high & 0xffff]}-${hex[at % 65_536]}-${hex[0x7000 | (a & 0x0fff)]}-` +
    `${hex[0x8000 | ((a >>> 16) & 0x3fff)]}-${hex[b >>> 16]}${hex[b & 0xffff]}${hex[c >>> 16]}`
  )
}

export function randomFrom(label: string): Random {
  const fill = splitMix32(fnv1a(label))
  let s0 = fill()
  let s1 = fill()
  let s2 = fill()
  let s3 = fill()
  function next(): number {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotateLeft(s3, 11)
    return result
  }
  const random: Random = {
    next,
    int: (low, high) => low + Math.floor((next() / 4_294_967_296) * (high - low + 1)),
    chance: (probability) => next() < probability * 4_294_967_296,
    pick: (list) => {
      const found = list[Math.floor((next() / 4_294_967_296) * list.length)]
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
    weighted: (weights) => {
      let rest = (next() / 4_294_967_296) * weights.reduce((sum, weight) => sum + weight, 0)
      for (let i = 0; i < weights.length; i++) {
        rest -= weights[i] ?? 0
        if (rest < 0) return i
      }
      return weights.length - 1
    },
    id: (at) => uuid7(at, next(), next(), next()),
    part: (part) => randomFrom(`${label}/${part}`),
  }
  return random
}
