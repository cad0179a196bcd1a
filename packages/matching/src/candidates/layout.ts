import { line } from './lines.ts'

/** As many places as a number has bits: one word answers a yes-or-no question for a whole block of people. */
export const blockSize = 32
/** Half hours of a day. */
export const daySlots = 48

/** A person's numbers stand side by side, half a line of the cache. */
export const recordSize = 8
/** Where in the record what stands: position and own limit in centimetres, fen an hour, worth, id. */
export const field = { x: 0, y: 1, z: 2, limit: 3, wantedFen: 4, worth: 5, worker: 6 } as const

/** Nobody is farther than through the middle of the earth; as a number of centimetres it fits 31 bits. */
export const anyCentimeters = 1_274_201_760

/** People’s own limits in steps: 0, 1 km … 14 km, and one word for those who go anywhere. */
export const limitSteps = 15
export const limitStep = 100_000

/**
 * What is known of a block, line by line of the cache.
 *
 * Of the block as a whole: `used` says which places are taken. People stand between `west` and `east`, `south` and
 * `north`, `low` and `high` (centimetres, see `Frame`); their wishes and worths lie between the least and the greatest.
 * `stale`: some of this may be wider than need be, and the sketches are wrong. `steps` are those of the sketches.
 *
 * Of each one: `limit` has a word for each step of distance, one bit a person, who goes at least so far; `sketch` a
 * number for each person (see `sketch.ts`); `wants` the pay wished for, a word for each binary digit, the lowest first,
 * one bit a person.
 */
export const fact = {
  used: 0,
  stale: 1,
  leastWanted: 2,
  mostWanted: 3,
  leastWorth: 4,
  greatest: 5,
  west: 6,
  east: 7,
  south: 8,
  north: 9,
  low: 10,
  high: 11,
  steps: 12,
  limit: line,
  sketch: 2 * line,
  wants: 4 * line,
} as const
/** As long as no wish has more than 16 binary digits. */
export const leastFactsSize: number = 5 * line
