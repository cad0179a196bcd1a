import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer } from '../../../kernel/rights.ts'
import { knownWorkers } from '../../engagements/index.ts'
import { personsFacts } from '../../identity/index.ts'
import { deleteFavourites, findFavourites, insertFavourites } from '../store-favourites.ts'

export const favouritesMarked = 'favouritesMarked'

export async function listFavourites(ctx: Ctx, employerId: string) {
  await actingEmployer(ctx, employerId)
  const rows = await findFavourites(ctx, employerId)
  return {
    items: rows.map((row) => ({ workerId: row.worker_id, workerName: row.worker_name, since: wireTime(row.since) })),
  }
}

/**
 * Whom an employer wants again, or no longer. Only people who have had an engagement with it can be named, so that
 * nobody's name can be found out by guessing; refuses NotFound where none of them has.
 */
export async function markFavourites(
  ctx: Ctx,
  employerId: string,
  { workerIds, favourite }: { workerIds: readonly string[]; favourite: boolean },
) {
  const acting = await actingEmployer(ctx, employerId)
  const known = await knownWorkers(ctx, employerId, workerIds)
  if (known.length === 0) refuse('NotFound')
  if (favourite) {
    await ctx.tx.widen({ persons: known }, 'a mark of an employer shows it the name of somebody who worked there')
    await insertFavourites(ctx, employerId, await personsFacts(ctx, known))
  } else await deleteFavourites(ctx, employerId, known)
  ctx.emit({ name: favouritesMarked, subjectKind: 'employer', subjectId: employerId })
  ctx.audit({
    subjectKind: 'employer',
    subjectId: employerId,
    act: favourite ? 'markFavourites' : 'unmarkFavourites',
    capacity: acting.by === 'clerk' ? 'clerk' : 'employer',
    concerns: known,
    ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
  })
  return listFavourites(ctx, employerId)
}
