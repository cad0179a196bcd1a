import type { objectionOutcomes, Problem } from '@linggong/contract'
import { addDays, addWorkingDays } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { recordsOf } from '../facts.ts'
import {
  evaluateBy,
  foundEvaluation,
  foundService,
  hasTerms,
  heldService,
  policyValue,
  requireOwnCounty,
  spanOf,
  step,
} from '../found.ts'
import { evaluationMachine } from '../machine.ts'
import {
  correctionProblems,
  instalmentFen,
  itemsOf,
  outcomeOf,
  periodsOf,
  reckon,
  type Item,
  type Outcome,
} from '../rules.ts'
import * as store from '../store.ts'

type Row = store.EvaluationRow

const daysOf = (row: Pick<Row, 'from_on' | 'to_on'>): number =>
  Math.round((Date.parse(row.to_on) - Date.parse(row.from_on)) / 86_400_000) + 1

/**
 * Evaluates the next period that has ended: the records are read and frozen with the day's date; the operator may object.
 * Refuses ServicePeriodRunning { until }, ServicePeriodsDone, ServiceTermsMissing, NotFound, NoPolicyInForce.
 */
export async function evaluateService(ctx: Ctx, id: string): Promise<Row> {
  const service = await heldService(ctx, id)
  const by = requireOwnCounty(ctx, service.county)
  const today = businessDay(ctx.now)
  const next = periodsOf(spanOf(service), service.period_months)[service.evaluated]
  if (!next) return refuse('ServicePeriodsDone')
  if (next.to >= today) return refuse('ServicePeriodRunning', { facts: { until: next.to } })
  const facts = await recordsOf(ctx, service.site_id, next)
  const items = itemsOf(service.measures, service.catalogue, facts, next.days)
  const pass = policyValue(ctx, 'purchasedService.passAtLeastScore', service.county)
  const days = policyValue(ctx, 'purchasedService.objectionWorkingDays', service.county)
  const objectBy = addWorkingDays(ctx.deps.policy, today, days).date
  const decideDays = policyValue(ctx, 'purchasedService.decideWorkingDays', service.county)
  const row = await store.insertEvaluation(ctx, {
    id: ctx.newId(),
    service_id: id,
    site_id: service.site_id,
    county: service.county,
    site_name: service.site_name,
    period: next.period,
    from_on: next.from,
    to_on: next.to,
    items,
    facts_on: today,
    object_by: objectBy,
    decide_by: addWorkingDays(ctx.deps.policy, objectBy, decideDays).date,
    known_weight: outcomeOf(items, pass).knownWeight,
    installment_fen: instalmentFen(service.price_fen, spanOf(service), next),
    opened_by: by,
  })
  recordBirth(ctx, evaluationMachine, row, { by: 'officer', event: 'serviceEvaluated', data: { period: next.period } })
  await store.setEvaluateBy(ctx, id, evaluateBy(ctx, { ...service, evaluated: service.evaluated + 1 }))
  await step(ctx, 'serviceEvaluation', row, 'evaluate', 'officer')
  return row
}

/** The operator objects, once, within the policy's days. Refuses ServiceObjectionOver { until }. */
export async function objectToEvaluation(ctx: Ctx, id: string, words: string): Promise<Row> {
  const before = await foundEvaluation(ctx, id)
  const today = businessDay(ctx.now)
  if (before.state === 'opened' && today > before.object_by)
    refuse('ServiceObjectionOver', { facts: { until: before.object_by } })
  const objection = JSON.stringify({ on: today, words, outcome: null, note: null })
  const { row, already } = await transition<Row, Row['state'], 'object'>(ctx, evaluationMachine, id, {
    move: 'object',
    by: 'operator',
    set: { objection },
  })
  if (!already) await step(ctx, 'serviceEvaluation', row, 'objectTo', 'operator', { opinion: words })
  return row
}

type Decision = {
  items: ReadonlyArray<{ measure: string; value: number; reason: string }>
  objection?: { outcome: keyof typeof objectionOutcomes; note: string } | undefined
  opinion?: string | undefined
}

/** What a period comes to with these figures: outcome, and the money with its reckoning. */
export function comesTo(
  ctx: Ctx,
  row: Row,
  service: store.ServiceRow,
  breaches: readonly store.BreachRow[],
  items: readonly Item[] = row.items,
): Outcome & ReturnType<typeof reckon> {
  const outcome = outcomeOf(items, policyValue(ctx, 'purchasedService.passAtLeastScore', row.county))
  const money = reckon(
    {
      instalmentFen: row.installment_fen,
      resultShareBasisPoints: service.result_share_basis_points ?? 0,
      days: daysOf(row),
      fixedPartPaidWhenFailed: policyValue(ctx, 'purchasedService.fixedPartPaidWhenFailed', row.county),
    },
    outcome,
    breaches.map((one) => ({ id: one.id, deductionFen: one.deduction_fen, deductedFen: one.deducted_fen })),
  )
  return { ...outcome, ...money }
}

/**
 * A second officer decides: corrections with their reason, the objection's answer, the money. Refuses
 * ServiceNeedsOtherPerson, ServiceObjectionTime { until }, ServiceItemsWrong (everything at once),
 * ServiceTooLittleKnown { known, needed }.
 */
export async function decideEvaluation(ctx: Ctx, id: string, given: Decision): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  const seen = await foundEvaluation(ctx, id)
  requireOwnCounty(ctx, seen.county)
  await store.holdService(ctx, seen.service_id)
  const before = await foundEvaluation(ctx, id)
  const service = await foundService(ctx, before.service_id)
  if (!hasTerms(service)) return refuse('NotFound')
  if (before.state !== 'opened' && before.state !== 'objected') refuse('StateConflict')
  if (before.opened_by === staffId) refuse('ServiceNeedsOtherPerson')
  if (before.state === 'opened' && businessDay(ctx.now) <= before.object_by)
    refuse('ServiceObjectionTime', { facts: { until: addDays(before.object_by, 1) } })
  const problems: Problem[] = correctionProblems(before.items, service.catalogue, given.items)
  if (before.state === 'objected' && !given.objection)
    problems.push({ path: 'objection', code: 'missing', message: '承接机构提了异议,请写明属实不属实和理由' })
  if (before.state === 'opened' && given.objection)
    problems.push({ path: 'objection', code: 'none', message: '这一期没有人提异议,不用答复' })
  if (problems.length > 0) refuse('ServiceItemsWrong', { problems })
  const items = before.items.map((item): Item => {
    const corrected = given.items.find((one) => one.measure === item.measure)
    return corrected ? { ...item, corrected: { value: corrected.value, reason: corrected.reason } } : item
  })
  const breaches = await store.breachesOf(ctx, [service.id])
  const { knownWeight, score, passed, amountFen, resultOfFen, resultFen, lines, taken } = comesTo(
    ctx,
    before,
    service,
    breaches,
    items,
  )
  const needed = policyValue(ctx, 'purchasedService.minimumKnownWeight', before.county)
  if (knownWeight < needed) refuse('ServiceTooLittleKnown', { facts: { known: knownWeight, needed } })
  const objection = before.objection && { ...before.objection, ...given.objection }
  const { row } = await transition<Row, Row['state'], 'decide'>(ctx, evaluationMachine, id, {
    move: 'decide',
    by: 'officer',
    set: {
      items: JSON.stringify(items),
      objection: objection && JSON.stringify(objection),
      known_weight: knownWeight,
      score,
      passed,
      amount_fen: amountFen,
      result_of_fen: resultOfFen,
      result_fen: resultFen,
      reckoning: JSON.stringify(lines),
      decided_by: staffId,
    },
    data: { score, passed, amountFen },
  })
  await store.takeOff(ctx, taken)
  const opinion = [given.objection?.note, given.opinion].filter(Boolean).join(';')
  await step(ctx, 'serviceEvaluation', row, 'decide', 'officer', { opinion: opinion === '' ? undefined : opinion })
  return row
}
