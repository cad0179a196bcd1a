import { expect, test } from 'vitest'
import { addUp, compare, forecastOf, quarterOf, valueOf } from './rules.ts'

test('a quarter knows its days, its name and the one before', () => {
  expect(quarterOf('2026Q1')).toEqual({
    name: '2026Q1',
    label: '2026年第一季度',
    from: '2026-01-01',
    to: '2026-03-31',
    before: '2025Q4',
  })
  expect(quarterOf('2026Q4')).toMatchObject({ from: '2026-10-01', to: '2026-12-31', before: '2026Q3' })
})

test('a correction stands before the reckoned figure; without data there is none, not nought', () => {
  const corrections = { staff: { value: 3, reason: '漏登一人', by: '缪建忠' } }
  expect(valueOf({ staff: 2, visits: 0 }, corrections, 'staff')).toBe(3)
  expect(valueOf({ staff: 2, visits: 0 }, corrections, 'visits')).toBe(0)
  expect(valueOf({ staff: 2 }, {}, 'trainings')).toBeNull()
})

test('sums leave out counties without data; averages are not added', () => {
  expect(addUp([1.5, null, 2.2], true)).toBe(3.7)
  expect(addUp([null, null], true)).toBeNull()
  expect(addUp([4.5, 4.7], false)).toBeNull()
})

test('two quarters are compared over the counties that have both: a late county is no change', () => {
  const late = [
    { now: 10, before: 7.5 },
    { now: 4, before: null },
    { now: null, before: 90 },
  ]
  expect(compare(late, true)).toEqual({ before: 7.5, change: 2.5 })
  expect(compare([{ now: 3, before: null }], true)).toEqual({ before: null, change: null })
  expect(compare([{ now: 4.5, before: 4.6 }], false)).toEqual({ before: null, change: null })
})

test('the forecast goes on at the pace of the twelve months behind, and ends with the year', () => {
  expect(forecastOf({ open: 10, openedInYearBehind: 4 }, '2026-06-30', 2026)).toBe(12)
  expect(forecastOf({ open: 10, openedInYearBehind: 0 }, '2026-06-30', 2026)).toBe(10)
  expect(forecastOf({ open: 10, openedInYearBehind: 4 }, '2027-01-05', 2026)).toBeNull()
})
