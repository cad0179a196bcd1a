import { expect, it } from 'vitest'

import { boardQueryOf, chipsAfter } from './board.ts'

const here = { lat: 26.6, lng: 119.5 }

it('asks for what was tapped and typed, and for nothing else', () => {
  expect(boardQueryOf({ words: ' ', chips: [], county: '', sort: 'nearest' }, undefined)).toEqual({
    sort: 'newest',
    limit: 20,
  })
  expect(
    boardQueryOf(
      { words: '搬货 ', chips: ['tomorrow', 'perShift', 'near', 'meals'], county: '350981', sort: 'nearest' },
      here,
    ),
  ).toEqual({
    q: '搬货',
    county: '350981',
    lat: 26.6,
    lng: 119.5,
    radiusMeters: 3_000,
    when: 'tomorrow',
    settlementCycle: 'perShift',
    meals: 'true',
    sort: 'nearest',
    limit: 20,
  })
})

it('lets today and tomorrow exclude each other', () => {
  expect(chipsAfter(['today', 'meals'], ['today', 'meals', 'tomorrow'])).toEqual(['meals', 'tomorrow'])
  expect(chipsAfter(['tomorrow'], ['tomorrow', 'today'])).toEqual(['today'])
  expect(chipsAfter(['today', 'meals'], ['today'])).toEqual(['today'])
})
