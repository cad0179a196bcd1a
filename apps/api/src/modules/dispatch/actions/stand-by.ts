import type { Ctx } from '../../../kernel/context.ts'
import { places } from '../../engagements/index.ts'
import { insertStandby } from '../store-market.ts'
import type { OfferRow } from '../store.ts'

export async function isFull(ctx: Ctx, row: OfferRow): Promise<boolean> {
  const place = (await places(ctx, [row.shift_id])).get(row.shift_id)
  return place !== undefined && place.open && place.taken >= place.headcount
}

/** Asked first should a place come free. It binds nobody. */
export async function standBy(ctx: Ctx, row: OfferRow): Promise<void> {
  const fresh = await insertStandby(ctx, { shiftId: row.shift_id, workerId: row.worker_id, county: row.county })
  if (fresh) ctx.emit({ name: 'standbyMade', subjectKind: 'shift', subjectId: row.shift_id })
}
