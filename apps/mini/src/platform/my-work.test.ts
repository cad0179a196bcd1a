import type { EngagementState } from '@linggong/contract/lifecycles.ts'
import { expect, it } from 'vitest'

import { groupWork } from './my-work.ts'

const now = Date.parse('2026-11-26T10:00:00+08:00')
const row = (id: string, state: EngagementState, startsAt: string) => ({
  id,
  state,
  startsAt,
  endsAt: startsAt,
})
const shown = (rows: Array<ReturnType<typeof row>>) =>
  groupWork(rows, now).map(({ name, rows: inside }) => [name, inside.map(({ id }) => id)])

it('puts today on top with what runs first, then what comes, what is waited for, what is over', () => {
  expect(
    shown([
      row('later', 'accepted', '2026-11-29T08:00:00+08:00'),
      row('tomorrow', 'concluded', '2026-11-27T08:00:00+08:00'),
      row('evening', 'concluded', '2026-11-26T18:00:00+08:00'),
      row('running', 'working', '2026-11-26T08:00:00+08:00'),
      row('unpaid', 'confirmed', '2026-11-20T08:00:00+08:00'),
      row('paid', 'paid', '2026-11-10T08:00:00+08:00'),
      row('gone', 'cancelled', '2026-11-26T08:00:00+08:00'),
    ]),
  ).toEqual([
    ['今天', ['running', 'evening']],
    ['接下来', ['tomorrow', 'later']],
    ['干完了,等结果', ['unpaid']],
    ['以前的', ['paid', 'gone']],
  ])
})

it('keeps a night shift that runs since yesterday, and one not checked in yet, among today', () => {
  expect(
    shown([
      row('night', 'working', '2026-11-25T22:00:00+08:00'),
      row('missed', 'concluded', '2026-11-25T22:30:00+08:00'),
    ]),
  ).toEqual([['今天', ['night', 'missed']]])
})

it('shows nothing where there is nothing', () => {
  expect(shown([])).toEqual([])
})
