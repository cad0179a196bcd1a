import type { Ctx } from '../../kernel/context.ts'

export type Payslip = {
  id: string
  payoutId: string
  workerId: string
  employerId: string
  county: string
  number: string
  verifyCode: string
  documentId: string | null
  issuedAt: Date
}

const columns = `s.id, s.payout_id as "payoutId", s.worker_id as "workerId", s.employer_id as "employerId", s.county, s.number,
  s.verify_code as "verifyCode", s.document_id as "documentId", s.issued_at as "issuedAt"`

/** False when this payout has its payslip already. */
export async function insertPayslip(ctx: Ctx, slip: Payslip): Promise<boolean> {
  const rows = await ctx.tx.named<{ id: string }>(
    'payroll-insert-payslip',
    `insert into payslips (id, payout_id, worker_id, employer_id, county, number, verify_code, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (payout_id) do nothing returning id`,
    [slip.id, slip.payoutId, slip.workerId, slip.employerId, slip.county, slip.number, slip.verifyCode, slip.issuedAt],
  )
  return rows.length > 0
}

export async function readPayslip(ctx: Ctx, id: string): Promise<Payslip | undefined> {
  const [row] = await ctx.tx.query<Payslip>(`select ${columns} from payslips s where id = $1`, [id])
  return row
}

export type PayslipItem = Payslip & { amountFen: number; rail: 'wechat' | 'bank' | 'cash' }

export async function payslipsOf(
  ctx: Ctx,
  workerId: string,
  page: { after?: { at: Date; id: string }; limit: number },
): Promise<PayslipItem[]> {
  return ctx.tx.query<PayslipItem>(
    `select ${columns}, p.amount_fen as "amountFen", p.rail from payslips s join payouts p on p.id = s.payout_id
     where s.worker_id = $1 and ($2::timestamptz is null or (s.issued_at, s.id) < ($2, $3::uuid))
     order by s.issued_at desc, s.id desc limit $4`,
    [workerId, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  )
}

/** Payslips of these payouts, oldest first. */
export async function payslipsOfPayouts(ctx: Ctx, payoutIds: readonly string[]): Promise<Payslip[]> {
  if (payoutIds.length === 0) return []
  return ctx.tx.query<Payslip>(
    `select ${columns} from payslips s where s.payout_id = any($1) order by s.issued_at, s.id`,
    [payoutIds],
  )
}

/** Stores the file's facts and ties it to the payslip and its public code. */
export async function attachPdf(
  ctx: Ctx,
  slip: Payslip,
  file: { sha256: string; bytes: number; canonicalSha256: string },
): Promise<void> {
  const documentId = ctx.newId()
  await ctx.tx.query(
    `insert into documents (id, kind, subject_kind, subject_id, sha256, bytes, media_type, county, concerns, created_at)
     values ($1, 'payslip', 'payslip', $2, $3, $4, 'application/pdf', $5, $6, $7)`,
    [documentId, slip.id, file.sha256, file.bytes, slip.county, [slip.workerId, slip.employerId], ctx.now],
  )
  await ctx.tx.query('update payslips set document_id = $2 where id = $1', [slip.id, documentId])
  await ctx.tx.query(
    'insert into payslip_codes (code, number, sha256, issued_at) values ($1, $2, $3, $4) on conflict do nothing',
    [slip.verifyCode, slip.number, file.canonicalSha256, slip.issuedAt],
  )
}

/** The hash under which the payslip's file is kept, where this scope may see it. */
export async function payslipFile(ctx: Ctx, documentId: string): Promise<string | undefined> {
  const [row] = await ctx.tx.query<{ sha256: string }>('select sha256 from documents where id = $1', [documentId])
  return row?.sha256
}

export async function findCode(
  ctx: Ctx,
  code: string,
): Promise<{ number: string; sha256: string; issuedAt: Date } | undefined> {
  const [row] = await ctx.tx.query<{ number: string; sha256: string; issuedAt: Date }>(
    'select number, sha256, issued_at as "issuedAt" from payslip_codes where code = $1',
    [code],
  )
  return row
}
