/** One week of a person: days on which work was looked for (or done), and what was earned. The latest week first. */
export type WorkWeek = { soughtDays: number; earnedFen: number }

export type FairnessRule = {
  /** After this many weeks a week counts half. */
  halfLifeWeeks: number
  /** Who has looked for work on fewer days than this is left out: not to have looked is nobody's unfairness. */
  leastSoughtDays: number
  /** What a day of looking brings in the middle of all who look, fen. */
  usualFenPerDay: number
}

/**
 * How far behind (towards 1) or ahead (towards −1) a person is of what a day of looking for work usually brings,
 * amortised over weeks; 0 where too little is known. One match moves it little: fairness over a single match is noise.
 */
export function incomeGap(weeks: readonly WorkWeek[], rule: FairnessRule): number {
  let days = 0
  let plainDays = 0
  let earned = 0
  weeks.forEach((week, age) => {
    const weight = 0.5 ** (age / rule.halfLifeWeeks)
    days += weight * week.soughtDays
    earned += weight * week.earnedFen
    plainDays += week.soughtDays
  })
  if (plainDays < rule.leastSoughtDays || days === 0 || rule.usualFenPerDay <= 0) return 0
  return Math.min(1, Math.max(-1, 1 - earned / days / rule.usualFenPerDay))
}
