import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { overview, overviewByCounty, overviewFigure, overviewRow } from './overview-shapes.ts'
import { insightsPaths as paths } from './paths.ts'
import { toDoKinds, type ToDoKind } from './words.ts'

const toDoKind = z.enum(Object.keys(toDoKinds) as [ToDoKind, ...ToDoKind[]])

const count = z.int().nullable()

/** Figures anybody may see. Null: no data, or so few people that one could tell who. */
export const publicFigures = z.object({
  at: shapes.instant,
  /** Cells of people below this are not shown. */
  smallestCell: z.int(),
  month: z.string(),
  city: z.object({
    openShifts: z.int(),
    openPlaces: z.int(),
    employersHiring: z.int(),
    sites: z.int(),
    workersAtWorkToday: count,
    wagesPaidThisMonth: z.object({ persons: z.int(), netFen: shapes.fen }).nullable(),
  }),
  counties: z.array(
    z.object({
      county: shapes.countyCode,
      name: z.string(),
      openShifts: z.int(),
      openPlaces: z.int(),
      sites: z.int(),
      workersAtWorkToday: count,
    }),
  ),
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
    params: z.object({ employerId: shapes.id.optional(), quarter: z.string().optional() }),
    query: z.object({
      state: z.string().optional(),
      kind: z.string().optional(),
      mine: z.string().optional(),
      waiting: z.string().optional(),
      open: z.string().optional(),
      show: z.string().optional(),
      unpaid: z.string().optional(),
      missing: z.string().optional(),
      day: shapes.day.optional(),
      figure: overviewFigure.optional(),
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
  getMyRecords: {
    ...paths.getMyRecords,
    summary: 'Every row kept about the signed-in person, by table, to take away (个人信息保护法第四十五条)',
    right: 'person.self',
    answer: z.object({
      at: shapes.instant,
      items: z.array(
        z.object({
          title: z.string(),
          table: z.string(),
          /**
           * As stored, column by column, what is no text as JSON; what is encrypted is opened, empty columns and bytes
           * nobody can read are left out.
           */
          rows: z.array(z.array(z.object({ name: z.string(), value: z.string() }))),
        }),
      ),
    }),
    errors: [],
  },
  getOverview: {
    ...paths.getOverview,
    summary: 'Figures of the region as they stand now, counted from rows',
    right: 'overview.read',
    query: z.object({ county: shapes.countyCode.optional() }),
    answer: overview,
    errors: ['NotFound'],
  },
  getOverviewByCounty: {
    ...paths.getOverviewByCounty,
    summary: 'The same figures side by side, one row per county of the asking officer',
    right: 'overview.read',
    answer: overviewByCounty,
    errors: [],
  },
  listOverviewRows: {
    ...paths.listOverviewRows,
    summary: 'The rows behind one figure of the overview, newest first',
    right: 'overview.read',
    query: shapes.page.extend({ figure: overviewFigure, county: shapes.countyCode.optional() }),
    answer: shapes.pageOf(overviewRow),
    errors: ['NotFound', 'InputInvalid'],
  },
  getFigures: {
    ...paths.getFigures,
    summary: 'Figures for everybody, counted from rows and kept for some minutes',
    right: 'public',
    answer: publicFigures,
    errors: [],
  },
})
