import { z } from 'zod'
import * as shapes from '../common.ts'
import { serviceEvaluationLifecycle } from '../lifecycles.ts'
import { payeeView } from '../programmes/payment-shapes.ts'
import { keysOf, programmeStepView } from '../recognition/shapes.ts'
import { objectionOutcomes } from '../recognition/words.ts'
import { serviceMeasureGroups, serviceStandings } from './words.ts'

const asks = z.enum(['count', 'share', 'stars'])
const score = z.number().min(0).max(100)

/** A measure the policy offers to contracts. `target`: a proposal, of a whole year where `asks` is count. */
export const serviceMeasureView = z.object({
  id: z.string(),
  group: keysOf(serviceMeasureGroups),
  groupLabel: z.string(),
  clause: z.string(),
  title: z.string(),
  asks,
  unit: z.string(),
  weight: z.number(),
  target: z.object({ market: z.number(), station: z.number() }),
  minimumSample: z.int().nullable(),
})

/** Price and measures of a contract. Shares are 0 to 1; `target` of a count is what is owed in a whole year. */
export const serviceTerms = z.object({
  scope: shapes.text(1_000),
  priceFen: shapes.positiveFen,
  periodMonths: z.int().min(1).max(12),
  /** How much of each instalment hangs on the result, in hundredths of a percent. */
  resultShareBasisPoints: z.int().min(0).max(10_000),
  measures: z
    .array(
      z.object({
        measure: z.string().max(60),
        target: z.number().positive().max(10_000_000),
        weight: z.number().positive().max(100),
      }),
    )
    .min(1, '至少选一项指标')
    .max(40),
})

const reasonView = z.object({ words: z.string(), amountFen: shapes.fen, clause: z.string() })

export const evaluationView = z.object({
  id: shapes.id,
  serviceId: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  county: shapes.countyCode,
  contractNumber: z.string(),
  /** 1 for the first. */
  period: z.int(),
  from: shapes.day,
  to: shapes.day,
  state: z.enum(serviceEvaluationLifecycle.states),
  stateLabel: z.string(),
  holder: z.string().nullable(),
  factsOn: shapes.day,
  objectBy: shapes.day,
  items: z.array(
    z.object({
      measure: z.string(),
      groupLabel: z.string(),
      clause: z.string(),
      title: z.string(),
      asks,
      unit: z.string(),
      /** For this period. */
      target: z.number(),
      weight: z.number(),
      /** What the records say; null where they say nothing, `figure` then says why. */
      value: z.number().nullable(),
      figure: z.string(),
      corrected: z.object({ value: z.number(), reason: z.string() }).nullable(),
      /** Points of `weight`; null: not counted. */
      points: z.number().nullable(),
    }),
  ),
  knownWeight: z.number(),
  score: score.nullable(),
  passed: z.boolean().nullable(),
  objection: z
    .object({
      on: shapes.day,
      words: z.string(),
      outcome: keysOf(objectionOutcomes).nullable(),
      outcomeLabel: z.string().nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  /** What the money is made of; before the decision as it would come out with the figures as they stand. */
  reckoning: z.array(reasonView),
  amountFen: shapes.fen,
  provisional: z.boolean(),
  appropriationId: shapes.id.nullable(),
  paymentFileNumber: z.string().nullable(),
  voucherNumber: z.string().nullable(),
  paidOn: shapes.day.nullable(),
  steps: z.array(programmeStepView),
  possible: z.array(z.string()),
})

export const serviceLine = z.object({
  id: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  county: shapes.countyCode,
  countyName: z.string(),
  operatorName: z.string(),
  contractNumber: z.string(),
  startsOn: shapes.day,
  endsOn: shapes.day,
  standing: keysOf(serviceStandings),
  standingLabel: z.string(),
  priceFen: shapes.fen.nullable(),
  paidFen: shapes.fen,
  /** Periods decided, and all of them. */
  decided: z.int(),
  periods: z.int(),
  lastScore: score.nullable(),
  lastPassed: z.boolean().nullable(),
  /** What somebody has to do, in words. */
  next: z.string().nullable(),
})

/** Contracts of a county and their money so far. Sums are of decided periods; `priceFen` of contracts that run. */
export const serviceMoneyLine = z.object({
  county: shapes.countyCode,
  countyName: z.string(),
  running: z.int(),
  /** Contracts whose price and measures are still to be entered. */
  noTerms: z.int(),
  priceFen: shapes.fen,
  decided: z.int(),
  failed: z.int(),
  /** What hung on the result, and what of it the scores earned. */
  resultOfFen: shapes.fen,
  resultFen: shapes.fen,
  /** Taken off for breaches. */
  deductedFen: shapes.fen,
  /** Owed by the decisions; paid of it. */
  owedFen: shapes.fen,
  paidFen: shapes.fen,
})

export const serviceContractView = serviceLine.extend({
  siteKind: z.enum(['market', 'station']),
  terms: serviceTerms.nullable(),
  /** Words of the measures chosen. */
  measures: z.array(serviceMeasureView),
  evaluations: z.array(evaluationView.omit({ steps: true })),
  breaches: z.array(
    z.object({
      id: shapes.id,
      on: shapes.day,
      words: z.string(),
      deductionFen: shapes.fen,
      /** What of it has been taken off payments so far. */
      deductedFen: shapes.fen,
    }),
  ),
  exitedOn: shapes.day.nullable(),
  /** The next period to evaluate; null when there is none left. */
  nextPeriod: z.object({ period: z.int(), from: shapes.day, to: shapes.day, ended: z.boolean() }).nullable(),
  payee: payeeView.nullable(),
  steps: z.array(programmeStepView),
  possible: z.array(z.string()),
})
