import { standingLevels, type StandingLevel, type StandingReview } from '@linggong/contract'

/** Of one worker, within the days that count: points lost, and shifts come to. */
export type Counted = { lost: number; shifts: number }

export type StandingRule = {
  startPoints: number
  /** Points a shift brings, and all of them at most. */
  aShift: number
  atMost: number
  /** The fewest points of each level. */
  levels: Readonly<Record<StandingLevel, number>>
}

export type Standing = { points: number; earned: number; level: StandingLevel }

/** The policy's values as a rule. Throws where one is missing: a pack must be whole. */
export function standingRule(
  startPoints: number,
  earned: Readonly<Record<string, number>>,
  levels: Readonly<Record<string, number>>,
): StandingRule {
  const { aShift, atMost } = earned
  const { A, B, C, D } = levels
  if ([aShift, atMost, A, B, C, D].some((one) => one === undefined)) throw new Error('standing: values are not whole')
  return { startPoints, aShift: aShift!, atMost: atMost!, levels: { A: A!, B: B!, C: C!, D: D! } }
}

/** Start points and what shifts come to have brought, less what was lost; never below 0. */
export function standingOf({ lost, shifts }: Counted, rule: StandingRule): Standing {
  const earned = Math.min(rule.atMost, rule.aShift * shifts)
  const points = Math.max(0, rule.startPoints + earned - lost)
  const level = standingLevels.find((one) => points >= rule.levels[one]) ?? 'D'
  return { points, earned, level }
}

/**
 * What dispatch weighs, −1 … 1: 0 for whoever is new or has made good what was lost, 1 with everything earned and
 * nothing lost, −1 from where the lowest level begins.
 */
export function standingShare(counted: Counted, rule: StandingRule): number {
  const ahead = standingOf(counted, rule).points - rule.startPoints
  if (ahead >= 0) return rule.atMost === 0 ? 0 : ahead / rule.atMost
  return Math.max(-1, ahead / Math.max(1, rule.startPoints - rule.levels.C))
}

/** Points count while nobody has objected, and after the objection was found wrong; not while it is looked at. */
export function countsStill(review: StandingReview | null): boolean {
  return review === null || review === 'kept'
}

/** Whether an ended engagement has cost the worker points: by not coming, or by cancelling late, also through a clerk. */
export function costsWorker(one: { state: string; endedBy: string | null; standingPoints: number }): boolean {
  if (one.standingPoints <= 0) return false
  return one.state === 'noShow' || (one.state === 'cancelled' && (one.endedBy === 'worker' || one.endedBy === 'clerk'))
}

/** Whether an ended engagement has cost the employer points: by cancelling late. */
export function costsEmployer(one: { state: string; endedBy: string | null; standingPoints: number }): boolean {
  return one.standingPoints > 0 && one.state === 'cancelled' && one.endedBy === 'employer'
}

const dayMs = 86_400_000
/** `days` after (or before) a business day. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/** What began from this moment on counts today. */
export function countedFrom(today: string, withinDays: number): Date {
  return new Date(`${dayAfter(today, -withinDays)}T00:00:00+08:00`)
}

export const levelWords: Readonly<Record<StandingLevel, string>> = {
  A: '很好',
  B: '正常',
  C: '扣分有点多',
  D: '扣分很多',
}

const reviewWords: Readonly<Record<StandingReview, string>> = {
  open: '正在核实,核实完以前不扣分',
  lifted: '查实记错了,不扣分',
  kept: '核实过,没有记错',
}

export const reviewSentence = (review: StandingReview | null): string => (review === null ? '' : reviewWords[review])

/** How it came to that, in one line for the person. */
export function standingSentence(
  { lost, shifts }: Counted,
  withinDays: number,
  /** `madeGood`: no fewer points than at the start; `contested`: something was lost that does not count (any more). */
  { madeGood = false, contested = false } = {},
): string {
  if (lost > 0) return `最近${withinDays}天扣了${lost}分,${madeGood ? '已经挣回来了' : '好好干活能挣回来'}。`
  if (contested) return '现在没有扣分。'
  if (shifts > 0) return `最近${withinDays}天去干了${shifts}个班,没有扣分。`
  return '还没有记录,大家都从这个分开始。'
}

/** Of one employer, within the days that count: points lost, shifts paid in full, shifts cancelled late, and such being looked at. */
export type EmployerCounted = Counted & { cancelled: number; open: number }

/** How it came to that, in one line for the employer. */
export function employerSentence({ lost, shifts, cancelled }: EmployerCounted, withinDays: number): string {
  if (lost > 0) return `最近${withinDays}天临时取消了${cancelled}个班,扣了${lost}分,付清工钱的班多了能挣回来。`
  if (shifts > 0) return `最近${withinDays}天付清了${shifts}个班的工钱,没有扣分。`
  return '还没有记录,大家都从这个分开始。'
}

/** What a level leads to that the policy names for it (`escrow.compulsoryStandingLevels`), told to the employer. */
export const mustSetAside = (level: StandingLevel): string =>
  `临时取消扣了分,诚信现在是${level}级,新发的招工单要先托管工资。`

/** The same of `employer.blockedStandingLevels`. */
export const mustNotPublish = (level: StandingLevel): string =>
  `临时取消扣了分,诚信现在是${level}级,暂时不能发布新的招工单。记错了请提出来核实,过了写着的日子就不再算。`

/**
 * What whoever looks for work reads of an employer: no points, nobody's name; null where nothing is known. While it is
 * being looked at whether a shift was cancelled late, nobody is told that none was.
 */
export function employerWords(counted: EmployerCounted, rule: StandingRule, withinDays: number): string | null {
  if (counted.cancelled === 0 && (counted.open > 0 || counted.shifts === 0)) return null
  const { level } = standingOf(counted, rule)
  const cancelled = counted.cancelled > 0 ? `临时取消过${counted.cancelled}个班` : '没有临时取消过'
  return `诚信${levelWords[level]},最近${withinDays}天${cancelled}`
}

/**
 * What became of the objection to one shift, of what became of each of its places: while one has not been objected to,
 * an objection is still open to the employer.
 */
export function reviewOfShift(reviews: ReadonlyArray<StandingReview | null>): StandingReview | null {
  if (reviews.includes(null)) return null
  return (['open', 'kept', 'lifted'] as const).find((one) => reviews.includes(one)) ?? null
}
