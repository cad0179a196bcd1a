import type { Ctx } from '../../kernel/context.ts'

/** What the money for sites of a county did between two days, both inclusive. */
export type FundCounts = {
  /** Of the appropriations of the year, fen. */
  appropriatedFen: number
  paidFen: number
  documents: string[]
  /** Different sites that received a subsidy, or whose purchased service was paid. */
  sitesSupported: number
  /** Recognitions that stand on the last day. */
  sitesRecognised: number
  /** Subsidies paid after a public notice, and those of them in time. */
  paidAfterNotice: number
  paidInTime: number
  /** Subsidies claimed back. */
  reclaimed: number
}

export async function fundCounts(
  ctx: Ctx,
  of: { county: string; year: number; from: string; to: string; payWithinDays: number },
): Promise<FundCounts> {
  const [row] = await ctx.tx.query<FundCounts>(
    `select coalesce(sum(a.amount_fen), 0)::bigint as "appropriatedFen", coalesce(sum(a.paid_fen), 0)::bigint as "paidFen",
       coalesce(array_agg(a.document_number order by a.recorded_at, a.id) filter (where a.id is not null), '{}') as documents,
       (select count(distinct site_id)::int from (
          select site_id from subsidies where county = $1 and state in ('paid', 'closed') and paid_on between $3 and $4
          union all
          select site_id from service_evaluations where county = $1 and state = 'paid' and paid_on between $3 and $4) paid)
         as "sitesSupported",
       (select count(*)::int from recognised_sites where county = $1 and recognised_on <= $4
          and (ended_on is null or ended_on > $4)) as "sitesRecognised",
       (select count(*)::int from subsidies where county = $1 and notice_to is not null and paid_on between $3 and $4)
         as "paidAfterNotice",
       (select count(*)::int from subsidies where county = $1 and paid_on between $3 and $4 and paid_on - notice_to <= $5)
         as "paidInTime",
       (select count(*)::int from subsidies where county = $1 and state = 'reclaimed'
          and (state_since at time zone 'Asia/Shanghai')::date between $3 and $4) as reclaimed
     from (select 1) one left join appropriations a on a.county = $1 and a.year = $2`,
    [of.county, of.year, of.from, of.to, of.payWithinDays],
  )
  if (!row) throw new Error('counting answers one row')
  return row
}

export type FundMoney = { county: string; appropriatedFen: number; paidFen: number }

/** Money appropriated for a year, by county; counties without any are left out. */
export const fundMoney = (ctx: Ctx, year: number, counties: readonly string[]): Promise<FundMoney[]> =>
  ctx.tx.query<FundMoney>(
    `select county, sum(amount_fen)::bigint as "appropriatedFen", sum(paid_fen)::bigint as "paidFen"
     from appropriations where year = $1 and county = any ($2::text[]) group by county`,
    [year, counties],
  )

export type FundRecords = {
  county: string
  year: number
  files: number
  lines: number
  amountFen: number
  keepUntil: string | null
}

/** Payment files by county and year of making, with the last day they are kept; null while one has none. */
export const fundRecords = (ctx: Ctx, counties: readonly string[]): Promise<FundRecords[]> =>
  ctx.tx.query<FundRecords>(
    `select county, extract(year from made_at at time zone 'Asia/Shanghai')::int as year, count(*)::int as files,
       sum(lines)::int as lines, sum(amount_fen)::bigint as "amountFen",
       case when bool_and(keep_until is not null) then max(keep_until) end as "keepUntil"
     from payment_files where county = any ($1::text[]) group by 1, 2 order by 2 desc, 1`,
    [counties],
  )
