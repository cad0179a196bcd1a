import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { postingsPaths as paths } from './paths.ts'
import { postingDraft, problem } from './shapes.ts'

const clockTime = z.string().regex(/^\d{2}:\d{2}$/)

/** A message becomes a filled form. */
export const postingTextEndpoints = endpoints({
  readPostingText: {
    ...paths.readPostingText,
    summary: 'Read one sentence or a pasted chat message into a draft; nothing is guessed and nothing saved',
    right: 'employer.orClerk',
    body: z.object({ employerId: shapes.id, text: shapes.text(2_000) }),
    answer: z.object({
      /** Fit for saving; only what the message says. Its shifts are those of which everything is known. */
      draft: postingDraft.partial(),
      occupationName: z.string().nullable(),
      /** Shifts as far as they are written; an end not later than the start is on the next day. */
      shifts: z.array(
        z.object({
          day: shapes.day.nullable(),
          start: clockTime.nullable(),
          end: clockTime.nullable(),
          headcount: z.int().nullable(),
        }),
      ),
      /** What a posting needs and the message does not say, at its field; `shifts.day`, `shifts.endsAt` … for a shift. */
      missing: z.array(problem),
      /** How words that leave a choice were taken; to be looked at. */
      notes: z.array(problem),
    }),
    errors: ['NotFound'],
  },
})
