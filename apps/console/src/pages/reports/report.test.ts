import { expect, test } from 'vitest'
import { changeWords, figureWords, quartersBehind, quarterWords } from './report.ts'

test('quarters behind begin with the last that is over', () => {
  expect(quartersBehind('2026-11-26', 3)).toEqual(['2026Q3', '2026Q2', '2026Q1'])
  expect(quartersBehind('2026-01-02', 2)).toEqual(['2025Q4', '2025Q3'])
  expect(quarterWords('2026Q3')).toBe('2026年第三季度')
})

test('no data is said, not counted; a change is said in words', () => {
  const people = { money: false, unit: '人' }
  expect(figureWords(null, people)).toBe('没有数据')
  expect(figureWords(0, people)).toBe('0人')
  expect(changeWords(12, 10, people)).toBe('多2')
  expect(changeWords(9.5, 10, people)).toBe('少0.5')
  expect(changeWords(3, 3, people)).toBe('持平')
  expect(changeWords(null, 3, people)).toBe('')
})
