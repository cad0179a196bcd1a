/** Payroll and result files of our own bank protocol, the platform's side (apps/sandbox/README.md). */
import { createHash } from 'node:crypto'
import { GatewayError } from './call.ts'

export interface PayrollLine {
  /** Our id of the payout, unique in the file. */
  payoutId: string
  accountName: string
  /** 10 to 30 digits. */
  accountNo: string
  amountFen: number
  /** Shown on the person's statement. */
  purpose: string
}

export interface PayrollResult {
  payoutId: string
  outcome: 'paid' | 'failed'
  /** The bank's number of the payment; empty when it failed. */
  bankReference: string
  /** `accountNotFound`, `nameMismatch`, … ; empty when it was paid. */
  reason: string
}

const SERVICE = 'bank'

/**
 * The payroll file's text. Throws GatewayError `rejected` `badLine` when a value does not fit the layout:
 * nothing was sent then.
 */
export function writePayrollFile(fileNo: string, payerAccountNo: string, lines: readonly PayrollLine[]): string {
  const totalFen = lines.reduce((sum, one) => sum + one.amountFen, 0)
  const rows = lines.map((one, index) => {
    const fields = [one.payoutId, one.accountName, one.accountNo, String(one.amountFen), one.purpose]
    const fits = fields.every((field) => !/[,\r\n]/.test(field))
    if (!fits || !/^\d{10,30}$/.test(one.accountNo) || !Number.isSafeInteger(one.amountFen) || one.amountFen <= 0) {
      throw new GatewayError(SERVICE, 'rejected', 'badLine', `line ${index + 1} does not fit the layout`)
    }
    return [index + 1, ...fields].join(',')
  })
  const head = ['LGPAY', 1, fileNo, payerAccountNo, lines.length, totalFen].join(',')
  return closed([head, ...rows])
}

/** Reads a result file of that number. @throws GatewayError `untrusted` */
export function readResultFile(fileNo: string, content: string): PayrollResult[] {
  const rows = content.split('\n').slice(0, -2)
  const [head = '', ...body] = rows
  if (closed(rows) !== content || head !== `LGRES,1,${fileNo},${body.length}`) throw damaged()
  return body.map((row) => {
    const [, payoutId = '', outcome, bankReference = '', reason = '', ...rest] = row.split(',')
    if (payoutId === '' || rest.length > 0 || (outcome !== 'paid' && outcome !== 'failed')) throw damaged()
    return { payoutId, outcome, bankReference, reason }
  })
}

function closed(rows: readonly string[]): string {
  const text = rows.map((row) => `${row}\n`).join('')
  return `${text}LGEND,${createHash('sha256').update(text).digest('hex')}\n`
}

function damaged(): GatewayError {
  return new GatewayError(SERVICE, 'untrusted', 'badFile', 'the result file is damaged or another one')
}
