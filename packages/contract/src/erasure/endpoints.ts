import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { erasurePaths as paths } from './paths.ts'
import { erasureBlockers, keptParts, type ErasureBlocker, type KeptPart } from './words.ts'

const namesOf = <T extends string>(of: object) => z.enum(Object.keys(of) as [T, ...T[]])

/** A part that a law keeps: for how many months from the last of it, so until which day (inclusive), and which law. */
const kept = z.object({
  part: namesOf<KeptPart>(keptParts),
  what: z.string(),
  months: z.int(),
  until: shapes.day,
  document: z.string(),
  clause: z.string(),
  provisional: z.boolean(),
})

export const erasureView = z.object({
  /** What has to be ended first; nothing is deleted before. */
  blockers: z.array(z.object({ kind: namesOf<ErasureBlocker>(erasureBlockers), words: z.string() })),
  /** What goes at once. */
  goes: z.array(z.string()),
  kept: z.array(kept),
})

export const erasureEndpoints = endpoints({
  getErasure: {
    ...paths.getErasure,
    summary: 'What erasing oneself would delete, what a law keeps and until when, and what forbids it for now',
    right: 'person.self',
    answer: erasureView,
    errors: ['NotFound'],
  },
  requestErasureCode: {
    ...paths.requestErasureCode,
    summary: 'A code by SMS that stands for wanting to be erased',
    right: 'person.self',
    body: z.object({}),
    answer: z.object({ maskedPhone: z.string(), expiresInSeconds: z.int(), resendAfterSeconds: z.int() }),
    errors: ['NotFound', 'PhoneMissing', 'CodeTooSoon', 'CodesUsedUp', 'ErasureNotYet'],
  },
  askErasure: {
    ...paths.askErasure,
    summary:
      'Erase my data (个人信息保护法第四十七条): every session ends, a job deletes what no law keeps, the rest goes when its time is over',
    right: 'person.self',
    body: z.object({ code: z.string().trim().min(4, '请填短信里的数字').max(8, '验证码太长了') }),
    answer: z.object({ askedAt: shapes.instant, kept: z.array(kept) }),
    errors: ['NotFound', 'ErasureNotYet', 'CodeWrong', 'CodeExpired', 'TooManyTries'],
  },
})
