/** The bank: payroll files out, results back, escrow money coming in. Our own protocol (apps/sandbox/README.md). */
import { readResultFile, writePayrollFile } from './bank-files.ts'
import type { PayrollLine, PayrollResult } from './bank-files.ts'
import { GatewayError, isRecord, textField } from './call.ts'
import type { GatewayTools } from './call.ts'
import { readSignedNotice, signedCall } from './signed-json.ts'
import type { IncomingRequest, SignedJsonConfig } from './signed-json.ts'

export interface IncomingTransfer {
  /** The bank's id of the notice: take each once. */
  noticeId: string
  /** The virtual account the money came to. */
  accountNo: string
  amountFen: number
  payerName: string
  payerAccountNo: string
  /** The bank's number of the transfer. */
  bankReference: string
  remark: string
  /** ISO 8601 with +08:00. */
  receivedAt: string
}

export type PayrollState = { state: 'received' | 'processing' } | { state: 'finished'; results: PayrollResult[] }

/**
 * Every act may throw GatewayError; after `unavailable` and `untrusted` ask again with the same number:
 * the bank takes a file number and an owner once.
 */
export interface BankGateway {
  /** `rejected` `fileNoTaken`: the number belongs to other content; `badRequest`, `badLine`: nothing was taken. */
  submitPayrollFile(file: { fileNo: string; lines: readonly PayrollLine[] }): Promise<{ receivedAt: string }>
  /** Undefined: the bank knows no such file. */
  payrollFile(fileNo: string): Promise<PayrollState | undefined>
  /** The account an owner pays escrow money to; always the same one. */
  virtualAccount(owner: { ownerRef: string; ownerName: string }): Promise<{
    accountNo: string
    accountName: string
    bankName: string
  }>
  /** Money that came in after that notice (from the beginning without one), oldest first, a page at a time. */
  incomingTransfers(afterNoticeId?: string): Promise<IncomingTransfer[]>
  /** Checks a notice's signature. Answer it with HTTP 200; it may come again. @throws GatewayError `untrusted` */
  readNotice(notice: IncomingRequest): IncomingTransfer
}

export interface BankConfig extends SignedJsonConfig {
  /** The account wages are paid from. */
  payrollAccountNo: string
}

const SERVICE = 'bank'

export function createBankGateway(config: BankConfig, tools: GatewayTools): BankGateway {
  const ask = async (method: 'GET' | 'POST', path: string, value?: unknown) => {
    const answer = await signedCall(SERVICE, config, tools, { method, path, value })
    if (answer.status === 200) return answer.value
    const code = String(answer.value['code'] ?? answer.status)
    throw new GatewayError(SERVICE, 'rejected', code, String(answer.value['message'] ?? ''))
  }
  return {
    submitPayrollFile: async ({ fileNo, lines }) => {
      const content = writePayrollFile(fileNo, config.payrollAccountNo, lines)
      const value = await ask('POST', '/v1/payroll-files', { fileNo, content })
      return { receivedAt: textField(SERVICE, value, 'receivedAt') }
    },
    payrollFile: async (fileNo) => {
      const asked = ask('GET', `/v1/payroll-files/${encodeURIComponent(fileNo)}`)
      const value = await asked.catch((error: unknown) => {
        if (error instanceof GatewayError && error.code === 'notFound') return undefined
        throw error
      })
      return value && payrollState(fileNo, value)
    },
    virtualAccount: async (owner) => {
      const value = await ask('POST', '/v1/virtual-accounts', owner)
      const field = (name: string) => textField(SERVICE, value, name)
      return { accountNo: field('accountNo'), accountName: field('accountName'), bankName: field('bankName') }
    },
    incomingTransfers: async (after) => {
      const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
      const { notices } = await ask('GET', `/v1/incoming-transfers${query}`)
      if (!Array.isArray(notices)) throw misfit('the answer lacks its notices')
      return notices.map(incomingTransfer)
    },
    readNotice: (notice) => {
      const value = readSignedNotice(SERVICE, config, tools.clock(), notice)
      if (value['type'] !== 'incomingTransfer') throw misfit('a notice of another kind')
      return incomingTransfer(value)
    },
  }
}

function payrollState(fileNo: string, value: Record<string, unknown>): PayrollState {
  const { state } = value
  if (value['fileNo'] !== fileNo) throw misfit('the answer is about another file')
  if (state === 'finished') return { state, results: readResultFile(fileNo, textField(SERVICE, value, 'result')) }
  if (state === 'received' || state === 'processing') return { state }
  throw misfit('the file is in a state we do not know')
}

function incomingTransfer(value: unknown): IncomingTransfer {
  if (!isRecord(value)) throw misfit('no incoming transfer')
  const amountFen = value['amountFen']
  if (typeof amountFen !== 'number' || !Number.isSafeInteger(amountFen) || amountFen <= 0) throw misfit('no amount')
  const field = (name: string) => textField(SERVICE, value, name)
  return {
    noticeId: field('noticeId'),
    accountNo: field('accountNo'),
    amountFen,
    payerName: field('payerName'),
    payerAccountNo: field('payerAccountNo'),
    bankReference: field('bankReference'),
    remark: field('remark'),
    receivedAt: field('receivedAt'),
  }
}

function misfit(message: string): GatewayError {
  return new GatewayError(SERVICE, 'untrusted', 'badAnswer', message)
}
