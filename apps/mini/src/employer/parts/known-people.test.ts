import { expect, it } from 'vitest'

import { knownPeople } from './known-people.ts'

const day = (date: string) => `${date}T08:00:00+08:00`
const worked = (workerId: string, startsAt: string, more: Record<string, unknown> = {}) => ({
  workerId,
  workerName: `人${workerId}`,
  crewLeaderId: null as string | null,
  startsAt: day(startsAt),
  state: 'paid' as const,
  shiftId: `shift-${startsAt}`,
  postingId: 'p',
  terms: { title: `活${startsAt}` },
  ...more,
})

it('proposes whoever came, once, latest first', () => {
  const { people } = knownPeople(
    [
      worked('a', '2026-11-01'),
      worked('b', '2026-11-03'),
      worked('a', '2026-11-05'),
      worked('c', '2026-11-06', { state: 'noShow' }),
      worked('d', '2026-11-06'),
    ],
    new Set(['d']),
  )
  expect(people.map(({ workerId, times, lastTitle }) => [workerId, times, lastTitle])).toEqual([
    ['a', 2, '活2026-11-05'],
    ['b', 1, '活2026-11-03'],
  ])
})

it('keeps the latest crew of each leader together', () => {
  const crew = { crewLeaderId: 'l' }
  const { crews } = knownPeople(
    [
      worked('x', '2026-10-01', crew),
      worked('l', '2026-11-02', crew),
      worked('m', '2026-11-02', crew),
      worked('n', '2026-11-02', crew),
      worked('z', '2026-11-02', { crewLeaderId: 'alone' }),
    ],
    new Set(['n']),
  )
  expect(crews).toEqual([
    { key: 'l', name: '人l', title: '活2026-11-02', startsAt: day('2026-11-02'), workerIds: ['l', 'm'] },
  ])
})
