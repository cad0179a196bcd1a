import { expect, it } from 'vitest'

import { minutesTyped, typedHours } from './hours-typed.ts'

it('reads hours and minutes typed apart', () => {
  expect(minutesTyped('8', '30')).toBe(510)
  expect(minutesTyped('8', '')).toBe(480)
  expect(minutesTyped('', '45分钟')).toBe(45)
  expect(minutesTyped('', '')).toBeUndefined()
  expect(minutesTyped('八', '')).toBeUndefined()
})

it('gives back what it reads', () => {
  expect(typedHours(510)).toEqual({ hours: '8', minutes: '30' })
  expect(typedHours(null)).toEqual({ hours: '', minutes: '' })
})
