import { z } from 'zod'
import * as shapes from '../common.ts'
import { assessmentLifecycle, improvementLifecycle } from '../lifecycles.ts'
import { keysOf, programmeStepView } from '../recognition/shapes.ts'
import { assessmentResults, pointSources } from './words.ts'

export const year = z.coerce.number().int().min(2024, '年份要在2024年以后').max(2100, '年份不对')
/** Points with at most one decimal. */
export const points = z.number().min(0, '分数不能小于0').max(100, '分数不能大于100')

const group = z.object({ id: z.string(), title: z.string(), points: z.number() })
const tableItem = z.object({
  id: z.string(),
  group: z.string(),
  clause: z.string(),
  title: z.string(),
  points: z.number(),
  /** The city's points, where the county's method has moved some. */
  cityPoints: z.number(),
  evidence: z.array(z.string()),
  /** The platform reckons it from its own records. */
  computed: z.boolean(),
  guide: z.string().nullable(),
})

export const assessmentTable = z.object({
  version: z.string(),
  provisional: z.boolean(),
  groups: z.array(group),
  items: z.array(tableItem),
  vetoes: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Least points for each number of stars, and to pass. */
  lines: z.record(z.string(), z.number()),
  method: z.object({ documentNumber: z.string(), recordedOn: shapes.day }).nullable(),
})

const given = z.object({ points: z.number().nullable(), note: z.string().nullable(), photoIds: z.array(shapes.id) })

export const scoredItem = tableItem.extend({
  /** Points reckoned from records; null: there is no figure. */
  reckoned: z.number().nullable(),
  /** What the records say, in words; or why they say nothing. */
  figure: z.string().nullable(),
  self: given.nullable(),
  countyGiven: given.nullable(),
  cityGiven: given.nullable(),
  /** What counts now. */
  counts: z.number().nullable(),
  countsFrom: keysOf(pointSources),
  countsFromLabel: z.string(),
})

export const assessmentLine = z.object({
  id: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  siteKindLabel: z.string(),
  county: z.string(),
  countyName: z.string(),
  year: z.int(),
  state: z.enum(assessmentLifecycle.states),
  stateLabel: z.string(),
  stateSince: shapes.instant,
  dueOn: shapes.day.nullable(),
  late: z.boolean(),
  holder: z.string().nullable(),
  total: z.number().nullable(),
  stars: z.int().nullable(),
  result: keysOf(assessmentResults).nullable(),
  resultLabel: z.string().nullable(),
  drawn: z.boolean().nullable(),
})

export const improvementView = z.object({
  id: shapes.id,
  assessmentId: shapes.id,
  siteId: shapes.id,
  siteName: z.string(),
  state: z.enum(improvementLifecycle.states),
  stateLabel: z.string(),
  items: z.array(z.string()),
  orderedOn: shapes.day,
  dueOn: shapes.day,
  late: z.boolean(),
  report: z.string().nullable(),
  outcome: z.string().nullable(),
  possible: z.array(z.string()),
})

export const assessmentView = assessmentLine.extend({
  table: assessmentTable.omit({ items: true }),
  items: z.array(scoredItem),
  /** Points of items that have a score, and what was reached of them. */
  knownPoints: z.number(),
  earned: z.number(),
  neededPoints: z.number(),
  vetoes: z.array(z.object({ id: z.string(), title: z.string(), note: z.string() })),
  /** Until which day the records were read. */
  factsOn: shapes.day,
  noticeFrom: shapes.day.nullable(),
  noticeTo: shapes.day.nullable(),
  objections: z.array(
    z.object({
      id: shapes.id,
      receivedOn: shapes.day,
      /** Until when it is answered; null on those of before there was a time limit. */
      answerBy: shapes.day.nullable(),
      wayLabel: z.string(),
      words: z.string(),
      outcome: z.string().nullable(),
      outcomeLabel: z.string().nullable(),
      outcomeNote: z.string().nullable(),
    }),
  ),
  improvements: z.array(improvementView),
  steps: z.array(programmeStepView),
  possible: z.array(z.string()),
})
