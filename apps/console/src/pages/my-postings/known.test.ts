import { expect, test } from 'vitest'
import { knownPeople } from './known.ts'

const came = (workerId: string, startsAt: string, shiftId: string, crewLeaderId: string | null = null) => ({
  workerId,
  workerName: `工人${workerId}`,
  crewLeaderId,
  startsAt: `${startsAt}T08:00:00+08:00`,
  state: 'paid' as const,
  shiftId,
  terms: { title: '搬货' },
})

test('who came may be invited, latest first; who stayed away or is coming already is left out', () => {
  const { people } = knownPeople(
    [
      came('甲', '2026-11-01', 's1'),
      came('乙', '2026-11-03', 's2'),
      came('甲', '2026-11-05', 's3'),
      { ...came('丙', '2026-11-05', 's3'), state: 'noShow' as const },
      came('丁', '2026-11-05', 's3'),
    ],
    ['丁'],
  )
  expect(people.map(({ workerId, times }) => [workerId, times])).toEqual([
    ['甲', 2],
    ['乙', 1],
  ])
})

test('a crew is who came together last under one leader', () => {
  const { crews } = knownPeople(
    [
      came('带', '2026-11-05', 's3', '带'),
      came('甲', '2026-11-05', 's3', '带'),
      came('乙', '2026-11-01', 's1', '带'),
      came('带', '2026-11-01', 's1', '带'),
    ],
    [],
  )
  expect(crews).toMatchObject([{ leaderName: '工人带', workerIds: ['带', '甲'] }])
})
