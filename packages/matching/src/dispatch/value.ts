import { fitShare, standingShare } from '../value/terms.ts'
import type { Acquaintance, PersonFacts } from './city.ts'
import type { DispatchSettings } from './settings.ts'

/**
 * What makes a pair worth its value, in points (1000: a filled place), each already times the chance of a yes: nothing
 * comes of an offer that is declined, neither a way to go nor somebody's first income. Names as in `edgeTerms`, and
 * three of dispatch alone: what a need leaves of the person's day, the employer's own people, people who go together.
 * Pay is not among them: it is in the chance of a yes. Nor is urgency: it is in how much that chance counts.
 */
export type PairTerms = {
  readonly accept: number
  readonly show: number
  readonly fit: number
  readonly distance: number
  readonly standing: number
  readonly floor: number
  readonly fairness: number
  readonly sparedDay: number
  readonly roster: number
  readonly together: number
}

export type PairFacts = {
  /** Kilometres by road. */
  readonly km: number
  /** Chance of a yes that comes in time, 0 … 1. */
  readonly chance: number
  /** Share of the person’s day that is left, 0 … 1. */
  readonly sparedShare: number
  readonly inRoster: boolean
  /** A place that is only expected has points of its own. */
  readonly expected: boolean
}

/** Nothing is known of the two together: neither good nor poor. */
export const strangers: Acquaintance = {
  showChance: 1,
  sameWork: 0,
  sameEmployer: 0,
  favourite: false,
  standing: 0,
  together: false,
}

export function termsOf(
  pair: PairFacts,
  person: PersonFacts,
  settings: DispatchSettings,
  known: Acquaintance = strangers,
): PairTerms {
  const { chance } = pair
  const { weights } = settings
  const { perKm, floor, floorMost, fairness } = weights
  const gap = Math.max(-1, Math.min(1, person.incomeGap))
  const { hardToEmploy } = person
  const accept = chance * (pair.expected ? settings.expectedPoints : weights.filled)
  return {
    accept,
    show: -accept * (1 - known.showChance),
    fit: chance * weights.fit * fitShare(known, weights),
    distance: -chance * perKm * pair.km,
    standing: chance * weights.standing * standingShare({ standing: known.standing, hardToEmploy }),
    // 二(一) 兜底性: a floor under their chances, never more than the cap.
    floor: hardToEmploy ? chance * Math.min(floor, floorMost) : 0,
    fairness: chance * fairness * gap,
    sparedDay: chance * settings.sparedDayPoints * pair.sparedShare,
    roster: pair.inRoster ? chance * settings.rosterPoints : 0,
    together: known.together ? chance * settings.togetherPoints : 0,
  }
}

/** Parts of a point the solver tells apart. */
export const partsOfPoint = 16

/** The sum as the solver takes it, in sixteenths of a point; a pair that is possible is worth at least one. */
export function valueOf(terms: PairTerms): number {
  const work = terms.accept + terms.show + terms.fit + terms.distance + terms.standing
  const person = terms.floor + terms.fairness + terms.sparedDay + terms.roster + terms.together
  return Math.max(1, Math.round(partsOfPoint * (work + person)))
}
