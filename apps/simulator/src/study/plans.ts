/** Which worlds policies are tuned on and judged on (docs/adr/0012). */
import { uniform } from '../random.ts'
import { tradeCount, type Shock, type WorldPlan } from '../world.ts'

export const marketNames = ['tight', 'slack'] as const
export type MarketName = (typeof marketNames)[number]

const size = { workers: 8_000, days: 4 }
const slotsPerDay: Record<MarketName, number> = { tight: 5_500, slack: 2_500 }

/** The first day does not count: the market begins empty. */
export const firstDayJudged = 1

/** Seeds from which a platform has learnt before it is judged. */
export const learningSeed = 150
export const expectingSeeds = [160, 161, 162]

export const firstTuningSeed = 100

/** A day on which one unit wants more than ever, a trade that falls away, and a unit whose people stay at home. */
function shocksOf(seed: number): Shock[] {
  const draw = (b: number) => uniform(seed, 'shock', 1_000_000, b)
  const day = 1 + Math.floor(draw(0) * (size.days - 1))
  const other = 1 + Math.floor(draw(1) * (size.days - 1))
  return [
    { days: [day, day], unit: Math.floor(draw(2) * 10), demand: 1.5 + draw(3) },
    { days: [other, size.days - 1], trade: Math.floor(draw(4) * tradeCount), demand: 0.4 },
    { days: [other, other], unit: Math.floor(draw(5) * 10), free: 0.7 },
  ]
}

/** The plan of a seed: ordinary days for tuning (100 and above), days with shocks for judging (1 to 99). */
export function planOf(market: MarketName, seed: number): WorldPlan {
  const shocks = seed < firstTuningSeed ? shocksOf(seed) : []
  return { ...size, seed, slotsPerDay: slotsPerDay[market], shocks }
}
