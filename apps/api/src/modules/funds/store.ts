import type { FundGrade, FundState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { Indicator, Item, Target } from './rules.ts'

export type FundRow = {
  id: string
  county: string
  year: number
  state: FundState
  targets: Target[]
  indicators: Indicator[]
  targets_by_name: string
  targets_at: Date
  facts_on: string | null
  items: Item[] | null
  appropriated_fen: number | null
  paid_fen: number | null
  known_weight: number | null
  score: number | null
  grade: FundGrade | null
  summary: string | null
  evaluated_by: string | null
  evaluated_by_name: string | null
  evaluated_at: Date | null
  number: string | null
  opinion: string | null
  confirmed_by_name: string | null
  confirmed_at: Date | null
  keep_until: string | null
}

const columns = `id, county, year, state, targets, indicators, targets_by_name, targets_at, facts_on, items, appropriated_fen,
  paid_fen, known_weight::float8 as known_weight, score::float8 as score, grade, summary, evaluated_by, evaluated_by_name,
  evaluated_at, number, opinion, confirmed_by_name, confirmed_at, keep_until`

export const listYears = (ctx: Ctx, year: number, counties: readonly string[]): Promise<FundRow[]> =>
  ctx.tx.query<FundRow>(`select ${columns} from fund_years where year = $1 and county = any ($2::text[])`, [
    year,
    counties,
  ])

/** `hold`: until the transaction ends, so that two acts follow one another. */
export async function findYear(
  ctx: Ctx,
  of: { county: string; year: number },
  hold = false,
): Promise<FundRow | undefined> {
  const [row] = await ctx.tx.query<FundRow>(
    `select ${columns} from fund_years where county = $1 and year = $2 ${hold ? 'for update' : ''}`,
    [of.county, of.year],
  )
  return row
}

/** Writes the targets, or writes them anew where nothing has been evaluated; false: it has been meanwhile. */
export async function putTargets(
  ctx: Ctx,
  of: { county: string; year: number },
  one: { targets: readonly Target[]; indicators: readonly Indicator[]; by: string; byName: string },
): Promise<boolean> {
  const rows = await ctx.tx.query(
    `insert into fund_years as f (id, county, year, state, targets, indicators, targets_by, targets_by_name, targets_at)
     values ($1, $2, $3, 'planned', $4, $5, $6, $7, $8)
     on conflict (county, year) do update set targets = excluded.targets, indicators = excluded.indicators,
       targets_by = excluded.targets_by, targets_by_name = excluded.targets_by_name, targets_at = excluded.targets_at,
       version = f.version + 1 where f.state = 'planned' returning id`,
    [
      ctx.newId(),
      of.county,
      of.year,
      JSON.stringify(one.targets),
      JSON.stringify(one.indicators),
      one.by,
      one.byName,
      ctx.now,
    ],
  )
  return rows.length > 0
}

export async function writeEvaluation(
  ctx: Ctx,
  id: string,
  one: {
    factsOn: string
    items: readonly Item[]
    appropriatedFen: number
    paidFen: number
    knownWeight: number
    score: number
    grade: FundGrade
    summary: string
    by: string
    byName: string
  },
): Promise<void> {
  await ctx.tx.query(
    `update fund_years set state = 'evaluated', facts_on = $2, items = $3, appropriated_fen = $4, paid_fen = $5,
       known_weight = $6, score = $7, grade = $8, summary = $9, evaluated_by = $10, evaluated_by_name = $11,
       evaluated_at = $12, version = version + 1
     where id = $1 and state <> 'confirmed'`,
    [
      id,
      one.factsOn,
      JSON.stringify(one.items),
      one.appropriatedFen,
      one.paidFen,
      one.knownWeight,
      one.score,
      one.grade,
      one.summary,
      one.by,
      one.byName,
      ctx.now,
    ],
  )
}

export async function writeConfirmation(
  ctx: Ctx,
  id: string,
  one: { number: string; opinion: string; by: string; byName: string; keepUntil: string | null },
): Promise<void> {
  await ctx.tx.query(
    `update fund_years set state = 'confirmed', number = $2, opinion = $3, confirmed_by = $4, confirmed_by_name = $5,
       confirmed_at = $6, keep_until = $7, version = version + 1 where id = $1 and state = 'evaluated'`,
    [id, one.number, one.opinion, one.by, one.byName, ctx.now, one.keepUntil],
  )
}
