import type { ShutReason } from '@linggong/contract'
import { addDays } from '@linggong/policy'
import type { OpeningHours } from './types.ts'

/** A day of the opening log: open, or shut for a reason. Days `YYYY-MM-DD`. */
export type LoggedDay = { day: string; open: boolean; shutReason: ShutReason | null }
/** A rest announced beforehand, both days inclusive. */
export type AnnouncedRest = { from: string; to: string; reason: ShutReason }

/**
 * What does not interrupt continuous running (二(四)1): closures for these `reasons`, in each calendar year up to
 * `daysPerYear`; those of `unlimited`, which nobody at the site can help, without a limit. Null: no limit at all.
 */
export type Tolerance = { reasons: readonly string[]; daysPerYear: number | null; unlimited: readonly string[] }
export const noTolerance: Tolerance = { reasons: [], daysPerYear: null, unlimited: [] }

/** `rest`: the weekly day of rest; `unrecorded`: nobody wrote down whether the doors opened. */
export type DayClass = 'open' | 'rest' | 'tolerated' | 'shut' | 'unrecorded'
/** Days on end without an open one that hold at least one day neither of rest nor tolerated; both ends inclusive. */
export type ShutStretch = {
  from: string
  to: string
  shutDays: number
  unrecordedDays: number
  reasons: ShutReason[]
}
export type Running = {
  from: string
  to: string
  openDays: number
  restDays: number
  toleratedDays: number
  shutDays: number
  unrecordedDays: number
  stretches: ShutStretch[]
  /** Shut days of the longest stretch, and the same with unrecorded days counted as shut. */
  longestShutDays: number
  longestUnprovedDays: number
}

/** 1 Monday … 7 Sunday. */
export function isoWeekday(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

function classOf(
  day: string,
  hours: OpeningHours,
  logged: LoggedDay | undefined,
  announced: AnnouncedRest | undefined,
  tolerated: ReadonlySet<string>,
): { what: DayClass; reason: ShutReason | null } {
  if (logged?.open) return { what: 'open', reason: null }
  const reason = logged?.shutReason ?? announced?.reason ?? null
  const scheduled = hours.some(({ days }) => days.includes(isoWeekday(day)))
  if (!scheduled && (reason === null || reason === 'weeklyRest')) return { what: 'rest', reason: 'weeklyRest' }
  if (reason === null) return { what: 'unrecorded', reason }
  // A day of rest the week's hours know nothing of is no day of rest.
  if (reason !== 'weeklyRest' && tolerated.has(reason)) return { what: 'tolerated', reason }
  return { what: 'shut', reason }
}

/**
 * How a site ran from one day to another, both inclusive: what the opening log, the announced rests and the weekly
 * hours say of each day. Whether that is continuous running (二(四)1 连续运营满1年) is for the policy to say.
 * Tolerated days beyond the year's limit count as shut, the later ones first.
 */
export function runningOf(
  span: { from: string; to: string },
  site: { hours: OpeningHours },
  log: readonly LoggedDay[],
  rests: readonly AnnouncedRest[],
  tolerance: Tolerance,
): Running {
  const byDay = new Map(log.map((one) => [one.day, one]))
  const accepted = new Set(tolerance.reasons)
  const limit = tolerance.daysPerYear ?? Infinity
  const used = new Map<string, number>()
  const running: Running = {
    ...span,
    openDays: 0,
    restDays: 0,
    toleratedDays: 0,
    shutDays: 0,
    unrecordedDays: 0,
    stretches: [],
    longestShutDays: 0,
    longestUnprovedDays: 0,
  }
  let stretch: ShutStretch | undefined
  const end = () => {
    if (stretch && stretch.shutDays + stretch.unrecordedDays > 0) running.stretches.push(stretch)
    stretch = undefined
  }
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
    const announced = rests.find((rest) => rest.from <= day && day <= rest.to)
    const found = classOf(day, site.hours, byDay.get(day), announced, accepted)
    const { reason } = found
    let { what } = found
    if (what === 'tolerated' && reason !== null && !tolerance.unlimited.includes(reason)) {
      const year = day.slice(0, 4)
      const before = used.get(year) ?? 0
      used.set(year, before + 1)
      if (before >= limit) what = 'shut'
    }
    running[`${what}Days`] += 1
    if (what === 'open') {
      end()
      continue
    }
    stretch ??= { from: day, to: day, shutDays: 0, unrecordedDays: 0, reasons: [] }
    stretch.to = day
    if (what === 'shut') stretch.shutDays += 1
    if (what === 'unrecorded') stretch.unrecordedDays += 1
    if (what === 'shut' && reason && !stretch.reasons.includes(reason)) stretch.reasons.push(reason)
  }
  end()
  for (const one of running.stretches) {
    running.longestShutDays = Math.max(running.longestShutDays, one.shutDays)
    running.longestUnprovedDays = Math.max(running.longestUnprovedDays, one.shutDays + one.unrecordedDays)
  }
  return running
}
