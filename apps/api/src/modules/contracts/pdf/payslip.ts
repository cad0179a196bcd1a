import { refuseUnprintable, SANDBOX_NOTICE_ZH, verification } from './contract.ts'
import { CONTENT_WIDTH, QUIET, Sheet, WARNING } from './sheet.ts'
import { timeZh, yuan } from './words.ts'

/** `basisZh`: how the amount comes about, e.g. 4 小时 × ¥25.00. Amounts in fen, never negative. */
export type PayslipLine = { label: string; basisZh: string; amountFen: number }

/**
 * A payslip with what 保障农民工工资支付条例 asks of the written pay record:
 * employer, pay period, date of payment, payee with identity number and
 * contact, time worked, amounts due, deducted and paid, and the proof of
 * payment. Times are ISO 8601 with offset; identity values as they may be shown.
 */
export type PayslipDocument = {
  number: string
  createdAt: string
  employerName: string
  /** 统一社会信用代码, or empty for a household. */
  employerUscc: string
  workerName: string
  workerIdNumber: string
  workerPhone: string
  /** 2026年3月6日, or from … to …. */
  periodZh: string
  settlementCycleZh: string
  worked: { dateZh: string; placeZh: string; spanZh: string; hoursZh: string }[]
  lines: PayslipLine[]
  deductions: PayslipLine[]
  grossFen: number
  netFen: number
  payment: {
    /** 微信零钱, 银行卡(尾号 1234), 现金 … */
    railZh: string
    paidAt: string
    /** The rail's own number of the payment, or who signed for cash. */
    proof: string
  }
  canonicalSha256: string
  verifyCode: string
  verifyUrl: string
  sandbox: boolean
}

/**
 * Draws the payslip. The same document gives the same bytes.
 * Errors: `RangeError` when the sums do not agree, `UnprintableText`.
 */
export function renderPayslip(slip: PayslipDocument): Buffer {
  refuseWrongSums(slip)
  refuseUnprintable(slip)
  const sheet = new Sheet({
    title: `工资单 ${slip.number}`,
    left: '工资单',
    right: `编号 ${slip.number}`,
    createdAt: new Date(slip.createdAt),
    keywords: ['payslip', slip.number, slip.verifyCode].join(' '),
  })
  sheet.text('工资单', { size: 21, weight: 'bold', align: 'centre', spaceAfter: 8 })
  if (slip.sandbox) sheet.box('', SANDBOX_NOTICE_ZH, WARNING)
  sheet.text(`实发 ${yuan(slip.netFen)}`, { size: 19, weight: 'bold', spaceAfter: 6 })
  sheet.table(people(slip))
  work(sheet, slip)
  reckoning(sheet, slip)
  sheet.heading('发到哪里')
  sheet.table([
    { label: '发放方式', value: slip.payment.railZh },
    { label: '发放时间', value: `${timeZh(slip.payment.paidAt)}（北京时间）` },
    { label: '发放凭证', value: slip.payment.proof },
  ])
  sheet.heading('怎样查验这份工资单')
  verification(sheet, slip)
  const advice = '对工资有疑问，可以在平台上提出，也可以到零工市场（驿站）窗口找工作人员。'
  sheet.text(advice, { size: 11, colour: QUIET })
  return sheet.finish()
}

function people(slip: PayslipDocument): { label: string; value: string }[] {
  return [
    { label: '用工主体', value: slip.employerName },
    ...(slip.employerUscc ? [{ label: '统一社会信用代码', value: slip.employerUscc }] : []),
    { label: '姓名', value: slip.workerName },
    { label: '公民身份号码', value: slip.workerIdNumber },
    { label: '联系电话', value: slip.workerPhone },
    { label: '工资周期', value: `${slip.periodZh}（${slip.settlementCycleZh}）` },
  ]
}

function work(sheet: Sheet, slip: PayslipDocument): void {
  sheet.heading('工作时间')
  const rows = slip.worked.map((day) => [day.dateZh, day.placeZh, day.spanZh, day.hoursZh])
  sheet.grid(['日期', '地点', '起止', '工时'], rows, [98, CONTENT_WIDTH - 298, 120, 80])
}

function reckoning(sheet: Sheet, slip: PayslipDocument): void {
  sheet.heading('工资怎么算的')
  const row = (line: PayslipLine, sign: 1 | -1) => [line.label, line.basisZh, yuan(sign * line.amountFen)]
  const rows = [
    ...slip.lines.map((line) => row(line, 1)),
    ['应发', '', yuan(slip.grossFen)],
    ...slip.deductions.map((line) => row(line, -1)),
    ...(slip.deductions.length === 0 ? [['扣除', '没有扣除', yuan(0)]] : []),
    ['实发', '', yuan(slip.netFen)],
  ]
  sheet.grid(['项目', '算法', '金额'], rows, [118, CONTENT_WIDTH - 218, 100])
}

/** A payslip whose sums do not agree is a defect upstream, and must not be printed. */
function refuseWrongSums(slip: PayslipDocument): void {
  const sum = (lines: readonly PayslipLine[]) => lines.reduce((total, line) => total + line.amountFen, 0)
  if ([...slip.lines, ...slip.deductions].some((line) => line.amountFen < 0)) throw new RangeError('a line is negative')
  if (sum(slip.lines) !== slip.grossFen) throw new RangeError('the lines do not add up to the gross amount')
  if (slip.grossFen - sum(slip.deductions) !== slip.netFen)
    throw new RangeError('gross less deductions is not the net amount')
}
