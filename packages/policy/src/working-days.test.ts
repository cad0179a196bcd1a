import { describe, expect, it } from 'vitest'
import { realPolicy } from './test-packs.ts'
import { addWorkingDays, addWorkingHours, dayKind, workingDayBefore } from './working-days.ts'

describe('working days', () => {
  it.each([
    ['2025-10-01', { working: false, statutoryHoliday: true, known: true }],
    ['2025-10-08', { working: false, statutoryHoliday: false, known: true }],
    ['2025-10-11', { working: true, statutoryHoliday: false, known: true }],
    ['2025-01-28', { working: false, statutoryHoliday: true, known: true }],
    ['2024-02-09', { working: true, statutoryHoliday: false, known: true }],
    ['2026-11-21', { working: false, statutoryHoliday: false, known: true }],
    ['2026-11-23', { working: true, statutoryHoliday: false, known: true }],
    ['2027-10-01', { working: true, statutoryHoliday: false, known: false }],
    ['2027-10-02', { working: false, statutoryHoliday: false, known: false }],
  ])('%s', (date, expected) => {
    expect(dayKind(realPolicy(), date)).toEqual(expected)
  })

  it.each([
    ['2026-11-20', 1, '2026-11-23', true],
    ['2026-11-21', 0, '2026-11-23', true],
    ['2026-11-23', 0, '2026-11-23', true],
    ['2025-09-30', 1, '2025-10-09', true],
    ['2025-10-10', 1, '2025-10-11', true],
    ['2026-12-31', 1, '2027-01-01', false],
  ])('%s + %s working days', (from, days, date, known) => {
    expect(addWorkingDays(realPolicy(), from, days)).toEqual({ date, known })
  })

  it.each([
    // Over the Saturday that is worked after 劳动节, and over 国庆节.
    ['2026-05-13', 5, '2026-05-07'],
    ['2026-10-13', 2, '2026-10-10'],
    ['2026-10-08', 1, '2026-09-30'],
    ['2026-11-22', 0, '2026-11-20'],
  ])('%s - %s working days', (date, days, before) => {
    expect(workingDayBefore(realPolicy(), date, days)).toBe(before)
  })

  it('has 11 statutory holidays in 2024 and 13 from 2025', () => {
    const counts = ['2024', '2025', '2026'].map(
      (year) => realPolicy().value('calendar.year', `${year}-06-01`).statutoryHolidays.length,
    )
    expect(counts).toEqual([11, 13, 13])
  })

  it('does not count backwards', () => {
    expect(() => addWorkingDays(realPolicy(), '2026-11-20', -1)).toThrow(RangeError)
    expect(() => workingDayBefore(realPolicy(), '2026-11-20', -1)).toThrow(RangeError)
  })
})

describe('working hours (offices 08:00–12:00, 14:30–17:30)', () => {
  it.each([
    ['2026-11-23T08:00:00+08:00', 4, '2026-11-23T12:00:00+08:00'],
    ['2026-11-23T11:00:00+08:00', 2, '2026-11-23T15:30:00+08:00'],
    ['2026-11-23T12:30:00+08:00', 1, '2026-11-23T15:30:00+08:00'],
    ['2026-11-23T17:00:00+08:00', 1, '2026-11-24T08:30:00+08:00'],
    ['2026-11-20T21:00:00+08:00', 4, '2026-11-23T12:00:00+08:00'],
    ['2026-11-23T00:30:00Z', 0.5, '2026-11-23T09:00:00+08:00'],
    ['2025-09-30T17:30:00+08:00', 1, '2025-10-09T09:00:00+08:00'],
    ['2026-11-22T20:00:00Z', 7, '2026-11-23T17:30:00+08:00'],
  ])('%s + %s hours', (from, hours, at) => {
    expect(addWorkingHours(realPolicy(), from, hours)).toEqual({ at, known: true })
  })

  it('refuses what is not a time', () => {
    expect(() => addWorkingHours(realPolicy(), 'soon', 1)).toThrow(RangeError)
  })
})
