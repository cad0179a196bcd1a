import { reasons, type Capacity } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker, requireStaff } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import type { HoursDoor } from '../doors.ts'
import { disputeMachine } from '../machine.ts'
import { sameFigure, sidesOf, type Figure, type Side } from '../rules.ts'
import { findDispute, putProposal, setOwner, type DisputeRow } from '../store.ts'
import { capacitiesIn } from '../view.ts'
import { escalateKind } from './open-dispute.ts'

type Party = { onBehalfOf?: string | undefined }

/** The open dispute, kept for the change. Refuses NotFound, DisputeClosed. */
async function openOne(ctx: Ctx, id: string): Promise<DisputeRow> {
  const row = (await findDispute(ctx, id, true)) ?? refuse('NotFound')
  if (row.state !== 'open') refuse('DisputeClosed')
  return row
}

async function asParty(
  ctx: Ctx,
  id: string,
  party: Party,
): Promise<{ row: DisputeRow; sides: Side[]; onBehalfOf?: string }> {
  const helping = ctx.actor.kind === 'staff'
  if (helping) await actingWorker(ctx, party.onBehalfOf)
  const row = await openOne(ctx, id)
  const sides = sidesOf(capacitiesIn(ctx, row))
  if (sides.length === 0) refuse('NotFound')
  return { row, sides, ...(helping && party.onBehalfOf && { onBehalfOf: party.onBehalfOf }) }
}

/** Offers another figure: it replaces the one on the table and waits for the other side. */
export async function proposeSettlement(ctx: Ctx, id: string, proposal: Figure, party: Party): Promise<DisputeRow> {
  const { row, sides, onBehalfOf } = await asParty(ctx, id, party)
  const by = sides[0] ?? refuse('NotFound')
  const changed = (await putProposal(ctx, id, by, proposal)) ?? refuse('DisputeClosed')
  ctx.audit({
    subjectKind: 'dispute',
    subjectId: id,
    act: 'propose',
    capacity: by,
    county: row.county,
    concerns: [row.worker_id, row.employer_id],
    ...(onBehalfOf && { onBehalfOf }),
    data: { ...proposal },
  })
  ctx.emit({ name: 'disputeProposed', subjectKind: 'dispute', subjectId: id, data: { by } })
  return changed
}

/**
 * Accepts the other side's figure. The figure comes along, so that nobody agrees to one that was changed
 * a moment ago. Refuses DisputeOwnProposal, DisputeProposalChanged.
 */
export async function agreeDispute(
  ctx: Ctx,
  hours: HoursDoor,
  id: string,
  seen: Figure,
  party: Party,
): Promise<DisputeRow> {
  const { row, sides, onBehalfOf } = await asParty(ctx, id, party)
  const by = sides.find((side) => side !== row.proposal_by) ?? refuse('DisputeOwnProposal')
  if (!sameFigure(seen, { minutes: row.proposal_minutes, amountFen: row.proposal_fen }))
    refuse('DisputeProposalChanged')
  return settle(ctx, hours, row, {
    move: 'agree',
    by,
    outcome: 'settled',
    figure: seen,
    reason: { code: 'agreed' },
    onBehalfOf,
  })
}

/** The opener takes the objection back: what was recorded counts. */
export async function withdrawDispute(ctx: Ctx, hours: HoursDoor, id: string, party: Party): Promise<DisputeRow> {
  const { row, sides, onBehalfOf } = await asParty(ctx, id, party)
  if (!sides.includes(row.opened_by)) refuse('TransitionNotAllowed')
  return settle(ctx, hours, row, {
    move: 'withdraw',
    by: row.opened_by,
    outcome: 'asRecorded',
    figure: {},
    reason: { code: 'withdrawn' },
    onBehalfOf,
  })
}

export type Decision =
  | { outcome: 'settled'; settlement: Figure; reason: { code: string; note?: string | undefined } }
  | { outcome: 'voided'; reason: { code: string; note?: string | undefined } }

/** A mediator's or officer's result. Who decides owns the matter; another's is refused. */
export async function decideDispute(ctx: Ctx, hours: HoursDoor, id: string, decision: Decision): Promise<DisputeRow> {
  const { row, by, staffId } = await asMediator(ctx, id)
  const known = decision.outcome === 'voided' ? reasons['engagement.void'] : reasons['dispute.decide']
  if (!(decision.reason.code in known)) refuse('ReasonMissing')
  if (row.owner_id === null) await setOwner(ctx, id, null, staffId)
  const reason = { code: decision.reason.code, ...(decision.reason.note && { note: decision.reason.note }) }
  const figure = decision.outcome === 'settled' ? decision.settlement : {}
  return settle(ctx, hours, row, { move: 'decide', by, outcome: decision.outcome, figure, reason })
}

async function asMediator(
  ctx: Ctx,
  id: string,
): Promise<{ row: DisputeRow; by: 'mediator' | 'officer'; staffId: string }> {
  const { staffId } = requireStaff(ctx.actor)
  const row = await openOne(ctx, id)
  const capacities = capacitiesIn(ctx, row)
  const by = capacities.includes('mediator')
    ? 'mediator'
    : capacities.includes('officer')
      ? 'officer'
      : refuse('NotFound')
  if (row.owner_id !== null && row.owner_id !== staffId) refuse('DisputeOwnedByOther')
  return { row, by, staffId }
}

/** First contact: whoever takes a matter owns it until it ends or is handed over. */
export async function takeDispute(ctx: Ctx, id: string): Promise<DisputeRow> {
  const { row, by, staffId } = await asMediator(ctx, id)
  if (row.owner_id === staffId) return row
  const taken = (await setOwner(ctx, id, null, staffId)) ?? refuse('DisputeOwnedByOther')
  recordHandling(ctx, row, { act: 'take', by })
  return taken
}

export async function handOverDispute(ctx: Ctx, id: string, note: string): Promise<DisputeRow> {
  const { row, by, staffId } = await asMediator(ctx, id)
  if (row.owner_id === null) return row
  const given = (await setOwner(ctx, id, staffId, null)) ?? refuse('DisputeOwnedByOther')
  recordHandling(ctx, row, { act: 'handOver', by, note })
  return given
}

function recordHandling(ctx: Ctx, row: DisputeRow, act: { act: string; by: Capacity; note?: string }): void {
  ctx.audit({
    subjectKind: 'dispute',
    subjectId: row.id,
    act: act.act,
    capacity: act.by,
    county: row.county,
    concerns: [row.worker_id, row.employer_id],
    ...(act.note && { note: act.note }),
  })
}

type Ending = {
  move: 'agree' | 'decide' | 'withdraw'
  by: Side | 'mediator' | 'officer'
  outcome: 'settled' | 'voided' | 'asRecorded'
  figure: Figure
  reason: { code: string; note?: string }
  onBehalfOf?: string | undefined
}

/** Ends the dispute, the hours and the engagement together; payroll hears of it from the engagement. */
async function settle(ctx: Ctx, hours: HoursDoor, row: DisputeRow, ending: Ending): Promise<DisputeRow> {
  const { minutes, amountFen } = ending.figure
  const act = { by: ending.by, reason: ending.reason, ...(ending.onBehalfOf && { onBehalfOf: ending.onBehalfOf }) }
  const moved = await transition<DisputeRow, DisputeRow['state'], Ending['move']>(ctx, disputeMachine, row.id, {
    ...act,
    move: ending.move,
    set: {
      outcome: ending.outcome,
      outcome_minutes: minutes ?? null,
      outcome_fen: amountFen ?? null,
      outcome_reason: ending.reason.code,
    },
    data: { engagementId: row.engagement_id },
  })
  ctx.cancelDue(`${escalateKind}:${row.id}`)
  if (ending.outcome === 'voided') {
    await hours.voidHours(ctx, row.engagement_id, act)
  } else {
    const stands = minutes ?? (await hours.confirmedHours(ctx, row.engagement_id)).minutes
    await hours.resolveHours(ctx, row.engagement_id, { ...act, minutes: stands, amountFen })
  }
  return moved.row
}
