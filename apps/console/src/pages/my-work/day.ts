import type { AllEndpoints, ReceivedOf } from '@linggong/contract'

export type DayRow = ReceivedOf<AllEndpoints['listToday']>['items'][number]
export type PlannedShift = ReceivedOf<AllEndpoints['listEmployerShifts']>['items'][number]
export type DayShift = {
  shiftId: string
  postingId: string
  title: string
  startsAt: string
  endsAt: string
  rows: DayRow[]
  /** Places nobody has taken yet; undefined where that is not known, as of a shift that began the day before. */
  openPlaces: number | undefined
}

/** Who needs looking after comes first. */
const order: ReadonlyArray<DayRow['presence']> = ['missing', 'unsigned', 'expected', 'here', 'left', 'off']

/**
 * The people of a day by shift, in order of time; within a shift those who are missing first.
 * @param planned what the employer's calendar has for the day: a published shift nobody has taken stands there too
 */
export function shiftsOfDay(rows: readonly DayRow[], planned: readonly PlannedShift[]): DayShift[] {
  const published = planned.filter((one) => one.state === 'open' && one.postingState === 'published')
  const shifts = new Map(published.map((one) => [one.id, withoutPeople(one)]))
  for (const row of rows) {
    const { shiftId, postingId, title, startsAt, endsAt } = row
    const known = shifts.get(shiftId)
    const shift = known ?? { shiftId, postingId, title, startsAt, endsAt, rows: [], openPlaces: undefined }
    shifts.set(shiftId, shift)
    shift.rows.push(row)
  }
  for (const { rows: ofShift } of shifts.values()) {
    ofShift.sort((a, b) => order.indexOf(a.presence) - order.indexOf(b.presence))
  }
  return [...shifts.values()].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
}

function withoutPeople(one: PlannedShift): DayShift {
  const { id: shiftId, postingId, title, startsAt, endsAt } = one
  const openPlaces = Math.max(0, one.headcount - one.takenPlaces)
  return { shiftId, postingId, title: title ?? '', startsAt, endsAt, rows: [], openPlaces }
}

const words: ReadonlyArray<[DayRow['presence'], string]> = [
  ['missing', '没来'],
  ['unsigned', '没签合同'],
  ['expected', '还没到'],
  ['here', '在干活'],
  ['left', '干完走了'],
]

/** «没来1人,在干活5人»: only what there is. */
export function presenceWords(rows: readonly DayRow[]): string {
  return words
    .map(([presence, word]) => [word, rows.filter((row) => row.presence === presence).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${word}${count}人`)
    .join(',')
}

/** Whom a foreman may tick in or out now. */
export const canCome = ({ presence, state }: DayRow): boolean => state === 'concluded' && presence !== 'here'
/** Whether it can still be reported that this person did not come. */
export const canMiss = ({ presence, state }: DayRow): boolean =>
  presence === 'missing' && (state === 'accepted' || state === 'concluded')
export const canLeave = ({ presence }: DayRow): boolean => presence === 'here'
