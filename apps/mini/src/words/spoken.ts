import type { Answer } from '../platform/api.ts'
import { cycleWords, payWords } from './amounts.ts'
import { openPlacesOf } from './job-facts.ts'
import { spanWords } from './when.ts'

type Posting = Pick<Answer<'getPosting'>, 'terms' | 'shifts' | 'employer' | 'span'>

/** A job as one person tells it to another: what, when, where, pay, whom to ask for, what to bring. */
export function spokenJob(posting: Posting, now: number): string {
  const { terms, shifts, employer } = posting
  const first = shifts[0]
  const open = openPlacesOf(posting)
  const also = [terms.meals && '管饭', terms.lodging && '管住', terms.bring && `要带${terms.bring}`].filter(Boolean)
  const parts = [
    terms.title,
    first && `${spanWords(first.startsAt, first.endsAt, now)}${shifts.length > 1 ? `,一共${shifts.length}个班` : ''}`,
    `在${terms.placeName}`,
    `工钱${payWords(terms)},${cycleWords[terms.settlementCycle]}`,
    terms.escrow && '工资已经托管在平台',
    also.join(','),
    `用工方是${employer.name},到了找${terms.contactName}`,
    open > 0 ? `还差${open}个人` : '已经招满了',
  ]
  return parts
    .filter(Boolean)
    .map((part) => `${part}。`)
    .join('')
}
