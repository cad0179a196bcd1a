import type { EngagementState } from '@linggong/contract/lifecycles.ts'

import { dayOf } from '../words/when.ts'

type Row = { id: string; state: EngagementState; startsAt: string; endsAt: string }
export type WorkGroup<T> = { name: string; rows: T[] }

const toCome: readonly EngagementState[] = ['accepted', 'concluded']
const waiting: readonly EngagementState[] = ['worked', 'disputed', 'confirmed']

/**
 * A worker's engagements as they are looked for: today's on top, then what comes, what is waited for, what is over.
 * What comes: the soonest first; the rest: the latest first. Empty groups are left out.
 */
export function groupWork<T extends Row>(rows: readonly T[], now: number): Array<WorkGroup<T>> {
  const today = dayOf(now)
  const isToday = (row: T): boolean =>
    row.state === 'working' || (toCome.includes(row.state) && (dayOf(row.startsAt) === today || isPast(row)))
  const isPast = (row: T): boolean => Date.parse(row.startsAt) < now
  const nowFirst = (a: T, b: T): number => Number(b.state === 'working') - Number(a.state === 'working')
  const soonest = (a: T, b: T): number => Date.parse(a.startsAt) - Date.parse(b.startsAt)

  const groups: Array<WorkGroup<T>> = [
    { name: '今天', rows: rows.filter(isToday).sort((a, b) => nowFirst(a, b) || soonest(a, b)) },
    { name: '接下来', rows: rows.filter((row) => toCome.includes(row.state) && !isToday(row)).sort(soonest) },
    { name: '干完了,等结果', rows: rows.filter((row) => waiting.includes(row.state)) },
    {
      name: '以前的',
      rows: rows.filter((row) => !isToday(row) && !toCome.includes(row.state) && !waiting.includes(row.state)),
    },
  ]
  return groups.filter((group) => group.rows.length > 0)
}
