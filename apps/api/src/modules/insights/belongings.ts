import type { Ctx } from '../../kernel/context.ts'

/** The matter with a page of its own that another one belongs to; a quarterly report is named by county and quarter. */
export type Belonging = { kind: string; id: string; county: string | null }

const belongings = `select m.kind || ' ' || m.id as matter, b.kind, b.id, b.county
  from unnest($1::text[], $2::uuid[]) as m (kind, id) cross join lateral (
    select 'serviceContract' as kind, service_id::text as id, county from service_evaluations
      where m.kind = 'serviceEvaluation' and service_evaluations.id = m.id
    union all select 'assessment', assessment_id::text, county from improvements
      where m.kind = 'improvement' and improvements.id = m.id
    union all select 'assessment', assessment_id::text, county from assessment_objections
      where m.kind = 'assessmentObjection' and assessment_objections.id = m.id
    union all select 'recognition', recognition_id::text, county from recognition_objections
      where m.kind = 'recognitionObjection' and recognition_objections.id = m.id
    union all select 'subsidy', subsidy_id::text, county from subsidy_objections
      where m.kind = 'subsidyObjection' and subsidy_objections.id = m.id
    union all select 'quarterlyReport', quarter, county from report_calls
      where m.kind in ('reportCall', 'reportRound') and report_calls.id = m.id
    union all select 'postingReview', id::text, county from posting_reviews
      where m.kind = 'posting' and posting_id = m.id and closed_at is null
    union all select 'posting', posting_id::text, county from shifts
      where m.kind = 'shift' and shifts.id = m.id
    union all select 'posting', posting_id::text, county from applications
      where m.kind = 'application' and applications.id = m.id
    union all select 'posting', posting_id::text, county from escrows
      where m.kind = 'escrow' and escrows.id = m.id) b`

/**
 * What each matter belongs to, by its kind and id (`improvement 0190…`); those that have a page of their own, or none at all,
 * are left out, as is what the scope may not see. One statement, however many there are.
 */
export async function belongingsOf(
  ctx: Ctx,
  matters: ReadonlyArray<{ kind: string; id: string }>,
): Promise<Map<string, Belonging>> {
  const rows = await ctx.tx.named<Belonging & { matter: string }>('insights-belongings', belongings, [
    matters.map(({ kind }) => kind),
    matters.map(({ id }) => id),
  ])
  return new Map(rows.map(({ matter, ...belonging }) => [matter, belonging]))
}
