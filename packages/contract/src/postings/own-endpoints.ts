import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { postingsPaths as paths } from './paths.ts'
import { ownPosting, ownShift, postingDraft, postingState, problem, savedDraft, screeningHit } from './shapes.ts'

const params = z.object({ postingId: shapes.id })

/** What an employer, or a clerk for it, does with its postings. */
export const ownPostingEndpoints = endpoints({
  createPosting: {
    ...paths.createPosting,
    summary: 'Save a new draft, however incomplete; answers everything still missing',
    right: 'employer.orClerk',
    body: postingDraft.extend({ employerId: shapes.id }),
    answer: savedDraft,
    status: 201,
    errors: ['NotFound'],
  },
  importPostings: {
    ...paths.importPostings,
    summary: 'Save many drafts; every row has its own result and a bad one spoils no other',
    right: 'employer.orClerk',
    body: z.object({ employerId: shapes.id, rows: z.array(z.unknown()).min(1).max(200) }),
    answer: z.object({
      rows: z.array(
        z.object({
          row: z.int(),
          id: shapes.id.nullable(),
          /** What kept the row from being saved. */
          problems: z.array(problem),
          /** What the saved draft still lacks. */
          missing: z.array(problem),
        }),
      ),
      saved: z.int(),
      refused: z.int(),
    }),
    errors: ['NotFound'],
  },
  updatePosting: {
    ...paths.updatePosting,
    summary: 'Replace a draft, or take a returned posting up again; voids an earlier signature and says so',
    right: 'employer.orClerk',
    params,
    body: postingDraft,
    answer: savedDraft,
    errors: ['NotFound', 'PostingNotEditable'],
  },
  checkPosting: {
    ...paths.checkPosting,
    summary: 'What submitting would say now: everything missing and every screening hit; changes nothing',
    right: 'employer.orClerk',
    params,
    answer: z.object({
      missing: z.array(problem),
      hits: z.array(screeningHit),
      ready: z.boolean(),
      /** The sentence one agrees to by signing; kept with the signature. */
      intentWords: z.string(),
    }),
    errors: ['NotFound'],
  },
  submitPosting: {
    ...paths.submitPosting,
    summary: "Submit with the employer's signature (SMS code); published at once, queued for review, or returned",
    right: 'employer.orClerk',
    params,
    // The code was sent to the person signing, or at the counter to the employer's contact.
    body: z.object({ code: z.string().trim().min(1).max(12) }),
    answer: z.object({
      id: shapes.id,
      state: postingState,
      stateLabel: z.string(),
      hits: z.array(screeningHit),
      /** When somebody will have looked at it, while in review. */
      reviewDueAt: shapes.instant.nullable(),
    }),
    errors: [
      'NotFound',
      'PostingIncomplete',
      'PostingNotEditable',
      'EmployerSuspended',
      'EmployerInArrears',
      'EmployerStandingTooLow',
      'CodeWrong',
      'CodeExpired',
    ],
  },
  withdrawPosting: {
    ...paths.withdrawPosting,
    summary: 'Withdraw with a reason; engagements not yet begun are cancelled with their consequences',
    right: 'employer.orClerk',
    params,
    body: z.object({ reason: shapes.reason }),
    answer: z.object({ id: shapes.id, state: postingState, cancelledEngagements: z.int() }),
    errors: ['NotFound', 'StateConflict', 'ReasonMissing'],
  },
  closePosting: {
    ...paths.closePosting,
    summary: 'Take nobody further; engagements already made stand',
    right: 'employer.orClerk',
    params,
    answer: z.object({ id: shapes.id, state: postingState }),
    errors: ['NotFound', 'StateConflict'],
  },
  repeatPosting: {
    ...paths.repeatPosting,
    summary: 'Copy a past posting to a new draft; with `firstDay` its shifts are moved to that day',
    right: 'employer.orClerk',
    params,
    body: z.object({ firstDay: shapes.day.optional() }),
    answer: savedDraft,
    status: 201,
    errors: ['NotFound'],
  },
  getOwnPosting: {
    ...paths.getOwnPosting,
    summary: 'One posting as its employer sees it',
    right: 'employer.orClerk',
    params,
    answer: ownPosting,
    errors: ['NotFound'],
  },
  listEmployerPostings: {
    ...paths.listEmployerPostings,
    summary: 'Postings of one employer, newest first',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    query: shapes.page.extend({ state: postingState.optional() }),
    answer: shapes.pageOf(
      z.object({
        id: shapes.id,
        state: postingState,
        stateLabel: z.string(),
        title: z.string().nullable(),
        firstStartsAt: shapes.instant.nullable(),
        shiftCount: z.int(),
        places: z.int(),
        takenPlaces: z.int(),
        filled: z.boolean(),
        createdAt: shapes.instant,
      }),
    ),
    errors: ['NotFound'],
  },
  listEmployerShifts: {
    ...paths.listEmployerShifts,
    summary: 'Shifts of one employer that begin in a period of at most 62 days, with how far they are filled',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    query: z.object({ from: shapes.day, to: shapes.day }),
    answer: z.object({
      items: z.array(ownShift.extend({ postingId: shapes.id, postingState, title: z.string().nullable() })),
    }),
    errors: ['NotFound', 'InputInvalid'],
  },
})
