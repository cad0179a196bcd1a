import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { engagementLifecycle } from '../lifecycles.ts'
import { insightsPaths as paths } from './paths.ts'
import { toDoKinds, type ToDoKind } from './words.ts'

const toDoKind = z.enum(Object.keys(toDoKinds) as [ToDoKind, ...ToDoKind[]])

export const overview = z.object({
  at: shapes.instant,
  /** Null: all counties of the asking officer. */
  county: shapes.countyCode.nullable(),
  openPlaces: z.number().int(),
  openShifts: z.number().int(),
  today: z.object({
    day: shapes.day,
    engagements: z.array(
      z.object({ state: z.enum(engagementLifecycle.states), label: z.string(), count: z.number().int() }),
    ),
  }),
  /** Null where nothing has been paid or reckoned yet: no figure, not a zero. */
  paidThisMonth: z.object({ month: z.string(), persons: z.number().int(), netFen: shapes.fen }).nullable(),
  waitingForReview: z.object({ before: z.number().int(), afterwards: z.number().int(), late: z.number().int() }),
  disputes: z.object({ open: z.number().int(), late: z.number().int() }),
})

/** One kind of matter that waits for the asking person, with the most urgent of them. */
export const toDo = z.object({
  kind: toDoKind,
  label: z.string(),
  /** For which employer of the person; null for what waits for oneself, and for staff. */
  employerId: shapes.id.nullable(),
  count: z.int(),
  /** Of these, past their time. */
  late: z.int(),
  earliestDueAt: shapes.instant.nullable(),
  /** The list behind the number: an endpoint of the contract and what to ask it with. */
  list: z.object({
    endpoint: z.string(),
    params: z.object({ employerId: shapes.id.optional() }),
    query: z.object({
      state: z.string().optional(),
      kind: z.string().optional(),
      mine: z.string().optional(),
      unpaid: z.string().optional(),
      day: shapes.day.optional(),
    }),
  }),
  first: z.array(
    z.object({
      subjectKind: z.string(),
      subjectId: shapes.id,
      title: z.string().nullable(),
      dueAt: shapes.instant.nullable(),
      late: z.boolean(),
    }),
  ),
})

export const insightsEndpoints = endpoints({
  getToDos: {
    ...paths.getToDos,
    summary: 'What waits for me (as worker, for my employers, or in my queues), what is due soonest first',
    right: 'signedIn',
    /** Narrows to one employer of the person. */
    query: z.object({ employerId: shapes.id.optional() }),
    answer: z.object({ at: shapes.instant, items: z.array(toDo) }),
    errors: ['NotFound'],
  },
  getOverview: {
    ...paths.getOverview,
    summary: 'Figures of the region as they stand now, counted from rows',
    right: 'overview.read',
    query: z.object({ county: shapes.countyCode.optional() }),
    answer: overview,
    errors: ['NotFound'],
  },
})
