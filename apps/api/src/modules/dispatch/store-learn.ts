import type { Calibration, LogisticModel } from '@linggong/matching'
import type { Ctx } from '../../kernel/context.ts'

export type PastOfferRow = {
  reach: string
  state: 'taken' | 'declined' | 'expired'
  made_at: Date
  state_since: Date
  /** What was known when the person was asked; null where a person chose. */
  facts: unknown
  /** Offers to the same person before this one on that day. */
  before: number
}

/** The latest offers that were answered or let pass, the oldest first. Needs the system scope. */
export async function pastOffers(ctx: Ctx, since: Date, limit: number): Promise<PastOfferRow[]> {
  return ctx.tx.named<PastOfferRow>(
    'dispatch-past-offers',
    `select * from (
       select reach, state, made_at, state_since, facts, id, (row_number() over (
         partition by worker_id, date_trunc('day', made_at at time zone 'Asia/Shanghai') order by made_at, id))::int - 1
         as before
       from offers where made_at >= $1 and state in ('taken', 'declined', 'expired') order by made_at desc, id desc
       limit $2) latest
     order by made_at, id`,
    [since, limit],
  )
}

export type ModelRow = {
  day: string
  learnt_at: Date
  examples: number
  model: LogisticModel | null
  calibration: Calibration | null
}

export async function findModel(ctx: Ctx, day: string): Promise<ModelRow | undefined> {
  const [row] = await ctx.tx.named<ModelRow>(
    'dispatch-model-of-day',
    'select day::text, learnt_at, examples, model, calibration from acceptance_models where day = $1::date',
    [day],
  )
  return row
}

/** The last one learnt, whatever its day. */
export async function latestModel(ctx: Ctx): Promise<ModelRow | undefined> {
  const [row] = await ctx.tx.named<ModelRow>(
    'dispatch-latest-model',
    'select day::text, learnt_at, examples, model, calibration from acceptance_models order by day desc limit 1',
  )
  return row
}

export async function insertModel(
  ctx: Ctx,
  day: string,
  lesson: Pick<ModelRow, 'examples' | 'model' | 'calibration'>,
): Promise<void> {
  await ctx.tx.query(
    `insert into acceptance_models (id, day, learnt_at, examples, model, calibration)
     values ($1, $2::date, $3, $4, $5::jsonb, $6::jsonb) on conflict (day) do nothing`,
    [
      ctx.newId(),
      day,
      ctx.now,
      lesson.examples,
      lesson.model && JSON.stringify(lesson.model),
      lesson.calibration && JSON.stringify(lesson.calibration),
    ],
  )
}
