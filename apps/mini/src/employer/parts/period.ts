import { dayAfter, dayOf } from '../../words/when.ts'

export const periods = [
  { value: 'thisMonth', label: '这个月' },
  { value: 'lastMonth', label: '上个月' },
  { value: 'thisYear', label: '今年' },
] as const
export type PeriodName = (typeof periods)[number]['value']

/** First and last day of a period, both counted, as the platform wants them. */
export function periodOf(name: PeriodName, now: number): { from: string; to: string } {
  const today = dayOf(now)
  const first = `${today.slice(0, 7)}-01`
  if (name === 'thisMonth') return { from: first, to: today }
  if (name === 'thisYear') return { from: `${today.slice(0, 4)}-01-01`, to: today }
  const last = dayAfter(first, -1)
  return { from: `${last.slice(0, 7)}-01`, to: last }
}
