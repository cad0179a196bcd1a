import type { Capacity } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { engagementMachine } from '../machine.ts'
import { noShowWaitMs } from '../rules.ts'
import { findEngagements, toEngagement, type Engagement, type EngagementRow } from '../store.ts'

/** Records that the worker did not come. Refuses TooEarlyForNoShow before the policy's waiting time is over. */
export async function markNoShow(
  ctx: Ctx,
  id: string,
  act: { by: Capacity; reason: { code: string; note?: string | undefined } },
): Promise<Engagement> {
  const [engagement] = await findEngagements(ctx, { ids: [id] })
  if (!engagement) return refuse('NotFound')
  const day = businessDay(ctx.now)
  const place = { county: engagement.county }
  // Who stands at the gate may say so earlier than the platform decides it by itself.
  const key = act.by === 'system' ? 'worktime.noShowAfterMinutes' : 'worktime.noShowReportAfterMinutes'
  const waitMs = noShowWaitMs(ctx.now, engagement, ctx.deps.policy.number(key, day, place))
  if (waitMs > 0) refuse('TooEarlyForNoShow', { facts: { minutes: Math.ceil(waitMs / 60_000) } })
  const { row } = await transition<EngagementRow, (typeof engagementMachine.lifecycle.states)[number], 'markNoShow'>(
    ctx,
    engagementMachine,
    id,
    {
      move: 'markNoShow',
      by: act.by,
      reason: { code: act.reason.code, ...(act.reason.note && { note: act.reason.note }) },
      set: {
        ended_by: act.by,
        ended_reason: act.reason.code,
        standing_points: ctx.deps.policy.number('noShow.standingPoints', day, place),
      },
      data: { shiftId: engagement.shiftId, postingId: engagement.postingId },
    },
  )
  return toEngagement(row)
}
