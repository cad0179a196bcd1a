import { expect, test } from 'vitest'
import { canCome, canLeave, presenceWords, shiftsOfDay, type DayRow } from './day.ts'

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
  const shifts = shiftsOfDay([
    row('晚', '13', 'expected', '甲'),
    row('早', '08', 'here', '乙'),
    row('早', '08', 'missing', '丙'),
  ])
  expect(shifts.map(({ shiftId, rows }) => [shiftId, rows.map(({ workerName }) => workerName)])).toEqual([
    ['早', ['丙', '乙']],
    ['晚', ['甲']],
  ])
  expect(presenceWords(shifts[0]?.rows ?? [])).toBe('没来1人,在干活1人')
})

test('who has signed may be ticked in, who is here may be ticked out', () => {
  expect(canCome(row('早', '08', 'missing', '甲'))).toBe(true)
  expect(canCome(row('早', '08', 'unsigned', '甲'))).toBe(false)
  expect(canLeave(row('早', '08', 'here', '甲'))).toBe(true)
  expect(canLeave(row('早', '08', 'left', '甲'))).toBe(false)
})
