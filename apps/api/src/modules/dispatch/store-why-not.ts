import type { AskedFacts } from '@linggong/matching'
import type { Ctx } from '../../kernel/context.ts'

export type AskedForShift = {
  workerId: string
  state: string
  /** Null where a person chose. */
  facts: AskedFacts | null
  ownPeople: boolean
}

/** Whom the platform has asked for a shift, each once, with the latest word; in no order that says anything. */
export async function askedForShift(ctx: Ctx, shiftId: string): Promise<AskedForShift[]> {
  return ctx.tx.named(
    'dispatch-asked-for-shift',
    `select distinct on (worker_id) worker_id as "workerId", state, facts,
       coalesce((terms->>'roster')::numeric, 0) > 0 as "ownPeople"
     from offers where shift_id = $1 order by worker_id, made_at desc, id desc`,
    [shiftId],
  )
}
