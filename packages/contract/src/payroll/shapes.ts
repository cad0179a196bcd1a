import { z } from 'zod'
import * as shapes from '../common.ts'
import { escrowLifecycle, payoutLifecycle } from '../lifecycles.ts'
import { payMethods, settlementCycles } from '../work-terms.ts'

export const rail = z.enum(['wechat', 'bank', 'cash'])
export const onBehalfOf = z.object({ onBehalfOf: shapes.id.optional() })

export const wageLine = z.object({
  labelZh: z.string(),
  quantity: z.number(),
  unit: z.enum(['minute', 'day', 'piece', 'job']),
  quantityZh: z.string(),
  unitFen: shapes.fen,
  amountFen: shapes.fen,
  clause: z.string().optional(),
})

/** One wage with its reckoning: what was worked, at what price, what was withheld, what remains. */
export const wageView = z.object({
  id: shapes.id,
  engagementId: shapes.id,
  part: z.enum(['whole', 'undisputed', 'settled', 'compensation']),
  employerId: shapes.id,
  workerId: shapes.id,
  postingTitle: z.string(),
  county: shapes.countyCode,
  workedOn: shapes.day,
  payMethod: z.enum(payMethods),
  settlementCycle: z.enum(settlementCycles),
  minutes: shapes.minutes,
  lines: z.array(wageLine),
  grossFen: shapes.fen,
  withheldFen: shapes.fen,
  netFen: shapes.fen,
  /** Part of the gross that only the minimum wage brought. */
  topUpFen: shapes.fen,
  dueAt: shapes.instant,
  /** From this moment on it is arrears, unless the employer has paid it in. */
  lateAt: shapes.instant,
  funded: z.boolean(),
  /** What the employer still has to pay in for it, above what its escrow gave; 0 once funded. */
  owedFen: shapes.fen,
  paidAt: shapes.instant.nullable(),
  /** In plain words: paid, on its way, waiting for the employer's money. */
  statusZh: z.string(),
})

export const payoutView = z.object({
  id: shapes.id,
  state: z.enum(payoutLifecycle.states),
  stateLabel: z.string(),
  rail,
  railLabel: z.string(),
  amountFen: shapes.fen,
  queuedAt: shapes.instant,
  stateSince: shapes.instant,
  failureLabel: z.string().nullable(),
  /** What the phone passes to the wallet to show the receipt button; with the merchant it comes from. */
  personToken: z.string().nullable(),
  merchantNo: z.string().nullable(),
})

/** Wages of the work done in a period: how many, what remains after withholding, what of it has arrived. */
const wageSum = z.object({ wages: z.number().int(), netFen: shapes.fen, paidFen: shapes.fen })
export const wageSums = z.object({
  /** The business day these sums go up to. */
  day: shapes.day,
  today: wageSum,
  month: wageSum,
  year: wageSum,
  /** Not paid in by the employer in time; of any period. */
  late: z.object({ wages: z.number().int(), netFen: shapes.fen }),
})

export const payslipItem = z.object({
  id: shapes.id,
  number: z.string(),
  employerId: shapes.id,
  employerName: z.string(),
  netFen: shapes.fen,
  railLabel: z.string(),
  issuedAt: shapes.instant,
})
export const payslipView = payslipItem.extend({
  workerName: z.string(),
  grossFen: shapes.fen,
  withheldFen: shapes.fen,
  wages: z.array(wageView),
  pdfReady: z.boolean(),
})

export const paySettings = z.object({
  preferredRail: rail,
  hasWallet: z.boolean(),
  authorised: z.boolean(),
  /** Last four digits. */
  bankAccountTail: z.string().nullable(),
  bankName: z.string().nullable(),
  bankAccountHolder: z.string().nullable(),
})
export const payCheck = z.object({
  canBePaid: z.boolean(),
  needsTap: z.boolean(),
  rails: z.array(rail),
  messageZh: z.string(),
})

export const escrowView = z.object({
  id: shapes.id,
  postingId: shapes.id,
  state: z.enum(escrowLifecycle.states),
  stateLabel: z.string(),
  /** Why this employer must set wages aside, in plain words; null where it does so of its own will. */
  whyRequired: z.string().nullable(),
  requiredFen: shapes.fen,
  receivedFen: shapes.fen,
  releasedFen: shapes.fen,
  refundedFen: shapes.fen,
  remainingFen: shapes.fen,
  /** Wages of the posting above what was paid in, still to come from the employer's wage account. */
  owedFen: shapes.fen,
  /** By when the first of it must be there; null where nothing is owed. */
  owedUntil: shapes.instant.nullable(),
  fundBy: shapes.instant,
  /** Absent for the short time until the bank has opened the account. */
  accountNo: z.string().nullable(),
  accountName: z.string().nullable(),
  bankName: z.string().nullable(),
})
export const funding = z.object({
  accountNo: z.string().nullable(),
  accountName: z.string().nullable(),
  bankName: z.string().nullable(),
  /** Paid in, not used yet. */
  creditFen: shapes.fen,
  /** Wages waiting for this employer's money. */
  owedFen: shapes.fen,
  /** By when the first of it must be there, past or to come; null where nothing is owed. */
  owedUntil: shapes.instant.nullable(),
  overdueFen: shapes.fen,
})
export const statement = z.object({
  from: shapes.day,
  to: shapes.day,
  people: z.number().int(),
  wages: z.number().int(),
  minutes: z.number().int(),
  grossFen: shapes.fen,
  withheldFen: shapes.fen,
  netFen: shapes.fen,
  paidFen: shapes.fen,
  unpaidFen: shapes.fen,
  days: z.array(
    z.object({
      day: shapes.day,
      people: z.number().int(),
      grossFen: shapes.fen,
      withheldFen: shapes.fen,
      netFen: shapes.fen,
    }),
  ),
})

export const byEmployer = z.object({ employerId: shapes.id })
export const byPosting = z.object({ postingId: shapes.id })
export const byEngagement = z.object({ engagementId: shapes.id })
export const byPayslip = z.object({ payslipId: shapes.id })
