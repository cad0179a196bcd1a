import type { EdgeWeights } from '../value/terms.ts'

/** Weights that depend on how much work there is. */
export type BalancedWeights = Readonly<Pick<EdgeWeights, 'perKm' | 'fairness' | 'floor'>>

/**
 * Where work is short, somebody goes without whatever is done, and it matters most that it is not always the same
 * people; where people are short, everybody who can comes anyway, and what matters is the way, and that places which
 * the hard-to-employ can do are theirs. Between the two bounds weights go over from one to the other in proportion.
 */
export type Balance = {
  /** Places for each day somebody looks for work, up to which work is short, and from which people are. */
  readonly workIsShortUpTo: number
  readonly peopleAreShortFrom: number
  readonly whereWorkIsShort: BalancedWeights
  readonly wherePeopleAreShort: BalancedWeights
}

/**
 * The settings for a market with so much work.
 *
 * @param placesPerSoughtDay places of the last weeks over the days on which people looked for work in them; null where
 *   nobody looked yet: work counts as short then, as it is wherever a platform begins
 */
export function balancedAt<S extends { readonly weights: BalancedWeights; readonly balance: Balance }>(
  settings: S,
  placesPerSoughtDay: number | null,
): S {
  const { balance } = settings
  const { workIsShortUpTo, peopleAreShortFrom, whereWorkIsShort: short, wherePeopleAreShort: tight } = balance
  const span = Math.max(peopleAreShortFrom - workIsShortUpTo, 1e-9)
  const share = Math.min(1, Math.max(0, ((placesPerSoughtDay ?? 0) - workIsShortUpTo) / span))
  const between = (name: keyof BalancedWeights) => short[name] + share * (tight[name] - short[name])
  const weights = {
    ...settings.weights,
    perKm: between('perKm'),
    fairness: between('fairness'),
    floor: between('floor'),
  }
  return { ...settings, weights }
}
