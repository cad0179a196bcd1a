import { expect, test } from 'vitest'
import { cashGroups, type Wage } from './cash.ts'

const wage = (id: string, over: Partial<Wage> = {}): Wage => ({
  id,
  employerId: 'tea',
  postingTitle: '采茶青',
  netFen: 24_000,
  funded: false,
  paidAt: null,
  ...over,
})

test('what one employer owes is handed over together; what is paid or paid in is left out', () => {
  const wages = [
    wage('a'),
    wage('b', { netFen: 18_000 }),
    wage('c', { postingTitle: '茶园除草' }),
    wage('d', { employerId: 'fish', postingTitle: '剖鱼' }),
    wage('e', { paidAt: '2026-11-25T20:00:00+08:00' }),
    wage('f', { funded: true }),
  ]
  expect(cashGroups(wages)).toEqual([
    { employerId: 'tea', wageIds: ['a', 'b', 'c'], netFen: 66_000, titles: '采茶青、茶园除草' },
    { employerId: 'fish', wageIds: ['d'], netFen: 24_000, titles: '剖鱼' },
  ])
  expect(cashGroups([])).toEqual([])
})
