/** Working days of the Chinese calendar and the offices' hours. */
import { addDays, dayOfWeek } from './dates.ts'
import type { Policy } from './policy.ts'
import type { PlaceOptions } from './resolve.ts'

export interface DayKind {
  readonly working: boolean
  /** A day whose work earns the statutory-holiday rate; false when the year's calendar is not known. */
  readonly statutoryHoliday: boolean
  /** False: the year's calendar is not published in the packs, the answer is by weekday only and provisional. */
  readonly known: boolean
}

export function dayKind(policy: Policy, date: string): DayKind {
  const weekend = [0, 6].includes(dayOfWeek(date))
  const calendar = policy.answer('calendar.year', date)
  if (calendar.status === 'noPolicy') return { working: !weekend, statutoryHoliday: false, known: false }
  const { restWeekdays, workWeekends, statutoryHolidays } = calendar.value
  const working = weekend ? workWeekends.includes(date) : !restWeekdays.includes(date)
  return { working, statutoryHoliday: statutoryHolidays.includes(date), known: true }
}

export function isWorkingDay(policy: Policy, date: string): boolean {
  return dayKind(policy, date).working
}

/**
 * The `days`-th working day after `date` (the day itself does not count, 民法典 201); 0 gives `date` when it is a
 * working day, else the next one. `known` is false when any day on the way had no published calendar.
 * @throws RangeError when `days` is negative or not whole.
 */
export function addWorkingDays(policy: Policy, date: string, days: number): { date: string; known: boolean } {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`days must be a whole number from 0: ${days}`)
  let current = date
  let known = dayKind(policy, date).known
  const forward = (): void => {
    do {
      current = addDays(current, 1)
      known &&= dayKind(policy, current).known
    } while (!isWorkingDay(policy, current))
  }
  if (days === 0 && !isWorkingDay(policy, current)) forward()
  for (let step = 0; step < days; step += 1) forward()
  return { date: current, known }
}

/**
 * The `days`-th working day before `date`; 0 gives `date` when it is a working day, else the last one before it.
 * @throws RangeError when `days` is negative or not whole.
 */
export function workingDayBefore(policy: Policy, date: string, days: number): string {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`days must be a whole number from 0: ${days}`)
  let current = date
  const back = (): void => {
    do current = addDays(current, -1)
    while (!isWorkingDay(policy, current))
  }
  if (days === 0 && !isWorkingDay(policy, current)) back()
  for (let step = 0; step < days; step += 1) back()
  return current
}

const minuteMs = 60_000
const shanghaiOffsetMs = 8 * 60 * minuteMs

/**
 * The instant by which so many office hours have passed since `from`.
 * @param from ISO 8601 with an offset
 * @returns `at` as ISO 8601 with +08:00, to the second
 */
export function addWorkingHours(
  policy: Policy,
  from: string,
  hours: number,
  place?: PlaceOptions,
): { at: string; known: boolean } {
  const start = Date.parse(from)
  if (Number.isNaN(start)) throw new RangeError(`not an ISO 8601 time: ${from}`)
  if (!(hours >= 0)) throw new RangeError(`hours must not be negative: ${hours}`)
  let leftMs = hours * 60 * minuteMs
  let local = start + shanghaiOffsetMs
  let date = new Date(local).toISOString().slice(0, 10)
  let known = true
  for (;;) {
    const day = dayKind(policy, date)
    known &&= day.known
    const windows = day.working ? policy.value('calendar.officeHours', date, place) : []
    for (const window of windows) {
      const begin = Math.max(local, clockMs(date, window.from))
      const room = clockMs(date, window.to) - begin
      // A deadline never falls on the opening minute of the next window when it fits the end of this one.
      if (room >= leftMs && (leftMs > 0 || room > 0)) return { at: shanghaiIso(begin + leftMs), known }
      if (room > 0) leftMs -= room
    }
    date = addDays(date, 1)
    local = clockMs(date, '00:00')
  }
}

/** Milliseconds of a local clock time, on a line where local time is read as UTC. */
function clockMs(date: string, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * minuteMs
}

function shanghaiIso(localMs: number): string {
  return `${new Date(localMs).toISOString().slice(0, 19)}+08:00`
}
