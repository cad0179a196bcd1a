import type { StandingReview } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
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

export type EmployerCount = { employerId: string; lost: number; shifts: number; cancelled: number }

/**
 * Points these employers have lost since a day, shifts they have cancelled late, and shifts of which every wage has been
 * paid; who has none of them is left out. A shift counts once however many places it had: it was one decision, and what
 * it did to each of the people is made good in money (`compensationBasisPoints`). One statement, by the index
 * `engagements_employer`: its cost follows what these employers have had done in those days.
 */
export function employerStandingsOf(ctx: Ctx, employerIds: readonly string[], since: Date): Promise<EmployerCount[]> {
  return ctx.tx.named<EmployerCount>(
    'engagements-standing-of-employers',
    `with one_shift as (
       select employer_id, shift_id, max(standing_points) filter (where ${costsEmployer} and ${counts}) as lost,
         bool_or(state = 'paid') and not bool_or(state in ('worked', 'disputed', 'confirmed')) as paid
       from engagements
       where employer_id = any ($1::uuid[]) and starts_at >= $2 and (standing_points > 0 or ${came})
       group by employer_id, shift_id)
     select employer_id as "employerId", coalesce(sum(lost), 0)::int as lost,
       count(*) filter (where paid)::int as shifts, count(lost)::int as cancelled
     from one_shift group by employer_id having count(lost) > 0 or bool_or(paid)`,
    [employerIds, since],
  )
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
