/** Half hours of a fortnight: when a worker can come, in the form the index of candidates takes. */

export const halfHourMs = 30 * 60_000
const dayMs = 86_400_000
export const daySlots = 48
/** Days the market looks ahead; later work is planned when it comes near. */
export const horizonDays = 14
export const horizonSlots = horizonDays * daySlots

const midnights = new Map<string, number>()

/** Midnight in Ningde of a business day. Remembered: it is asked for with every shift and person, of few days. */
export function midnightOf(day: string): number {
  let midnight = midnights.get(day)
  if (midnight === undefined) {
    midnight = Date.parse(`${day}T00:00:00+08:00`)
    midnights.set(day, midnight)
  }
  return midnight
}

/** 0: Monday. */
const weekday = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7

export type Calendar = {
  /** `'0110…'` from Monday 00:00; null: any time. */
  week: string | null
  days: ReadonlyArray<{ day: string; available: boolean }>
}

/** 1 for each half hour from midnight of `today` in which the person wants to work, whatever has been taken already. */
export function freeSlots(calendar: Calendar, today: string): Uint8Array {
  const free = new Uint8Array(horizonSlots)
  const first = weekday(today)
  const { week } = calendar
  for (let day = 0; day < horizonDays; day++) {
    const from = day * daySlots
    if (week === null) {
      free.fill(1, from, from + daySlots)
      continue
    }
    const at = ((first + day) % 7) * daySlots
    for (let slot = 0; slot < daySlots; slot++) if (week.charCodeAt(at + slot) === 49) free[from + slot] = 1
  }
  const origin = midnightOf(today)
  for (const { day, available } of calendar.days) {
    const from = Math.round((midnightOf(day) - origin) / dayMs) * daySlots
    if (from >= 0 && from < horizonSlots) free.fill(available ? 1 : 0, from, from + daySlots)
  }
  return free
}

/** How many half hours of each day are free. */
export function freeByDay(free: Uint8Array): Uint8Array {
  const count = new Uint8Array(horizonDays)
  for (let slot = 0; slot < horizonSlots; slot++) count[Math.floor(slot / daySlots)]! += free[slot]!
  return count
}

/** Half hours of a time window, `to` excluded; undefined where it does not lie within the fortnight from today. */
export function slotsOf(
  window: { startsAt: Date; endsAt: Date },
  today: string,
): { from: number; to: number } | undefined {
  const origin = midnightOf(today)
  const from = Math.floor((window.startsAt.getTime() - origin) / halfHourMs)
  const to = Math.ceil((window.endsAt.getTime() - origin) / halfHourMs)
  return from >= 0 && to <= horizonSlots ? { from, to } : undefined
}

/** Any midnight will do to count days from. */
const aMidnight = midnightOf('2020-01-01')

/** Midnight of the first day whose fortnight holds this end of a shift. */
export function inSightFrom(endsAt: Date): Date {
  const lastDay = Math.ceil((endsAt.getTime() - aMidnight) / dayMs) - 1
  return new Date(aMidnight + (lastDay - horizonDays + 1) * dayMs)
}
