import type { QuarterlyReportState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { MachineRow } from '../../kernel/transition.ts'
import type { Corrections, Figures, ReportForm } from './rules.ts'

export type ReportRow = MachineRow & {
  county: string
  quarter: string
  revision: number
  state: QuarterlyReportState
  form: ReportForm & { provisional: boolean }
  figures: Figures
  corrections: Corrections
  cut_off_at: Date
  narrative: string | null
  problems: string | null
  compiled_by: string | null
  compiled_name: string | null
  signed_name: string | null
  signed_at: Date | null
  restate_reason: string | null
}

/** `first_signed_at`: when the county first reported the quarter, in whatever revision. */
export type HoldingRow = ReportRow & { first_signed_at: Date | null }

/** Revisions of a county's report, the newest first. */
export const revisionsOf = (ctx: Ctx, county: string, quarter: string) =>
  ctx.tx.query<ReportRow>('select * from quarterly_reports where county = $1 and quarter = $2 order by revision desc', [
    county,
    quarter,
  ])

/** The revision that holds, of each of these counties. */
export const holdingOf = (ctx: Ctx, counties: readonly string[], quarter: string) =>
  ctx.tx.query<HoldingRow>(
    `select q.*, (select min(o.signed_at) from quarterly_reports o where o.county = q.county and o.quarter = q.quarter)
       as first_signed_at
     from quarterly_reports q where q.county = any ($1::text[]) and q.quarter = $2 and q.state <> 'replaced'`,
    [counties, quarter],
  )

/** The last signed revision of each county: what the city merges while a newer one is being worked on. */
export const signedOf = (ctx: Ctx, counties: readonly string[], quarter: string) =>
  ctx.tx.query<ReportRow>(
    `select distinct on (county) * from quarterly_reports
     where county = any ($1::text[]) and quarter = $2 and signed_at is not null order by county, revision desc`,
    [counties, quarter],
  )

type NewReport = Pick<
  ReportRow,
  | 'id'
  | 'county'
  | 'quarter'
  | 'revision'
  | 'form'
  | 'figures'
  | 'corrections'
  | 'narrative'
  | 'problems'
  | 'restate_reason'
  | 'compiled_by'
  | 'compiled_name'
>

/** A revision, or the same one compiled anew while it is not signed. Undefined when it has been signed meanwhile. */
export async function putCompiled(ctx: Ctx, one: NewReport): Promise<ReportRow | undefined> {
  const [row] = await ctx.tx.query<ReportRow>(
    `insert into quarterly_reports as q (id, county, quarter, revision, state, state_since, form, figures, corrections,
       cut_off_at, narrative, problems, restate_reason, compiled_by, compiled_name)
     values ($1, $2, $3, $4, 'compiled', $5, $6, $7, $8, $5, $9, $10, $11, $12, $13)
     on conflict (county, quarter, revision) do update set form = excluded.form, figures = excluded.figures,
       cut_off_at = excluded.cut_off_at, compiled_by = excluded.compiled_by, compiled_name = excluded.compiled_name,
       version = q.version + 1 where q.state = 'compiled' returning *`,
    [
      one.id,
      one.county,
      one.quarter,
      one.revision,
      ctx.now,
      JSON.stringify(one.form),
      JSON.stringify(one.figures),
      JSON.stringify(one.corrections),
      one.narrative,
      one.problems,
      one.restate_reason,
      one.compiled_by,
      one.compiled_name,
    ],
  )
  return row
}

/** Changes an unsigned revision; undefined once it is signed. */
export async function changeCompiled(
  ctx: Ctx,
  id: string,
  facts: { corrections: Corrections } | { narrative: string; problems: string | null },
): Promise<ReportRow | undefined> {
  const [row] =
    'corrections' in facts
      ? await ctx.tx.query<ReportRow>(
          `update quarterly_reports set corrections = $2, version = version + 1
           where id = $1 and state = 'compiled' returning *`,
          [id, JSON.stringify(facts.corrections)],
        )
      : await ctx.tx.query<ReportRow>(
          `update quarterly_reports set narrative = $2, problems = $3, version = version + 1
           where id = $1 and state = 'compiled' returning *`,
          [id, facts.narrative, facts.problems],
        )
  return row
}

export type CityReportRow = {
  id: string
  quarter: string
  revision: number
  parts: Record<string, number>
  apart: Figures
  merged_at: Date
  merged_name: string
}

export async function lastCityReport(ctx: Ctx, quarter: string): Promise<CityReportRow | undefined> {
  const [row] = await ctx.tx.query<CityReportRow>(
    'select * from city_reports where quarter = $1 order by revision desc limit 1',
    [quarter],
  )
  return row
}

export async function insertCityReport(
  ctx: Ctx,
  one: Pick<CityReportRow, 'id' | 'quarter' | 'revision' | 'parts' | 'apart'> & { by: string; byName: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into city_reports (id, quarter, revision, parts, apart, merged_at, merged_by, merged_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      one.id,
      one.quarter,
      one.revision,
      JSON.stringify(one.parts),
      JSON.stringify(one.apart),
      ctx.now,
      one.by,
      one.byName,
    ],
  )
}

export type TargetRow = { county: string; markets: number; stations: number; document_number: string }

export const targetsOf = (ctx: Ctx, year: number) =>
  ctx.tx.query<TargetRow>('select county, markets, stations, document_number from build_targets where year = $1', [
    year,
  ])

export async function putTarget(
  ctx: Ctx,
  one: { county: string; year: number; markets: number; stations: number; documentNumber: string; by: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into build_targets (county, year, markets, stations, document_number, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (county, year) do update set markets = excluded.markets, stations = excluded.stations,
       document_number = excluded.document_number, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
    [one.county, one.year, one.markets, one.stations, one.documentNumber, ctx.now, one.by],
  )
}

/** Calls for a quarter's reports that were not there yet; answers those. */
export const insertCalls = (
  ctx: Ctx,
  calls: ReadonlyArray<{ id: string; county: string; county_name: string }>,
  of: { quarter: string; label: string; due_on: string },
) =>
  ctx.tx.query<{ id: string; county: string }>(
    `insert into report_calls (id, county, county_name, quarter, label, due_on)
     select c.id, c.county, c.county_name, $4, $5, $6
     from unnest($1::uuid[], $2::text[], $3::text[]) as c (id, county, county_name)
     on conflict on constraint report_calls_once do nothing returning id, county`,
    [
      calls.map(({ id }) => id),
      calls.map(({ county }) => county),
      calls.map(({ county_name }) => county_name),
      of.quarter,
      of.label,
      of.due_on,
    ],
  )
