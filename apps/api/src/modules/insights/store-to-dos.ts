import type { ToDoKind } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { siteQueues } from './to-dos-sites.ts'

export type ToDoRow = {
  kind: ToDoKind
  employer_id: string | null
  count: number
  late: number
  earliest: Date | null
  first: Array<{ subjectKind: string; subjectId: string; title: string | null; dueAt: string | null; late: boolean }>
}

/** How many of a kind are named one by one. */
const named = 5

/**
 * `matters` answers one row per waiting matter (kind, employer_id, subject_kind, subject_id, title, due_at); $1 is
 * the present. Counted and the most urgent named in one statement.
 */
function counting(matters: string): string {
  return `with matters as (${matters}), ranked as (
      select m.*, m.due_at < $1 as late,
        row_number() over (partition by kind, employer_id order by due_at nulls last, subject_id) as place
      from matters m)
    select kind, employer_id, count(*)::int as count, count(*) filter (where late)::int as late,
      min(due_at) as earliest,
      jsonb_agg(jsonb_build_object('subjectKind', subject_kind, 'subjectId', subject_id, 'title', title,
        'dueAt', due_at, 'late', coalesce(late, false)) order by place) filter (where place <= ${named}) as first
    from ranked group by kind, employer_id`
}

const ofContract = `(select e.terms->>'title' from contract_engagements ce join engagements e on e.id = ce.engagement_id
    where ce.contract_id = c.id order by e.starts_at limit 1)`

/** $2 the worker, $3 how many days after the work one may rate. */
const forWorker = `
  select 'contractToSign' as kind, null::uuid as employer_id, 'contract' as subject_kind, c.id as subject_id,
    ${ofContract} as title, c.sign_by as due_at
  from contracts c where c.worker_id = $2 and c.state = 'awaitingWorker'
  union all
  select 'offerToAnswer', null, 'offer', o.id, p.terms->>'title', o.expires_at
  from offers o left join postings p on p.id = o.posting_id where o.worker_id = $2 and o.state = 'open'
  union all
  select case e.state when 'concluded' then 'shiftAhead' else 'checkOutAhead' end, null, 'engagement', e.id,
    e.terms->>'title', case e.state when 'concluded' then e.starts_at else e.ends_at end
  from engagements e where e.worker_id = $2 and e.state in ('concluded', 'working')
  union all
  select 'hoursToAccept', null, 'engagement', t.engagement_id, e.terms->>'title', t.confirm_by
  from timesheets t join engagements e on e.id = t.engagement_id
  where t.worker_id = $2 and t.state = 'corrected' and t.corrected_by = 'employer'
  union all
  select 'payoutToTap', null, 'payout', p.id, null, null
  from payouts p where p.worker_id = $2 and p.state = 'awaitingPerson'
  union all
  select 'payWayToChoose', null, 'person', $2, null, min(e.starts_at)
  from engagements e where e.worker_id = $2 and e.state in ('accepted', 'concluded', 'working', 'worked', 'confirmed')
    and not exists (select from pay_settings s where s.worker_id = $2) having count(*) > 0
  union all
  select 'disputeToAnswer', null, 'dispute', d.id, d.title, d.due_at
  from disputes d where d.worker_id = $2 and d.state = 'open' and d.proposal_by = 'employer'
  union all
  select 'crewToAnswer', null, 'crew', m.crew_id, null, null
  from crew_members m where m.person_id = $2 and m.state = 'invited'
  union all
  select 'qualificationToMend', null, 'qualification', q.id, q.name, null
  from worker_qualifications q where q.person_id = $2 and q.state = 'refused'
  union all
  select 'engagementToRate', null, 'engagement', e.id, e.terms->>'title', null
  from engagements e where e.worker_id = $2 and e.state in ('confirmed', 'paid') and not e.imported
    and e.ends_at > $1::timestamptz - make_interval(days => $3::int)
    and not exists (select from ratings r where r.engagement_id = e.id and r.by_side = 'worker' and r.about = 'employer')`

/** $2 the employers, $3 how many days after the work one may rate. */
const forEmployers = `
  select 'employerToVerify' as kind, m.id as employer_id, 'employer' as subject_kind, m.id as subject_id,
    m.name as title, null::timestamptz as due_at
  from employers m where m.id = any ($2::uuid[]) and m.state in ('unverified', 'lapsed')
  union all
  select case p.state when 'draft' then 'postingDraft' else 'postingReturned' end, p.employer_id, 'posting', p.id,
    p.terms->>'title', (select min(s.starts_at) from shifts s where s.posting_id = p.id)
  from postings p where p.employer_id = any ($2::uuid[]) and p.state in ('draft', 'returned')
  union all
  select 'escrowToFund', x.employer_id, 'posting', x.posting_id, p.terms->>'title', x.fund_by
  from escrows x join postings p on p.id = x.posting_id
  where x.employer_id = any ($2::uuid[]) and x.state = 'awaitingFunds' and x.ending_since is null
  union all
  select 'applicationToAnswer', a.employer_id, 'application', a.id, p.terms->>'title', a.expires_at
  from applications a join postings p on p.id = a.posting_id
  where a.employer_id = any ($2::uuid[]) and a.state = 'open'
  union all
  select 'workerMissing', e.employer_id, 'engagement', e.id, e.terms->>'title', e.starts_at
  from engagements e where e.employer_id = any ($2::uuid[]) and e.state in ('accepted', 'concluded') and e.starts_at <= $1
  union all
  select 'hoursToConfirm', t.employer_id, 'engagement', t.engagement_id, e.terms->>'title', t.confirm_by
  from timesheets t join engagements e on e.id = t.engagement_id
  where t.employer_id = any ($2::uuid[]) and t.state in ('recorded', 'corrected')
  union all
  select 'wageToFund', w.employer_id, 'engagement', w.engagement_id, e.terms->>'title', w.late_at
  from wages w join engagements e on e.id = w.engagement_id
  where w.employer_id = any ($2::uuid[]) and w.paid_at is null and w.funded_at is null
  union all
  select 'disputeAgainstUs', d.employer_id, 'dispute', d.id, d.title, d.due_at
  from disputes d where d.employer_id = any ($2::uuid[]) and d.state = 'open' and d.proposal_by = 'worker'
  union all
  select 'workerToRate', e.employer_id, 'engagement', e.id, e.terms->>'title', null
  from engagements e where e.employer_id = any ($2::uuid[]) and e.state in ('confirmed', 'paid') and not e.imported
    and e.ends_at > $1::timestamptz - make_interval(days => $3::int)
    and not exists (select from ratings r where r.engagement_id = e.id and r.by_side = 'employer')`

/**
 * $2 counties, $3 sites, $4 the staff member (null: whoever has taken it); $5 (of `report` alone) the
 * quarter behind; what a role has no queue for is left out by the caller. County, site and since when are there for the cockpit, which reads the same rows.
 */
const forStaff: Record<
  'review' | 'supervise' | 'mediate' | 'trouble' | 'counter' | 'qualification' | keyof typeof siteQueues,
  string
> = {
  ...siteQueues,
  review: `
  select case r.kind when 'before' then 'reviewBefore' else 'reviewAfterwards' end as kind, null::uuid as employer_id,
    'posting' as subject_kind, r.posting_id as subject_id, p.terms->>'title' as title, r.due_at,
    r.county, r.site_id, r.opened_at as since
  from posting_reviews r join postings p on p.id = r.posting_id
  where r.closed_at is null and (r.county = any ($2::text[]) or r.site_id = any ($3::uuid[]))
  union all
  select 'reviewMine', null, 'posting', r.posting_id, p.terms->>'title', r.due_at, r.county, r.site_id, r.opened_at
  from posting_reviews r join postings p on p.id = r.posting_id
  where r.closed_at is null and (r.county = any ($2::text[]) or r.site_id = any ($3::uuid[])) and r.assigned_to = $4::uuid`,
  supervise: `
  select 'employerUnverified' as kind, null::uuid as employer_id, 'employer' as subject_kind, m.id as subject_id,
    m.name as title, null::timestamptz as due_at, m.county, null::uuid as site_id, m.created_at as since
  from employers m where m.county = any ($2::text[]) and m.state = 'unverified'
  union all
  select 'arrearsOpen', null, 'engagement', w.engagement_id, e.terms->>'title', r.since, r.county, e.site_id, r.since
  from arrears r join wages w on w.id = r.wage_id join engagements e on e.id = w.engagement_id
  where r.county = any ($2::text[]) and r.ended_at is null`,
  mediate: `
  select 'disputeOpen' as kind, null::uuid as employer_id, 'dispute' as subject_kind, d.id as subject_id,
    d.title, d.due_at, d.county, d.site_id, d.opened_at as since
  from disputes d where d.county = any ($2::text[]) and d.state = 'open'
  union all
  select 'disputeMine', null, 'dispute', d.id, d.title, d.due_at, d.county, d.site_id, d.opened_at
  from disputes d where d.county = any ($2::text[]) and d.state = 'open' and d.owner_id = $4::uuid`,
  qualification: `
  select 'qualificationToReview' as kind, null::uuid as employer_id, 'qualification' as subject_kind, q.id as subject_id,
    q.name as title, q.due_at, q.county, null::uuid as site_id, q.submitted_at as since
  from worker_qualifications q where q.state = 'submitted' and q.county = any ($2::text[])`,
  trouble: `
  select 'troubleOpen' as kind, null::uuid as employer_id, 'trouble' as subject_kind, t.id as subject_id,
    t.title, t.due_at, t.county, t.site_id, t.raised_at as since
  from troubles t where t.state = 'open' and (t.county = any ($2::text[]) or t.site_id = any ($3::uuid[]))
    and ($4::uuid is null or t.owner_id is null or t.owner_id = $4::uuid)`,
  counter: `
  select 'siteWorkerMissing' as kind, null::uuid as employer_id, 'engagement' as subject_kind, e.id as subject_id,
    e.terms->>'title' as title, e.starts_at as due_at, e.county, e.site_id, e.starts_at as since
  from engagements e where e.site_id = any ($3::uuid[]) and e.state = 'concluded' and e.starts_at <= $1
  union all
  select 'assistRunning', null, 'assist', a.id, null, a.expires_at, a.county, null, null
  from assists a where a.staff_id = $4::uuid and a.ended_at is null and a.expires_at > $1`,
}
export type StaffQueue = keyof typeof forStaff

/**
 * The matters of these queues, one row each: kind, employer_id, subject_kind, subject_id, title, due_at, county, site_id,
 * since. $1 the present, $2 counties, $3 sites, $4 the staff member or null, and $5 only where `report` is among them.
 */
export function staffMatters(queues: readonly StaffQueue[]): string {
  // All values are used whatever the queues are: a parameter without a type would be refused.
  return `select * from (${queues.map((queue) => forStaff[queue]).join('\n  union all ')}) one
    where $1::timestamptz is not null and $2::text[] is not null and $3::uuid[] is not null
      and ($4::uuid is null or $4 is not null)${queues.includes('report') ? ' and ($5::jsonb is null or $5 is not null)' : ''}`
}

export function toDosOfWorker(ctx: Ctx, workerId: string, rateDays: number): Promise<ToDoRow[]> {
  return ctx.tx.named<ToDoRow>('insights-to-dos-worker', counting(forWorker), [ctx.now, workerId, rateDays])
}

export function toDosOfEmployers(ctx: Ctx, employerIds: readonly string[], rateDays: number): Promise<ToDoRow[]> {
  return ctx.tx.named<ToDoRow>('insights-to-dos-employers', counting(forEmployers), [ctx.now, employerIds, rateDays])
}

export async function toDosOfStaff(
  ctx: Ctx,
  staffId: string,
  queues: readonly StaffQueue[],
  behind: { quarter: string; label: string; overAt: string; dueAt: string } | null,
): Promise<ToDoRow[]> {
  if (queues.length === 0) return []
  const { counties = [], sites = [] } = ctx.tx.scope
  const values = [ctx.now, counties, sites, staffId]
  const asked = queues.includes('report') ? [...values, behind && JSON.stringify(behind)] : values
  return ctx.tx.query<ToDoRow>(counting(staffMatters(queues)), asked)
}
