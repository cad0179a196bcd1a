import { addMonths } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { recognisedIn } from '../../programmes/index.ts'
import { sitesFacts, sitesRunning, type Running, type Site } from '../../sites/index.ts'
import { factsOf } from '../facts.ts'
import { requireOwnCounty, step } from '../found.ts'
import { assessmentMachine } from '../machine.ts'
import { methodProblems } from '../rules.ts'
import * as store from '../store.ts'
import { dueOn, policyOf, readTable } from '../table.ts'

type OfYear = { county: string; year: number }

/**
 * Why a site is not due for an assessment; null when it is (二(四)1 连续运营满1年). Shut days without a tolerated reason
 * interrupt, as they do for the performance pay that rests on the stars.
 */
function notDue(site: Site, ran: Running | undefined, needs: { today: string; months: number }): string | null {
  if (site.state === 'closed') return '站点已经关闭'
  const full = addMonths(site.openedOn, needs.months)
  if (full > needs.today) return `${site.openedOn}开业,到${full}才连续运营满${needs.months}个月`
  const shut = ran?.longestShutDays ?? 0
  return shut > 0 ? `这一年停业${shut}天,没有可以不算的原因,不是连续运营` : null
}

/**
 * Begins the year's assessment of every recognised site of the county that has run for the months of the policy; reads
 * the records of the year. Calling it again takes in those that have become due. Refuses NotFound, AssessmentYearAhead,
 * NoPolicyInForce.
 */
export async function openAssessments(ctx: Ctx, of: OfYear) {
  requireOwnCounty(ctx, of.county)
  const today = businessDay(ctx.now)
  if (Number(today.slice(0, 4)) < of.year) refuse('AssessmentYearAhead', { facts: { year: of.year } })
  const table = await readTable(ctx, of.county, of.year)
  const last = `${of.year}-12-31`
  const span = { from: `${of.year}-01-01`, to: today < last ? today : last }
  const sites = await sitesFacts(ctx, await recognisedIn(ctx, of.county, span.to))
  const running = await sitesRunning(ctx, sites, span)
  const needs = {
    today,
    months: policyOf(ctx, 'assessment.minimumContinuousMonths', of.county, of.year).value,
  }
  const judged = sites.map((site) => ({ site, why: notDue(site, running.get(site.id), needs) }))
  const due = judged.filter(({ why }) => why === null).map(({ site }) => site)
  const facts = await factsOf(ctx, due, { ...of, ...span })
  const rows = await store.insertAssessments(
    ctx,
    due.map((site) => ({
      id: ctx.newId(),
      site_id: site.id,
      county: site.county,
      operator_id: site.operatorId,
      site_kind: site.kind,
      site_name: site.name,
      facts: facts.get(site.id) ?? {},
    })),
    {
      year: of.year,
      score_table: table,
      facts_on: span.to,
      due_on: dueOn(ctx, 'assessment.selfWorkingDays', of),
    },
  )
  for (const row of rows) {
    await step(ctx, row, 'open', 'officer')
    recordBirth(ctx, assessmentMachine, row, { by: 'officer', event: 'assessmentOpened', data: { year: of.year } })
  }
  return {
    opened: rows.length,
    already: due.length - rows.length,
    notDue: judged.flatMap(({ site, why }) => (why === null ? [] : [{ siteId: site.id, siteName: site.name, why }])),
  }
}

/** A county's own points within the city's items (二(四)2), before the year's first assessment has begun. */
export async function recordMethod(
  ctx: Ctx,
  asked: OfYear & { documentNumber: string; points: ReadonlyArray<{ item: string; points: number }> },
): Promise<void> {
  const by = requireOwnCounty(ctx, asked.county)
  const items = policyOf(ctx, 'assessment.items', asked.county, asked.year).value
  const groups = policyOf(ctx, 'assessment.groups', asked.county, asked.year).value
  const own = new Map(asked.points.map(({ item, points }) => [item, points]))
  const problems = methodProblems(items, groups, own)
  if (problems.length > 0) refuse('AssessmentMethodOutside', { problems })
  const { county, year, documentNumber } = asked
  if (!(await store.putMethod(ctx, { county, year, documentNumber, points: Object.fromEntries(own), by })))
    refuse('AssessmentMethodLate', { facts: { year } })
  const data = { year, points: Object.fromEntries(own) }
  ctx.audit({ subjectKind: 'assessmentMethod', subjectId: ctx.newId(), act: 'record', county, data })
}
