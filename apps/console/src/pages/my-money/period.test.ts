import { expect, test } from 'vitest'
import { monthAfter, monthPeriod } from './period.ts'

test('a month from its first to its last day, leap years too', () => {
  expect(monthPeriod('2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
  expect(monthPeriod('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(monthAfter('2026-01', -1)).toBe('2025-12')
  expect(monthAfter('2026-12', 1)).toBe('2027-01')
})
