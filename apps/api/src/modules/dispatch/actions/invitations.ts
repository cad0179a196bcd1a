import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, openHelpedEmployers } from '../../../kernel/rights.ts'
import { recordBirth, transition, transitionMany } from '../../../kernel/transition.ts'
import { knownWorkers } from '../../engagements/index.ts'
import { shiftsForTaking, type ShiftForTaking } from '../../postings/index.ts'
import { shiftsToTake } from '../eligible.ts'
import { invitationMachine } from '../machines.ts'
import { obstacle, type Obstacle } from '../rules-invite.ts'
import {
  findInvitation,
  findInvitations,
  insertInvitations,
  lockDueInvitations,
  postponeInvitations,
  type InvitationRow,
} from '../store-invitations.ts'
import type { OfferRow } from '../store.ts'
import { askable, type Askable, type Named } from './askable.ts'
import { offerPlaces } from './offer-places.ts'

export const inviteKind = 'dispatch.invite'

export type Invited = { offers: OfferRow[]; waiting: InvitationRow[]; cannot: Askable['cannot'] }

/**
 * An employer offers places to people it knows: who has had an engagement with it. Others cannot be named, so that
 * nobody's name can be found out by guessing. Whoever is left alone at this hour is asked when its hours begin.
 * Refuses NobodyToInvite, with what stands in the way of each, where nobody is or will be asked.
 */
export async function inviteWorkers(ctx: Ctx, shiftId: string, workerIds: readonly string[]): Promise<Invited> {
  const shifts = await shiftsToTake(ctx, shiftId, 'any')
  const shift = shifts[0]!
  const acting = await actingEmployer(ctx, shift.employerId)
  const known = await knownWorkers(ctx, shift.employerId, workerIds)
  const found = await askable(ctx, shifts, known)
  const { offers, missed } = await offerTo(ctx, shift, found.now, acting.by)
  await keep(ctx, shift, found.later, acting)
  const named = new Set(found.later.map(({ workerId }) => workerId))
  const waiting = await findInvitations(ctx, shift.shiftId, ['waiting'])
  const cannot = [...found.cannot, ...missed]
  if (offers.length + named.size === 0) {
    const problems = cannot.map(({ workerName, code, why }, at) => ({
      path: `workerIds.${at}`,
      code,
      message: `${workerName}:${why}`,
    }))
    refuse('NobodyToInvite', { problems })
  }
  return { offers, waiting: waiting.filter(({ worker_id }) => named.has(worker_id)), cannot }
}

/** Offers made now. The database has the last word: who was passed over came to a shift that filled at this moment. */
async function offerTo(ctx: Ctx, shift: ShiftForTaking, people: readonly Named[], by: Capacity) {
  const candidates = people.map(({ workerId, workerName }) => ({
    personId: workerId,
    name: workerName,
    reasons: ['用工方点名邀请您'],
  }))
  const offers = await offerPlaces(ctx, [{ shift, wave: 0, candidates }], by)
  const made = new Set(offers.map(({ worker_id }) => worker_id))
  const missed = people
    .filter(({ workerId }) => !made.has(workerId))
    .map((named) => ({ ...named, ...obstacle('full') }))
  return { offers, missed }
}

/** Keeps what is to be asked later. Whoever waits already waits on. */
async function keep(
  ctx: Ctx,
  shift: ShiftForTaking,
  later: Askable['later'],
  { by, onBehalfOf }: { by: Capacity; onBehalfOf?: string },
): Promise<void> {
  if (later.length === 0) return
  const rows = await insertInvitations(
    ctx,
    later.map(({ workerId, workerName, asksAt }) => ({
      id: ctx.newId(),
      shift_id: shift.shiftId,
      posting_id: shift.postingId,
      employer_id: shift.employerId,
      worker_id: workerId,
      worker_name: workerName,
      county: shift.county,
      asks_at: asksAt,
    })),
  )
  for (const row of rows)
    recordBirth(ctx, invitationMachine, row, { by, event: 'invitationMade', ...(onBehalfOf && { onBehalfOf }) })
  askThen(
    ctx,
    shift.shiftId,
    rows.map((row) => row.asks_at),
  )
}

/** One deadline for all of a shift who are asked at the same moment. */
function askThen(ctx: Ctx, shiftId: string, times: readonly Date[]): void {
  for (const at of new Set(times.map((time) => time.getTime()))) {
    const dueAt = new Date(at)
    ctx.schedule({
      kind: inviteKind,
      key: `${inviteKind}:${shiftId}:${dueAt.toISOString()}`,
      subjectId: shiftId,
      dueAt,
    })
  }
}

/**
 * The hour of some has come. Everything is looked at again; who cannot be asked any more stands in the employer's list
 * with the reason. About fifteen statements, however many people.
 */
export async function sendInvitations(ctx: Ctx, shiftId: string): Promise<void> {
  const rows = await lockDueInvitations(ctx, shiftId)
  if (rows.length === 0) return
  ctx.tell({ kind: 'employer', id: rows[0]!.employer_id }, 'offer')
  const shifts = await shiftsForTaking(ctx, [shiftId])
  const over = shifts.some(({ state, endsAt }) => state !== 'published' || endsAt <= ctx.now)
  // A cancelled shift is not found, be others of the job left or not.
  if (over || !shifts.some((one) => one.shiftId === shiftId)) return drop(ctx, rows, () => obstacle('closed'))
  const byWorker = new Map(rows.map((row) => [row.worker_id, row]))
  const found = await askable(ctx, shifts, [...byWorker.keys()])
  const { offers, missed } = await offerTo(ctx, shifts[0]!, found.now, 'system')
  const sent = offers.map(({ worker_id }) => byWorker.get(worker_id)!.id)
  if (sent.length > 0) await transitionMany(ctx, invitationMachine, sent, { move: 'send', by: 'system' })
  await postpone(ctx, shiftId, found.later, byWorker)
  const why = new Map([...found.cannot, ...missed].map((one) => [one.workerId, one]))
  await drop(
    ctx,
    rows.filter(({ worker_id }) => why.has(worker_id)),
    ({ worker_id }) => why.get(worker_id)!,
  )
}

async function postpone(
  ctx: Ctx,
  shiftId: string,
  later: Askable['later'],
  byWorker: ReadonlyMap<string, InvitationRow>,
): Promise<void> {
  if (later.length === 0) return
  const moved = later.map(({ workerId, asksAt }) => ({ id: byWorker.get(workerId)!.id, asksAt }))
  await postponeInvitations(ctx, moved)
  askThen(
    ctx,
    shiftId,
    moved.map(({ asksAt }) => asksAt),
  )
}

/** One statement for each different reason. */
async function drop(
  ctx: Ctx,
  rows: readonly InvitationRow[],
  because: (row: InvitationRow) => Obstacle,
): Promise<void> {
  for (const [why, some] of Map.groupBy(rows, (row) => because(row).why)) {
    const ids = some.map(({ id }) => id)
    const reason = { code: because(some[0]!).code }
    await transitionMany(ctx, invitationMachine, ids, { move: 'drop', by: 'system', reason, set: { why } })
  }
}

/** The posting has ended: nobody of these shifts is asked any more. */
export async function dropInvitations(ctx: Ctx, shiftId: string): Promise<void> {
  await drop(ctx, await findInvitations(ctx, shiftId, ['waiting']), () => obstacle('closed'))
}

/** The person has heard nothing and hears nothing. Refuses NotFound, StateConflict once asked or dropped. */
export async function withdrawInvitation(ctx: Ctx, id: string): Promise<InvitationRow> {
  await openHelpedEmployers(ctx)
  const row = await findInvitation(ctx, id)
  if (!row) return refuse('NotFound')
  const { by, onBehalfOf } = await actingEmployer(ctx, row.employer_id)
  const moved = await transition<InvitationRow, InvitationRow['state'], 'withdraw'>(ctx, invitationMachine, id, {
    move: 'withdraw',
    by,
    ...(onBehalfOf && { onBehalfOf }),
  })
  return moved.row
}

/** What an employer sees beside the offers of a shift: who waits, and who could not be asked and has not been since. */
export async function openInvitations(
  ctx: Ctx,
  shiftId: string,
  offers: readonly OfferRow[],
): Promise<InvitationRow[]> {
  const rows = await findInvitations(ctx, shiftId, ['waiting', 'dropped'])
  const seen = new Set<string>()
  return rows.filter(({ worker_id, made_at }) => {
    const last = !seen.has(worker_id)
    seen.add(worker_id)
    return last && !offers.some((offer) => offer.worker_id === worker_id && offer.made_at > made_at)
  })
}
