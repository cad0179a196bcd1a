import type { AssessmentResult, AssessmentState, ImprovementState, ObjectionWay, SiteKind } from '@linggong/contract'
import { sqlState } from '../../kernel/errors.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'
import type { Facts, Given, ScoreTable } from './rules.ts'

export type AssessmentRow = MachineRow & {
  site_id: string
  county: string
  operator_id: string | null
  site_kind: SiteKind
  site_name: string
  year: number
  state: AssessmentState
  state_since: Date
  score_table: ScoreTable
  facts: Facts
  facts_on: string
  due_on: string | null
  self_items: Given[] | null
  county_items: Given[] | null
  city_items: Given[] | null
  vetoes: Array<{ id: string; note: string }>
  total: number | null
  result: AssessmentResult | null
  stars: number | null
  drawn: boolean | null
  notice_from: string | null
  notice_to: string | null
}

const inReach = '(county = any ($1::text[]) or site_id = any ($2::uuid[]))'
const reach = (ctx: Ctx) => [ctx.tx.scope.counties ?? [], ctx.tx.scope.sites ?? []]

/** In one statement; sites assessed for that year already are left out of the answer. */
export function insertAssessments(
  ctx: Ctx,
  rows: ReadonlyArray<
    Pick<AssessmentRow, 'id' | 'site_id' | 'county' | 'operator_id' | 'site_kind' | 'site_name' | 'facts'>
  >,
  same: Pick<AssessmentRow, 'year' | 'score_table' | 'facts_on' | 'due_on'>,
): Promise<AssessmentRow[]> {
  return ctx.tx.query<AssessmentRow>(
    `insert into assessments (id, site_id, county, operator_id, site_kind, site_name, year, state, state_since,
       score_table, facts, facts_on, due_on)
     select r.id, r.site_id, r.county, r.operator_id, r.site_kind, r.site_name, $2, 'opened', $3, $4, r.facts, $5, $6
     from jsonb_to_recordset($1::jsonb) as r (id uuid, site_id uuid, county text, operator_id uuid, site_kind text,
       site_name text, facts jsonb)
     on conflict (site_id, year) do nothing returning *`,
    [JSON.stringify(rows), same.year, ctx.now, JSON.stringify(same.score_table), same.facts_on, same.due_on],
  )
}

/** Of the asking one's counties and sites only, though stars in notice can be read by everybody. */
export async function findAssessment(ctx: Ctx, id: string): Promise<AssessmentRow | undefined> {
  const [row] = await ctx.tx.query<AssessmentRow>(`select * from assessments where ${inReach} and id = $3`, [
    ...reach(ctx),
    id,
  ])
  return row
}

/** For the platform's own deadlines. */
export async function findAny(ctx: Ctx, id: string): Promise<AssessmentRow | undefined> {
  const [row] = await ctx.tx.query<AssessmentRow>('select * from assessments where id = $1', [id])
  return row
}

export function listAssessments(
  ctx: Ctx,
  asked: {
    year?: number | undefined
    state?: string | undefined
    siteId?: string | undefined
    waiting: boolean
    after: [string, string] | null
    limit: number
  },
): Promise<AssessmentRow[]> {
  return ctx.tx.query<AssessmentRow>(
    `select * from assessments where ${inReach}
       and ($3::int is null or year = $3) and ($4::text is null or state = $4) and ($5::uuid is null or site_id = $5)
       and (not $6 or due_on is not null or state in ('scored', 'checked'))
       and ($7::date is null or (coalesce(due_on, date '2999-12-31'), id) > ($7, $8::uuid))
     order by coalesce(due_on, date '2999-12-31'), id limit $9`,
    [
      ...reach(ctx),
      asked.year ?? null,
      asked.state ?? null,
      asked.siteId ?? null,
      asked.waiting,
      asked.after?.[0] ?? null,
      asked.after?.[1] ?? null,
      asked.limit,
    ],
  )
}

/** Scored ones of a county and year that have not been drawn about. */
export const toDraw = (ctx: Ctx, county: string, year: number) =>
  ctx.tx.query<AssessmentRow>(
    `select * from assessments where county = $1 and year = $2 and state = 'scored' and drawn is null order by id`,
    [county, year],
  )

export async function markDrawn(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.tx.query('update assessments set drawn = true, version = version + 1 where id = any ($1::uuid[])', [ids])
}

export type ObjectionRow = {
  id: string
  received_on: string
  /** Null on those of before there was a time limit. */
  answer_by: string | null
  way: ObjectionWay
  words: string
  outcome: 'upheld' | 'rejected' | null
  outcome_note: string | null
}

export async function insertObjection(
  ctx: Ctx,
  of: Pick<AssessmentRow, 'id' | 'site_id' | 'county'>,
  one: Pick<ObjectionRow, 'id' | 'received_on' | 'answer_by' | 'way' | 'words'>,
  by: string,
): Promise<void> {
  await ctx.tx.query(
    `insert into assessment_objections (id, assessment_id, site_id, county, received_on, way, words, recorded_by, answer_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [one.id, of.id, of.site_id, of.county, one.received_on, one.way, one.words, by, one.answer_by],
  )
}

export const objectionsOf = (ctx: Ctx, assessmentId: string) =>
  ctx.tx.query<ObjectionRow>(
    `select id, received_on, answer_by, way, words, outcome, outcome_note from assessment_objections where assessment_id = $1
     order by received_on, id`,
    [assessmentId],
  )

/** False when it was decided before, or is not there. */
export async function decideObjection(
  ctx: Ctx,
  assessmentId: string,
  id: string,
  said: { outcome: 'upheld' | 'rejected'; note: string; on: string },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update assessment_objections set outcome = $3, outcome_note = $4, decided_on = $5
     where id = $1 and assessment_id = $2 and outcome is null returning id`,
    [id, assessmentId, said.outcome, said.note, said.on],
  )
  return rows.length > 0
}

export type MethodRow = { document_number: string; points: Record<string, number>; recorded_at: Date }

export async function methodOf(ctx: Ctx, county: string, year: number): Promise<MethodRow | undefined> {
  const [row] = await ctx.tx.query<MethodRow>(
    'select document_number, points, recorded_at from assessment_methods where county = $1 and year = $2',
    [county, year],
  )
  return row
}

/** False once an assessment of that county and year has begun. */
export async function putMethod(
  ctx: Ctx,
  one: { county: string; year: number; documentNumber: string; points: Record<string, number>; by: string },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `insert into assessment_methods as m (id, county, year, document_number, points, recorded_at, recorded_by)
     select $1, $2, $3, $4, $5, $6, $7 where not exists (select from assessments where county = $2 and year = $3)
     on conflict (county, year) do update set document_number = excluded.document_number, points = excluded.points,
       recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by returning id`,
    [ctx.newId(), one.county, one.year, one.documentNumber, JSON.stringify(one.points), ctx.now, one.by],
  )
  return rows.length > 0
}

export type ImprovementRow = MachineRow & {
  assessment_id: string
  site_id: string
  county: string
  site_name: string
  state: ImprovementState
  items: string[]
  ordered_on: string
  due_on: string
  report: string | null
  outcome: string | null
}

/** Undefined while another order about the assessment is open. */
export async function insertImprovement(
  ctx: Ctx,
  of: Pick<AssessmentRow, 'id' | 'site_id' | 'county' | 'site_name'>,
  one: { items: readonly string[]; orderedOn: string; dueOn: string },
): Promise<ImprovementRow | undefined> {
  try {
    const [row] = await ctx.tx.query<ImprovementRow>(
      `insert into improvements (id, assessment_id, site_id, county, site_name, state, state_since, items, ordered_on, due_on)
       values ($1, $2, $3, $4, $5, 'ordered', $6, $7, $8, $9) returning *`,
      [
        ctx.newId(),
        of.id,
        of.site_id,
        of.county,
        of.site_name,
        ctx.now,
        JSON.stringify(one.items),
        one.orderedOn,
        one.dueOn,
      ],
    )
    return row
  } catch (error) {
    if (sqlState(error) === '23505') return undefined
    throw error
  }
}

export const improvementsOf = (ctx: Ctx, assessmentId: string) =>
  ctx.tx.query<ImprovementRow>('select * from improvements where assessment_id = $1 order by ordered_on, id', [
    assessmentId,
  ])

/** Stars of a year that everybody may read. */
export const publishedStars = (ctx: Ctx, year: number, county: string | null) =>
  ctx.tx.query<
    Pick<AssessmentRow, 'site_id' | 'site_name' | 'county' | 'stars' | 'notice_to'> & {
      result: AssessmentResult
      state: 'inNotice' | 'decided'
    }
  >(
    `select site_id, site_name, county, stars, result, state, notice_to from assessments
     where year = $1 and state in ('inNotice', 'decided') and ($2::text is null or county = $2)
     order by stars desc nulls last, site_name limit 500`,
    [year, county],
  )
