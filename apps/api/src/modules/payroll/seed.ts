import type { Account } from './chart.ts'
import { employerSource, employerWithheld, workerReceived, workerWages } from './chart.ts'
import { importedPayout, importedWage, type Posting } from './rules/entries.ts'

/** What the seed knows about one historic wage; ids come from the seed's own generator. */
export type HistoricWage = {
  wageId: string
  payoutId: string
  payslipId: string
  earnedTransactionId: string
  paidTransactionId: string
  engagementId: string
  workerId: string
  employerId: string
  postingId: string
  county: string
  workedOn: string
  paidAt: Date
  payMethod: string
  settlementCycle: string
  contractKind: string
  withholdingMethod: 'wage' | 'labourService'
  minutes: number
  netFen: number
  withheldFen: number
  /** KeptReckoning as JSON text. */
  reckoningJson: string
  rail: 'wechat' | 'bank' | 'cash'
  /** `payouts.payee` encrypted by the caller once and shared: historic payouts keep no account. */
  payee: Buffer
  slipNumber: string
  verifyCode: string
}

/** Columns of each table in the order of the rows below: for `copy TABLE (COLUMNS) from stdin`. */
export const seedColumns = {
  ledger_accounts: ['id', 'address', 'kind', 'employer_id', 'worker_id'],
  ledger_transactions: ['id', 'kind', 'business_id', 'at'],
  ledger_entries: ['transaction_id', 'line', 'account_id', 'amount_fen'],
  wages: [
    'id',
    'engagement_id',
    'part',
    'worker_id',
    'employer_id',
    'posting_id',
    'county',
    'worked_on',
    'reckoned_on',
    'reckoned_at',
    'pay_method',
    'settlement_cycle',
    'contract_kind',
    'withholding_method',
    'reckoning',
    'minutes',
    'gross_fen',
    'top_up_fen',
    'withheld_fen',
    'net_fen',
    'due_at',
    'late_at',
    'funded_at',
    'paid_at',
  ],
  payouts: [
    'id',
    'state',
    'state_since',
    'purpose',
    'rail',
    'worker_id',
    'employer_id',
    'county',
    'amount_fen',
    'payee',
    'queued_at',
  ],
  payout_wages: ['payout_id', 'wage_id', 'amount_fen', 'worker_id', 'employer_id', 'county'],
  payslips: ['id', 'payout_id', 'worker_id', 'employer_id', 'county', 'number', 'verify_code', 'issued_at'],
} as const
export type SeedTable = keyof typeof seedColumns
/** null is `\N`; Buffers are bytea, Dates timestamptz. */
export type SeedValue = string | number | Date | Buffer | null
export type SeedRows = Record<Exclude<SeedTable, 'ledger_accounts'>, SeedValue[][]>

/** Accounts that the wages of an employer or a worker use; open each once before the entries. */
export function seedAccounts(owner: { employerId: string } | { workerId: string }): SeedValue[][] {
  const accounts: Account[] =
    'employerId' in owner
      ? [employerSource(owner.employerId), employerWithheld(owner.employerId)]
      : [workerWages(owner.workerId), workerReceived(owner.workerId)]
  return accounts.map((account) => [account.id, account.address, account.kind, account.employerId, account.workerId])
}

/**
 * Rows of one historic wage, paid in full in a payout of its own: two ledger transactions, «earned» and
 * «paid». Copy tables in the order ledger_accounts, ledger_transactions, ledger_entries, wages, payouts,
 * payout_wages, payslips. A transaction's entries must travel in one COPY: the trigger checks whole statements.
 */
export function seedRows(wage: HistoricWage): SeedRows {
  const grossFen = wage.netFen + wage.withheldFen
  const { workerId, employerId, county, paidAt } = wage
  const day = wage.workedOn
  return {
    ledger_transactions: [
      [wage.earnedTransactionId, 'importedWage', wage.wageId, paidAt],
      [wage.paidTransactionId, 'importedPayout', wage.payoutId, paidAt],
    ],
    ledger_entries: [
      ...entryRows(wage.earnedTransactionId, importedWage(wage)),
      ...entryRows(wage.paidTransactionId, importedPayout(wage.payoutId, workerId, wage.netFen)),
    ],
    wages: [
      [
        wage.wageId,
        wage.engagementId,
        'whole',
        workerId,
        employerId,
        wage.postingId,
        county,
        day,
        day,
        paidAt,
        wage.payMethod,
        wage.settlementCycle,
        wage.contractKind,
        wage.withholdingMethod,
        wage.reckoningJson,
        wage.minutes,
        grossFen,
        0,
        wage.withheldFen,
        wage.netFen,
        paidAt,
        paidAt,
        paidAt,
        paidAt,
      ],
    ],
    payouts: [
      [
        wage.payoutId,
        'succeeded',
        paidAt,
        'wage',
        wage.rail,
        workerId,
        employerId,
        county,
        wage.netFen,
        wage.payee,
        paidAt,
      ],
    ],
    payout_wages: [[wage.payoutId, wage.wageId, wage.netFen, workerId, employerId, county]],
    payslips: [[wage.payslipId, wage.payoutId, workerId, employerId, county, wage.slipNumber, wage.verifyCode, paidAt]],
  }
}

function entryRows(transactionId: string, posting: Posting): SeedValue[][] {
  return posting.entries.map((entry, index) => [transactionId, index + 1, entry.account.id, entry.amountFen])
}
