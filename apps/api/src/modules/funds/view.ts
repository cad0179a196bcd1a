import { fundGrades, fundGroups, fundStates } from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { rolesOf } from '../../kernel/rights.ts'
import { fundMoney, fundRecords } from '../insights/index.ts'
import { heldValue } from '../programmes/index.ts'
import { recordsOf, type OfYear } from './facts.ts'
import { itemsOf, pointsOf, scoreOf } from './rules.ts'
import * as store from './store.ts'

const inReach = (ctx: Ctx) => reportingUnits().filter(({ code }) => (ctx.tx.scope.counties ?? []).includes(code))

const stateLabel = (row: store.FundRow | undefined): string => (row ? fundStates[row.state] : '还没有定目标')

const graded = (row: store.FundRow | undefined) => ({
  score: row?.score ?? null,
  grade: row?.grade ?? null,
  gradeLabel: row?.grade ? fundGrades[row.grade] : null,
  number: row?.number ?? null,
})

/** Counties in reach in a year, in the order of the reporting units. */
export async function yearLines(ctx: Ctx, asked: number | undefined) {
  const year = asked ?? Number(businessDay(ctx.now).slice(0, 4))
  const units = inReach(ctx)
  const codes = units.map(({ code }) => code)
  const rows = new Map((await store.listYears(ctx, year, codes)).map((row) => [row.county, row]))
  const money = new Map((await fundMoney(ctx, year, codes)).map((one) => [one.county, one]))
  return {
    year,
    items: units.map(({ code, name }) => {
      const row = rows.get(code)
      return {
        county: code,
        countyName: name,
        year,
        state: row?.state ?? null,
        stateLabel: stateLabel(row),
        appropriatedFen: money.get(code)?.appropriatedFen ?? 0,
        paidFen: money.get(code)?.paidFen ?? 0,
        ...graded(row),
      }
    }),
  }
}

function possibleFor(ctx: Ctx, row: store.FundRow | undefined, of: OfYear, documents: number) {
  const roles = rolesOf(ctx.actor)
  const posts = ctx.actor.kind === 'staff' ? ctx.actor.posts : []
  const own = posts.some((post) => post.county === of.county && post.siteId === null)
  const possible: Array<'setTargets' | 'evaluate' | 'confirm'> = []
  if (!own) return possible
  const officer = roles.includes('countyOfficer')
  if (officer && documents > 0 && (!row || row.state === 'planned')) possible.push('setTargets')
  const over = businessDay(ctx.now) > `${of.year}-12-31`
  if (officer && over && row && row.state !== 'confirmed') possible.push('evaluate')
  if (roles.includes('countyFinance') && row?.state === 'evaluated') possible.push('confirm')
  return possible
}

function signedOf(row: store.FundRow | undefined) {
  if (!row) return []
  const signed: Array<{
    what: 'targets' | 'evaluate' | 'confirm'
    label: string
    staffName: string
    at: string
    opinion: string | null
  }> = [
    {
      what: 'targets',
      label: '定绩效目标',
      staffName: row.targets_by_name,
      at: wireTime(row.targets_at),
      opinion: null,
    },
  ]
  if (row.evaluated_at)
    signed.push({
      what: 'evaluate',
      label: '绩效自评',
      staffName: row.evaluated_by_name ?? '',
      at: wireTime(row.evaluated_at),
      opinion: row.summary,
    })
  if (row.confirmed_at)
    signed.push({
      what: 'confirm',
      label: '财政局确认',
      staffName: row.confirmed_by_name ?? '',
      at: wireTime(row.confirmed_at),
      opinion: row.opinion,
    })
  return signed
}

/** One county and year; figures are those of today until they are frozen. Refuses NotFound out of reach, NoPolicyInForce. */
export async function yearView(ctx: Ctx, of: OfYear) {
  const unit = inReach(ctx).find(({ code }) => code === of.county) ?? refuse('NotFound')
  const row = await store.findYear(ctx, of)
  const today = businessDay(ctx.now)
  const offered = heldValue(ctx.deps.policy, 'fund.indicators', today, of.county) ?? refuse('NoPolicyInForce')
  const indicators = row?.indicators ?? offered
  const { counts, facts, to } = await recordsOf(ctx, of)
  const items = row?.items ?? itemsOf(indicators, row?.targets ?? [], facts)
  const live = scoreOf(items, indicators)
  const policy = ctx.deps.policy.answer('fund.indicators', today, { county: of.county })
  return {
    county: of.county,
    countyName: unit.name,
    year: of.year,
    state: row?.state ?? null,
    stateLabel: stateLabel(row),
    appropriatedFen: row?.appropriated_fen ?? counts.appropriatedFen,
    paidFen: row?.paid_fen ?? counts.paidFen,
    ...graded(row),
    documents: counts.documents,
    items: indicators.flatMap((indicator) => {
      const item = items.find((one) => one.indicator === indicator.id)
      if (!item) return []
      return [
        {
          ...item,
          group: indicator.group,
          groupLabel: fundGroups[indicator.group],
          title: indicator.titleZh,
          asks: indicator.asks,
          unit: indicator.unitZh,
          better: indicator.better,
          weight: indicator.weight,
          proposed: indicator.target,
          points: pointsOf(item, indicator),
        },
      ]
    }),
    knownWeight: row?.known_weight ?? live.knownWeight,
    factsOn: row?.facts_on ?? (to < `${of.year}-01-01` ? null : to),
    summary: row?.summary ?? null,
    provisional: policy.status === 'noPolicy' || policy.provisional,
    signed: signedOf(row),
    keepUntil: row?.keep_until ?? null,
    possible: possibleFor(ctx, row, of, counts.documents.length),
  }
}

/** Records of money by county and year, and until when they are kept. */
export async function recordLines(ctx: Ctx) {
  const units = inReach(ctx)
  const names = new Map(units.map(({ code, name }) => [code, name]))
  const term = ctx.deps.policy.answer('retention.accountingVoucherYears', businessDay(ctx.now))
  const known = term.status === 'inForce' ? term : null
  const rows = await fundRecords(
    ctx,
    units.map(({ code }) => code),
  )
  return {
    years: known?.value ?? null,
    clause: known ? `会计档案管理办法${known.source.clause}` : null,
    provisional: known?.provisional ?? false,
    items: rows.map((row) => ({ ...row, countyName: names.get(row.county) ?? '' })),
  }
}
