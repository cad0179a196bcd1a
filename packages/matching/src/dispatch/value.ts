import type { PersonFacts } from './city.ts'
import type { DispatchSettings } from './settings.ts'

/**
 * What makes a pair worth its value, in points (1000: a filled place), each already times the chance of a yes: nothing
 * comes of an offer that is declined, neither a way to go nor somebody's first income.
 */
export type PairTerms = {
  readonly filled: number
  readonly distance: number
  readonly floor: number
  readonly fairness: number
  readonly sparedDay: number
  readonly roster: number
}

export type PairFacts = {
  /** Kilometres by road. */
  readonly km: number
  /** Chance of a yes that comes in time, 0 … 1. */
  readonly chance: number
  /** Share of the person’s day that is left, 0 … 1. */
  readonly sparedShare: number
  readonly inRoster: boolean
  /** A place that is only expected counts for less. */
  readonly expected: boolean
}

export function termsOf(pair: PairFacts, person: PersonFacts, settings: DispatchSettings): PairTerms {
  const { chance } = pair
  const { filled, perKm, floor, floorMost, fairness } = settings.weights
  const gap = Math.max(-1, Math.min(1, person.incomeGap))
  return {
    filled: chance * (pair.expected ? settings.expectedPoints : filled),
    distance: -chance * perKm * pair.km,
    // 二(一) 兜底性: a floor under their chances, never more than the cap.
    floor: person.hardToEmploy ? chance * Math.min(floor, floorMost) : 0,
    fairness: chance * fairness * gap,
    sparedDay: chance * settings.sparedDayPoints * pair.sparedShare,
    roster: pair.inRoster ? chance * settings.rosterPoints : 0,
  }
}

/** Parts of a point the solver tells apart. */
export const partsOfPoint = 16

/** The sum as the solver takes it, in sixteenths of a point; a pair that is possible is worth at least one. */
export function valueOf(terms: PairTerms): number {
  const sum = terms.filled + terms.distance + terms.floor + terms.fairness + terms.sparedDay + terms.roster
  return Math.max(1, Math.round(partsOfPoint * sum))
}
