import { expect, it } from 'vitest'

import { cancellationWords } from './notice.ts'

const windows = [
  { party: 'worker', atLeastMinutesBefore: 720, plainZh: 'early' },
  { party: 'employer', atLeastMinutesBefore: 0, plainZh: 'not mine' },
  { party: 'worker', atLeastMinutesBefore: 0, plainZh: 'late' },
  { party: 'worker', atLeastMinutesBefore: 120, plainZh: 'middle' },
]
const startsAt = '2026-11-26T08:00:00+08:00'
const minutesBefore = (minutes: number): number => Date.parse(startsAt) - minutes * 60_000

it.each([
  [800, 'early'],
  [720, 'early'],
  [719, 'middle'],
  [119, 'late'],
  [-30, 'late'],
])('%i minutes before the start is %s', (minutes, words) => {
  expect(cancellationWords(windows, startsAt, minutesBefore(minutes))).toBe(words)
})

it('tells the employer the windows of employers', () => {
  expect(cancellationWords(windows, startsAt, minutesBefore(800), 'employer')).toBe('not mine')
})

it('says nothing where the policy says nothing', () => {
  expect(cancellationWords([], startsAt, minutesBefore(10))).toBeUndefined()
})
