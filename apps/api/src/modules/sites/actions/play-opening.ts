import { addDays } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { playDays } from '../store-play.ts'

export const playKind = 'sites.playOpening'
/** Of the demonstration as a whole, no single site. */
export const playSubject = '00000000-0000-7000-8000-000000000001'

/** When the doors of markets, and of stations, stand open: minutes of the day. */
const looks = [6 * 60 + 15, 7 * 60 + 45]

/** The next moment to look at the doors after this one. */
export function nextLook(now: Date): Date {
  const today = businessDay(now)
  const moments = [today, addDays(today, 1)].flatMap((day) =>
    looks.map((minutes) => new Date(Date.parse(`${day}T00:00:00+08:00`) + minutes * 60_000)),
  )
  return moments.find((at) => at > now) ?? now
}

/**
 * In a demonstration nobody sits in forty sites: left alone for a morning, each would stand there as not opened. So the
 * doors that the hours say are open by now are written down as opened, from `from` (a business day) to today, and days
 * gone by are closed with a number of visitors, also those that somebody opened and forgot. Announced rests and all else
 * that somebody has written stay as they are; `leave`: sites left to whoever tries the platform out. Nothing of it in
 * production.
 */
export async function playOpening(
  ctx: Ctx,
  { from, leave }: { from: string; leave: readonly string[] },
): Promise<void> {
  await playDays(ctx, { from, to: businessDay(ctx.now), leave })
}

/** Plays the days since the last look and comes again at the next opening time. */
export async function keepPlaying(ctx: Ctx, data: Record<string, unknown>): Promise<void> {
  if (ctx.deps.config.world !== 'demonstration') return
  const today = businessDay(ctx.now)
  const from = typeof data.from === 'string' ? data.from : today
  const leave = Array.isArray(data.leave) ? data.leave.filter((one) => typeof one === 'string') : []
  await playOpening(ctx, { from, leave })
  ctx.schedule({
    kind: playKind,
    subjectId: playSubject,
    dueAt: nextLook(ctx.now),
    data: { from: today, leave },
  })
}
