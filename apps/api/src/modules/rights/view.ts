import { reasonLabel, stateLabels } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { capacitiesOf } from '../engagements/index.ts'
import { possibleActs } from './rules.ts'
import type { DisputeRow } from './store.ts'

type Standing = Parameters<typeof capacitiesOf>[1]

/** In which capacities the asking one stands to a dispute: as to its engagement. */
export function capacitiesIn(ctx: Ctx, row: DisputeRow) {
  const parties = { workerId: row.worker_id, employerId: row.employer_id, county: row.county }
  // A crew leader is no party to a member's dispute.
  return capacitiesOf(ctx.actor, { ...parties, crewLeaderId: null } as Standing)
}

export function disputeView(ctx: Ctx, row: DisputeRow) {
  const me = ctx.actor.kind === 'staff' ? ctx.actor.staffId : undefined
  return {
    id: row.id,
    engagementId: row.engagement_id,
    employerId: row.employer_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    title: row.title,
    county: row.county,
    state: row.state,
    stateLabel: stateLabels.dispute[row.state],
    openedBy: row.opened_by,
    openedAt: wireTime(row.opened_at),
    reasonCode: row.reason_code,
    reasonLabel: reasonLabel('engagement.dispute', row.reason_code),
    words: row.words,
    recordedMinutes: row.recorded_minutes,
    claimed: { minutes: row.claimed_minutes, amountFen: row.claimed_fen },
    proposal: {
      minutes: row.proposal_minutes,
      amountFen: row.proposal_fen,
      by: row.proposal_by,
      at: wireTime(row.proposal_at),
    },
    dueAt: wireTime(row.due_at),
    late: row.state === 'open' && row.due_at < ctx.now,
    ownerId: row.owner_id,
    escalatedAt: row.escalated_at && wireTime(row.escalated_at),
    outcome: row.outcome && {
      kind: row.outcome,
      minutes: row.outcome_minutes,
      amountFen: row.outcome_fen,
      reasonLabel: row.outcome_reason && outcomeReasonLabel(row),
    },
    possible: possibleActs({
      state: row.state,
      capacities: capacitiesIn(ctx, row),
      proposalBy: row.proposal_by,
      openedBy: row.opened_by,
      owned: row.owner_id === null ? 'nobody' : row.owner_id === me ? 'me' : 'other',
    }),
  }
}

function outcomeReasonLabel(row: DisputeRow): string {
  return reasonLabel(row.outcome === 'voided' ? 'engagement.void' : 'engagement.resolve', row.outcome_reason ?? '')
}
