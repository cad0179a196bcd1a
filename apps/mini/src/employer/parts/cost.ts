import type { OwnPosting } from './posting-form.ts'

const minuteMs = 60_000

type Terms = OwnPosting['terms']
type Shift = Pick<OwnPosting['shifts'][number], 'startsAt' | 'endsAt' | 'headcount'>

/** Paid minutes of a shift as planned: its length without an unpaid break. */
export function plannedMinutes(shift: Pick<Shift, 'startsAt' | 'endsAt'>, terms: Terms): number {
  const length = Math.floor((Date.parse(shift.endsAt) - Date.parse(shift.startsAt)) / minuteMs)
  return Math.max(0, terms.breakPaid ? length : length - (terms.breakMinutes ?? 0))
}

/** What one worker earns in one shift as planned, in fen. A lump sum for the whole job is shared by its shifts. */
function perWorkerFen(terms: Terms, minutes: number, shareOf: number): number {
  const amount = terms.amountFen ?? 0
  if (terms.payMethod === 'hourly') return Math.round((amount * minutes) / 60)
  return terms.payMethod === 'lumpSum' ? Math.round(amount / shareOf) : amount
}

/**
 * What the wages of a posting come to when every place is taken and the plan is kept; overtime and the platform's
 * minimum are reckoned from the hours in the end. Undefined for piecework or while something is missing.
 */
export function costOf(
  terms: Terms,
  shifts: readonly Shift[],
  span: OwnPosting['span'],
): { fen: number; places: number; longestMinutes: number } | undefined {
  if (terms.payMethod === undefined || terms.payMethod === 'piece' || !terms.amountFen || shifts.length === 0) {
    return undefined
  }
  const shareOf = span === 'wholeJob' ? shifts.length : 1
  const minutes = shifts.map((shift) => plannedMinutes(shift, terms))
  const fen = shifts.reduce(
    (sum, { headcount }, index) => sum + headcount * perWorkerFen(terms, minutes[index] ?? 0, shareOf),
    0,
  )
  return {
    fen,
    places: shifts.reduce((sum, { headcount }) => sum + headcount, 0),
    longestMinutes: Math.max(...minutes),
  }
}
