import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metersBetween, type Area } from './grid.ts'
import { obstaclesBetween } from './obstacles.ts'
import { ShiftIndex, type ShiftEntry } from './shift-index.ts'
import { scoreOf, type RankTerms, type ShiftQuestion, type WorkerEntry } from './entries.ts'
import { WorkerIndex } from './worker-index.ts'

const area: Area = { minLat: 26.3, maxLat: 27.7, minLng: 118.5, maxLng: 120.7 }
const days = 3
const slots = days * 48
const certificates = 3

// Some live outside the area of the index, some on one spot.
const point = fc.record({
  lat: fc.oneof(
    fc.constantFrom(26.66, 26.3, 27.7),
    fc.double({ min: 26.5, max: 26.9, noNaN: true }),
    fc.double({ min: 25.5, max: 28.5, noNaN: true }),
  ),
  lng: fc.oneof(fc.constantFrom(119.55, 118.5), fc.double({ min: 119.3, max: 119.8, noNaN: true })),
})
const kinds = fc.uniqueArray(fc.nat({ max: certificates - 1 }), { maxLength: 2 })
const span = fc
  .tuple(fc.integer({ min: 40, max: slots - 1 }), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]) => ({ from, to: from + length }))
const free = fc
  .array(fc.tuple(fc.integer({ min: 20, max: slots - 1 }), fc.integer({ min: 8, max: slots })), {
    minLength: 1,
    maxLength: 2,
  })
  .map((spans) => {
    const bits = new Uint8Array(slots)
    for (const [from, length] of spans) for (let i = from; i < from + length; i++) bits[i % slots] = 1
    return bits
  })
const wanted = fc.constantFrom(0, 1_500, 2_000, 2_500)
const worth = fc.integer({ min: -500, max: 2_000 })

const workerEntry: fc.Arbitrary<WorkerEntry> = fc.record({
  worker: fc.nat({ max: 79 }),
  point,
  occupations: fc.array(fc.nat({ max: 2 }), { maxLength: 3 }),
  free,
  wantedFen: wanted,
  maxMeters: fc.constantFrom(3_000, 20_000, Number.POSITIVE_INFINITY),
  certificates: kinds,
  worth,
})
const question: fc.Arbitrary<ShiftQuestion> = fc
  .record({
    point,
    occupation: fc.nat({ max: 2 }),
    span,
    payFen: fc.constantFrom(null, 1_800, 2_000, 3_000),
    certificates: kinds,
    radiusMeters: fc.constantFrom(500, 8_000, 60_000, 1_000_000),
    without: fc.option(
      fc.array(fc.nat({ max: 79 }), { maxLength: 5 }).map((ids) => new Set(ids)),
      { nil: undefined },
    ),
  })
  .map(({ span: { from, to }, without, ...rest }) => ({ ...rest, from, to, ...(without && { without }) }))
const rank: fc.Arbitrary<RankTerms> = fc.record({
  perKm: fc.constantFrom(0, 20, 100),
  perFen: fc.constantFrom(0, 0.5),
  mostFen: fc.constantFrom(0, 800),
})

/** Everybody looked at one by one. */
function bruteForce(workers: Iterable<WorkerEntry>, shift: ShiftQuestion, terms: RankTerms) {
  return [...workers]
    .filter((one) => obstaclesBetween(one, shift).length === 0)
    .map((one) => {
      const meters = metersBetween(one.point, shift.point)
      return { worker: one.worker, meters, score: scoreOf(one.worth, meters, one.wantedFen, shift.payFen, terms) }
    })
    .sort((a, b) => b.score - a.score || a.worker - b.worker)
}

const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('put' as const), entry: workerEntry }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('remove' as const), worker: fc.nat({ max: 79 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('setFree' as const),
      worker: fc.nat({ max: 79 }),
      from: fc.nat({ max: slots - 13 }),
      length: fc.integer({ min: 1, max: 12 }),
      free: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('setWorth' as const), worker: fc.nat({ max: 79 }), worth }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('clear' as const), day: fc.nat({ max: days - 1 }) }) },
)

describe('WorkerIndex', () => {
  it('finds, after any changes, exactly the best of those whom looking at everybody finds', () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 120 }),
        fc.array(fc.tuple(question, rank, fc.integer({ min: 1, max: 12 })), { minLength: 3, maxLength: 6 }),
        fc.constantFrom(800, 3_000, 40_000),
        (events, questions, cellMeters) => {
          const index = new WorkerIndex({ area, days, certificates, cellMeters })
          const known = new Map<number, WorkerEntry>()
          const removed: [boolean, boolean][] = []
          for (const one of events) {
            if (one.what === 'put') {
              index.put(one.entry)
              known.set(one.entry.worker, { ...one.entry, free: one.entry.free.slice() })
            } else if (one.what === 'remove') {
              removed.push([index.remove(one.worker), known.delete(one.worker)])
            } else if (one.what === 'setFree') {
              index.setFree(one.worker, one.from, one.from + one.length, one.free)
              known.get(one.worker)?.free.fill(one.free ? 1 : 0, one.from, one.from + one.length)
            } else if (one.what === 'setWorth') {
              index.setWorth(one.worker, one.worth)
              const entry = known.get(one.worker)
              if (entry) entry.worth = one.worth
            } else {
              index.clearDay(one.day)
              for (const entry of known.values()) entry.free.fill(0, one.day * 48, one.day * 48 + 48)
            }
          }
          expect(removed.every(([ours, theirs]) => ours === theirs)).toBe(true)
          expect(index.size).toBe(known.size)
          for (const [shift, terms, limit] of questions) {
            const all = bruteForce(known.values(), shift, terms)
            const counted = index.find(shift, terms, limit, true)
            expect(counted.feasible).toBe(all.length)
            expect(counted.best).toEqual(all.slice(0, limit))
            expect(index.find(shift, terms, limit).best).toEqual(counted.best)
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    )
  })

  it('fills whole blocks and empties them again', () => {
    const index = new WorkerIndex({ area, days, certificates })
    const entry = (worker: number): WorkerEntry => ({
      worker,
      point: { lat: 26.66, lng: 119.55 },
      occupations: [0],
      free: new Uint8Array(slots).fill(1),
      wantedFen: 0,
      maxMeters: Number.POSITIVE_INFINITY,
      certificates: [],
      worth: worker,
    })
    const shift = { point: { lat: 26.66, lng: 119.55 }, occupation: 0, from: 0, to: 4, payFen: null, certificates: [] }
    const ask = () => index.find({ ...shift, radiusMeters: 100 }, { perKm: 1, perFen: 0, mostFen: 0 }, 2, true)
    for (let worker = 0; worker < 100; worker++) index.put(entry(worker))
    expect(ask().feasible).toBe(100)
    expect(ask().best.map((one) => one.worker)).toEqual([99, 98])
    for (let worker = 0; worker < 100; worker++) if (worker !== 40) index.remove(worker)
    expect(ask()).toEqual({ feasible: 1, best: [{ worker: 40, meters: 0, score: 40 }] })
    expect(() => index.put({ ...entry(1), free: new Uint8Array(3) })).toThrow('144 half hours')
    expect(() => index.put({ ...entry(1), certificates: [3] })).toThrow('below 3')
    expect(index.size).toBe(1)
  })
})

describe('ShiftIndex', () => {
  const shiftEntry: fc.Arbitrary<ShiftEntry> = fc
    .record({
      shift: fc.nat({ max: 59 }),
      point,
      occupation: fc.nat({ max: 2 }),
      span,
      payFen: fc.constantFrom(null, 1_800, 2_000, 3_000),
      certificates: kinds,
      worth,
    })
    .map(({ span: { from, to }, ...rest }) => ({ ...rest, from, to }))

  it('finds exactly the best of the work a person can do', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(shiftEntry, fc.boolean()), { maxLength: 100 }),
        workerEntry,
        rank,
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.nat({ max: 59 }), { maxLength: 4 }),
        (events, worker, terms, limit, without) => {
          const index = new ShiftIndex({ area })
          const known = new Map<number, ShiftEntry>()
          for (const [entry, stays] of events) {
            index.put(entry)
            known.set(entry.shift, entry)
            if (stays) continue
            index.remove(entry.shift)
            known.delete(entry.shift)
          }
          expect(index.size).toBe(known.size)
          const expected = [...known.values()]
            .filter((one) => obstaclesBetween(worker, { ...one, radiusMeters: 1e7 }).length === 0)
            .filter((one) => !without.includes(one.shift))
            .map((one) => {
              const meters = metersBetween(worker.point, one.point)
              return {
                shift: one.shift,
                meters,
                score: scoreOf(one.worth, meters, worker.wantedFen, one.payFen, terms),
              }
            })
            .sort((a, b) => b.score - a.score || a.shift - b.shift)
          expect(index.find({ ...worker, without: new Set(without) }, terms, limit)).toEqual(expected.slice(0, limit))
        },
      ),
      { numRuns: 400, seed: 7 },
    )
  })
})

describe('obstaclesBetween', () => {
  it('names everything that stands in the way', () => {
    const worker: WorkerEntry = {
      worker: 1,
      point: { lat: 26.66, lng: 119.55 },
      occupations: [0],
      free: new Uint8Array(slots),
      wantedFen: 2_500,
      maxMeters: 3_000,
      certificates: [0],
      worth: 0,
    }
    const shift: ShiftQuestion = {
      point: { lat: 26.76, lng: 119.55 },
      occupation: 1,
      from: 0,
      to: 2,
      payFen: 2_000,
      certificates: [0, 2],
      radiusMeters: 8_000,
      without: new Set([1]),
    }
    expect(obstaclesBetween(worker, shift)).toEqual([
      { kind: 'occupation' },
      { kind: 'notFree' },
      { kind: 'pay', wantedFen: 2_500 },
      { kind: 'certificate', missing: [2] },
      { kind: 'tooFar', meters: expect.closeTo(11_119.5, 0), ownLimit: true },
      { kind: 'without' },
    ])
  })
})
