import type { EdgeWeights } from '../value/terms.ts'

/** What depends on how much work there is: points, and the waking minutes from which there is time to spare. */
export type Balanced = Readonly<Pick<EdgeWeights, 'perKm' | 'fairness' | 'floor'>> & {
  /** Of a place that is only expected. */
  readonly expected: number
  /** For what a need leaves free of a person’s day, whole day: all of them. */
  readonly sparedDay: number
  readonly calmMinutes: number
}

/**
 * Where work is short, somebody goes without whatever is done, and it matters most that it is not always the same
 * people; where people are short, everybody who can comes anyway, and what matters is the way, that somebody is free for
 * what is still to come, and that places which the hard-to-employ can do are theirs. Between the two bounds everything
 * goes over from one to the other in proportion.
 */
export type Balance = {
  /** Places for each day somebody looks for work, up to which work is short, and from which people are. */
  readonly workIsShortUpTo: number
  readonly peopleAreShortFrom: number
  readonly whereWorkIsShort: Balanced
  readonly wherePeopleAreShort: Balanced
}

/** The settings that a balance decides. */
type Decided = {
  readonly weights: Readonly<Pick<EdgeWeights, 'perKm' | 'fairness' | 'floor'>>
  readonly expectedPoints: number
  readonly sparedDayPoints: number
  readonly calmMinutes: number
}

/**
 * The settings for a market with so much work.
 *
 * @param placesPerSoughtDay places of the last weeks over the days on which people looked for work in them; null where
 *   nobody looked yet: work counts as short then, as it is wherever a platform begins
 */
export function balancedAt<S extends Decided & { readonly balance: Balance }>(
  settings: S,
  placesPerSoughtDay: number | null,
): S {
  const { balance, weights } = settings
  const { workIsShortUpTo, peopleAreShortFrom, whereWorkIsShort: short, wherePeopleAreShort: tight } = balance
  const span = Math.max(peopleAreShortFrom - workIsShortUpTo, 1e-9)
  const share = Math.min(1, Math.max(0, ((placesPerSoughtDay ?? 0) - workIsShortUpTo) / span))
  const between = (name: keyof Balanced) => short[name] + share * (tight[name] - short[name])
  const decided: Decided = {
    weights: { ...weights, perKm: between('perKm'), fairness: between('fairness'), floor: between('floor') },
    expectedPoints: between('expected'),
    sparedDayPoints: between('sparedDay'),
    calmMinutes: between('calmMinutes'),
  }
  return { ...settings, ...decided }
}
