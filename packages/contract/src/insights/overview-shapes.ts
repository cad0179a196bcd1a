import { z } from 'zod'
import * as shapes from '../common.ts'
import { engagementLifecycle } from '../lifecycles.ts'
import { overviewFigures } from './words.ts'

const figures = z.object({
  openPlaces: z.int(),
  openShifts: z.int(),
  today: z.object({
    day: shapes.day,
    engagements: z.array(z.object({ state: z.enum(engagementLifecycle.states), label: z.string(), count: z.int() })),
  }),
  /** Null where nothing has been paid or reckoned yet: no figure, not a zero. */
  paidThisMonth: z.object({ month: z.string(), persons: z.int(), netFen: shapes.fen }).nullable(),
  waitingForReview: z.object({ before: z.int(), afterwards: z.int(), late: z.int() }),
  disputes: z.object({ open: z.int(), late: z.int() }),
  /** Wages past their time and not paid. */
  arrears: z.object({ wages: z.int(), persons: z.int(), netFen: shapes.fen }),
})

export const overview = figures.extend({
  at: shapes.instant,
  /** Null: all counties of the asking officer. */
  county: shapes.countyCode.nullable(),
})

export const overviewByCounty = z.object({
  at: shapes.instant,
  items: z.array(figures.extend({ county: shapes.countyCode, name: z.string() })),
})

export const overviewFigure = z.enum(overviewFigures)

/** One row behind a figure; what a figure's rows do not have is null. */
export const overviewRow = z.object({
  subjectKind: z.enum(['posting', 'engagement', 'dispute']),
  subjectId: shapes.id,
  county: shapes.countyCode,
  title: z.string().nullable(),
  workerName: z.string().nullable(),
  state: z.string().nullable(),
  stateLabel: z.string().nullable(),
  /** When it begins, began, was paid or opened, by figure. */
  at: shapes.instant,
  dueAt: shapes.instant.nullable(),
  late: z.boolean(),
  amountFen: shapes.fen.nullable(),
  /** Places still open, by which `openPlaces` counts. */
  places: z.int().nullable(),
})
