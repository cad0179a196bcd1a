import { reasons } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { capacitiesOf, readEngagement } from '../../engagements/index.ts'
import type { HoursDoor } from '../doors.ts'
import { disputeMachine } from '../machine.ts'
import { inTimeToOpen, mediationDueAt, sidesOf, type Figure } from '../rules.ts'
import { insertDispute, type DisputeRow } from '../store.ts'

export const escalateKind = 'rights.escalate'

export type Objection = {
  engagementId: string
  reason: { code: string; note?: string | undefined }
  claim: Figure
  onBehalfOf?: string | undefined
}

/**
 * A side objects to the hours or pay of finished work. The hours are split at the claim: payroll pays what
 * both agree on at once, only the rest waits (domain.md «The spine»). Refuses DisputeNotPossible,
 * DisputeTooLate, DisputeAlreadyOpen.
 */
export async function openDispute(ctx: Ctx, hours: HoursDoor, objection: Objection): Promise<DisputeRow> {
  if (!(objection.reason.code in reasons['engagement.dispute'])) refuse('ReasonMissing')
  if (ctx.actor.kind === 'staff') await actingWorker(ctx, objection.onBehalfOf)
  const engagement = await readEngagement(ctx, objection.engagementId)
  const side = sidesOf(capacitiesOf(ctx.actor, engagement))[0] ?? refuse('NotFound')
  if (engagement.state === 'disputed') refuse('DisputeAlreadyOpen')
  if (engagement.state !== 'worked') refuse('DisputeNotPossible')
  const today = businessDay(ctx.now)
  const policy = ctx.deps.policy.at(today, { county: engagement.county })
  const days = policy.number('dispute.openWithinDays')
  if (!inTimeToOpen(engagement.endsAt, ctx.now, days)) refuse('DisputeTooLate', { facts: { days } })

  const row = await insertDispute(ctx, {
    id: ctx.newId(),
    engagementId: engagement.id,
    postingId: engagement.postingId,
    employerId: engagement.employerId,
    workerId: engagement.workerId,
    workerName: engagement.workerName,
    title: engagement.terms.title,
    county: engagement.county,
    siteId: engagement.siteId,
    openedBy: side,
    reasonCode: objection.reason.code,
    words: objection.reason.note ?? null,
    recordedMinutes: (await hours.confirmedHours(ctx, engagement.id)).minutes,
    claim: objection.claim,
    dueAt: mediationDueAt(ctx.deps.policy, today, policy.number('dispute.mediationLimitDays')),
  })
  if (!row) return refuse('DisputeAlreadyOpen')
  const by = ctx.actor.kind === 'staff' ? ('clerk' as const) : side
  const act = {
    by,
    reason: { code: objection.reason.code, ...(objection.reason.note && { note: objection.reason.note }) },
    ...(by === 'clerk' && objection.onBehalfOf && { onBehalfOf: objection.onBehalfOf }),
  }
  await hours.disputeHours(ctx, engagement.id, {
    ...act,
    ...(objection.claim.minutes !== undefined && { claimedMinutes: objection.claim.minutes }),
    ...(objection.claim.amountFen !== undefined && { claimedAmountFen: objection.claim.amountFen }),
  })
  recordBirth(ctx, disputeMachine, row, {
    by,
    event: 'disputeOpened',
    ...(act.onBehalfOf && { onBehalfOf: act.onBehalfOf }),
    data: { engagementId: engagement.id, reason: row.reason_code, by: side },
  })
  ctx.schedule({ kind: escalateKind, subjectId: row.id, dueAt: row.due_at })
  return row
}
