import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { Ctx } from '../../kernel/context.ts'

/** What a notice needs to know of the matter it is about, whatever table that lives in. */
export type Matter = {
  kind: string
  id: string
  state: string
  county: string | null
  workerId: string | null
  workerName: string | null
  employerId: string | null
  crewLeaderId: string | null
  postingId: string | null
  siteId: string | null
  startsAt: Date | null
  endsAt: Date | null
  terms: Partial<WorkTerms> | null
  amountFen: number | null
  /** What the employer still has to pay in for a wage. */
  owedFen: number | null
  minutes: number | null
  /** Until when something has to be done about it. */
  deadline: Date | null
  reasonCode: string | null
  /** Shifts it covers, where more than one may be. */
  shifts: number
  /** Pair of numbers that answer an offer by SMS; null: it is answered otherwise. */
  replyPair: number | null
  /** Whose offer it is, where several people share the phone that answers. */
  replyName: string | null
}

/** Columns every query below answers; a matter without one leaves it out. */
type Columns = {
  state: string
  county?: string
  worker_id?: string
  worker_name?: string
  employer_id?: string
  crew_leader_id?: string
  posting_id?: string
  site_id?: string
  starts_at?: Date
  ends_at?: Date
  terms?: Partial<WorkTerms>
  amount_fen?: number
  owed_fen?: number | null
  minutes?: number
  deadline?: Date
  reason_code?: string
  shifts?: number
  reply_pair?: number | null
  reply_name?: string | null
}

/** Signed once is reported, also while a new revision is being worked on. */
const reported = (call: string) => `exists (select from quarterly_reports q
      where q.county = ${call}.county and q.quarter = ${call}.quarter and q.signed_at is not null)`

const ofShift = (
  table: string,
  more = '',
  which = 'm.id = $1',
) => `select ${more} m.state, m.county, m.worker_id, m.worker_name, m.employer_id, m.posting_id,
    s.starts_at, s.ends_at, p.terms, m.expires_at as deadline,
    case when p.span = 'wholeJob' then (select count(*)::int from shifts a where a.posting_id = p.id) else 1 end as shifts
  from ${table} m join shifts s on s.id = m.shift_id join postings p on p.id = m.posting_id where ${which}`

const replyPair = `(select pair from offer_codes c where c.offer_id = m.id) as reply_pair,
    (select m.worker_name from offer_codes c where c.offer_id = m.id and exists (
      select from persons p where p.phone_index = c.phone_index and p.id <> c.worker_id)) as reply_name,`

/** Reading across modules for words to people; nothing is decided on it but whether a notice still fits. */
const queries: Record<string, string> = {
  engagement: `select e.state, e.county, e.worker_id, e.worker_name, e.employer_id, e.crew_leader_id, e.posting_id,
      e.starts_at, e.ends_at, e.terms, t.minutes, t.confirm_by as deadline, e.ended_reason as reason_code
    from engagements e left join timesheets t on t.engagement_id = e.id where e.id = $1`,
  posting: `select p.state, p.county, p.employer_id, p.id as posting_id, p.terms, min(s.starts_at) as starts_at,
      max(s.ends_at) as ends_at, count(s.id)::int as shifts
    from postings p left join shifts s on s.posting_id = p.id where p.id = $1 group by p.id`,
  shift: `select s.state, s.county, s.employer_id, s.posting_id, s.starts_at, s.ends_at, p.terms
    from shifts s join postings p on p.id = s.posting_id where s.id = $1`,
  offer: ofShift('offers', replyPair),
  application: ofShift('applications'),
  contract: `select c.state, c.county, c.worker_id, c.worker_name, c.employer_id, c.posting_id, p.terms,
      c.sign_by as deadline, min(e.starts_at) as starts_at, max(e.ends_at) as ends_at, count(e.id)::int as shifts
    from contracts c join postings p on p.id = c.posting_id
      left join contract_engagements ce on ce.contract_id = c.id left join engagements e on e.id = ce.engagement_id
    where c.id = $1 group by c.id, p.id`,
  timesheet: `select t.state, t.county, t.worker_id, t.worker_name, t.employer_id, t.crew_leader_id, e.posting_id,
      t.starts_at, t.ends_at, e.terms, t.minutes, t.confirm_by as deadline, t.correction_reason as reason_code
    from timesheets t join engagements e on e.id = t.engagement_id where t.id = $1`,
  payout: `select p.state, p.county, p.worker_id, e.worker_name, p.employer_id, e.posting_id, p.amount_fen,
      p.failure_code as reason_code, e.terms, e.starts_at, e.ends_at
    from payouts p left join lateral (
      select e.* from payout_wages pw join wages w on w.id = pw.wage_id join engagements e on e.id = w.engagement_id
      where pw.payout_id = p.id order by e.starts_at limit 1) e on true
    where p.id = $1`,
  wage: `select case when w.paid_at is not null then 'paid' when w.funded_at is not null then 'funded' else 'unfunded' end as state,
      w.county, w.worker_id, e.worker_name, w.employer_id, w.posting_id, w.net_fen as amount_fen, w.minutes,
      case when w.funded_at is null and w.paid_at is null then w.gross_fen - w.from_escrow_fen end as owed_fen,
      w.late_at as deadline, e.terms, e.starts_at, e.ends_at
    from wages w join engagements e on e.id = w.engagement_id where w.id = $1`,
  escrow: `select x.state, x.county, x.employer_id, x.posting_id, x.required_fen as amount_fen, x.fund_by as deadline, p.terms
    from escrows x join postings p on p.id = x.posting_id where x.id = $1`,
  dispute: `select d.state, d.county, d.worker_id, d.worker_name, d.employer_id, d.posting_id, d.due_at as deadline,
      d.reason_code, e.terms, e.starts_at, e.ends_at,
      coalesce(d.outcome_minutes, d.proposal_minutes) as minutes, coalesce(d.outcome_fen, d.proposal_fen) as amount_fen
    from disputes d join engagements e on e.id = d.engagement_id where d.id = $1`,
  // An employer's objection is nothing the worker of the named place is told of.
  trouble: `select t.state, t.county, case when t.kind <> 'employerRecordWrong' then t.worker_id end as worker_id,
      t.worker_name, t.employer_id, t.posting_id, t.due_at as deadline,
      t.kind as reason_code, e.terms, e.starts_at, e.ends_at
    from troubles t join engagements e on e.id = t.engagement_id where t.id = $1`,
  rating: `select case when r.shown_at is null then 'given' else 'shown' end as state, r.county, r.worker_id, e.worker_name,
      r.employer_id, r.posting_id, e.terms, e.starts_at, e.ends_at
    from ratings r join engagements e on e.id = r.engagement_id where r.id = $1`,
  recognition: `select state, county, site_id, jsonb_build_object('title', site_name) as terms,
      (due_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from recognitions where id = $1`,
  subsidy: `select u.state, u.county, u.site_id, jsonb_build_object('title', s.name) as terms, u.amount_fen
    from subsidies u join sites s on s.id = u.site_id where u.id = $1`,
  assessment: `select state, county, site_id, jsonb_build_object('title', site_name) as terms,
      (due_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from assessments where id = $1`,
  improvement: `select state, county, site_id, jsonb_build_object('title', site_name) as terms,
      (due_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from improvements where id = $1`,
  assessmentObjection: `select case when o.outcome is null then 'open' else 'decided' end as state, o.county,
      jsonb_build_object('title', a.site_name) as terms,
      (o.answer_by + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from assessment_objections o join assessments a on a.id = o.assessment_id where o.id = $1`,
  recognitionObjection: `select case when o.outcome is null then 'open' else 'decided' end as state, o.county,
      jsonb_build_object('title', r.site_name) as terms,
      (o.answer_by + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from recognition_objections o join recognitions r on r.id = o.recognition_id where o.id = $1`,
  subsidyObjection: `select case when o.outcome is null then 'open' else 'decided' end as state, o.county,
      jsonb_build_object('title', s.name) as terms,
      (o.answer_by + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from subsidy_objections o join sites s on s.id = o.site_id where o.id = $1`,
  reportCall: `select case when ${reported('c')} then 'signed' else 'asked' end as state, c.county,
      jsonb_build_object('title', c.label, 'placeName', c.county_name) as terms,
      (c.due_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from report_calls c where c.id = $1`,
  // The round of a quarter by one of its calls: every county that has not reported, in one notice, in the order of the city's list.
  reportRound: `select case when late.names is null then 'whole' else 'missing' end as state, c.county,
      jsonb_build_object('title', c.label, 'placeName', late.names) as terms,
      (c.due_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from report_calls c cross join lateral (select string_agg(o.county_name, '、' order by length(o.county), o.county) as names
      from report_calls o where o.quarter = c.quarter and not ${reported('o')}) late
    where c.id = $1`,
  serviceContract: `select c.state, c.county, jsonb_build_object('title', s.name) as terms, c.price_fen as amount_fen
    from service_contracts c join sites s on s.id = c.site_id where c.id = $1`,
  serviceEvaluation: `select state, county, jsonb_build_object('title', site_name) as terms, amount_fen,
      (object_by + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from service_evaluations where id = $1`,
  crewMember: `select m.state, m.person_id as worker_id, m.name as worker_name, m.leader_id as crew_leader_id,
      jsonb_build_object('title', c.name, 'contactName', p.name) as terms
    from crew_members m join crews c on c.id = m.crew_id join persons p on p.id = m.leader_id where m.id = $1`,
  qualification: `select q.state, q.county, q.person_id as worker_id, p.name as worker_name,
      jsonb_build_object('title', coalesce(q.name, '证书')) as terms, q.refusal->0->>'code' as reason_code,
      (q.valid_until + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 minute' as deadline
    from worker_qualifications q join persons p on p.id = q.person_id where q.id = $1`,
  employer: `select state, county, id as employer_id from employers where id = $1`,
  person: `select 'registered' as state, id as worker_id, name as worker_name from persons where id = $1`,
  assist: `select case when ended_at is null then 'begun' else 'ended' end as state, county, person_id as worker_id,
      employer_id, expires_at as deadline from assists where id = $1`,
}

/** The matter of this kind and id as it stands now; undefined where there is none the scope may see. */
export async function readMatter(ctx: Ctx, kind: string, id: string): Promise<Matter | undefined> {
  const text = queries[kind]
  if (text === undefined) throw new Error(`no matter of kind ${kind}`)
  const [row] = await ctx.tx.named<Columns>(`insights-matter-${kind}`, text, [id])
  return row && matterOf(kind, id, row)
}

/** Offers as they stand now, by id; those that are not there or out of the scope's reach are absent. One statement. */
export async function readOfferMatters(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Matter>> {
  const rows = await ctx.tx.named<Columns & { id: string }>(
    'insights-matters-offer',
    ofShift('offers', `m.id, ${replyPair}`, 'm.id = any ($1::uuid[])'),
    [ids],
  )
  return new Map(rows.map((row) => [row.id, matterOf('offer', row.id, row)]))
}

function matterOf(kind: string, id: string, row: Columns): Matter {
  return {
    kind,
    id,
    state: row.state,
    county: row.county ?? null,
    workerId: row.worker_id ?? null,
    workerName: row.worker_name ?? null,
    employerId: row.employer_id ?? null,
    crewLeaderId: row.crew_leader_id ?? null,
    postingId: row.posting_id ?? null,
    siteId: row.site_id ?? null,
    startsAt: row.starts_at ?? null,
    endsAt: row.ends_at ?? null,
    terms: row.terms ?? null,
    amountFen: row.amount_fen ?? null,
    owedFen: row.owed_fen ?? null,
    minutes: row.minutes ?? null,
    deadline: row.deadline ?? null,
    reasonCode: row.reason_code ?? null,
    shifts: row.shifts ?? 1,
    replyPair: row.reply_pair ?? null,
    replyName: row.reply_name ?? null,
  }
}

const engagementOf = `select m.kind, m.id, e.engagement_id as "engagementId"
  from unnest($1::text[], $2::uuid[]) as m (kind, id) cross join lateral (
    select m.id as engagement_id where m.kind = 'engagement'
    union all select engagement_id from timesheets where m.kind = 'timesheet' and timesheets.id = m.id
    union all select engagement_id from wages where m.kind = 'wage' and wages.id = m.id
    union all select engagement_id from ratings where m.kind = 'rating' and ratings.id = m.id
    union all select engagement_id from troubles where m.kind = 'trouble' and troubles.id = m.id
    union all select engagement_id from disputes where m.kind = 'dispute' and disputes.id = m.id
    union all (select w.engagement_id from payout_wages pw join wages w on w.id = pw.wage_id
      where m.kind = 'payout' and pw.payout_id = m.id order by w.worked_on, w.id limit 1)) e`

/** The engagement each matter belongs to (of a payout: its first), by id; those without one are left out. */
export async function engagementsOfMatters(
  ctx: Ctx,
  matters: ReadonlyArray<{ kind: string; id: string }>,
): Promise<Map<string, string>> {
  const rows = await ctx.tx.query<{ id: string; engagementId: string }>(engagementOf, [
    matters.map(({ kind }) => kind),
    matters.map(({ id }) => id),
  ])
  return new Map(rows.map(({ id, engagementId }) => [id, engagementId]))
}

/** Kinds `readMatter` knows. */
export const matterKinds: readonly string[] = Object.keys(queries)

export type EngagementGroup = { shifts: number; workers: number; firstStartsAt: Date }

/** Engagements of a posting that came to their present state at the same moment: one act, told in one notice. */
export async function engagementsMovedWith(
  ctx: Ctx,
  act: { postingId: string; state: string; at: Date; workerId?: string },
): Promise<EngagementGroup | undefined> {
  const [row] = await ctx.tx.query<{ shifts: number; workers: number; first: Date | null }>(
    `select count(distinct shift_id)::int as shifts, count(distinct worker_id)::int as workers, min(starts_at) as first
     from engagements where posting_id = $1 and state = $2 and state_since = $3 and ($4::uuid is null or worker_id = $4)`,
    [act.postingId, act.state, act.at, act.workerId ?? null],
  )
  return row?.first ? { shifts: row.shifts, workers: row.workers, firstStartsAt: row.first } : undefined
}
