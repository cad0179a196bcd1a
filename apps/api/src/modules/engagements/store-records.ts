import type { Ctx } from '../../kernel/context.ts'

/** What is found to have been wrong does not count, and not yet what is being looked at. */
const stands = "(standing_review is null or standing_review = 'kept')"

/** What a worker has done of one kind of work for one employer, all time. */
export type WorkRecord = { workerId: string; employerId: string; occupationCode: string; came: number; missed: number }

/** Engagements of these workers that this scope may see, counted: those worked, those not come to. One statement. */
export async function findWorkRecords(ctx: Ctx, workerIds: readonly string[]): Promise<WorkRecord[]> {
  return ctx.tx.named<WorkRecord>(
    'engagements-work-records',
    `select worker_id as "workerId", employer_id as "employerId", terms->>'occupationCode' as "occupationCode",
       count(*) filter (where state in ('worked', 'disputed', 'confirmed', 'paid'))::int as came,
       count(*) filter (where state = 'noShow' and ${stands})::int as missed
     from engagements where worker_id = any ($1::uuid[]) group by 1, 2, 3`,
    [workerIds],
  )
}

/** The same of everybody who has had work since a day. Needs the system scope. */
export async function findRecordsSince(ctx: Ctx, since: Date): Promise<WorkRecord[]> {
  return ctx.tx.named<WorkRecord>(
    'engagements-records-since',
    `select worker_id as "workerId", employer_id as "employerId", terms->>'occupationCode' as "occupationCode",
       count(*) filter (where state in ('worked', 'disputed', 'confirmed', 'paid'))::int as came,
       count(*) filter (where state = 'noShow' and ${stands})::int as missed
     from engagements where starts_at >= $1 group by 1, 2, 3`,
    [since],
  )
}

/** Who has not come at least so often since a day. Needs the system scope. */
export async function findOftenMissing(ctx: Ctx, since: Date, times: number): Promise<Set<string>> {
  const rows = await ctx.tx.named<{ worker_id: string }>(
    'engagements-often-missing',
    `select worker_id from engagements
     where state = 'noShow' and standing_review is distinct from 'lifted' and starts_at >= $1 group by worker_id having count(*) >= $2`,
    [since, times],
  )
  return new Set(rows.map((row) => row.worker_id))
}

/** Times a worker has given away from now on. */
export async function findBusyTimes(ctx: Ctx, workerId: string): Promise<Array<{ from: Date; until: Date }>> {
  return ctx.tx.named<{ from: Date; until: Date }>(
    'engagements-busy-times',
    `select starts_at as "from", occupied_until as "until" from engagements
     where worker_id = $1 and live and occupied_until > $2 order by starts_at`,
    [workerId, ctx.now],
  )
}
