import { describe, expect, test } from 'vitest'
import { freeSlots, horizonSlots, slotsOf } from './market/rules-calendar.ts'
import { paceOf, paysEnough, radiusOf, valueOf, valueTerms } from './rules-waves.ts'

const numbers = {
  urgentWithinMs: 240 * 60_000,
  urgentWaveEveryMs: 120_000,
  waveEveryMs: 900_000,
  offersPerPlace: 2,
  urgentOffersPerPlace: 3,
  radii: [8_000, 12_000, 20_000],
  maxWaves: 8,
}
const at = (text: string) => new Date(`${text}+08:00`)

test('work that begins soon is asked for quickly, of more people, as far as it goes', () => {
  const now = at('2026-11-23T08:00:00')
  expect(paceOf(at('2026-11-23T12:00:00'), now, numbers)).toEqual({ urgent: true, everyMs: 120_000, perPlace: 3 })
  expect(paceOf(at('2026-11-23T12:00:01'), now, numbers)).toEqual({ urgent: false, everyMs: 900_000, perPlace: 2 })
  expect([1, 2, 3, 4, 8].map((wave) => radiusOf(wave, false, numbers.radii))).toEqual([8e3, 12e3, 2e4, 2e4, 2e4])
  expect(radiusOf(1, true, numbers.radii)).toBe(20_000)
})

test('each term of the value is kept, and whoever fits is worth something', () => {
  const weights = {
    base: 10_000,
    perKilometre: 250,
    roster: 1_500,
    standby: 4_000,
    crewMate: 1_000,
    askedBefore: 2_000,
  }
  const plain = { meters: 4_000, roster: false, standby: false, crewMate: false, askedBefore: false }
  expect(valueTerms({ ...plain, roster: true, askedBefore: true }, weights)).toEqual({
    base: 10_000,
    distance: -1_000,
    roster: 1_500,
    askedBefore: -2_000,
  })
  expect(valueOf(valueTerms({ ...plain, meters: 400_000 }, weights))).toBe(1)
})

test('a wish for pay counts in the way it was wished', () => {
  const wish = { minHourlyFen: 2_000, minDailyFen: 18_000 }
  expect(paysEnough({ payMethod: 'daily', amountFen: 17_999 }, wish)).toBe(false)
  expect(paysEnough({ payMethod: 'daily', amountFen: 18_000 }, wish)).toBe(true)
  expect(paysEnough({ payMethod: 'hourly', amountFen: 1_999 }, wish)).toBe(false)
  expect(paysEnough({ payMethod: 'piece', amountFen: 1 }, wish)).toBe(true)
})

describe('a fortnight of half hours', () => {
  // 2026-11-23 is a Monday; free from Monday 08:00 to 12:00 only.
  const week = Array.from({ length: 336 }, (_, slot) => (slot >= 16 && slot < 24 ? '1' : '0')).join('')
  const slots = (from: string, to: string, today = '2026-11-23') =>
    slotsOf({ startsAt: at(from), endsAt: at(to) }, today)
  const free = (calendar: Uint8Array, span: { from: number; to: number }) =>
    calendar.subarray(span.from, span.to).every((slot) => slot === 1)

  test('the week repeats from whatever day it begins', () => {
    const calendar = freeSlots({ week, days: [], busy: [] }, '2026-11-25', 0)
    expect(free(calendar, slots('2026-11-30T08:00:00', '2026-11-30T12:00:00', '2026-11-25')!)).toBe(true)
    expect(free(calendar, slots('2026-11-30T08:00:00', '2026-11-30T12:30:00', '2026-11-25')!)).toBe(false)
    expect(calendar.reduce((sum, slot) => sum + slot, 0)).toBe(16)
  })

  test('a day off, a day free, and work taken with the way to it', () => {
    const busy = [{ from: at('2026-11-24T10:00:00').getTime(), to: at('2026-11-24T12:00:00').getTime() }]
    const days = [
      { day: '2026-11-23', available: false },
      { day: '2026-11-24', available: true },
    ]
    const calendar = freeSlots({ week, days, busy }, '2026-11-23', 15 * 60_000)
    expect(free(calendar, slots('2026-11-23T08:00:00', '2026-11-23T09:00:00')!)).toBe(false)
    expect(free(calendar, slots('2026-11-24T08:00:00', '2026-11-24T09:30:00')!)).toBe(true)
    expect(free(calendar, slots('2026-11-24T09:30:00', '2026-11-24T10:00:00')!)).toBe(false)
    expect(free(calendar, slots('2026-11-24T12:30:00', '2026-11-24T20:00:00')!)).toBe(true)
  })

  test('beyond the fortnight nothing is known', () => {
    expect(slots('2026-12-06T08:00:00', '2026-12-06T12:00:00')).toEqual({ from: 13 * 48 + 16, to: 13 * 48 + 24 })
    expect(slots('2026-12-07T08:00:00', '2026-12-07T12:00:00')).toBeUndefined()
    expect(freeSlots({ week: null, days: [], busy: [] }, '2026-11-23', 0)).toHaveLength(horizonSlots)
  })
})
