import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { cancelEngagement, closeCapacity, readEngagements } from '../../engagements/index.ts'
import { postingMachine, type PostingMove } from '../machine.ts'
import { ownPosting } from '../own.ts'
import { findShifts, setShiftState } from '../store.ts'
import { takeOffBoard } from '../store-board.ts'
import { closeReview } from '../store-review.ts'
import type { Posting, Reason } from '../types.ts'

type End = {
  move: Extract<PostingMove, 'withdraw' | 'close' | 'expire' | 'takeDown'>
  by: Capacity
  reason?: Reason
  onBehalfOf?: string
  /** All reasons where there are several. */
  data?: Record<string, unknown>
}

/** Nobody can find or take the posting any more. Engagements already made are left alone. */
async function stop(ctx: Ctx, posting: Posting, end: End, shifts: 'closed' | 'cancelled'): Promise<boolean> {
  const { already } = await transition(ctx, postingMachine, posting.id, {
    move: end.move,
    by: end.by,
    ...(end.reason && { reason: { code: end.reason.code, ...(end.reason.note && { note: end.reason.note }) } }),
    ...(end.onBehalfOf && { onBehalfOf: end.onBehalfOf }),
    data: { employerId: posting.employerId, ...end.data },
  })
  if (already) return false
  const known = await findShifts(ctx, [posting.id])
  if (posting.publishedAt !== null)
    await closeCapacity(
      ctx,
      known.map((shift) => shift.id),
    )
  await setShiftState(ctx, posting.id, shifts)
  await takeOffBoard(ctx, posting.id)
  for (const kind of ['postingEnd', 'postingExpiry']) ctx.cancelDue(`${kind}:${posting.id}`)
  return true
}

/**
 * Cancels what has not begun; notice, lateness and what follows from it are kept with each engagement.
 * Work that is under way goes on to its wage.
 */
async function cancelWaiting(
  ctx: Ctx,
  posting: Posting,
  by: Capacity,
  code: string,
  onBehalfOf?: string,
): Promise<number> {
  const waiting = await readEngagements(ctx, {
    postingId: posting.id,
    states: ['accepted', 'concluded'],
    limit: 100_000,
  })
  for (const engagement of waiting) {
    await cancelEngagement(ctx, engagement.id, { by, reason: { code }, ...(onBehalfOf && { onBehalfOf }) })
  }
  return waiting.length
}

/** The employer takes the need back, with a reason. Refuses NotFound, StateConflict, ReasonMissing. */
export async function withdrawPosting(ctx: Ctx, postingId: string, reason: Reason) {
  const { posting, acting } = await ownPosting(ctx, postingId)
  const by = acting.by === 'clerk' ? 'clerk' : 'employer'
  const end: End = { move: 'withdraw', by, reason, ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }) }
  const fresh = await stop(ctx, posting, end, 'cancelled')
  if (!fresh) return { id: posting.id, state: 'withdrawn' as const, cancelledEngagements: 0 }
  // A matter that waited for a decision has lost its object; the look afterwards still happens.
  if (posting.state === 'inReview') await closeReview(ctx, posting.id, 'dropped')
  const cancelled = await cancelWaiting(ctx, posting, 'employer', 'postingWithdrawn', acting.onBehalfOf)
  return { id: posting.id, state: 'withdrawn' as const, cancelledEngagements: cancelled }
}

/** Nobody further is taken; engagements stand. Refuses NotFound, StateConflict. */
export async function closePosting(ctx: Ctx, postingId: string) {
  const { posting, acting } = await ownPosting(ctx, postingId)
  if (acting.by === 'clerk') {
    // Closing by a clerk is the employer's act, recorded as done on its behalf.
    await stop(ctx, posting, { move: 'close', by: 'employer', onBehalfOf: posting.employerId }, 'closed')
  } else {
    await stop(ctx, posting, { move: 'close', by: 'employer' }, 'closed')
  }
  return { id: posting.id, state: 'closed' as const }
}

/** All shifts have ended, or the validity is over. Silent when the posting is no longer public. */
export async function endInTime(ctx: Ctx, posting: Posting, move: 'close' | 'expire'): Promise<void> {
  if (posting.state === 'published') await stop(ctx, posting, { move, by: 'system' }, 'closed')
}

/**
 * An officer or the platform takes a published posting down; what has not begun is cancelled without
 * blame for the workers. Refuses StateConflict, ReasonMissing.
 */
export async function takeDown(
  ctx: Ctx,
  posting: Posting,
  act: { by: 'officer' | 'system'; reasons: readonly Reason[] },
): Promise<number> {
  const [first] = act.reasons
  if (!first) return refuse('ReasonMissing')
  const fresh = await stop(
    ctx,
    posting,
    { move: 'takeDown', by: act.by, reason: first, data: { reasons: act.reasons.map((reason) => reason.code) } },
    'cancelled',
  )
  return fresh ? cancelWaiting(ctx, posting, act.by, 'postingTakenDown') : 0
}
