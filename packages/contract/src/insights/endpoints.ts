import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { engagementLifecycle } from '../lifecycles.ts'
import { insightsPaths as paths } from './paths.ts'

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

export const insightsEndpoints = endpoints({
  getOverview: {
    ...paths.getOverview,
    summary: 'Figures of the region as they stand now, counted from rows',
    right: 'overview.read',
    query: z.object({ county: shapes.countyCode.optional() }),
    answer: overview,
    errors: ['NotFound'],
  },
})
