import { haversineMeters } from '@linggong/reference/geo.ts'

/** Half hours of a day and of a week; the week begins on Monday 00:00. */
const daySlots = 48
export const weekSlots = 7 * daySlots
const slotMs = 30 * 60_000
const chinaOffsetMs = 8 * 3_600_000

export type Span = { from: number; to: number }
/** Seven days from Monday, each with the half hours in which the person can work; null: any time. */
export type Week = Span[][] | null

/** `'0110…'`, one sign per half hour of the week, as stored. */
export function weekToBits(week: Week): string | null {
  if (week === null) return null
  const bits = Array.from({ length: weekSlots }, () => '0')
  week.forEach((spans, day) => {
    for (const { from, to } of spans) bits.fill('1', day * daySlots + from, day * daySlots + to)
  })
  return bits.join('')
}

export function bitsToWeek(bits: string | null): Week {
  if (bits === null) return null
  return Array.from({ length: 7 }, (_, day) => {
    const spans: Span[] = []
    for (let slot = 0; slot < daySlots; slot++) {
      if (bits[day * daySlots + slot] !== '1') continue
      const last = spans.at(-1)
      if (last?.to === slot) last.to = slot + 1
      else spans.push({ from: slot, to: slot + 1 })
    }
    return spans
  })
}

/** Half hours of the week that a shift touches, in Ningde's time; wraps over Sunday midnight. */
function touchedSlots(startsAt: Date, endsAt: Date): Array<{ slot: number; day: string }> {
  const local = (ms: number) => new Date(ms + chinaOffsetMs)
  const slots: Array<{ slot: number; day: string }> = []
  const first = Math.floor(startsAt.getTime() / slotMs) * slotMs
  for (let at = first; at < endsAt.getTime(); at += slotMs) {
    const time = local(at)
    const weekday = (time.getUTCDay() + 6) % 7
    const slot = weekday * daySlots + time.getUTCHours() * 2 + (time.getUTCMinutes() >= 30 ? 1 : 0)
    slots.push({ slot, day: time.toISOString().slice(0, 10) })
  }
  return slots
}

/** Business days (Ningde) that a shift touches. */
export function touchedDays(startsAt: Date, endsAt: Date): string[] {
  return [...new Set(touchedSlots(startsAt, endsAt).map((one) => one.day))]
}

/**
 * Whether the person can work the whole of the shift: by the week, unless a day says otherwise
 * (off: no half hour of that day; free: all of it).
 */
export function availableFor(
  availability: { bits: string | null; days: ReadonlyMap<string, boolean> },
  shift: { startsAt: Date; endsAt: Date },
): boolean {
  return touchedSlots(shift.startsAt, shift.endsAt).every(({ slot, day }) => {
    const exception = availability.days.get(day)
    if (exception !== undefined) return exception
    return availability.bits === null || availability.bits[slot] === '1'
  })
}

export type Point = { lat: number; lng: number }

/** A box around a point that surely holds the circle of this radius (degrees; a little too large). */
export function boxAround(
  centre: Point,
  radiusMeters: number,
): { minLat: number; maxLat: number; minLng: number; maxLng: number } {
  const lat = radiusMeters / 110_000
  const lng = lat / Math.max(Math.cos((centre.lat * Math.PI) / 180), 0.1)
  return { minLat: centre.lat - lat, maxLat: centre.lat + lat, minLng: centre.lng - lng, maxLng: centre.lng + lng }
}

export type Candidate = {
  personId: string
  lat: number
  lng: number
  availability: string | null
  days: ReadonlyMap<string, boolean>
  maxDistanceMeters: number | null
}

/** Those who can come, nearest first (then by id, so that equal ones have an order): distance in metres. */
export function chooseForShift(
  candidates: readonly Candidate[],
  shift: Point & { startsAt: Date; endsAt: Date; radiusMeters: number; limit: number },
): Array<{ personId: string; distanceMeters: number }> {
  return candidates
    .map((candidate) => ({ candidate, distanceMeters: Math.round(haversineMeters(candidate, shift)) }))
    .filter(
      ({ candidate, distanceMeters }) =>
        distanceMeters <= Math.min(shift.radiusMeters, candidate.maxDistanceMeters ?? shift.radiusMeters) &&
        availableFor({ bits: candidate.availability, days: candidate.days }, shift),
    )
    .sort((a, b) => a.distanceMeters - b.distanceMeters || (a.candidate.personId < b.candidate.personId ? -1 : 1))
    .slice(0, shift.limit)
    .map(({ candidate, distanceMeters }) => ({ personId: candidate.personId, distanceMeters }))
}
