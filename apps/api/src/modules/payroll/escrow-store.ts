import { escrowLifecycle, type EscrowState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import type { Machine, MachineRow } from '../../kernel/transition.ts'

export const escrowMachine: Machine<EscrowState, keyof typeof escrowLifecycle.transitions> = {
  lifecycle: escrowLifecycle,
  table: 'escrows',
  concernsOf: (row) => ({ concerns: [String(row.employer_id)], county: String(row.county) }),
}

export type EscrowRow = MachineRow & {
  state: EscrowState
  state_since: Date
  posting_id: string
  employer_id: string
  county: string
  required_fen: number
  received_fen: number
  released_fen: number
  refunded_fen: number
  account_no: string | null
  account_name: string | null
  bank_name: string | null
  fund_by: Date
  ending_since: Date | null
  created_at: Date
}

export type NewEscrow = {
  id: string
  postingId: string
  employerId: string
  county: string
  requiredFen: number
  fundBy: Date
}

/** Undefined when the posting has an escrow already. */
export async function insertEscrow(ctx: Ctx, escrow: NewEscrow): Promise<EscrowRow | undefined> {
  const [row] = await ctx.tx.query<EscrowRow>(
    `insert into escrows (id, state, state_since, posting_id, employer_id, county, required_fen, fund_by, created_at)
     values ($1, 'awaitingFunds', $2, $3, $4, $5, $6, $7, $2) on conflict do nothing returning *`,
    [escrow.id, ctx.now, escrow.postingId, escrow.employerId, escrow.county, escrow.requiredFen, escrow.fundBy],
  )
  return row
}

export async function readEscrow(ctx: Ctx, id: string): Promise<EscrowRow | undefined> {
  const [row] = await ctx.tx.query<EscrowRow>('select * from escrows where id = $1', [id])
  return row
}

/** Escrows of these postings that this scope may see. */
export async function escrowsOfPostings(ctx: Ctx, postingIds: readonly string[]): Promise<EscrowRow[]> {
  return ctx.tx.byIds<EscrowRow>(
    'payroll-escrows-of-postings',
    'select * from escrows where posting_id = any ($1::uuid[])',
    postingIds,
  )
}

export async function lockEscrowOfPosting(ctx: Ctx, postingId: string): Promise<EscrowRow | undefined> {
  const [row] = await ctx.tx.query<EscrowRow>('select * from escrows where posting_id = $1 for update', [postingId])
  return row
}

export async function lockEscrow(ctx: Ctx, id: string): Promise<EscrowRow | undefined> {
  const [row] = await ctx.tx.query<EscrowRow>('select * from escrows where id = $1 for update', [id])
  return row
}

export async function setEscrowAccount(
  ctx: Ctx,
  id: string,
  account: { accountNo: string; accountName: string; bankName: string },
): Promise<void> {
  await ctx.tx.query(
    'update escrows set account_no = $2, account_name = $3, bank_name = $4 where id = $1 and account_no is null',
    [id, account.accountNo, account.accountName, account.bankName],
  )
}

/** Guarded counters: the table's check refuses to let out more than came in, whoever asks at once. */
export async function addToEscrow(
  ctx: Ctx,
  id: string,
  money: { receivedFen?: number; releasedFen?: number; refundedFen?: number },
): Promise<EscrowRow> {
  const [row] = await ctx.tx.named<EscrowRow>(
    'payroll-add-to-escrow',
    `update escrows set received_fen = received_fen + $2, released_fen = released_fen + $3, refunded_fen = refunded_fen + $4
     where id = $1 returning *`,
    [id, money.receivedFen ?? 0, money.releasedFen ?? 0, money.refundedFen ?? 0],
  )
  if (!row) throw new Error('an escrow has vanished')
  return row
}

export async function markEnding(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx.query('update escrows set ending_since = coalesce(ending_since, $2) where id = $1', [id, ctx.now])
}

export type Funds = {
  employerId: string
  creditFen: number
  accountNo: string | null
  accountName: string | null
  bankName: string | null
}

const fundsColumns = `employer_id as "employerId", credit_fen as "creditFen", account_no as "accountNo", account_name as "accountName",
  bank_name as "bankName"`

export async function readFunds(ctx: Ctx, employerId: string): Promise<Funds | undefined> {
  const [row] = await ctx.tx.query<Funds>(`select ${fundsColumns} from employer_funds where employer_id = $1`, [
    employerId,
  ])
  return row
}

/** Adds what an employer paid in. */
export async function addCredit(ctx: Ctx, employerId: string, amountFen: number): Promise<void> {
  await ctx.tx.query(
    `insert into employer_funds (employer_id, credit_fen) values ($1, $2)
     on conflict (employer_id) do update set credit_fen = employer_funds.credit_fen + excluded.credit_fen`,
    [employerId, amountFen],
  )
}

/** Spends credit; false, and nothing done, when there is not enough. */
export async function takeCredit(ctx: Ctx, employerId: string, amountFen: number): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update employer_funds set credit_fen = credit_fen - $2 where employer_id = $1 and credit_fen >= $2 returning employer_id`,
    [employerId, amountFen],
  )
  return rows.length > 0
}

export async function setFundsAccount(
  ctx: Ctx,
  employerId: string,
  account: { accountNo: string; accountName: string; bankName: string },
): Promise<void> {
  await ctx.tx.query(
    `insert into employer_funds (employer_id, account_no, account_name, bank_name) values ($1, $2, $3, $4)
     on conflict (employer_id) do update set account_no = coalesce(employer_funds.account_no, excluded.account_no),
       account_name = coalesce(employer_funds.account_name, excluded.account_name),
       bank_name = coalesce(employer_funds.bank_name, excluded.bank_name)`,
    [employerId, account.accountNo, account.accountName, account.bankName],
  )
}

export type Owner = { escrowId: string | null; employerId: string | null }

/** Whose account number this is. */
export async function ownerOfAccount(ctx: Ctx, accountNo: string): Promise<Owner> {
  const [escrow] = await ctx.tx.query<{ id: string; employer_id: string }>(
    'select id, employer_id from escrows where account_no = $1',
    [accountNo],
  )
  if (escrow) return { escrowId: escrow.id, employerId: escrow.employer_id }
  const [funds] = await ctx.tx.query<{ employer_id: string }>(
    'select employer_id from employer_funds where account_no = $1',
    [accountNo],
  )
  return { escrowId: null, employerId: funds?.employer_id ?? null }
}

export type Incoming = {
  id: string
  noticeId: string
  accountNo: string
  amountFen: number
  payerName: string
  payerAccountNo: string
  bankReference: string
  receivedAt: string
}

export const payerField = 'incoming_transfers.payer_account'

/** False when this transfer has been taken before, under its notice or its bank reference. */
export async function insertIncoming(ctx: Ctx, transfer: Incoming, owner: Owner): Promise<boolean> {
  const rows = await ctx.tx.query<{ id: string }>(
    `insert into incoming_transfers (id, notice_id, account_no, amount_fen, payer_name, payer_account, bank_reference, received_at,
       taken_at, escrow_id, employer_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
    [
      transfer.id,
      transfer.noticeId,
      transfer.accountNo,
      transfer.amountFen,
      transfer.payerName,
      transfer.payerAccountNo === '' ? null : ctx.deps.keyring.encrypt(payerField, transfer.payerAccountNo),
      transfer.bankReference,
      transfer.receivedAt,
      ctx.now,
      owner.escrowId,
      owner.employerId,
    ],
  )
  return rows.length > 0
}

/** The account the escrow's money last came from: where a refund goes back to. */
export async function payerOfEscrow(
  ctx: Ctx,
  escrowId: string,
): Promise<{ name: string; accountNo: string } | undefined> {
  const [row] = await ctx.tx.query<{ payer_name: string; payer_account: Buffer | null }>(
    `select payer_name, payer_account from incoming_transfers where escrow_id = $1 and payer_account is not null
     order by received_at desc limit 1`,
    [escrowId],
  )
  if (!row?.payer_account) return undefined
  return { name: row.payer_name, accountNo: ctx.deps.keyring.decrypt(payerField, row.payer_account) }
}
