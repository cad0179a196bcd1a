import type { Ctx } from '../../kernel/context.ts'

const periods = ['today', 'month', 'year'] as const
type WageSums = Record<`${(typeof periods)[number] | 'late'}${'Wages' | 'Net'}`, number> &
  Record<`${(typeof periods)[number]}Paid`, number>

/** One worker's wages by day of work, up to `day`; late: what the employer should have paid in by now. */
export async function sumsOfWorker(ctx: Ctx, workerId: string, day: string): Promise<WageSums> {
  const late = 'paid_at is null and funded_at is null and net_fen > 0 and late_at <= $5'
  const sums = periods.map((period, index) => {
    const within = `worked_on >= $${index + 2}::date`
    return `count(*) filter (where ${within})::int as "${period}Wages",
      coalesce(sum(net_fen) filter (where ${within}), 0)::bigint as "${period}Net",
      coalesce(sum(net_fen) filter (where ${within} and paid_at is not null), 0)::bigint as "${period}Paid"`
  })
  const [row] = await ctx.tx.query<WageSums>(
    `select ${sums.join(', ')}, count(*) filter (where ${late})::int as "lateWages",
       coalesce(sum(net_fen) filter (where ${late}), 0)::bigint as "lateNet"
     from wages where worker_id = $1`,
    [workerId, day, `${day.slice(0, 8)}01`, `${day.slice(0, 4)}-01-01`, ctx.now],
  )
  if (!row) throw new Error('sums without a row')
  return row
}

export type WeekEarned = { workerId: string; week: number; days: number; fen: number }

/**
 * What everybody has earned in the last weeks up to and with `day`, and on how many days; week 0 is the last seven days.
 * By the day of work, paid out or not. Needs the system scope.
 */
export async function earnedByWeek(ctx: Ctx, day: string, weeks: number): Promise<WeekEarned[]> {
  return ctx.tx.named<WeekEarned>(
    'payroll-earned-by-week',
    `select worker_id as "workerId", ($1::date - worked_on) / 7 as week, count(distinct worked_on)::int as days,
       sum(net_fen)::bigint as fen
     from wages where worked_on > $1::date - 7 * $2::int and worked_on <= $1::date group by 1, 2`,
    [day, weeks],
  )
}
