import type { EngagementState, StandingReview } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { Ctx } from '../../kernel/context.ts'

/** One worker on one shift, as the spine knows it. */
export type Engagement = {
  id: string
  shiftId: string
  postingId: string
  employerId: string
  workerId: string
  workerName: string
  county: string
  siteId: string | null
  crewLeaderId: string | null
  fillMode: 'grab' | 'apply' | 'dispatch'
  state: EngagementState
  stateSince: Date
  startsAt: Date
  endsAt: Date
  terms: WorkTerms
  acceptedAt: Date
  endedBy: string | null
  endedReason: string | null
  noticeMinutes: number | null
  lateNotice: boolean | null
  /** What it has cost whoever ended it, by the rules of that day. */
  standingPoints: number
  standingReview: StandingReview | null
  imported: boolean
  version: number
}

export type EngagementRow = Record<string, unknown> & { id: string; state: EngagementState }

export function toEngagement(row: Record<string, unknown>): Engagement {
  return {
    id: row.id as string,
    shiftId: row.shift_id as string,
    postingId: row.posting_id as string,
    employerId: row.employer_id as string,
    workerId: row.worker_id as string,
    workerName: row.worker_name as string,
    county: row.county as string,
    siteId: (row.site_id as string | null) ?? null,
    crewLeaderId: (row.crew_leader_id as string | null) ?? null,
    fillMode: row.fill_mode as Engagement['fillMode'],
    state: row.state as EngagementState,
    stateSince: row.state_since as Date,
    startsAt: row.starts_at as Date,
    endsAt: row.ends_at as Date,
    terms: row.terms as WorkTerms,
    acceptedAt: row.accepted_at as Date,
    endedBy: (row.ended_by as string | null) ?? null,
    endedReason: (row.ended_reason as string | null) ?? null,
    noticeMinutes: (row.notice_minutes as number | null) ?? null,
    lateNotice: (row.late_notice as boolean | null) ?? null,
    standingPoints: row.standing_points as number,
    standingReview: row.standing_review as StandingReview | null,
    imported: row.imported as boolean,
    version: row.version as number,
  }
}

export type NewEngagement = Pick<
  Engagement,
  | 'id'
  | 'shiftId'
  | 'postingId'
  | 'employerId'
  | 'workerId'
  | 'workerName'
  | 'county'
  | 'siteId'
  | 'crewLeaderId'
  | 'fillMode'
  | 'startsAt'
  | 'endsAt'
  | 'terms'
>

/**
 * Locks the capacity rows in the order of their ids and tells how many places are left: whoever comes
 * later waits here and then sees the truth, so that losing is an answer, not an error.
 */
export async function lockPlaces(
  ctx: Ctx,
  shiftIds: readonly string[],
): Promise<Map<string, { left: number; open: boolean }>> {
  const rows = await ctx.tx.named<{ shift_id: string; places_left: number; open: boolean }>(
    'engagements-lock-places',
    `select shift_id, headcount - taken as places_left, open from shift_capacities
     where shift_id = any ($1::uuid[]) order by shift_id for update`,
    [shiftIds],
  )
  return new Map(rows.map((row) => [row.shift_id, { left: row.places_left, open: row.open }]))
}

/** Live engagements of these workers that overlap the windows; the exclusion constraint has the last word. */
export async function overlapping(
  ctx: Ctx,
  workerIds: readonly string[],
  windows: ReadonlyArray<{ startsAt: Date; endsAt: Date }>,
): Promise<string[]> {
  const rows = await ctx.tx.named<{ worker_id: string }>(
    'engagements-overlapping',
    `select distinct e.worker_id from engagements e
     join unnest($2::timestamptz[], $3::timestamptz[]) as w (starts_at, ends_at)
       on tstzrange(e.starts_at, e.occupied_until) && tstzrange(w.starts_at, w.ends_at)
     where e.live and e.worker_id = any ($1::uuid[])`,
    [workerIds, windows.map((w) => w.startsAt), windows.map((w) => w.endsAt)],
  )
  return rows.map((row) => row.worker_id)
}

export async function insertEngagements(ctx: Ctx, rows: readonly NewEngagement[]): Promise<void> {
  await ctx.tx.named(
    'engagements-insert',
    `insert into engagements (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, site_id,
       crew_leader_id, fill_mode, state, state_since, starts_at, ends_at, occupied_until, terms, accepted_at)
     select id, shift_id, posting_id, employer_id, worker_id, worker_name, county, site_id,
       crew_leader_id, fill_mode, 'accepted', $2, starts_at, ends_at, ends_at, terms, $2
     from jsonb_to_recordset($1::jsonb) as row (id uuid, shift_id uuid, posting_id uuid, employer_id uuid,
       worker_id uuid, worker_name text, county text, site_id uuid, crew_leader_id uuid, fill_mode text,
       starts_at timestamptz, ends_at timestamptz, terms jsonb)
     order by shift_id, worker_id`,
    [
      JSON.stringify(
        rows.map((row) => ({
          id: row.id,
          shift_id: row.shiftId,
          posting_id: row.postingId,
          employer_id: row.employerId,
          worker_id: row.workerId,
          worker_name: row.workerName,
          county: row.county,
          site_id: row.siteId,
          crew_leader_id: row.crewLeaderId,
          fill_mode: row.fillMode,
          starts_at: row.startsAt,
          ends_at: row.endsAt,
          terms: row.terms,
        })),
      ),
      ctx.now,
    ],
  )
}

export type EngagementFilter = {
  ids?: readonly string[]
  workerId?: string
  employerId?: string
  crewLeaderId?: string
  postingId?: string
  shiftId?: string
  shiftIds?: readonly string[]
  states?: readonly EngagementState[]
  startsFrom?: Date
  startsBefore?: Date
  /** Keyset: rows after this one in «newest shift first». */
  after?: { startsAt: Date; id: string }
  limit?: number
}

/** SQL conditions of a filter; their values are appended to `values`. */
function conditionsOf(filter: EngagementFilter, values: unknown[]): string[] {
  const where: string[] = []
  const add = (sql: (mark: string) => string, value: unknown) => {
    if (value === undefined) return
    values.push(value)
    where.push(sql(`$${values.length}`))
  }
  add((mark) => `id = any (${mark}::uuid[])`, filter.ids)
  add((mark) => `worker_id = ${mark}`, filter.workerId)
  add((mark) => `employer_id = ${mark}`, filter.employerId)
  add((mark) => `crew_leader_id = ${mark}`, filter.crewLeaderId)
  add((mark) => `posting_id = ${mark}`, filter.postingId)
  add((mark) => `shift_id = ${mark}`, filter.shiftId)
  add((mark) => `shift_id = any (${mark}::uuid[])`, filter.shiftIds)
  add((mark) => `state = any (${mark}::text[])`, filter.states)
  add((mark) => `starts_at >= ${mark}`, filter.startsFrom)
  add((mark) => `starts_at < ${mark}`, filter.startsBefore)
  if (filter.after) {
    values.push(filter.after.startsAt, filter.after.id)
    where.push(`(starts_at, id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`)
  }
  return where
}

const newestFirst = 'order by starts_at desc, id desc'

export async function findEngagements(ctx: Ctx, filter: EngagementFilter): Promise<Engagement[]> {
  const values: unknown[] = []
  const where = conditionsOf(filter, values)
  values.push(filter.limit ?? 1_000)
  const rows = await ctx.tx.query(
    `select * from engagements ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     ${newestFirst} limit $${values.length}`,
    values,
  )
  return rows.map(toEngagement)
}

/**
 * Of whole counties or sites, newest shift first. Each place is asked by itself, so that its index gives the
 * newest rows at once however many the county has.
 */
export async function findEngagementsOfPlaces(
  ctx: Ctx,
  places: { column: 'county' | 'site_id'; ids: readonly string[] },
  filter: EngagementFilter,
): Promise<Engagement[]> {
  const values: unknown[] = [places.ids]
  const where = conditionsOf(filter, values)
  values.push(filter.limit ?? 1_000)
  const limit = `limit $${values.length}`
  const type = places.column === 'county' ? 'text' : 'uuid'
  const rows = await ctx.tx.query(
    `select e.* from unnest($1::${type}[]) as place (id) cross join lateral (
       select * from engagements where ${[`${places.column} = place.id`, ...where].join(' and ')} ${newestFirst} ${limit}
     ) e ${newestFirst} ${limit}`,
    values,
  )
  return rows.map(toEngagement)
}

export type AuditRow = {
  id: string
  at: Date
  subject_kind: string
  act: string
  capacity: string | null
  on_behalf_of: string | null
  channel: string
  from_state: string | null
  to_state: string | null
  reason_code: string | null
  note: string | null
}

/** Audit rows of these subjects that the asking scope may see, oldest first. */
export async function timelineRows(ctx: Ctx, engagementId: string): Promise<AuditRow[]> {
  return ctx.tx.query<AuditRow>(
    `select e.id, e.at, e.subject_kind, e.act, e.capacity, e.on_behalf_of, e.channel, e.from_state,
       e.to_state, e.reason_code, n.note
     from audit_entries e left join audit_notes n on n.entry_id = e.id
     where e.subject_id = $1 order by e.at, e.id`,
    [engagementId],
  )
}

export async function putCapacities(
  ctx: Ctx,
  shifts: ReadonlyArray<{ shiftId: string; headcount: number }>,
): Promise<void> {
  await ctx.tx.named(
    'engagements-open-capacity',
    `insert into shift_capacities (shift_id, headcount, open)
     select shift_id, headcount, true from unnest($1::uuid[], $2::int[]) as s (shift_id, headcount)
     on conflict (shift_id) do update set headcount = excluded.headcount, open = true`,
    [shifts.map((shift) => shift.shiftId), shifts.map((shift) => shift.headcount)],
  )
}

export async function closeCapacities(ctx: Ctx, shiftIds: readonly string[]): Promise<void> {
  await ctx.tx.query('update shift_capacities set open = false where shift_id = any ($1::uuid[])', [shiftIds])
}

export async function readPlaces(
  ctx: Ctx,
  shiftIds: readonly string[],
): Promise<Map<string, { headcount: number; taken: number; open: boolean }>> {
  const rows = await ctx.tx.byIds<{ shift_id: string; headcount: number; taken: number; open: boolean }>(
    'engagements-places',
    'select shift_id, headcount, taken, open from shift_capacities where shift_id = any ($1::uuid[])',
    shiftIds,
  )
  return new Map(rows.map((row) => [row.shift_id, { headcount: row.headcount, taken: row.taken, open: row.open }]))
}

/** How often each worker did not come since `since`; who is found to have come is not among them. */
export async function countNoShows(ctx: Ctx, workerIds: readonly string[], since: Date): Promise<Map<string, number>> {
  const rows = await ctx.tx.named<{ worker_id: string; n: number }>(
    'engagements-no-shows',
    `select worker_id, count(*)::int as n from engagements
     where worker_id = any ($1::uuid[]) and state = 'noShow' and standing_review is distinct from 'lifted'
       and starts_at >= $2 group by worker_id`,
    [workerIds, since],
  )
  return new Map(rows.map((row) => [row.worker_id, row.n]))
}

/** Those of the workers who have had an engagement with this employer, whatever became of it. */
export async function findKnownWorkers(ctx: Ctx, employerId: string, workerIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx.query<{ worker_id: string }>(
    'select distinct worker_id from engagements where employer_id = $1 and worker_id = any ($2::uuid[])',
    [employerId, workerIds],
  )
  return rows.map((row) => row.worker_id)
}
