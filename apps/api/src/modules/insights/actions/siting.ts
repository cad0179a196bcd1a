import type { SitingWeight } from '@linggong/contract'
import { divisions, planSites, pointOf, reachedBy, reportingUnits, weightOf, type Division } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import * as store from '../store-siting.ts'
import { countiesOf } from './overview.ts'

type Kept = { at: Date; counts: Map<string, store.TownCount> }

const isTown = (one: Division): boolean => one.level === 'town'

async function countTowns(ctx: Ctx): Promise<Kept> {
  await ctx.tx.widen({ system: true }, 'only sums of whole towns leave')
  const rows = await store.townCounts(ctx)
  return { at: ctx.now, counts: new Map(rows.map((row) => [row.town, row])) }
}

/**
 * Where to build next (二(三)1). People and places of the towns are counted at most once in the policy's minutes per process
 * and say when; everything else is of this moment.
 */
export function sitingKeeper() {
  let kept: { at: number; counting: Promise<Kept> } | undefined
  const counted = (ctx: Ctx): Promise<Kept> => {
    const now = ctx.now.getTime()
    const keptMs = ctx.deps.policy.number('siting.keptMinutes', businessDay(ctx.now)) * 60_000
    if (kept && now >= kept.at && now - kept.at < keptMs) return kept.counting
    const mine = { at: now, counting: countTowns(ctx) }
    kept = mine
    mine.counting.catch(() => {
      if (kept === mine) kept = undefined
    })
    return mine.counting
  }
  return async function readSiting(
    ctx: Ctx,
    asked: { county?: string | undefined; kind: 'market' | 'station'; weight: SitingWeight; count: number },
  ) {
    const counties = countiesOf(ctx, asked.county)
    const reach = ctx.deps.policy.answer('siting.reachMeters', businessDay(ctx.now))
    if (reach.status === 'noPolicy') return refuse('NoPolicyInForce')
    const compareAtMost = ctx.deps.policy.number('siting.compareAtMost', businessDay(ctx.now))
    const metersOf = (kind: string): number => reach.value[kind] ?? 0
    const existing = (await store.openSites(ctx)).map((site) => ({ ...site, reachMeters: metersOf(site.kind) }))
    const { at, counts } = await counted(ctx)
    const towns = divisions()
      .filter((one) => isTown(one) && counties.includes(one.reportingUnitCode))
      .map((one) => ({
        code: one.code,
        name: one.displayName,
        county: one.reportingUnitCode,
        ...pointOf(one.code),
        approximate: one.coordinateQuality !== 'matched',
        people: counts.get(one.code)?.people ?? 0,
        places: counts.get(one.code)?.places ?? 0,
      }))
    const points = towns.map((town) => ({ ...town, weight: town[asked.weight] }))
    const total = points.reduce((sum, { weight }) => sum + weight, 0)
    const before = weightOf(points, reachedBy(points, existing))
    const candidates = towns.map((town) => ({ ...town, reachMeters: metersOf(asked.kind) }))
    const plan = planSites(points, existing, candidates, asked.count, compareAtMost)
    const units = reportingUnits().filter(({ code }) => countiesOf(ctx, undefined).includes(code))
    return {
      at: wireTime(ctx.now),
      countedAt: wireTime(at),
      county: asked.county ?? null,
      counties: units.map(({ code, name }) => ({ code, name })),
      reachMeters: metersOf(asked.kind),
      provisional: reach.provisional,
      towns,
      sites: existing.filter((site) => counties.includes(site.county) || reachedBy(towns, [site]).some(Boolean)),
      plan:
        total === 0
          ? null
          : {
              method: plan.method,
              total,
              before,
              after: before + plan.gain,
              mostPossible: before + plan.mostPossible,
              chosen: plan.chosen.map((n, i) => ({
                town: candidates[n]!.code,
                name: candidates[n]!.name,
                gain: plan.gains[i]!,
              })),
            },
    }
  }
}
