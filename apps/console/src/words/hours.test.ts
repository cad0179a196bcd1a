import { expect, test } from 'vitest'
import { readHours } from './hours.ts'

test.each([
  ['8', 480],
  ['7.5', 450],
  ['7.5小时', 450],
  ['7小时30分', 450],
  ['7个小时30分钟', 450],
  ['7:30', 450],
  ['７：３０', 450],
  ['90分钟', 90],
  ['0', 0],
  [' 8 小时 ', 480],
])('%s is %i minutes', (typed, minutes) => {
  expect(readHours(typed)).toBe(minutes)
})

test.each(['', '八小时', '25', '7.5.1', '-1', '7小时半天', '200'])('%s is no time of one shift', (typed) => {
  expect(readHours(typed)).toBeUndefined()
})
