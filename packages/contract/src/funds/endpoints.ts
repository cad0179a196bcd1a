import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { keysOf } from '../recognition/shapes.ts'
import { fundsPaths as paths } from './paths.ts'
import { fundGrades, fundGroups, fundStates } from './words.ts'

const year = z.coerce.number().int().min(2024).max(2100)
const params = z.object({ year, county: shapes.countyCode })
const value = z.number().min(0).max(10_000_000)

const line = z.object({
  county: shapes.countyCode,
  countyName: z.string(),
  year: z.int(),
  /** Null: no targets set yet. */
  state: keysOf(fundStates).nullable(),
  stateLabel: z.string(),
  appropriatedFen: shapes.fen,
  paidFen: shapes.fen,
  score: z.number().nullable(),
  grade: keysOf(fundGrades).nullable(),
  gradeLabel: z.string().nullable(),
  number: z.string().nullable(),
})

/** The fund of a county and year: targets, what the records say of them, self-evaluation. Shares are 0 to 1. */
export const fundYearView = line.extend({
  /** Numbers of the year's appropriation documents. */
  documents: z.array(z.string()),
  items: z.array(
    z.object({
      indicator: z.string(),
      group: keysOf(fundGroups),
      groupLabel: z.string(),
      title: z.string(),
      asks: z.enum(['count', 'share', 'stars']),
      unit: z.string(),
      better: z.enum(['more', 'less']),
      weight: z.number(),
      /** What the policy proposes. */
      proposed: z.number(),
      target: z.number().nullable(),
      /** Of the records; null where they say nothing, `figure` then says why. */
      value: z.number().nullable(),
      figure: z.string(),
      corrected: z.object({ value: z.number(), reason: z.string() }).nullable(),
      /** Why a target was missed, or far exceeded. */
      why: z.string().nullable(),
      points: z.number().nullable(),
    }),
  ),
  knownWeight: z.number(),
  factsOn: shapes.day.nullable(),
  summary: z.string().nullable(),
  provisional: z.boolean(),
  /** Who set the targets, evaluated, confirmed. */
  signed: z.array(
    z.object({
      what: z.enum(['targets', 'evaluate', 'confirm']),
      label: z.string(),
      staffName: z.string(),
      at: shapes.instant,
      opinion: z.string().nullable(),
    }),
  ),
  keepUntil: shapes.day.nullable(),
  possible: z.array(z.enum(['setTargets', 'evaluate', 'confirm'])),
})

/** Performance of the money for sites by county and year: targets set with the appropriation, self-evaluation (二(四)). */
export const fundsEndpoints = endpoints({
  listFundYears: {
    ...paths.listFundYears,
    summary: 'Counties of the region in a year: targets and self-evaluation of the fund',
    right: 'fund.read',
    query: z.object({ year: year.optional() }),
    answer: z.object({ year: z.int(), items: z.array(line) }),
    errors: [],
  },
  getFundYear: {
    ...paths.getFundYear,
    summary: 'One county and year: indicators with target, figure of the records, points',
    right: 'fund.read',
    params,
    answer: fundYearView,
    errors: ['NotFound', 'NoPolicyInForce'],
  },
  setFundTargets: {
    ...paths.setFundTargets,
    summary: 'Set the targets of every indicator, or mend them before the self-evaluation',
    right: 'subsidy.decide',
    params,
    body: z.object({ targets: z.array(z.object({ indicator: z.string().max(60), target: value })).max(60) }),
    answer: fundYearView,
    errors: [
      'NotFound',
      'NoPolicyInForce',
      'FundTargetsWrong',
      'FundNoAppropriation',
      'FundEvaluationConfirmed',
      'StateConflict',
    ],
  },
  evaluateFundYear: {
    ...paths.evaluateFundYear,
    summary:
      'Self-evaluation after the year: figures are read from the records and frozen, a missed target is explained',
    right: 'subsidy.decide',
    params,
    body: z.object({
      summary: shapes.text(2_000),
      items: z
        .array(
          z.object({
            indicator: z.string().max(60),
            why: shapes.optionalText(500),
            /** A figure looked up elsewhere, with where. */
            corrected: z.object({ value, reason: z.string().trim().max(300) }).optional(),
          }),
        )
        .max(60)
        .default([]),
    }),
    answer: fundYearView,
    errors: [
      'NotFound',
      'NoPolicyInForce',
      'FundTargetsMissing',
      'FundYearRunning',
      'FundItemsWrong',
      'FundTooLittleKnown',
      'FundEvaluationConfirmed',
    ],
  },
  confirmFundYear: {
    ...paths.confirmFundYear,
    summary: 'The county’s finance office confirms: the report gets its number and is kept as vouchers are',
    right: 'subsidy.finance',
    params,
    body: z.object({ opinion: shapes.text(500) }),
    answer: fundYearView,
    errors: ['NotFound', 'NoPolicyInForce', 'FundEvaluationMissing', 'FundNeedsOtherPerson', 'FundEvaluationConfirmed'],
  },
  listFundRecords: {
    ...paths.listFundRecords,
    summary: 'Records of money by county and year, and until when they are kept',
    right: 'fund.read',
    query: z.object({}),
    answer: z.object({
      years: z.int().nullable(),
      clause: z.string().nullable(),
      provisional: z.boolean(),
      items: z.array(
        z.object({
          county: shapes.countyCode,
          countyName: z.string(),
          year: z.int(),
          files: z.int(),
          lines: z.int(),
          amountFen: shapes.fen,
          /** Null: some of them have no term yet and are kept in any case. */
          keepUntil: shapes.day.nullable(),
        }),
      ),
    }),
    errors: [],
  },
})
