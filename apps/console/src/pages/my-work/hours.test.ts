import { expect, test } from 'vitest'
import { clean, confirmable, exceptionsOf, readMinutes } from './hours.ts'

const asPlanned = {
  state: 'recorded' as const,
  lateMinutes: 0,
  autoCheckedOut: false,
  brokenOffLabel: null,
  overtimeMinutes: 0,
  correctedBy: null,
  correctionLabel: null,
  correctionNote: null,
  pieceUnit: null,
  pieces: null,
}

test('hours as planned are proposed for confirming', () => {
  expect(exceptionsOf(asPlanned)).toEqual([])
  expect(clean(asPlanned)).toBe(true)
})

test('whatever differs from the plan is said in words and not proposed', () => {
  const sheet = { ...asPlanned, lateMinutes: 20, overtimeMinutes: 90, autoCheckedOut: true }
  expect(exceptionsOf(sheet)).toEqual(['晚到20分钟', '没签退,按原定的下班时间算', '加班1小时30分'])
  expect(clean(sheet)).toBe(false)
  expect(confirmable(sheet)).toBe(true)
})

test('an own change waits for the worker; a worker’s change can be confirmed; pieces need their number', () => {
  const corrected = { ...asPlanned, state: 'corrected' as const, correctionLabel: '加班了', correctionNote: '到7点' }
  expect(confirmable({ ...corrected, correctedBy: 'employer' })).toBe(false)
  expect(confirmable({ ...corrected, correctedBy: 'worker' })).toBe(true)
  expect(exceptionsOf({ ...corrected, correctedBy: 'worker' })).toEqual(['工人改过:加班了(到7点)'])
  expect(confirmable({ ...asPlanned, pieceUnit: '筐' })).toBe(false)
  expect(confirmable({ ...asPlanned, pieceUnit: '筐', pieces: 12 })).toBe(true)
  expect(confirmable({ ...asPlanned, state: 'disputed' as const })).toBe(false)
})

test('hours and minutes as typed', () => {
  expect(readMinutes('7', '30')).toBe(450)
  expect(readMinutes('8小时', '')).toBe(480)
  expect(readMinutes('', '45')).toBe(45)
  expect(readMinutes('', '')).toBeUndefined()
  expect(readMinutes('八', '')).toBeUndefined()
})
