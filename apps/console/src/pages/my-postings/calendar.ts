import { addDays, dayOf } from '../../words/time.ts'

const dayMs = 86_400_000

/** Monday is 0. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** The days of a month as a calendar shows them: whole weeks from Monday, so with some days before and after. */
export function daysOfMonth(month: string): string[] {
  const first = `${month}-01`
  const start = addDays(first, -weekdayOf(first))
  const nextFirst = addDays(first, 31).slice(0, 7) === month ? addDays(first, 32) : addDays(first, 31)
  const last = addDays(`${nextFirst.slice(0, 7)}-01`, -1)
  const end = addDays(last, 6 - weekdayOf(last))
  const count = Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / dayMs) + 1
  return Array.from({ length: count }, (_none, index) => addDays(start, index))
}

/** What begins on each day, in the order it came. */
export function byDay<T extends { startsAt: string }>(shifts: readonly T[]): Map<string, T[]> {
  const days = new Map<string, T[]>()
  for (const shift of shifts) {
    const day = dayOf(shift.startsAt)
    days.set(day, [...(days.get(day) ?? []), shift])
  }
  return days
}

type Fill = { postingState: string; state: string; headcount: number; takenPlaces: number; endsAt: string }

/** How far a shift is filled, in a word, and how it looks. */
export function fillOf(
  shift: Fill,
  now: Date,
): { words: string; tone: 'neutral' | 'action' | 'done' | 'pay' | 'wrong' } {
  const { postingState, headcount, takenPlaces } = shift
  if (postingState === 'draft') return { words: '草稿', tone: 'neutral' }
  if (postingState === 'returned') return { words: '退回', tone: 'wrong' }
  if (postingState === 'inReview' || postingState === 'submitted') return { words: '审核中', tone: 'neutral' }
  if (takenPlaces >= headcount) return { words: `招满${headcount}人`, tone: 'action' }
  const over = Date.parse(shift.endsAt) <= now.getTime() || postingState !== 'published'
  return over
    ? { words: `来${takenPlaces}人`, tone: 'neutral' }
    : { words: `${takenPlaces}/${headcount}人,缺${headcount - takenPlaces}`, tone: 'pay' }
}
