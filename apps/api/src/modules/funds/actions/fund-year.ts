import { reportingUnits } from '@linggong/reference'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { findStaffName } from '../../identity/index.ts'
import { heldValue, keepUntil } from '../../programmes/index.ts'
import { recordsOf, type OfYear } from '../facts.ts'
import { explained, gradeOf, itemsOf, scoreOf, targetProblems, type Said, type Target } from '../rules.ts'
import * as store from '../store.ts'

/** Refuses NotFound for a county that is not the asking officer's. */
async function ownOffice(ctx: Ctx, county: string): Promise<{ by: string; byName: string }> {
  const { posts, staffId } = requireStaff(ctx.actor)
  if (!posts.some((post) => post.county === county && post.siteId === null)) refuse('NotFound')
  return { by: staffId, byName: (await findStaffName(ctx, staffId)).name }
}

/** A value of the programme as it is, or as it last was. Refuses NoPolicyInForce. */
const held = <K extends Parameters<typeof heldValue>[1]>(ctx: Ctx, key: K, county: string) =>
  heldValue(ctx.deps.policy, key, businessDay(ctx.now), county) ?? refuse('NoPolicyInForce')

/**
 * Targets of every indicator, set with the year's appropriation. Refuses FundNoAppropriation { year }, FundTargetsWrong
 * (everything at once), FundEvaluationConfirmed, StateConflict once evaluated, NoPolicyInForce.
 */
export async function setTargets(ctx: Ctx, of: OfYear, targets: readonly Target[]): Promise<void> {
  const who = await ownOffice(ctx, of.county)
  const before = await store.findYear(ctx, of, true)
  if (before?.state === 'confirmed') refuse('FundEvaluationConfirmed')
  const { counts } = await recordsOf(ctx, of)
  if (counts.documents.length === 0) refuse('FundNoAppropriation', { facts: { year: of.year } })
  const indicators = held(ctx, 'fund.indicators', of.county)
  const problems = targetProblems(targets, indicators)
  if (problems.length > 0) refuse('FundTargetsWrong', { problems })
  if (!(await store.putTargets(ctx, of, { targets, indicators, ...who }))) refuse('StateConflict')
  await audit(ctx, of, 'setTargets')
}

/**
 * Self-evaluation after the year; again until the finance office has confirmed. Refuses FundTargetsMissing { year },
 * FundYearRunning { year, from }, FundItemsWrong (everything at once), FundTooLittleKnown { known, needed }.
 */
export async function evaluateYear(
  ctx: Ctx,
  of: OfYear,
  given: { summary: string; items: readonly Said[] },
): Promise<void> {
  const who = await ownOffice(ctx, of.county)
  const row = (await store.findYear(ctx, of, true)) ?? refuse('FundTargetsMissing', { facts: { year: of.year } })
  if (row.state === 'confirmed') refuse('FundEvaluationConfirmed')
  if (businessDay(ctx.now) <= `${of.year}-12-31`)
    refuse('FundYearRunning', { facts: { year: of.year, from: `${of.year + 1}-01-01` } })
  const { counts, facts } = await recordsOf(ctx, of)
  const { items, problems } = explained(itemsOf(row.indicators, row.targets, facts), row.indicators, given.items)
  if (problems.length > 0) refuse('FundItemsWrong', { problems })
  const { knownWeight, score } = scoreOf(items, row.indicators)
  const needed = held(ctx, 'fund.minimumKnownWeight', of.county)
  if (score === null || knownWeight < needed)
    return refuse('FundTooLittleKnown', { facts: { known: knownWeight, needed } })
  const grade = gradeOf(score, held(ctx, 'fund.gradeAtLeastScore', of.county))
  await store.writeEvaluation(ctx, row.id, {
    factsOn: businessDay(ctx.now),
    items,
    appropriatedFen: counts.appropriatedFen,
    paidFen: counts.paidFen,
    knownWeight,
    score,
    grade,
    summary: given.summary,
    ...who,
  })
  await audit(ctx, of, 'evaluate', { score, grade })
}

/** The finance office confirms. Refuses FundEvaluationMissing, FundEvaluationConfirmed, FundNeedsOtherPerson. */
export async function confirmYear(ctx: Ctx, of: OfYear, opinion: string): Promise<void> {
  const who = await ownOffice(ctx, of.county)
  const row = (await store.findYear(ctx, of, true)) ?? refuse('FundEvaluationMissing')
  if (row.state === 'confirmed') refuse('FundEvaluationConfirmed')
  if (row.state === 'planned') refuse('FundEvaluationMissing')
  if (row.evaluated_by === who.by) refuse('FundNeedsOtherPerson')
  const name = reportingUnits().find(({ code }) => code === of.county)?.name ?? ''
  const number = held(ctx, 'fund.evaluationNumber', of.county)
    .replace('{county}', name.replace(/(县|市|区|经济技术开发区)$/u, ''))
    .replace('{year}', String(of.year))
  // The report belongs to the year in which it was made.
  await store.writeConfirmation(ctx, row.id, {
    number,
    opinion,
    ...who,
    keepUntil: keepUntil(ctx, businessDay(ctx.now)),
  })
  await audit(ctx, of, 'confirm', { number })
}

async function audit(ctx: Ctx, of: OfYear, act: string, data: Record<string, unknown> = {}): Promise<void> {
  const row = await store.findYear(ctx, of)
  if (!row) return
  ctx.audit({ subjectKind: 'fundYear', subjectId: row.id, act, county: of.county, data: { year: of.year, ...data } })
}
