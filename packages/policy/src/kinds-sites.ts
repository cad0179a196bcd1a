/** Shapes of values about markets and stations. */
import { z } from 'zod'
import { dateSchema } from './kinds-dates.ts'

const words = z.string().trim().min(1)
const fen = z.int().min(0)

/** Bands by floor area: contiguous, ascending, upper bound inclusive, the last one open (`null`). */
export const areaBands = z
  .array(z.strictObject({ upToInclusive: z.number().positive().nullable(), amountFen: fen }))
  .min(1)
  .refine((bands) => bands.at(-1)?.upToInclusive === null, 'the last band must be open (upToInclusive: null)')
  .refine(
    (bands) =>
      bands.slice(0, -1).every((band, i) => (band.upToInclusive ?? Infinity) > (bands[i - 1]?.upToInclusive ?? 0)),
    'bands must ascend and only the last may be open',
  )

/** What was earned while a programme was in force and is lodged after its end (the programme's own transition). */
export const transition = z.strictObject({
  /** Kinds of subsidy the transition covers. */
  covers: z.array(z.enum(['oneOff', 'performance'])),
  /** Last day on which the condition (a full year of running) must have been met. */
  earnedUntil: dateSchema,
  /** Last day on which it may be lodged. */
  lodgedUntil: dateSchema,
})

/** Boards on the wall: what stands on each, line by line. */
export const boardTexts = z
  .array(z.strictObject({ id: words, titleZh: words, linesZh: z.array(words).min(1) }))
  .min(1)
  .refine((boards) => new Set(boards.map((board) => board.id)).size === boards.length, 'board ids must be unique')
