import { describe, expect, test } from 'vitest'
import { findPlace, readLines } from './drafts.ts'

const good = {
  occupation: '搬货的',
  place: '万达广场',
  start: '08:00',
  end: '12:00',
  payMethod: 'hourly',
  amountYuan: 30,
}
const read = (...lines: unknown[]) =>
  readLines(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))

describe('a drafts file', () => {
  test('words become codes and a place with its county', () => {
    const { read: found, refused } = read(good)
    expect(refused).toEqual([])
    expect(found).toMatchObject([
      {
        line: 1,
        occupation: { code: '4-02-05-01' },
        place: { town: '350902500', county: '350902500', placeName: '宁德万达广场' },
      },
    ])
  })
  test('everything wrong with a line is named by its number; the others go on', () => {
    const { read: found, refused } = read(
      { ...good, place: '外滩', occupation: '龙王' },
      '',
      'not json',
      { ...good, headcount: 0, wage: 3 },
      good,
    )
    expect(found.map(({ line }) => line)).toEqual([5])
    expect(refused.map(({ line, reasons }) => [line, reasons.length])).toEqual([
      [1, 2],
      [3, 1],
      [4, 2],
    ])
  })
  test('piecework says what a piece is', () => {
    expect(read({ ...good, payMethod: 'piece' }).refused).toEqual([
      { line: 1, reasons: ['pieceUnit:按件计酬的,请写一件是什么'] },
    ])
  })
  test('a town is a place by its name, a county is not', () => {
    expect(findPlace('点头镇')?.county).toBe('350982')
    expect(findPlace('福鼎市')).toBeUndefined()
  })
})
