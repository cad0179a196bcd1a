/**
 * How often something happened for one person, drawn towards what is usual while little is known: as if `strength`
 * usual cases had been seen before. Nobody is judged by a single day.
 */
export function shrunkRate(happened: number, cases: number, usual: number, strength: number): number {
  if (!(happened >= 0 && cases >= happened)) throw new RangeError('happened must lie between 0 and cases')
  if (!(usual >= 0 && usual <= 1 && strength > 0)) throw new RangeError('usual must be a chance, strength positive')
  return (happened + usual * strength) / (cases + strength)
}

/**
 * The strength that fits how much people really differ (method of moments over their own rates): large where all are
 * alike, small where each is different. Null where too few people have cases to say.
 */
export function strengthOf(people: readonly { happened: number; cases: number }[]): number | null {
  const known = people.filter((one) => one.cases >= 2)
  if (known.length < 20) return null
  const cases = known.reduce((sum, one) => sum + one.cases, 0)
  const usual = known.reduce((sum, one) => sum + one.happened, 0) / cases
  const noise = usual * (1 - usual)
  if (noise === 0) return null
  // Of the spread of people's rates around the usual one, chance alone explains noise / cases.
  let between = 0
  let weight = 0
  for (const one of known) {
    between += one.cases * ((one.happened / one.cases - usual) ** 2 - noise / one.cases)
    weight += one.cases - 1
  }
  const variance = between / Math.max(weight, 1)
  return variance <= 0 ? 1_000 : Math.min(1_000, Math.max(1, noise / variance - 1))
}
