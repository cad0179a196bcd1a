import { fenOf, yuan } from '../../words/amounts.ts'
import { lengthWords } from '../../words/when.ts'
import { minutesTyped } from './hours-typed.ts'

/** What is right in one's view: hours, or money. As typed. */
export type Claim = { by: string; hours: string; minutes: string; yuan: string }
export type Amount = { minutes: number } | { amountFen: number }

export const emptyClaim = (): Claim => ({ by: 'hours', hours: '', minutes: '', yuan: '' })

export function claimOf(claim: Claim): { claim?: Amount; problem: string } {
  if (claim.by === 'money') {
    const amountFen = claim.yuan.trim() === '0' ? 0 : fenOf(claim.yuan)
    return amountFen === undefined ? { problem: '请填多少元,比如:150' } : { claim: { amountFen }, problem: '' }
  }
  const minutes = minutesTyped(claim.hours, claim.minutes)
  return minutes === undefined ? { problem: '请填小时数,比如:8' } : { claim: { minutes }, problem: '' }
}

type Told = { minutes: number | null; amountFen: number | null }

/** The figure as the platform wants it back. */
export function amountOf(told: Told): Amount | undefined {
  if (told.minutes !== null) return { minutes: told.minutes }
  return told.amountFen === null ? undefined : { amountFen: told.amountFen }
}

export function amountWords(told: Told): string {
  if (told.minutes !== null) return lengthWords(told.minutes)
  return told.amountFen === null ? '没有说' : yuan(told.amountFen)
}
