import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import type { Column } from '../../components/table.ts'

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
  { key: 'askedAt', title: '最近问', value: (row) => row.askedAt ?? '' },
]

/** The figures above the table; people it can ask only where somebody asks. */
export function figuresOf(market: Market): Array<{ label: string; count: number }> {
  const { lastHour } = market
  return [
    { label: '还缺的人', count: market.openPlaces },
    { label: '急活还缺', count: market.urgentPlaces },
    { label: '近一小时问了', count: lastHour.asked },
    { label: '其中答应', count: lastHour.taken },
    { label: '说不去', count: lastHour.declined },
    { label: '没答复', count: lastHour.silent },
    { label: '要打电话', count: market.toCall },
    ...(market.dispatcher ? [{ label: '全市可派的人', count: market.dispatcher.workers }] : []),
  ]
}
