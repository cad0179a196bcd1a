import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { money } from '../../words/money.ts'
import { hoursWords } from '../../words/time.ts'

export type Dispute = ReceivedOf<AllEndpoints['listDisputeQueue']>['items'][number]
export type Figure = Dispute['claimed']

export const sideWords = { worker: '工人', employer: '用工方' } as const

/** «7小时30分», «200元»: what one side takes for right. */
export function figureWords({ minutes, amountFen }: Figure): string {
  if (minutes !== null) return hoursWords(minutes)
  return amountFen === null ? '没有写数' : money(amountFen)
}

/** How it ended: «按7小时30分算», «这一单作废», «按原来记的算». */
export function outcomeWords(outcome: NonNullable<Dispute['outcome']>): string {
  if (outcome.kind === 'voided') return '这一单作废'
  return outcome.kind === 'asRecorded' ? '按原来记的算' : `按${figureWords(outcome)}算`
}
