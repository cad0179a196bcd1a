import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { disputeLifecycle } from '../lifecycles.ts'
import { timelineEntry } from '../engagements/endpoints.ts'
import { rightsPaths as paths } from './paths.ts'
import { phonesOfSides } from './trouble-endpoints.ts'

const params = z.object({ disputeId: shapes.id })
const onBehalfOf = shapes.id.optional()
const side = z.enum(['worker', 'employer'])

/** What is right in one side's view: working time in all, or pay in all. Exactly one of the two. */
export const settlementAmount = z
  .object({ minutes: shapes.minutes.optional(), amountFen: shapes.notNegativeFen.optional() })
  .refine((value) => (value.minutes === undefined) !== (value.amountFen === undefined), {
    message: '请填工时或者金额,填一样就行',
    path: ['minutes'],
  })

const amountView = z.object({ minutes: z.number().int().nullable(), amountFen: shapes.fen.nullable() })

export const disputeView = z.object({
  id: shapes.id,
  engagementId: shapes.id,
  employerId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  title: z.string(),
  county: shapes.countyCode,
  state: z.enum(disputeLifecycle.states),
  stateLabel: z.string(),
  openedBy: side,
  openedAt: shapes.instant,
  reasonCode: z.string(),
  reasonLabel: z.string(),
  words: z.string().nullable(),
  recordedMinutes: z.number().int().nullable(),
  claimed: amountView,
  proposal: amountView.extend({ by: side, at: shapes.instant }),
  dueAt: shapes.instant,
  late: z.boolean(),
  ownerId: shapes.id.nullable(),
  escalatedAt: shapes.instant.nullable(),
  outcome: amountView
    .extend({ kind: z.enum(['settled', 'voided', 'asRecorded']), reasonLabel: z.string().nullable() })
    .nullable(),
  /** Transitions and acts the asking person may make now. */
  possible: z.array(z.string()),
})

const partyErrors = ['NotFound', 'ConsentMissing', 'DisputeClosed'] as const
const mediatorErrors = ['NotFound', 'DisputeClosed', 'DisputeOwnedByOther'] as const

export const rightsEndpoints = endpoints({
  openDispute: {
    ...paths.openDispute,
    summary: 'Object to the hours or pay of a finished engagement; only the disputed part waits',
    right: 'engagement.party',
    params: z.object({ engagementId: shapes.id }),
    body: z.object({ reason: shapes.reason, claim: settlementAmount, onBehalfOf }),
    answer: disputeView,
    status: 201,
    errors: [
      'NotFound',
      'ConsentMissing',
      'ReasonMissing',
      'DisputeTooLate',
      'DisputeNotPossible',
      'DisputeAlreadyOpen',
    ],
  },
  listMyDisputes: {
    ...paths.listMyDisputes,
    summary: 'Disputes of the signed-in worker (or of the person a clerk helps), newest first',
    right: 'worker.orClerk',
    query: z.object({ onBehalfOf }),
    answer: z.object({ items: z.array(disputeView) }),
    errors: ['ConsentMissing'],
  },
  listEmployerDisputes: {
    ...paths.listEmployerDisputes,
    summary: 'Disputes of one employer, newest first',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    answer: z.object({ items: z.array(disputeView) }),
    errors: ['NotFound'],
  },
  listDisputeQueue: {
    ...paths.listDisputeQueue,
    summary: 'Open disputes of the region, by due time',
    right: 'dispute.mediate',
    query: shapes.page.extend({ mine: z.enum(['true', 'false']).optional() }),
    answer: shapes.pageOf(disputeView),
    errors: [],
  },
  getDispute: {
    ...paths.getDispute,
    summary: 'One dispute with what happened so far',
    right: 'engagement.read',
    params,
    answer: z.object({ dispute: disputeView, timeline: z.array(timelineEntry) }),
    errors: ['NotFound'],
  },
  proposeSettlement: {
    ...paths.proposeSettlement,
    summary: 'Offer the other side another figure',
    right: 'engagement.party',
    params,
    body: z.object({ proposal: settlementAmount, onBehalfOf }),
    answer: disputeView,
    errors: [...partyErrors],
  },
  agreeDispute: {
    ...paths.agreeDispute,
    summary: "Accept the other side's figure: the dispute ends and the rest is paid",
    right: 'engagement.party',
    params,
    body: z.object({ proposal: settlementAmount, onBehalfOf }),
    answer: disputeView,
    errors: [...partyErrors, 'DisputeOwnProposal', 'DisputeProposalChanged'],
  },
  withdrawDispute: {
    ...paths.withdrawDispute,
    summary: 'Take the objection back: the hours stand as recorded',
    right: 'engagement.party',
    params,
    body: z.object({ onBehalfOf }),
    answer: disputeView,
    errors: [...partyErrors, 'TransitionNotAllowed'],
  },
  takeDispute: {
    ...paths.takeDispute,
    summary: 'Take a dispute as first contact',
    right: 'dispute.mediate',
    params,
    body: z.object({}),
    answer: disputeView,
    errors: [...mediatorErrors],
  },
  handOverDispute: {
    ...paths.handOverDispute,
    summary: 'Give an own dispute back to the queue, on record',
    right: 'dispute.mediate',
    params,
    body: z.object({ note: shapes.text(300) }),
    answer: disputeView,
    errors: [...mediatorErrors],
  },
  showDisputePhones: {
    ...paths.showDisputePhones,
    summary: 'Phones of both sides, for the mediator who has taken the dispute; the persons can read that it happened',
    right: 'dispute.mediate',
    params,
    body: z.object({}),
    answer: phonesOfSides,
    errors: [...mediatorErrors, 'DisputeNotTaken'],
  },
  decideDispute: {
    ...paths.decideDispute,
    summary: 'Mediated result: the figure both sides are held to, or the engagement is void',
    right: 'dispute.mediate',
    params,
    body: z.union([
      z.object({ outcome: z.literal('settled'), settlement: settlementAmount, reason: shapes.reason }),
      z.object({ outcome: z.literal('voided'), reason: shapes.reason }),
    ]),
    answer: disputeView,
    errors: [...mediatorErrors, 'ReasonMissing'],
  },
})
