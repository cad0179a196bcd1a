import { expect, test } from 'vitest'
import { nextAsking } from './rules-market.ts'

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
