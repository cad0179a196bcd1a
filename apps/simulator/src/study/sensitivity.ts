/** Which figures hang on which assumption: each is changed alone, both ways, and everything is learnt anew. */
import type { DispatchSettings } from '@linggong/matching'
import { assumptions, type Assumptions } from '../assumptions.ts'
import { intervalOf, pairedInterval, type Interval } from './intervals.ts'
import { planOf, type MarketName } from './plans.ts'
import { runAll } from './run-all.ts'
import { padded, wordsOf } from './table.ts'

type Change = { name: string; of: Assumptions }

const { answer, people, afterwards, list } = assumptions
const scaled = (row: readonly number[], by: number) => row.map((one) => one * by)

const changes: readonly Change[] = [
  { name: 'as assumed', of: assumptions },
  { name: 'pay matters half as much', of: { ...assumptions, answer: { ...answer, pay: answer.pay / 2 } } },
  { name: 'distance matters half as much', of: { ...assumptions, answer: { ...answer, km: answer.km / 2 } } },
  { name: 'distance matters twice as much', of: { ...assumptions, answer: { ...answer, km: answer.km * 2 } } },
  {
    name: 'fewer look at an offer (× 0.7)',
    of: { ...assumptions, answer: { ...answer, look: scaled(answer.look, 0.7) } },
  },
  {
    name: 'answers take twice as long',
    of: { ...assumptions, answer: { ...answer, medianMinutes: scaled(answer.medianMinutes, 2) } },
  },
  { name: 'people free on fewer days (0.5)', of: { ...assumptions, people: { ...people, freeDayMean: 0.5 } } },
  { name: 'half have no app', of: { ...assumptions, people: { ...people, channelShares: [0.5, 0.25, 0.25] } } },
  {
    name: 'twice as many do not come',
    of: { ...assumptions, afterwards: { ...afterwards, noShow: scaled(afterwards.noShow, 2) } },
  },
  {
    name: 'the list is read twice as often',
    of: { ...assumptions, list: { ...list, visitsPerDay: scaled(list.visitsPerDay, 2) } },
  },
  { name: 'employers pick at once (2 minutes)', of: { ...assumptions, list: { ...list, pickMedianMinutes: 2 } } },
]

const policies = ['list', 'nearest', 'ours'] as const

export type Sensitivity = {
  name: string
  fill: Record<(typeof policies)[number], Interval | null>
  /** Points of fill, paired. */
  overList: Interval | null
  overNearest: Interval | null
  kmToList: Interval | null
  giniToList: Interval | null
}

export async function sensitivityOf(
  settings: DispatchSettings,
  market: MarketName,
  seeds: readonly number[],
): Promise<Sensitivity[]> {
  const tasks = changes.flatMap(({ name, of }) =>
    seeds.map((seed) => ({ key: name, plan: planOf(market, seed), assumptions: of, settings, policies })),
  )
  const results = await runAll(tasks)
  return changes.map(({ name }) => {
    const measures = results.filter((_one, i) => tasks[i]?.key === name).map((one) => one.measures)
    const fill = (policy: (typeof policies)[number]) => measures.map((one) => 100 * (one[policy]?.fill ?? NaN))
    const toList = (figure: 'kmMean' | 'gini') =>
      intervalOf(measures.map((one) => (one.ours?.[figure] ?? NaN) / (one.list?.[figure] ?? NaN)))
    return {
      name,
      fill: { list: intervalOf(fill('list')), nearest: intervalOf(fill('nearest')), ours: intervalOf(fill('ours')) },
      overList: pairedInterval(fill('ours'), fill('list')),
      overNearest: pairedInterval(fill('ours'), fill('nearest')),
      kmToList: toList('kmMean'),
      giniToList: toList('gini'),
    }
  })
}

export function sensitivityText(rows: readonly Sensitivity[]): string {
  return padded([
    ['assumption', 'list %', 'nearest %', 'ours %', 'over list', 'over nearest', 'km ÷ list', 'Gini ÷ list'],
    ...rows.map(({ name, fill, overList, overNearest, kmToList, giniToList }) => [
      name,
      ...policies.map((policy) => wordsOf(fill[policy], 1)),
      wordsOf(overList, 1),
      wordsOf(overNearest, 1),
      wordsOf(kmToList, 2),
      wordsOf(giniToList, 2),
    ]),
  ])
}
