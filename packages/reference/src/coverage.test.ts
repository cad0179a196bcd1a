import { assert, array, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { choices, gainOf, planSites, reachedBy, weightOf, type Reaching, type WeightedSpot } from './coverage.ts'

/** A grid of about a kilometre; reach of two and a half of its steps. */
const spot = (x: number, y: number) => ({ lat: 26.6 + y / 111, lng: 119.5 + x / 99 })
const reachMeters = 2_500
const place = record({ x: integer({ min: 0, max: 12 }), y: integer({ min: 0, max: 12 }) }).map(
  ({ x, y }): Reaching => ({ ...spot(x, y), reachMeters }),
)
const point = record({
  x: integer({ min: 0, max: 12 }),
  y: integer({ min: 0, max: 12 }),
  weight: integer({ min: 0, max: 50 }),
}).map(({ x, y, weight }): WeightedSpot => ({ ...spot(x, y), weight }))
const worlds = record({
  points: array(point, { maxLength: 14 }),
  existing: array(place, { maxLength: 2 }),
  candidates: array(place, { maxLength: 8 }),
  count: integer({ min: 1, max: 4 }),
})

/** The best of all subsets, reckoned without the code under test but for what is within reach. */
function bestOfAll(points: WeightedSpot[], existing: Reaching[], candidates: Reaching[], count: number): number {
  const now = weightOf(points, reachedBy(points, existing))
  let best = 0
  for (let subset = 0; subset < 1 << candidates.length; subset++) {
    const chosen = candidates.filter((_, n) => (subset >> n) & 1)
    if (chosen.length <= count)
      best = Math.max(best, weightOf(points, reachedBy(points, [...existing, ...chosen])) - now)
  }
  return best
}

test('comparing all choices finds the best; what it says it gains is what is reached more', () => {
  assert(
    property(worlds, ({ points, existing, candidates, count }) => {
      const plan = planSites(points, existing, candidates, count, Infinity)
      const best = bestOfAll(points, existing, candidates, count)
      expect(plan).toMatchObject({ method: 'exact', gain: best, mostPossible: best })
      const chosen = plan.chosen.map((n) => candidates[n]!)
      const before = weightOf(points, reachedBy(points, existing))
      expect(weightOf(points, reachedBy(points, [...existing, ...chosen])) - before).toBe(plan.gain)
      expect(plan.gains.reduce((sum, one) => sum + one, 0)).toBe(plan.gain)
      expect(plan.chosen.length).toBeLessThanOrEqual(count)
      expect(plan.gains.every((one) => one > 0)).toBe(true)
    }),
  )
})

test('greedy keeps its promise, and its bound is one', () => {
  assert(
    property(worlds, ({ points, existing, candidates, count }) => {
      const plan = planSites(points, existing, candidates, count, 0)
      const best = bestOfAll(points, existing, candidates, count)
      expect(plan.gain).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best - 1e-9)
      expect(plan.gain).toBeLessThanOrEqual(best)
      expect(plan.mostPossible).toBeGreaterThanOrEqual(best)
    }),
  )
})

test('one more place never takes away, and adds less the more are there', () => {
  assert(
    property(worlds, place, ({ points, existing, candidates }, one) => {
      const few = gainOf(points, reachedBy(points, existing), one)
      const many = gainOf(points, reachedBy(points, [...existing, ...candidates]), one)
      expect(many).toBeGreaterThanOrEqual(0)
      expect(many).toBeLessThanOrEqual(few)
    }),
  )
})

test('greedy can miss the best, comparing cannot', () => {
  // The middle reaches most alone, the two sides together everything.
  const points = [spot(0, 0), spot(3, 0), spot(5, 0), spot(8, 0)].map((one, n) => ({
    ...one,
    weight: [3, 2, 2, 3][n]!,
  }))
  const at = (x: number): Reaching => ({ ...spot(x, 0), reachMeters: 1_600 })
  const candidates = [at(4), at(1.5), at(6.5)]
  expect(planSites(points, [], candidates, 1, Infinity).chosen).toEqual([1])
  expect(planSites(points, [], candidates, 2, Infinity)).toMatchObject({ gain: 10, method: 'exact' })
  expect(planSites([], [], candidates, 2, Infinity)).toMatchObject({ chosen: [], gain: 0, mostPossible: 0 })
  expect(choices(127, 3)).toBe(333_375)
})
