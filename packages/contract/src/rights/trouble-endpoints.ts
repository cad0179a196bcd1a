import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { troubleLifecycle } from '../lifecycles.ts'
import { troublePaths as paths } from './paths.ts'
import { troubleKinds, type TroubleKind } from './words.ts'

const params = z.object({ troubleId: shapes.id })
const onBehalfOf = shapes.id.optional()

export const troubleView = z.object({
  id: shapes.id,
  engagementId: shapes.id,
  employerId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  title: z.string(),
  county: shapes.countyCode,
  siteId: shapes.id.nullable(),
  kind: z.enum(Object.keys(troubleKinds) as [TroubleKind, ...TroubleKind[]]),
  kindLabel: z.string(),
  words: z.string().nullable(),
  /** What was written down, where that is what it is about (`recordWrong`, `employerRecordWrong`). */
  record: z
    .object({
      startsAt: shapes.instant,
      /** «没来», «临时取消». */
      what: z.string(),
      reasonLabel: z.string().nullable(),
      /** How long before the shift it was cancelled; null after not coming. */
      noticeMinutes: z.int().nullable(),
      points: z.int(),
    })
    .nullable(),
  state: z.enum(troubleLifecycle.states),
  stateLabel: z.string(),
  raisedAt: shapes.instant,
  /** By when somebody has answered (`trouble.kinds`). */
  dueAt: shapes.instant,
  late: z.boolean(),
  /** The staff member who took it as first contact; stays until it is solved. */
  ownerId: shapes.id.nullable(),
  solvedAt: shapes.instant.nullable(),
  resultLabel: z.string().nullable(),
  resultNote: z.string().nullable(),
  /** `solve`, `take`: what the asking person may do now. */
  possible: z.array(z.string()),
  /** Codes of `trouble.solve` it may be closed with by the asking person. */
  results: z.array(z.string()),
})

/** Whom staff call about a matter; null where no phone is registered. */
export const phonesOfSides = z.object({
  worker: z.object({ name: z.string(), phone: z.string().nullable() }),
  employer: z.object({ name: z.string(), contactName: z.string(), phone: z.string().nullable() }),
})

const whomToCall = z.object({ reaches: z.string(), number: z.string(), use: z.string() })

export const troubleEndpoints = endpoints({
  raiseTrouble: {
    ...paths.raiseTrouble,
    summary: 'Call for help about one engagement; answers whom to call now. Asking again for the same adds nothing',
    right: 'worker.orClerk',
    params: z.object({ engagementId: shapes.id }),
    body: z.object({ kind: troubleView.shape.kind, words: shapes.optionalText(300), onBehalfOf }),
    answer: z.object({
      trouble: troubleView,
      /** What to do now, in plain words. */
      advice: z.string(),
      callNow: z.array(whomToCall),
      /** Offer the button that calls the employer through the platform (`contactOtherSide`). */
      callOtherSide: z.boolean(),
    }),
    status: 201,
    errors: ['NotFound', 'ConsentMissing', 'TroubleNotNow'],
  },
  listMyTroubles: {
    ...paths.listMyTroubles,
    summary: 'Calls for help of the signed-in worker (or of the person a clerk helps), newest first',
    right: 'worker.orClerk',
    query: z.object({ onBehalfOf }),
    answer: z.object({ items: z.array(troubleView) }),
    errors: ['ConsentMissing'],
  },
  listTroubles: {
    ...paths.listTroubles,
    summary: "Open calls for help of the staff member's counties and sites, the most urgent first",
    right: 'trouble.answer',
    query: shapes.page.extend({ mine: z.enum(['true', 'false']).optional() }),
    answer: shapes.pageOf(troubleView),
    errors: [],
  },
  takeTrouble: {
    ...paths.takeTrouble,
    summary: 'Take a call for help as first contact',
    right: 'trouble.answer',
    params,
    body: z.object({}),
    answer: troubleView,
    errors: ['NotFound', 'TroubleOwnedByOther', 'TroubleSolved'],
  },
  showTroublePhones: {
    ...paths.showTroublePhones,
    summary: 'Phones of both sides, for who has taken the call for help; the worker can read that it happened',
    right: 'trouble.answer',
    params,
    body: z.object({}),
    answer: phonesOfSides,
    errors: ['NotFound', 'TroubleNotTaken', 'TroubleOwnedByOther', 'TroubleSolved'],
  },
  objectToEmployerRecord: {
    ...paths.objectToEmployerRecord,
    summary: 'The points a shift has cost the employer are wrong: the county decides, and until then they do not count',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    body: z.object({ shiftId: shapes.id, words: shapes.optionalText(300) }),
    answer: z.object({
      /** What happens now, in plain words. */
      advice: z.string(),
    }),
    status: 201,
    errors: ['NotFound', 'TroubleNotNow'],
  },
  leaveEmployerRecord: {
    ...paths.leaveEmployerRecord,
    summary: 'The employer takes that back: the points count again',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    body: z.object({ shiftId: shapes.id }),
    answer: z.object({}),
    errors: ['NotFound', 'TroubleNotNow', 'TroubleSolved'],
  },
  solveTrouble: {
    ...paths.solveTrouble,
    summary: 'Close a call for help with its result; the worker, or staff (taking it if nobody has)',
    right: 'trouble.solve',
    params,
    body: z.object({ reason: shapes.reason, onBehalfOf }),
    answer: troubleView,
    errors: ['NotFound', 'ConsentMissing', 'ReasonMissing', 'TroubleOwnedByOther', 'TroubleSolved'],
  },
})
