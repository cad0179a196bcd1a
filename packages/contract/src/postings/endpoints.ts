import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { workTerms } from '../work-terms.ts'
import { postingsPaths as paths } from './paths.ts'
import {
  boardShift,
  boardSorts,
  fillModes,
  ownPosting,
  postingDraft,
  postingState,
  problem,
  savedDraft,
  screeningHit,
  spans,
} from './shapes.ts'
import { payMethods, settlementCycles } from '../work-terms.ts'

const params = z.object({ postingId: shapes.id })
const reviewParams = z.object({ reviewId: shapes.id })
const flag = z.enum(['true', 'false'])

/** Filters of the board. Days are those on which a shift starts, in Asia/Shanghai. */
export const boardQuery = z.object({
  q: z.string().trim().max(60).optional(),
  county: shapes.countyCode.optional(),
  town: shapes.divisionCode.optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  lng: z.coerce.number().min(-180).max(180).optional(),
  radiusMeters: z.coerce.number().int().min(100).max(200_000).optional(),
  when: z.enum(['today', 'tomorrow']).optional(),
  fromDay: shapes.day.optional(),
  toDay: shapes.day.optional(),
  occupationCode: shapes.occupationCode.optional(),
  minHourlyFen: z.coerce.number().int().min(1).max(1_000_000).optional(),
  payMethod: z.enum(payMethods).optional(),
  settlementCycle: z.enum(settlementCycles).optional(),
  meals: flag.optional(),
  lodging: flag.optional(),
  escrow: flag.optional(),
  fillMode: z.enum(fillModes).optional(),
  employerId: shapes.id.optional(),
  sort: z.enum(boardSorts).default('newest'),
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})

const reviewItem = z.object({
  id: shapes.id,
  postingId: shapes.id,
  kind: z.enum(['before', 'afterwards']),
  grounds: z.array(z.string()),
  title: z.string(),
  employerId: shapes.id,
  county: z.string(),
  siteId: shapes.id.nullable(),
  openedAt: shapes.instant,
  dueAt: shapes.instant,
  limitKind: z.enum(['workingHours', 'onCall']),
  overdue: z.boolean(),
  assignedTo: shapes.id.nullable(),
  postingState,
})

export const postingsEndpoints = endpoints({
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
    answer: z.object({ missing: z.array(problem), hits: z.array(screeningHit), ready: z.boolean() }),
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
    errors: ['NotFound', 'PostingIncomplete', 'PostingNotEditable', 'EmployerSuspended', 'CodeWrong', 'CodeExpired'],
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
  searchShifts: {
    ...paths.searchShifts,
    summary: 'Work that is open now: words, place, day, pay and more; public',
    right: 'public',
    query: boardQuery,
    answer: shapes.pageOf(boardShift).extend({
      /** No shift held all the words: those holding any of them are shown. */
      loosened: z.boolean(),
      /** The filters as they were applied. */
      applied: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
    errors: ['InputInvalid'],
  },
  getPosting: {
    ...paths.getPosting,
    summary: 'One open posting with its shifts; public',
    right: 'public',
    params,
    answer: z.object({
      id: shapes.id,
      county: shapes.countyCode,
      siteId: shapes.id.nullable(),
      employer: z.object({
        id: shapes.id,
        name: z.string(),
        kind: z.string(),
        verified: z.boolean(),
        actualEmployerName: z.string().nullable(),
      }),
      terms: workTerms,
      hourlyFen: shapes.fen.nullable(),
      fillMode: z.enum(fillModes),
      span: z.enum(spans),
      minAge: z.int().nullable(),
      maxAge: z.int().nullable(),
      ageReason: z.string().nullable(),
      publishedAt: shapes.instant,
      expiresAt: shapes.instant.nullable(),
      shifts: z.array(
        z.object({
          id: shapes.id,
          startsAt: shapes.instant,
          endsAt: shapes.instant,
          headcount: z.int(),
          openPlaces: z.int(),
        }),
      ),
      filled: z.boolean(),
    }),
    errors: ['PostingNotOffered'],
  },
  listPostingReviews: {
    ...paths.listPostingReviews,
    summary: 'Postings waiting for review or for the look afterwards, most urgent first',
    right: 'posting.review',
    query: shapes.page.extend({ kind: z.enum(['before', 'afterwards']).optional(), mine: flag.optional() }),
    answer: shapes.pageOf(reviewItem),
    errors: [],
  },
  getPostingReview: {
    ...paths.getPostingReview,
    summary: 'One matter of the queue: the posting, every hit, what is known of the employer',
    right: 'posting.review',
    params: reviewParams,
    answer: z.object({
      review: reviewItem,
      posting: ownPosting,
      employer: z.object({ id: shapes.id, name: z.string(), kind: z.string(), state: z.string(), isNew: z.boolean() }),
      history: z.object({ published: z.int(), returned: z.int(), takenDown: z.int(), withdrawn: z.int() }),
    }),
    errors: ['NotFound'],
  },
  takePostingReview: {
    ...paths.takePostingReview,
    summary: 'Take the matter: who takes it first owns it (首问责任)',
    right: 'posting.review',
    params: reviewParams,
    answer: z.object({ id: shapes.id, assignedTo: shapes.id }),
    errors: ['NotFound', 'ReviewClosed', 'ReviewOwnedByOther'],
  },
  decidePostingReview: {
    ...paths.decidePostingReview,
    summary: 'Pass, return with all reasons at once, or take down after the fact',
    right: 'posting.review',
    params: reviewParams,
    body: z.object({
      decision: z.enum(['pass', 'return', 'takeDown']),
      reasons: z.array(shapes.reason).max(10).default([]),
    }),
    answer: z.object({ id: shapes.id, postingId: shapes.id, postingState }),
    errors: ['NotFound', 'ReviewClosed', 'ReviewOwnedByOther', 'ReasonMissing', 'EmployerNotVerified', 'PostingNotOpen'],
  },
  takeDownPosting: {
    ...paths.takeDownPosting,
    summary: 'Take a published posting down with reasons; engagements not yet begun are cancelled',
    right: 'posting.takeDown',
    params,
    body: z.object({ reasons: z.array(shapes.reason).min(1).max(10) }),
    answer: z.object({ id: shapes.id, postingState, cancelledEngagements: z.int() }),
    errors: ['NotFound', 'StateConflict', 'ReasonMissing'],
  },
  findOccupations: {
    ...paths.findOccupations,
    summary: 'Occupations by everyday or official name; without words the whole list',
    right: 'public',
    query: z.object({ q: z.string().trim().max(60).optional(), limit: z.coerce.number().int().min(1).max(500).default(20) }),
    answer: z.object({
      items: z.array(
        z.object({
          code: shapes.occupationCode,
          name: z.string(),
          everydayNames: z.array(z.string()),
          hazards: z.array(z.string()),
          qualifications: z.array(z.string()),
          minorsForbidden: z.boolean(),
          industryGroup: z.string(),
          matchedText: z.string().nullable(),
        }),
      ),
    }),
    errors: [],
  },
  listDivisions: {
    ...paths.listDivisions,
    summary: 'Counties, or what lies directly under `parent`',
    right: 'public',
    query: z.object({ parent: shapes.divisionCode.optional() }),
    answer: z.object({
      items: z.array(
        z.object({
          code: shapes.divisionCode,
          name: z.string(),
          level: z.enum(['county', 'town', 'village']),
          reportingUnit: shapes.countyCode,
          lat: shapes.latitude.nullable(),
          lng: shapes.longitude.nullable(),
        }),
      ),
    }),
    errors: [],
  },
})
