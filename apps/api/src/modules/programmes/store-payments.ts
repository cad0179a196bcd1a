import type { Ctx } from '../../kernel/context.ts'

export const accountField = 'payee_accounts.account'

export type PayeeRow = {
  id: string
  site_id: string
  operator_id: string
  bank_name: string
  account_tail: string
  recorded_at: Date
}

/** The account in force of each of these sites; an account of an earlier operator is none. */
export function payeesOf(ctx: Ctx, siteIds: readonly string[]): Promise<PayeeRow[]> {
  return ctx.tx.query<PayeeRow>(
    `select id, site_id, operator_id, bank_name, account_tail, recorded_at from payee_accounts
     where site_id = any ($1::uuid[]) and replaced_at is null`,
    [siteIds],
  )
}

/** The account before stays on record, replaced. */
export async function replacePayee(
  ctx: Ctx,
  one: {
    siteId: string
    county: string
    operatorId: string
    bankName: string
    account: string
    recordedBy: string | null
  },
): Promise<PayeeRow> {
  await ctx.tx.query('update payee_accounts set replaced_at = $2 where site_id = $1 and replaced_at is null', [
    one.siteId,
    ctx.now,
  ])
  const [row] = await ctx.tx.query<PayeeRow>(
    `insert into payee_accounts (id, site_id, county, operator_id, bank_name, account_enc, account_tail, recorded_by,
       recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning id, site_id, operator_id, bank_name, account_tail, recorded_at`,
    [
      ctx.newId(),
      one.siteId,
      one.county,
      one.operatorId,
      one.bankName,
      ctx.deps.keyring.encrypt(accountField, one.account),
      one.account.slice(-4),
      one.recordedBy,
      ctx.now,
    ],
  )
  if (!row) throw new Error('an account was neither written nor refused')
  return row
}

/** Numbers of the files that subsidies, or periods of services, stand in now. */
export function filesOf(ctx: Ctx, ids: readonly string[]): Promise<Array<{ thing_id: string; number: string }>> {
  return ctx.tx.query(
    `select coalesce(l.subsidy_id, l.evaluation_id) as thing_id, f.number
     from payment_file_lines l join payment_files f on f.id = l.file_id
     where (l.subsidy_id = any ($1::uuid[]) or l.evaluation_id = any ($1::uuid[])) and l.returned_at is null`,
    [ids],
  )
}

export async function nextSerial(ctx: Ctx, county: string, year: number): Promise<number> {
  const [row] = await ctx.tx.query<{ last: number }>(
    `insert into payment_file_serials as s (county, year, last) values ($1, $2, 1)
     on conflict (county, year) do update set last = s.last + 1 returning last`,
    [county, year],
  )
  if (!row) throw new Error('a serial is counted on or made')
  return row.last
}

/** A line pays a subsidy, or an evaluated period of a purchased service. */
export type PaidThing = { subsidyId: string } | { evaluationId: string }

export type NewLine = PaidThing & {
  siteId: string
  accountId: string
  payeeName: string
  amountFen: number
  documentNumber: string
  purpose: string
}

/** A file with its lines. A subsidy that stands in another file is stopped by `payment_file_lines_once`. */
export async function insertFile(
  ctx: Ctx,
  file: { id: string; county: string; number: string; madeBy: string; madeByName: string; keepUntil: string | null },
  lines: readonly NewLine[],
): Promise<void> {
  const sum = lines.reduce((total, one) => total + one.amountFen, 0)
  await ctx.tx.query(
    `insert into payment_files (id, county, number, made_at, made_by, made_by_name, lines, amount_fen,
       keep_until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [file.id, file.county, file.number, ctx.now, file.madeBy, file.madeByName, lines.length, sum, file.keepUntil],
  )
  await ctx.tx.query(
    `insert into payment_file_lines (id, file_id, line, county, site_id, subsidy_id, evaluation_id, account_id, payee_name,
       amount_fen, document_number, purpose)
     select l.id, $1, l.line, $2, l.site_id, l.subsidy_id, l.evaluation_id, l.account_id, l.payee_name, l.amount_fen,
       l.document_number, l.purpose
     from unnest($3::uuid[], $4::int[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::bigint[], $10::text[], $11::text[],
         $12::uuid[])
       as l (id, line, site_id, subsidy_id, account_id, payee_name, amount_fen, document_number, purpose, evaluation_id)`,
    [
      file.id,
      file.county,
      lines.map(() => ctx.newId()),
      lines.map((_one, index) => index + 1),
      lines.map((one) => one.siteId),
      lines.map((one) => ('subsidyId' in one ? one.subsidyId : null)),
      lines.map((one) => one.accountId),
      lines.map((one) => one.payeeName),
      lines.map((one) => one.amountFen),
      lines.map((one) => one.documentNumber),
      lines.map((one) => one.purpose),
      lines.map((one) => ('evaluationId' in one ? one.evaluationId : null)),
    ],
  )
}

export type FileRow = {
  id: string
  county: string
  number: string
  made_at: Date
  made_by_name: string
  amount_fen: number
}

export function listFiles(ctx: Ctx, asked: { after: string | null; limit: number }): Promise<FileRow[]> {
  return ctx.tx.query<FileRow>(
    `select id, county, number, made_at, made_by_name, amount_fen from payment_files
     where ($1::uuid is null or id < $1) order by id desc limit $2`,
    [asked.after, asked.limit],
  )
}

export async function findFile(ctx: Ctx, id: string): Promise<FileRow | undefined> {
  const [row] = await ctx.tx.query<FileRow>(
    'select id, county, number, made_at, made_by_name, amount_fen from payment_files where id = $1',
    [id],
  )
  return row
}

export type LineRow = {
  file_id: string
  line: number
  subsidy_id: string | null
  evaluation_id: string | null
  service_id: string | null
  site_name: string
  payee_name: string
  bank_name: string
  account_tail: string
  account_enc: Buffer
  amount_fen: number
  document_number: string
  purpose: string
  paid_on: string | null
  voucher_number: string | null
  returned_at: Date | null
  returned_note: string | null
}

export function linesOf(ctx: Ctx, fileIds: readonly string[]): Promise<LineRow[]> {
  return ctx.tx.query<LineRow>(
    `select l.file_id, l.line, l.subsidy_id, l.evaluation_id, e.service_id, s.name as site_name, l.payee_name,
       a.bank_name, a.account_tail, a.account_enc, l.amount_fen, l.document_number, l.purpose, l.returned_at,
       l.returned_note, case when l.returned_at is null then coalesce(l.paid_on, u.paid_on) end as paid_on,
       case when l.returned_at is null then coalesce(l.voucher_number, u.voucher_number) end as voucher_number
     from payment_file_lines l join payee_accounts a on a.id = l.account_id join sites s on s.id = l.site_id
       left join subsidies u on u.id = l.subsidy_id left join service_evaluations e on e.id = l.evaluation_id
     where l.file_id = any ($1::uuid[]) order by l.file_id, l.line`,
    [fileIds],
  )
}

/** False when what the line pays stands in no file. */
export async function returnLine(ctx: Ctx, thing: PaidThing, note: string): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update payment_file_lines set returned_at = $3, returned_note = $4
     where (subsidy_id = $1 or evaluation_id = $2) and returned_at is null returning id`,
    [...idsOf(thing), ctx.now, note],
  )
  return rows.length > 0
}

/** The bank's receipt. A voucher that paid another line of the county is stopped by `payment_file_lines_voucher`. */
export async function markLinePaid(
  ctx: Ctx,
  thing: PaidThing,
  paid: { voucherNumber: string; paidOn: string },
): Promise<void> {
  await ctx.tx.query(
    `update payment_file_lines set voucher_number = $3, paid_on = $4
     where (subsidy_id = $1 or evaluation_id = $2) and returned_at is null`,
    [...idsOf(thing), paid.voucherNumber, paid.paidOn],
  )
}

const idsOf = (thing: PaidThing): [string | null, string | null] =>
  'subsidyId' in thing ? [thing.subsidyId, null] : [null, thing.evaluationId]
