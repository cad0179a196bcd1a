import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { subsidyLifecycle } from '../lifecycles.ts'
import { keysOf, objectionView, programmeStepView } from '../recognition/shapes.ts'
import { objectionOutcomes, objectionWays } from '../recognition/words.ts'
import { paymentEndpoints } from './payment-endpoints.ts'
import { programmesPaths as paths } from './paths.ts'
import { payeeView } from './payment-shapes.ts'
import { subsidyStepView } from './step-shapes.ts'

const what = z.enum(['oneOff', 'performance'])
const year = z.coerce.number().int().min(2024).max(2100)
const site = z.object({ siteId: shapes.id })
const subsidy = z.object({ subsidyId: shapes.id })

const reasonView = z.object({ clause: z.string(), reasonZh: z.string(), provisional: z.boolean() })
/** What the policy says of a claim: everything against it, or the amount and the words it rests on. */
export const subsidyDecisionView = z.object({
  decision: z.enum(['grant', 'refuse', 'noPolicy']),
  amountFen: shapes.fen,
  reasons: z.array(reasonView),
  provisional: z.boolean(),
})

export const subsidyView = z.object({
  id: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  county: shapes.countyCode,
  operatorId: shapes.id,
  operatorName: z.string(),
  what,
  /** The year assessed; null for the one-off subsidy. */
  year: z.int().nullable(),
  state: z.enum(subsidyLifecycle.states),
  stateLabel: z.string(),
  stateSince: shapes.instant,
  appliedOn: shapes.day,
  amountFen: shapes.fen,
  decision: subsidyDecisionView,
  appropriationId: shapes.id.nullable(),
  noticeFrom: shapes.day.nullable(),
  noticeTo: shapes.day.nullable(),
  voucherNumber: z.string().nullable(),
  paidOn: shapes.day.nullable(),
  /** Where the money goes; null while the operator has not recorded an account of its own. */
  payee: payeeView.nullable(),
  /** Number of the payment file it stands in now. */
  paymentFileNumber: z.string().nullable(),
  /** Transitions the asking person may make now. */
  possible: z.array(z.string()),
})

export const appropriationView = z.object({
  id: shapes.id,
  county: shapes.countyCode,
  year: z.int(),
  documentNumber: z.string(),
  source: z.string(),
  amountFen: shapes.fen,
  committedFen: shapes.fen,
  paidFen: shapes.fen,
  /** Carried over to a later year. */
  carriedOutFen: shapes.fen,
  /** Neither committed nor carried over. */
  leftFen: shapes.fen,
  carriedFrom: shapes.id.nullable(),
})

const purchasedServiceView = z.object({
  id: shapes.id,
  siteId: shapes.id,
  contractNumber: z.string(),
  startsOn: shapes.day,
  endsOn: shapes.day,
})

/** One subsidy with all that belongs to it. */
const wholeSubsidyView = subsidyView.extend({
  steps: z.array(programmeStepView),
  objections: z.array(objectionView),
})

const moveErrors = ['NotFound', 'StateConflict', 'TransitionNotAllowed'] as const
const opinion = z.object({ opinion: shapes.optionalText(500) })

export const programmesEndpoints = endpoints({
  ...paymentEndpoints,
  checkSubsidy: {
    ...paths.checkSubsidy,
    summary: 'What the policy would say if this site applied today; changes nothing',
    right: 'subsidy.read',
    params: site,
    query: z.object({ what, year: year.optional() }),
    answer: subsidyDecisionView,
    errors: ['NotFound'],
  },
  lodgeSubsidy: {
    ...paths.lodgeSubsidy,
    summary: 'Apply for the one-off subsidy, or for the performance pay of an assessed year (二(四)1)',
    right: 'subsidy.lodge',
    params: site,
    body: z.object({ what, year: year.optional() }),
    answer: subsidyView,
    status: 201,
    errors: ['NotFound', 'SubsidyNotDue', 'SubsidyTakenAlready', 'SubsidyDuringPurchasedService', 'NoPolicyInForce'],
  },
  listSubsidies: {
    ...paths.listSubsidies,
    summary: 'Subsidies of the region or site, those waiting longest first',
    right: 'subsidy.read',
    query: shapes.page.extend({
      state: z.enum(subsidyLifecycle.states).optional(),
      siteId: shapes.id.optional(),
      waiting: z.enum(['true']).optional(),
    }),
    answer: shapes.pageOf(subsidyView),
    errors: [],
  },
  getSubsidy: {
    ...paths.getSubsidy,
    summary: 'One subsidy with its calculation and clauses, objections and every step',
    right: 'subsidy.read',
    params: subsidy,
    answer: wholeSubsidyView,
    errors: ['NotFound'],
  },
  handleSubsidy: {
    ...paths.handleSubsidy,
    summary: '经办: the first of three officers has gone through the application',
    right: 'subsidy.decide',
    params: subsidy,
    body: opinion,
    answer: subsidyView,
    errors: moveErrors,
  },
  verifySubsidy: {
    ...paths.verifySubsidy,
    summary: '复核: a second officer',
    right: 'subsidy.decide',
    params: subsidy,
    body: opinion,
    answer: subsidyView,
    errors: [...moveErrors, 'SubsidyNeedsOtherPerson'],
  },
  approveSubsidy: {
    ...paths.approveSubsidy,
    summary: '审批: a third officer; decided once more by the rules as they stand',
    right: 'subsidy.decide',
    params: subsidy,
    body: opinion,
    answer: subsidyView,
    errors: [...moveErrors, 'SubsidyNeedsOtherPerson', 'SubsidyNotDue'],
  },
  confirmSubsidy: {
    ...paths.confirmSubsidy,
    summary: 'The county’s finance office sets money of an appropriation aside',
    right: 'subsidy.finance',
    params: subsidy,
    body: z.object({ appropriationId: shapes.id, opinion: shapes.optionalText(500) }),
    answer: subsidyView,
    errors: [...moveErrors, 'AppropriationExhausted', 'AppropriationWrong'],
  },
  publishSubsidy: {
    ...paths.publishSubsidy,
    summary: 'Public notice (公示) begins; it ends by itself after the working days of the policy',
    right: 'subsidy.decide',
    params: subsidy,
    body: z.object({}),
    answer: subsidyView,
    errors: moveErrors,
  },
  recordSubsidyObjection: {
    ...paths.recordSubsidyObjection,
    summary: 'Somebody objects during the public notice; nothing is paid before it is decided',
    right: 'subsidy.decide',
    params: subsidy,
    body: z.object({ way: keysOf(objectionWays), words: shapes.text(1_000) }),
    answer: wholeSubsidyView,
    status: 201,
    errors: ['NotFound', 'SubsidyNoticeOver', 'NoPolicyInForce'],
  },
  decideSubsidyObjection: {
    ...paths.decideSubsidyObjection,
    summary: 'Whether an objection holds, with the reason; one that is upheld keeps the money back until the refusal',
    right: 'subsidy.decide',
    params: subsidy.extend({ objectionId: shapes.id }),
    body: z.object({ outcome: keysOf(objectionOutcomes), note: shapes.text(500) }),
    answer: wholeSubsidyView,
    errors: ['NotFound', 'SubsidyObjectionClosed'],
  },
  paySubsidy: {
    ...paths.paySubsidy,
    summary: 'Paid: number of the payment voucher and day',
    right: 'subsidy.finance',
    params: subsidy,
    body: z.object({ voucherNumber: shapes.voucherNumber, paidOn: shapes.day }),
    answer: subsidyView,
    errors: [...moveErrors, 'PaymentFileMissing', 'VoucherUsed'],
  },
  closeSubsidy: {
    ...paths.closeSubsidy,
    summary: 'The papers are complete and kept as vouchers are',
    right: 'subsidy.decide',
    params: subsidy,
    body: z.object({}),
    answer: subsidyView,
    errors: moveErrors,
  },
  refuseSubsidy: {
    ...paths.refuseSubsidy,
    summary: 'Refuse before payment, with a reason; money set aside is free again',
    right: 'subsidy.decide',
    params: subsidy,
    body: z.object({ reason: shapes.reasonFor('subsidy.refuse') }),
    answer: subsidyView,
    errors: [...moveErrors, 'ReasonMissing', 'PaymentUnderWay'],
  },
  withdrawSubsidy: {
    ...paths.withdrawSubsidy,
    summary: 'The applicant takes it back',
    right: 'subsidy.lodge',
    params: subsidy,
    body: z.object({ reason: shapes.reasonFor('subsidy.withdraw') }),
    answer: subsidyView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  reclaimSubsidy: {
    ...paths.reclaimSubsidy,
    summary: 'Paid money is claimed back, with a reason',
    right: 'subsidy.decide',
    params: subsidy,
    body: z.object({ reason: shapes.reasonFor('subsidy.reclaim') }),
    answer: subsidyView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  listAppropriations: {
    ...paths.listAppropriations,
    summary: 'Appropriations of the region with what is left',
    right: 'subsidy.read',
    query: z.object({ year: year.optional() }),
    answer: z.object({ items: z.array(appropriationView) }),
    errors: [],
  },
  recordAppropriation: {
    ...paths.recordAppropriation,
    summary: 'Record money appropriated to a county by year, document number and source',
    right: 'subsidy.finance',
    body: z.object({
      county: shapes.countyCode,
      year,
      documentNumber: shapes.paperNumber,
      source: shapes.text(60),
      amountFen: shapes.positiveFen,
      carriedFrom: shapes.id.optional(),
    }),
    answer: appropriationView,
    status: 201,
    errors: ['NotFound', 'AppropriationRecorded', 'AppropriationWrong', 'CarriedTooMuch'],
  },
  recordPurchasedService: {
    ...paths.recordPurchasedService,
    summary: 'Record a contract for purchased services; while it runs the site receives no subsidy (三(二))',
    right: 'subsidy.decide',
    params: site,
    body: z
      .object({ contractNumber: shapes.paperNumber, startsOn: shapes.day, endsOn: shapes.day })
      .refine((value) => value.endsOn >= value.startsOn, { message: '结束日期要在开始日期之后', path: ['endsOn'] }),
    answer: purchasedServiceView,
    status: 201,
    errors: ['NotFound', 'SiteSubsidisedThen', 'PurchasedServiceRecorded'],
  },
  listPurchasedServices: {
    ...paths.listPurchasedServices,
    summary: 'Contracts for purchased services of a site',
    right: 'subsidy.read',
    params: site,
    answer: z.object({ items: z.array(purchasedServiceView) }),
    errors: ['NotFound'],
  },
  listSubsidySteps: {
    ...paths.listSubsidySteps,
    summary: 'Bands and stars the policy in force pays for, with the city’s amount and the county’s own (二(四)1)',
    right: 'subsidy.read',
    query: z.object({ county: shapes.countyCode }),
    answer: z.object({ items: z.array(subsidyStepView) }),
    errors: ['NotFound'],
  },
  recordCountyAmount: {
    ...paths.recordCountyAmount,
    summary: 'A county’s own amount above the city’s, for one band or number of stars, with its document (二(四)1)',
    right: 'subsidy.decide',
    body: z.object({
      county: shapes.countyCode,
      what,
      siteKind: z.enum(['market', 'station']),
      /** Upper bound of the band in square metres («80», «100», «open»), or the stars («5»). */
      step: z.string().regex(/^(\d{1,5}(\.\d{1,2})?|open)$/, '写面积档上限(如 80、100,最大一档写 open)或星级(如 5)'),
      amountFen: shapes.positiveFen,
      documentNumber: shapes.paperNumber,
      validFrom: shapes.day,
      validTo: shapes.day.nullable().default(null),
    }),
    answer: shapes.done,
    status: 201,
    errors: ['NotFound', 'CountyAmountRecorded', 'CountyAmountTooLow', 'NoPolicyInForce'],
  },
})
