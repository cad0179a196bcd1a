import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { cockpitPaths as paths } from './paths.ts'
import {
  cockpitAges,
  cockpitFigures,
  cockpitGroups,
  type CockpitAge,
  type CockpitFigure,
  type CockpitGroup,
} from './words.ts'

const figure = z.enum(Object.keys(cockpitFigures) as [CockpitFigure, ...CockpitFigure[]])
const group = z.enum(Object.keys(cockpitGroups) as [CockpitGroup, ...CockpitGroup[]])
const age = z.enum(Object.keys(cockpitAges) as [CockpitAge, ...CockpitAge[]])

/** One figure of one county: how many rows there are, by age, and the oldest and most urgent of them. */
const cell = z.object({
  county: shapes.countyCode,
  count: z.int(),
  late: z.int(),
  soon: z.int(),
  inTime: z.int(),
  noLimit: z.int(),
  oldestSince: shapes.instant.nullable(),
  earliestDueAt: shapes.instant.nullable(),
})

/** One row behind a figure. */
export const cockpitRow = z.object({
  figure,
  label: z.string(),
  holder: z.string(),
  subjectKind: z.string(),
  /** An id; of a quarterly report the quarter. */
  subjectId: z.string(),
  title: z.string().nullable(),
  county: shapes.countyCode,
  countyName: z.string(),
  siteId: shapes.id.nullable(),
  siteName: z.string().nullable(),
  /** What it is about in numbers; null where the title says all. */
  words: z.string().nullable(),
  since: shapes.instant.nullable(),
  dueAt: shapes.instant.nullable(),
  age,
})

export const cockpitEndpoints = endpoints({
  getCockpit: {
    ...paths.getCockpit,
    summary:
      'What waits, what is late, what looks wrong, by county: of the region of an officer, of the sites of an operator',
    right: 'cockpit.read',
    query: z.object({
      county: shapes.countyCode.optional(),
      /** Counted now, not some minutes ago. */
      fresh: z.literal('true').optional(),
    }),
    answer: z.object({
      /** When the numbers were counted. */
      at: shapes.instant,
      /** Null: all counties in reach. */
      county: shapes.countyCode.nullable(),
      /** A matter due within this many days counts as due soon. */
      soonDays: z.int(),
      /** Counties in reach, whichever is asked for. */
      counties: z.array(z.object({ code: shapes.countyCode, name: z.string() })),
      /** Figures the asking one may open, also those without a row; `cells` names counties with rows only. */
      figures: z.array(
        z.object({
          figure,
          group,
          label: z.string(),
          holder: z.string(),
          what: z.string(),
          /** False: no policy is in force to tell by, or nothing to compare with has been recorded: no number. */
          known: z.boolean(),
          cells: z.array(cell),
        }),
      ),
    }),
    errors: ['NotFound'],
  },
  listCockpitRows: {
    ...paths.listCockpitRows,
    summary: 'The rows behind a figure of the cockpit, or behind all of a group, what is due first first',
    right: 'cockpit.read',
    query: shapes.page.extend({
      figure: figure.optional(),
      group: group.optional(),
      age: age.optional(),
      county: shapes.countyCode.optional(),
    }),
    answer: shapes.pageOf(cockpitRow),
    errors: ['NotFound', 'InputInvalid'],
  },
})
