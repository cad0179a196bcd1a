import type { Answer, Item } from '../../platform/api.ts'

export type TodayRow = Answer<'listToday'>['items'][number]
export type TodayShift = {
  shiftId: string
  postingId: string
  title: string
  startsAt: string
  endsAt: string
  rows: TodayRow[]
  /** Places nobody has taken yet; undefined where that is not known, as of a shift that began the day before. */
  openPlaces: number | undefined
  counts: Record<TodayRow['presence'], number>
}

/** Who needs looking after comes first. */
const order: readonly TodayRow['presence'][] = ['missing', 'unsigned', 'expected', 'here', 'left', 'off']

const noCounts: TodayShift['counts'] = { missing: 0, unsigned: 0, expected: 0, here: 0, left: 0, off: 0 }

/**
 * The shifts of a day in order of time with their people, those who are missing first.
 * @param planned what the employer's calendar has for the day: a published shift nobody has taken stands there too
 */
export function todayShifts(
  rows: readonly TodayRow[],
  planned: ReadonlyArray<Item<'listEmployerShifts'>>,
): TodayShift[] {
  const published = planned.filter((one) => one.state === 'open' && one.postingState === 'published')
  const shifts = new Map<string, TodayShift>(
    published.map((one) => [
      one.id,
      {
        shiftId: one.id,
        postingId: one.postingId,
        title: one.title ?? '',
        startsAt: one.startsAt,
        endsAt: one.endsAt,
        rows: [],
        openPlaces: Math.max(0, one.headcount - one.takenPlaces),
        counts: { ...noCounts },
      },
    ]),
  )
  for (const row of rows) {
    const shift = shifts.get(row.shiftId) ?? {
      shiftId: row.shiftId,
      postingId: row.postingId,
      title: row.title,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      rows: [],
      openPlaces: undefined,
      counts: { ...noCounts },
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
