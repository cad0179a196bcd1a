import { edgeTerms, whyNot, type EdgeFacts, type EdgeTerms, type EdgeWeights, type WhyNot } from '@linggong/matching'

/** What counts of others is their mean: what sets one person apart shall not be told to another. */
export type AskedMean = {
  /** How many were asked. */
  people: number
  /** Share of them who had been with the employer, or whom it wants again. */
  ownPeople: number
  facts: Pick<EdgeFacts, 'acceptChance' | 'meters' | 'sameWork' | 'sameEmployer'>
}

/**
 * Where those who were asked were ahead of this person, all told together; nothing is told of fewer than `smallestCell`
 * people, whose mean would be somebody. Duty (floor, income) and record of those asked are left out: what they say of
 * others is nobody's business. What the person has lost in standing is compared with having lost nothing; of the
 * hard-to-employ it has not counted, and is not told.
 */
export function othersAhead(
  own: EdgeFacts,
  asked: AskedMean,
  weights: EdgeWeights,
  smallestCell: number,
): WhyNot | 'ownPeople' {
  if (asked.people < smallestCell) return { kind: 'others', because: 'similar' }
  if (asked.ownPeople > 0.5 && own.sameEmployer === 0) return 'ownPeople'
  const bare = (facts: EdgeFacts): EdgeTerms => ({ ...edgeTerms(facts, weights), floor: 0, fairness: 0 })
  const nothingLost = Math.max(0, own.standing)
  return whyNot([], bare(own), bare({ ...own, ...asked.facts, standing: nothingLost }), false)
}
