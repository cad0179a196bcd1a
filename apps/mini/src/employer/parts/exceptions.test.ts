import { expect, it } from 'vitest'

import { confirmable, exceptionsOf } from './exceptions.ts'

const plain = {
  lateMinutes: 0,
  autoCheckedOut: false,
  brokenOffLabel: null,
  correctedBy: null,
  correctionLabel: null,
  correctionNote: null,
  overtimeMinutes: 0,
  pieceUnit: null,
  pieces: null,
  state: 'recorded',
} as const

it('says nothing where everything went as planned', () => {
  expect(exceptionsOf(plain)).toEqual([])
  expect(confirmable(plain)).toBe(true)
})

it('names everything that did not', () => {
  expect(
    exceptionsOf({
      ...plain,
      lateMinutes: 75,
      autoCheckedOut: true,
      brokenOffLabel: '活提前干完了',
      overtimeMinutes: 30,
      correctedBy: 'worker',
      correctionLabel: '加班了',
      correctionNote: '多卸一车',
      pieceUnit: '筐',
    }),
  ).toEqual([
    '晚到1小时15分钟',
    '没签退,按原定的下班时间算',
    '提前结束:活提前干完了',
    '加班30分钟',
    '工人改过:加班了(多卸一车)',
    '还没填数量',
  ])
})

it('does not let an employer confirm its own change or piecework without a number', () => {
  expect(confirmable({ ...plain, state: 'corrected', correctedBy: 'employer' })).toBe(false)
  expect(confirmable({ ...plain, state: 'corrected', correctedBy: 'worker' })).toBe(true)
  expect(confirmable({ ...plain, pieceUnit: '筐' })).toBe(false)
  expect(confirmable({ ...plain, pieceUnit: '筐', pieces: 0 })).toBe(true)
  expect(confirmable({ ...plain, state: 'disputed' })).toBe(false)
})
