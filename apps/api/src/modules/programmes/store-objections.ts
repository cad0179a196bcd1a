import type { ObjectionWay } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { SubsidyRow } from './store.ts'

export type ObjectionRow = {
  id: string
  received_on: string
  answer_by: string
  way: ObjectionWay
  words: string
  outcome: 'upheld' | 'rejected' | null
  outcome_note: string | null
}

/** Whoever records an objection and whoever lets the money go on wait for one another. */
export const lockSubsidy = (ctx: Ctx, id: string) =>
  ctx.tx.query('select from subsidies where id = $1 for update', [id])

export async function insertObjection(
  ctx: Ctx,
  of: Pick<SubsidyRow, 'id' | 'site_id' | 'county'>,
  one: Pick<ObjectionRow, 'id' | 'received_on' | 'answer_by' | 'way' | 'words'>,
  by: string,
): Promise<void> {
  await ctx.tx.query(
    `insert into subsidy_objections (id, subsidy_id, site_id, county, received_on, way, words, recorded_by, answer_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [one.id, of.id, of.site_id, of.county, one.received_on, one.way, one.words, by, one.answer_by],
  )
}

export const objectionsOf = (ctx: Ctx, subsidyId: string) =>
  ctx.tx.query<ObjectionRow>(
    `select id, received_on, answer_by, way, words, outcome, outcome_note from subsidy_objections where subsidy_id = $1
     order by received_on, id`,
    [subsidyId],
  )

/** False when it was decided before, or is not there. */
export async function decideObjection(
  ctx: Ctx,
  subsidyId: string,
  id: string,
  said: { outcome: 'upheld' | 'rejected'; note: string; on: string },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update subsidy_objections set outcome = $3, outcome_note = $4, decided_on = $5
     where id = $1 and subsidy_id = $2 and outcome is null returning id`,
    [id, subsidyId, said.outcome, said.note, said.on],
  )
  return rows.length > 0
}
