import { decideReferral, type ReferralRules } from '@linggong/policy'
import { factsFor, proofsOf, wayOf } from './rules.ts'
import type { PlacementFacts } from './types.ts'

export { flagSite } from './actions/flag-site.ts'
export { periodOf } from './rules.ts'
export { decideFlag, drawSample, insertCall } from './store-flags.ts'
export { answerRow, decideRows } from './store.ts'

export const referralColumns = [
  'id',
  'engagement_id',
  'site_id',
  'county',
  'work_county',
  'worker_id',
  'worker_name',
  'employer_id',
  'employer_name',
  'posting_id',
  'title',
  'way',
  'referred_at',
  'worked_on',
  'starts_at',
  'ends_at',
  'minutes',
  'paid_fen',
  'state',
  'proofs',
  'reasons',
  'basis',
  'provisional',
  'judged_at',
  'counted_changed_at',
] as const

/** A row of the roster for paid work of a seeded history, judged by the same rules as any other. */
export function referralRow(
  id: string,
  facts: PlacementFacts,
  workedOn: string,
  rules: ReferralRules | null,
  other: { countedThatDay: boolean; pairInQuarter: number },
): { row: Array<string | number | boolean | Date | null>; counts: boolean } {
  const decision = decideReferral(rules, factsFor(facts, { selfDealing: null, ...other }))
  const judgedAt = facts.pay?.at ?? facts.endsAt
  return {
    counts: decision.counts,
    row: [
      id,
      facts.engagementId,
      facts.siteId,
      facts.county,
      facts.workCounty,
      facts.workerId,
      facts.workerName,
      facts.employerId,
      facts.employerName,
      facts.postingId,
      facts.title,
      wayOf(facts),
      facts.acceptedAt,
      workedOn,
      facts.startsAt,
      facts.endsAt,
      facts.hours?.minutes ?? null,
      facts.pay?.paidFen ?? null,
      decision.counts ? 'counts' : 'doesNotCount',
      JSON.stringify(proofsOf(facts)),
      JSON.stringify(decision.reasons),
      JSON.stringify(decision.basis),
      decision.provisional,
      judgedAt,
      decision.counts ? judgedAt : null,
    ],
  }
}
