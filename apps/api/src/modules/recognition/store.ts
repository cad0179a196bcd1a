import type { ObjectionWay, RecognitionState, SiteKind } from '@linggong/contract'
import { sqlState } from '../../kernel/errors.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'
import type { Filled, Seen } from './rules.ts'

export type RecognitionRow = MachineRow & {
  site_id: string
  county: string
  operator_id: string
  site_kind: SiteKind
  site_name: string
  state: RecognitionState
  state_since: Date
  form: Filled & { provisional: boolean }
  lodged_on: string
  due_on: string | null
  missing: string[] | null
  asked_at: Date | null
  notice_from: string | null
  notice_to: string | null
  number: string | null
  recognised_on: string | null
  ended_on: string | null
  city_recorded_on: string | null
  appeal_words: string | null
  appealed_on: string | null
  appeal_outcome: 'granted' | 'rejected' | null
  appeal_note: string | null
}

/** Undefined when the site has one under way or in force. */
export async function insertRecognition(
  ctx: Ctx,
  one: Pick<
    RecognitionRow,
    'id' | 'site_id' | 'county' | 'operator_id' | 'site_kind' | 'site_name' | 'form' | 'lodged_on' | 'due_on'
  > & {
    lodgedBy: string
  },
): Promise<RecognitionRow | undefined> {
  try {
    const [row] = await ctx.tx.query<RecognitionRow>(
      `insert into recognitions (id, site_id, county, operator_id, site_kind, site_name, state, state_since, form, lodged_on,
         lodged_by, due_on) values ($1, $2, $3, $4, $5, $6, 'lodged', $7, $8, $9, $10, $11) returning *`,
      [
        one.id,
        one.site_id,
        one.county,
        one.operator_id,
        one.site_kind,
        one.site_name,
        ctx.now,
        JSON.stringify(one.form),
        one.lodged_on,
        one.lodgedBy,
        one.due_on,
      ],
    )
    return row
  } catch (error) {
    if (sqlState(error) === '23505') return undefined
    throw error
  }
}

export async function findRecognition(ctx: Ctx, id: string): Promise<RecognitionRow | undefined> {
  const [row] = await ctx.tx.query<RecognitionRow>('select * from recognitions where id = $1', [id])
  return row
}

/** The one under way or in force; undefined where there is none. */
export async function currentOf(ctx: Ctx, siteId: string): Promise<RecognitionRow | undefined> {
  const [row] = await ctx.tx.query<RecognitionRow>(
    `select * from recognitions where site_id = $1 and state not in ('refused', 'withdrawn', 'revoked')`,
    [siteId],
  )
  return row
}

/** Of the scope's counties and sites, what is due first at the top. */
export function listRecognitions(
  ctx: Ctx,
  asked: {
    state?: string | undefined
    siteId?: string | undefined
    waiting: boolean
    after: [string, string] | null
    limit: number
  },
): Promise<RecognitionRow[]> {
  const { counties = [], sites = [] } = ctx.tx.scope
  return ctx.tx.query<RecognitionRow>(
    `select * from recognitions
     where (county = any ($1::text[]) or site_id = any ($2::uuid[]))
       and ($3::text is null or state = $3) and ($4::uuid is null or site_id = $4) and (not $5 or due_on is not null
         or (appealed_on is not null and appeal_outcome is null))
       and ($6::date is null or (coalesce(due_on, date '2999-12-31'), id) > ($6, $7::uuid))
     order by coalesce(due_on, date '2999-12-31'), id limit $8`,
    [
      counties,
      sites,
      asked.state ?? null,
      asked.siteId ?? null,
      asked.waiting,
      asked.after?.[0] ?? null,
      asked.after?.[1] ?? null,
      asked.limit,
    ],
  )
}

/** Columns that are no move of the life cycle: false when the row is not in one of these states. */
export async function setFacts(
  ctx: Ctx,
  id: string,
  states: readonly RecognitionState[],
  facts: Partial<
    Pick<
      RecognitionRow,
      'appeal_words' | 'appealed_on' | 'appeal_outcome' | 'appeal_note' | 'city_recorded_on' | 'due_on'
    >
  > &
    Record<string, string | null>,
): Promise<boolean> {
  const columns = Object.keys(facts)
  for (const column of columns) if (!/^[a-z_]+$/.test(column)) throw new Error(`not a column: ${column}`)
  const sets = columns.map((column, index) => `${column} = $${index + 3}`).join(', ')
  const rows = await ctx.tx.query(
    `update recognitions set ${sets}, version = version + 1 where id = $1 and state = any ($2::text[]) returning id`,
    [id, states, ...Object.values(facts)],
  )
  return rows.length > 0
}

export type InspectionRow = {
  id: string
  recognition_id: string
  items: Seen[]
  area_square_meters: number | null
  distance_meters: number | null
  accuracy_meters: number | null
  started_at: Date
  finished_at: Date
  received_at: Date
  inspector_name: string
  inspector_signature: string
  site_person_name: string
  site_signature: string
  note: string | null
}

/** Kept once, however often it is sent. */
export async function insertInspection(
  ctx: Ctx,
  one: Omit<InspectionRow, 'received_at'> & {
    siteId: string
    county: string
    lat: number | null
    lng: number | null
    inspectorId: string
  },
): Promise<void> {
  await ctx.tx.query(
    `insert into recognition_inspections (id, recognition_id, site_id, county, items, area_square_meters, lat, lng,
       accuracy_meters, distance_meters, started_at, finished_at, received_at, inspector_id, inspector_name,
       inspector_signature, site_person_name, site_signature, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     on conflict (id) do nothing`,
    [
      one.id,
      one.recognition_id,
      one.siteId,
      one.county,
      JSON.stringify(one.items),
      one.area_square_meters,
      one.lat,
      one.lng,
      one.accuracy_meters,
      one.distance_meters,
      one.started_at,
      one.finished_at,
      ctx.now,
      one.inspectorId,
      one.inspector_name,
      one.inspector_signature,
      one.site_person_name,
      one.site_signature,
      one.note,
    ],
  )
}

/** Newest first. */
export const inspectionsOf = (ctx: Ctx, recognitionId: string) =>
  ctx.tx.query<InspectionRow>(
    'select * from recognition_inspections where recognition_id = $1 order by received_at desc, id desc',
    [recognitionId],
  )

/** Whoever records an objection and whoever lets the matter go on wait for one another. */
export const lockRecognition = (ctx: Ctx, id: string) =>
  ctx.tx.query('select from recognitions where id = $1 for update', [id])

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
  of: Pick<RecognitionRow, 'id' | 'site_id' | 'county'>,
  one: Pick<ObjectionRow, 'id' | 'received_on' | 'answer_by' | 'way' | 'words'>,
  by: string,
): Promise<void> {
  await ctx.tx.query(
    `insert into recognition_objections (id, recognition_id, site_id, county, received_on, way, words, recorded_by, answer_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [one.id, of.id, of.site_id, of.county, one.received_on, one.way, one.words, by, one.answer_by],
  )
}

export const objectionsOf = (ctx: Ctx, recognitionId: string) =>
  ctx.tx.query<ObjectionRow>(
    'select id, received_on, answer_by, way, words, outcome, outcome_note from recognition_objections where recognition_id = $1 order by received_on, id',
    [recognitionId],
  )

/** Undefined when it was decided before, or is not there. */
export async function decideObjection(
  ctx: Ctx,
  recognitionId: string,
  id: string,
  said: { outcome: 'upheld' | 'rejected'; note: string; on: string },
): Promise<ObjectionRow | undefined> {
  const [row] = await ctx.tx.query<ObjectionRow>(
    `update recognition_objections set outcome = $3, outcome_note = $4, decided_on = $5
     where id = $1 and recognition_id = $2 and outcome is null returning id, received_on, answer_by, way, words, outcome, outcome_note`,
    [id, recognitionId, said.outcome, said.note, said.on],
  )
  return row
}

/** The next serial of a county and year; taken in the transaction that uses it. */
export async function nextSerial(ctx: Ctx, county: string, year: number): Promise<number> {
  const [row] = await ctx.tx.query<{ last: number }>(
    `insert into recognition_serials as s (county, year, last) values ($1, $2, 1)
     on conflict (county, year) do update set last = s.last + 1 returning last`,
    [county, year],
  )
  if (!row) throw new Error('a serial is counted on or made')
  return row.last
}

/** In public notice now: everybody may read them. */
export const recognitionsInNotice = (ctx: Ctx, county: string | null) =>
  ctx.tx.query<Pick<RecognitionRow, 'id' | 'site_name' | 'county'> & { notice_from: string; notice_to: string }>(
    `select id, site_name, county, notice_from, notice_to from recognitions
     where state = 'inNotice' and ($1::text is null or county = $1) order by notice_to, id limit 200`,
    [county],
  )
