import type { WorkRecord } from '../../engagements/index.ts'

/** What somebody has done so far, counted. */
export type Doings = {
  came: number
  missed: number
  /** Shifts come to, by occupation and by employer. */
  work: ReadonlyMap<string, number>
  employers: ReadonlyMap<string, number>
}

export const nothingDone: Doings = { came: 0, missed: 0, work: new Map(), employers: new Map() }

export function doingsOf(records: readonly WorkRecord[] | undefined): Doings {
  if (!records || records.length === 0) return nothingDone
  const work = new Map<string, number>()
  const employers = new Map<string, number>()
  let came = 0
  let missed = 0
  for (const one of records) {
    came += one.came
    missed += one.missed
    work.set(one.occupationCode, (work.get(one.occupationCode) ?? 0) + one.came)
    employers.set(one.employerId, (employers.get(one.employerId) ?? 0) + one.came)
  }
  return { came, missed, work, employers }
}
