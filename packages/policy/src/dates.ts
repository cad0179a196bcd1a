/** Calendar dates as `YYYY-MM-DD` strings: they compare as text, and no time zone can move them. */

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/
const dayMs = 86_400_000

function toUtcMs(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}

function fromUtcMs(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** Whether the text is a date that exists (no 31 February). */
export function isCalendarDate(text: string): boolean {
  if (!datePattern.test(text)) return false
  const ms = toUtcMs(text)
  return !Number.isNaN(ms) && fromUtcMs(ms) === text
}

/** Throws `RangeError` when the text is not a date: a wrong date must never silently find no policy. */
export function assertCalendarDate(text: string): void {
  if (!isCalendarDate(text)) throw new RangeError(`not a calendar date (YYYY-MM-DD): ${text}`)
}

export function addDays(date: string, days: number): string {
  assertCalendarDate(date)
  return fromUtcMs(toUtcMs(date) + days * dayMs)
}

/** 0 Sunday … 6 Saturday. */
export function dayOfWeek(date: string): number {
  assertCalendarDate(date)
  return new Date(toUtcMs(date)).getUTCDay()
}

/** Same day of the month so many months later, or that month's last day (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: string, months: number): string {
  assertCalendarDate(date)
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const targetYear = Math.floor(index / 12)
  const targetMonth = index % 12
  const lastDay = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate()
  return fromUtcMs(Date.UTC(targetYear, targetMonth, Math.min(day, lastDay)))
}

/** The calendar date in Ningde at an instant. */
export function shanghaiDate(instant: Date): string {
  return fromUtcMs(instant.getTime() + 8 * 3_600_000)
}
