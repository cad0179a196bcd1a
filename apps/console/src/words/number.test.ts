import { expect, test } from 'vitest'
import { readNumber } from './number.ts'

test('a number as it is typed, with its unit: the square of the unit is no figure', () => {
  expect(readNumber('38.5')).toBe(38.5)
  expect(readNumber('３８．５')).toBe(38.5)
  for (const typed of ['120㎡', '120 m²', '120m2', '120平方米', '120 平米']) expect(readNumber(typed)).toBe(120)
  expect(readNumber(' ')).toBeNull()
  expect(readNumber('2.5 分')).toBe(2.5)
  for (const none of ['约38', '1e3', '0x10', '３８．', '😀']) expect(readNumber(none)).toBeUndefined()
})

test('a number too large stays a number: the platform says that it is too large, not that it is none', () => {
  expect(readNumber('99999999')).toBe(99_999_999)
})
