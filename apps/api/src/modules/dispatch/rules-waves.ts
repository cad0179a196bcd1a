/** When to ask for a shift again, whom first, and how far: pure, from the policy's numbers (`dispatch.*`). */

export type WaveNumbers = {
  urgentWithinMs: number
  urgentWaveEveryMs: number
  waveEveryMs: number
  offersPerPlace: number
  urgentOffersPerPlace: number
  /** Metres by wave, ascending; the last holds for all further waves. */
  radii: readonly number[]
  maxWaves: number
}

export type Pace = { urgent: boolean; everyMs: number; perPlace: number }

/** Work that begins soon is asked for at short intervals and of more people at once. */
export function paceOf(startsAt: Date, now: Date, numbers: WaveNumbers): Pace {
  const urgent = startsAt.getTime() - now.getTime() <= numbers.urgentWithinMs
  return {
    urgent,
    everyMs: urgent ? numbers.urgentWaveEveryMs : numbers.waveEveryMs,
    perPlace: urgent ? numbers.urgentOffersPerPlace : numbers.offersPerPlace,
  }
}

/** How far the wave reaches: ring after ring; at once as far as it goes where time is short. */
export function radiusOf(wave: number, urgent: boolean, radii: readonly number[]): number {
  return (urgent ? radii.at(-1) : radii[Math.min(wave, radii.length) - 1]) ?? 0
}

/** What a worker is worth to a shift, in points of the policy; every term is kept with the offer. */
export type ValueWeights = Readonly<Record<string, number>>
export type Terms = Record<string, number>

export function valueTerms(
  facts: { meters: number; roster: boolean; standby: boolean; crewMate: boolean; askedBefore: boolean },
  weights: ValueWeights,
): Terms {
  const terms: Terms = { base: weights.base ?? 0 }
  terms.distance = -Math.round((facts.meters / 1_000) * (weights.perKilometre ?? 0))
  if (facts.roster) terms.roster = weights.roster ?? 0
  if (facts.standby) terms.standby = weights.standby ?? 0
  if (facts.crewMate) terms.crewMate = weights.crewMate ?? 0
  // Silence may be asked again, but others come first.
  if (facts.askedBefore) terms.askedBefore = -(weights.askedBefore ?? 0)
  return terms
}

/** Never below 1: whoever fits at all may be asked when nobody better is there. */
export const valueOf = (terms: Terms): number =>
  Math.max(
    1,
    Object.values(terms).reduce((sum, term) => sum + term, 0),
  )

/** Whether the wage reaches what the person has wished for work paid by the hour or by the day. */
export function paysEnough(
  pay: { payMethod: string; amountFen: number },
  wish: { minHourlyFen: number | null; minDailyFen: number | null },
): boolean {
  if (pay.payMethod === 'hourly') return wish.minHourlyFen === null || pay.amountFen >= wish.minHourlyFen
  if (pay.payMethod === 'daily') return wish.minDailyFen === null || pay.amountFen >= wish.minDailyFen
  return true
}
