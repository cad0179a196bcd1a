import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import type { Column } from '../../components/table.ts'
import { dayWords, momentWords } from '../../words/time.ts'

export type Market = ReceivedOf<AllEndpoints['getMarket']>
export type Row = Market['rows'][number]

export const columns: Column<Row>[] = [
  { key: 'title', title: '活', value: (row) => row.title },
  { key: 'county', title: '县(市、区)', value: (row) => row.county },
  { key: 'startsAt', title: '开工', value: (row) => row.startsAt },
  { key: 'open', title: '还缺', kind: 'number', value: (row) => row.headcount - row.taken },
  { key: 'taken', title: '已来', kind: 'number', value: (row) => row.taken },
  { key: 'wave', title: '问过几回', kind: 'number', value: (row) => row.wave },
  { key: 'waiting', title: '等答复', kind: 'number', value: (row) => row.waiting },
  { key: 'declined', title: '说不去', kind: 'number', value: (row) => row.declined },
  { key: 'silent', title: '没答复', kind: 'number', value: (row) => row.silent },
  { key: 'standbys', title: '候补', kind: 'number', value: (row) => row.standbys },
  { key: 'toCall', title: '要打电话', kind: 'number', value: (row) => row.toCall },
  { key: 'hall', title: '大厅', kind: 'number', value: (row) => row.hall?.places },
  { key: 'askedAt', title: '问到哪里', value: (row) => row.askedAt ?? '' },
]

/** The figures above the table; people it can ask only where somebody asks. */
export function figuresOf(market: Market): Array<{ label: string; count: number }> {
  const { lastHour } = market
  return [
    { label: '还缺的人', count: market.openPlaces },
    { label: '急活还缺', count: market.urgentPlaces },
    { label: '放在大厅', count: market.hallPlaces },
    { label: '近一小时问了', count: lastHour.asked },
    { label: '其中答应', count: lastHour.taken },
    { label: '说不去', count: lastHour.declined },
    { label: '没答复', count: lastHour.silent },
    { label: '要打电话', count: market.toCall },
    ...(market.dispatcher ? [{ label: '全市可派的人', count: market.dispatcher.workers }] : []),
  ]
}

const leaningWords = {
  workIsShort: '活少人多:派单更看重别老是同一些人有活干',
  between: '活和人差不多',
  peopleAreShort: '活多人少:派单更看重少跑路,就业困难人员干得了的活先给他们',
} as const

/** How much work there was for those who looked, and what dispatch makes of it; empty where nobody has looked yet. */
export function tightnessWords({ dispatcher }: Market): string {
  if (!dispatcher?.tightness) return ''
  const { weeks, placesPer100Days, leans } = dispatcher.tightness
  return `全市最近${weeks}周,大家每找活100天,有${placesPer100Days}个名额,${leaningWords[leans]}。`
}

/** Why nobody is asked for it, or when somebody will be; empty while answers are awaited. */
export function standstillWords(row: Row, market: Market, now: Date): string {
  if (row.waiting > 0) return ''
  const from = row.standstill?.from
  switch (row.standstill?.why) {
    case 'tooFarAhead':
      return from ? `还早,${dayWords(from, now)}起问` : '还早'
    case 'nobodyFits':
      return '附近没有会做又有空的人'
    case 'nobodyMay':
      return '会做的人都接了别的活,或嫌工钱低'
    case 'allAsked':
      return '合适的人都问过了'
    case 'enoughToday':
      return `他们今天收到的邀约够多了,${from ? momentWords(from, now) : '明天'}接着问`
    case undefined:
      return market.asksFrom ? `夜里不打扰,${momentWords(market.asksFrom, now)}起问` : '过一会儿接着问'
  }
}

/** What stands in the hall and what came of it; empty where nothing ever stood there. */
export function hallWords({ hall }: Row, now: Date): { first: string; second: string } | undefined {
  if (!hall) return undefined
  const first = hall.since === null ? '现在没有' : `${hall.places}个,${momentWords(hall.since, now)}起`
  return { first, second: `看过${hall.looks}次,接走${hall.taken}个` }
}
