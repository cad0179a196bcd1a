import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { seekersPaths as paths } from './paths.ts'
import { needsSharing, type NeedsSharing } from './words.ts'

const forWorker = { onBehalfOf: shapes.id.optional() }
const share = z.enum(Object.keys(needsSharing) as [NeedsSharing])
const personParams = z.object({ personId: shapes.id })

/** What a person needs at work; `choices` are those the policy names. */
const needsView = z.object({
  needs: z.array(z.string()),
  note: z.string().nullable(),
  share,
  choices: z.array(z.object({ code: z.string(), label: z.string() })),
})

export const hardToEmployView = z.object({
  id: shapes.id,
  category: z.string(),
  categoryLabel: z.string(),
  evidence: z.string(),
  validFrom: shapes.day,
  validUntil: shapes.day,
  inForce: z.boolean(),
  endedAt: shapes.instant.nullable(),
})
const statusView = z.object({
  items: z.array(hardToEmployView),
  categories: z.array(z.object({ id: z.string(), label: z.string() })),
})

/** Needs at work, and recognised hardship (附1-10). */
export const statusEndpoints = endpoints({
  getMyNeeds: {
    ...paths.getMyNeeds,
    summary: 'What I need at work, and who may read it',
    right: 'worker.orClerk',
    query: z.object(forWorker),
    answer: needsView,
    errors: ['ConsentMissing'],
  },
  putMyNeeds: {
    ...paths.putMyNeeds,
    summary: 'Say what I need at work; shared with an employer only where I say so, and only after taking work',
    right: 'worker.orClerk',
    body: z.object({ needs: z.array(z.string().max(40)).max(20), note: shapes.optionalText(200), share, ...forWorker }),
    answer: needsView,
    errors: ['NeedUnknown', 'ConsentMissing'],
  },
  getEngagementNeeds: {
    ...paths.getEngagementNeeds,
    summary: 'What the worker of this engagement needs, where the worker shares it',
    right: 'engagement.party',
    params: z.object({ engagementId: shapes.id }),
    answer: z.object({ shared: z.boolean(), needs: z.array(z.string()), note: z.string().nullable() }),
    errors: ['NotFound'],
  },
  getMyStatus: {
    ...paths.getMyStatus,
    summary: 'My own recognition as hard to employ',
    right: 'worker.orClerk',
    query: z.object(forWorker),
    answer: statusView,
    errors: ['ConsentMissing'],
  },
  recordHardToEmploy: {
    ...paths.recordHardToEmploy,
    summary: 'Enter that a person is recognised as hard to employ: category, evidence, until when',
    right: 'seeker.status',
    params: personParams,
    body: z.object({
      category: z.string().min(1).max(40),
      evidence: shapes.text(60),
      evidenceNumber: shapes.optionalText(60),
      validFrom: shapes.day,
      validUntil: shapes.day,
    }),
    answer: statusView,
    status: 201,
    errors: ['HardToEmployInvalid', 'NotFound', 'ConsentMissing'],
  },
  endHardToEmploy: {
    ...paths.endHardToEmploy,
    summary: 'End a recognition, with the reason',
    right: 'seeker.status',
    params: personParams.extend({ recordId: shapes.id }),
    body: z.object({ reason: shapes.text(200) }),
    answer: statusView,
    errors: ['NotFound', 'ConsentMissing'],
  },
})
