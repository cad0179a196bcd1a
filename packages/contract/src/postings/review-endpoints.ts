import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { postingsPaths as paths } from './paths.ts'
import { ownPosting, postingState } from './shapes.ts'

const reviewParams = z.object({ reviewId: shapes.id })
const flag = z.enum(['true', 'false'])

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

/** What officers and delegated site managers do with postings. */
export const postingReviewEndpoints = endpoints({
  listStaffPostings: {
    ...paths.listStaffPostings,
    summary: "Postings handed in to the staff member's counties or sites, in every state, newest first",
    right: 'posting.review',
    query: shapes.page.extend({
      state: postingState.optional(),
      county: shapes.countyCode.optional(),
      /** Words that stand in the title or the name of the place. */
      words: z.string().trim().min(1).max(40).optional(),
    }),
    answer: shapes.pageOf(
      z.object({
        id: shapes.id,
        state: postingState,
        stateLabel: z.string(),
        title: z.string().nullable(),
        employerId: shapes.id,
        employerName: z.string(),
        county: z.string().nullable(),
        placeName: z.string().nullable(),
        firstStartsAt: shapes.instant.nullable(),
        shiftCount: z.int(),
        places: z.int(),
        takenPlaces: z.int(),
        submittedAt: shapes.instant,
      }),
    ),
    errors: [],
  },
  getStaffPosting: {
    ...paths.getStaffPosting,
    summary: 'One posting handed in to the own counties or sites, whole, whatever its state',
    right: 'posting.review',
    params: z.object({ postingId: shapes.id }),
    answer: z.object({
      posting: ownPosting,
      employer: z.object({ id: shapes.id, name: z.string(), kind: z.string(), state: z.string() }),
      /** The matter that is open about it, where there is one. */
      reviewId: shapes.id.nullable(),
    }),
    errors: ['NotFound'],
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
    errors: [
      'NotFound',
      'ReviewClosed',
      'ReviewOwnedByOther',
      'ReasonMissing',
      'EmployerNotVerified',
      'PostingNotOpen',
    ],
  },
  takeDownPosting: {
    ...paths.takeDownPosting,
    summary: 'Take a published posting down with reasons; engagements not yet begun are cancelled',
    right: 'posting.takeDown',
    params: z.object({ postingId: shapes.id }),
    body: z.object({ reasons: z.array(shapes.reason).min(1).max(10) }),
    answer: z.object({ id: shapes.id, postingState, cancelledEngagements: z.int() }),
    errors: ['NotFound', 'StateConflict', 'ReasonMissing'],
  },
})
