import type { Obstacle } from '../candidates/obstacles.ts'
import { employerValue, type EdgeFacts, type EdgeTerms, type EdgeWeights } from './terms.ts'

/** Reasons as data; words for people are made in one place (`wording.ts`). */
export type Reason =
  | { kind: 'near'; meters: number }
  | { kind: 'sameEmployer'; times: number }
  | { kind: 'sameWork'; times: number }
  | { kind: 'payAboveWish'; moreFen: number }
  | { kind: 'urgent' }
  | { kind: 'favourite' }
  | { kind: 'reliable' }
  | { kind: 'fewShifts' }

/**
 * "Why me": what speaks for this work for this person, the weightiest first. The floor is not among them: it is public
 * (二(一)), is kept with the terms for the audit, and nobody is told to the face of being hard to employ.
 */
export function reasonsForWorker(facts: EdgeFacts, terms: EdgeTerms, weights: EdgeWeights): Reason[] {
  const reasons: { reason: Reason; weight: number }[] = []
  const say = (reason: Reason, weight: number) => reasons.push({ reason, weight })
  if (facts.favourite) say({ kind: 'favourite' }, terms.fit + 1)
  if (facts.sameEmployer > 0) say({ kind: 'sameEmployer', times: facts.sameEmployer }, terms.fit)
  else if (facts.sameWork > 0) say({ kind: 'sameWork', times: facts.sameWork }, terms.fit)
  if (
    facts.payFen !== null &&
    facts.wantedFen !== null &&
    facts.wantedFen > 0 &&
    facts.payFen - facts.wantedFen >= weights.sayPayFen
  ) {
    say({ kind: 'payAboveWish', moreFen: facts.payFen - facts.wantedFen }, terms.pay)
  }
  if (terms.urgency > 0) say({ kind: 'urgent' }, terms.urgency)
  if (1_000 * facts.incomeGap >= weights.sayIncomeGap && terms.fairness > 0) say({ kind: 'fewShifts' }, terms.fairness)
  reasons.sort((a, b) => b.weight - a.weight)
  // Distance takes value away and never adds any: it comes first where it is small, since people ask it first.
  const near: Reason[] = facts.meters <= weights.sayNearMeters ? [{ kind: 'near', meters: facts.meters }] : []
  return [...near, ...reasons.map((one) => one.reason)]
}

/**
 * What an employer may read about somebody on its list: nothing of status, income, wishes or of what the platform
 * weighed for the public's sake.
 */
export function reasonsForEmployer(facts: EdgeFacts, weights: EdgeWeights): Reason[] {
  const reasons: Reason[] = []
  if (facts.favourite) reasons.push({ kind: 'favourite' })
  if (facts.sameEmployer > 0) reasons.push({ kind: 'sameEmployer', times: facts.sameEmployer })
  if (facts.sameWork > 0) reasons.push({ kind: 'sameWork', times: facts.sameWork })
  if (1_000 * facts.standing >= weights.sayStanding) reasons.push({ kind: 'reliable' })
  if (facts.meters <= weights.sayNearMeters) reasons.push({ kind: 'near', meters: facts.meters })
  return reasons
}

/** Applicants in the order an employer sees them, the best first; equal ones in the order they came. */
export function rankForEmployer<T extends { facts: EdgeFacts }>(
  applicants: readonly T[],
  weights: EdgeWeights,
): (T & { reasons: Reason[] })[] {
  return applicants
    .map((one, place) => ({ one, place, value: employerValue(one.facts, weights) }))
    .sort((a, b) => b.value - a.value || a.place - b.place)
    .map(({ one }) => ({ ...one, reasons: reasonsForEmployer(one.facts, weights) }))
}

export type WhyNot =
  | { kind: 'obstacles'; obstacles: readonly Obstacle[] }
  /** Fits, but somebody was asked first; `because`: where that one was most ahead. */
  | { kind: 'others'; because: 'nearer' | 'moreUsed' | 'moreReliable' | 'likelier' | 'needsWork' | 'similar' }
  /** Fits, and is planned for something better. */
  | { kind: 'betterPlanned' }

const groups = {
  nearer: ['distance'],
  moreUsed: ['fit'],
  moreReliable: ['show', 'standing'],
  likelier: ['accept', 'pay'],
  // Told together: which of the two it was would say something of another person.
  needsWork: ['floor', 'fairness'],
} as const satisfies Record<string, readonly (keyof EdgeTerms)[]>

/**
 * "Why not me": first what stands in the way; else where the last one taken was most ahead, in words that say nothing
 * about who that is.
 */
export function whyNot(
  obstacles: readonly Obstacle[],
  own: EdgeTerms | null,
  lastTaken: EdgeTerms | null,
  plannedElsewhere: boolean,
): WhyNot {
  if (obstacles.length > 0) return { kind: 'obstacles', obstacles }
  if (plannedElsewhere) return { kind: 'betterPlanned' }
  if (!own || !lastTaken) return { kind: 'others', because: 'similar' }
  let because: (WhyNot & { kind: 'others' })['because'] = 'similar'
  let most = 0
  for (const name of Object.keys(groups) as (keyof typeof groups)[]) {
    const ahead = groups[name].reduce((sum, term) => sum + lastTaken[term] - own[term], 0)
    if (ahead <= most) continue
    most = ahead
    because = name
  }
  return { kind: 'others', because }
}
