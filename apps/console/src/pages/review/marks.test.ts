import { expect, test } from 'vitest'
import { piecesOf } from './marks.ts'

test('a text is cut at its marks', () => {
  expect(
    piecesOf('只要男的,押金100元', [
      { from: 5, to: 7, number: 2 },
      { from: 0, to: 4, number: 1 },
    ]),
  ).toEqual([
    { text: '只要男的', number: 1 },
    { text: ',', number: null },
    { text: '押金', number: 2 },
    { text: '100元', number: null },
  ])
})

test('of overlapping marks the first keeps its words, and nothing is lost or told twice', () => {
  const pieces = piecesOf('限女性三十岁', [
    { from: 0, to: 3, number: 1 },
    { from: 1, to: 6, number: 2 },
  ])
  expect(pieces).toEqual([
    { text: '限女性', number: 1 },
    { text: '三十岁', number: 2 },
  ])
})

test('marks beyond the text change nothing', () => {
  expect(piecesOf('搬货', [{ from: 5, to: 9, number: 1 }])).toEqual([{ text: '搬货', number: null }])
  expect(piecesOf('', [])).toEqual([])
})
