import type { ReferralReason, ReferralWay } from '@linggong/policy'

/** One link of the chain of proof: what happened, when, and the row it stands in. */
export type Proof = {
  kind: 'placed' | 'signed' | 'checkIn' | 'hours' | 'pay'
  at: string
  /** Id of the engagement, contract, check, timesheet or payout. */
  ref: string | null
  /** Said of it in plain words. */
  words: string
}

export type ReferralState = 'underway' | 'ended' | 'counts' | 'doesNotCount'
export type ReferralDecisionKind = 'counts' | 'doesNotCount' | 'ask'

export type ReferralRow = {
  id: string
  engagement_id: string
  site_id: string
  county: string
  work_county: string
  worker_id: string
  worker_name: string
  employer_id: string
  employer_name: string
  posting_id: string
  title: string
  way: ReferralWay
  referred_at: Date
  referred_by: string | null
  referred_by_name: string | null
  worked_on: string
  starts_at: Date
  ends_at: Date
  minutes: number | null
  paid_fen: number | null
  hard_to_employ: boolean
  state: ReferralState
  proofs: Proof[]
  reasons: ReferralReason[]
  provisional: boolean
  judged_at: Date
  decision: ReferralDecisionKind | null
  decision_reason: string | null
  decision_note: string | null
  decided_by_name: string | null
  decided_at: Date | null
  answer: string | null
  answered_at: Date | null
  answered_by_name: string | null
  sampled_at: Date | null
  counted: boolean
  counted_changed_at: Date | null
}

/** What the platform's other modules know of an engagement that a site placed. */
export type PlacementFacts = {
  engagementId: string
  state: string
  siteId: string
  county: string
  workCounty: string
  operatorId: string | null
  workerId: string
  workerName: string
  employerId: string
  employerName: string
  postingId: string
  title: string
  acceptedAt: Date
  startsAt: Date
  endsAt: Date
  placedBy: { capacity: string | null; staffId: string | null } | null
  contract: { id: string; number: string; concludedAt: Date } | null
  checkIn: { id: string | null; at: Date; how: string; byCapacity: string } | null
  hours: { id: string | null; minutes: number; confirmedBy: string | null; confirmedAt: Date | null } | null
  pay: { payoutId: string | null; at: Date; paidFen: number } | null
}
