/** The table of policies, for people and as JSON. */
import type { Measures } from '../measures.ts'
import type { Ceilings } from './ceilings.ts'
import { intervalOf, pairedInterval, type Interval } from './intervals.ts'
import type { PolicyName, SeedResult } from './run-seed.ts'

type Figure = {
  name: string
  of(measures: Measures, ceilings: Ceilings): number | null
  ceiling(ceilings: Ceilings): number | null
  digits: number
}

const percent = 100

/** What is compared, with what the behaviour allows at best. */
export const figures: readonly Figure[] = [
  { name: 'fill %', of: (m) => percent * m.fill, ceiling: (c) => percent * c.clairvoyantFill, digits: 1 },
  {
    name: 'of clairvoyant %',
    of: (m, c) => (percent * m.fill) / c.clairvoyantFill,
    ceiling: (c) => (percent * c.fillWithoutForeseeingAbsence) / c.clairvoyantFill,
    digits: 1,
  },
  { name: 'fill min p50', of: (m) => m.fillMinutesP50, ceiling: (c) => c.fillMinutesP50, digits: 1 },
  { name: 'fill min p90', of: (m) => m.fillMinutesP90, ceiling: (c) => c.fillMinutesP90, digits: 0 },
  { name: 'awake p50', of: (m) => m.wakingMinutesP50, ceiling: () => 0, digits: 1 },
  { name: 'awake p90', of: (m) => m.wakingMinutesP90, ceiling: () => 0, digits: 1 },
  { name: 'open p50', of: (m) => m.openMinutesP50, ceiling: () => 0, digits: 1 },
  { name: 'open p90', of: (m) => m.openMinutesP90, ceiling: () => 0, digits: 1 },
  { name: 'km', of: (m) => m.kmMean, ceiling: (c) => c.kmMean, digits: 2 },
  { name: 'Gini', of: (m) => m.gini, ceiling: (c) => c.gini, digits: 3 },
  {
    name: 'hard to employ %',
    of: (m) => percent * m.hardToEmployShare,
    ceiling: (c) => percent * c.hardToEmployShare,
    digits: 1,
  },
  {
    name: 'accepted %',
    of: (m) => (m.acceptance === null ? null : percent * m.acceptance),
    ceiling: (c) => percent * c.acceptance,
    digits: 1,
  },
  { name: 'refused %', of: (m) => (m.refused === null ? null : percent * m.refused), ceiling: () => 0, digits: 1 },
]

export type Row = { policy: string; cells: Record<string, Interval | null> }

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)

/** One row a policy and one of ceilings; a cell without data is null. */
export function rowsOf(results: readonly SeedResult[], policies: readonly PolicyName[]): Row[] {
  const rows: Row[] = policies.map((policy) => {
    const cells: Row['cells'] = {}
    for (const { name, of } of figures) cells[name] = intervalOf(known(results.map((one) => valueOf(one, policy, of))))
    return { policy, cells }
  })
  const ceiling: Row['cells'] = {}
  for (const figure of figures)
    ceiling[figure.name] = intervalOf(known(results.map((one) => figure.ceiling(one.ceilings))))
  return [...rows, { policy: 'ceiling', cells: ceiling }]
}

function valueOf(result: SeedResult, policy: PolicyName, of: Figure['of']): number | null {
  const measures = result.measures[policy]
  return measures ? of(measures, result.ceilings) : null
}

export type Aim = {
  name: string
  aim: string
  found: Interval | null
  reached: boolean
  /**
   * What is possible at best: for fill and minutes the row `needs known too`, which knows every answer and all that will be
   * posted, but not who will not come, and has to ask like everybody; for other figures the row of ceilings. Null where that was not run, or says nothing.
   */
  limit: Interval | null
  /** Whether the limit reaches the aim; null without one. */
  possible: boolean | null
}

/** What was aimed at, seed by seed against the list, whether the mean reaches it, and whether anybody could. */
export function aimsOf(results: readonly SeedResult[], market: string): Aim[] {
  const column = (policy: PolicyName, of: Figure['of']) => known(results.map((one) => valueOf(one, policy, of)))
  /** Both figures of each seed on which both policies ran. */
  const pairs = (one: PolicyName, other: PolicyName, of: Figure['of']) =>
    results.flatMap((result) => {
      const pair = [valueOf(result, one, of), valueOf(result, other, of)] as const
      return pair[0] === null || pair[1] === null ? [] : [{ one: pair[0], other: pair[1] }]
    })
  const ratio = (of: Figure['of']) => intervalOf(pairs('ours', 'list', of).map(({ one, other }) => one / other))
  const fill = (m: Measures) => percent * m.fill
  const difference = (one: PolicyName, other: PolicyName) => {
    const both = pairs(one, other, fill)
    return pairedInterval(
      both.map((pair) => pair.one),
      both.map((pair) => pair.other),
    )
  }
  const least = market === 'tight' ? 97 : 99
  const aims: Aim[] = []
  const ceilings = (of: (result: SeedResult) => number | null) => intervalOf(known(results.map(of)))
  const ofList = (best: (c: Ceilings) => number | null, of: Figure['of']) =>
    ceilings((result) => {
      const [limit, list] = [best(result.ceilings), valueOf(result, 'list', of)]
      return limit === null || list === null ? null : limit / list
    })
  const add = (
    name: string,
    aim: string,
    found: Interval | null,
    reached: (mean: number) => boolean,
    limit: Interval | null = null,
  ) =>
    aims.push({
      name,
      aim,
      found,
      reached: found !== null && reached(found.mean),
      limit,
      possible: limit === null ? null : reached(limit.mean),
    })
  const ofClairvoyant: Figure['of'] = (m, c) => (percent * m.fill) / c.clairvoyantFill
  add(
    'fill, % of clairvoyant',
    `≥ ${least}`,
    intervalOf(column('ours', ofClairvoyant)),
    (x) => x >= least,
    intervalOf(column('needs known too', ofClairvoyant)),
  )
  const overList = difference('ours', 'list')
  add('fill, points over the list', market === 'tight' ? '≥ 20' : '—', overList, (x) => market !== 'tight' || x >= 20)
  add(
    'km ÷ list',
    '≤ 0.70',
    ratio((m) => m.kmMean),
    (x) => x <= 0.7,
    ofList(
      (c) => c.kmMean,
      (m) => m.kmMean,
    ),
  )
  add(
    'Gini ÷ list',
    '≤ 0.75',
    ratio((m) => m.gini),
    (x) => x <= 0.75,
    ofList(
      (c) => c.gini,
      (m) => m.gini,
    ),
  )
  const hard = intervalOf(column('ours', (m) => percent * m.hardToEmployShare))
  const mostHard = ceilings(({ ceilings: { hardToEmployShare } }) => percent * hardToEmployShare)
  add('hard to employ, % of places', '≥ 15 (1.25 × 12)', hard, (x) => x >= 15, mostHard)
  const floorCost = difference('ours without floor', 'ours')
  add('fill lost by the floor, points', '≤ 0.3', floorCost, (x) => x <= 0.3)
  // Asked as gently: somebody who asks everybody at once is faster, and sends most of them away again.
  const minutes = (name: string, aim: string, of: Figure['of'], reached: (mean: number) => boolean) =>
    add(name, aim, intervalOf(column('ours', of)), reached, intervalOf(column('needs known too', of)))
  const [p50, p90] = [(x: number) => x <= 2, (x: number) => x <= 10]
  minutes('minutes to fill, p50', '≤ 2', (m) => m.fillMinutesP50, p50)
  minutes('minutes to fill, p90', '≤ 10', (m) => m.fillMinutesP90, p90)
  // What is left of the two when nobody counts the night, nor the time before a place came free.
  minutes('minutes open while awake, p50', '≤ 2', (m) => m.openMinutesP50, p50)
  minutes('minutes open while awake, p90', '≤ 10', (m) => m.openMinutesP90, p90)
  return aims
}

export function wordsOf(interval: Interval | null, digits: number): string {
  if (interval === null) return '–'
  const { mean, low, high } = interval
  if (Number.isNaN(low)) return mean.toFixed(digits)
  return `${mean.toFixed(digits)} ±${((high - low) / 2).toFixed(digits)}`
}

/** Columns padded to the widest, first left, others right. */
export function padded(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_none, i) => Math.max(...lines.map((line) => [...(line[i] ?? '')].length)))
  return lines
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n')
}

export function tableText(rows: readonly Row[]): string {
  const head = ['', ...figures.map(({ name }) => name)]
  return padded([
    head,
    ...rows.map(({ policy, cells }) => [
      policy,
      ...figures.map(({ name, digits }) => wordsOf(cells[name] ?? null, digits)),
    ]),
  ])
}
