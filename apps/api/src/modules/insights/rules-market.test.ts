import { expect, test } from 'vitest'
import { nextAsking, tightnessOf } from './rules-market.ts'

const hours = { app: { from: '06:00', to: '21:00' }, sms: { from: '07:00', to: '21:30' } }

test.each([
  ['2026-11-27T00:10:00+08:00', '2026-11-27T06:00:00+08:00'],
  ['2026-11-27T06:00:00+08:00', null],
  ['2026-11-27T21:29:59+08:00', null],
  ['2026-11-27T21:30:00+08:00', '2026-11-28T06:00:00+08:00'],
])('at %s people are asked from %s', (now, from) => {
  const asks = nextAsking(hours, new Date(now))
  expect(asks).toEqual(from === null ? null : new Date(from))
})

test('活多活少:没人找过活就说不上;到两头的数为止,中间算差不多', () => {
  const record = () => ({ weeks: 2, workIsShortUpTo: 600, peopleAreShortFrom: 1_000 })
  expect(tightnessOf(null, { record })).toBeNull()
  expect(tightnessOf(0.456, { record })).toEqual({ weeks: 2, placesPer100Days: 46, leans: 'workIsShort' })
  expect([0.6, 0.601, 0.999, 1, 30].map((ratio) => tightnessOf(ratio, { record })?.leans)).toEqual([
    'workIsShort',
    'between',
    'between',
    'peopleAreShort',
    'peopleAreShort',
  ])
})
