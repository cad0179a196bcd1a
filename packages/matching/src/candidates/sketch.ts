import { coarseness } from './bits.ts'
import { blockSize, fact, field, recordSize } from './layout.ts'
import type { Frame } from './frame.ts'

/**
 * A person in one number, as far as the block’s own bounds leave open: eight bits each for how far east and north of the
 * block’s corner, for the wish above the least one, and for the worth below the greatest, all in steps that are powers of
 * two and rounded down. Most people are judged and passed over by it, and the record, a line of memory of its own, is read
 * only of those of whom the last digits decide.
 */
export const sketch = { north: 8, wish: 16, worth: 24, mask: 255 } as const

/** Draws everybody of a block whose bounds are as they should be. */
export function drawBlock(facts: Int32Array, at: number, record: Int32Array, block: number, frame: Frame): void {
  const west = facts[at + fact.west]!
  const south = facts[at + fact.south]!
  const least = facts[at + fact.leastWanted]!
  const greatest = facts[at + fact.greatest]!
  const east = coarseness(facts[at + fact.east]! - west)
  const north = coarseness(facts[at + fact.north]! - south)
  const wish = coarseness(facts[at + fact.mostWanted]! - least)
  const worth = coarseness((greatest - facts[at + fact.leastWorth]!) >>> 0)
  facts[at + fact.steps] = east | (north << sketch.north) | (wish << sketch.wish) | (worth << sketch.worth)
  for (let bits = facts[at + fact.used]!; bits !== 0; bits &= bits - 1) {
    const bit = 31 - Math.clz32(bits & -bits)
    const from = recordSize * (block * blockSize + bit)
    const x = record[from + field.x]!
    const y = record[from + field.y]!
    const z = record[from + field.z]!
    facts[at + fact.sketch + bit] =
      ((Math.floor(frame.east(x, y, z)) - west) >> east) |
      (((Math.floor(frame.north(x, y, z)) - south) >> north) << sketch.north) |
      (((record[from + field.wantedFen]! - least) >> wish) << sketch.wish) |
      (((greatest - record[from + field.worth]!) >>> worth) << sketch.worth)
  }
}
