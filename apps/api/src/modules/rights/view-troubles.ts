import { reasonLabel, stateLabels, troubleKinds, troubleLifecycle } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { Machine } from '../../kernel/transition.ts'
import { capacitiesToTrouble, possibleWithTrouble } from './rules-troubles.ts'
import type { TroubleRow } from './store-troubles.ts'

export const troubleMachine: Machine<
  (typeof troubleLifecycle.states)[number],
  keyof typeof troubleLifecycle.transitions
> = {
  lifecycle: troubleLifecycle,
  table: 'troubles',
  concernsOf: (row) => ({ concerns: [String(row.worker_id)], county: String(row.county) }),
}

export function ownedBy(ctx: Ctx, row: TroubleRow): 'nobody' | 'me' | 'other' {
  if (row.owner_id === null) return 'nobody'
  return ctx.actor.kind === 'staff' && ctx.actor.staffId === row.owner_id ? 'me' : 'other'
}

export function troubleView(ctx: Ctx, row: TroubleRow) {
  return {
    id: row.id,
    engagementId: row.engagement_id,
    employerId: row.employer_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    title: row.title,
    county: row.county,
    siteId: row.site_id,
    kind: row.kind,
    kindLabel: troubleKinds[row.kind].label,
    words: row.words,
    state: row.state,
    stateLabel: stateLabels.trouble[row.state],
    raisedAt: wireTime(row.raised_at),
    dueAt: wireTime(row.due_at),
    late: row.state === 'open' && row.due_at < ctx.now,
    ownerId: row.owner_id,
    solvedAt: row.state === 'solved' ? wireTime(row.state_since) : null,
    resultLabel: row.result_code && reasonLabel('trouble.solve', row.result_code),
    resultNote: row.result_note,
    possible: possibleWithTrouble(row.state, capacitiesToTrouble(ctx.actor, row), ownedBy(ctx, row)),
  }
}
