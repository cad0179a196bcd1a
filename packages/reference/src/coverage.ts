import { haversineMeters } from './geo.ts'

/**
 * Where a new site brings most within reach: the maximal covering location problem (Church & ReVelle 1974). What is to be
 * reached stands at points with a weight; a place reaches the points within a distance of it; a point counts once.
 */
export type Spot = { lat: number; lng: number }
export type WeightedSpot = Spot & { weight: number }
export type Reaching = Spot & { reachMeters: number }

/** For each point whether one of the places reaches it (great circle, the border included). */
export function reachedBy(points: readonly Spot[], places: readonly Reaching[]): boolean[] {
  return points.map((point) => places.some((place) => haversineMeters(point, place) <= place.reachMeters))
}

/** Weight of the points that are reached. */
export const weightOf = (points: readonly WeightedSpot[], reached: readonly boolean[]): number =>
  points.reduce((sum, { weight }, n) => sum + (reached[n] ? weight : 0), 0)

/** What one more place adds to what is reached already. */
export function gainOf(points: readonly WeightedSpot[], reached: readonly boolean[], place: Reaching): number {
  const own = reachedBy(points, [place])
  return points.reduce((sum, { weight }, n) => sum + (own[n] && !reached[n] ? weight : 0), 0)
}

export type Plan = {
  /** Indexes of the candidates in the order in which each adds most after those before it. */
  chosen: number[]
  /** What each of them adds in that order. */
  gains: number[]
  gain: number
  /** `exact`: all choices were compared. `greedy`: one after another, each the best then. */
  method: 'exact' | 'greedy'
  /** No choice of as many places adds more than this. */
  mostPossible: number
}

/** n over k; Infinity when it leaves the range of numbers. */
export function choices(n: number, k: number): number {
  let all = 1
  for (let i = 1; i <= k; i++) all = (all * (n - k + i)) / i
  return Math.round(all)
}

/**
 * Chooses up to `count` candidates that together add most weight. All choices are compared where there are at most
 * `compareAtMost`; otherwise greedily, which adds at least 1 − 1/e (63 %) of what is possible (Nemhauser, Wolsey & Fisher
 * 1978), and `mostPossible` says how much better any choice could be at all: the greedy gain of any stage plus the best
 * gains that are left after it bound every choice. Candidates that add nothing are not chosen. Equal ones: the first.
 */
export function planSites(
  points: readonly WeightedSpot[],
  existing: readonly Reaching[],
  candidates: readonly Reaching[],
  count: number,
  compareAtMost: number,
): Plan {
  const reached = reachedBy(points, existing)
  // Only points that matter: not reached yet, and somebody there.
  const open = points.filter(({ weight }, n) => !reached[n] && weight > 0)
  const covers = candidates.map((place) => reachedBy(open, [place]))
  const useful = candidates.map((_, n) => n).filter((n) => covers[n]!.some(Boolean))
  const most = Math.min(count, useful.length)
  const gainWith = (held: readonly boolean[], n: number): number =>
    open.reduce((sum, { weight }, i) => sum + (covers[n]![i] && !held[i] ? weight : 0), 0)

  const greedy = (from: readonly number[]) => {
    const held = open.map(() => false)
    const chosen: number[] = []
    const gains: number[] = []
    let gain = 0
    let bound = Infinity
    while (chosen.length <= most) {
      const left = from.filter((n) => !chosen.includes(n)).map((n) => [gainWith(held, n), n] as const)
      const best = left.map(([one]) => one).sort((a, b) => b - a)
      bound = Math.min(bound, gain + best.slice(0, most).reduce((sum, one) => sum + one, 0))
      if (chosen.length === most) break
      const next = left.reduce<(typeof left)[number] | undefined>(
        (top, one) => (top === undefined || one[0] > top[0] ? one : top),
        undefined,
      )
      if (next === undefined || next[0] === 0) break
      covers[next[1]]!.forEach((covered, i) => (held[i] ||= covered))
      chosen.push(next[1])
      gains.push(next[0])
      gain += next[0]
    }
    return { chosen, gains, gain, bound }
  }

  if (choices(useful.length, most) > compareAtMost) {
    const { bound, ...found } = greedy(useful)
    return { ...found, method: 'greedy', mostPossible: bound }
  }
  let best: number[] = []
  let bestGain = 0
  const compare = (from: number, held: readonly boolean[], chosen: readonly number[], gain: number): void => {
    if (gain > bestGain) [best, bestGain] = [[...chosen], gain]
    if (chosen.length === most) return
    for (let at = from; at < useful.length; at++) {
      const n = useful[at]!
      compare(
        at + 1,
        held.map((one, i) => one || covers[n]![i]!),
        [...chosen, n],
        gain + gainWith(held, n),
      )
    }
  }
  compare(
    0,
    open.map(() => false),
    [],
    0,
  )
  // The same choice in the order in which each adds most.
  const { chosen, gains, gain } = greedy(best)
  return { chosen, gains, gain, method: 'exact', mostPossible: bestGain }
}
