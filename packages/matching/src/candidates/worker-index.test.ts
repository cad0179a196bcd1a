import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RankTerms, ShiftQuestion, WorkerEntry } from './entries.ts'
import { metersBetween, type Area } from './grid.ts'
import { indexed, plain } from './oracle.testing.ts'
import { WorkerIndex } from './worker-index.ts'

const area: Area = { minLat: 26.3, maxLat: 27.7, minLng: 118.5, maxLng: 120.7 }
const days = 2
const slots = days * 48
const spot = { lat: 26.66, lng: 119.55 }
const rank: RankTerms = { perKm: 40, perFen: 0.5, mostFen: 800 }
const options = { area, days, certificates: 1 }

const entry = (worker: number, what: Partial<WorkerEntry> = {}): WorkerEntry => ({
  worker,
  point: spot,
  occupations: [0],
  free: new Uint8Array(slots).fill(1),
  wantedFen: 0,
  maxMeters: Number.POSITIVE_INFINITY,
  certificates: [],
  worth: 0,
  ...what,
})
const question = (what: Partial<ShiftQuestion> = {}): ShiftQuestion => ({
  point: spot,
  occupation: 0,
  from: 0,
  to: 4,
  payFen: 2_000,
  certificates: [],
  radiusMeters: 8_000,
  ...what,
})

// Enough on little ground that blocks are cut, joined and judged as a whole.
const crowd = fc.array(
  fc.record({
    lat: fc.double({ min: 26.64, max: 26.67, noNaN: true }),
    lng: fc.double({ min: 119.54, max: 119.57, noNaN: true }),
    wantedFen: fc.constantFrom(0, 1_999, 2_000, 2_001, 2_047, 2_048, 4_095),
    // At and beside the steps in which own limits are kept, and beyond them.
    maxMeters: fc.constantFrom(0, 999.99, 1_000, 3_000, 5_000.5, 14_000, 15_000, Number.POSITIVE_INFINITY),
    worth: fc.integer({ min: -300, max: 300 }),
    occupations: fc.constantFrom([0], [0, 1], [1]),
  }),
  { minLength: 60, maxLength: 260 },
)
const asked = fc
  .record({
    lat: fc.double({ min: 26.62, max: 26.69, noNaN: true }),
    lng: fc.double({ min: 119.52, max: 119.59, noNaN: true }),
    payFen: fc.constantFrom(null, 0, 1_999.5, 2_000, 2_047, 2_048, 4_096, 1e12),
    radiusMeters: fc.constantFrom(900, 4_000, 9_000, 30_000, Number.POSITIVE_INFINITY),
    occupation: fc.constantFrom(0, 1),
  })
  .map(({ lat, lng, ...what }) => question({ point: { lat, lng }, ...what }))

describe('a crowded square', () => {
  it('answers as looking at everybody does, put at once or one by one, and after most have left again', () => {
    fc.assert(
      fc.property(
        crowd,
        fc.array(asked, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat({ max: 20 }),
        (people, questions, limit, stay) => {
          const entries = people.map(({ lat, lng, ...what }, n) => entry(n, { point: { lat, lng }, ...what }))
          const atOnce = new WorkerIndex(options)
          atOnce.putAll(entries)
          const byOne = new WorkerIndex(options)
          for (const one of entries) byOne.put(one)
          for (const shift of questions) {
            expect(indexed(atOnce, shift, rank, limit)).toEqual(plain(entries, shift, rank, limit))
            expect(indexed(byOne, shift, rank, limit)).toEqual(plain(entries, shift, rank, limit))
          }
          const left = entries.filter((one) => one.worker % 21 <= stay)
          for (const one of entries) if (one.worker % 21 > stay) for (const it of [atOnce, byOne]) it.remove(one.worker)
          for (const one of left) {
            one.worth = -one.worth
            for (const it of [atOnce, byOne]) it.setWorth(one.worker, one.worth)
          }
          for (const shift of questions) {
            expect(indexed(atOnce, shift, rank, limit)).toEqual(plain(left, shift, rank, limit))
            expect(indexed(byOne, shift, rank, limit)).toEqual(plain(left, shift, rank, limit))
          }
        },
      ),
      { numRuns: 60, seed: 7 },
    )
  })

  it('takes a hundred people on one spot', () => {
    const people = Array.from({ length: 100 }, (_, n) => entry(n, { worth: n % 7 }))
    const index = new WorkerIndex(options)
    for (const one of people) index.put(one)
    expect(indexed(index, question(), rank, 30)).toEqual(plain(people, question(), rank, 30))
  })
})

describe('limits met exactly', () => {
  it('takes who wishes for just the pay, and who lives just at the edge', () => {
    const far = { lat: spot.lat + 0.03, lng: spot.lng }
    const meters = metersBetween(spot, far)
    const just = Math.ceil(meters * 100) / 100
    const people = [
      entry(0, { wantedFen: 2_000 }),
      entry(1, { wantedFen: 2_001 }),
      entry(2, { point: far, maxMeters: just }),
      entry(3, { point: far, maxMeters: just - 0.01 }),
    ]
    const index = new WorkerIndex(options)
    index.putAll(people)
    const found = (shift: ShiftQuestion) => index.find(shift, rank, 9, true).best.map((one) => one.worker)
    expect(found(question())).toEqual([2, 0])
    expect(found(question({ radiusMeters: just }))).toEqual([2, 0])
    expect(found(question({ radiusMeters: just - 0.01 }))).toEqual([0])
    for (const radiusMeters of [just, just - 0.01])
      expect(indexed(index, question({ radiusMeters }), rank, 9)).toEqual(
        plain(people, question({ radiusMeters }), rank, 9),
      )
  })

  it('makes room for wishes greater than any before', () => {
    const index = new WorkerIndex(options)
    // More than one block of them.
    const people = Array.from({ length: 70 }, (_, n) => entry(n, { wantedFen: n % 2 === 0 ? 4_095 : 3 }))
    for (const one of people) index.put(one)
    for (const wantedFen of [4_096, 70_000, 0x7fffffff]) {
      people.push(entry(people.length, { wantedFen }))
      index.put(people.at(-1)!)
      for (const payFen of [2, 3, 4_095, 4_096, 69_999, 70_000, 0x7fffffff, null]) {
        expect(indexed(index, question({ payFen }), rank, 9)).toEqual(plain(people, question({ payFen }), rank, 9))
      }
    }
  })

  it('goes over the end of the ring', () => {
    const index = new WorkerIndex(options)
    const people = [entry(0), entry(1, { free: new Uint8Array(slots).fill(1, 1) })]
    index.putAll(people)
    const overEnd = question({ from: slots - 2, to: slots + 2 })
    expect(indexed(index, overEnd, rank, 9)).toEqual(plain(people, overEnd, rank, 9))
    index.setFree(1, 0, 1, true)
    people[1]!.free[0] = 1
    expect(indexed(index, overEnd, rank, 9)).toEqual(plain(people, overEnd, rank, 9))
    expect(index.find(overEnd, rank, 9, true).feasible).toBe(2)
    index.clearDay(0)
    expect(index.find(overEnd, rank, 9, true).feasible).toBe(0)
  })
})

describe('putAll', () => {
  it('keeps the last entry of each person, and puts nobody where one cannot be', () => {
    const index = new WorkerIndex(options)
    index.put(entry(1, { worth: 1 }))
    index.putAll([entry(1, { worth: 2 }), entry(2), entry(1, { worth: 3, occupations: [0, 0, 1] })])
    expect(index.size).toBe(2)
    expect(index.find(question(), rank, 9, true).best.map((one) => one.worker)).toEqual([1, 2])
    expect(index.get(1)?.worth).toBe(3)
    expect(() => index.putAll([entry(3), entry(4, { worth: 0.5 })])).toThrow('whole number of 32 bits')
    expect(index.size).toBe(2)
  })
})
