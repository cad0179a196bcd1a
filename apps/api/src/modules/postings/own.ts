import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { actingEmployer, openHelpedEmployers, type Acting } from '../../kernel/rights.ts'
import { findPosting, findShifts } from './store.ts'
import type { Posting, Shift } from './types.ts'

export type Owned = { posting: Posting; shifts: Shift[]; acting: Acting & { employerId: string } }

/**
 * A posting of an employer the actor may act for, kept for a change. A published posting can be read by
 * anybody, so whose it is is asked here as well. Refuses NotFound.
 */
export async function ownPosting(ctx: Ctx, postingId: string, lock = true): Promise<Owned> {
  await openHelpedEmployers(ctx)
  const posting = await findPosting(ctx, postingId, lock)
  if (!posting) return refuse('NotFound')
  const acting = await actingEmployer(ctx, posting.employerId)
  return { posting, shifts: await findShifts(ctx, [posting.id]), acting }
}

/** Id of the person or staff member who acts. */
export function actorId(ctx: Ctx): string | null {
  if (ctx.actor.kind === 'person') return ctx.actor.personId
  if (ctx.actor.kind === 'staff') return ctx.actor.staffId
  return null
}
