import type { Ctx } from '../../kernel/context.ts'

export type StopGround = 'arrears'

/** New needs of this employer are held back on this ground; saying it twice changes nothing. */
export async function stopPosting(ctx: Ctx, employerId: string, ground: StopGround): Promise<void> {
  await ctx.tx.query(
    'insert into posting_stops (employer_id, ground, since) values ($1, $2, $3) on conflict do nothing',
    [employerId, ground, ctx.now],
  )
}

export async function allowPosting(ctx: Ctx, employerId: string, ground: StopGround): Promise<void> {
  await ctx.tx.query('delete from posting_stops where employer_id = $1 and ground = $2', [employerId, ground])
}

export async function stopGrounds(ctx: Ctx, employerId: string): Promise<StopGround[]> {
  const rows = await ctx.tx.named<{ ground: StopGround }>(
    'postings-stop-grounds',
    'select ground from posting_stops where employer_id = $1',
    [employerId],
  )
  return rows.map((row) => row.ground)
}
