import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import type { SitingWeight } from '@linggong/contract/insights/siting-words.ts'
import { gainOf, reachedBy, weightOf, type Reaching } from '@linggong/reference/coverage.ts'
import { haversineMeters } from '@linggong/reference/geo.ts'
import type { Spot } from '../../components/map-pin.ts'

export type Siting = ReceivedOf<AllEndpoints['getSiting']>
export type Town = Siting['towns'][number]

export type Effect = {
  /** Of all reached from the pin; not reached by an open site; all there is; reached without and with it. */
  within: number
  gain: number
  total: number
  before: number
  after: number
}

/** What a new site at the pin would change. */
export function effectOf(data: Siting, pin: Reaching, weight: SitingWeight): Effect {
  const points = data.towns.map((town) => ({ ...town, weight: town[weight] }))
  const reached = reachedBy(points, data.sites)
  const before = weightOf(points, reached)
  const gain = gainOf(points, reached, pin)
  return {
    within: weightOf(points, reachedBy(points, [pin])),
    gain,
    total: points.reduce((sum, one) => sum + one.weight, 0),
    before,
    after: before + gain,
  }
}

export const nearest = <T extends Spot>(all: readonly T[], to: Spot): { one: T; meters: number } | undefined =>
  all.reduce<{ one: T; meters: number } | undefined>((best, one) => {
    const meters = haversineMeters(one, to)
    return best === undefined || meters < best.meters ? { one, meters } : best
  }, undefined)

/** «62%»; null where there is nothing to be a share of. */
export const share = (part: number, whole: number): string | null =>
  whole === 0 ? null : `${Math.round((100 * part) / whole)}%`
