import { incomeGap, type WorkWeek } from '@linggong/matching'

/** What a person has earned in a week and on how many days; week 0 is the last seven days. */
export type WeekEarned = { workerId: string; week: number; days: number; fen: number }

export type IncomeRule = { halfLifeWeeks: number; leastSoughtDays: number }

const daysAWeek = 7
const slotsADay = 48
const thousandths = 1_000

/** Days of a week on which somebody is free at all; `week` as in `MarketProfile`. */
export function freeDaysOf(week: string | null): number {
  if (week === null) return daysAWeek
  let days = 0
  for (let day = 0; day < daysAWeek; day++) {
    if (week.slice(day * slotsADay, (day + 1) * slotsADay).includes('1')) days += 1
  }
  return days
}

/**
 * The weeks in which each person looked for work, the latest first, with the days and what was earned.
 *
 * A week counts as looked for work where the person worked or has answered an offer in it, with the days on which the
 * person is free, or those worked if these were more. Who neither worked nor answered was not looking: not to have looked
 * is nobody's unfairness.
 *
 * @param freeDays days of a week on which a person is free
 */
export function soughtWeeks(
  earned: readonly WeekEarned[],
  answered: readonly { workerId: string; week: number }[],
  freeDays: (workerId: string) => number,
  weeks: number,
): Map<string, WorkWeek[]> {
  const byPerson = new Map<string, WorkWeek[]>()
  const weekOf = (workerId: string, week: number): WorkWeek | undefined => {
    let own = byPerson.get(workerId)
    if (!own) {
      own = Array.from({ length: weeks }, () => ({ soughtDays: 0, earnedFen: 0 }))
      byPerson.set(workerId, own)
    }
    return own[week]
  }
  for (const { workerId, week, days, fen } of earned) {
    const own = weekOf(workerId, week)
    if (own) Object.assign(own, { soughtDays: Math.max(days, freeDays(workerId)), earnedFen: fen })
  }
  for (const { workerId, week } of answered) {
    const own = weekOf(workerId, week)
    if (own && own.soughtDays === 0) own.soughtDays = freeDays(workerId)
  }
  return byPerson
}

/**
 * How far behind (towards 1) or ahead (towards −1) each person is of what a day of looking for work brings on average
 * to all who look, amortised over weeks; in whole thousandths, people of whom too little is known left out.
 */
export function incomeGaps(sought: ReadonlyMap<string, readonly WorkWeek[]>, rule: IncomeRule): Map<string, number> {
  const usualFenPerDay = usualOf([...sought.values()], rule)
  const gaps = new Map<string, number>()
  for (const [workerId, weeks] of sought) {
    const gap = Math.round(thousandths * incomeGap(weeks, { ...rule, usualFenPerDay })) / thousandths
    if (gap !== 0) gaps.set(workerId, gap)
  }
  return gaps
}

/**
 * How much work there is for those who look for it: places of the last `weeks` weeks over the days looked for in them.
 * Null where nobody looked.
 */
export function placesPerSoughtDay(
  places: number,
  sought: ReadonlyMap<string, readonly WorkWeek[]>,
  weeks: number,
): number | null {
  let days = 0
  for (const own of sought.values()) for (const { soughtDays } of own.slice(0, weeks)) days += soughtDays
  return days === 0 ? null : places / days
}

/** What a day of looking brings on average to those who have looked for long enough, fen; 0 without any. */
function usualOf(people: readonly (readonly WorkWeek[])[], rule: IncomeRule): number {
  let days = 0
  let earned = 0
  for (const weeks of people) {
    if (weeks.reduce((sum, { soughtDays }) => sum + soughtDays, 0) < rule.leastSoughtDays) continue
    weeks.forEach(({ soughtDays, earnedFen }, age) => {
      const weight = 0.5 ** (age / rule.halfLifeWeeks)
      days += weight * soughtDays
      earned += weight * earnedFen
    })
  }
  return days === 0 ? 0 : earned / days
}
