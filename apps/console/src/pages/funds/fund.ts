import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { call } from '../../platform/client.ts'
import { ownCounties } from '../../platform/session.ts'
import { ticking } from '../../platform/ticking.ts'
import { dayOf } from '../../words/time.ts'

export type FundLine = ReceivedOf<AllEndpoints['listFundYears']>['items'][number]
export type FundRecord = ReceivedOf<AllEndpoints['listFundRecords']>['items'][number]
export type FundYear = ReceivedOf<AllEndpoints['getFundYear']>
export type FundItem = FundYear['items'][number]

/** Years there can be targets for: from the programme's first to the next. */
export function years(): number[] {
  const next = Number(dayOf(ticking.now).slice(0, 4)) + 1
  return Array.from({ length: next - 2023 }, (_none, index) => next - index)
}

/** The county and year an address names; without one the own county, or the first of the region, this year. */
export async function loadYear(asked: { county: string; year: string }): Promise<FundYear> {
  const year = /^20\d\d$/.test(asked.year) ? Number(asked.year) : Number(dayOf(ticking.now).slice(0, 4))
  const named = asked.county || ownCounties.value[0]
  const county = named ?? (await call('listFundYears', { query: { year } })).items[0]?.county ?? ''
  return call('getFundYear', { params: { year, county } })
}

/** A figure or target as people say it. */
export function sayValue({ asks, unit }: Pick<FundItem, 'asks' | 'unit'>, value: number): string {
  return asks === 'share' ? `${Math.round(value * 1_000) / 10}%` : `${Math.round(value * 10) / 10}${unit}`
}
/** A typed number, shares in percent; undefined: no number. */
export function readValue(asks: FundItem['asks'], typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[\s%,个人次笔星]/gu, '')
  if (!/^\d{1,15}(\.\d{1,2})?$/.test(plain)) return undefined
  return asks === 'share' ? Number(plain) / 100 : Number(plain)
}

/** What stands as reached: the corrected figure with its reason, or that of the records. */
export const reachedWords = (item: FundItem): string =>
  item.corrected ? `${sayValue(item, item.corrected.value)}(${item.corrected.reason})` : item.figure

export const targetWords = (item: FundItem): string =>
  item.target === null ? '还没有定' : `${item.better === 'less' ? '不超过' : '不少于'}${sayValue(item, item.target)}`
