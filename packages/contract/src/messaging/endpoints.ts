import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { messagingPaths as paths } from './paths.ts'
import { deliveryStates, noticeTopics } from './words.ts'

const topic = z.enum(Object.keys(noticeTopics) as [keyof typeof noticeTopics, ...Array<keyof typeof noticeTopics>])
/** Notices of an employer are for all its members. */
const whose = z.object({ employerId: shapes.id.optional() })

export const noticeView = z.object({
  id: shapes.id,
  kind: z.string(),
  topic,
  topicLabel: z.string(),
  title: z.string(),
  body: z.string(),
  /** What it is about: `engagement`, `posting`, `contract`… and its id. */
  subjectKind: z.string(),
  subjectId: shapes.id,
  /** The engagement that belongs to, where there is one. */
  engagementId: shapes.id.nullable(),
  /** What has a page of its own and the subject belongs to: the contract of an evaluation, the report of a quarter (`2026Q3`). */
  within: z.object({ kind: z.string(), id: z.string(), county: z.string().nullable() }).nullable(),
  at: shapes.instant,
  readAt: shapes.instant.nullable(),
  /** The SMS beside it, where there is one. */
  sms: z.object({ state: z.enum(deliveryStates), stateLabel: z.string() }).nullable(),
})

const preferences = z.object({
  items: z.array(z.object({ topic, label: z.string(), sms: z.boolean(), canSwitchOff: z.boolean() })),
})

export const messagingEndpoints = endpoints({
  listNotices: {
    ...paths.listNotices,
    summary: 'My notices (or those of my employer, or of the staff queue of my region), newest first',
    right: 'signedIn',
    query: shapes.page.extend(whose.shape).extend({ unread: z.enum(['true', 'false']).optional() }),
    answer: shapes.pageOf(noticeView).extend({ unreadCount: z.number().int() }),
    errors: ['NotFound'],
  },
  markNoticesRead: {
    ...paths.markNoticesRead,
    summary: 'Mark notices as read; without ids all that are mine',
    right: 'signedIn',
    body: whose.extend({ ids: z.array(shapes.id).max(100).optional() }),
    answer: z.object({ unreadCount: z.number().int() }),
    errors: ['NotFound'],
  },
  getNoticePreferences: {
    ...paths.getNoticePreferences,
    summary: 'Which topics reach me (or my employer) by SMS too',
    right: 'person.self',
    query: whose,
    answer: preferences,
    errors: ['NotFound'],
  },
  putNoticePreference: {
    ...paths.putNoticePreference,
    summary: 'Switch the SMS of one topic on or off',
    right: 'person.self',
    params: z.object({ topic }),
    body: whose.extend({ sms: z.boolean() }),
    answer: preferences,
    errors: ['NotFound', 'NoticeAlwaysSent'],
  },
  takeSmsReceipts: {
    ...paths.takeSmsReceipts,
    summary: 'Delivery receipts pushed by the SMS provider; the address carries the secret',
    right: 'public',
    callback: true,
    params: z.object({ token: z.string().max(200) }),
    answer: z.object({ code: z.number().int(), msg: z.string() }),
    errors: ['NotFound'],
  },
})
