import { businessDay } from '../../kernel/clock.ts'
import type { PartialTerms, ShiftTime, Span } from './types.ts'

const minuteMs = 60_000

type PayTerms = Pick<PartialTerms, 'payMethod' | 'amountFen' | 'breakMinutes' | 'breakPaid'>

/** Minutes of a shift that are paid: its length without an unpaid break. */
export function paidMinutes(shift: Pick<ShiftTime, 'startsAt' | 'endsAt'>, terms: PayTerms): number {
  const length = Math.floor((shift.endsAt.getTime() - shift.startsAt.getTime()) / minuteMs)
  return terms.breakPaid ? length : length - (terms.breakMinutes ?? 0)
}

/**
 * The least one hour pays by these terms, in whole fen rounded down: what is compared with the minimum
 * wage and among postings. A daily rate is for one shift; a lump sum for one shift, or for the whole job
 * where all shifts are taken together. null: cannot be said (piecework, no shifts, nothing paid).
 */
export function hourlyFen(
  terms: PayTerms,
  span: Span,
  shifts: readonly Pick<ShiftTime, 'startsAt' | 'endsAt'>[],
): number | null {
  const { payMethod, amountFen } = terms
  if (payMethod === undefined || amountFen === undefined || payMethod === 'piece' || shifts.length === 0) return null
  const minutes = shifts.map((shift) => paidMinutes(shift, terms))
  if (minutes.some((each) => each <= 0)) return null
  if (payMethod === 'hourly') return amountFen
  const whole = payMethod === 'lumpSum' && span === 'wholeJob'
  const longest = whole ? minutes.reduce((sum, each) => sum + each, 0) : Math.max(...minutes)
  return Math.floor((amountFen * 60) / longest)
}

/** The most one day pays by these terms, in fen; null where it cannot be said. */
export function dailyFen(terms: PayTerms, span: Span, shifts: readonly ShiftTime[]): number | null {
  const { payMethod, amountFen } = terms
  if (payMethod === undefined || amountFen === undefined || payMethod === 'piece' || shifts.length === 0) return null
  if (payMethod === 'daily') return amountFen
  if (payMethod === 'hourly') return Math.floor((amountFen * longestDayMinutes(terms, span, shifts)) / 60)
  if (span === 'eachShift') return amountFen
  return Math.floor(amountFen / new Set(shifts.map((shift) => businessDay(shift.startsAt))).size)
}

/** Paid minutes of the longest day one worker can have here; a shift counts for the day it starts on. */
export function longestDayMinutes(terms: PayTerms, span: Span, shifts: readonly ShiftTime[]): number {
  const byDay = new Map<string, number>()
  let longest = 0
  for (const shift of shifts) {
    const minutes = paidMinutes(shift, terms)
    const day = businessDay(shift.startsAt)
    const total = span === 'wholeJob' ? (byDay.get(day) ?? 0) + minutes : minutes
    byDay.set(day, total)
    longest = Math.max(longest, total)
  }
  return longest
}

type Times = Pick<ShiftTime, 'startsAt' | 'endsAt'>

export function overlap(a: Times, b: Times): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt
}

/** Whether two shifts of the list overlap: then nobody could take all of them. */
export function overlapWithin(shifts: readonly Times[]): boolean {
  const sorted = [...shifts].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return sorted.some((shift, index) => {
    const next = sorted[index + 1]
    return next !== undefined && overlap(shift, next)
  })
}

export function overlapBetween(a: readonly Times[], b: readonly Times[]): boolean {
  return a.some((one) => b.some((other) => overlap(one, other)))
}
