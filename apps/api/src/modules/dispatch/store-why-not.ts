import type { AskedFacts } from '@linggong/matching'
import type { Ctx } from '../../kernel/context.ts'

export type AskedForShift = {
  workerId: string
  state: string
  /** Null where a person chose. */
  facts: AskedFacts | null
  ownPeople: boolean
}

/** How often the platform has asked this person since then, and how many of these wait for an answer. */
export async function askedSince(ctx: Ctx, workerId: string, since: string): Promise<{ asked: number; open: number }> {
  const [row] = await ctx.tx.named<{ asked: number; open: number }>(
    'dispatch-asked-since',
    `select count(*)::int as asked, (count(*) filter (where state = 'open'))::int as open
     from offers where worker_id = $1 and made_at >= $2`,
    [workerId, since],
  )
  return row ?? { asked: 0, open: 0 }
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
