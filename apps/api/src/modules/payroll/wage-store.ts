import type { ContractKind } from '@linggong/policy'
import type { Ctx } from '../../kernel/context.ts'
import type { Period } from '../../kernel/period.ts'
import type { Reckoning } from './rules/reckon.ts'
import type { SettlementCycle } from './rules/settlement.ts'
import type { IncomeBefore, WithholdingMethod } from './rules/withholding.ts'

/** `compensation`: for work the employer cancelled too late to be fair; all others are for work done. */
export type WagePart = 'whole' | 'undisputed' | 'settled' | 'compensation'

/** What is kept of a reckoning: the lines people see, and which words of which document they rest on. */
export type KeptReckoning = Pick<Reckoning, 'lines'> & {
  postingTitle: string
  placeName: string
  startsAt: string
  endsAt: string
  taxableFen: number
  rateBasisPoints: number
  basis: unknown[]
}

export type Wage = {
  id: string
  engagementId: string
  part: WagePart
  workerId: string
  employerId: string
  postingId: string
  county: string
  workedOn: string
  reckonedOn: string
  reckonedAt: Date
  payMethod: 'hourly' | 'daily' | 'piece' | 'lumpSum'
  settlementCycle: SettlementCycle
  contractKind: ContractKind | null
  withholdingMethod: WithholdingMethod
  reckoning: KeptReckoning
  minutes: number
  grossFen: number
  topUpFen: number
  withheldFen: number
  netFen: number
  escrowId: string | null
  /** Part of the gross that came from the escrow; the rest is the employer's to pay in. */
  fromEscrowFen: number
  dueAt: Date
  lateAt: Date
  fundedAt: Date | null
  paidAt: Date | null
}

const columns = {
  id: 'id',
  engagementId: 'engagement_id',
  part: 'part',
  workerId: 'worker_id',
  employerId: 'employer_id',
  postingId: 'posting_id',
  county: 'county',
  workedOn: 'worked_on',
  reckonedOn: 'reckoned_on',
  reckonedAt: 'reckoned_at',
  payMethod: 'pay_method',
  settlementCycle: 'settlement_cycle',
  contractKind: 'contract_kind',
  withholdingMethod: 'withholding_method',
  reckoning: 'reckoning',
  minutes: 'minutes',
  grossFen: 'gross_fen',
  topUpFen: 'top_up_fen',
  withheldFen: 'withheld_fen',
  netFen: 'net_fen',
  escrowId: 'escrow_id',
  fromEscrowFen: 'from_escrow_fen',
  dueAt: 'due_at',
  lateAt: 'late_at',
  fundedAt: 'funded_at',
  paidAt: 'paid_at',
} as const satisfies Record<keyof Wage, string>

const names = Object.entries(columns)
const selected = names.map(([field, column]) => `w.${column} as "${field}"`).join(', ')

/** False when this part of the engagement has been reckoned before: nothing is written then. */
export async function insertWage(ctx: Ctx, wage: Wage): Promise<boolean> {
  const row = Object.fromEntries(names.map(([field, column]) => [column, wage[field as keyof Wage]]))
  const rows = await ctx.tx.named<{ id: string }>(
    'payroll-insert-wage',
    `insert into wages select * from jsonb_populate_record(null::wages, $1::jsonb) on conflict do nothing returning id`,
    [JSON.stringify(row)],
  )
  return rows.length > 0
}

export async function wagesOfEngagement(ctx: Ctx, engagementId: string): Promise<Wage[]> {
  return ctx.tx.query<Wage>(`select ${selected} from wages w where engagement_id = $1 order by reckoned_at, id`, [
    engagementId,
  ])
}

export async function wagesById(ctx: Ctx, ids: readonly string[]): Promise<Wage[]> {
  return ctx.tx.query<Wage>(`select ${selected} from wages w where id = any ($1::uuid[]) order by id`, [ids])
}

/** Locks the pair's year, so that two wages at once do not both start from the same cumulative income. */
export async function incomeBefore(
  ctx: Ctx,
  pair: { employerId: string; workerId: string },
  method: WithholdingMethod,
  day: string,
): Promise<IncomeBefore> {
  const year = Number(day.slice(0, 4))
  const key = [pair.employerId, pair.workerId, year]
  await ctx.tx.named(
    'payroll-open-withholding-year',
    'insert into withholding_years (employer_id, worker_id, year) values ($1, $2, $3) on conflict do nothing',
    key,
  )
  await ctx.tx.named(
    'payroll-lock-withholding-year',
    'select year from withholding_years where employer_id = $1 and worker_id = $2 and year = $3 for update',
    key,
  )
  const rows = await ctx.tx.named<{ month: number; gross: number; withheld: number }>(
    'payroll-income-before',
    `select extract(month from reckoned_on)::int as month, sum(gross_fen)::bigint as gross, sum(withheld_fen)::bigint as withheld
     from wages where employer_id = $1 and worker_id = $2 and withholding_method = $3
       and reckoned_on between $4::date and $5::date group by 1`,
    [pair.employerId, pair.workerId, method, `${year}-01-01`, `${year}-12-31`],
  )
  const month = rows.find((row) => row.month === Number(day.slice(5, 7)))
  return {
    yearIncomeFen: rows.reduce((sum, row) => sum + row.gross, 0),
    yearWithheldFen: rows.reduce((sum, row) => sum + row.withheld, 0),
    yearMonths: rows.map((row) => row.month),
    monthIncomeFen: month?.gross ?? 0,
    monthWithheldFen: month?.withheld ?? 0,
  }
}

/** What the employer still has to pay in for a wage. */
export function owedFen(wage: Pick<Wage, 'grossFen' | 'fromEscrowFen' | 'fundedAt'>): number {
  return wage.fundedAt === null ? wage.grossFen - wage.fromEscrowFen : 0
}

/** Adds to what the escrow gave for a wage; funded once it covers the whole. */
export async function addFromEscrow(ctx: Ctx, wageId: string, escrowId: string, amountFen: number): Promise<void> {
  await ctx.tx.query(
    `update wages set escrow_id = $2, from_escrow_fen = from_escrow_fen + $3,
       funded_at = case when from_escrow_fen + $3 = gross_fen then $4::timestamptz else funded_at end
     where id = $1 and funded_at is null`,
    [wageId, escrowId, amountFen, ctx.now],
  )
}

/** Unfunded wages of one posting, the oldest first, locked. */
export async function lockUnfundedOfPosting(ctx: Ctx, postingId: string): Promise<Wage[]> {
  return ctx.tx.query<Wage>(
    `select ${selected} from wages w where posting_id = $1 and funded_at is null and paid_at is null
     order by due_at, id for update`,
    [postingId],
  )
}

/** Pairs of this worker with funded wages waiting to be paid. */
export async function payablePairs(
  ctx: Ctx,
  workerId: string,
): Promise<Array<{ employerId: string; workerId: string }>> {
  return ctx.tx.query(
    `select distinct employer_id as "employerId", worker_id as "workerId" from wages w
     where worker_id = $1 and paid_at is null and funded_at is not null and due_at <= $2
       and not exists (select from payout_wages l where l.wage_id = w.id and l.live)`,
    [workerId, ctx.now],
  )
}

export type Owed = { owedFen: number; owedUntil: Date | null; overdueFen: number }

const owed = `select coalesce(sum(gross_fen - from_escrow_fen), 0)::bigint as "owedFen", min(late_at) as "owedUntil",
    coalesce(sum(gross_fen - from_escrow_fen) filter (where late_at < $2), 0)::bigint as "overdueFen"
  from wages where paid_at is null and funded_at is null and`

/** Unpaid wages wait for this much of the employer's money, the first until then; overdue: of these, past their time. */
export async function owedBy(ctx: Ctx, employerId: string): Promise<Owed> {
  const [row] = await ctx.tx.query<Owed>(`${owed} employer_id = $1`, [employerId, ctx.now])
  return row!
}

/** The same of one posting: what its wages come to above its escrow. */
export async function owedForPosting(ctx: Ctx, postingId: string): Promise<Owed> {
  const [row] = await ctx.tx.query<Owed>(`${owed} posting_id = $1`, [postingId, ctx.now])
  return row!
}

/** Unpaid wages of an employer that wait for its money, the oldest first, locked. */
export async function lockUnfunded(ctx: Ctx, employerId: string): Promise<Wage[]> {
  return ctx.tx.query<Wage>(
    `select ${selected} from wages w where employer_id = $1 and funded_at is null and paid_at is null
     order by due_at, id for update`,
    [employerId],
  )
}

export async function markFunded(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.tx.query('update wages set funded_at = $2 where id = any ($1::uuid[]) and funded_at is null', [
    ids,
    ctx.now,
  ])
}

/** Marks wages paid; returns those that were not before. */
export async function markPaid(ctx: Ctx, ids: readonly string[]): Promise<Wage[]> {
  return ctx.tx.query<Wage>(
    `update wages w set paid_at = $2 where id = any ($1::uuid[]) and paid_at is null returning ${selected}`,
    [ids, ctx.now],
  )
}

/**
 * Funded wages of the pair whose time has come and that are in no payout, locked until this work ends.
 * Two statements: whoever had to wait for the lock must look again at what was bound meanwhile.
 */
export async function lockPayable(ctx: Ctx, pair: { employerId: string; workerId: string }): Promise<Wage[]> {
  const locked = await ctx.tx.named<{ id: string }>(
    'payroll-lock-payable',
    `select id from wages where employer_id = $1 and worker_id = $2 and due_at <= $3 and paid_at is null
       and funded_at is not null and net_fen > 0 order by id for update`,
    [pair.employerId, pair.workerId, ctx.now],
  )
  if (locked.length === 0) return []
  return ctx.tx.named<Wage>(
    'payroll-payable',
    `select ${selected} from wages w where id = any ($1::uuid[]) and paid_at is null
       and not exists (select from payout_wages l where l.wage_id = w.id and l.live)
     order by due_at, id`,
    [locked.map((row) => row.id)],
  )
}

/** Locks these wages whatever their state. */
export async function lockWages(ctx: Ctx, ids: readonly string[]): Promise<Array<Wage & { inPayout: boolean }>> {
  return ctx.tx.query<Wage & { inPayout: boolean }>(
    `select ${selected}, exists (select from payout_wages l where l.wage_id = w.id and l.live) as "inPayout"
     from wages w where id = any ($1::uuid[]) order by id for update of w`,
    [ids],
  )
}

export type WageFilter = {
  workerId?: string
  employerId?: string
  unpaid?: boolean
  after?: { at: Date; id: string }
  limit: number
}

export async function findWages(ctx: Ctx, filter: WageFilter): Promise<Array<Wage & { onItsWay: boolean }>> {
  return ctx.tx.query<Wage & { onItsWay: boolean }>(
    `select ${selected}, exists (select from payout_wages l where l.wage_id = w.id and l.live) as "onItsWay"
     from wages w
     where ($1::uuid is null or worker_id = $1) and ($2::uuid is null or employer_id = $2)
       and ($3::boolean is not true or paid_at is null)
       and ($4::timestamptz is null or (reckoned_at, id) < ($4, $5::uuid))
     order by reckoned_at desc, id desc limit $6`,
    [
      filter.workerId ?? null,
      filter.employerId ?? null,
      filter.unpaid ?? null,
      filter.after?.at ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  )
}

/** Wages reckoned in a period of business days, by day and person; at most `limit`. */
export async function wagesOfPeriod(
  ctx: Ctx,
  employerId: string,
  period: Period,
  limit: number,
): Promise<Array<Wage & { onItsWay: boolean }>> {
  return ctx.tx.query<Wage & { onItsWay: boolean }>(
    `select ${selected}, exists (select from payout_wages l where l.wage_id = w.id and l.live) as "onItsWay"
     from wages w where employer_id = $1 and reckoned_on between $2::date and $3::date
     order by reckoned_on, worker_id, id limit $4`,
    [employerId, period.from, period.to, limit],
  )
}

export type StatementDay = {
  day: string
  people: string[]
  wages: number
  minutes: number
  grossFen: number
  withheldFen: number
  netFen: number
  paidFen: number
}

export async function statementDays(ctx: Ctx, employerId: string, from: string, to: string): Promise<StatementDay[]> {
  return ctx.tx.query<StatementDay>(
    `select reckoned_on as day, array_agg(distinct worker_id) as people, count(*)::int as wages, sum(minutes)::int as minutes,
       sum(gross_fen)::bigint as "grossFen", sum(withheld_fen)::bigint as "withheldFen", sum(net_fen)::bigint as "netFen",
       coalesce(sum(net_fen) filter (where paid_at is not null), 0)::bigint as "paidFen"
     from wages where employer_id = $1 and reckoned_on between $2::date and $3::date group by 1 order by 1`,
    [employerId, from, to],
  )
}
