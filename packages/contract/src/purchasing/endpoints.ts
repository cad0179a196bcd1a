import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { paymentFileView } from '../programmes/payment-shapes.ts'
import { keysOf } from '../recognition/shapes.ts'
import { objectionOutcomes } from '../recognition/words.ts'
import { purchasingPaths as paths } from './paths.ts'
import {
  evaluationView,
  serviceContractView,
  serviceLine,
  serviceMeasureView,
  serviceMoneyLine,
  serviceTerms,
} from './shapes.ts'
import { serviceStandings } from './words.ts'

const service = z.object({ serviceId: shapes.id })
const evaluation = z.object({ evaluationId: shapes.id })
const moveErrors = ['NotFound', 'StateConflict', 'TransitionNotAllowed'] as const

/** Purchased services (二(四)2): contract, measures from the platform's records, evaluation, payment by result, exit. */
export const purchasingEndpoints = endpoints({
  getServiceMeasures: {
    ...paths.getServiceMeasures,
    summary:
      'Measures of workload and outcome a contract may choose from, with proposed targets, and the lines of the policy',
    right: 'subsidy.read',
    query: z.object({ county: shapes.countyCode }),
    answer: z.object({
      measures: z.array(serviceMeasureView),
      passAtLeastScore: z.number(),
      minimumResultShareBasisPoints: z.int(),
      longestPeriodMonths: z.int(),
      /** Whether a period that failed is still paid its part that does not hang on the result. */
      fixedPartPaidWhenFailed: z.boolean(),
      provisional: z.boolean(),
    }),
    errors: ['NoPolicyInForce'],
  },
  signServiceContract: {
    ...paths.signServiceContract,
    summary:
      'Record a contract with the site’s operator: period, price, measures. While it runs no subsidy is paid (三(二))',
    right: 'subsidy.decide',
    params: z.object({ siteId: shapes.id }),
    body: serviceTerms
      .extend({ contractNumber: shapes.paperNumber, startsOn: shapes.day, endsOn: shapes.day })
      .refine((value) => value.endsOn >= value.startsOn, { message: '结束日期要在开始日期之后', path: ['endsOn'] }),
    answer: serviceContractView,
    status: 201,
    errors: ['NotFound', 'SiteSubsidisedThen', 'PurchasedServiceRecorded', 'ServiceTermsWrong', 'NoPolicyInForce'],
  },
  setServiceTerms: {
    ...paths.setServiceTerms,
    summary: 'Price and measures of a contract recorded without them, or mend them before the first evaluation',
    right: 'subsidy.decide',
    params: service,
    body: serviceTerms,
    answer: serviceContractView,
    errors: ['NotFound', 'ServiceTermsWrong', 'ServiceTermsFixed', 'NoPolicyInForce'],
  },
  listServiceContracts: {
    ...paths.listServiceContracts,
    summary: 'Contracts for purchased services of the region or site, those that end last first',
    right: 'subsidy.read',
    query: shapes.page.extend({ standing: keysOf(serviceStandings).optional(), siteId: shapes.id.optional() }),
    answer: shapes.pageOf(serviceLine),
    errors: [],
  },
  getServiceMoney: {
    ...paths.getServiceMoney,
    summary: 'Contracts that run and the money by result, county by county; counties without any are left out',
    right: 'subsidy.read',
    query: z.object({ county: shapes.countyCode.optional() }),
    answer: z.object({ counties: z.array(serviceMoneyLine) }),
    errors: [],
  },
  getServiceContract: {
    ...paths.getServiceContract,
    summary: 'One contract: terms, every evaluation with its figures and money, breaches, steps',
    right: 'subsidy.read',
    params: service,
    answer: serviceContractView,
    errors: ['NotFound'],
  },
  evaluateService: {
    ...paths.evaluateService,
    summary:
      'Evaluate the next period that has ended: figures are read from the records and frozen; the operator may object',
    right: 'subsidy.decide',
    params: service,
    body: z.object({}),
    answer: evaluationView,
    status: 201,
    errors: ['NotFound', 'ServiceTermsMissing', 'ServicePeriodRunning', 'ServicePeriodsDone', 'NoPolicyInForce'],
  },
  objectToEvaluation: {
    ...paths.objectToEvaluation,
    summary: 'The operator objects to an evaluation, within the days of the policy',
    right: 'subsidy.account',
    params: evaluation,
    body: z.object({ words: shapes.text(1_000) }),
    answer: evaluationView,
    errors: [...moveErrors, 'ServiceObjectionOver'],
  },
  decideEvaluation: {
    ...paths.decideEvaluation,
    summary:
      'A second officer decides: figures stand unless corrected with a reason, an objection is answered, the money is reckoned',
    right: 'subsidy.decide',
    params: evaluation,
    body: z.object({
      items: z
        .array(
          z.object({
            measure: z.string().max(60),
            value: z.number().min(0).max(10_000_000),
            reason: z.string().trim().max(300).default(''),
          }),
        )
        .max(40)
        .default([]),
      objection: z.object({ outcome: keysOf(objectionOutcomes), note: shapes.text(500) }).optional(),
      opinion: shapes.optionalText(500),
    }),
    answer: evaluationView,
    errors: [
      ...moveErrors,
      'ServiceItemsWrong',
      'ServiceObjectionTime',
      'ServiceTooLittleKnown',
      'ServiceNeedsOtherPerson',
      'NoPolicyInForce',
    ],
  },
  confirmEvaluation: {
    ...paths.confirmEvaluation,
    summary: 'The county’s finance office sets money of an appropriation aside for the period',
    right: 'subsidy.finance',
    params: evaluation,
    body: z.object({ appropriationId: shapes.id, opinion: shapes.optionalText(500) }),
    answer: evaluationView,
    errors: [...moveErrors, 'AppropriationExhausted', 'AppropriationWrong', 'ServiceNothingToPay'],
  },
  listServicesToPay: {
    ...paths.listServicesToPay,
    summary: 'Periods finance has to do with: to confirm, to put into a file, to enter the voucher of',
    right: 'subsidy.finance',
    query: z.object({}),
    answer: z.object({ items: z.array(evaluationView.omit({ steps: true })) }),
    errors: [],
  },
  makeServicePaymentFile: {
    ...paths.makeServicePaymentFile,
    summary: 'Put confirmed periods of one county into a numbered payment file; all or none',
    right: 'subsidy.finance',
    body: z.object({ evaluationIds: z.array(shapes.id).min(1, '至少选一笔').max(200) }),
    answer: paymentFileView,
    status: 201,
    errors: ['NotFound', 'PaymentNotReady', 'NoPolicyInForce'],
  },
  returnServicePayment: {
    ...paths.returnServicePayment,
    summary: 'The bank returned the money, or the line was not sent: the period may stand in another file',
    right: 'subsidy.finance',
    params: evaluation,
    body: z.object({ note: shapes.text(200) }),
    answer: shapes.done,
    errors: ['NotFound', 'PaymentFileMissing', 'StateConflict'],
  },
  payEvaluation: {
    ...paths.payEvaluation,
    summary: 'Paid: number of the payment voucher and day',
    right: 'subsidy.finance',
    params: evaluation,
    body: z.object({ voucherNumber: shapes.voucherNumber, paidOn: shapes.day }),
    answer: evaluationView,
    errors: [...moveErrors, 'PaymentFileMissing', 'VoucherUsed'],
  },
  recordServiceBreach: {
    ...paths.recordServiceBreach,
    summary: 'A breach of the contract, with what the contract takes off the next payment for it',
    right: 'subsidy.decide',
    params: service,
    body: z.object({ on: shapes.day, words: shapes.text(500), deductionFen: shapes.notNegativeFen }),
    answer: serviceContractView,
    status: 201,
    errors: ['NotFound', 'ServiceTermsMissing', 'ServiceTermsWrong'],
  },
  exitService: {
    ...paths.exitService,
    summary:
      'The contract ends early: not passed, not public-spirited (二(四)2) or broken; days after it are free for subsidies',
    right: 'subsidy.decide',
    params: service,
    body: z.object({ reason: shapes.reasonFor('serviceContract.exit') }),
    answer: serviceContractView,
    errors: [...moveErrors, 'ReasonMissing', 'ServiceNotFailed', 'ServiceTermsMissing'],
  },
})
