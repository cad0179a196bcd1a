import { payoutLifecycle, type PayoutState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { Machine, MachineRow } from '../../kernel/transition.ts'
import type { PayWays, Rail } from './rules/rails.ts'

export const payoutMachine: Machine<PayoutState, keyof typeof payoutLifecycle.transitions> = {
  lifecycle: payoutLifecycle,
  table: 'payouts',
  concernsOf: (row) => ({
    concerns: [row.worker_id, row.employer_id].filter((id): id is string => typeof id === 'string'),
    county: String(row.county),
  }),
}

/** Where the money goes, as it stood when the payout was made; encrypted at rest. */
export type Payee =
  | { kind: 'wallet'; openid: string; name: string; authorisationNo: string | null }
  | { kind: 'account'; accountNo: string; name: string }
  | { kind: 'cash'; name: string; recordedBy: string }

export type PayoutRow = MachineRow & {
  state: PayoutState
  state_since: Date
  purpose: 'wage' | 'refund'
  rail: Rail
  worker_id: string | null
  employer_id: string
  escrow_id: string | null
  county: string
  amount_fen: number
  payee: Buffer
  file_id: string | null
  rail_reference: string | null
  person_token: string | null
  failure_code: string | null
  replaces: string | null
  reminders: number
  queued_at: Date
}

export type NewPayout = {
  id: string
  purpose: 'wage' | 'refund'
  rail: Rail
  workerId: string | null
  employerId: string
  escrowId: string | null
  county: string
  amountFen: number
  payee: Payee
  replaces: string | null
}

export const payeeField = 'payouts.payee'

export function payeeOf(ctx: Ctx, row: PayoutRow): Payee {
  return JSON.parse(ctx.deps.keyring.decrypt(payeeField, row.payee)) as Payee
}

export async function insertPayout(ctx: Ctx, payout: NewPayout): Promise<PayoutRow> {
  const [row] = await ctx.tx.named<PayoutRow>(
    'payroll-insert-payout',
    `insert into payouts (id, state, state_since, purpose, rail, worker_id, employer_id, escrow_id, county, amount_fen, payee,
       replaces, queued_at)
     values ($1, 'queued', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $2) returning *`,
    [
      payout.id,
      ctx.now,
      payout.purpose,
      payout.rail,
      payout.workerId,
      payout.employerId,
      payout.escrowId,
      payout.county,
      payout.amountFen,
      ctx.deps.keyring.encrypt(payeeField, JSON.stringify(payout.payee)),
      payout.replaces,
    ],
  )
  if (!row) throw new Error('a payout was not stored')
  return row
}

/** Binds wages to a payout. The unique index refuses (23505) a wage that another live payout holds. */
export async function bindWages(
  ctx: Ctx,
  payout: { id: string; workerId: string; employerId: string; county: string },
  wages: ReadonlyArray<{ id: string; netFen: number }>,
): Promise<void> {
  await ctx.tx.named(
    'payroll-bind-wages',
    `insert into payout_wages (payout_id, wage_id, amount_fen, worker_id, employer_id, county)
     select $1, wage_id, amount_fen, $2, $3, $4 from unnest($5::uuid[], $6::bigint[]) as w (wage_id, amount_fen)`,
    [
      payout.id,
      payout.workerId,
      payout.employerId,
      payout.county,
      wages.map((wage) => wage.id),
      wages.map((wage) => wage.netFen),
    ],
  )
}

export async function releaseWages(ctx: Ctx, payoutId: string): Promise<void> {
  await ctx.tx.query('update payout_wages set live = false where payout_id = $1 and live', [payoutId])
}

export async function wageIdsOf(ctx: Ctx, payoutId: string): Promise<string[]> {
  const rows = await ctx.tx.query<{ wage_id: string }>(
    'select wage_id from payout_wages where payout_id = $1 order by wage_id',
    [payoutId],
  )
  return rows.map((row) => row.wage_id)
}

export async function readPayout(ctx: Ctx, id: string): Promise<PayoutRow | undefined> {
  const [row] = await ctx.tx.named<PayoutRow>('payroll-read-payout', 'select * from payouts where id = $1', [id])
  return row
}

/** Of these engagements' wages: every payout that tried to pay them. */
export async function payoutsOfWages(ctx: Ctx, wageIds: readonly string[]): Promise<PayoutRow[]> {
  return ctx.tx.query<PayoutRow>(
    `select p.* from payouts p where p.id in (select payout_id from payout_wages where wage_id = any ($1::uuid[]))
     order by p.queued_at, p.id`,
    [wageIds],
  )
}

/** Rails on which a payout of any of these wages has failed since the worker last changed how to be paid. */
export async function failedRails(ctx: Ctx, workerId: string, wageIds: readonly string[]): Promise<Rail[]> {
  const rows = await ctx.tx.query<{ rail: Rail }>(
    `select distinct p.rail from payouts p join payout_wages l on l.payout_id = p.id
     join pay_settings s on s.worker_id = $1
     where l.wage_id = any ($2::uuid[]) and p.state = 'failed' and p.queued_at >= s.updated_at`,
    [workerId, wageIds],
  )
  return rows.map((row) => row.rail)
}

export async function waitingPayouts(ctx: Ctx, workerId: string): Promise<PayoutRow[]> {
  return ctx.tx.query<PayoutRow>(
    `select * from payouts where worker_id = $1 and state = 'awaitingPerson' order by queued_at`,
    [workerId],
  )
}

export async function countReminder(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.tx.query<{ reminders: number }>(
    `update payouts set reminders = reminders + 1 where id = $1 and state = 'awaitingPerson' returning reminders`,
    [id],
  )
  return row?.reminders ?? 0
}

// Files for the bank.

/** Takes queued bank payouts that are in no file yet; other workers skip them. */
export async function lockUnfiled(ctx: Ctx, limit: number): Promise<PayoutRow[]> {
  return ctx.tx.query<PayoutRow>(
    `select * from payouts where rail = 'bank' and state = 'queued' and file_id is null
     order by queued_at, id limit $1 for update skip locked`,
    [limit],
  )
}

export const fileField = 'payout_files.content'
export type FileLine = { payoutId: string; accountName: string; accountNo: string; amountFen: number; purpose: string }
export type PayoutFile = { id: string; lines: FileLine[]; sentAt: Date | null; finishedAt: Date | null }

export async function insertFile(ctx: Ctx, id: string, lines: readonly FileLine[]): Promise<void> {
  await ctx.tx.query(
    `insert into payout_files (id, content, payouts, total_fen, made_at) values ($1, $2, $3, $4, $5)`,
    [
      id,
      ctx.deps.keyring.encrypt(fileField, JSON.stringify(lines)),
      lines.length,
      lines.reduce((sum, line) => sum + line.amountFen, 0),
      ctx.now,
    ],
  )
  await ctx.tx.query('update payouts set file_id = $1 where id = any ($2::uuid[])', [
    id,
    lines.map((line) => line.payoutId),
  ])
}

export async function lockFile(ctx: Ctx, id: string): Promise<PayoutFile | undefined> {
  const [row] = await ctx.tx.query<{ content: Buffer; sent_at: Date | null; finished_at: Date | null }>(
    'select content, sent_at, finished_at from payout_files where id = $1 for update',
    [id],
  )
  if (!row) return undefined
  const lines = JSON.parse(ctx.deps.keyring.decrypt(fileField, row.content)) as FileLine[]
  return { id, lines, sentAt: row.sent_at, finishedAt: row.finished_at }
}

export async function stampFile(ctx: Ctx, id: string, column: 'sent_at' | 'finished_at'): Promise<void> {
  const set = column === 'sent_at' ? 'sent_at = coalesce(sent_at, $2)' : 'finished_at = coalesce(finished_at, $2)'
  await ctx.tx.query(`update payout_files set ${set} where id = $1`, [id, ctx.now])
}

export async function openPayoutsOfFile(ctx: Ctx, fileId: string): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }>(
    `select id from payouts where file_id = $1 and state in ('queued', 'sent') order by id`,
    [fileId],
  )
  return rows.map((row) => row.id)
}

/** Which of these deadlines wait to run. */
export async function runningDeadlines(ctx: Ctx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.tx.query<{ key: string }>(
    `select key from due_rows where key = any ($1::text[]) and done_at is null and cancelled_at is null and set_aside_at is null`,
    [keys],
  )
  return new Set(rows.map((row) => row.key))
}

// How a worker wants to be paid.

export type PaySettings = {
  preferredRail: Rail
  openid: string | null
  authorisationNo: string | null
  bankAccount: string | null
  bankName: string | null
  bankAccountHolder: string | null
}

export const openidField = 'pay_settings.openid'
export const accountField = 'pay_settings.bank_account'

export async function readPaySettings(ctx: Ctx, workerId: string): Promise<PaySettings | undefined> {
  const [row] = await ctx.tx.query<{
    preferred_rail: Rail
    openid: Buffer | null
    authorisation_no: string | null
    bank_account: Buffer | null
    bank_name: string | null
    bank_account_holder: string | null
  }>('select * from pay_settings where worker_id = $1', [workerId])
  if (!row) return undefined
  const { keyring } = ctx.deps
  return {
    preferredRail: row.preferred_rail,
    openid: row.openid && keyring.decrypt(openidField, row.openid),
    authorisationNo: row.authorisation_no,
    bankAccount: row.bank_account && keyring.decrypt(accountField, row.bank_account),
    bankName: row.bank_name,
    bankAccountHolder: row.bank_account_holder,
  }
}

export async function putPaySettings(ctx: Ctx, workerId: string, settings: PaySettings): Promise<void> {
  const { keyring } = ctx.deps
  await ctx.tx.query(
    `insert into pay_settings (worker_id, preferred_rail, openid, authorisation_no, bank_account, bank_name, bank_account_holder, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (worker_id) do update set preferred_rail = excluded.preferred_rail, openid = excluded.openid,
       authorisation_no = excluded.authorisation_no, bank_account = excluded.bank_account, bank_name = excluded.bank_name,
       bank_account_holder = excluded.bank_account_holder, updated_at = excluded.updated_at`,
    [
      workerId,
      settings.preferredRail,
      settings.openid === null ? null : keyring.encrypt(openidField, settings.openid),
      settings.authorisationNo,
      settings.bankAccount === null ? null : keyring.encrypt(accountField, settings.bankAccount),
      settings.bankName,
      settings.bankAccountHolder,
      ctx.now,
    ],
  )
}

export function waysOf(settings: PaySettings | undefined): PayWays | undefined {
  if (!settings) return undefined
  return {
    preferred: settings.preferredRail,
    hasWallet: settings.openid !== null,
    authorised: settings.authorisationNo !== null,
    hasBankAccount: settings.bankAccount !== null,
  }
}

/** The person closed the consent to receive without a tap: from now on they tap. */
export async function forgetAuthorisation(ctx: Ctx, authorisationNo: string): Promise<void> {
  await ctx.tx.query('update pay_settings set authorisation_no = null, updated_at = $2 where authorisation_no = $1', [
    authorisationNo,
    ctx.now,
  ])
}
