import { uniform } from '../random.ts'

/** A stream of draws for one part of one world: the same seed and part give the same draws. */
export type Draw = {
  next(): number
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  between(low: number, high: number): number
  chance(p: number): boolean
  pick<T>(list: readonly T[]): T
}

export function drawOf(seed: number, part: number): Draw {
  let drawn = 0
  const next = () => uniform(seed, 'pick', part, drawn++)
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    between: (low, high) => low + next() * (high - low),
    chance: (p) => next() < p,
    pick: (list) => {
      const found = list[Math.floor(next() * list.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}
