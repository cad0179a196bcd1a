import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { escrowLifecycle, payoutLifecycle } from '../lifecycles.ts'
import { payMethods, settlementCycles } from '../work-terms.ts'
import { payrollPaths as paths } from './paths.ts'

const rail = z.enum(['wechat', 'bank', 'cash'])
const onBehalfOf = z.object({ onBehalfOf: shapes.id.optional() })

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
  part: z.enum(['whole', 'undisputed', 'settled']),
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
  funded: z.boolean(),
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
  /** What the phone passes to the wallet to show the receipt button. */
  personToken: z.string().nullable(),
})

const payslipItem = z.object({
  id: shapes.id,
  number: z.string(),
  employerId: shapes.id,
  employerName: z.string(),
  netFen: shapes.fen,
  railLabel: z.string(),
  issuedAt: shapes.instant,
})
const payslipView = payslipItem.extend({
  workerName: z.string(),
  grossFen: shapes.fen,
  withheldFen: shapes.fen,
  wages: z.array(wageView),
  pdfReady: z.boolean(),
})

const paySettings = z.object({
  preferredRail: rail,
  hasWallet: z.boolean(),
  authorised: z.boolean(),
  /** Last four digits. */
  bankAccountTail: z.string().nullable(),
  bankName: z.string().nullable(),
  bankAccountHolder: z.string().nullable(),
})
const payCheck = z.object({
  canBePaid: z.boolean(),
  needsTap: z.boolean(),
  rails: z.array(rail),
  messageZh: z.string(),
})

const escrowView = z.object({
  id: shapes.id,
  postingId: shapes.id,
  state: z.enum(escrowLifecycle.states),
  stateLabel: z.string(),
  requiredFen: shapes.fen,
  receivedFen: shapes.fen,
  releasedFen: shapes.fen,
  refundedFen: shapes.fen,
  remainingFen: shapes.fen,
  fundBy: shapes.instant,
  /** Absent for the short time until the bank has opened the account. */
  accountNo: z.string().nullable(),
  accountName: z.string().nullable(),
  bankName: z.string().nullable(),
})
const funding = z.object({
  accountNo: z.string().nullable(),
  accountName: z.string().nullable(),
  bankName: z.string().nullable(),
  /** Paid in, not used yet. */
  creditFen: shapes.fen,
  /** Wages waiting for this employer's money. */
  owedFen: shapes.fen,
  overdueFen: shapes.fen,
})
const statement = z.object({
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

const byEmployer = z.object({ employerId: shapes.id })
const byPosting = z.object({ postingId: shapes.id })
const byEngagement = z.object({ engagementId: shapes.id })
const byPayslip = z.object({ payslipId: shapes.id })

export const payrollEndpoints = endpoints({
  listMyWages: {
    ...paths.listMyWages,
    summary: 'Wages of the signed-in worker (or of the person a clerk helps), newest first',
    right: 'worker.orClerk',
    query: shapes.page.extend(onBehalfOf.shape),
    answer: shapes.pageOf(wageView),
    errors: ['ConsentMissing'],
  },
  listMyPayslips: {
    ...paths.listMyPayslips,
    summary: 'Payslips of the signed-in worker, newest first; one for every payout',
    right: 'worker.orClerk',
    query: shapes.page.extend(onBehalfOf.shape),
    answer: shapes.pageOf(payslipItem),
    errors: ['ConsentMissing'],
  },
  getPayslip: {
    ...paths.getPayslip,
    summary: 'One payslip with the reckoning of each wage',
    right: 'engagement.read',
    params: byPayslip,
    query: onBehalfOf,
    answer: payslipView,
    errors: ['NotFound'],
  },
  getPayslipPdf: {
    ...paths.getPayslipPdf,
    summary: 'The payslip on paper',
    right: 'engagement.read',
    params: byPayslip,
    query: onBehalfOf,
    answer: z.unknown(),
    produces: 'application/pdf',
    errors: ['NotFound', 'PayslipNotReady'],
  },
  listMyWaitingPayouts: {
    ...paths.listMyWaitingPayouts,
    summary: "Payouts that wait for the person's tap on «收款»",
    right: 'worker.orClerk',
    query: onBehalfOf,
    answer: z.object({ items: z.array(payoutView) }),
    errors: ['ConsentMissing'],
  },
  getMyPaySettings: {
    ...paths.getMyPaySettings,
    summary: 'How the person wants to be paid, account masked, and whether it would work',
    right: 'worker.orClerk',
    query: onBehalfOf,
    answer: z.object({ settings: paySettings.nullable(), check: payCheck }),
    errors: ['ConsentMissing'],
  },
  putMyPaySettings: {
    ...paths.putMyPaySettings,
    summary: 'Sets how to be paid; a field left out stays, null removes it',
    right: 'worker.orClerk',
    body: z.object({
      onBehalfOf: shapes.id.optional(),
      preferredRail: z.enum(['wechat', 'bank']),
      openid: z.string().min(1).max(64).nullable().optional(),
      bankAccount: z
        .string()
        .regex(/^\d{12,24}$/, '请填银行卡号,只有数字')
        .nullable()
        .optional(),
      bankName: shapes.text(40).nullable().optional(),
    }),
    answer: z.object({ settings: paySettings.nullable(), check: payCheck }),
    errors: ['ConsentMissing', 'BankAccountInvalid', 'PayWayMissing'],
  },
  getEngagementWages: {
    ...paths.getEngagementWages,
    summary: 'What an engagement earned and how each payout of it stands',
    right: 'engagement.read',
    params: byEngagement,
    query: onBehalfOf,
    answer: z.object({ wages: z.array(wageView), payouts: z.array(payoutView) }),
    errors: ['NotFound', 'ConsentMissing'],
  },
  getEngagementPayCheck: {
    ...paths.getEngagementPayCheck,
    summary: 'Whether the worker of this engagement can be paid; says no account details',
    right: 'engagement.read',
    params: byEngagement,
    query: onBehalfOf,
    answer: payCheck,
    errors: ['NotFound', 'ConsentMissing'],
  },
  requestEscrow: {
    ...paths.requestEscrow,
    summary: 'Set the wages of a posting aside: the amount and the account to pay into',
    right: 'employer.orClerk',
    params: byPosting,
    answer: escrowView,
    status: 201,
    errors: ['NotFound', 'EscrowAlreadyAsked', 'PostingNotOpenForEscrow'],
  },
  getEscrow: {
    ...paths.getEscrow,
    summary: 'How the escrow of a posting stands',
    right: 'signedIn',
    params: byPosting,
    answer: escrowView,
    errors: ['NotFound'],
  },
  getEmployerFunding: {
    ...paths.getEmployerFunding,
    summary: 'Where to pay wages in, what is paid in, owed and overdue',
    right: 'employer.orClerk',
    params: byEmployer,
    answer: funding,
    errors: ['NotFound'],
  },
  openEmployerFunding: {
    ...paths.openEmployerFunding,
    summary: "Opens the employer's own account number for wages without escrow",
    right: 'employer.orClerk',
    params: byEmployer,
    answer: z.object({ ok: z.literal(true) }),
    errors: ['NotFound'],
  },
  listEmployerWages: {
    ...paths.listEmployerWages,
    summary: 'Wages of one employer, newest first; `unpaid` leaves out what has been paid',
    right: 'employer.orClerk',
    params: byEmployer,
    query: shapes.page.extend({ unpaid: z.stringbool().optional() }),
    answer: shapes.pageOf(wageView),
    errors: ['NotFound'],
  },
  getEmployerStatement: {
    ...paths.getEmployerStatement,
    summary: 'Wage costs of a period by day of reckoning, at most 366 days',
    right: 'employer.orClerk',
    params: byEmployer,
    query: z.object({ from: shapes.day, to: shapes.day }),
    answer: statement,
    errors: ['NotFound', 'InputInvalid'],
  },
  verifyPayslip: {
    ...paths.verifyPayslip,
    summary: 'By the code printed on it: whether a payslip is ours, and the hash of its content',
    right: 'public',
    params: z.object({ code: z.string().regex(/^[0-9a-f]{32}$/) }),
    answer: z.object({ number: z.string(), sha256: z.string(), issuedAt: shapes.instant }),
    errors: ['NotFound'],
  },
  sendCashCodes: {
    ...paths.sendCashCodes,
    summary: 'Sends each side of a cash payment its code by SMS',
    right: 'clerk.assist',
    body: z.object({ workerId: shapes.id, employerId: shapes.id }),
    answer: z.object({ workerPhone: z.string(), employerPhone: z.string() }),
    errors: ['NotFound', 'ConsentMissing'],
  },
  recordCashPayment: {
    ...paths.recordCashPayment,
    summary: 'A clerk records cash handed over; both sides prove themselves by SMS code (二(二) 工资结算)',
    right: 'clerk.assist',
    body: z.object({
      wageIds: z.array(shapes.id).min(1).max(60),
      workerId: shapes.id,
      workerCode: z.string().regex(/^\d{4,8}$/),
      employerId: shapes.id,
      employerCode: z.string().regex(/^\d{4,8}$/),
    }),
    answer: payoutView,
    status: 201,
    errors: [
      'NotFound',
      'ConsentMissing',
      'WageAlreadyPaid',
      'WageAlreadyOnItsWay',
      'WageInEscrow',
      'WagesOfSeveralPeople',
    ],
  },
})
