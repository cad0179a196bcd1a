import { expect, test } from 'vitest'
import { readPoints } from './assessment.ts'

const items = [
  { id: 'boards', title: '制度牌', computed: false },
  { id: 'manners', title: '首问责任', computed: false },
  { id: 'opening', title: '开门', computed: true },
]

test('points are read as people type them; an empty field of the records is left as it is', () => {
  const typed = {
    boards: { points: ' 2.5分', note: '缺一块 ' },
    manners: { points: '', note: '没去看' },
    opening: { points: '', note: '' },
  }
  expect(readPoints(items, typed)).toEqual({
    items: [
      { item: 'boards', points: 2.5, note: '缺一块' },
      { item: 'manners', points: null, note: '没去看' },
    ],
    unreadable: [],
  })
  expect(readPoints(items, { ...typed, manners: { points: '一分', note: '' } }).unreadable).toEqual(['首问责任'])
})
