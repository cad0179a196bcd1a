/**
 * What one person on one shift is worth, as named terms. Every term is a whole number of thousandths of a filled place
 * (1000 = one place surely filled), so that terms of different kinds can be weighed against each other, added for the
 * solver, and kept to answer "why me" and "why not me". Pure arithmetic; weights come from the policy.
 */

/** Thousandths of a filled place. None is negative; the meaning of each stands with its term in `edgeTerms`. */
export type EdgeWeights = {
  /** A place surely filled; scales the chances to accept and to show up. */
  filled: number
  fit: number
  perKm: number
  pay: number
  urgency: number
  standing: number
  /** For the hard-to-employ, and the most it may ever be (the cap is a value of its own, so that both are seen). */
  floor: number
  floorMost: number
  fairness: number
  /** Share of a person's look-ahead price that is charged, thousandths. */
  lookAhead: number
  /** From this many earlier shifts of the same kind on, more of them hardly counts: half of `fit` is reached here. */
  fitHalfAt: number
  /** Pay above the wish counts up to this share of the wish, thousandths. */
  payMost: number
  /** Minutes before the start at which a shift is wholly urgent, and from which on it is not at all. */
  urgentMinutes: number
  calmMinutes: number
  /** From when a fact is worth telling: nearer than this; standing and income gap at least this, thousandths. */
  sayNearMeters: number
  /** Pay above the wish, fen an hour: a few cents are no reason. */
  sayPayFen: number
  sayStanding: number
  sayIncomeGap: number
}

/** What is known of one person and one shift. Nothing here says sex, age, origin, marriage, health or belief. */
export type EdgeFacts = {
  /** Chances between 0 and 1, see `learn`; showing up given a yes. */
  acceptChance: number
  showChance: number
  meters: number
  /** Earlier shifts of the same occupation, and with the same employer. */
  sameWork: number
  sameEmployer: number
  /** The employer has this person on its list of favourites. */
  favourite: boolean
  /** Fen an hour; null where pay is not by time, or no wish is known. */
  payFen: number | null
  wantedFen: number | null
  minutesToStart: number
  /** −1 (poor) … 1 (good), 0 where nothing is known. */
  standing: number
  /** Recognised, with evidence, and not expired: decided by authorised staff. */
  hardToEmploy: boolean
  /** −1 (has had far more work than others who look) … 1 (none at all), see `incomeGap`. */
  incomeGap: number
  /** What the city is expected to lose if this person is taken now, thousandths, see the assignment's prices. */
  lookAheadPrice: number
}

export const termNames = [
  'accept',
  'show',
  'fit',
  'distance',
  'pay',
  'urgency',
  'standing',
  'floor',
  'fairness',
  'lookAhead',
] as const
export type TermName = (typeof termNames)[number]
export type EdgeTerms = Readonly<Record<TermName, number>>

const between = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

/**
 * The terms of an edge, whole thousandths. Throws RangeError where a fact is no number or a chance is none.
 *
 * - accept, show: `filled · p(accept) · p(show)`, cut in two: what a yes is worth, less what no-shows take of it.
 * - fit: earlier shifts of the kind, twice as much with this employer; a favourite has all of it.
 * - distance: `perKm` lost for each kilometre.
 * - pay: how far the pay lies above the wish; below the wish it counts against the edge.
 * - urgency: the same for everybody; between shifts, the sooner one goes first.
 * - standing: of the hard-to-employ only what speaks for them: what made work hard to find may have made the record
 *   poor, and must not count twice.
 * - floor: 二(一) 兜底性; never more than the cap.
 * - fairness: over weeks, never over one match.
 * - lookAhead: what is lost for needs still to come.
 */
export function edgeTerms(facts: EdgeFacts, weights: EdgeWeights): EdgeTerms {
  checkFacts(facts)
  const yes = weights.filled * facts.acceptChance
  const calm = Math.max(weights.calmMinutes - weights.urgentMinutes, 1)
  const terms = {
    accept: yes,
    show: -yes * (1 - facts.showChance),
    fit: weights.fit * fitShare(facts, weights),
    distance: (-weights.perKm * facts.meters) / 1_000,
    pay: (weights.pay * payShare(facts, weights)) / 1_000,
    urgency: weights.urgency * between((weights.calmMinutes - facts.minutesToStart) / calm, 0, 1),
    standing: weights.standing * standingShare(facts),
    floor: facts.hardToEmploy ? Math.min(weights.floor, weights.floorMost) : 0,
    fairness: weights.fairness * between(facts.incomeGap, -1, 1),
    lookAhead: (-weights.lookAhead * Math.max(0, facts.lookAheadPrice)) / 1_000,
  }
  // Adding 0 turns −0 into 0.
  for (const name of termNames) terms[name] = Math.round(terms[name]) + 0
  return terms
}

/** What the solver is given. An edge worth 0 or less is never used. */
export function edgeValue(terms: EdgeTerms): number {
  return termNames.reduce((sum, name) => sum + terms[name], 0)
}

/**
 * What an employer's list of applicants is ordered by: the same terms without those that are the public's concern and
 * not the employer's (floor, fairness, look-ahead), and without what the person told the platform alone (pay).
 * Standing counts as it does for everybody, so that the order gives away nobody's status.
 */
export function employerValue(facts: EdgeFacts, weights: EdgeWeights): number {
  const terms = edgeTerms({ ...facts, acceptChance: 1, hardToEmploy: false }, weights)
  return terms.show + terms.fit + terms.distance + terms.standing
}

/** Share of `fit` that earlier shifts bring, 0 … 1: twice as much with this employer, all of it for a favourite. */
export function fitShare(
  { sameWork, sameEmployer, favourite }: Pick<EdgeFacts, 'sameWork' | 'sameEmployer' | 'favourite'>,
  { fitHalfAt }: Pick<EdgeWeights, 'fitHalfAt'>,
): number {
  if (favourite) return 1
  const known = sameWork + 2 * sameEmployer
  return known / (known + Math.max(fitHalfAt, 1e-9))
}

/** Standing as it counts, −1 … 1: of the hard-to-employ only what speaks for them. */
export function standingShare({ standing, hardToEmploy }: Pick<EdgeFacts, 'standing' | 'hardToEmploy'>): number {
  const share = between(standing, -1, 1)
  return hardToEmploy ? Math.max(0, share) : share
}

function payShare({ payFen, wantedFen }: EdgeFacts, { payMost }: EdgeWeights): number {
  if (payFen === null || wantedFen === null || wantedFen <= 0) return 0
  return between((1_000 * (payFen - wantedFen)) / wantedFen, -1_000, payMost)
}

function checkFacts(facts: EdgeFacts): void {
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${name} must be a number`)
  }
  for (const name of ['acceptChance', 'showChance'] as const) {
    if (facts[name] < 0 || facts[name] > 1) throw new RangeError(`${name} must lie between 0 and 1`)
  }
}
