import { describe, expect, test } from 'vitest'
import { freeSlots, horizonSlots, slotsOf } from './market/rules-calendar.ts'
import { paysEnough } from './rules-pay.ts'

const at = (text: string) => new Date(`${text}+08:00`)

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
    const calendar = freeSlots({ week, days: [] }, '2026-11-25')
    expect(free(calendar, slots('2026-11-30T08:00:00', '2026-11-30T12:00:00', '2026-11-25')!)).toBe(true)
    expect(free(calendar, slots('2026-11-30T08:00:00', '2026-11-30T12:30:00', '2026-11-25')!)).toBe(false)
    expect(calendar.reduce((sum, slot) => sum + slot, 0)).toBe(16)
  })

  test('a day off and a day free go before the week', () => {
    const days = [
      { day: '2026-11-23', available: false },
      { day: '2026-11-24', available: true },
    ]
    const calendar = freeSlots({ week, days }, '2026-11-23')
    expect(free(calendar, slots('2026-11-23T08:00:00', '2026-11-23T09:00:00')!)).toBe(false)
    expect(free(calendar, slots('2026-11-24T06:00:00', '2026-11-24T20:00:00')!)).toBe(true)
    expect(free(calendar, slots('2026-11-25T08:00:00', '2026-11-25T09:00:00')!)).toBe(false)
  })

  test('beyond the fortnight nothing is known', () => {
    expect(slots('2026-12-06T08:00:00', '2026-12-06T12:00:00')).toEqual({ from: 13 * 48 + 16, to: 13 * 48 + 24 })
    expect(slots('2026-12-07T08:00:00', '2026-12-07T12:00:00')).toBeUndefined()
    expect(freeSlots({ week: null, days: [] }, '2026-11-23')).toHaveLength(horizonSlots)
  })
})
