import { expect, it } from 'vitest'

import { minutesOf, typedLength } from './length.ts'

it('reads hours and minutes typed apart, in any width', () => {
  expect(minutesOf('8', '')).toBe(480)
  expect(minutesOf('', '45')).toBe(45)
  expect(minutesOf('７', ' 30 ')).toBe(450)
  expect(minutesOf('8小时', '45分钟')).toBe(525)
  expect(minutesOf('0', '0')).toBe(0)
})

it('takes nothing and no number for what they are', () => {
  expect(minutesOf('', ' ')).toBeUndefined()
  expect(minutesOf('八', '')).toBeUndefined()
  expect(minutesOf('8', '-5')).toBeUndefined()
})

it('writes a length into the two fields', () => {
  expect(typedLength(null)).toEqual({ hours: '', minutes: '' })
  expect(typedLength(480)).toEqual({ hours: '8', minutes: '' })
  expect(typedLength(485)).toEqual({ hours: '8', minutes: '5' })
})
