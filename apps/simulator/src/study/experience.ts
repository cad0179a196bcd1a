import type { Assumptions } from '../assumptions.ts'
import { behaviourOf } from '../behaviour.ts'
import { learnFrom } from '../learn.ts'
import { Market } from '../market.ts'
import { greedyNearest } from '../policies/nearest.ts'
import type { Experience } from '../policies/ours.ts'
import { makeWorld, type WorldPlan } from '../world.ts'
import { expectingSeeds, learningSeed } from './plans.ts'

/** Offers of the time of learning stand this long, so that slow channels show when they answer, minutes. */
const learningExpiryMinutes = 30
const learningDays = 2

/** What a platform of this size has lived through before the days on which it is judged: other seeds, no shocks. */
export function experienceOf(plan: WorldPlan, assumptions: Assumptions): Experience {
  const before = { ...plan, shocks: [] }
  const world = makeWorld({ ...before, seed: learningSeed, days: learningDays }, assumptions)
  const market = new Market(world, assumptions, greedyNearest(learningExpiryMinutes))
  market.past = []
  market.run()
  return {
    learnt: learnFrom(world, behaviourOf(world, assumptions), market.past),
    worlds: expectingSeeds.map((seed) => makeWorld({ ...before, seed }, assumptions)),
  }
}
