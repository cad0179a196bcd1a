import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { engagementLifecycle } from '../lifecycles.ts'
import { workTerms } from '../work-terms.ts'
import { engagementsPaths as paths } from './paths.ts'

import { standingLevels, standingReviews } from './words.ts'

const state = z.enum(engagementLifecycle.states)
const move = z.string()

/** An engagement as the people it concerns see it. */
export const engagementView = z.object({
  id: shapes.id,
  shiftId: shapes.id,
  postingId: shapes.id,
  employerId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  county: shapes.countyCode,
  state,
  stateLabel: z.string(),
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  fillMode: z.enum(['grab', 'apply', 'dispatch']),
  crewLeaderId: shapes.id.nullable(),
  terms: workTerms,
  acceptedAt: shapes.instant,
  endedBy: z.string().nullable(),
  endedReason: z.string().nullable(),
  endedReasonLabel: z.string().nullable(),
  lateNotice: z.boolean().nullable(),
  imported: z.boolean(),
  /** Transitions the asking person may make now, and `objectToRecord`: exactly the buttons to show. */
  possible: z.array(move),
})

export const timelineEntry = z.object({
  at: shapes.instant,
  subject: z.string(),
  act: z.string(),
  capacity: z.string().nullable(),
  onBehalf: z.boolean(),
  channel: z.string(),
  fromState: z.string().nullable(),
  toState: z.string().nullable(),
  reasonCode: z.string().nullable(),
  reasonLabel: z.string().nullable(),
  note: z.string().nullable(),
  sentence: z.string(),
})

/** One thing that has cost a worker points, or would have. */
export const standingEntry = z.object({
  engagementId: shapes.id,
  title: z.string(),
  startsAt: shapes.instant,
  /** 没有到岗, 临时取消. */
  what: z.string(),
  reasonLabel: z.string().nullable(),
  /** Points by the rules of that day; whether they count stands in `counts`. */
  points: z.int(),
  counts: z.boolean(),
  /** Last business day on which it counts. */
  untilDay: shapes.day,
  /** What became of the objection; null while there is none. */
  review: z.enum(standingReviews).nullable(),
  /** What follows from that, in plain words; empty without an objection. */
  reviewWords: z.string(),
  /** By a call for help of the kind `recordWrong` (`raiseTrouble`). */
  mayObject: z.boolean(),
})

/** One shift whose late cancelling has cost an employer points, or would have. */
const employerStandingEntry = standingEntry.omit({ mayObject: true }).extend({
  /** One of its places; an objection names the shift and holds for all of them. */
  engagementId: shapes.id,
  shiftId: shapes.id,
  postingId: shapes.id,
  /** People who had taken it and were called off late. */
  people: z.int(),
  /** By `objectToEmployerRecord`; taken back by `leaveEmployerRecord`. */
  mayObject: z.boolean(),
})

const standingNumbers = z.object({
  points: z.int(),
  level: z.enum(standingLevels),
  levelLabel: z.string(),
  /** How it came to that, in one plain sentence. */
  sentence: z.string(),
  startPoints: z.int(),
  earnedPoints: z.int(),
  lostPoints: z.int(),
  withinDays: z.int(),
})

const listQuery = shapes.page.extend({
  state: state.optional(),
  /** Business day the shift starts on. */
  day: shapes.day.optional(),
  postingId: shapes.id.optional(),
  shiftId: shapes.id.optional(),
})
const params = z.object({ engagementId: shapes.id })
const withReason = z.object({ reason: shapes.reason, onBehalfOf: shapes.id.optional() })

export const engagementsEndpoints = endpoints({
  listMyEngagements: {
    ...paths.listMyEngagements,
    summary: 'Engagements of the signed-in worker (or of the person a clerk helps), newest shift first',
    right: 'worker.orClerk',
    query: listQuery.extend({ onBehalfOf: shapes.id.optional() }),
    answer: shapes.pageOf(engagementView),
    errors: ['ConsentMissing'],
  },
  listEmployerEngagements: {
    ...paths.listEmployerEngagements,
    summary: 'Engagements of one employer, newest shift first',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    query: listQuery,
    answer: shapes.pageOf(engagementView),
    errors: ['NotFound'],
  },
  listStaffEngagements: {
    ...paths.listStaffEngagements,
    summary: "Engagements of the staff member's region or site",
    right: 'staff.any',
    query: listQuery.extend({
      /** Only who has signed, should be there by now and has not checked in; stands instead of `state`. */
      missing: z.literal('true').optional(),
    }),
    answer: shapes.pageOf(engagementView),
    errors: [],
  },
  getMyStanding: {
    ...paths.getMyStanding,
    summary:
      'Standing of the signed-in worker (or of the person a clerk helps): points, level, and what they come from',
    right: 'worker.orClerk',
    query: z.object({ onBehalfOf: shapes.id.optional() }),
    answer: standingNumbers.extend({
      /** Shifts come to within `withinDays`; what they have brought stands in `earnedPoints`. */
      shifts: z.int(),
      /** Newest first. */
      entries: z.array(standingEntry),
    }),
    errors: ['ConsentMissing'],
  },
  getEmployerStanding: {
    ...paths.getEmployerStanding,
    summary: 'Standing of one employer, for itself: points, level, and the shifts they were lost by',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    answer: standingNumbers.extend({
      /** What the level leads to; null where nothing follows from it. */
      consequence: z.string().nullable(),
      /** The line whoever looks for work reads; null where nothing is known yet. */
      seenByWorkers: z.string().nullable(),
      /** Shifts of which every wage has been paid within `withinDays`. */
      shifts: z.int(),
      /** Newest first; a shift counts once, however many people had taken it. */
      entries: z.array(employerStandingEntry),
    }),
    errors: ['NotFound'],
  },
  getEngagement: {
    ...paths.getEngagement,
    summary: 'One engagement',
    right: 'engagement.read',
    params,
    answer: engagementView,
    errors: ['NotFound'],
  },
  getEngagementTimeline: {
    ...paths.getEngagementTimeline,
    summary: 'Who did what and when with this engagement, in plain words; hours and wages have their own histories',
    right: 'engagement.read',
    params,
    answer: z.object({ items: z.array(timelineEntry) }),
    errors: ['NotFound'],
  },
  cancelEngagement: {
    ...paths.cancelEngagement,
    summary: 'Cancel before work has begun, with a reason; the place is free again',
    right: 'engagement.party',
    params,
    body: withReason,
    answer: engagementView,
    errors: ['NotFound', 'StateConflict', 'ReasonMissing', 'ConsentMissing'],
  },
  reportNoShow: {
    ...paths.reportNoShow,
    summary: 'The worker did not come; the place is free again',
    right: 'engagement.party',
    params,
    body: z.object({ reason: shapes.reason }),
    answer: engagementView,
    errors: ['NotFound', 'StateConflict', 'TooEarlyForNoShow'],
  },
})
