import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { money } from '../../words/money.ts'

export type Report = ReceivedOf<AllEndpoints['getQuarterlyReport']>
export type Figure = Report['sections'][number]['figures'][number]
export type CityReport = ReceivedOf<AllEndpoints['getCityReport']>

/** The last quarter that is over, and the ones before it: `2026Q3`, … */
export function quartersBehind(today: string, count: number): string[] {
  const year = Number(today.slice(0, 4))
  const now = year * 4 + Math.floor((Number(today.slice(5, 7)) - 1) / 3)
  return Array.from({ length: count }, (_none, index) => {
    const one = now - 1 - index
    return `${Math.floor(one / 4)}Q${(one % 4) + 1}`
  })
}

export const quarterWords = (quarter: string): string =>
  `${quarter.slice(0, 4)}年第${'一二三四'[Number(quarter.slice(5)) - 1]}季度`

/** A figure as people read it; money in yuan; «没有数据» is never nought. */
export function figureWords(value: number | null, of: { money: boolean; unit: string }): string {
  if (value === null) return '没有数据'
  return of.money ? money(value) : `${value}${of.unit}`
}

/** How it changed against the quarter before; empty where one of the two is missing. */
export const changeWords = (value: number | null, before: number | null, of: { money: boolean }): string =>
  value === null || before === null ? '' : changedBy(value - before, of)

/** As above, of a difference that is known. */
export function changedBy(difference: number, of: { money: boolean }): string {
  const change = Math.round(difference * 10) / 10
  if (change === 0) return '持平'
  const size = of.money ? money(Math.abs(change)) : String(Math.abs(change))
  return change > 0 ? `多${size}` : `少${size}`
}
