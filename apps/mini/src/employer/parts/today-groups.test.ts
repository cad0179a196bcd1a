import { expect, it } from 'vitest'

import { countWords, todayShifts, type TodayRow } from './today-groups.ts'

const row = (shiftId: string, hour: string, presence: TodayRow['presence']): TodayRow => ({
  engagementId: `${shiftId}-${presence}`,
  shiftId,
  postingId: 'p',
  title: '搬货',
  workerId: 'w',
  workerName: '陈秀兰',
  startsAt: `2026-11-26T${hour}:00:00+08:00`,
  endsAt: '2026-11-26T20:00:00+08:00',
  state: 'concluded',
  presence,
  presenceLabel: '',
  checkedInAt: null,
  checkedOutAt: null,
  lateMinutes: 0,
})

it('groups by shift in order of time, the missing first', () => {
  const shifts = todayShifts([
    row('late', '14', 'expected'),
    row('early', '08', 'here'),
    row('early', '08', 'missing'),
    row('early', '08', 'here'),
  ])
  expect(shifts.map(({ shiftId, rows }) => [shiftId, rows.map(({ presence }) => presence)])).toEqual([
    ['early', ['missing', 'here', 'here']],
    ['late', ['expected']],
  ])
  expect(countWords(shifts[0]!.counts)).toBe('在干活2人,没来1人')
  expect(countWords(shifts[1]!.counts)).toBe('还没到1人')
})
