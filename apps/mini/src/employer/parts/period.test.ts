import { expect, it } from 'vitest'

import { periodOf } from './period.ts'

it('knows months and years in China, over the turn of the year too', () => {
  const now = Date.parse('2027-01-05T00:30:00+08:00')
  expect(periodOf('thisMonth', now)).toEqual({ from: '2027-01-01', to: '2027-01-05' })
  expect(periodOf('lastMonth', now)).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  expect(periodOf('thisYear', now)).toEqual({ from: '2027-01-01', to: '2027-01-05' })
})
