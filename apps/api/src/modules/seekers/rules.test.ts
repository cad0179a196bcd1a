import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  availableFor,
  bitsToWeek,
  boxAround,
  chooseForShift,
  touchedDays,
  weekSlots,
  weekToBits,
  type Span,
} from './rules.ts'

const none = new Map<string, boolean>()
const empty: Span[][] = [[], [], [], [], [], [], []]
/** Monday 08:00–12:00. */
const monday = weekToBits(empty.map((spans, day) => (day === 0 ? [{ from: 16, to: 24 }] : spans)))
const at = (text: string) => new Date(`${text}+08:00`)

describe('availability', () => {
  test('any week comes back from its bits as the same half hours', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 48 })), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(spans, { minLength: 7, maxLength: 7 }), (days) => {
        const week = days.map((list) => list.filter(([from, to]) => to > from).map(([from, to]) => ({ from, to })))
        const bits = weekToBits(week)
        expect(bits).toHaveLength(weekSlots)
        expect(weekToBits(bitsToWeek(bits))).toBe(bits)
      }),
    )
  })
  test('the whole shift must lie in free time, in Ningde time', () => {
    // 2026-11-23 is a Monday.
    const free = (from: string, to: string) =>
      availableFor({ bits: monday, days: none }, { startsAt: at(from), endsAt: at(to) })
    expect(free('2026-11-23T08:00:00', '2026-11-23T12:00:00')).toBe(true)
    expect(free('2026-11-23T07:59:00', '2026-11-23T12:00:00')).toBe(false)
    expect(free('2026-11-23T08:00:00', '2026-11-23T12:01:00')).toBe(false)
    expect(free('2026-11-24T08:00:00', '2026-11-24T12:00:00')).toBe(false)
  })
  test('a day off and a day free go before the week; no week means any time', () => {
    const shift = { startsAt: at('2026-11-23T08:00:00'), endsAt: at('2026-11-23T10:00:00') }
    expect(availableFor({ bits: monday, days: new Map([['2026-11-23', false]]) }, shift)).toBe(false)
    const night = { startsAt: at('2026-11-24T23:00:00'), endsAt: at('2026-11-25T02:00:00') }
    expect(touchedDays(night.startsAt, night.endsAt)).toEqual(['2026-11-24', '2026-11-25'])
    expect(availableFor({ bits: monday, days: new Map([['2026-11-24', true]]) }, night)).toBe(false)
    expect(
      availableFor(
        {
          bits: monday,
          days: new Map([
            ['2026-11-24', true],
            ['2026-11-25', true],
          ]),
        },
        night,
      ),
    ).toBe(true)
    expect(availableFor({ bits: null, days: none }, night)).toBe(true)
  })
})

describe('choosing for a shift', () => {
  const shift = {
    lat: 26.66,
    lng: 119.55,
    startsAt: at('2026-11-23T08:00:00'),
    endsAt: at('2026-11-23T10:00:00'),
    radiusMeters: 10_000,
    limit: 10,
  }
  const worker = (personId: string, lat: number, maxDistanceMeters: number | null = null) => ({
    personId,
    lat,
    lng: shift.lng,
    availability: null,
    days: none,
    maxDistanceMeters,
  })
  test('nearest first, equal ones by id, not beyond the radius or what the person wants', () => {
    const chosen = chooseForShift(
      [worker('d', 26.67), worker('b', 26.66), worker('a', 26.66), worker('far', 26.8), worker('shy', 26.67, 500)],
      shift,
    )
    expect(chosen.map((one) => one.personId)).toEqual(['a', 'b', 'd'])
    expect(chosen[2]?.distanceMeters).toBe(1112)
  })
  test('a larger radius never finds fewer', () => {
    const place = fc.record({ lat: fc.double({ min: 26.3, max: 27.1, noNaN: true }), id: fc.uuid() })
    fc.assert(
      fc.property(
        fc.array(place),
        fc.integer({ min: 1, max: 50_000 }),
        fc.integer({ min: 0, max: 50_000 }),
        (list, radius, more) => {
          const workers = list.map((one) => worker(one.id, one.lat))
          const ids = (radiusMeters: number) =>
            chooseForShift(workers, { ...shift, radiusMeters, limit: 1_000 }).map((one) => one.personId)
          const wider = ids(radius + more)
          expect(ids(radius).every((id) => wider.includes(id))).toBe(true)
        },
      ),
    )
  })
  test('the box holds the whole circle', () => {
    const box = boxAround(shift, 10_000)
    for (let degrees = 0; degrees < 360; degrees += 15) {
      const angle = (degrees * Math.PI) / 180
      const lat = shift.lat + (Math.sin(angle) * 10_000) / 111_195
      const lng = shift.lng + (Math.cos(angle) * 10_000) / (111_195 * Math.cos((shift.lat * Math.PI) / 180))
      expect(lat > box.minLat && lat < box.maxLat && lng > box.minLng && lng < box.maxLng).toBe(true)
    }
  })
})
