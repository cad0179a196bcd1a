import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shortlist } from './shortlist.ts'

/** Ranks somewhere between two bounds; many equal, one far from all others now and then. */
const one = fc
  .record({
    rank: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -40, max: 40 }) },
      { weight: 3, arbitrary: fc.double({ min: -1_000, max: 1_000, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(-0x80000000, 0x7fffffff) },
    ),
    above: fc.constantFrom(0, 0.5, 30),
    below: fc.constantFrom(0, 0.5, 30),
  })
  .map(({ rank, above, below }) => ({ rank, upper: rank + above, lower: rank - below }))

describe('Shortlist', () => {
  it('never loses one of the best, and knows no floor that these do not reach', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(one, { maxLength: 90 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat({ max: 30 }),
        (batches, limit, enough) => {
          const list = new Shortlist()
          list.start(limit)
          const all = batches.flat()
          let place = 0
          for (const batch of batches) {
            list.reserve(batch.length)
            for (const { upper, lower } of batch) {
              if (upper >= list.floor) list.add(place, upper, lower)
              place++
            }
            list.settle(enough)
          }
          const kept = new Set(list.place.subarray(0, list.count))
          const best = all
            .map(({ rank }, n) => ({ rank, n }))
            .sort((a, b) => b.rank - a.rank)
            .slice(0, limit)
          // Whoever ranks with the last of the best is as good: the lower id decides, which a list does not know.
          const worst = best.length === limit ? best.at(-1)!.rank : Number.NEGATIVE_INFINITY
          const lost = all.flatMap(({ rank }, n) => (rank >= worst && !kept.has(n) ? [n] : []))
          expect(lost).toEqual([])
          expect(list.floor).toBeLessThanOrEqual(worst)
        },
      ),
      { numRuns: 500, seed: 3 },
    )
  })

  it('passes over nearly all where ranks are known well', () => {
    const list = new Shortlist()
    list.start(10)
    list.reserve(1_000)
    for (let n = 0; n < 1_000; n++) list.add(n, (n * 7) % 1_000, (n * 7) % 1_000)
    list.settle(12)
    expect(list.count).toBeLessThanOrEqual(12)
    expect(list.count).toBeGreaterThanOrEqual(10)
  })

  it('begins anew', () => {
    const list = new Shortlist()
    list.start(1)
    list.reserve(3)
    for (const rank of [3, 1, 2]) list.add(rank, rank, rank)
    list.settle(1)
    expect([list.count, list.place[0], list.floor > 2]).toEqual([1, 3, true])
    list.start(1)
    expect([list.count, list.floor]).toEqual([0, Number.NEGATIVE_INFINITY])
  })
})
