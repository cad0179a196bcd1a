import { siteDayRows, type EngagementState, type VisitOutcome, type VisitPurpose } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

/** One business day of one site: $1 the site, $2 and $3 the day's beginning and end. */
type Span = { siteId: string; from: Date; to: Date }
type Counted<T> = T & { total: number }
const values = ({ siteId, from, to }: Span) => [siteId, from, to]

export type WorkerRow = {
  id: string
  worker_id: string
  worker_name: string
  employer_name: string
  title: string
  starts_at: Date
  ends_at: Date
  accepted_at: Date
  state: EngagementState
}

const workers = `select e.id, e.worker_id, e.worker_name, coalesce(m.name, '') as employer_name,
    e.terms->>'title' as title, e.starts_at, e.ends_at, e.accepted_at, e.state, count(*) over ()::int as total
  from engagements e left join employers m on m.id = e.employer_id where e.site_id = $1`

/** Who is to work, or worked, on the day; what was called off is left out. */
export function expectedWorkers(ctx: Ctx, span: Span): Promise<Array<Counted<WorkerRow>>> {
  return ctx.tx.named<Counted<WorkerRow>>(
    'insights-site-expected',
    `${workers} and e.starts_at >= $2 and e.starts_at < $3 and e.state not in ('cancelled', 'voided')
     order by e.starts_at, e.id limit ${siteDayRows}`,
    values(span),
  )
}

export function placedWorkers(ctx: Ctx, span: Span): Promise<Array<Counted<WorkerRow>>> {
  return ctx.tx.named<Counted<WorkerRow>>(
    'insights-site-placed',
    `${workers} and e.accepted_at >= $2 and e.accepted_at < $3 order by e.accepted_at, e.id limit ${siteDayRows}`,
    values(span),
  )
}

export type HelpedRow = { id: string; whom: 'person' | 'employer'; staff_name: string; created_at: Date }

export function helpedPeople(ctx: Ctx, span: Span): Promise<Array<Counted<HelpedRow>>> {
  return ctx.tx.named<Counted<HelpedRow>>(
    'insights-site-helped',
    `select id, case when person_id is null then 'employer' else 'person' end as whom, staff_name, created_at,
       count(*) over ()::int as total
     from assists where site_id = $1 and created_at >= $2 and created_at < $3
     order by created_at, id limit ${siteDayRows}`,
    values(span),
  )
}

export type VisitRow = {
  id: string
  at: Date
  people: number
  purpose: VisitPurpose
  outcome: VisitOutcome
  note: string | null
}

export function visitsOfDay(ctx: Ctx, span: Span): Promise<Array<Counted<VisitRow> & { all_people: number }>> {
  return ctx.tx.named(
    'insights-site-visits',
    `select id, at, people, purpose, outcome, note, count(*) over ()::int as total, sum(people) over ()::int as all_people
     from site_visits where site_id = $1 and at >= $2 and at < $3 order by at desc, id desc limit ${siteDayRows}`,
    values(span),
  )
}

export type OpenCount = { kind: 'troubles' | 'reviews' | 'loans'; open: number; late: number }

/** What waits at the site now, whatever day is looked at. */
export function openMatters(ctx: Ctx, siteId: string): Promise<OpenCount[]> {
  return ctx.tx.named<OpenCount>(
    'insights-site-open',
    `select 'troubles' as kind, count(*)::int as open, count(*) filter (where due_at < $2)::int as late
     from troubles where site_id = $1 and state = 'open'
     union all
     select 'reviews', count(*)::int, count(*) filter (where due_at < $2)::int
     from posting_reviews where site_id = $1 and closed_at is null
     union all
     select 'loans', count(*)::int, count(*) filter (where due_at < $2)::int
     from site_loans where site_id = $1 and returned_at is null`,
    [siteId, ctx.now],
  )
}
