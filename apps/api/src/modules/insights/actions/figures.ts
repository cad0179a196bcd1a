import type { publicFigures } from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import type { z } from 'zod'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { publishable, spanOf } from '../rules-figures.ts'
import * as store from '../store.ts'

type Figures = z.input<typeof publicFigures>

async function countFigures(ctx: Ctx): Promise<Figures> {
  await ctx.tx.widen({ system: true }, 'only sums leave, none of them small enough to tell who')
  const units = reportingUnits()
  const counties = units.map((unit) => unit.code)
  const day = businessDay(ctx.now)
  const { dayStart, dayEnd, monthStart, month } = spanOf(day)
  const open = await store.countOpen(ctx, counties)
  const sites = await store.countSites(ctx, counties)
  const atWork = await store.countAtWork(ctx, counties, dayStart, dayEnd)
  const paid = store.ofCounty(await store.sumPaid(ctx, counties, monthStart), null)
  const smallestCell = ctx.deps.policy.number('figures.smallestCell', day)
  const people = publishable(
    new Map(counties.map((county) => [county, store.ofCounty(atWork, county)?.persons ?? 0])),
    store.ofCounty(atWork, null)?.persons ?? 0,
    smallestCell,
  )
  const openIn = (county: string | null) => {
    const row = store.ofCounty(open, county)
    return { openShifts: row?.shifts ?? 0, openPlaces: row?.places ?? 0 }
  }
  const sitesIn = (county: string | null) => store.ofCounty(sites, county)?.sites ?? 0
  return {
    at: wireTime(ctx.now),
    smallestCell,
    month,
    city: {
      ...openIn(null),
      employersHiring: store.ofCounty(open, null)?.employers ?? 0,
      sites: sitesIn(null),
      workersAtWorkToday: people.total,
      wagesPaidThisMonth: paid && paid.persons >= smallestCell ? { persons: paid.persons, netFen: paid.netFen } : null,
    },
    counties: units.map(({ code, name }) => ({
      county: code,
      name,
      ...openIn(code),
      sites: sitesIn(code),
      workersAtWorkToday: people.cells.get(code) ?? null,
    })),
  }
}

/**
 * Counted at most once in the policy's minutes per process, however many ask: who comes while it is being
 * counted waits for the same count.
 */
export function figuresKeeper(): (ctx: Ctx) => Promise<Figures> {
  let kept: { at: number; figures: Promise<Figures> } | undefined
  return (ctx) => {
    const now = ctx.now.getTime()
    const keptMs = ctx.deps.policy.number('figures.keptMinutes', businessDay(ctx.now)) * 60_000
    if (kept && now >= kept.at && now - kept.at < keptMs) return kept.figures
    const counting = { at: now, figures: countFigures(ctx) }
    kept = counting
    counting.figures.catch(() => {
      if (kept === counting) kept = undefined
    })
    return counting.figures
  }
}
