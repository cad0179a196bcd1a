import { readYuan } from '../../words/money.ts'
import { readMinutes } from './hours.ts'

/** What is right in one side's view, as typed: working time in all, or pay in all. */
export type TypedClaim = { by: 'minutes' | 'amount'; hours: string; minutes: string; amount: string }
export const emptyClaim = (): TypedClaim => ({ by: 'minutes', hours: '', minutes: '', amount: '' })

export function claimOf(
  typed: TypedClaim,
): { amount: { minutes: number } | { amountFen: number } } | { problem: string } {
  if (typed.by === 'minutes') {
    const minutes = readMinutes(typed.hours, typed.minutes)
    return minutes === undefined ? { problem: '请填工时,比如 7 小时 30 分' } : { amount: { minutes } }
  }
  const amountFen = readYuan(typed.amount)
  return amountFen === undefined ? { problem: '请填金额,比如 150 或 150.5' } : { amount: { amountFen } }
}
