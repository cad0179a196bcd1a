/** The payroll and result files of our own bank protocol, the bank's side (README.md, "Payroll file"). */
import { sha256Hex, SandboxInputError } from './input.ts'

export interface PayrollLine {
  lineNo: number
  payoutId: string
  accountName: string
  accountNo: string
  amountFen: number
  purpose: string
}

export interface PayrollFile {
  fileNo: string
  payerAccountNo: string
  totalFen: number
  lines: PayrollLine[]
}

export interface ResultLine {
  lineNo: number
  payoutId: string
  outcome: 'paid' | 'failed'
  bankReference: string
  reason: string
}

/** Reads a payroll file. Throws SandboxInputError naming the first thing wrong with it. */
export function readPayrollFile(content: string): PayrollFile {
  const lines = content.split('\n')
  if (lines.pop() !== '') throw new SandboxInputError('the file must end with a line feed')
  const last = lines.pop()?.split(',') ?? []
  const before = `${lines.join('\n')}\n`
  if (last[0] !== 'LGEND' || last[1] !== sha256Hex(before)) throw new SandboxInputError('the closing checksum is wrong')
  const head = lines.shift()?.split(',') ?? []
  const [tag, version, fileNo = '', payerAccountNo = '', count, total] = head
  if (tag !== 'LGPAY' || version !== '1') throw new SandboxInputError('the first line must begin LGPAY,1')
  const read = lines.map(readLine)
  if (read.length !== Number(count)) throw new SandboxInputError('the number of lines is wrong')
  const totalFen = read.reduce((sum, one) => sum + one.amountFen, 0)
  if (totalFen !== Number(total)) throw new SandboxInputError('the total is wrong')
  if (new Set(read.map((one) => one.payoutId)).size !== read.length) {
    throw new SandboxInputError('a payout appears twice')
  }
  return { fileNo, payerAccountNo, totalFen, lines: read }
}

function readLine(line: string, index: number): PayrollLine {
  const [lineNo, payoutId = '', accountName = '', accountNo = '', amount, purpose, ...rest] = line.split(',')
  const amountFen = Number(amount)
  const fine =
    rest.length === 0 &&
    purpose !== undefined &&
    Number(lineNo) === index + 1 &&
    payoutId !== '' &&
    accountName !== '' &&
    /^\d{10,30}$/.test(accountNo) &&
    Number.isSafeInteger(amountFen) &&
    amountFen > 0
  if (!fine) throw new SandboxInputError(`line ${index + 1} is not as the layout says`)
  return { lineNo: index + 1, payoutId, accountName, accountNo, amountFen, purpose }
}

export function writeResultFile(fileNo: string, results: ResultLine[]): string {
  const rows = results.map((one) => [one.lineNo, one.payoutId, one.outcome, one.bankReference, one.reason].join(','))
  const body = [`LGRES,1,${fileNo},${results.length}`, ...rows].map((row) => `${row}\n`).join('')
  return `${body}LGEND,${sha256Hex(body)}\n`
}
