import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { dispatchPaths as paths } from './paths.ts'
import { applicationView, callView, invitationView, offerView, taken } from './shapes.ts'
import { acceptanceFeatures, type AcceptanceFeature } from './words.ts'

const shiftParams = z.object({ shiftId: shapes.id })
const forWorker = z.object({ onBehalfOf: shapes.id.optional() })

const callParams = z.object({ offerId: shapes.id })
const received = z.object({ code: z.number().int(), msg: z.string() })

const takeErrors = [
  'ShiftFull',
  'ShiftClosed',
  'ShiftNotOffered',
  'ShiftStarted',
  'WorkerBusy',
  'WorkerNotEligible',
] as const

export const dispatchEndpoints = endpoints({
  grabShift: {
    ...paths.grabShift,
    summary:
      'Take a place, first come first served; a job taken whole gives all its shifts or none; of dispatched work what is in the hall',
    right: 'worker.orClerk',
    params: shiftParams,
    body: forWorker,
    answer: taken,
    errors: [...takeErrors, 'WrongFillMode', 'HeldByDispatch', 'ConsentMissing', 'NotFound'],
  },
  bringCrew: {
    ...paths.bringCrew,
    summary: 'A crew leader brings agreed members; each appears, signs and is paid by name; all or none',
    right: 'worker.lead',
    params: shiftParams,
    body: z.object({ crewId: shapes.id, memberIds: z.array(shapes.id).min(1).max(100) }),
    answer: taken,
    errors: [...takeErrors, 'WrongFillMode', 'CrewMemberNotAgreed', 'NotFound'],
  },
  applyForShift: {
    ...paths.applyForShift,
    summary: 'Put a name down; the employer picks',
    right: 'worker.orClerk',
    params: shiftParams,
    body: forWorker.extend({ message: shapes.optionalText(100) }),
    answer: applicationView,
    status: 201,
    errors: [...takeErrors, 'WrongFillMode', 'AlreadyApplied', 'TooManyApplications', 'ConsentMissing', 'NotFound'],
  },
  listApplicants: {
    ...paths.listApplicants,
    summary:
      'Who has put a name down for a shift of mine; those who wait first, the most fitting in front, with reasons',
    right: 'employer.orClerk',
    params: shiftParams,
    answer: z.object({ items: z.array(applicationView) }),
    errors: ['NotFound'],
  },
  listMyApplications: {
    ...paths.listMyApplications,
    summary: 'Where I have put my name down, newest first',
    right: 'worker.orClerk',
    query: forWorker,
    answer: z.object({ items: z.array(applicationView) }),
    errors: ['ConsentMissing'],
  },
  takeApplication: {
    ...paths.takeApplication,
    summary: 'Pick an applicant: the engagement begins',
    right: 'employer.orClerk',
    params: z.object({ applicationId: shapes.id }),
    body: z.object({}),
    answer: taken,
    errors: [...takeErrors, 'ApplicationGone', 'NotFound'],
  },
  declineApplication: {
    ...paths.declineApplication,
    summary: 'Do not pick an applicant',
    right: 'employer.orClerk',
    params: z.object({ applicationId: shapes.id }),
    body: z.object({}),
    answer: applicationView,
    errors: ['StateConflict', 'NotFound'],
  },
  withdrawApplication: {
    ...paths.withdrawApplication,
    summary: 'Take a name back',
    right: 'worker.orClerk',
    params: z.object({ applicationId: shapes.id }),
    body: forWorker,
    answer: applicationView,
    errors: ['StateConflict', 'NotFound', 'ConsentMissing'],
  },
  inviteWorkers: {
    ...paths.inviteWorkers,
    summary:
      'Offer places to workers the employer knows: each is asked now, or when the hours begin in which it may be asked, or not at all',
    right: 'employer.orClerk',
    params: shiftParams,
    body: z.object({ workerIds: z.array(shapes.id).min(1).max(100) }),
    answer: z.object({
      /** Asked now. */
      items: z.array(offerView),
      /** Asked later, those who waited already included. */
      waiting: z.array(invitationView),
      /** Not asked, with the reason in plain words. */
      cannot: z.array(z.object({ workerId: shapes.id, workerName: z.string(), why: z.string() })),
    }),
    status: 201,
    errors: ['NobodyToInvite', 'ShiftNotOffered', 'ShiftStarted', 'NotFound'],
  },
  withdrawInvitation: {
    ...paths.withdrawInvitation,
    summary: 'Take back an invitation that waits for its hour; the person hears nothing of it',
    right: 'employer.orClerk',
    params: z.object({ invitationId: shapes.id }),
    body: z.object({}),
    answer: invitationView,
    errors: ['StateConflict', 'NotFound'],
  },
  listMyOffers: {
    ...paths.listMyOffers,
    summary: 'Offers made to me, newest first',
    right: 'worker.orClerk',
    query: forWorker,
    answer: z.object({ items: z.array(offerView) }),
    errors: ['ConsentMissing'],
  },
  listShiftOffers: {
    ...paths.listShiftOffers,
    summary: 'Offers made for a shift of mine, and invitations that wait for their hour or could not be made',
    right: 'employer.orClerk',
    params: shiftParams,
    answer: z.object({ items: z.array(offerView), invitations: z.array(invitationView) }),
    errors: ['NotFound'],
  },
  takeOffer: {
    ...paths.takeOffer,
    summary: 'Say yes to an offer: the engagement begins',
    right: 'worker.orClerk',
    params: z.object({ offerId: shapes.id }),
    body: forWorker,
    answer: taken,
    errors: [...takeErrors, 'OfferGone', 'ConsentMissing', 'NotFound'],
  },
  declineOffer: {
    ...paths.declineOffer,
    summary: 'Say no to an offer, with a reason or without; it will not come again for this shift',
    right: 'worker.orClerk',
    params: z.object({ offerId: shapes.id }),
    body: forWorker.extend({ reason: shapes.reason.optional() }),
    answer: offerView,
    errors: ['OfferGone', 'StateConflict', 'ConsentMissing', 'NotFound'],
  },
  standByForOffer: {
    ...paths.standByForOffer,
    summary: 'Came too late: ask to be asked first should a place come free; binds nobody',
    right: 'worker.orClerk',
    params: z.object({ offerId: shapes.id }),
    body: forWorker,
    answer: offerView,
    errors: ['OfferGone', 'PlacesLeft', 'ConsentMissing', 'NotFound'],
  },
  withdrawOffer: {
    ...paths.withdrawOffer,
    summary: 'Take back an offer that nobody has answered',
    right: 'employer.orClerk',
    params: z.object({ offerId: shapes.id }),
    body: z.object({}),
    answer: offerView,
    errors: ['StateConflict', 'NotFound'],
  },
  takeSmsReplies: {
    ...paths.takeSmsReplies,
    summary: 'Replies to offers pushed by the SMS provider; the address carries the secret',
    right: 'public',
    callback: true,
    params: z.object({ token: z.string().max(200) }),
    answer: received,
    errors: ['NotFound'],
  },
  takeVoiceReports: {
    ...paths.takeVoiceReports,
    summary: 'Keys pressed and ends of calls pushed by the voice provider; the address carries the secret',
    right: 'public',
    callback: true,
    params: z.object({ token: z.string().max(200) }),
    answer: received,
    errors: ['NotFound'],
  },
  getAcceptanceModel: {
    ...paths.getAcceptanceModel,
    summary: 'Who says yes, as learnt from answers: named features, and how far foretold chances came true',
    right: 'overview.read',
    answer: z.object({
      /** Null before the first day of dispatch. */
      lesson: z
        .object({
          learntAt: shapes.instant,
          /** Answers it was learnt from and judged on. */
          examples: z.int(),
          /** It is used; else too little was answered, or it foretold no better than the mean. */
          used: z.boolean(),
          /** What each feature adds to the log-odds of a yes, per unit of it. */
          features: z.array(
            z.object({
              name: z.enum(Object.keys(acceptanceFeatures) as [AcceptanceFeature, ...AcceptanceFeature[]]),
              weight: z.number(),
            }),
          ),
          /** On answers it had not seen; null where there were none. Chances 0 … 1; Brier score, 0 is perfect. */
          calibration: z
            .object({
              count: z.int(),
              brier: z.number(),
              brierOfMean: z.number(),
              meanGap: z.number(),
              rows: z.array(
                z.object({
                  from: z.number(),
                  to: z.number(),
                  count: z.int(),
                  foretold: z.number(),
                  happened: z.number(),
                }),
              ),
            })
            .nullable(),
        })
        .nullable(),
    }),
    errors: [],
  },
  listCalls: {
    ...paths.listCalls,
    summary: 'People of my county whom nobody and nothing but a telephone call reaches, soonest to end first',
    right: 'clerk.assist',
    answer: z.object({ items: z.array(callView) }),
    errors: [],
  },
  beginCall: {
    ...paths.beginCall,
    summary: 'Take one call of the list: shows name and number, on record; others leave it alone for a while',
    right: 'clerk.assist',
    params: callParams,
    body: z.object({}),
    answer: callView.extend({ name: z.string(), phone: z.string(), say: z.string() }),
    errors: ['NotFound', 'OfferGone', 'CallTaken'],
  },
  endCall: {
    ...paths.endCall,
    summary: 'What the person said at the telephone',
    right: 'clerk.assist',
    params: callParams,
    body: z.object({ answer: z.enum(['yes', 'no', 'noAnswer']) }),
    /** `engagementId` when the person comes. */
    answer: z.object({ engagementId: shapes.id.nullable() }),
    errors: [...takeErrors, 'NotFound', 'OfferGone', 'CallTaken'],
  },
})
