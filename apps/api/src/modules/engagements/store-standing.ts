import type { StandingReview } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { EmployerCounted } from './rules-standing.ts'
import { toEngagement, type Engagement, type EngagementRow } from './store.ts'

/** As `costsWorker` of the rules; what employers lose by cancelling stands in the same column. */
const costsWorker =
  "standing_points > 0 and (state = 'noShow' or state = 'cancelled' and ended_by in ('worker', 'clerk'))"
/** As `costsEmployer` of the rules. */
const costsEmployer = "standing_points > 0 and state = 'cancelled' and ended_by = 'employer'"
const counts = "(standing_review is null or standing_review = 'kept')"
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
         where ${costsWorker} and ${counts}), 0)::int as lost,
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

/**
 * Of one employer since a day: points lost, shifts cancelled late, such being looked at, and shifts of which every wage has been paid, counted
 * no further than `atMost` (null: all of them). A shift counts once however many places it had: it was one decision, and
 * what it did to each of the people is made good in money (`compensationBasisPoints`). One statement; what was lost is
 * read from the small index `engagements_cancelled_late`, what was paid from the newest shifts of
 * `engagements_employer` on, so that with `atMost` its cost does not grow with the employer.
 */
export async function employerStandingOf(
  ctx: Ctx,
  employerId: string,
  since: Date,
  atMost: number | null,
): Promise<EmployerCounted> {
  const rows = await ctx.tx.named<EmployerCounted>(
    'engagements-standing-of-employer',
    `select coalesce(sum(lost), 0)::int as lost, count(lost)::int as cancelled,
       count(*) filter (where open)::int as open,
       (select count(*)::int from (
         select from engagements where employer_id = $1 and starts_at >= $2 and ${came}
         group by starts_at, shift_id having every(state = 'paid')
         order by starts_at desc, shift_id limit $3) paid) as shifts
     from (select max(standing_points) filter (where ${counts}) as lost,
         bool_or(standing_review is not distinct from 'open') as open
       from engagements where employer_id = $1 and starts_at >= $2 and ${costsEmployer} group by shift_id) one_shift`,
    [employerId, since, atMost],
  )
  const [row] = rows
  if (!row) throw new Error('standing: counting gives one row')
  return row
}

/** What has cost an employer points since a day, every place of it, newest shift first. */
export async function findEmployerCosts(ctx: Ctx, employerId: string, since: Date): Promise<Engagement[]> {
  const rows = await ctx.tx.named(
    'engagements-standing-employer-costs',
    `select * from engagements where employer_id = $1 and starts_at >= $2 and ${costsEmployer}
     order by starts_at desc, shift_id, standing_points desc, id limit 2000`,
    [employerId, since],
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

/** The same of an employer: of every place of the shift that is at `from`; the engagement named comes first. */
export async function setShiftReview(
  ctx: Ctx,
  id: string,
  from: StandingReview | null,
  to: StandingReview | null,
  since: Date,
): Promise<EngagementRow[]> {
  return ctx.tx.query<EngagementRow>(
    `with named as (select shift_id, employer_id from engagements where id = $1),
     moved as (
       update engagements e set standing_review = $3, version = version + 1 from named
       where e.shift_id = named.shift_id and e.employer_id = named.employer_id
         and e.standing_review is not distinct from $2 and ${costsEmployer} and e.starts_at >= $4 returning e.*)
     select * from moved order by id <> $1, id`,
    [id, from, to, since],
  )
}
