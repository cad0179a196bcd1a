import type { BasisItem } from '@linggong/policy'
import type { PostingState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { Hit, Posting, Reason } from './types.ts'

/** Columns by which row-level security knows whose a row is. */
const owner = (posting: Posting) => [posting.id, posting.employerId, posting.county, posting.siteId]

/** Stores what this screening found; hits of an earlier submission are kept but no longer count. */
export async function replaceHits(ctx: Ctx, posting: Posting, hits: readonly Hit[]): Promise<void> {
  await ctx.tx.named(
    'postings-supersede-hits',
    'update posting_hits set superseded_at = $2 where posting_id = $1 and superseded_at is null',
    [posting.id, ctx.now],
  )
  if (hits.length === 0) return
  await ctx.tx.query(
    `insert into posting_hits (id, posting_id, employer_id, county, site_id, at, rule_id, category, severity, words,
       field, from_position, to_position, article, explanation, way_out)
     select h.id, $1, $2, $3, $4, $5, h.rule_id, h.category, h.severity, h.words, h.field, h.from_position,
       h.to_position, h.article, h.explanation, h.way_out
     from jsonb_to_recordset($6::jsonb) as h (id uuid, rule_id text, category text, severity text, words text,
       field text, from_position int, to_position int, article text, explanation text, way_out text)`,
    [
      ...owner(posting),
      ctx.now,
      JSON.stringify(
        hits.map((hit) => ({
          id: ctx.newId(),
          rule_id: hit.ruleId,
          category: hit.category,
          severity: hit.severity,
          words: hit.words,
          field: hit.field,
          from_position: hit.from,
          to_position: hit.to,
          article: hit.article,
          explanation: hit.explanation,
          way_out: hit.wayOut,
        })),
      ),
    ],
  )
}

export async function findHits(ctx: Ctx, postingId: string): Promise<Hit[]> {
  const rows = await ctx.tx.query<{
    rule_id: string
    category: string
    severity: Hit['severity']
    words: string
    field: string | null
    from_position: number | null
    to_position: number | null
    article: string
    explanation: string
    way_out: string
  }>(
    `select rule_id, category, severity, words, field, from_position, to_position, article, explanation, way_out
     from posting_hits where posting_id = $1 and superseded_at is null
     order by array_position(array['block', 'review', 'warn'], severity), id`,
    [postingId],
  )
  return rows.map(({ rule_id: ruleId, from_position: from, to_position: to, way_out: wayOut, ...rest }) => ({
    ruleId,
    from,
    to,
    wayOut,
    ...rest,
  }))
}

export type Review = {
  id: string
  postingId: string
  employerId: string
  county: string | null
  siteId: string | null
  kind: 'before' | 'afterwards'
  grounds: string[]
  openedAt: Date
  dueAt: Date
  limitKind: 'workingHours' | 'onCall'
  assignedTo: string | null
  escalatedAt: Date | null
  closedAt: Date | null
  title: string
  postingState: PostingState
}

type ReviewRow = {
  id: string
  posting_id: string
  employer_id: string
  county: string | null
  site_id: string | null
  kind: Review['kind']
  grounds: string[]
  opened_at: Date
  due_at: Date
  limit_kind: Review['limitKind']
  assigned_to: string | null
  escalated_at: Date | null
  closed_at: Date | null
  title: string | null
  posting_state: PostingState
}

const toReview = (row: ReviewRow): Review => ({
  id: row.id,
  postingId: row.posting_id,
  employerId: row.employer_id,
  county: row.county,
  siteId: row.site_id,
  kind: row.kind,
  grounds: row.grounds,
  openedAt: row.opened_at,
  dueAt: row.due_at,
  limitKind: row.limit_kind,
  assignedTo: row.assigned_to,
  escalatedAt: row.escalated_at,
  closedAt: row.closed_at,
  title: row.title ?? '',
  postingState: row.posting_state,
})

const selectReview = `select r.id, r.posting_id, r.employer_id, r.county, r.site_id, r.kind, r.grounds, r.opened_at,
  r.due_at, r.limit_kind, r.assigned_to, r.escalated_at, r.closed_at, p.terms->>'title' as title, p.state as posting_state
  from posting_reviews r join postings p on p.id = r.posting_id`

export async function openReview(
  ctx: Ctx,
  posting: Posting,
  review: {
    kind: Review['kind']
    grounds: readonly string[]
    dueAt: Date
    limitKind: Review['limitKind']
    siteId: string | null
    basis: readonly BasisItem[]
  },
): Promise<string> {
  const id = ctx.newId()
  await ctx.tx.named(
    'postings-open-review',
    `insert into posting_reviews (id, posting_id, employer_id, county, site_id, kind, grounds, opened_at, due_at,
       limit_kind, basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      posting.id,
      posting.employerId,
      posting.county,
      review.siteId,
      review.kind,
      [...review.grounds],
      ctx.now,
      review.dueAt,
      review.limitKind,
      JSON.stringify(review.basis),
    ],
  )
  return id
}

export async function findReview(ctx: Ctx, id: string, lock = false): Promise<Review | undefined> {
  const [row] = await ctx.tx.query<ReviewRow>(`${selectReview} where r.id = $1${lock ? ' for update of r' : ''}`, [id])
  return row && toReview(row)
}

export async function openReviewOf(ctx: Ctx, postingId: string): Promise<Review | undefined> {
  const [row] = await ctx.tx.query<ReviewRow>(`${selectReview} where r.posting_id = $1 and r.closed_at is null`, [
    postingId,
  ])
  return row && toReview(row)
}

/** Open matters this scope may see, most urgent first. */
export async function listReviews(
  ctx: Ctx,
  query: {
    kind?: Review['kind'] | undefined
    assignedTo?: string | undefined
    after?: { dueAt: Date; id: string } | undefined
    limit: number
  },
): Promise<Review[]> {
  const rows = await ctx.tx.query<ReviewRow>(
    `${selectReview}
     where r.closed_at is null and ($1::text is null or r.kind = $1) and ($2::uuid is null or r.assigned_to = $2)
       and ($3::timestamptz is null or (r.due_at, r.id) > ($3, $4::uuid))
     order by r.due_at, r.id limit $5`,
    [query.kind ?? null, query.assignedTo ?? null, query.after?.dueAt ?? null, query.after?.id ?? null, query.limit],
  )
  return rows.map(toReview)
}

/** Postings that wait for nothing but their employer's verification. */
export async function waitingForEmployer(ctx: Ctx, employerId: string): Promise<Review[]> {
  const rows = await ctx.tx.query<ReviewRow>(
    `${selectReview} where r.employer_id = $1 and r.closed_at is null and r.kind = 'before'
       and r.grounds = '{employerUnverified}' order by r.id`,
    [employerId],
  )
  return rows.map(toReview)
}

export async function assignReview(ctx: Ctx, id: string, staffId: string): Promise<void> {
  await ctx.tx.query(
    'update posting_reviews set assigned_to = $2, assigned_at = $3 where id = $1 and assigned_to is null',
    [id, staffId, ctx.now],
  )
}

export async function closeReview(ctx: Ctx, postingId: string, outcome: 'pass' | 'return' | 'takeDown' | 'dropped') {
  await ctx.tx.query(
    'update posting_reviews set closed_at = $2, outcome = $3 where posting_id = $1 and closed_at is null',
    [postingId, ctx.now, outcome],
  )
}

export async function markEscalated(ctx: Ctx, reviewId: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update posting_reviews set escalated_at = $2
     where id = $1 and closed_at is null and escalated_at is null returning id`,
    [reviewId, ctx.now],
  )
  return rows.length > 0
}

export async function insertDecision(
  ctx: Ctx,
  posting: Posting,
  decision: {
    reviewId: string | null
    act: 'pass' | 'return' | 'takeDown'
    reasons: readonly Reason[]
    decidedBy: string | null
  },
): Promise<void> {
  await ctx.tx.query(
    `insert into posting_decisions (id, posting_id, employer_id, county, site_id, review_id, act, reasons, decided_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ctx.newId(),
      ...owner(posting),
      decision.reviewId,
      decision.act,
      JSON.stringify(decision.reasons),
      decision.decidedBy,
      ctx.now,
    ],
  )
}

export type Decision = { act: 'pass' | 'return' | 'takeDown'; reasons: Reason[]; at: Date }

export async function findDecisions(ctx: Ctx, postingId: string): Promise<Decision[]> {
  return ctx.tx.query<Decision>(
    'select act, reasons, at from posting_decisions where posting_id = $1 order by at, id',
    [postingId],
  )
}
