import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { keysOf } from '../recognition/shapes.ts'
import { referralsPaths as paths } from './paths.ts'
import {
  referralFlagLine,
  referralFlagView,
  referralLine,
  referralTotal,
  referralView,
  relativeView,
} from './shapes.ts'
import {
  callResults,
  callSides,
  referralDecisions,
  referralFlagLabels,
  referralShows,
  relativeRelations,
} from './words.ts'

const decision = z.object({ decision: keysOf(referralDecisions), reason: shapes.reasonFor('referral.decide') })
const flag = z.object({ flagId: shapes.id })
const decideErrors = ['NotFound', 'ReasonMissing', 'ReferralUnderway', 'ReferralCountedElsewhere'] as const

const site = z.object({ siteId: shapes.id })
const one = z.object({ referralId: shapes.id })
/** This year unless told; the whole year unless a quarter is named. */
export const referralPeriod = z.object({
  year: z.coerce.number().int().min(2024).max(2099).optional(),
  quarter: z.coerce.number().int().min(1).max(4).optional(),
})

export const referralsEndpoints = endpoints({
  listReferrals: {
    ...paths.listReferrals,
    summary: 'Roster of successful referrals (附表3): whom the sites placed, newest work first',
    right: 'referral.read',
    query: shapes.page.extend({
      ...referralPeriod.shape,
      county: shapes.countyCode.optional(),
      siteId: shapes.id.optional(),
      show: keysOf(referralShows).optional(),
      words: shapes.optionalText(40),
    }),
    answer: shapes.pageOf(referralLine),
    errors: [],
  },
  getReferral: {
    ...paths.getReferral,
    summary: 'One row with its chain of proof and why it counts or not',
    right: 'referral.read',
    params: one,
    answer: referralView,
    errors: ['NotFound'],
  },
  getReferralTotals: {
    ...paths.getReferralTotals,
    summary: 'Counted referrals of a quarter or year by county and site, persons and person-times told apart',
    right: 'referral.read',
    query: referralPeriod,
    answer: z.object({
      from: shapes.day,
      to: shapes.day,
      total: referralTotal,
      counties: z.array(referralTotal.extend({ county: shapes.countyCode, countyName: z.string() })),
      sites: z.array(
        referralTotal.extend({
          siteId: shapes.id,
          siteName: z.string(),
          county: shapes.countyCode,
          countyName: z.string(),
        }),
      ),
      underway: z.int(),
      notCounted: z.int(),
      asked: z.int(),
    }),
    errors: [],
  },
  listReferralRelatives: {
    ...paths.listReferralRelatives,
    summary: 'Whom the site’s people have declared as relatives: they do not count for its operator',
    right: 'referral.read',
    params: site,
    answer: z.object({ items: z.array(relativeView) }),
    errors: ['NotFound'],
  },
  declareReferralRelative: {
    ...paths.declareReferralRelative,
    summary: 'Declare a relative of one of the site’s people; the roster is judged anew',
    right: 'referral.declare',
    params: site,
    body: z.object({
      name: shapes.text(30),
      idNumber: z.string().trim().max(20),
      relativeOf: shapes.text(30),
      relation: keysOf(relativeRelations),
    }),
    answer: relativeView,
    status: 201,
    errors: ['NotFound', 'InputInvalid', 'RelativeDeclared'],
  },
  decideReferral: {
    ...paths.decideReferral,
    summary: 'An inspector decides a row: counts, does not count, or the site is asked and it does not count meanwhile',
    right: 'referral.decide',
    params: one,
    body: decision,
    answer: referralView,
    errors: decideErrors,
  },
  answerReferral: {
    ...paths.answerReferral,
    summary: 'The site says what it was asked about a row',
    right: 'referral.declare',
    params: one,
    body: z.object({ words: shapes.text(500) }),
    answer: referralView,
    errors: ['NotFound', 'ReferralNotAsked'],
  },
  showReferralPhones: {
    ...paths.showReferralPhones,
    summary: 'Phones of both sides for a call about a row; each person shown can read who saw it and what for',
    right: 'referral.decide',
    params: one,
    body: z.object({}),
    answer: z.object({
      worker: z.object({ name: z.string(), phone: z.string().nullable() }),
      employer: z.object({ name: z.string(), contactName: z.string(), phone: z.string().nullable() }),
    }),
    errors: ['NotFound'],
  },
  recordReferralCall: {
    ...paths.recordReferralCall,
    summary: 'Who was called about a row, what they answered, the result',
    right: 'referral.decide',
    params: one,
    body: z.object({ side: keysOf(callSides), result: keysOf(callResults), words: shapes.text(500) }),
    answer: referralView,
    status: 201,
    errors: ['NotFound'],
  },
  drawReferralSample: {
    ...paths.drawReferralSample,
    summary: 'Draw counted rows of a site’s quarter for sample calls, in an order nobody at the site can foresee',
    right: 'referral.decide',
    params: site,
    body: referralPeriod,
    answer: z.object({ counted: z.int(), drawn: z.int(), fresh: z.int() }),
    errors: ['NotFound', 'NoPolicyInForce'],
  },
  listReferralFlags: {
    ...paths.listReferralFlags,
    summary: 'What in the roster an inspector should look at, newest first',
    right: 'referral.inspect',
    query: shapes.page.extend({
      open: z.enum(['true']).optional(),
      siteId: shapes.id.optional(),
      kind: keysOf(referralFlagLabels).optional(),
    }),
    answer: shapes.pageOf(referralFlagLine),
    errors: [],
  },
  getReferralFlag: {
    ...paths.getReferralFlag,
    summary: 'One finding with the rows it rests on',
    right: 'referral.inspect',
    params: flag,
    answer: referralFlagView,
    errors: ['NotFound'],
  },
  decideReferralFlag: {
    ...paths.decideReferralFlag,
    summary: 'Decide a finding for all of its rows or those chosen',
    right: 'referral.decide',
    params: flag,
    body: decision.extend({ referralIds: z.array(shapes.id).min(1).max(500).optional() }),
    answer: referralFlagView,
    errors: [...decideErrors, 'ReferralRowsWrong'],
  },
  endReferralRelative: {
    ...paths.endReferralRelative,
    summary: 'A declared relative is so no more, or was declared in error',
    right: 'referral.declare',
    params: site.extend({ relativeId: shapes.id }),
    body: z.object({}),
    answer: shapes.done,
    errors: ['NotFound'],
  },
})
