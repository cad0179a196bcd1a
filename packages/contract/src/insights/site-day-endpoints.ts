import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { engagementLifecycle } from '../lifecycles.ts'
import { visitView } from '../sites/visit-endpoints.ts'
import { insightsPaths as paths } from './paths.ts'

const worker = z.object({
  engagementId: shapes.id,
  workerId: shapes.id,
  workerName: z.string(),
  employerName: z.string(),
  title: z.string(),
  startsAt: shapes.instant,
  endsAt: shapes.instant,
  state: z.enum(engagementLifecycle.states),
  stateLabel: z.string(),
})

/** How many a list of the day names at most; `count` says how many there are. */
export const siteDayRows = 200
const listOf = <T extends z.ZodType>(row: T) => z.object({ count: z.int(), rows: z.array(row) })

export const siteDayEndpoints = endpoints({
  getSiteDay: {
    ...paths.getSiteDay,
    summary:
      "One day of a site: who works by its help, who was placed and helped, who came to the desk, what is open. For the site's people and its county",
    right: 'site.read',
    params: z.object({ siteId: shapes.id }),
    query: z.object({ day: shapes.day.optional() }),
    answer: z.object({
      day: shapes.day,
      siteId: shapes.id,
      siteName: z.string(),
      /** Shifts that begin on the day; `missing`: it has begun and nobody has checked in. */
      expected: listOf(worker.extend({ missing: z.boolean() })),
      /** Work taken on the day, whenever it begins. */
      placed: listOf(worker.extend({ acceptedAt: shapes.instant })),
      /** 代办 begun on the day. */
      helped: listOf(
        z.object({
          assistId: shapes.id,
          whom: z.enum(['person', 'employer']),
          staffName: z.string(),
          at: shapes.instant,
        }),
      ),
      /** `people`: the sum over all visits of the day. */
      visits: listOf(visitView).extend({ people: z.int() }),
      open: z.object({
        troubles: z.object({ open: z.int(), late: z.int() }),
        reviews: z.object({ open: z.int(), late: z.int() }),
        loans: z.object({ open: z.int(), late: z.int() }),
      }),
    }),
    errors: ['NotFound'],
  },
})
