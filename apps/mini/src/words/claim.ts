import { fenOf, yuan } from './amounts.ts'
import { minutesOf } from './length.ts'
import { lengthWords } from './when.ts'

/** What is right in one's view: hours, or money. As typed. */
export type Claim = { by: string; hours: string; minutes: string; yuan: string }
export type Amount = { minutes: number } | { amountFen: number }

export const emptyClaim = (): Claim => ({ by: 'hours', hours: '', minutes: '', yuan: '' })

/** The figure, or what is wrong with what was typed. */
export function claimOf(claim: Claim): { amount?: Amount; problem: string } {
  if (claim.by === 'money') {
    const amountFen = fenOf(claim.yuan)
    return amountFen === undefined ? { problem: '请填多少元,比如:150' } : { amount: { amountFen }, problem: '' }
  }
  const minutes = minutesOf(claim.hours, claim.minutes)
  return minutes === undefined ? { problem: '请填小时数,比如:8' } : { amount: { minutes }, problem: '' }
}

type Told = { minutes: number | null; amountFen: number | null }

/** A figure as the platform wants it back. */
export function amountOf(told: Told): Amount | undefined {
  if (told.minutes !== null) return { minutes: told.minutes }
  return told.amountFen === null ? undefined : { amountFen: told.amountFen }
}

export function amountWords(told: Told): string {
  if (told.minutes !== null) return lengthWords(told.minutes)
  return told.amountFen === null ? '没有说' : yuan(told.amountFen)
}
