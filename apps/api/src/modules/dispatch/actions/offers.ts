import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, actingWorker, openHelpedEmployers } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import { places } from '../../engagements/index.ts'
import { shiftsForTaking } from '../../postings/index.ts'
import { shiftsToTake } from '../eligible.ts'
import { offerMachine } from '../machines.ts'
import { findOffers, type OfferRow } from '../store.ts'
import { dialKind } from './reach.ts'
import { standBy } from './stand-by.ts'
import { takeShifts, type Taken } from './take-shift.ts'

async function offerOf(ctx: Ctx, id: string, workerId: string): Promise<OfferRow> {
  const [row] = await findOffers(ctx, { id })
  if (!row || row.worker_id !== workerId) return refuse('NotFound')
  return row
}

export async function takeOffer(ctx: Ctx, id: string, onBehalf: string | undefined): Promise<Taken> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, onBehalf)
  return takeOfferOf(ctx, await offerOf(ctx, id, workerId), { by: by === 'clerk' ? 'clerk' : 'worker', onBehalfOf })
}

/**
 * Whoever was asked and came too late asks to be called first should a place come free. Saying it twice changes nothing.
 * Refuses NotFound, OfferGone where the work is off or was declined, PlacesLeft where it can still be taken.
 */
export async function standByForOffer(ctx: Ctx, id: string, onBehalf: string | undefined): Promise<OfferRow> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, onBehalf)
  const row = await offerOf(ctx, id, workerId)
  if (row.state !== 'filled' && row.state !== 'open' && row.state !== 'expired') refuse('OfferGone')
  const place = (await places(ctx, [row.shift_id])).get(row.shift_id)
  const [shift] = await shiftsForTaking(ctx, [row.shift_id])
  if (!place?.open || !shift || shift.endsAt <= ctx.now) return refuse('OfferGone')
  if (place.taken < place.headcount) refuse('PlacesLeft')
  await standBy(ctx, row)
  ctx.audit({
    subjectKind: 'offer',
    subjectId: row.id,
    act: 'standBy',
    capacity: by === 'clerk' ? 'clerk' : 'worker',
    county: row.county,
    concerns: [workerId],
    ...(onBehalfOf && { onBehalfOf }),
  })
  return row
}

type Reason = { code: string; note?: string | undefined }
export type AnsweringAs = { by: 'worker' | 'clerk'; onBehalfOf?: string | undefined }

/** The offer's person has said yes, however it was heard. */
export async function takeOfferOf(ctx: Ctx, row: OfferRow, { by, onBehalfOf }: AnsweringAs): Promise<Taken> {
  if (row.state === 'filled') refuse('ShiftFull')
  if (row.state !== 'open' || row.expires_at <= ctx.now) refuse('OfferGone')
  const shifts = await shiftsToTake(ctx, row.shift_id, 'any')
  await transition(ctx, offerMachine, row.id, { move: 'take', by, ...(onBehalfOf && { onBehalfOf }) })
  forgetTimes(ctx, row.id)
  return takeShifts(ctx, {
    shifts,
    workerIds: [row.worker_id],
    fillMode: 'dispatch',
    by,
    ...(onBehalfOf && { onBehalfOf }),
  })
}

function forgetTimes(ctx: Ctx, id: string): void {
  ctx.cancelDue(`dispatch.expireOffer:${id}`)
  ctx.cancelDue(`${dialKind}:${id}`)
}

/** Without a reason is a reason too: nobody owes one for an offer that binds nobody. */
export async function declineOffer(
  ctx: Ctx,
  id: string,
  input: { onBehalfOf?: string | undefined; reason?: Reason | undefined },
): Promise<OfferRow> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, input.onBehalfOf)
  const as = { by: by === 'clerk' ? ('clerk' as const) : ('worker' as const), onBehalfOf }
  return declineOfferOf(ctx, await offerOf(ctx, id, workerId), as, input.reason)
}

/** The offer's person has said no, however it was heard. */
export async function declineOfferOf(
  ctx: Ctx,
  row: OfferRow,
  { by, onBehalfOf }: AnsweringAs,
  reason?: Reason,
): Promise<OfferRow> {
  if (row.state !== 'open' && row.state !== 'declined' && row.state !== 'taken') refuse('OfferGone')
  forgetTimes(ctx, row.id)
  const moved = await transition<OfferRow, OfferRow['state'], 'decline'>(ctx, offerMachine, row.id, {
    move: 'decline',
    by,
    data: { shiftId: row.shift_id, wave: row.wave },
    ...(reason && { reason }),
    ...(onBehalfOf && { onBehalfOf }),
  })
  return moved.row
}

export async function withdrawOffer(ctx: Ctx, id: string): Promise<OfferRow> {
  await openHelpedEmployers(ctx)
  const [row] = await findOffers(ctx, { id })
  if (!row) return refuse('NotFound')
  await actingEmployer(ctx, row.employer_id)
  forgetTimes(ctx, id)
  return (
    await transition<OfferRow, OfferRow['state'], 'withdraw'>(ctx, offerMachine, id, {
      move: 'withdraw',
      by: 'employer',
    })
  ).row
}

export async function listShiftOffers(ctx: Ctx, shiftId: string): Promise<OfferRow[]> {
  const [shift] = await shiftsForTaking(ctx, [shiftId])
  if (!shift) return refuse('NotFound')
  await actingEmployer(ctx, shift.employerId)
  return findOffers(ctx, { shiftId })
}
