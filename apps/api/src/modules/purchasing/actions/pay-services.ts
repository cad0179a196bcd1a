import type { Problem } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { businessDay } from '../../../kernel/clock.ts'
import { refuse } from '../../../kernel/errors.ts'
import { yuanDigits } from '../../../kernel/money.ts'
import { transition } from '../../../kernel/transition.ts'
import * as programmes from '../../programmes/index.ts'
import { operatorsFacts } from '../../sites/index.ts'
import { foundEvaluation, requireOwnCounty, step } from '../found.ts'
import { evaluationMachine } from '../machine.ts'
import * as store from '../store.ts'

type Row = store.EvaluationRow

/** The finance office sets money aside. Refuses AppropriationWrong, AppropriationExhausted { left } yuan, ServiceNothingToPay. */
export async function confirmEvaluation(
  ctx: Ctx,
  id: string,
  asked: { appropriationId: string; opinion?: string | undefined },
): Promise<Row> {
  const before = await foundEvaluation(ctx, id)
  const confirmedBy = requireOwnCounty(ctx, before.county)
  const money = await programmes.findAppropriation(ctx, asked.appropriationId)
  if (!money || money.county !== before.county) return refuse('AppropriationWrong')
  if (before.state === 'decided' && (before.amount_fen ?? 0) === 0) refuse('ServiceNothingToPay')
  const { row, already } = await transition<Row, Row['state'], 'confirm'>(ctx, evaluationMachine, id, {
    move: 'confirm',
    by: 'finance',
    set: { confirmed_by: confirmedBy, appropriation_id: money.id },
    ...(asked.opinion !== undefined && { reason: { code: 'opinion', note: asked.opinion } }),
  })
  if (already) return row
  if (!(await programmes.commitMoney(ctx, money.id, row.amount_fen ?? 0)))
    refuse('AppropriationExhausted', { facts: { left: yuanDigits(programmes.leftOf(money)) } })
  await step(ctx, 'serviceEvaluation', row, 'confirm', 'finance', { opinion: asked.opinion })
  return row
}

/**
 * Confirmed periods of one county become a numbered file for the treasury, as subsidies do. Refuses NotFound,
 * PaymentNotReady with every reason of every period at once.
 */
export async function makeServicePaymentFile(ctx: Ctx, evaluationIds: readonly string[]): Promise<string> {
  const ids = [...new Set(evaluationIds)]
  const rows = await store.findEvaluations(ctx, ids)
  const county = rows[0]?.county
  if (county === undefined || rows.length < ids.length || rows.some((row) => row.county !== county))
    return refuse('NotFound')
  requireOwnCounty(ctx, county)
  const services = new Map(
    (await store.servicesOf(ctx, [...new Set(rows.map((row) => row.service_id))], businessDay(ctx.now))).map((one) => [
      one.id,
      one,
    ]),
  )
  const siteIds = [...new Set(rows.map((row) => row.site_id))]
  const payees = new Map((await programmes.payeesOf(ctx, siteIds)).map((one) => [one.site_id, one]))
  const files = new Map((await programmes.filesOf(ctx, ids)).map((one) => [one.thing_id, one.number]))
  const operatorIds = [...new Set([...services.values()].flatMap((one) => one.operator_id ?? []))]
  const operators = new Map((await operatorsFacts(ctx, operatorIds)).map((one) => [one.id, one.name]))
  const moneyIds = [...new Set(rows.flatMap((row) => row.appropriation_id ?? []))]
  const money = new Map(
    (await programmes.findAppropriations(ctx, moneyIds)).map((one) => [one.id, one.document_number]),
  )
  const problems: Problem[] = []
  const lines: programmes.NewLine[] = []
  for (const row of rows) {
    const say = (message: string) =>
      problems.push({ path: 'evaluationIds', code: row.id, message: `${row.site_name}第${row.period}期:${message}` })
    const operatorId = services.get(row.service_id)?.operator_id ?? null
    const payee = payees.get(row.site_id)
    // An account of another operator is not that of the contract's.
    const own = operatorId !== null && payee?.operator_id === operatorId ? payee : undefined
    const documentNumber = money.get(row.appropriation_id ?? '')
    const file = files.get(row.id)
    if (file !== undefined) say(`已在拨付文件${file}里`)
    else if (row.state !== 'confirmed' || documentNumber === undefined) say('财政还没有确认,不能拨付')
    if (!own) say('承接机构还没有登记收款账户,请它在“申报补助”页登记')
    if (file !== undefined || row.state !== 'confirmed' || !own || documentNumber === undefined) continue
    lines.push({
      evaluationId: row.id,
      siteId: row.site_id,
      accountId: own.id,
      payeeName: operators.get(own.operator_id) ?? '',
      amountFen: row.amount_fen ?? 0,
      documentNumber,
      purpose: `购买服务第${row.period}期`,
    })
  }
  if (problems.length > 0) refuse('PaymentNotReady', { problems })
  return programmes.writePaymentFile(ctx, county, lines)
}

/** Refuses NotFound, StateConflict (paid already), PaymentFileMissing. */
export async function returnServicePayment(ctx: Ctx, id: string, note: string) {
  const row = await foundEvaluation(ctx, id)
  requireOwnCounty(ctx, row.county)
  if (row.state !== 'confirmed') refuse('StateConflict')
  if (!(await programmes.returnLine(ctx, { evaluationId: id }, note))) refuse('PaymentFileMissing')
  ctx.audit({ subjectKind: 'serviceEvaluation', subjectId: id, act: 'returnPayment', county: row.county })
  return { ok: true as const }
}

/** Paid by a file, with the voucher. Refuses PaymentFileMissing, VoucherUsed. */
export async function payEvaluation(
  ctx: Ctx,
  id: string,
  paid: { voucherNumber: string; paidOn: string },
): Promise<Row> {
  const before = await foundEvaluation(ctx, id)
  requireOwnCounty(ctx, before.county)
  if (before.state === 'confirmed' && (await programmes.filesOf(ctx, [id])).length === 0) refuse('PaymentFileMissing')
  const { row, already } = await transition<Row, Row['state'], 'pay'>(ctx, evaluationMachine, id, {
    move: 'pay',
    by: 'finance',
    set: {
      voucher_number: paid.voucherNumber,
      paid_on: paid.paidOn,
      keep_until: programmes.keepUntil(ctx, paid.paidOn),
    },
  })
  if (already) return row
  try {
    await programmes.markLinePaid(ctx, { evaluationId: id }, paid)
  } catch (error) {
    if (programmes.isTaken(error)) return refuse('VoucherUsed')
    throw error
  }
  if (row.appropriation_id) await programmes.countPaid(ctx, row.appropriation_id, row.amount_fen ?? 0)
  await step(ctx, 'serviceEvaluation', row, 'pay', 'finance', { opinion: paid.voucherNumber })
  return row
}
