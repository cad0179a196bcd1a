import { ratingTags, type EngagementState, type Problem, type RatingAbout } from '@linggong/contract'

export type Side = 'worker' | 'employer'

const over: readonly EngagementState[] = ['worked', 'disputed', 'confirmed', 'paid']

/** Until when an engagement may be rated: so many days after the planned end of the work. */
export function windowEnd(endsAt: Date, windowDays: number): Date {
  return new Date(endsAt.getTime() + windowDays * 86_400_000)
}

/** Whether now is the time to rate; the code of the refusal where it is not. */
export function whenToRate(
  engagement: { state: EngagementState; endsAt: Date },
  now: Date,
  windowDays: number,
): 'ok' | 'RatingTooEarly' | 'RatingWindowClosed' {
  if (!over.includes(engagement.state)) return 'RatingTooEarly'
  return now > windowEnd(engagement.endsAt, windowDays) ? 'RatingWindowClosed' : 'ok'
}

/** What one side may rate: the other side, and for a worker the site the engagement came through. */
export function ratable(side: Side, siteId: string | null): RatingAbout[] {
  if (side === 'employer') return ['worker']
  return siteId === null ? ['employer'] : ['employer', 'site']
}

export function ratingProblems(
  given: { about: RatingAbout; stars: number; tags: readonly string[] },
  maxStars: number,
): Problem[] {
  const problems: Problem[] = []
  if (given.stars > maxStars) {
    problems.push({ path: 'stars', code: 'tooMany', message: `最多${maxStars}颗星` })
  }
  const known: Record<string, string> = ratingTags[given.about]
  for (const tag of given.tags) {
    if (!(tag in known)) problems.push({ path: 'tags', code: 'unknown', message: '有一个评价标签认不出来,请重新选' })
  }
  return problems
}

/** Both have said what they think: neither wrote in answer to the other. */
export function bothRated(given: ReadonlyArray<{ bySide: Side; about: RatingAbout }>): boolean {
  return given.some((one) => one.about === 'employer') && given.some((one) => one.about === 'worker')
}

/** To one decimal; null while there are fewer than the policy asks for. */
export function average(total: { ratings: number; stars: number }, minimum: number): number | null {
  if (total.ratings === 0 || total.ratings < minimum) return null
  return Math.round((total.stars / total.ratings) * 10) / 10
}
