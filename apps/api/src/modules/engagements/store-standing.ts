import type { StandingReview } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { toEngagement, type Engagement, type EngagementRow } from './store.ts'

/** As `costsWorker` of the rules; what employers lose by cancelling stands in the same column. */
const costsWorker =
  "standing_points > 0 and (state = 'noShow' or state = 'cancelled' and ended_by in ('worker', 'clerk'))"
const came = "state in ('worked', 'disputed', 'confirmed', 'paid')"

export type StandingCount = { workerId: string; lost: number; shifts: number }

/**
 * Points lost since a day and shifts come to since, of these workers or (system scope) of everybody; who has neither is
 * left out. One statement; of everybody it reads what the index `engagements_standing` names, so that its cost follows
 * the shifts of those days and not the city's history.
 */
export async function standingsOf(
  ctx: Ctx,
  workerIds: readonly string[] | undefined,
  since: Date,
): Promise<StandingCount[]> {
  const of = workerIds ? 'worker_id = any ($2::uuid[]) and' : ''
  return ctx.tx.named<StandingCount>(
    workerIds ? 'engagements-standing-of' : 'engagements-standing-all',
    `select worker_id as "workerId",
       coalesce(sum(standing_points) filter (
         where ${costsWorker} and (standing_review is null or standing_review = 'kept')), 0)::int as lost,
       count(*) filter (where ${came})::int as shifts
     from engagements where ${of} starts_at >= $1 and (standing_points > 0 or ${came})
     group by worker_id`,
    workerIds ? [since, workerIds] : [since],
  )
}

/** What has cost a worker points since a day, objected to or not, newest first. */
export async function findCosts(ctx: Ctx, workerId: string, since: Date): Promise<Engagement[]> {
  const rows = await ctx.tx.named(
    'engagements-standing-costs',
    `select * from engagements where worker_id = $1 and starts_at >= $2 and ${costsWorker}
     order by starts_at desc, id desc limit 200`,
    [workerId, since],
  )
  return rows.map(toEngagement)
}

/** Moves the review of what has cost points; undefined where it is not at `from`. */
export async function setReview(
  ctx: Ctx,
  id: string,
  from: StandingReview | null,
  to: StandingReview | null,
  since: Date,
): Promise<EngagementRow | undefined> {
  const [row] = await ctx.tx.query<EngagementRow>(
    `update engagements set standing_review = $3, version = version + 1
     where id = $1 and standing_review is not distinct from $2 and ${costsWorker} and starts_at >= $4 returning *`,
    [id, from, to, since],
  )
  return row
}
