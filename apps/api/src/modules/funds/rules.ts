import type { FundGrade, Problem } from '@linggong/contract'
import type { FundFact, ValueOf } from '@linggong/policy'

export type Indicator = ValueOf<'fund.indicators'>[number]
export type Target = { indicator: string; target: number }
/** What the records say: `of` null: a plain number; `sample`: how many cases stand behind it. */
export type Fact = { value: number; of: number | null; sample: number }
export type Facts = Partial<Record<FundFact, Fact>>
/** An indicator in a year; `value` null: the records say nothing, `figure` then why. */
export type Item = {
  indicator: string
  target: number | null
  value: number | null
  figure: string
  corrected: { value: number; reason: string } | null
  why: string | null
}

const tenth = (points: number): number => Math.round(points * 10) / 10
const percent = (share: number): string => `${Math.round(share * 1_000) / 10}%`

function figureOf(indicator: Indicator, fact: Fact | undefined): { value: number | null; figure: string } {
  if (!fact) return { value: null, figure: '没有数据:平台还没有这项记录' }
  if (fact.of === 0 || (indicator.asks === 'stars' && fact.sample === 0))
    return { value: null, figure: '没有数据:这一年没有这样的记录' }
  if (indicator.minimumSample !== undefined && fact.sample < indicator.minimumSample)
    return { value: null, figure: `没有数据:样本只有${fact.sample}个,少于${indicator.minimumSample}个` }
  const value = fact.of === null ? fact.value : fact.value / fact.of
  if (indicator.asks === 'share') return { value, figure: percent(value) }
  if (indicator.asks === 'stars') return { value, figure: `${fact.sample}份评价,平均${tenth(value)}星` }
  return { value, figure: `${Math.round(value)}${indicator.unitZh}` }
}

/** Every indicator with its target and what the records say of it. */
export const itemsOf = (indicators: readonly Indicator[], targets: readonly Target[], facts: Facts): Item[] =>
  indicators.map((indicator) => ({
    indicator: indicator.id,
    target: targets.find((one) => one.indicator === indicator.id)?.target ?? null,
    ...figureOf(indicator, facts[indicator.fact]),
    corrected: null,
    why: null,
  }))

/** What counts: a corrected figure before that of the records; null: nothing. */
export const countsOf = (item: Item): number | null => (item.corrected ? item.corrected.value : item.value)

/** How much of the target was reached, 0 to 1; null without figure or target. */
export function reachedOf(item: Item, { better }: Pick<Indicator, 'better'>): number | null {
  const value = countsOf(item)
  if (value === null || item.target === null) return null
  if (better === 'less') return value <= item.target ? 1 : item.target / value
  return item.target === 0 ? 1 : Math.min(1, value / item.target)
}

/** Points of the indicator's weight, one decimal. */
export function pointsOf(item: Item, indicator: Indicator): number | null {
  const reached = reachedOf(item, indicator)
  return reached === null ? null : tenth(indicator.weight * reached)
}

/** Score of 100 over the indicators that have a figure and a target. */
export function scoreOf(
  items: readonly Item[],
  indicators: readonly Indicator[],
): { knownWeight: number; score: number | null } {
  let known = 0
  let earned = 0
  for (const indicator of indicators) {
    const item = items.find((one) => one.indicator === indicator.id)
    const points = item ? pointsOf(item, indicator) : null
    if (points === null) continue
    known += indicator.weight
    earned += points
  }
  return { knownWeight: tenth(known), score: known === 0 ? null : Math.min(100, tenth((earned / known) * 100)) }
}

export function gradeOf(score: number, atLeast: Readonly<Record<string, number | undefined>>): FundGrade {
  for (const grade of ['excellent', 'good', 'fair'] as const) if (score >= (atLeast[grade] ?? Infinity)) return grade
  return 'poor'
}

/** Slips in targets, all at once: each indicator exactly once, shares up to 100 %, stars up to five. */
export function targetProblems(targets: readonly Target[], indicators: readonly Indicator[]): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const [index, one] of targets.entries()) {
    const say = (code: string, message: string) => problems.push({ path: `targets.${index}`, code, message })
    const indicator = indicators.find(({ id }) => id === one.indicator)
    if (!indicator) {
      say('unknown', `第${index + 1}项不在指标库里`)
      continue
    }
    if (seen.has(one.indicator)) say('twice', `“${indicator.titleZh}”写了两次`)
    seen.add(one.indicator)
    problems.push(...boundProblems(indicator, one.target, `targets.${index}`, '的目标'))
  }
  for (const { id, titleZh } of indicators)
    if (!seen.has(id)) problems.push({ path: `targets.${id}`, code: 'missing', message: `“${titleZh}”还没有写目标` })
  return problems
}

function boundProblems(indicator: Indicator, value: number, path: string, what: string): Problem[] {
  const say = (code: string, message: string) => [{ path, code, message: `“${indicator.titleZh}”${what}${message}` }]
  if (indicator.asks === 'share' && value > 1) return say('tooMuch', '最多100%')
  if (indicator.asks === 'stars' && value > 5) return say('tooMuch', '最多5星')
  if (indicator.asks === 'count' && !Number.isInteger(value)) return say('notWhole', '要写整数')
  return []
}

export type Said = {
  indicator: string
  why?: string | undefined
  corrected?: { value: number; reason: string } | undefined
}

/** The items with what the county says of them, and every slip at once: a missed target wants a reason. */
export function explained(
  items: readonly Item[],
  indicators: readonly Indicator[],
  given: readonly Said[],
): { items: Item[]; problems: Problem[] } {
  const problems: Problem[] = []
  for (const [index, one] of given.entries())
    if (!indicators.some(({ id }) => id === one.indicator))
      problems.push({ path: `items.${index}`, code: 'unknown', message: `第${index + 1}项不在指标库里` })
  const told = items.map((item): Item => {
    const indicator = indicators.find(({ id }) => id === item.indicator)
    const said = given.find((one) => one.indicator === item.indicator)
    if (!indicator) return item
    const next = { ...item, corrected: said?.corrected ?? null, why: said?.why ?? null }
    const say = (code: string, message: string) =>
      problems.push({ path: `items.${item.indicator}`, code, message: `“${indicator.titleZh}”${message}` })
    if (next.corrected) {
      if (next.corrected.reason === '') say('reasonMissing', '改了数,请写明根据什么')
      problems.push(...boundProblems(indicator, next.corrected.value, `items.${item.indicator}`, '核实的数'))
    }
    const reached = reachedOf(next, indicator)
    if (reached !== null && reached < 1 && next.why === null) say('whyMissing', '没有达到目标,请写明原因和怎么改进')
    return next
  })
  return { items: told, problems }
}
