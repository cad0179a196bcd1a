import type { Answer } from '../../platform/api.ts'

export type TodayRow = Answer<'listToday'>['items'][number]
export type TodayShift = {
  shiftId: string
  postingId: string
  title: string
  startsAt: string
  endsAt: string
  rows: TodayRow[]
  counts: Record<TodayRow['presence'], number>
}

/** Who needs looking after comes first. */
const order: readonly TodayRow['presence'][] = ['missing', 'unsigned', 'expected', 'here', 'left', 'off']

/** The people of a day by shift, in order of time; within a shift those who are missing first. */
export function todayShifts(rows: readonly TodayRow[]): TodayShift[] {
  const shifts = new Map<string, TodayShift>()
  for (const row of rows) {
    const shift = shifts.get(row.shiftId) ?? {
      shiftId: row.shiftId,
      postingId: row.postingId,
      title: row.title,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      rows: [],
      counts: { missing: 0, unsigned: 0, expected: 0, here: 0, left: 0, off: 0 },
    }
    shift.rows.push(row)
    shift.counts[row.presence] += 1
    shifts.set(row.shiftId, shift)
  }
  return [...shifts.values()]
    .map((shift) => ({
      ...shift,
      rows: shift.rows.toSorted((a, b) => order.indexOf(a.presence) - order.indexOf(b.presence)),
    }))
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
}

/** 到了5人,没来1人,还没到2人: only what there is. */
export function countWords(counts: TodayShift['counts']): string {
  const words: Array<[number, string]> = [
    [counts.here, '在干活'],
    [counts.missing, '没来'],
    [counts.expected, '还没到'],
    [counts.unsigned, '没签合同'],
    [counts.left, '干完走了'],
  ]
  return words
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${word}${count}人`)
    .join(',')
}
