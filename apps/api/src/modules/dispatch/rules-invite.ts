import { reasonLabel } from '@linggong/contract'
import { businessDay, minuteOfDay } from '../../kernel/clock.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

type ClockSpan = { readonly from: string; readonly to: string }
/** Minutes of the day, from which and until which a person may be asked. */
export type Hours = { from: number; until: number }

const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return 60 * hours + minutes
}

/**
 * When a person may be asked: what it has said itself goes first, within what the policy lets people say; for the rest the
 * hours of the way it is reached. The dispatcher goes by the same (`AskingHours` of the matching library).
 */
export function hoursOf(
  channel: ClockSpan,
  own: { askFrom: number | null; askUntil: number | null } | undefined,
  widest: ClockSpan,
): Hours {
  const { askFrom = null, askUntil = null } = own ?? {}
  return {
    from: askFrom === null ? minuteOf(channel.from) : Math.max(minuteOf(widest.from), askFrom),
    until: askUntil === null ? minuteOf(channel.to) : Math.min(minuteOf(widest.to), askUntil),
  }
}

/** `now` within the hours, else when they begin next; null where they end before they begin. */
export function nextAsking({ from, until }: Hours, now: Date): Date | null {
  if (from >= until) return null
  const minute = minuteOfDay(now)
  if (minute >= from && minute < until) return now
  const today = new Date(`${businessDay(now)}T00:00:00+08:00`)
  return new Date(today.getTime() + (minute < from ? 0 : dayMs) + from * minuteMs)
}

export type DropCode = 'asked' | 'declined' | 'coming' | 'busy' | 'papers' | 'tooLate' | 'full' | 'closed'
/** Why somebody is not asked: the code for the record, the words for the employer. */
export type Obstacle = { code: DropCode; why: string }

export const obstacle = (code: DropCode, why = reasonLabel('invitation.drop', code)): Obstacle => ({ code, why })

/** May be asked only when the work has begun. Names the hour and the way out. */
export function tooLate(asksAt: Date | null): Obstacle {
  if (asksAt === null) return obstacle('tooLate')
  const minute = minuteOfDay(asksAt)
  const clock = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
  return obstacle('tooLate', `要到${clock}才好打扰本人,那时已经开工;急的话请您自己打电话`)
}
