import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { visitPaths as paths } from './paths.ts'
import { visitOutcomes, visitPurposes, type VisitOutcome, type VisitPurpose } from './visit-words.ts'

const purpose = z.enum(Object.keys(visitPurposes) as [VisitPurpose, ...VisitPurpose[]])
const outcome = z.enum(Object.keys(visitOutcomes) as [VisitOutcome, ...VisitOutcome[]])

/** One visit at the desk, or several people who came for the same; without names. */
export const visitView = z.object({
  id: shapes.id,
  at: shapes.instant,
  people: z.int(),
  purpose,
  purposeLabel: z.string(),
  outcome,
  outcomeLabel: z.string(),
  note: z.string().nullable(),
})

export const visitEndpoints = endpoints({
  recordVisit: {
    ...paths.recordVisit,
    summary: 'Write down who came to the desk and what came of it; no names',
    right: 'site.desk',
    params: z.object({ siteId: shapes.id }),
    body: z.object({
      purpose,
      outcome,
      people: z.int().min(1).max(200).default(1),
      note: shapes.optionalText(200),
    }),
    answer: visitView,
    status: 201,
    errors: ['NotFound'],
  },
})
