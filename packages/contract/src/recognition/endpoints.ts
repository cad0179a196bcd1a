import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { recognitionLifecycle } from '../lifecycles.ts'
import { area } from '../sites/register-shapes.ts'
import { recognitionPaths as paths } from './paths.ts'
import { filledForm, inspectedItem, keysOf, recognitionLine, recognitionView, standardItemView } from './shapes.ts'
import { appealOutcomes, objectionOutcomes, objectionWays } from './words.ts'

const site = z.object({ siteId: shapes.id })
const one = z.object({ recognitionId: shapes.id })
const opinion = z.object({ opinion: shapes.optionalText(500) })
const moveErrors = ['NotFound', 'StateConflict', 'TransitionNotAllowed'] as const
/** Strokes on the screen: `M x y L x y …` in whole numbers on a field of 600 by 200. */
const signature = z
  .string()
  .max(20_000, '签名太长了,请清掉重签')
  .regex(/^M[\dML ]{8,}$/, '请在框里签名')

export const recognitionEndpoints = endpoints({
  getSiteStandard: {
    ...paths.getSiteStandard,
    summary: 'Each article of annex 1 that binds this site as an item, with what the register shows of it',
    right: 'recognition.read',
    params: site,
    answer: z.object({ items: z.array(standardItemView) }),
    errors: ['NotFound', 'NoPolicyInForce'],
  },
  getRecognitionForm: {
    ...paths.getRecognitionForm,
    summary: 'The application form filled from the register, and everything that is still missing',
    right: 'recognition.read',
    params: site,
    answer: z.object({
      form: filledForm,
      missing: z.array(z.object({ clause: z.string(), message: z.string(), section: z.string() })),
      reminders: z.array(z.object({ clause: z.string(), message: z.string() })),
      underway: shapes.id.nullable(),
    }),
    errors: ['NotFound', 'NoPolicyInForce'],
  },
  lodgeRecognition: {
    ...paths.lodgeRecognition,
    summary: 'Apply for recognition (认定) with the form filled from the register (二(四)1)',
    right: 'recognition.apply',
    params: site,
    body: z.object({ typed: z.record(z.string().max(60), z.string().trim().max(1_000)) }),
    answer: recognitionView,
    status: 201,
    errors: ['NotFound', 'RecognitionIncomplete', 'RecognitionUnderway', 'NoPolicyInForce'],
  },
  listRecognitions: {
    ...paths.listRecognitions,
    summary: 'Applications and recognitions of the region or site, what is due first at the top',
    right: 'recognition.read',
    query: shapes.page.extend({
      state: z.enum(recognitionLifecycle.states).optional(),
      siteId: shapes.id.optional(),
      waiting: z.enum(['true']).optional(),
    }),
    answer: shapes.pageOf(recognitionLine),
    errors: [],
  },
  getRecognition: {
    ...paths.getRecognition,
    summary: 'One application with form, checklist, inspections, objections and every step',
    right: 'recognition.read',
    params: one,
    answer: recognitionView,
    errors: ['NotFound'],
  },
  returnRecognition: {
    ...paths.returnRecognition,
    summary: 'Say once and completely what is missing (一次性告知); a second time is refused',
    right: 'recognition.decide',
    params: one,
    body: z.object({ missing: z.array(shapes.text(300)).min(1, '缺什么,至少写一条').max(30) }),
    answer: recognitionView,
    errors: [...moveErrors, 'RecognitionAskedOnce'],
  },
  resubmitRecognition: {
    ...paths.resubmitRecognition,
    summary: 'The applicant has added what was missing; the form is filled from the register anew',
    right: 'recognition.apply',
    params: one,
    body: z.object({ typed: z.record(z.string().max(60), z.string().trim().max(1_000)) }),
    answer: recognitionView,
    errors: [...moveErrors, 'RecognitionIncomplete', 'NoPolicyInForce'],
  },
  acceptRecognition: {
    ...paths.acceptRecognition,
    summary: 'The county accepts the application (受理)',
    right: 'recognition.decide',
    params: one,
    body: opinion,
    answer: recognitionView,
    errors: moveErrors,
  },
  recordInspection: {
    ...paths.recordInspection,
    summary:
      'What was seen at the place, signed by both sides; made on a tablet, perhaps without network, and sent later',
    right: 'recognition.decide',
    params: one,
    body: z.object({
      id: shapes.id,
      items: z.array(inspectedItem).min(1).max(200),
      areaSquareMeters: area.nullable().default(null),
      place: z
        .object({ lat: shapes.latitude, lng: shapes.longitude, accuracyMeters: z.int().min(0).max(100_000) })
        .nullable()
        .default(null),
      startedAt: shapes.instant,
      finishedAt: shapes.instant,
      inspectorName: shapes.text(30),
      inspectorSignature: signature,
      sitePersonName: shapes.text(30),
      siteSignature: signature,
      note: shapes.text(500).nullable().default(null),
    }),
    answer: recognitionView,
    status: 201,
    errors: [...moveErrors, 'InspectionItemsWrong', 'NoPolicyInForce'],
  },
  publishRecognition: {
    ...paths.publishRecognition,
    summary: 'Decided to recognise: public notice (公示) for the working days of the policy',
    right: 'recognition.decide',
    params: one,
    body: opinion,
    answer: recognitionView,
    errors: [...moveErrors, 'InspectionFailed', 'NoPolicyInForce'],
  },
  recordObjection: {
    ...paths.recordObjection,
    summary: 'Somebody objects during the public notice',
    right: 'recognition.decide',
    params: one,
    body: z.object({ way: keysOf(objectionWays), words: shapes.text(1_000) }),
    answer: recognitionView,
    status: 201,
    errors: ['NotFound', 'NoticeOver'],
  },
  decideObjection: {
    ...paths.decideObjection,
    summary: 'Whether an objection holds, with the reason',
    right: 'recognition.decide',
    params: one.extend({ objectionId: shapes.id }),
    body: z.object({ outcome: keysOf(objectionOutcomes), note: shapes.text(500) }),
    answer: recognitionView,
    errors: ['NotFound', 'ObjectionClosed'],
  },
  recogniseSite: {
    ...paths.recogniseSite,
    summary: 'Recognised, with the number of the plaque',
    right: 'recognition.decide',
    params: one,
    body: opinion,
    answer: recognitionView,
    errors: [...moveErrors, 'ObjectionOpen', 'ObjectionUpheld', 'NoPolicyInForce'],
  },
  recordRecognitionAtCity: {
    ...paths.recordRecognitionAtCity,
    summary: 'The city’s bureau has taken the recognition on record (备案)',
    right: 'recognition.record',
    params: one,
    body: opinion,
    answer: recognitionView,
    errors: ['NotFound', 'StateConflict'],
  },
  refuseRecognition: {
    ...paths.refuseRecognition,
    summary: 'Refuse, with a reason the applicant reads',
    right: 'recognition.decide',
    params: one,
    body: z.object({ reason: shapes.reasonFor('recognition.refuse') }),
    answer: recognitionView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  withdrawRecognition: {
    ...paths.withdrawRecognition,
    summary: 'The applicant takes it back',
    right: 'recognition.apply',
    params: one,
    body: z.object({ reason: shapes.reasonFor('recognition.withdraw') }),
    answer: recognitionView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  revokeRecognition: {
    ...paths.revokeRecognition,
    summary: 'The recognition ends, with a reason; the plaque comes down',
    right: 'recognition.decide',
    params: one,
    body: z.object({ reason: shapes.reasonFor('recognition.revoke') }),
    answer: recognitionView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  appealRecognition: {
    ...paths.appealRecognition,
    summary: 'Appeal to the city against a refusal or the end of a recognition',
    right: 'recognition.apply',
    params: one,
    body: z.object({ words: shapes.text(1_000) }),
    answer: recognitionView,
    errors: ['NotFound', 'StateConflict', 'AppealTooLate', 'AppealMade', 'NoPolicyInForce'],
  },
  decideAppeal: {
    ...paths.decideAppeal,
    summary: 'The city decides an appeal; granted, the application goes on or the recognition stands again',
    right: 'recognition.record',
    params: one,
    body: z.object({ outcome: keysOf(appealOutcomes), note: shapes.text(500) }),
    answer: recognitionView,
    errors: [...moveErrors, 'AppealMissing'],
  },
  listRecognisedSites: {
    ...paths.listRecognisedSites,
    summary: 'The roll of recognised sites of all counties as the city has recorded them, ended ones among them',
    right: 'public',
    query: shapes.page.extend({ county: shapes.countyCode.optional() }),
    answer: shapes.pageOf(
      z.object({
        siteId: shapes.id,
        siteName: z.string(),
        siteKindLabel: z.string(),
        county: shapes.countyCode,
        countyName: z.string(),
        number: z.string(),
        recognisedOn: shapes.day,
        cityRecordedOn: shapes.day,
        /** Revoked on this day. */
        endedOn: shapes.day.nullable(),
      }),
    ),
    errors: [],
  },
  listPublicNotices: {
    ...paths.listPublicNotices,
    summary: 'What is in public notice now: recognitions and subsidies of sites',
    right: 'public',
    query: z.object({ county: shapes.countyCode.optional() }),
    answer: z.object({
      items: z.array(
        z.object({
          id: shapes.id,
          what: z.enum(['recognition', 'subsidy']),
          title: z.string(),
          siteName: z.string(),
          countyName: z.string(),
          amountFen: shapes.fen.nullable(),
          from: shapes.day,
          to: shapes.day,
        }),
      ),
    }),
    errors: [],
  },
})
