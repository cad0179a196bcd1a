import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { contactPaths as paths } from './paths.ts'

export const contactEndpoints = endpoints({
  contactOtherSide: {
    ...paths.contactOtherSide,
    summary:
      'A number to reach the other side of a live engagement: one that stands between both phones for a while, or, where none can be had, the desk that helps',
    right: 'engagement.party',
    params: z.object({ engagementId: shapes.id }),
    body: z.object({ onBehalfOf: shapes.id.optional() }),
    answer: z.object({
      /** `masked`: both sides dial `number` and see only it. `site`, `hotline`: somebody there passes it on. */
      way: z.enum(['masked', 'site', 'hotline']),
      number: z.string(),
      /** Whom the number reaches. */
      reaches: z.string(),
      /** Until when a masked number works; null for a desk's. */
      until: shapes.instant.nullable(),
      /** Why there is no masked number; null where there is one. */
      why: z.enum(['notOffered', 'notAnswering', 'noPhone']).nullable(),
      sentence: z.string(),
    }),
    errors: ['NotFound', 'ConsentMissing', 'ContactClosed'],
  },
})
