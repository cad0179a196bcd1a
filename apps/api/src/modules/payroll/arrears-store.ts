import type { Ctx } from '../../kernel/context.ts'
import type { Wage } from './wage-store.ts'

export type ArrearsRow = {
  wageId: string
  employerId: string
  workerId: string
  county: string
  since: Date
  stepsTaken: number
  endedAt: Date | null
}

export async function openArrears(ctx: Ctx, wage: Wage): Promise<void> {
  await ctx.tx.query(
    `insert into arrears (wage_id, worker_id, employer_id, county, since) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [wage.id, wage.workerId, wage.employerId, wage.county, wage.lateAt],
  )
}

export async function lockArrears(ctx: Ctx, wageId: string): Promise<ArrearsRow | undefined> {
  const [row] = await ctx.tx.query<ArrearsRow>(
    `select wage_id as "wageId", employer_id as "employerId", worker_id as "workerId", county, since,
       steps_taken as "stepsTaken", ended_at as "endedAt" from arrears where wage_id = $1 for update`,
    [wageId],
  )
  return row
}

export async function advanceArrears(ctx: Ctx, wageId: string, steps: number, stopped: boolean): Promise<void> {
  await ctx.tx.query(
    'update arrears set steps_taken = $2, posting_stopped = posting_stopped or $3 where wage_id = $1',
    [wageId, steps, stopped],
  )
}

/** Ends the arrears of these wages; returns employers that have none left of those that stopped them. */
export async function endArrears(ctx: Ctx, wageIds: readonly string[]): Promise<string[]> {
  const ended = await ctx.tx.query<{ employer_id: string; posting_stopped: boolean }>(
    `update arrears set ended_at = $2 where wage_id = any ($1::uuid[]) and ended_at is null returning employer_id, posting_stopped`,
    [wageIds, ctx.now],
  )
  const employers = [...new Set(ended.filter((row) => row.posting_stopped).map((row) => row.employer_id))]
  if (employers.length === 0) return []
  const still = await ctx.tx.query<{ employer_id: string }>(
    `select distinct employer_id from arrears where employer_id = any ($1::uuid[]) and ended_at is null and posting_stopped`,
    [employers],
  )
  const left = new Set(still.map((row) => row.employer_id))
  return employers.filter((id) => !left.has(id))
}

export async function isInArrears(ctx: Ctx, employerId: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    'select 1 from arrears where employer_id = $1 and ended_at is null and posting_stopped limit 1',
    [employerId],
  )
  return rows.length > 0
}
