import { cockpitFigures, type CockpitAge, type CockpitFigure, type CockpitGroup } from '@linggong/contract'
import { addDays } from '@linggong/policy'
import { reportingUnits } from '@linggong/reference'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { rolesOf } from '../../../kernel/rights.ts'
import { lastReport } from '../../reports/index.ts'
import { figuresFor, isKnown, jumpOf, placeOf, placeText, wordsOf, type Asked } from '../rules.ts'
import * as store from '../store.ts'

const dayMs = 86_400_000
const startOf = (day: string): string => `${day}T00:00:00+08:00`

function askedOf(ctx: Ctx, today: string): Asked {
  const { policy } = ctx.deps
  const minimum = policy.answer('site.minimumStaff', today)
  const report = lastReport(ctx)
  const jump = jumpOf(policy.record('cockpit.jump', today)) ?? refuse('NoPolicyInForce')
  return {
    graceMinutes: policy.number('cockpit.openingGraceMinutes', today),
    lookbackDays: policy.number('cockpit.logLookbackDays', today),
    missingDays: policy.number('cockpit.logMissingDays', today),
    appropriationBasisPoints: policy.number('cockpit.appropriationBasisPoints', today),
    ...jump,
    minimumStaff: minimum.status === 'inForce' ? minimum.value : null,
    reports: report
      ? [
          {
            quarter: report.quarter,
            label: report.label,
            since: startOf(addDays(report.to, 1)),
            due_at: startOf(addDays(report.dueOn, 1)),
          },
        ]
      : [],
  }
}

/** Refuses NotFound for a county out of reach: an officer's own counties, or those of an operator's sites. */
async function questionOf(
  ctx: Ctx,
  county: string | undefined,
  narrowed: { figure?: CockpitFigure | undefined; group?: CockpitGroup | undefined } = {},
) {
  const { counties = [], sites = [] } = ctx.tx.scope
  const found = await store.sitesInReach(ctx, counties, sites)
  const reach = new Set([...counties, ...found.map((site) => site.county)])
  if (county !== undefined && !reach.has(county)) refuse('NotFound')
  const isAsked = (one: string): boolean => county === undefined || county === one
  const today = businessDay(ctx.now)
  const soonDays = ctx.deps.policy.number('cockpit.soonDays', today)
  const question: store.Question = {
    figures: figuresFor(rolesOf(ctx.actor), narrowed),
    counties: counties.filter(isAsked),
    siteIds: found.filter((site) => isAsked(site.county)).map(({ id }) => id),
    today,
    soonUntil: new Date(ctx.now.getTime() + soonDays * dayMs),
    asked: askedOf(ctx, today),
  }
  const units = reportingUnits().filter(({ code }) => reach.has(code))
  return { question, soonDays, units }
}

const moment = (at: Date | null): string | null => at && wireTime(at)

type Asking = { county?: string | undefined; fresh?: 'true' | undefined }
type Kept = { at: Date; counting: Promise<store.Counted[]> }

/**
 * The cockpit. Numbers are counted at most once in the policy's minutes for whoever asks, per process, and say when; `fresh` has them counted now. Refuses NotFound for a county out of reach.
 */
export function cockpitKeeper() {
  const kept = new Map<string, Kept>()
  const counted = (ctx: Ctx, question: store.Question, fresh: boolean): Kept => {
    const keptMs = ctx.deps.policy.number('cockpit.keptMinutes', question.today) * 60_000
    const isOfUse = ({ at }: Kept): boolean => ctx.now >= at && ctx.now.getTime() - at.getTime() < keptMs
    for (const [key, one] of kept) if (!isOfUse(one)) kept.delete(key)
    // Everything that tells one view from another, what row security goes by too; when it was asked is told by `at`.
    const { figures, counties, siteIds, today, asked } = question
    const key = JSON.stringify([ctx.tx.scope, figures, counties, siteIds.toSorted(), today, asked])
    const already = kept.get(key)
    if (already && !fresh) return already
    const mine = { at: ctx.now, counting: store.countMatters(ctx, question) }
    kept.set(key, mine)
    mine.counting.catch(() => {
      if (kept.get(key) === mine) kept.delete(key)
    })
    return mine
  }
  return async function readCockpit(ctx: Ctx, { county, fresh }: Asking) {
    const { question, soonDays, units } = await questionOf(ctx, county)
    const { at, counting } = counted(ctx, question, fresh === 'true')
    const matters = Map.groupBy(await counting, ({ figure }) => figure)
    return {
      at: wireTime(at),
      county: county ?? null,
      soonDays,
      counties: units.map(({ code, name }) => ({ code, name })),
      figures: question.figures.map((figure) => figureOf(figure, matters.get(figure) ?? [], question.asked)),
    }
  }
}

function figureOf(figure: CockpitFigure, rows: readonly store.Counted[], asked: Asked) {
  const { group, label, holder, what } = cockpitFigures[figure]
  return {
    figure,
    group,
    label,
    holder,
    what,
    known: isKnown(figure, asked, rows.length > 0),
    cells: rows
      .filter(({ count }) => count > 0)
      .map(({ oldest, earliest, ...cell }) => ({
        ...cell,
        oldestSince: moment(oldest),
        earliestDueAt: moment(earliest),
      })),
  }
}

/**
 * The rows a number of the cockpit counts. Refuses NotFound for a county out of reach and for a figure the asking one may
 * not open, InputInvalid for a wrong place.
 */
export async function listCockpitRows(
  ctx: Ctx,
  query: {
    figure?: CockpitFigure | undefined
    group?: CockpitGroup | undefined
    age?: CockpitAge | undefined
    county?: string | undefined
    after?: string | undefined
    limit: number
  },
) {
  const { question, units } = await questionOf(ctx, query.county, query)
  if (query.figure !== undefined && question.figures.length === 0) refuse('NotFound')
  const after = query.after === undefined ? undefined : placeOf(query.after)
  if (query.after !== undefined && after === undefined)
    refuse('InputInvalid', {
      problems: [{ path: 'query.after', code: 'invalid', message: '翻页位置不对,请从头看起' }],
    })
  const rows = await store.listMatters(ctx, question, { age: query.age, after, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({
      figure: row.figure,
      label: cockpitFigures[row.figure].label,
      holder: cockpitFigures[row.figure].holder,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      title: row.title,
      county: row.county,
      countyName: units.find(({ code }) => code === row.county)?.name ?? '',
      siteId: row.site_id,
      siteName: row.site_name,
      words: wordsOf(row.figure, row.facts),
      since: moment(row.since),
      dueAt: moment(row.due_at),
      age: row.age,
    })),
    next:
      rows.length > query.limit && last ? placeText({ dueMs: last.due_at?.getTime() ?? null, key: last.key }) : null,
  }
}
