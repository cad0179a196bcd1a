import type { NoticeTopic, Role } from '@linggong/contract'
import type { SmsTemplate } from './sms-templates.ts'

/** One thing said to one kind of recipient when something has happened. Words are data; rules read them. */
export type Wording = {
  /** Name of the notice, once per recipient and event. */
  kind: string
  /** The event that brings it up; none for reminders. */
  event: string | null
  subject: string
  topic: NoticeTopic
  /** `site`: those who answer for it. `otherCounties`: the queue of every county but the matter's own. */
  to: 'worker' | 'employer' | 'crewLeader' | 'county' | 'otherCounties' | 'site'
  /** For `county` and `otherCounties`: whose queue. */
  role?: Role
  /** States of the matter in which the words still hold; asked again before an SMS leaves. */
  stands: readonly string[]
  /** Not told to those who did it themselves. */
  unlessBy?: readonly string[]
  unlessReason?: readonly string[]
  /** Only with a reason (work broken off); after a review, or without one; when a deadline has run out. */
  only?: 'withReason' | 'fromReview' | 'withoutReview' | 'pastDeadline'
  /** Only at these steps of a matter that goes on in steps (arrears). */
  steps?: readonly string[]
  /** Table of `reasons.ts` the reason's words come from. */
  reasons?: string
  title: string
  body: string
  /** Template of the SMS beside it. Urgent ones leave at night too. */
  sms?: { template: SmsTemplate; urgent?: true; onlyWithReply?: true }
  /** Said again while the matter stands, by the policy's cool-down and cap. */
  remind?: true
  /** Several engagements moved by one act are told once. */
  grouped?: true
}
