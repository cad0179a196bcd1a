import { plainPay, plainStart } from '@linggong/contract/plain-words.ts'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'

/** What the recorded call says of a shift; also what a clerk reads out. `asked`: whom, where several share the phone. */
export function spokenOffer(
  shift: { startsAt: Date; terms: WorkTerms },
  now: Date,
  asked: string | null = null,
): { start: string; place: string; title: string; pay: string } {
  return {
    start: `${asked === null ? '' : `找${asked},`}${plainStart(shift.startsAt, now)}`,
    place: shift.terms.placeName,
    title: shift.terms.title,
    pay: plainPay(shift.terms) || '工钱见合同',
  }
}
