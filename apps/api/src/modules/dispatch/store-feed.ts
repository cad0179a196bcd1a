import type { DislikeKind } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export type DislikeRow = {
  id: string
  kind: DislikeKind | 'suggestion'
  ref: string
  label: string
  created_at: Date
}

/** Whether the person’s list is by the own profile; until somebody says otherwise, it is. */
export async function readPersonalised(ctx: Ctx, personId: string): Promise<boolean> {
  const [row] = await ctx.tx.named<{ personalised: boolean }>(
    'dispatch-feed-settings',
    'select personalised from feed_settings where person_id = $1',
    [personId],
  )
  return row?.personalised ?? true
}

export async function writePersonalised(ctx: Ctx, personId: string, personalised: boolean): Promise<void> {
  await ctx.tx.query(
    `insert into feed_settings (person_id, personalised, updated_at) values ($1, $2, $3)
     on conflict (person_id) do update set personalised = excluded.personalised, updated_at = excluded.updated_at`,
    [personId, personalised, ctx.now],
  )
}

export async function findDislikes(ctx: Ctx, personId: string): Promise<DislikeRow[]> {
  return ctx.tx.named<DislikeRow>(
    'dispatch-dislikes',
    `select id, kind, ref, label, created_at from dislikes
     where person_id = $1 and ended_at is null order by created_at desc, id desc`,
    [personId],
  )
}

/** Twice is once. */
export async function insertDislike(
  ctx: Ctx,
  personId: string,
  row: { kind: DislikeRow['kind']; ref: string; label: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into dislikes (id, person_id, kind, ref, label, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (person_id, kind, ref) where ended_at is null do nothing`,
    [ctx.newId(), personId, row.kind, row.ref, row.label, ctx.now],
  )
}

export async function endDislikeRow(ctx: Ctx, personId: string, id: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    'update dislikes set ended_at = $3 where id = $1 and person_id = $2 and ended_at is null returning id',
    [id, personId, ctx.now],
  )
  return rows.length > 0
}

/** How each worker has answered offers: how often asked in earnest, how often yes. */
export async function answerCounts(
  ctx: Ctx,
  workerIds: readonly string[],
): Promise<Map<string, { asked: number; accepted: number }>> {
  const rows = await ctx.tx.named<{ worker_id: string; asked: number; accepted: number }>(
    'dispatch-answer-counts',
    `select worker_id, count(*) filter (where state in ('taken', 'declined', 'expired'))::int as asked,
       count(*) filter (where state = 'taken')::int as accepted
     from offers where worker_id = any ($1::uuid[]) group by worker_id`,
    [workerIds],
  )
  return new Map(rows.map((row) => [row.worker_id, { asked: row.asked, accepted: row.accepted }]))
}

/** Shifts somebody has declined or put a name down for: not to be proposed again. */
export async function settledShifts(ctx: Ctx, workerId: string): Promise<string[]> {
  const rows = await ctx.tx.named<{ shift_id: string }>(
    'dispatch-settled-shifts',
    `select shift_id from offers where worker_id = $1 and state = 'declined'
     union select shift_id from applications where worker_id = $1 and state in ('open', 'declined')`,
    [workerId],
  )
  return rows.map((row) => row.shift_id)
}

/** Offers a person has said no to, by the shift they were about; the latest first. */
export async function declinedShifts(ctx: Ctx, workerId: string, limit: number): Promise<string[]> {
  const rows = await ctx.tx.named<{ shift_id: string }>(
    'dispatch-declined-shifts',
    `select shift_id from offers where worker_id = $1 and state = 'declined' order by made_at desc, id desc limit $2`,
    [workerId, limit],
  )
  return rows.map((row) => row.shift_id)
}
