import { expect, test } from 'vitest'
import { byDay, daysOfMonth, fillOf } from './calendar.ts'

test('a month in whole weeks from Monday', () => {
  const november = daysOfMonth('2026-11')
  expect(november[0]).toBe('2026-10-26')
  expect(november[november.length - 1]).toBe('2026-12-06')
  expect(november.length % 7).toBe(0)
  const february = daysOfMonth('2027-02')
  expect([february[0], february[february.length - 1], february.length]).toEqual(['2027-02-01', '2027-02-28', 28])
})

test('a shift stands on the day it begins in Shanghai', () => {
  const days = byDay([{ startsAt: '2026-11-25T23:00:00+08:00' }, { startsAt: '2026-11-25T17:00:00Z' }])
  expect([...days.keys()]).toEqual(['2026-11-25', '2026-11-26'])
})

test('how far a shift is filled, in a word', () => {
  const now = new Date('2026-11-26T12:00:00+08:00')
  const shift = {
    postingState: 'published',
    state: 'open',
    headcount: 3,
    takenPlaces: 1,
    endsAt: '2026-11-27T12:00:00+08:00',
  }
  expect(fillOf(shift, now).words).toBe('1/3人,缺2')
  expect(fillOf({ ...shift, takenPlaces: 3 }, now).words).toBe('招满3人')
  expect(fillOf({ ...shift, endsAt: '2026-11-25T12:00:00+08:00' }, now).words).toBe('来1人')
  expect(fillOf({ ...shift, postingState: 'draft' }, now).words).toBe('草稿')
})
