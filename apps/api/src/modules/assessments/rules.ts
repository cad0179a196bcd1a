import type { AssessmentResult, PointSource, Problem, SiteKind } from '@linggong/contract'
import type { SiteYearFact, ValueOf } from '@linggong/policy'

export type CityItem = ValueOf<'assessment.items'>[number]
/** An item as it stands for one county and year: `points` may differ from the city's. */
export type TableItem = CityItem & { cityPoints: number }
export type ScoreTable = {
  version: string
  provisional: boolean
  groups: ValueOf<'assessment.groups'>
  items: TableItem[]
  vetoes: ValueOf<'assessment.vetoes'>
  /** «5», «4», «3», «pass» → least points of 100. */
  lines: Readonly<Record<string, number>>
  /** Least points of items that have a score; below it nothing is decided. */
  minimumKnownPoints: number
  method: { documentNumber: string; recordedOn: string } | null
}

/** What the records say: `value` of `of` cases (`of` null: a plain count); `sample`: how many cases stand behind it. */
export type Fact = { value: number; of: number | null; sample: number }
export type Facts = Partial<Record<SiteYearFact, Fact>>
/** `photoIds`: files of the site; missing on what was given before there were photos. */
export type Given = { item: string; points: number | null; note: string; photoIds?: string[] }

const tenth = (points: number): number => Math.round(points * 10) / 10

/** The ratio or count a fact stands for; null where there was nothing to measure. */
const measure = ({ value, of }: Fact): number | null => (of === null ? value : of === 0 ? null : value / of)

const percent = (share: number): string => `${Math.round(share * 1_000) / 10}%`
const share = (what: string, done: string) => (fact: Fact) =>
  `${what}${fact.of},${done}${fact.value},${percent(fact.value / (fact.of || 1))}`

/** How each fact is said. */
const figureWords: Record<SiteYearFact, (fact: Fact) => string> = {
  safetyPassed: share('安全项目', '合格且没过期'),
  staffing: (fact) => `标准${fact.of}人,在岗${fact.value}人`,
  openingDays: share('该开门的天数', '开了'),
  staffTraining: share('工作人员', '参加过培训'),
  postingsPublished: (fact) => `发布${fact.value}个岗位需求`,
  reviewsInTime: share('审核需求', '按时审完'),
  visitorsRecorded: share('开门天数', '记了来访人数'),
  verifiedReferrals: (fact) => `核实过的推荐成功${fact.value}人次`,
  hardToEmployShare: share('推荐成功人次', '其中就业困难人员'),
  trainingEnrolments: (fact) => `培训报名${fact.value}人次`,
  complaintsInTime: share('投诉', '按时办结'),
  troublesInTime: share('求助', '按时处理'),
  satisfaction: (fact) => `${fact.sample}份评价,平均${Math.round(fact.value * 10) / 10}星`,
}

/** Points of an item from the records, one decimal; `points` null where there is no figure, `figure` then says why. */
export function reckon(
  item: Pick<TableItem, 'source' | 'points'>,
  facts: Facts,
  kind: SiteKind,
): { points: number | null; figure: string | null } {
  const { source } = item
  if (!source) return { points: null, figure: null }
  const fact = facts[source.fact]
  if (!fact) return { points: null, figure: '没有数据:平台还没有这项记录' }
  const measured = measure(fact)
  if (measured === null) return { points: null, figure: '没有数据:这一年没有这样的记录' }
  if (source.minimumSample !== undefined && fact.sample < source.minimumSample)
    return { points: null, figure: `没有数据:样本只有${fact.sample}个,少于${source.minimumSample}个` }
  const full = source.fullAt[kind]
  const reached = Math.min(1, Math.max(0, (measured - source.zeroAt) / (full - source.zeroAt)))
  return { points: tenth(item.points * reached), figure: figureWords[source.fact](fact) }
}

export type Counted = {
  item: TableItem
  reckoned: number | null
  figure: string | null
  self: Given | null
  county: Given | null
  city: Given | null
  counts: number | null
  from: PointSource
}

/** Every item with what is known and given, and what counts: city before county before the records. */
export function countItems(
  table: ScoreTable,
  kind: SiteKind,
  facts: Facts,
  given: { self: readonly Given[] | null; county: readonly Given[] | null; city: readonly Given[] | null },
): Counted[] {
  const find = (list: readonly Given[] | null, id: string) => list?.find(({ item }) => item === id) ?? null
  return table.items.map((item) => {
    const { points: reckoned, figure } = reckon(item, facts, kind)
    const self = find(given.self, item.id)
    const county = find(given.county, item.id)
    const city = find(given.city, item.id)
    const known = { item, reckoned, figure, self, county, city }
    if (city) return { ...known, counts: city.points, from: city.points === null ? 'none' : 'city' }
    if (county) return { ...known, counts: county.points, from: county.points === null ? 'none' : 'county' }
    return { ...known, counts: reckoned, from: reckoned === null ? 'none' : 'computed' }
  })
}

export type Outcome = { earned: number; known: number; total: number; result: AssessmentResult; stars: number | null }

/**
 * Total of 100 over the items that have a score: an item without data neither gives nor costs points. A knock-out rule
 * that applies means not passed, whatever the total (附1-18, 二(四)2).
 */
export function outcomeOf(table: ScoreTable, counted: readonly Counted[], vetoes: number): Outcome {
  const scored = counted.filter((one) => one.counts !== null)
  const earned = tenth(scored.reduce((sum, one) => sum + (one.counts ?? 0), 0))
  const known = tenth(scored.reduce((sum, { item }) => sum + item.points, 0))
  const total = known === 0 ? 0 : tenth((earned / known) * 100)
  if (vetoes > 0) return { earned, known, total, result: 'fail', stars: null }
  const stars = Object.entries(table.lines)
    .filter(([line, least]) => /^\d$/.test(line) && total >= least)
    .map(([line]) => Number(line))
    .toSorted((a, b) => b - a)[0]
  if (stars !== undefined) return { earned, known, total, result: 'stars', stars }
  return { earned, known, total, result: total >= (table.lines.pass ?? 0) ? 'pass' : 'fail', stars: null }
}

/** Slips in given points, all at once. `all`: items that must be spoken of. */
export function givenProblems(
  table: ScoreTable,
  given: readonly Given[],
  wanted: {
    all: readonly string[]
    reasonWhenNull: boolean
    reasonFor: (id: string) => boolean
    /** Photos that lie with the site's files. */
    photos: ReadonlySet<string>
  },
): Problem[] {
  const known = new Map(table.items.map((item) => [item.id, item]))
  const seen = new Set<string>()
  const problems = given.flatMap((one, index): Problem[] => {
    const item = known.get(one.item)
    const at = (code: string, message: string): Problem[] => [{ path: `items.${index}`, code, message }]
    if (!item) return at('unknownItem', `第${index + 1}项不在考核表里`)
    if (seen.has(one.item)) return at('twice', `${item.titleZh}打了两次分`)
    seen.add(one.item)
    if (one.photoIds?.some((id) => !wanted.photos.has(id)))
      return at('unknownPhoto', `${item.titleZh}有一张照片不在站点的档案里,请重新拍`)
    if (one.points === null)
      return wanted.reasonWhenNull && one.note === '' ? at('noteMissing', `${item.titleZh}没有打分,请写一句为什么`) : []
    if (one.points > item.points) return at('tooMany', `${item.titleZh}最多${item.points}分,写的是${one.points}分`)
    if (tenth(one.points) !== one.points) return at('tooFine', `${item.titleZh}的分数最多一位小数`)
    if (one.note === '' && wanted.reasonFor(one.item)) return at('noteMissing', `${item.titleZh}改了分,请写明原因`)
    return []
  })
  for (const id of wanted.all)
    if (!seen.has(id))
      problems.push({ path: `items.${id}`, code: 'missing', message: `${known.get(id)?.titleZh ?? id}还没有打分` })
  return problems
}

/** Slips in knock-out rules said to apply, all at once. */
export function vetoProblems(table: Pick<ScoreTable, 'vetoes'>, given: ReadonlyArray<{ id: string }>): Problem[] {
  const titles = new Map(table.vetoes.map(({ id, titleZh }) => [id, titleZh]))
  const seen = new Set<string>()
  return given.flatMap(({ id }, index) => {
    const path = `vetoes.${index}`
    const title = titles.get(id)
    if (title === undefined) return [{ path, code: 'unknownVeto', message: `第${index + 1}条一票否决不在考核表里` }]
    if (seen.has(id)) return [{ path, code: 'twice', message: `一票否决“${title}”写了两次` }]
    seen.add(id)
    return []
  })
}

/** What of a county's own points leaves the city's items: unknown items, groups whose sum has changed. */
export function methodProblems(
  items: readonly CityItem[],
  groups: ScoreTable['groups'],
  own: ReadonlyMap<string, number>,
): Problem[] {
  const known = new Set(items.map(({ id }) => id))
  const strange = [...own.keys()]
    .filter((id) => !known.has(id))
    .map((id) => ({ path: 'points', code: 'unknownItem', message: `市里的考核表没有“${id}”这一项` }))
  const sums = groups.flatMap((group) => {
    const sum = tenth(
      items.filter((one) => one.group === group.id).reduce((all, one) => all + (own.get(one.id) ?? one.points), 0),
    )
    return sum === group.points
      ? []
      : [
          {
            path: 'points',
            code: 'sumChanged',
            message: `“${group.titleZh}”合计要还是${group.points}分,现在是${sum}分`,
          },
        ]
  })
  return [...strange, ...sums]
}

/** How many of so many are drawn: the share rounded up, at least one. */
export const drawnOf = (count: number, shareBasisPoints: number): number =>
  count === 0 ? 0 : Math.max(1, Math.ceil((count * shareBasisPoints) / 10_000))
