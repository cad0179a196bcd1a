import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { assessmentLifecycle } from '../lifecycles.ts'
import { keysOf } from '../recognition/shapes.ts'
import { objectionOutcomes, objectionWays } from '../recognition/words.ts'
import { assessmentsPaths as paths } from './paths.ts'
import { assessmentLine, assessmentTable, assessmentView, improvementView, points, year } from './shapes.ts'
import { assessmentResults, photosAtMost } from './words.ts'

const one = z.object({ assessmentId: shapes.id })
const improvement = z.object({ improvementId: shapes.id })
const opinion = z.object({ opinion: shapes.optionalText(500) })
const moveErrors = ['NotFound', 'StateConflict', 'TransitionNotAllowed'] as const
const given = z.array(
  z.object({
    item: z.string().max(60),
    /** Null: not scored, and why stands in the note. */
    points: points.nullable(),
    note: z.string().trim().max(300).default(''),
    /** Evidence: files of the site. */
    photoIds: z.array(shapes.id).max(photosAtMost, `一项最多${photosAtMost}张照片`).default([]),
  }),
)
/** Knock-out rules that apply, with what was found. */
const vetoes = z
  .array(z.object({ id: z.string().max(60), note: shapes.text(300) }))
  .max(20)
  .default([])
const ofYear = z.object({ county: shapes.countyCode, year })

export const assessmentsEndpoints = endpoints({
  getAssessmentTable: {
    ...paths.getAssessmentTable,
    summary:
      'Table of the yearly assessment (附1附件4): groups, items, lines for stars, knock-out rules; as the county has it',
    right: 'assessment.read',
    query: ofYear,
    answer: assessmentTable,
    errors: ['NoPolicyInForce'],
  },
  recordAssessmentMethod: {
    ...paths.recordAssessmentMethod,
    summary: 'A county’s own points within the city’s items (二(四)2); the sum of each group stays the city’s',
    right: 'assessment.score',
    body: z.object({
      county: shapes.countyCode,
      year,
      documentNumber: shapes.paperNumber,
      points: z
        .array(z.object({ item: z.string().max(60), points }))
        .min(1, '至少改一项')
        .max(100),
    }),
    answer: assessmentTable,
    status: 201,
    errors: ['NotFound', 'NoPolicyInForce', 'AssessmentMethodOutside', 'AssessmentMethodLate'],
  },
  openAssessments: {
    ...paths.openAssessments,
    summary:
      'Begin a year’s assessment of every recognised site that has run for a full year; says which are not due and why',
    right: 'assessment.score',
    body: ofYear,
    answer: z.object({
      opened: z.int(),
      already: z.int(),
      notDue: z.array(z.object({ siteId: shapes.id, siteName: z.string(), why: z.string() })),
    }),
    errors: ['NotFound', 'NoPolicyInForce', 'AssessmentYearAhead'],
  },
  drawAssessments: {
    ...paths.drawAssessments,
    summary: 'Draw the county’s scored assessments that the city checks; the others go on with the county’s score',
    right: 'assessment.check',
    body: ofYear,
    answer: z.object({ drawn: z.int(), undrawn: z.int() }),
    errors: ['NotFound', 'NoPolicyInForce'],
  },
  listAssessments: {
    ...paths.listAssessments,
    summary: 'Assessments of the region or site, newest year first, what is due first at the top',
    right: 'assessment.read',
    query: shapes.page.extend({
      year: year.optional(),
      state: z.enum(assessmentLifecycle.states).optional(),
      siteId: shapes.id.optional(),
      waiting: z.enum(['true']).optional(),
    }),
    answer: shapes.pageOf(assessmentLine),
    errors: [],
  },
  getAssessment: {
    ...paths.getAssessment,
    summary:
      'One assessment: every item with what the records say, self-assessment, county’s and city’s points, and every step',
    right: 'assessment.read',
    params: one,
    answer: assessmentView,
    errors: ['NotFound'],
  },
  selfAssess: {
    ...paths.selfAssess,
    summary: 'The site’s own view of each item (自评)',
    right: 'assessment.self',
    params: one,
    body: z.object({ items: given.max(100) }),
    answer: assessmentView,
    errors: [...moveErrors, 'AssessmentItemsWrong'],
  },
  scoreAssessment: {
    ...paths.scoreAssessment,
    summary:
      'The county’s score: reckoned points stand unless changed with a reason; the others are given by inspection',
    right: 'assessment.score',
    params: one,
    body: z.object({
      items: given.max(100),
      vetoes,
      opinion: shapes.optionalText(500),
    }),
    answer: assessmentView,
    errors: [...moveErrors, 'AssessmentItemsWrong', 'AssessmentSelfFirst', 'AssessmentTooLittleKnown'],
  },
  checkAssessment: {
    ...paths.checkAssessment,
    summary:
      'The city’s check of a drawn assessment: the county’s points stand unless changed with a reason; what knocks it out is added',
    right: 'assessment.check',
    params: one,
    body: z.object({ items: given.max(100).default([]), vetoes, opinion: shapes.optionalText(500) }),
    answer: assessmentView,
    errors: [...moveErrors, 'AssessmentItemsWrong', 'AssessmentNotDrawn', 'AssessmentTooLittleKnown'],
  },
  publishAssessment: {
    ...paths.publishAssessment,
    summary: 'Public notice (公示) of the stars for the working days of the policy',
    right: 'assessment.score',
    params: one,
    body: opinion,
    answer: assessmentView,
    errors: [...moveErrors, 'NoPolicyInForce'],
  },
  recordAssessmentObjection: {
    ...paths.recordAssessmentObjection,
    summary: 'Somebody objects during the public notice',
    right: 'assessment.score',
    params: one,
    body: z.object({ way: keysOf(objectionWays), words: shapes.text(1_000) }),
    answer: assessmentView,
    status: 201,
    errors: ['NotFound', 'AssessmentNoticeOver'],
  },
  decideAssessmentObjection: {
    ...paths.decideAssessmentObjection,
    summary: 'Whether an objection holds; upheld, the county scores again',
    right: 'assessment.score',
    params: one.extend({ objectionId: shapes.id }),
    body: z.object({ outcome: keysOf(objectionOutcomes), note: shapes.text(500) }),
    answer: assessmentView,
    errors: [...moveErrors, 'AssessmentObjectionClosed'],
  },
  scoreAgain: {
    ...paths.scoreAgain,
    summary: 'Back to the county’s score, with a reason; the earlier points stay in the record of steps',
    right: 'assessment.score',
    params: one,
    body: z.object({ reason: shapes.reasonFor('assessment.scoreAgain') }),
    answer: assessmentView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  revokeStars: {
    ...paths.revokeStars,
    summary: 'The stars end, with a reason; from now on no performance pay rests on them',
    right: 'assessment.score',
    params: one,
    body: z.object({ reason: shapes.reasonFor('assessment.revoke') }),
    answer: assessmentView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  orderImprovement: {
    ...paths.orderImprovement,
    summary: 'Order what must be put right (整改), until a day of the policy',
    right: 'assessment.score',
    params: one,
    body: z.object({ items: z.array(shapes.text(300)).min(1, '要改什么,至少写一条').max(30) }),
    answer: assessmentView,
    status: 201,
    errors: ['NotFound', 'StateConflict', 'ImprovementOpen', 'NoPolicyInForce'],
  },
  reportImprovement: {
    ...paths.reportImprovement,
    summary: 'The site says what it has put right',
    right: 'assessment.self',
    params: improvement,
    body: z.object({ words: shapes.text(1_000) }),
    answer: improvementView,
    errors: moveErrors,
  },
  acceptImprovement: {
    ...paths.acceptImprovement,
    summary: 'The county has looked: it is put right',
    right: 'assessment.score',
    params: improvement,
    body: opinion,
    answer: improvementView,
    errors: moveErrors,
  },
  sendBackImprovement: {
    ...paths.sendBackImprovement,
    summary: 'Not yet put right; the site goes on, until the same day',
    right: 'assessment.score',
    params: improvement,
    body: z.object({ reason: shapes.reasonFor('improvement.sendBack') }),
    answer: improvementView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  failImprovement: {
    ...paths.failImprovement,
    summary: 'Not put right: the stars end, and with `remove` the recognition of the site ends too (动态退出, 二(四)2)',
    right: 'assessment.score',
    params: improvement,
    body: z.object({ reason: shapes.reasonFor('improvement.fail') }).extend({ remove: z.boolean().default(false) }),
    answer: improvementView,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  listSiteStars: {
    ...paths.listSiteStars,
    summary: 'Stars of the sites for a year, as published',
    right: 'public',
    query: z.object({ year, county: shapes.countyCode.optional() }),
    answer: z.object({
      items: z.array(
        z.object({
          siteId: shapes.id,
          siteName: z.string(),
          countyName: z.string(),
          stars: z.int().nullable(),
          resultLabel: z.string(),
          result: keysOf(assessmentResults),
          state: z.enum(['inNotice', 'decided']),
          noticeTo: shapes.day.nullable(),
        }),
      ),
    }),
    errors: [],
  },
})
