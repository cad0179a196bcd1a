import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RankTerms, ShiftQuestion, WorkerEntry } from './entries.ts'
import type { Area } from './grid.ts'
import { indexed, plain } from './oracle.testing.ts'
import { WorkerIndex } from './worker-index.ts'

const area: Area = { minLat: 26.3, maxLat: 27.7, minLng: 118.5, maxLng: 120.7 }
const slots = 48
const options = { area, days: 1, certificates: 0 }

/** Enough for some fifty blocks of 32 in reach of one question, so that these are taken in more than one batch. */
const people: fc.Arbitrary<WorkerEntry[]> = fc
  .array(
    fc.tuple(
      fc.nat({ max: 999 }),
      fc.nat({ max: 999 }),
      fc.constantFrom(0, 1_500, 1_999, 2_000, 2_001, 70_000),
      fc.constantFrom(0, 999.99, 1_000, 2_500, 5_000, 14_000, Number.POSITIVE_INFINITY),
      fc.oneof(
        { weight: 30, arbitrary: fc.integer({ min: -600, max: 600 }) },
        { weight: 1, arbitrary: fc.constantFrom(-0x80000000, 0x7fffffff) },
      ),
      fc.nat({ max: 44 }),
    ),
    { minLength: 1_300, maxLength: 1_700 },
  )
  .map((many) =>
    many.map(([up, right, wantedFen, maxMeters, worth, from], worker) => ({
      worker,
      point: { lat: 26.63 + up / 15_000, lng: 119.52 + right / 15_000 },
      occupations: [0],
      free: new Uint8Array(slots).fill(1, from % 5, 48 - (from % 7)),
      wantedFen,
      maxMeters,
      certificates: [],
      worth,
    })),
  )
const question: fc.Arbitrary<ShiftQuestion> = fc
  .record({
    lat: fc.double({ min: 26.6, max: 26.72, noNaN: true }),
    lng: fc.double({ min: 119.5, max: 119.6, noNaN: true }),
    payFen: fc.constantFrom(null, 1_999.5, 2_000, 1e12),
    radiusMeters: fc.constantFrom(1_500, 3_000, 8_000, Number.POSITIVE_INFINITY),
    from: fc.nat({ max: 5 }),
    without: fc.option(
      fc.array(fc.nat({ max: 1_300 }), { minLength: 1, maxLength: 40 }).map((ids) => new Set(ids)),
      { nil: undefined },
    ),
  })
  .map(({ lat, lng, from, without, ...what }) => ({
    ...what,
    point: { lat, lng },
    occupation: 0,
    from,
    to: from + 38,
    certificates: [],
    ...(without && { without }),
  }))
const rank: fc.Arbitrary<RankTerms> = fc.record({
  perKm: fc.constantFrom(0, 40, 1_000),
  perFen: fc.constantFrom(0, 0.5, 3),
  mostFen: fc.constantFrom(0, 300, Number.POSITIVE_INFINITY),
})

describe('many blocks near one question', () => {
  it('answers as looking at everybody does, before and after many have moved or left', () => {
    fc.assert(
      fc.property(
        people,
        fc.array(fc.tuple(question, rank, fc.constantFrom(1, 7, 50, 400)), { minLength: 6, maxLength: 12 }),
        fc.boolean(),
        (entries, questions, atOnce) => {
          const index = new WorkerIndex(options)
          if (atOnce) index.putAll(entries)
          else for (const one of entries) index.put(one)
          for (const [shift, terms, limit] of questions) {
            expect(indexed(index, shift, terms, limit)).toEqual(plain(entries, shift, terms, limit))
          }
          const moved = entries
            .filter((one) => one.worker % 3 !== 0)
            .map((one) => (one.worker % 3 === 1 ? one : { ...one, point: entries[0]!.point, worth: 5 }))
          for (const one of entries) if (one.worker % 3 === 0) index.remove(one.worker)
          for (const one of moved) if (one.worker % 3 === 2) index.put(one)
          for (const [shift, terms, limit] of questions) {
            expect(indexed(index, shift, terms, limit)).toEqual(plain(moved, shift, terms, limit))
          }
        },
      ),
      { numRuns: 12, seed: 5 },
    )
  })
})
