import type { Capacity } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, actingWorker } from '../../../kernel/rights.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { busyWorkers, knownWorkers, places } from '../../engagements/index.ts'
import { personsFacts } from '../../identity/index.ts'
import { shiftsForTaking, type ShiftForTaking } from '../../postings/index.ts'
import { channelsOf, workersForShift } from '../../seekers/index.ts'
import { shiftsToTake } from '../eligible.ts'
import { offerMachine } from '../machines.ts'
import { distanceWords, mayBeAsked, waveSize } from '../rules.ts'
import { reachBy } from '../rules-reply.ts'
import { findOffers, insertOffers, offerLoads, type OfferRow } from '../store.ts'
import { dialKind, prepareReach } from './reach.ts'
import { takeShifts, type Taken } from './take-shift.ts'

type Candidate = { personId: string; name: string; reasons: string[] }

/** Minutes a person has to answer, by how they are reached (policy), never past the start of the shift. */
function expiryOf(ctx: Ctx, shift: ShiftForTaking, reach: string): Date {
  const byReach = ctx.deps.policy.record('offer.expiryMinutes', businessDay(ctx.now), { county: shift.county })
  const minutes = byReach[reach] ?? byReach.app ?? Math.min(...Object.values(byReach))
  const latest = Math.max(shift.startsAt.getTime(), ctx.now.getTime() + 60_000)
  return new Date(Math.min(ctx.now.getTime() + minutes * 60_000, latest))
}

async function makeOffers(
  ctx: Ctx,
  shift: ShiftForTaking,
  candidates: readonly Candidate[],
  by: Capacity,
  wave: number,
): Promise<OfferRow[]> {
  const channels = await channelsOf(
    ctx,
    candidates.map((candidate) => candidate.personId),
  )
  const voice = ctx.deps.gateways.voice !== undefined
  const how = new Map(candidates.map(({ personId }) => [personId, reachBy(channels.get(personId), voice)]))
  const rows = await insertOffers(
    ctx,
    candidates.map((candidate) => ({
      id: ctx.newId(),
      shift_id: shift.shiftId,
      posting_id: shift.postingId,
      employer_id: shift.employerId,
      worker_id: candidate.personId,
      worker_name: candidate.name,
      county: shift.county,
      reach: how.get(candidate.personId)!.reach,
      wave,
      reasons: candidate.reasons,
      expires_at: expiryOf(ctx, shift, how.get(candidate.personId)!.reach),
    })),
  )
  for (const row of rows) {
    recordBirth(ctx, offerMachine, row, { by, event: 'offerMade' })
    ctx.schedule({ kind: 'dispatch.expireOffer', subjectId: row.id, dueAt: row.expires_at })
  }
  await prepareReach(ctx, rows, (row) => how.get(row.worker_id)!)
  return rows
}

/** Nobody is asked again after a decline; silence may be asked again later by a wider wave. */
async function alreadyAsked(ctx: Ctx, shiftId: string): Promise<Set<string>> {
  const rows = await findOffers(ctx, { shiftId })
  return new Set(rows.filter((row) => row.state === 'declined' || row.state === 'open').map((row) => row.worker_id))
}

/** Leaves out who is being asked enough already, or has just said no to something. */
async function leaveInPeace<Worker extends { personId: string }>(
  ctx: Ctx,
  shift: ShiftForTaking,
  workers: readonly Worker[],
): Promise<Worker[]> {
  const policy = ctx.deps.policy.at(businessDay(ctx.now), { county: shift.county })
  const limits = {
    maxOpen: policy.number('offer.maxOpenPerWorker'),
    maxPerDay: policy.number('offer.maxPerDayPerWorker'),
    coolDownMinutes: policy.number('offer.coolDownAfterDeclineMinutes'),
  }
  const dayStart = new Date(`${businessDay(ctx.now)}T00:00:00+08:00`)
  const loads = await offerLoads(
    ctx,
    workers.map((worker) => worker.personId),
    dayStart,
  )
  return workers.filter((worker) => mayBeAsked(loads.get(worker.personId), limits, ctx.now))
}

/**
 * An employer offers places to people it knows: who has had an engagement with it. Others cannot be named,
 * so that nobody's name can be found out by guessing.
 */
export async function inviteWorkers(ctx: Ctx, shiftId: string, workerIds: readonly string[]): Promise<OfferRow[]> {
  const [shift] = await shiftsToTake(ctx, shiftId, 'any')
  const { by } = await actingEmployer(ctx, shift!.employerId)
  const asked = await alreadyAsked(ctx, shiftId)
  const known = await knownWorkers(ctx, shift!.employerId, workerIds)
  const free = known.filter((id) => !asked.has(id))
  await ctx.tx.widen({ persons: free }, 'an offer binds nobody and shows the employer a name only')
  const busy = new Set(await busyWorkers(ctx, free, [shift!]))
  const workers = (await personsFacts(ctx, free)).filter((worker) => !busy.has(worker.id))
  if (workers.length === 0) refuse('NobodyToInvite')
  return makeOffers(
    ctx,
    shift!,
    workers.map((worker) => ({ personId: worker.id, name: worker.name, reasons: ['用工方点名邀请您'] })),
    by === 'clerk' ? 'clerk' : 'employer',
    0,
  )
}

/**
 * The platform's first dispatch: asks the nearest suitable people for places still free. Runs from events
 * and deadlines; doing it twice adds nothing. Returns how many were asked.
 */
export async function dispatchShift(ctx: Ctx, shiftId: string, wave: number): Promise<number> {
  const [shift] = await shiftsForTaking(ctx, [shiftId])
  if (!shift || shift.state !== 'published' || shift.fillMode !== 'dispatch' || shift.endsAt <= ctx.now) return 0
  const place = (await places(ctx, [shiftId])).get(shiftId)
  const open = place?.open ? place.headcount - place.taken : 0
  const rows = await findOffers(ctx, { shiftId })
  const perPlace = ctx.deps.policy.number('dispatch.offersPerOpenPlace', businessDay(ctx.now), { county: shift.county })
  const wanted = waveSize(open, rows.filter((row) => row.state === 'open').length, perPlace)
  if (wanted === 0) return 0
  const asked = await alreadyAsked(ctx, shiftId)
  const found = await workersForShift(ctx, {
    occupation: shift.terms.occupationCode,
    county: shift.county,
    lat: shift.terms.lat,
    lng: shift.terms.lng,
    startsAt: shift.startsAt,
    endsAt: shift.endsAt,
    limit: wanted * 3 + asked.size,
  })
  const fresh = found.filter((worker) => !asked.has(worker.personId))
  const busy = new Set(
    await busyWorkers(
      ctx,
      fresh.map((worker) => worker.personId),
      [shift],
    ),
  )
  const free = fresh.filter((worker) => !busy.has(worker.personId))
  const chosen = (await leaveInPeace(ctx, shift, free)).slice(0, wanted)
  if (chosen.length === 0) return 0
  const facts = new Map(
    (
      await personsFacts(
        ctx,
        chosen.map((worker) => worker.personId),
      )
    ).map((one) => [one.id, one]),
  )
  const candidates = chosen.map((worker) => ({
    personId: worker.personId,
    name: facts.get(worker.personId)?.name ?? '',
    reasons: [`离您${distanceWords(worker.distanceMeters)}`, `您会做${shift.terms.occupationName}`],
  }))
  const made = await makeOffers(ctx, shift, candidates, 'system', wave)
  return made.length
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

export type AnsweringAs = { by: 'worker' | 'clerk'; onBehalfOf?: string | undefined }

/** The offer's person has said yes, however it was heard. */
export async function takeOfferOf(ctx: Ctx, row: OfferRow, { by, onBehalfOf }: AnsweringAs): Promise<Taken> {
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

export async function declineOffer(ctx: Ctx, id: string, onBehalf: string | undefined): Promise<OfferRow> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, onBehalf)
  return declineOfferOf(ctx, await offerOf(ctx, id, workerId), { by: by === 'clerk' ? 'clerk' : 'worker', onBehalfOf })
}

/** The offer's person has said no, however it was heard. */
export async function declineOfferOf(ctx: Ctx, row: OfferRow, { by, onBehalfOf }: AnsweringAs): Promise<OfferRow> {
  if (row.state === 'expired' || row.state === 'withdrawn') refuse('OfferGone')
  forgetTimes(ctx, row.id)
  const moved = await transition<OfferRow, OfferRow['state'], 'decline'>(ctx, offerMachine, row.id, {
    move: 'decline',
    by,
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
