import type { Problem, ServiceStanding, SiteKind } from '@linggong/contract'
import { addDays, addMonths, type ServiceFact, type ValueOf } from '@linggong/policy'
import { yuanZh } from '../../kernel/money.ts'

/** A measure as the policy offers it. */
export type Measure = ValueOf<'purchasedService.measures'>[number]
/** A measure as a contract chose it; `target` of a count: for a whole year. */
export type Chosen = { measure: string; target: number; weight: number }
/** What the records say: `of` null: a plain count; `sample`: how many cases stand behind it. */
export type Fact = { value: number; of: number | null; sample: number }
export type Facts = Partial<Record<ServiceFact, Fact>>

/** A measure in one period: share 0 to 1, stars of 5, or a count; `value` null: the records say nothing. */
export type Item = Chosen & {
  value: number | null
  figure: string
  corrected: { value: number; reason: string } | null
}
export type Reckoned = { words: string; amountFen: number; clause: string }
export type Period = { period: number; from: string; to: string; days: number }
/** Days of a contract; `endedOn` where it ended before its last one. */
export type Span = { startsOn: string; endsOn: string; endedOn: string | null }

const clause = '二(四)2'
const tenth = (points: number): number => Math.round(points * 10) / 10
const dayCount = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1

/** The periods of a contract, counted in months from its first day; the last ends with it. */
export function periodsOf({ startsOn, endsOn, endedOn }: Span, months: number): Period[] {
  const last = endedOn ?? endsOn
  const periods: Period[] = []
  for (let from = startsOn, n = 1; from <= last; n += 1, from = addMonths(startsOn, months * (n - 1))) {
    const full = addDays(addMonths(startsOn, months * n), -1)
    const to = full < last ? full : last
    periods.push({ period: n, from, to, days: dayCount(from, to) })
  }
  return periods
}

/** The part of the price that falls to a period, by its days of all the days agreed; all periods add up to the price. */
export function instalmentFen(priceFen: number, { startsOn, endsOn }: Span, { from, to }: Period): number {
  const all = dayCount(startsOn, endsOn)
  const upTo = (days: number) => Math.round((priceFen * days) / all)
  return upTo(dayCount(startsOn, to)) - upTo(from === startsOn ? 0 : dayCount(startsOn, addDays(from, -1)))
}

/** A year's count cut to the days of the period, at least one; shares and stars stay as they are. */
export const targetOf = (asks: Measure['asks'], yearly: number, days: number): number =>
  asks === 'count' ? Math.max(1, Math.round((yearly * days) / 365)) : yearly

const percent = (share: number): string => `${Math.round(share * 1_000) / 10}%`

/** A value in the words of the measure. */
export function sayValue({ asks, unitZh }: Pick<Measure, 'asks' | 'unitZh'>, value: number): string {
  if (asks === 'share') return percent(value)
  return `${asks === 'stars' ? tenth(value) : Math.round(value)}${unitZh}`
}

/** What the records say of a measure; `value` null and `figure` the reason where they say nothing. */
export function readFact(measure: Measure, facts: Facts): { value: number | null; figure: string } {
  const fact = facts[measure.fact]
  if (!fact) return { value: null, figure: '没有数据:平台还没有这项记录' }
  if (fact.of === 0 || (measure.asks === 'stars' && fact.sample === 0))
    return { value: null, figure: '没有数据:这一期没有这样的记录' }
  if (measure.minimumSample !== undefined && fact.sample < measure.minimumSample)
    return { value: null, figure: `没有数据:样本只有${fact.sample}个,少于${measure.minimumSample}个` }
  const value = fact.of === null ? fact.value : fact.value / fact.of
  if (measure.asks === 'share') return { value, figure: `${fact.of}个里有${fact.value}个,${percent(value)}` }
  const sample = measure.asks === 'stars' ? `${fact.sample}份评价,平均` : ''
  return { value, figure: `${sample}${sayValue(measure, value)}` }
}

/** The measures of a contract in one period, with what the records say. */
export const itemsOf = (chosen: readonly Chosen[], catalogue: readonly Measure[], facts: Facts, days: number): Item[] =>
  chosen.flatMap((one) => {
    const measure = catalogue.find(({ id }) => id === one.measure)
    if (!measure) return []
    return [{ ...one, target: targetOf(measure.asks, one.target, days), ...readFact(measure, facts), corrected: null }]
  })

/** What counts of an item: a correction before the records; null: nothing. */
export const countsOf = (item: Item): number | null => (item.corrected ? item.corrected.value : item.value)

/** Points of an item, one decimal; more than the target earns no more than its weight. */
export function pointsOf(item: Item): number | null {
  const value = countsOf(item)
  return value === null ? null : tenth(item.weight * Math.min(1, value / item.target))
}

export type Outcome = { knownWeight: number; score: number | null; passed: boolean | null }

/** Score of 100 over the measures that have a value: one without data neither gives nor costs points. */
export function outcomeOf(items: readonly Item[], passAtLeast: number): Outcome {
  const known = items.filter((item) => countsOf(item) !== null)
  const knownWeight = tenth(known.reduce((sum, { weight }) => sum + weight, 0))
  if (knownWeight === 0) return { knownWeight, score: null, passed: null }
  const earned = known.reduce((sum, item) => sum + (pointsOf(item) ?? 0), 0)
  const score = Math.min(100, tenth((earned / knownWeight) * 100))
  return { knownWeight, score, passed: score >= passAtLeast }
}

export type Breach = { id: string; deductionFen: number; deductedFen: number }

export type Money = {
  amountFen: number
  /** What hung on the result, and what of it was earned. */
  resultOfFen: number
  resultFen: number
  lines: Reckoned[]
  taken: Array<{ id: string; fen: number }>
}

/**
 * The money of a period: the part that does not hang on the result, the part that does by its score (nothing of it below
 * the pass mark), less what breaches still take off, never below nothing. `taken`: how much of each breach. Of a failed
 * period the first part is paid where the policy says so (`fixedPartPaidWhenFailed`).
 */
export function reckon(
  of: { instalmentFen: number; resultShareBasisPoints: number; days: number; fixedPartPaidWhenFailed: boolean },
  { score, passed }: Outcome,
  breaches: readonly Breach[],
): Money {
  const hangs = Math.round((of.instalmentFen * of.resultShareBasisPoints) / 10_000)
  const kept = passed === false && !of.fixedPartPaidWhenFailed
  const fixed = kept ? 0 : of.instalmentFen - hangs
  const earned = passed && score !== null ? Math.round((hangs * score) / 100) : 0
  const share = percent(of.resultShareBasisPoints / 10_000)
  const lines: Reckoned[] = [
    {
      words: `这一期${of.days}天,价款${yuanZh(of.instalmentFen)},其中不与成效挂钩的部分${kept ? '(不合格,不付)' : ''}`,
      amountFen: fixed,
      clause,
    },
    {
      words: passed
        ? `与成效挂钩的${share}共${yuanZh(hangs)},按评估${score}分付`
        : `与成效挂钩的${share}共${yuanZh(hangs)},${score === null ? '还没有得分,先按0计' : `评估${score}分不合格,不付`}`,
      amountFen: earned,
      clause,
    },
  ]
  let left = fixed + earned
  const taken: Array<{ id: string; fen: number }> = []
  for (const breach of breaches) {
    const fen = Math.min(left, breach.deductionFen - breach.deductedFen)
    if (fen <= 0) continue
    left -= fen
    taken.push({ id: breach.id, fen })
    lines.push({ words: '违约按合同扣减', amountFen: -fen, clause })
  }
  return { amountFen: left, resultOfFen: hangs, resultFen: earned, lines, taken }
}

/** How a contract stands on a day. */
export function standingOf(one: Span & { hasTerms: boolean }, today: string): ServiceStanding {
  if (one.endedOn !== null) return 'exited'
  if (one.endsOn < today) return 'over'
  if (!one.hasTerms) return 'noTerms'
  return one.startsOn > today ? 'coming' : 'running'
}

/** Slips in price and measures, all at once. */
export function termsProblems(
  terms: { periodMonths: number; resultShareBasisPoints: number; measures: readonly Chosen[] },
  policy: { measures: readonly Measure[]; longestMonths: number; leastShare: number },
): Problem[] {
  const problems: Problem[] = []
  const say = (path: string, code: string, message: string) => problems.push({ path, code, message })
  if (terms.periodMonths > policy.longestMonths)
    say('periodMonths', 'tooLong', `最长${policy.longestMonths}个月评估一次,填的是${terms.periodMonths}个月`)
  if (terms.resultShareBasisPoints < policy.leastShare)
    say('resultShareBasisPoints', 'tooLittle', `按成效支付的部分至少${policy.leastShare / 100}%`)
  const seen = new Set<string>()
  const groups = new Set<Measure['group']>()
  for (const [index, one] of terms.measures.entries()) {
    const at = `measures.${index}`
    const measure = policy.measures.find(({ id }) => id === one.measure)
    if (!measure) {
      say(at, 'unknown', `第${index + 1}项不在指标库里`)
      continue
    }
    if (seen.has(one.measure)) say(at, 'twice', `“${measure.titleZh}”选了两次`)
    seen.add(one.measure)
    groups.add(measure.group)
    if (measure.asks === 'share' && one.target > 1) say(at, 'tooMuch', `“${measure.titleZh}”的目标最多100%`)
    if (measure.asks === 'stars' && one.target > 5) say(at, 'tooMuch', `“${measure.titleZh}”的目标最多5星`)
  }
  const weight = tenth(terms.measures.reduce((sum, one) => sum + one.weight, 0))
  if (weight !== 100) say('measures', 'weights', `权重合计要100,现在是${weight}`)
  if (!groups.has('workload') || !groups.has('outcome'))
    say('measures', 'oneSided', '工作量和服务成效都要有指标(二(四)2)')
  return problems
}

/** Slips in corrected figures, all at once. */
export function correctionProblems(
  items: readonly Item[],
  catalogue: readonly Measure[],
  given: ReadonlyArray<{ measure: string; value: number; reason: string }>,
): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const [index, one] of given.entries()) {
    const say = (code: string, message: string) => problems.push({ path: `items.${index}`, code, message })
    const measure = catalogue.find(({ id }) => id === one.measure)
    if (!measure || !items.some((item) => item.measure === one.measure)) {
      say('unknown', `第${index + 1}项不在这份合同的指标里`)
      continue
    }
    if (seen.has(one.measure)) say('twice', `“${measure.titleZh}”改了两次`)
    seen.add(one.measure)
    if (one.reason === '') say('reasonMissing', `“${measure.titleZh}”改了数,请写明根据什么`)
    if (measure.asks === 'share' && one.value > 1) say('tooMuch', `“${measure.titleZh}”最多100%`)
    if (measure.asks === 'stars' && one.value > 5) say('tooMuch', `“${measure.titleZh}”最多5星`)
    if (measure.asks === 'count' && !Number.isInteger(one.value)) say('notWhole', `“${measure.titleZh}”要整数`)
  }
  return problems
}

/** Kinds a proposal of the policy is for. */
export const proposedFor = (measure: Measure): Record<SiteKind, number> => ({
  market: measure.target.market ?? 0,
  station: measure.target.station ?? 0,
})
