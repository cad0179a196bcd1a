import { reportingUnits } from '@linggong/reference'
import { addMonths } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { siteStock } from '../../insights/index.ts'
import { forecastOf } from '../rules.ts'
import * as store from '../store.ts'
import { unitsInReach } from './compile.ts'

type Kind = 'market' | 'station'
const method = '预计数 = 现有开放数 + 过去12个月新开的数 × 今年还剩的天数 ÷ 365,按现在的速度推,不算已经筹建的。'

/** 附件2 by county and year: what the city has set, otherwise the pack's numbers; beside it what stands and what is expected. */
export async function readTargets(ctx: Ctx, year: number) {
  const today = businessDay(ctx.now)
  const last = `${year}-12-31`
  const on = today < last ? today : last
  const counties = unitsInReach(ctx)
  const set = new Map((await store.targetsOf(ctx, year)).map((row) => [row.county, row]))
  const stock = await siteStock(
    ctx,
    counties.map(({ code }) => code),
    { on, since: addMonths(on, -12) },
  )
  const packed = {
    market: ctx.deps.policy.answer('target.marketsByUnit', on),
    station: ctx.deps.policy.answer('target.stationsByUnit', on),
  }
  const by = ctx.deps.policy.answer('target.by', on)
  // The pack's task is for the end of its own year and stands after it.
  const packYear = by.status === 'inForce' ? Number(by.value.slice(0, 4)) : null
  const packHolds = packYear !== null && year >= packYear
  const fromPack = (kind: Kind, county: string): number | null => {
    const found = packed[kind]
    return packHolds && found.status === 'inForce' ? (found.value[county] ?? null) : null
  }
  const progress = (kind: Kind, county: string) => {
    const own = set.get(county)
    const there = stock.find((one) => one.county === county && one.kind === kind)
    const open = there?.open ?? 0
    return {
      target: own ? (kind === 'market' ? own.markets : own.stations) : fromPack(kind, county),
      open,
      recognised: there?.recognised ?? 0,
      forecast: forecastOf({ open, openedInYearBehind: there?.openedSince ?? 0 }, today, year),
    }
  }
  const items = counties.map(({ code, name }) => ({
    county: code,
    countyName: name,
    source: set.get(code)?.document_number ?? (packHolds ? '附件2(暂行,待核对)' : '还没有定任务'),
    markets: progress('market', code),
    stations: progress('station', code),
  }))
  const add = (values: ReadonlyArray<number | null>) =>
    values.some((one) => one !== null) ? values.reduce<number>((sum, one) => sum + (one ?? 0), 0) : null
  const totalOf = (kind: 'markets' | 'stations') => ({
    target: add(items.map((one) => one[kind].target)),
    open: add(items.map((one) => one[kind].open)) ?? 0,
    recognised: add(items.map((one) => one[kind].recognised)) ?? 0,
    forecast: add(items.map((one) => one[kind].forecast)),
  })
  return {
    year,
    on,
    method,
    provisional: items.some(({ county }) => !set.has(county)),
    items,
    total: { markets: totalOf('markets'), stations: totalOf('stations') },
  }
}

/** Refuses NotFound for what is no reporting unit. */
export async function setTarget(
  ctx: Ctx,
  asked: { county: string; year: number; markets: number; stations: number; documentNumber: string },
): Promise<void> {
  const { staffId } = requireStaff(ctx.actor)
  if (!reportingUnits().some(({ code }) => code === asked.county)) refuse('NotFound')
  await store.putTarget(ctx, { ...asked, by: staffId })
  const { county, year, markets, stations } = asked
  ctx.audit({
    subjectKind: 'buildTarget',
    subjectId: ctx.newId(),
    act: 'set',
    county,
    data: { year, markets, stations },
  })
}
