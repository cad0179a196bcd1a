import { plainPay, plainStart } from '@linggong/contract/plain-words.ts'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'

/** What the recorded call says of a shift; also what a clerk reads out. */
export function spokenOffer(
  shift: { startsAt: Date; terms: WorkTerms },
  now: Date,
): { start: string; place: string; title: string; pay: string } {
  return {
    start: plainStart(shift.startsAt, now),
    place: shift.terms.placeName,
    title: shift.terms.title,
    pay: plainPay(shift.terms) || '工钱见合同',
  }
}
