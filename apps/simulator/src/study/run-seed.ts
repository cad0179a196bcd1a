import type { DispatchSettings } from '@linggong/matching'
import type { Assumptions } from '../assumptions.ts'
import { behaviourOf } from '../behaviour.ts'
import { Market, type Policy } from '../market.ts'
import { measure, type Measures } from '../measures.ts'
import { grabHall, newestFirstList } from '../policies/lists.ts'
import { greedyNearest } from '../policies/nearest.ts'
import { ours, type Experience } from '../policies/ours.ts'
import { makeWorld, type WorldPlan } from '../world.ts'
import { ceilingsOf, type Ceilings } from './ceilings.ts'
import { firstDayJudged } from './plans.ts'

/**
 * The last two are no policies but limits to compare with: ours, were every answer known beforehand, and were every need
 * known as well.
 */
export const policyNames = [
  'list',
  'grab',
  'nearest',
  'ours',
  'ours without floor',
  'answers known',
  'needs known too',
] as const
export type PolicyName = (typeof policyNames)[number]

export type SeedResult = { seed: number; ceilings: Ceilings; measures: Partial<Record<PolicyName, Measures>> }

/** Minutes between two decisions of the dispatcher. */
const tickMinutes = 1

export type SeedQuestion = {
  plan: WorldPlan
  assumptions: Assumptions
  settings: DispatchSettings
  experience: Experience
  policies: readonly PolicyName[]
}

/** All policies on one world: the same people, needs and answers. */
export function runSeed({ plan, assumptions, settings, experience, policies }: SeedQuestion): SeedResult {
  const world = makeWorld(plan, assumptions)
  const behaviour = behaviourOf(world, assumptions)
  const withoutFloor = { ...settings, weights: { ...settings.weights, floorMost: 0 } }
  const made: Record<PolicyName, () => Policy> = {
    list: newestFirstList,
    grab: grabHall,
    nearest: greedyNearest,
    ours: () => ours({ settings, experience, hall: true, tickMinutes }),
    'ours without floor': () => ours({ settings: withoutFloor, experience, hall: true, tickMinutes }),
    'answers known': () => ours({ settings, experience, hall: true, tickMinutes, answersKnown: true }),
    'needs known too': () =>
      ours({ settings, experience, hall: true, tickMinutes, answersKnown: true, needsKnown: true }),
  }
  const measures: Partial<Record<PolicyName, Measures>> = {}
  for (const name of policies) {
    const market = new Market(world, assumptions, made[name](), behaviour).run()
    measures[name] = measure(market, firstDayJudged)
  }
  const nobody = new Market(world, assumptions, { name: 'nobody' }, behaviour)
  return { seed: plan.seed, ceilings: ceilingsOf(nobody, firstDayJudged), measures }
}
