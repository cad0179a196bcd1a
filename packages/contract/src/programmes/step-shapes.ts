import { z } from 'zod'
import * as shapes from '../common.ts'

/** One band of area or number of stars: what the city pays, and what a county has recorded of its own, the newest first. */
export const subsidyStepView = z.object({
  what: z.enum(['oneOff', 'performance']),
  whatLabel: z.string(),
  siteKind: z.enum(['market', 'station']),
  siteKindLabel: z.string(),
  /** As `recordCountyAmount` names it. */
  step: z.string(),
  label: z.string(),
  cityFen: shapes.fen,
  clause: z.string(),
  own: z.array(
    z.object({
      amountFen: shapes.fen,
      documentNumber: z.string(),
      validFrom: shapes.day,
      validTo: shapes.day.nullable(),
      /** Today. */
      holds: z.boolean(),
    }),
  ),
})
