import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { boardShift } from '../postings/shapes.ts'
import { dispatchPaths as paths } from './paths.ts'
import { dislikeKinds, type DislikeKind } from './words.ts'

const forWorker = { onBehalfOf: shapes.id.optional() }
const kind = z.enum(Object.keys(dislikeKinds) as [DislikeKind])

export const feedSettings = z.object({
  /** false: the list is the same for everybody who asks the same (个人信息保护法第24条). */
  personalised: z.boolean(),
  /** Not to be shown again. */
  dislikes: z.array(z.object({ id: shapes.id, kind, label: z.string(), since: shapes.instant })),
})

const suggestion = z.object({ code: z.string(), text: z.string() })

/** Work for one person: ranked with reasons, or not by the person at all. */
export const feedEndpoints = endpoints({
  getMyFeed: {
    ...paths.getMyFeed,
    summary:
      'Work that fits, best first, each with reasons; or the same list for everybody, where the person wants that',
    right: 'worker.orClerk',
    query: z.object({
      when: z.enum(['today', 'tomorrow']).optional(),
      /** Where the person is now; else the town of the profile. */
      lat: z.coerce.number().min(-90).max(90).optional(),
      lng: z.coerce.number().min(-180).max(180).optional(),
      /** For this once, whatever the setting says. */
      personalised: z.enum(['true', 'false']).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      ...forWorker,
    }),
    answer: z.object({
      personalised: z.boolean(),
      /** Why it is not by the person: switched off, or nothing is known yet. */
      because: z.enum(['personalised', 'switchedOff', 'noProfile']),
      /** How many open shifts were compared. */
      looked: z.int(),
      items: z.array(z.object({ shift: boardShift, reasons: z.array(z.string()) })),
    }),
    errors: ['ConsentMissing', 'InputInvalid'],
  },
  getShiftFit: {
    ...paths.getShiftFit,
    summary: 'Why this work is for me, or everything that stands in the way, in plain words',
    right: 'worker.orClerk',
    params: z.object({ shiftId: shapes.id }),
    query: z.object(forWorker),
    answer: z.object({ fits: z.boolean(), reasons: z.array(z.string()), obstacles: z.array(z.string()) }),
    errors: ['NotFound', 'WorkerProfileMissing', 'ConsentMissing'],
  },
  getFeedSettings: {
    ...paths.getFeedSettings,
    summary: 'Whether my list is by my profile, and what I do not want to see',
    right: 'worker.orClerk',
    query: z.object(forWorker),
    answer: feedSettings,
    errors: ['ConsentMissing'],
  },
  putFeedSettings: {
    ...paths.putFeedSettings,
    summary: 'Switch the list by my profile on or off',
    right: 'worker.orClerk',
    body: z.object({ personalised: z.boolean(), ...forWorker }),
    answer: feedSettings,
    errors: ['ConsentMissing'],
  },
  addDislike: {
    ...paths.addDislike,
    summary: 'Not this one again: the posting of this shift, its kind of work, or its employer',
    right: 'worker.orClerk',
    body: z.object({ kind, shiftId: shapes.id, ...forWorker }),
    answer: feedSettings,
    status: 201,
    errors: ['NotFound', 'ConsentMissing'],
  },
  endDislike: {
    ...paths.endDislike,
    summary: 'Show it again',
    right: 'worker.orClerk',
    params: z.object({ dislikeId: shapes.id }),
    body: z.object(forWorker),
    answer: feedSettings,
    errors: ['NotFound', 'ConsentMissing'],
  },
  listSuggestions: {
    ...paths.listSuggestions,
    summary: 'Changes of my profile that what I took and declined speaks for; nothing changes without a tap',
    right: 'worker.orClerk',
    query: z.object(forWorker),
    answer: z.object({ items: z.array(suggestion) }),
    errors: ['ConsentMissing'],
  },
  answerSuggestion: {
    ...paths.answerSuggestion,
    summary: 'Take a suggestion (the profile changes) or never see it again',
    right: 'worker.orClerk',
    params: z.object({ code: z.string().min(1).max(60) }),
    body: z.object({ take: z.boolean(), ...forWorker }),
    answer: z.object({ items: z.array(suggestion) }),
    errors: ['NotFound', 'WorkerProfileMissing', 'ConsentMissing'],
  },
})
