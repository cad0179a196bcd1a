import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { keysOf } from '../recognition/shapes.ts'
import { referralsPaths as paths } from './paths.ts'
import { referralLine, referralTotal, referralView, relativeView } from './shapes.ts'
import { referralShows, relativeRelations } from './words.ts'

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
