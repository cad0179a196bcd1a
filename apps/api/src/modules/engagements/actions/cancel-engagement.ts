import type { Capacity } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { engagementMachine } from '../machine.ts'
import { cancellationFacts } from '../rules.ts'
import { findEngagements, toEngagement, type Engagement, type EngagementRow } from '../store.ts'

export type Cancellation = {
  by: Capacity
  reason: { code: string; note?: string | undefined }
  onBehalfOf?: string
}

/**
 * Ends an engagement before work has begun. The place and the worker's time are free at once; how much
 * notice was given and what follows from it (policy `cancellation.windows`) is kept with the row.
 */
export async function cancelEngagement(ctx: Ctx, id: string, cancellation: Cancellation): Promise<Engagement> {
  const [engagement] = await findEngagements(ctx, { ids: [id] })
  if (!engagement) return refuse('NotFound')
  const place = { county: engagement.county }
  const day = businessDay(ctx.now)
  const excused = ctx.deps.policy
    .value('cancellation.excusedReasons', day, place)
    .some((item) => item.id === cancellation.reason.code)
  const worker = cancellation.by === 'worker' || cancellation.by === 'clerk'
  const facts = cancellationFacts({
    at: ctx.now,
    startsAt: engagement.startsAt,
    party: worker ? 'worker' : cancellation.by === 'employer' ? 'employer' : 'platform',
    excused,
    windows: ctx.deps.policy.value('cancellation.windows', day, place),
  })
  const { row } = await transition<EngagementRow, (typeof engagementMachine.lifecycle.states)[number], 'cancel'>(
    ctx,
    engagementMachine,
    id,
    {
      move: 'cancel',
      by: cancellation.by,
      reason: { code: cancellation.reason.code, ...(cancellation.reason.note && { note: cancellation.reason.note }) },
      ...(cancellation.onBehalfOf && { onBehalfOf: cancellation.onBehalfOf }),
      set: {
        ended_by: cancellation.by,
        ended_reason: cancellation.reason.code,
        notice_minutes: facts.noticeMinutes,
        late_notice: facts.lateNotice,
        standing_points: facts.standingPoints,
      },
      data: {
        shiftId: engagement.shiftId,
        postingId: engagement.postingId,
        noticeMinutes: facts.noticeMinutes,
        lateNotice: facts.lateNotice,
        ...(facts.compensationBasisPoints > 0 && { compensationBasisPoints: facts.compensationBasisPoints }),
      },
    },
  )
  return toEngagement(row)
}
