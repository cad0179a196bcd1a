import type { Problem } from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { FileAnswer } from '../../../kernel/http/serve.ts'
import { spreadsheet } from '../../../kernel/office/office.ts'
import { cellYuan } from '../../../kernel/office/sheet.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { findStaffName } from '../../identity/index.ts'
import { operatorsFacts, siteFacts, sitesFacts } from '../../sites/index.ts'
import { keepUntil } from '../keeping.ts'
import { heldValue } from '../rules.ts'
import { accountDigits, accountProblems, notPayable } from '../rules-payment.ts'
import { findAppropriations } from '../store-money.ts'
import * as payments from '../store-payments.ts'
import { findSubsidies, findSubsidy, isTaken, type SubsidyRow } from '../store.ts'

/**
 * The operator's account that the site's subsidies go to. Its name is the operator's: nobody else receives. Refuses
 * NotFound, PayeeAccountWrong (everything at once).
 */
export async function setPayeeAccount(
  ctx: Ctx,
  siteId: string,
  given: { bankName: string; accountNumber: string },
): Promise<{ payee: payments.PayeeRow; holderName: string }> {
  const { staffId } = requireStaff(ctx.actor)
  const site = (await siteFacts(ctx, siteId)) ?? refuse('NotFound')
  const problems: Problem[] = []
  const add = (path: string, message: string) => problems.push({ path, code: 'wrong', message })
  const bounds = heldValue(ctx.deps.policy, 'subsidy.payeeAccountDigits', businessDay(ctx.now), site.county)
  const [min, max] = [bounds?.min, bounds?.max]
  for (const message of accountProblems(
    given.accountNumber,
    min === undefined || max === undefined ? null : { min, max },
  ))
    add('accountNumber', message)
  if (given.bankName === '') add('bankName', '请写开户银行')
  if (/\d{6}/.test(given.bankName)) add('bankName', '开户银行写名称,如 中国农业银行福鼎市支行,账号填在下一格')
  if (site.operatorId === null) add('', '登记里还没有写运营机构,请人社局先补上')
  if (problems.length > 0 || site.operatorId === null) return refuse('PayeeAccountWrong', { problems })
  const [operator] = await operatorsFacts(ctx, [site.operatorId])
  const account = accountDigits(given.accountNumber)
  const payee = await payments.replacePayee(ctx, {
    siteId,
    county: site.county,
    operatorId: site.operatorId,
    bankName: given.bankName,
    account,
    recordedBy: staffId,
  })
  const data = { operatorId: site.operatorId }
  ctx.audit({ subjectKind: 'site', subjectId: siteId, act: 'setPayeeAccount', county: site.county, data })
  return { payee, holderName: operator?.name ?? '' }
}

const purposeOf = (row: SubsidyRow): string => (row.what === 'oneOff' ? '一次性运维补助' : `${row.year}年度绩效补助`)

/**
 * Cleared subsidies of one county become a numbered file for the treasury; payees and amounts stay as they are now.
 * Refuses NotFound, PaymentNotReady with every reason of every subsidy at once.
 */
export async function makePaymentFile(ctx: Ctx, subsidyIds: readonly string[]): Promise<string> {
  const ids = [...new Set(subsidyIds)]
  const rows = await findSubsidies(ctx, ids)
  const county = rows[0]?.county
  if (county === undefined || rows.length < ids.length || rows.some((row) => row.county !== county)) refuse('NotFound')
  const siteIds = [...new Set(rows.map((row) => row.site_id))]
  const sites = new Map((await sitesFacts(ctx, siteIds)).map((one) => [one.id, one]))
  const payees = new Map((await payments.payeesOf(ctx, siteIds)).map((one) => [one.site_id, one]))
  const files = new Map((await payments.filesOf(ctx, ids)).map((one) => [one.thing_id, one.number]))
  const operatorIds = [...new Set(rows.map((row) => row.operator_id))]
  const operators = new Map((await operatorsFacts(ctx, operatorIds)).map((one) => [one.id, one.name]))
  const money = new Map(
    (await findAppropriations(ctx, [...new Set(rows.flatMap((row) => row.appropriation_id ?? []))])).map((one) => [
      one.id,
      one.document_number,
    ]),
  )
  const problems: Problem[] = []
  const lines: payments.NewLine[] = []
  for (const row of rows) {
    const payee = payees.get(row.site_id)
    // An account of an earlier operator is not the applicant's.
    const own = payee?.operator_id === row.operator_id ? payee : undefined
    const documentNumber = money.get(row.appropriation_id ?? '')
    const reasons = notPayable({
      siteName: sites.get(row.site_id)?.name ?? '',
      state: row.state,
      hasAppropriation: documentNumber !== undefined,
      fileNumber: files.get(row.id) ?? null,
      hasAccount: own !== undefined,
    })
    problems.push(...reasons.map((message) => ({ path: 'subsidyIds', code: row.id, message })))
    if (reasons.length > 0 || !own || documentNumber === undefined) continue
    lines.push({
      subsidyId: row.id,
      siteId: row.site_id,
      accountId: own.id,
      payeeName: operators.get(row.operator_id) ?? '',
      amountFen: row.amount_fen,
      documentNumber,
      purpose: purposeOf(row),
    })
  }
  if (problems.length > 0) refuse('PaymentNotReady', { problems })
  return writeFile(ctx, county, lines)
}

/** A numbered file with these lines. Refuses NoPolicyInForce, PaymentNotReady where another file was quicker. */
export async function writeFile(ctx: Ctx, county: string, lines: readonly payments.NewLine[]): Promise<string> {
  const { staffId } = requireStaff(ctx.actor)
  const id = ctx.newId()
  const today = businessDay(ctx.now)
  const year = Number(today.slice(0, 4))
  const serial = await payments.nextSerial(ctx, county, year)
  const pattern = heldValue(ctx.deps.policy, 'subsidy.paymentFileNumber', today, county) ?? refuse('NoPolicyInForce')
  const unit = reportingUnits().find(({ code }) => code === county)
  const number = pattern
    .replace('{county}', (unit?.name ?? '').replace(/(县|市|区|经济技术开发区)$/u, ''))
    .replace('{year}', String(year))
    .replace('{serial}', String(serial))
  const { name } = await findStaffName(ctx, staffId)
  try {
    const file = { id, county, number, madeBy: staffId, madeByName: name, keepUntil: keepUntil(ctx, today) }
    await payments.insertFile(ctx, file, lines)
  } catch (error) {
    // Another officer has put one of them into a file meanwhile.
    if (isTaken(error))
      return refuse('PaymentNotReady', {
        problems: [{ path: 'lines', code: 'taken', message: '有一笔刚被放进另一份拨付文件,请刷新再看' }],
      })
    throw error
  }
  const data = { lines: lines.length, number }
  ctx.audit({ subjectKind: 'paymentFile', subjectId: id, act: 'make', county, data })
  return id
}

/** The file for the treasury. Whoever takes it sees full account numbers: that is on record. */
export async function paymentFileSheet(ctx: Ctx, fileId: string): Promise<FileAnswer> {
  const file = (await payments.findFile(ctx, fileId)) ?? refuse('NotFound')
  const lines = (await payments.linesOf(ctx, [fileId])).filter((one) => one.returned_at === null)
  ctx.audit({ subjectKind: 'paymentFile', subjectId: fileId, act: 'download', county: file.county })
  const sum = lines.reduce((total, one) => total + one.amount_fen, 0)
  return spreadsheet(`拨付文件 ${file.number}.xlsx`, [
    {
      name: '拨付文件',
      heading: [
        `${file.number} 零工市场(驿站)${lines.some((one) => one.evaluation_id) ? '购买服务' : '补助'}拨付文件`,
        `${businessDay(file.made_at)} ${file.made_by_name} 生成`,
      ],
      columns: [
        { title: '序号', width: 6, kind: 'count' },
        { title: '收款人名称', width: 32 },
        { title: '开户银行', width: 28 },
        { title: '收款账号', width: 28 },
        { title: '金额(元)', width: 14, kind: 'money' },
        { title: '指标文号', width: 22 },
        { title: '用途', width: 20 },
        { title: '站点', width: 32 },
        { title: '申请编号', width: 38 },
      ],
      rows: lines.map((one) => [
        one.line,
        one.payee_name,
        one.bank_name,
        // Text, not a number: a spreadsheet keeps fifteen digits of a number and makes the rest zeros.
        ctx.deps.keyring.decrypt(payments.accountField, one.account_enc),
        cellYuan(one.amount_fen),
        one.document_number,
        one.purpose,
        one.site_name,
        one.subsidy_id ?? one.evaluation_id,
      ]),
      totals: ['合计', null, null, null, cellYuan(sum), null, null, null, null],
    },
  ])
}

/** Refuses NotFound, StateConflict (paid already), PaymentFileMissing. */
export async function returnPayment(ctx: Ctx, subsidyId: string, note: string) {
  const row = (await findSubsidy(ctx, subsidyId)) ?? refuse('NotFound')
  if (row.state !== 'cleared') refuse('StateConflict')
  if (!(await payments.returnLine(ctx, { subsidyId }, note))) refuse('PaymentFileMissing')
  ctx.audit({ subjectKind: 'subsidy', subjectId: subsidyId, act: 'returnPayment', county: row.county })
  return { ok: true as const }
}
