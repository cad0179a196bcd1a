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
  const shifts = todayShifts(
    [
      row('late', '14', 'expected'),
      row('early', '08', 'here'),
      row('early', '08', 'missing'),
      row('early', '08', 'here'),
    ],
    [],
  )
  expect(shifts.map(({ shiftId, rows }) => [shiftId, rows.map(({ presence }) => presence)])).toEqual([
    ['early', ['missing', 'here', 'here']],
    ['late', ['expected']],
  ])
  expect(countWords(shifts[0]!.counts)).toBe('在干活2人,没来1人')
  expect(countWords(shifts[1]!.counts)).toBe('还没到1人')
})

it('says how many places nobody has taken, of shifts without anybody too', () => {
  const shift = (id: string, takenPlaces: number, more = {}) => ({
    id,
    seq: 1,
    startsAt: '2026-11-26T08:00:00+08:00',
    endsAt: '2026-11-26T12:00:00+08:00',
    headcount: 3,
    state: 'open' as const,
    takenPlaces,
    postingId: 'p',
    postingState: 'published' as const,
    title: '搬货',
    ...more,
  })
  const planned = [shift('some', 1), shift('none', 0), shift('draft', 0, { postingState: 'draft' })]
  const shifts = todayShifts([row('some', '08', 'expected'), row('night', '22', 'here')], planned)
  expect(shifts.map(({ shiftId, rows, openPlaces }) => [shiftId, rows.length, openPlaces])).toEqual([
    ['some', 1, 2],
    ['none', 0, 3],
    ['night', 1, undefined],
  ])
})
