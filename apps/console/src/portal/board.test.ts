import { expect, test } from 'vitest'
import { boardQuery, type Choices } from './board.ts'

const none: Choices = { q: '', county: '', town: '', when: '', daily: '', meals: '', lodging: '', escrow: '' }

test('only what has been chosen is asked', () => {
  expect(boardQuery(none, null)).toEqual({ sort: 'soonest' })
  expect(boardQuery({ ...none, q: ' 采茶 ', county: '350981', when: 'tomorrow', daily: 'true' }, null)).toEqual({
    q: '采茶',
    county: '350981',
    when: 'tomorrow',
    settlementCycle: 'perShift',
    sort: 'soonest',
  })
})

test('where a place is known the nearest comes first', () => {
  expect(boardQuery(none, { lat: 26.66, lng: 119.54 })).toEqual({ lat: 26.66, lng: 119.54, sort: 'nearest' })
})

test('a word in the address that is no filter is left out', () => {
  expect(boardQuery({ ...none, when: 'yesterday', meals: 'yes' }, null)).toEqual({ sort: 'soonest' })
})
