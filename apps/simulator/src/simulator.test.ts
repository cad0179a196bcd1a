import { expect, test } from 'vitest'
import { assumptions } from './assumptions.ts'
import { clairvoyant } from './clairvoyant.ts'
import { Market } from './market.ts'
import { giniOf, measure, quantile } from './measures.ts'
import { grabHall, newestFirstList } from './policies/lists.ts'
import { greedyNearest } from './policies/nearest.ts'
import { dayMinutes, makeWorld, type WorldPlan } from './world.ts'

const plan: WorldPlan = { seed: 1, workers: 600, days: 2, slotsPerDay: 300, shocks: [] }
const world = makeWorld(plan, assumptions)

test('a seed gives one world, another seed another', () => {
  expect(makeWorld(plan, assumptions).needs.startsAt).toEqual(world.needs.startsAt)
  expect(makeWorld({ ...plan, seed: 2 }, assumptions).needs.startsAt).not.toEqual(world.needs.startsAt)
})

test('a shock multiplies the demand of its unit and leaves the others alone', () => {
  const shocked = makeWorld({ ...plan, shocks: [{ days: [1, 1], unit: 0, demand: 3 }] }, assumptions)
  const placesOf = (one: typeof world, unit: number, day: number) => {
    let sum = 0
    for (let i = 0; i < one.needs.count; i++)
      if (one.needs.unit[i] === unit && Math.floor((one.needs.startsAt[i] ?? 0) / dayMinutes) === day)
        sum += one.needs.places[i] ?? 0
    return sum
  }
  expect(placesOf(shocked, 0, 1)).toBe(3 * placesOf(world, 0, 1))
  expect(placesOf(shocked, 0, 0)).toBe(placesOf(world, 0, 0))
  expect(placesOf(shocked, 1, 1)).toBe(placesOf(world, 1, 1))
})

test.each([newestFirstList, grabHall, greedyNearest])(
  '%o never overfills a need, never books a person twice, and stays below the clairvoyant',
  (makePolicy) => {
    const market = new Market(world, assumptions, makePolicy()).run()
    const { needs } = world
    const overfilled = market.takers.filter((takers, shift) => takers.length > (needs.places[shift] ?? 0))
    expect(overfilled).toEqual([])
    for (const shifts of market.taken) {
      const sorted = [...shifts].sort((a, b) => (needs.startsAt[a] ?? 0) - (needs.startsAt[b] ?? 0))
      for (let i = 1; i < sorted.length; i++)
        expect(needs.startsAt[sorted[i] ?? 0]).toBeGreaterThanOrEqual(needs.endsAt[sorted[i - 1] ?? 0] ?? 0)
    }
    const fill = measure(market, 1).fill
    const limit = clairvoyant(new Market(world, assumptions, { name: 'nobody' }), 1).fill
    expect(fill).toBeGreaterThan(0.1)
    expect(fill).toBeLessThanOrEqual(limit)
  },
)

test('the same run twice gives the same figures', () => {
  const once = () => measure(new Market(world, assumptions, grabHall()).run(), 1)
  expect(once()).toEqual(once())
})

test('Gini is 0 where all have the same and near 1 where one has all; quantiles are values that occur', () => {
  expect(giniOf([5, 5, 5])).toBe(0)
  expect(giniOf([0, 0, 0, 9])).toBeCloseTo(0.75)
  expect(quantile([3, 1, 2], 0.5)).toBe(2)
  expect(quantile([], 0.5)).toBeNull()
})
