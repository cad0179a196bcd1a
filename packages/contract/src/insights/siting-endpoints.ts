import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { insightsPaths as paths } from './paths.ts'
import { sitingMost, sitingWeights, type SitingWeight } from './siting-words.ts'

const spot = { lat: z.number(), lng: z.number() }

export const sitingEndpoints = endpoints({
  getSiting: {
    ...paths.getSiting,
    summary:
      'Where to build next (二(三)1): people and demand by town, what the open sites reach, and the places that bring most more within reach',
    right: 'overview.read',
    query: z.object({
      county: shapes.countyCode.optional(),
      kind: z.enum(['market', 'station']).default('station'),
      weight: z.enum(Object.keys(sitingWeights) as [SitingWeight, ...SitingWeight[]]).default('people'),
      count: z.coerce.number().int().min(1).max(sitingMost).default(3),
    }),
    answer: z.object({
      at: shapes.instant,
      /** When people and places were counted. */
      countedAt: shapes.instant,
      county: shapes.countyCode.nullable(),
      counties: z.array(z.object({ code: shapes.countyCode, name: z.string() })),
      /** How far a new site of this kind reaches, as the crow flies. */
      reachMeters: z.int(),
      provisional: z.boolean(),
      towns: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          county: shapes.countyCode,
          ...spot,
          /** The point is an estimate. */
          approximate: z.boolean(),
          /** Workers registered who live in the town. */
          people: z.int(),
          /** Places open now whose work is in the town. */
          places: z.int(),
        }),
      ),
      /** Open sites that reach one of the towns, those of the next county among them. */
      sites: z.array(
        z.object({
          id: shapes.id,
          name: z.string(),
          kind: z.enum(['market', 'station']),
          county: shapes.countyCode,
          ...spot,
          reachMeters: z.int(),
        }),
      ),
      /** Null: nobody, or nothing, has been recorded to reckon with. */
      plan: z
        .object({
          method: z.enum(['exact', 'greedy']),
          /** Of the weight chosen: all there is, reached now, reached with the new sites, reachable at most with as many. */
          total: z.int(),
          before: z.int(),
          after: z.int(),
          mostPossible: z.int(),
          chosen: z.array(z.object({ town: z.string(), name: z.string(), gain: z.int() })),
        })
        .nullable(),
    }),
    errors: ['NotFound', 'NoPolicyInForce'],
  },
})
