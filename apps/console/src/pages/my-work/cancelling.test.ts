import { expect, test } from 'vitest'
import { consequenceOfCancelling } from './cancelling.ts'

const windows = [
  { party: 'worker', atLeastMinutesBefore: 0, plainZh: '工人的' },
  { party: 'employer', atLeastMinutesBefore: 720, plainZh: '没有影响' },
  { party: 'employer', atLeastMinutesBefore: 0, plainZh: '要补偿' },
]

test('the consequence of cancelling is that of the widest window that still fits', () => {
  const now = new Date('2026-11-26T08:00:00+08:00')
  expect(consequenceOfCancelling(windows, '2026-11-27T08:00:00+08:00', now)).toBe('没有影响')
  expect(consequenceOfCancelling(windows, '2026-11-26T10:00:00+08:00', now)).toBe('要补偿')
  expect(consequenceOfCancelling(windows, '2026-11-26T07:00:00+08:00', now)).toBe('要补偿')
  expect(consequenceOfCancelling(null, '2026-11-26T07:00:00+08:00', now)).toBeNull()
})
