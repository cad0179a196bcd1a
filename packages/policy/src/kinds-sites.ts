/** Shapes of values about markets and stations. */
import { z } from 'zod'

const words = z.string().trim().min(1)

/** Boards on the wall: what stands on each, line by line. */
export const boardTexts = z
  .array(z.strictObject({ id: words, titleZh: words, linesZh: z.array(words).min(1) }))
  .min(1)
  .refine((boards) => new Set(boards.map((board) => board.id)).size === boards.length, 'board ids must be unique')
