const minuteMs = 60_000

export type CostTerms = {
  payMethod?: string | null
  amountFen?: number | null
  breakMinutes?: number
  breakPaid?: boolean
}
type Shift = { startsAt: string; endsAt: string; headcount: number }

export type Cost = { fen: number; places: number; longestMinutes: number }

/** Minutes of a shift that are paid as planned: its length without an unpaid break. */
function paidMinutes({ startsAt, endsAt }: Shift, { breakMinutes = 0, breakPaid }: CostTerms): number {
  const length = Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / minuteMs)
  return Math.max(0, breakPaid ? length : length - breakMinutes)
}

/**
 * What the wages come to when every place is taken and the plan is kept, in fen: no overtime, no top-up to the minimum
 * wage. A lump sum for the whole job counts once for each worker. Undefined for piecework and while something is
 * missing.
 */
export function costOf(terms: CostTerms, shifts: readonly Shift[], span: 'eachShift' | 'wholeJob'): Cost | undefined {
  const { payMethod, amountFen } = terms
  if (!payMethod || payMethod === 'piece' || !amountFen || shifts.length === 0) return undefined
  const minutes = shifts.map((shift) => paidMinutes(shift, terms))
  const once = payMethod === 'lumpSum' && span === 'wholeJob'
  const fenOf = ({ headcount }: Shift, index: number): number => {
    if (once && index > 0) return 0
    return headcount * (payMethod === 'hourly' ? Math.round((amountFen * (minutes[index] ?? 0)) / 60) : amountFen)
  }
  return {
    fen: shifts.reduce((sum, shift, index) => sum + fenOf(shift, index), 0),
    places: shifts.reduce((sum, { headcount }) => sum + headcount, 0),
    longestMinutes: Math.max(...minutes),
  }
}
