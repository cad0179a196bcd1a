import { minuteOfDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, actingWorker } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import { busyWorkers, knownWorkers, places } from '../../engagements/index.ts'
import { personsFacts } from '../../identity/index.ts'
import { shiftsForTaking, type ShiftForTaking } from '../../postings/index.ts'
import { notToBeAskedAt } from '../../seekers/index.ts'
import { shiftsToTake } from '../eligible.ts'
import { offerMachine } from '../machines.ts'
import { paperGaps } from '../papers.ts'
import { findOffers, type OfferRow } from '../store.ts'
import { offerPlaces } from './offer-places.ts'
import { dialKind } from './reach.ts'
import { standBy } from './stand-by.ts'
import { takeShifts, type Taken } from './take-shift.ts'

/** Nobody is asked again after a decline; silence may be asked again later by a wider wave. */
async function alreadyAsked(ctx: Ctx, shiftId: string): Promise<Set<string>> {
  const rows = await findOffers(ctx, { shiftId })
  return new Set(rows.filter((row) => row.state === 'declined' || row.state === 'open').map((row) => row.worker_id))
}

/**
 * An employer offers places to people it knows: who has had an engagement with it. Others cannot be named,
 * so that nobody's name can be found out by guessing.
 */
export async function inviteWorkers(ctx: Ctx, shiftId: string, workerIds: readonly string[]): Promise<OfferRow[]> {
  const shifts = await shiftsToTake(ctx, shiftId, 'any')
  const [shift] = shifts
  const { by } = await actingEmployer(ctx, shift!.employerId)
  const asked = await alreadyAsked(ctx, shiftId)
  const known = await knownWorkers(ctx, shift!.employerId, workerIds)
  const free = known.filter((id) => !asked.has(id))
  await ctx.tx.widen({ persons: free }, 'an offer binds nobody and shows the employer a name only')
  const busy = new Set(await busyWorkers(ctx, free, [shift!]))
  const workers = (await personsFacts(ctx, free)).filter((worker) => !busy.has(worker.id))
  if (workers.length === 0) refuse('NobodyToInvite')
  const able = await withPapers(ctx, shifts, await toBeAskedNow(ctx, workers))
  const candidates = able.map(({ id, name }) => ({ personId: id, name, reasons: ['用工方点名邀请您'] }))
  return offerPlaces(ctx, [{ shift: shift!, wave: 0, candidates }], by === 'clerk' ? 'clerk' : 'employer')
}

/** Those who have not said that they are left alone at this time of the day. Refuses WorkerNotEligible where all have. */
async function toBeAskedNow<T extends { id: string; name: string }>(ctx: Ctx, workers: readonly T[]): Promise<T[]> {
  const ids = workers.map(({ id }) => id)
  const resting = await notToBeAskedAt(ctx, ids, minuteOfDay(ctx.now))
  const able = workers.filter(({ id }) => !resting.has(id))
  if (able.length > 0) return able
  const problems = workers.map(({ name }) => ({
    path: '',
    code: 'askedTooEarlyOrLate',
    message: `${name}:本人说了这个时候别找,过后再请`,
  }))
  return refuse('WorkerNotEligible', { problems })
}

/** Those whose certificates the work needs are verified. Refuses WorkerNotEligible, naming everybody, where nobody's are. */
async function withPapers<T extends { id: string; name: string }>(
  ctx: Ctx,
  shifts: readonly ShiftForTaking[],
  workers: readonly T[],
): Promise<T[]> {
  const { terms, county, startsAt } = shifts[0]!
  const { occupationCode, qualifications } = terms
  const work = { occupationCode, qualifications, county, startsAt, lastEndsAt: shifts.at(-1)!.endsAt }
  const gaps = await paperGaps(
    ctx,
    work,
    workers.map(({ id }) => ({ workerId: id, own: false })),
  )
  const able = workers.filter(({ id }) => (gaps.get(id) ?? []).length === 0)
  if (able.length > 0) return able
  const problems = workers.flatMap(({ id, name }) =>
    (gaps.get(id) ?? []).map((message) => ({ path: '', code: 'certificateMissing', message: `${name}:${message}` })),
  )
  return refuse('WorkerNotEligible', { problems })
}

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
