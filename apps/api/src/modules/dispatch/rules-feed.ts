import { edgeTerms, edgeValue, reasonForWorkerZh, reasonsForWorker } from '@linggong/matching'
import type { ChanceBeliefs, EdgeFacts, EdgeWeights, Obstacle } from '@linggong/matching'

type Values = Readonly<Record<string, number>>

/** Reads the weights out of the policy's records. Throws where one is missing: a pack must be whole. */
export function weightsOf(weights: Values, floor: Values, shape: Values): EdgeWeights {
  const number = (from: Values, name: string): number => {
    const value = from[name]
    if (value === undefined || !Number.isFinite(value) || value < 0) throw new Error(`matching: no value for ${name}`)
    return value
  }
  return {
    filled: number(weights, 'filled'),
    fit: number(weights, 'fit'),
    perKm: number(weights, 'perKm'),
    pay: number(weights, 'pay'),
    urgency: number(weights, 'urgency'),
    standing: number(weights, 'standing'),
    fairness: number(weights, 'fairness'),
    lookAhead: number(weights, 'lookAhead'),
    floor: number(floor, 'floor'),
    floorMost: number(floor, 'floorMost'),
    fitHalfAt: number(shape, 'fitHalfAt'),
    payMost: number(shape, 'payMost'),
    urgentMinutes: number(shape, 'urgentMinutes'),
    calmMinutes: number(shape, 'calmMinutes'),
    sayNearMeters: number(shape, 'sayNearMeters'),
    sayPayFen: number(shape, 'sayPayFen'),
    sayStanding: number(shape, 'sayStanding'),
    sayIncomeGap: number(shape, 'sayIncomeGap'),
  }
}

export function beliefsOf(record: Values): ChanceBeliefs {
  const { acceptBasisPoints, showBasisPoints, strength } = record
  if (!acceptBasisPoints || !showBasisPoints || !strength) throw new Error('matching: beliefs are not whole')
  return { accept: acceptBasisPoints / 10_000, show: showBasisPoints / 10_000, strength }
}

/**
 * What stands between a person and a shift, from what both have said. `radiusMeters` counts where the person has named
 * no distance; `free` and `settled` (declined, applied for) are looked at elsewhere.
 */
export function obstaclesFor(
  worker: {
    occupations: readonly string[]
    maxDistanceMeters: number | null
    minHourlyFen: number | null
  },
  shift: { occupationCode: string; hourlyFen: number | null },
  at: { meters: number; free: boolean; settled: boolean; radiusMeters: number },
): Obstacle[] {
  const obstacles: Obstacle[] = []
  // Nobody is held to a list that is empty: whoever has chosen no kind of work may be shown any.
  if (worker.occupations.length > 0 && !worker.occupations.includes(shift.occupationCode)) {
    obstacles.push({ kind: 'occupation' })
  }
  if (!at.free) obstacles.push({ kind: 'notFree' })
  if (worker.minHourlyFen !== null && shift.hourlyFen !== null && worker.minHourlyFen > shift.hourlyFen) {
    obstacles.push({ kind: 'pay', wantedFen: worker.minHourlyFen })
  }
  if (at.meters > (worker.maxDistanceMeters ?? at.radiusMeters)) {
    obstacles.push({ kind: 'tooFar', meters: at.meters, ownLimit: worker.maxDistanceMeters !== null })
  }
  if (at.settled) obstacles.push({ kind: 'without' })
  return obstacles
}

/** Work in the order of its worth to this person and the city, equal ones by start; with reasons in plain words. */
export function rankWork<T extends { facts: EdgeFacts }>(
  work: readonly T[],
  weights: EdgeWeights,
): (T & { value: number; reasons: string[] })[] {
  return work
    .map((one) => {
      const terms = edgeTerms(one.facts, weights)
      const reasons = reasonsForWorker(one.facts, terms, weights).map(reasonForWorkerZh)
      return { ...one, value: edgeValue(terms), reasons }
    })
    .sort((a, b) => b.value - a.value || a.facts.minutesToStart - b.facts.minutesToStart)
}

export type Suggestion = { code: string; text: string; change: { add?: string; drop?: string } }

/**
 * What taken and declined work says about a profile: kinds of work done often and not listed; kinds listed, declined
 * often and never done. Pay is never suggested downwards.
 */
export function suggestionsFrom(
  listed: readonly string[],
  done: ReadonlyMap<string, number>,
  declined: ReadonlyMap<string, number>,
  options: { after: number; nameOf(code: string): string; dismissed: ReadonlySet<string> },
): Suggestion[] {
  const { after, nameOf, dismissed } = options
  const found: Suggestion[] = []
  for (const [code, times] of done) {
    if (times < after || listed.includes(code) || listed.length === 0) continue
    found.push({
      code: `add:${code}`,
      text: `您干过${times}次“${nameOf(code)}”,要加到会干的活里吗?加上后会多给您推这种活。`,
      change: { add: code },
    })
  }
  for (const [code, times] of declined) {
    if (times < after || !listed.includes(code) || (done.get(code) ?? 0) > 0) continue
    found.push({
      code: `drop:${code}`,
      text: `“${nameOf(code)}”您谢绝过${times}次,要从会干的活里去掉吗?去掉后不再给您推这种活。`,
      change: { drop: code },
    })
  }
  return found.filter((one) => !dismissed.has(one.code)).sort((a, b) => (a.code < b.code ? -1 : 1))
}
