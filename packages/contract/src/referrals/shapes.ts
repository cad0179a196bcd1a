import { z } from 'zod'
import * as shapes from '../common.ts'
import { keysOf } from '../recognition/shapes.ts'
import {
  callResults,
  callSides,
  referralDecisions,
  referralFlagLabels,
  referralStates,
  referralWayLabels,
  relativeRelations,
} from './words.ts'

/** A line of the roster: one person on one shift, placed by a site. */
export const referralLine = z.object({
  id: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  county: shapes.countyCode,
  countyName: z.string(),
  /** Where the work was: perhaps another county than the site’s. */
  workCountyName: z.string(),
  workerName: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  maskedIdNumber: z.string().nullable(),
  maskedPhone: z.string().nullable(),
  hardToEmploy: z.boolean(),
  employerName: z.string(),
  title: z.string(),
  way: keysOf(referralWayLabels),
  wayLabel: z.string(),
  referredAt: shapes.instant,
  referredByName: z.string().nullable(),
  workedOn: shapes.day,
  minutes: shapes.minutes.nullable(),
  paidFen: shapes.fen.nullable(),
  state: keysOf(referralStates),
  stateLabel: z.string(),
  counted: z.boolean(),
  decision: keysOf(referralDecisions).nullable(),
  /** Why it does not count, in a line. */
  why: z.string().nullable(),
  sampled: z.boolean(),
  /** What each side said on the telephone last; null without a call, and for those who do not inspect. */
  callWords: z.string().nullable(),
  contractNumber: z.string().nullable(),
  workerSide: z.string(),
  employerSide: z.string(),
})

/** A finding: what an inspector is asked to look at, in plain words. */
export const referralFlagLine = z.object({
  id: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  county: shapes.countyCode,
  countyName: z.string(),
  year: z.int(),
  quarter: z.int(),
  kind: keysOf(referralFlagLabels),
  kindLabel: z.string(),
  words: z.string(),
  rows: z.int(),
  foundAt: shapes.instant,
  decision: keysOf(referralDecisions).nullable(),
  decisionLabel: z.string().nullable(),
  decisionReason: z.string().nullable(),
  decisionNote: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: shapes.instant.nullable(),
})
export const referralFlagView = referralFlagLine.extend({ evidence: z.array(referralLine) })

export const referralView = referralLine.extend({
  engagementId: shapes.id,
  postingId: shapes.id,
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  /** What happened, in order, each with the row it stands in. */
  proofs: z.array(
    z.object({
      kind: z.enum(['placed', 'signed', 'checkIn', 'hours', 'pay']),
      at: shapes.instant,
      ref: shapes.id.nullable(),
      words: z.string(),
    }),
  ),
  /** Every counting rule asked: met or not, and the clause it rests on. */
  reasons: z.array(
    z.object({
      rule: z.string(),
      met: z.boolean(),
      reasonZh: z.string(),
      clause: z.string(),
      provisional: z.boolean(),
    }),
  ),
  provisional: z.boolean(),
  judgedAt: shapes.instant,
  decided: z
    .object({
      label: z.string(),
      reason: z.string(),
      note: z.string().nullable(),
      byName: z.string(),
      at: shapes.instant,
    })
    .nullable(),
  /** What the site said when it was asked. */
  answer: z.object({ words: z.string(), byName: z.string(), at: shapes.instant }).nullable(),
  calls: z.array(
    z.object({
      id: shapes.id,
      at: shapes.instant,
      staffName: z.string(),
      side: keysOf(callSides),
      sideLabel: z.string(),
      result: keysOf(callResults),
      resultLabel: z.string(),
      words: z.string(),
    }),
  ),
  /** Findings that name this row; for those who inspect. */
  flags: z.array(z.object({ id: shapes.id, kindLabel: z.string(), words: z.string() })),
  possible: z.array(z.enum(['decide', 'call', 'answer'])),
})

/** Persons are different people in this line, person-times (人次) are counted rows. */
export const referralTotal = z.object({
  persons: z.int(),
  personTimes: z.int(),
  hardToEmployPersons: z.int(),
  hardToEmployTimes: z.int(),
})

export const relativeView = z.object({
  id: shapes.id,
  name: z.string(),
  relativeOf: z.string(),
  relation: keysOf(relativeRelations),
  relationLabel: z.string(),
  maskedIdNumber: z.string(),
  declaredAt: shapes.instant,
  endedAt: shapes.instant.nullable(),
})
