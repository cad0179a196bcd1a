import type { EngagementState, TimesheetState } from '@linggong/contract'

const minuteMs = 60_000

export type HoursInput = {
  checkIn: Date
  checkOut: Date
  startsAt: Date
  endsAt: Date
  breakMinutes: number
  breakPaid: boolean
  roundToMinutes: number
  /** Coming so much later than the start still counts from the start. */
  lateGraceMinutes: number
  /** The posting foresees work beyond the planned end. */
  overtimeForeseen: boolean
}

export type Hours = {
  /** Paid minutes altogether, overtime included. */
  minutes: number
  /** Of these, minutes beyond the planned end. */
  overtimeMinutes: number
  /** Minutes after the start, beyond the grace; zero within it. */
  lateMinutes: number
}

const floorMinute = (at: Date) => Math.floor(at.getTime() / minuteMs)

function rounded(minutes: number, to: number): number {
  return Math.round(minutes / to) * to
}

/**
 * An unpaid break belongs to a full shift. Who was there for half of it or less had none; beyond that the
 * break is taken out, but never below half a shift, so that staying longer never pays less.
 */
function withoutBreak(presentMinutes: number, plannedMinutes: number, breakMinutes: number): number {
  const half = Math.floor(plannedMinutes / 2)
  if (presentMinutes <= half) return presentMinutes
  return Math.max(half, presentMinutes - breakMinutes)
}

/**
 * Paid minutes from the two checks. Coming early does not count; coming late counts from the check-in unless
 * within the grace; leaving early counts to the check-out. Beyond the planned end only where the posting
 * foresees overtime, and only from more than the grace on (the walk to the gate is not overtime). Seconds
 * are dropped, the results rounded to `roundToMinutes`. Pure.
 */
export function reckonHours(input: HoursInput): Hours {
  const start = floorMinute(input.startsAt)
  const end = floorMinute(input.endsAt)
  const came = floorMinute(input.checkIn)
  const left = Math.max(floorMinute(input.checkOut), came)
  const late = Math.max(0, came - start)
  const excused = late <= input.lateGraceMinutes
  const from = excused ? start : came
  const present = Math.max(0, Math.min(left, end) - from)
  const regular = input.breakPaid ? present : withoutBreak(present, end - start, input.breakMinutes)
  const stayed = left - Math.max(end, from)
  const overtime = input.overtimeForeseen && stayed > input.lateGraceMinutes ? stayed : 0
  const overtimeMinutes = rounded(overtime, input.roundToMinutes)
  return {
    minutes: rounded(regular, input.roundToMinutes) + overtimeMinutes,
    overtimeMinutes,
    lateMinutes: excused ? 0 : late,
  }
}

/** Who is sent home after having come is paid for some time at least, never more than the shift. */
export function sentHomeMinutes(hours: Hours, plannedPaidMinutes: number, leastPaidMinutes: number): Hours {
  return { ...hours, minutes: Math.max(hours.minutes, Math.min(leastPaidMinutes, plannedPaidMinutes)) }
}

/** Paid minutes of the shift as planned. */
export function plannedPaidMinutes(shift: {
  startsAt: Date
  endsAt: Date
  breakMinutes: number
  breakPaid: boolean
}): number {
  const minutes = floorMinute(shift.endsAt) - floorMinute(shift.startsAt)
  return shift.breakPaid ? minutes : Math.max(0, minutes - shift.breakMinutes)
}

export type CheckInTime = 'early' | 'open' | 'over'

/** From so many minutes before the start until the end of the shift. */
export function checkInTime(at: Date, shift: { startsAt: Date; endsAt: Date }, earlyMinutes: number): CheckInTime {
  if (at.getTime() < shift.startsAt.getTime() - earlyMinutes * minuteMs) return 'early'
  return at < shift.endsAt ? 'open' : 'over'
}

export type LocationJudgement = 'here' | 'vague' | 'far'

/**
 * Whether a phone's position proves that its holder is there. A position too inaccurate proves nothing,
 * unless even its farthest reading is within the radius.
 */
export function judgeLocation(input: {
  distanceMeters: number
  accuracyMeters: number
  radiusMeters: number
  accuracyMaxMeters: number
}): LocationJudgement {
  if (input.distanceMeters + input.accuracyMeters <= input.radiusMeters) return 'here'
  if (input.accuracyMeters > input.accuracyMaxMeters) return 'vague'
  return input.distanceMeters <= input.radiusMeters ? 'here' : 'far'
}

/** Kept with a check: about 100 metres, enough to see which place it was. */
export function roundedPlace(place: { lat: number; lng: number }): string {
  return `${place.lat.toFixed(3)},${place.lng.toFixed(3)}`
}

/**
 * What counts when nobody has answered by the deadline. Silence agrees to what was recorded, and to a
 * correction that does not take hours away from the silent worker; wages are not shortened by silence.
 */
export function hoursBySilence(sheet: {
  state: TimesheetState
  correctedBy: string | null
  recorded: { minutes: number; overtimeMinutes: number }
  current: { minutes: number; overtimeMinutes: number }
}): { minutes: number; overtimeMinutes: number } {
  if (sheet.state !== 'corrected') return sheet.current
  if (sheet.correctedBy === 'worker' || sheet.correctedBy === 'clerk') return sheet.current
  return sheet.current.minutes >= sheet.recorded.minutes ? sheet.current : sheet.recorded
}

type PayTerms = { payMethod: 'hourly' | 'daily' | 'piece' | 'lumpSum'; amountFen: number }

/** Pay of the recorded hours as far as it can be told here; payroll reckons the wage itself. */
function payFen(terms: PayTerms, minutes: number, pieces: number | null): number {
  if (terms.payMethod === 'hourly') return (minutes * terms.amountFen) / 60
  return terms.payMethod === 'piece' ? (pieces ?? 0) * terms.amountFen : terms.amountFen
}

/**
 * The part of the hours that both sides agree on while they disagree about the rest: the smaller claim. A
 * claim in money counts as its share of the pay.
 */
export function undisputedMinutes(
  sheet: { minutes: number; pieces: number | null; terms: PayTerms },
  claim: { minutes?: number | undefined; amountFen?: number | undefined },
): number {
  const byMinutes = Math.min(sheet.minutes, claim.minutes ?? sheet.minutes)
  if (claim.amountFen === undefined) return byMinutes
  const full = payFen(sheet.terms, sheet.minutes, sheet.pieces)
  const part = full > 0 ? Math.min(1, claim.amountFen / full) : 0
  return Math.min(byMinutes, Math.floor(sheet.minutes * part))
}

export type Presence = 'expected' | 'unsigned' | 'missing' | 'here' | 'left' | 'off'

export const presenceLabels: Record<Presence, string> = {
  expected: '还没到点',
  unsigned: '合同还没签',
  missing: '到点没来',
  here: '在干活',
  left: '已下工',
  off: '不来了',
}

export function presenceOf(state: EngagementState, startsAt: Date, now: Date): Presence {
  if (state === 'working') return 'here'
  if (state === 'accepted') return startsAt <= now ? 'missing' : 'unsigned'
  if (state === 'concluded') return startsAt <= now ? 'missing' : 'expected'
  if (state === 'cancelled' || state === 'voided') return 'off'
  return state === 'noShow' ? 'missing' : 'left'
}

export function hoursText(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest}分钟`
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`
}

/** A no-show is decided so long after the start, or after the acceptance of who joined later. */
export function noShowAt(startsAt: Date, acceptedAt: Date, afterMinutes: number): Date {
  return new Date(Math.max(startsAt.getTime(), acceptedAt.getTime()) + afterMinutes * minuteMs)
}
