import { floorOf, partOf, plannedMinutesOf, share, type PayTerms } from './reckon.ts'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'

export type EscrowShift = { startsAt: Date; endsAt: Date; headcount: number }
type EscrowTerms = PayTerms & Pick<WorkTerms, 'breakMinutes' | 'breakPaid'>

/** Pay of one worker for one whole shift as agreed, at least the minimum wage. Pieces are not known beforehand. */
export function expectedPayFen(
  terms: EscrowTerms,
  shift: Pick<EscrowShift, 'startsAt' | 'endsAt'>,
  share_: { index: number; of: number },
  minimumHourlyFen: number,
): number {
  const minutes = plannedMinutesOf(shift, terms)
  const floorFen = floorOf(minutes, minimumHourlyFen)
  if (terms.payMethod === 'hourly') return Math.max(floorFen, share(terms.amountFen, minutes, 60))
  if (terms.payMethod === 'daily') return Math.max(floorFen, terms.amountFen)
  if (terms.payMethod === 'lumpSum') return Math.max(floorFen, partOf(terms.amountFen, share_.index, share_.of))
  return floorFen
}

/** Amount to set aside: headcount × pay of every shift. `wholeJob`: a lump sum is for all shifts together. */
export function escrowAmountFen(
  terms: EscrowTerms,
  shifts: readonly EscrowShift[],
  span: 'eachShift' | 'wholeJob',
  minimumHourlyFen: number,
): number {
  return shifts.reduce((sum, shift, index) => {
    const part = span === 'wholeJob' ? { index, of: shifts.length } : { index: 0, of: 1 }
    return sum + shift.headcount * expectedPayFen(terms, shift, part, minimumHourlyFen)
  }, 0)
}

export type EscrowMoney = { receivedFen: number; releasedFen: number; refundedFen: number }

export function remainingFen(escrow: EscrowMoney): number {
  return escrow.receivedFen - escrow.releasedFen - escrow.refundedFen
}

/** What may go back now: everything not used once nothing can be owed any more; nothing before. */
export function refundableFen(escrow: EscrowMoney, ended: boolean, openEngagements: number): number {
  return ended && openEngagements === 0 ? remainingFen(escrow) : 0
}
