import { expect, test } from 'vitest'
import { canCome, canLeave, presenceWords, shiftsOfDay, type DayRow, type PlannedShift } from './day.ts'

const row = (shiftId: string, hour: string, presence: DayRow['presence'], workerName: string): DayRow => ({
  engagementId: `${shiftId}${workerName}`,
  shiftId,
  postingId: 'p',
  title: '搬货',
  workerId: workerName,
  workerName,
  startsAt: `2026-11-26T${hour}:00:00+08:00`,
  endsAt: '2026-11-26T18:00:00+08:00',
  state: presence === 'here' ? 'working' : presence === 'unsigned' ? 'accepted' : 'concluded',
  presence,
  presenceLabel: '',
  checkedInAt: null,
  checkedOutAt: null,
  lateMinutes: 0,
})

test('a day by shift in order of time, who is missing first', () => {
  const shifts = shiftsOfDay(
    [row('晚', '13', 'expected', '甲'), row('早', '08', 'here', '乙'), row('早', '08', 'missing', '丙')],
    [],
  )
  expect(shifts.map(({ shiftId, rows }) => [shiftId, rows.map(({ workerName }) => workerName)])).toEqual([
    ['早', ['丙', '乙']],
    ['晚', ['甲']],
  ])
  expect(presenceWords(shifts[0]?.rows ?? [])).toBe('没来1人,在干活1人')
})

test('a published shift says how many places nobody has taken, also where nobody has come forward', () => {
  const some = { headcount: 3, state: 'open', postingState: 'published', postingId: 'p', title: '搬货' }
  const times = { startsAt: '2026-11-26T08:00:00+08:00', endsAt: '2026-11-26T18:00:00+08:00' }
  const planned = [
    { ...some, ...times, id: '早', takenPlaces: 1 },
    { ...some, ...times, id: '空', takenPlaces: 0 },
    { ...some, ...times, id: '退回', takenPlaces: 0, postingState: 'returned' },
    { ...some, ...times, id: '撤了', takenPlaces: 0, state: 'cancelled' },
  ] as PlannedShift[]
  const shifts = shiftsOfDay([row('早', '08', 'expected', '甲'), row('昨晚', '02', 'here', '乙')], planned)
  expect(shifts.map(({ shiftId, rows, openPlaces }) => [shiftId, rows.length, openPlaces])).toEqual([
    ['昨晚', 1, undefined],
    ['早', 1, 2],
    ['空', 0, 3],
  ])
})

test('who has signed may be ticked in, who is here may be ticked out', () => {
  expect(canCome(row('早', '08', 'missing', '甲'))).toBe(true)
  expect(canCome(row('早', '08', 'unsigned', '甲'))).toBe(false)
  expect(canLeave(row('早', '08', 'here', '甲'))).toBe(true)
  expect(canLeave(row('早', '08', 'left', '甲'))).toBe(false)
})
