import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { yuanZh } from '../../../kernel/money.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { endServiceDays, recordPurchasedService } from '../../programmes/index.ts'
import { siteFacts } from '../../sites/index.ts'
import { evaluateBy, foundService, heldService, policyValue, requireOwnCounty, step } from '../found.ts'
import { contractMachine } from '../machine.ts'
import { termsProblems } from '../rules.ts'
import * as store from '../store.ts'

const readPolicy = (ctx: Ctx, county: string) => ({
  measures: policyValue(ctx, 'purchasedService.measures', county),
  longestMonths: policyValue(ctx, 'purchasedService.longestPeriodMonths', county),
  leastShare: policyValue(ctx, 'purchasedService.minimumResultShareBasisPoints', county),
})

/**
 * Records a contract with price and measures; its days are its own from now on (三(二)). Refuses NotFound,
 * ServiceTermsWrong (everything at once), PurchasedServiceRecorded, SiteSubsidisedThen, NoPolicyInForce.
 */
export async function signContract(
  ctx: Ctx,
  siteId: string,
  asked: store.Terms & { contractNumber: string; startsOn: string; endsOn: string },
): Promise<string> {
  const site = (await siteFacts(ctx, siteId)) ?? refuse('NotFound')
  const by = requireOwnCounty(ctx, site.county)
  const policy = readPolicy(ctx, site.county)
  const problems = termsProblems(asked, policy)
  if (site.operatorId === null)
    problems.push({ path: '', code: 'noOperator', message: '登记里还没有写运营机构,请先在站点登记里补上' })
  const meeting = await store.contractMeeting(ctx, { siteId, startsOn: asked.startsOn, endsOn: asked.endsOn })
  if (meeting !== null)
    problems.push({ path: 'startsOn', code: 'meets', message: `这些天已有合同“${meeting}”,日期不能重叠` })
  if (problems.length > 0) refuse('ServiceTermsWrong', { problems })
  const { contractNumber, startsOn, endsOn } = asked
  const service = await recordPurchasedService(ctx, { siteId, contractNumber, startsOn, endsOn })
  const of = { id: service.id, site_id: siteId, county: site.county }
  const first = { county: site.county, starts_on: startsOn, ends_on: endsOn, ended_on: null, evaluated: 0 }
  const due = evaluateBy(ctx, { ...first, period_months: asked.periodMonths })
  const row = await store.putTerms(ctx, of, asked, { catalogue: policy.measures, by, evaluateBy: due })
  recordBirth(ctx, contractMachine, row, { by: 'officer', event: 'serviceSigned', data: { priceFen: asked.priceFen } })
  await step(ctx, 'serviceContract', of, 'sign', 'officer', { opinion: contractNumber })
  return service.id
}

/** Price and measures of a contract recorded without them, or anew. Refuses ServiceTermsFixed once a period is evaluated. */
export async function setTerms(ctx: Ctx, id: string, terms: store.Terms): Promise<void> {
  const seen = await foundService(ctx, id)
  const by = requireOwnCounty(ctx, seen.county)
  await store.holdService(ctx, id)
  const before = await foundService(ctx, id)
  if (before.evaluated > 0) refuse('ServiceTermsFixed')
  const policy = readPolicy(ctx, before.county)
  const problems = termsProblems(terms, policy)
  if (problems.length > 0) refuse('ServiceTermsWrong', { problems })
  const due = evaluateBy(ctx, { ...before, period_months: terms.periodMonths })
  const row = await store.putTerms(ctx, before, terms, { catalogue: policy.measures, by, evaluateBy: due })
  const data = { priceFen: terms.priceFen }
  if (before.state === null) recordBirth(ctx, contractMachine, row, { by: 'officer', event: 'serviceSigned', data })
  else ctx.audit({ subjectKind: 'serviceContract', subjectId: id, act: 'setTerms', county: before.county, data })
  await step(ctx, 'serviceContract', before, 'setTerms', 'officer')
}

/** A breach, with what the contract takes off for it. Refuses ServiceTermsWrong for a day outside the contract. */
export async function recordBreach(
  ctx: Ctx,
  id: string,
  given: { on: string; words: string; deductionFen: number },
): Promise<void> {
  const row = await heldService(ctx, id)
  const by = requireOwnCounty(ctx, row.county)
  const last = row.ended_on ?? row.ends_on
  const problems = []
  if (given.on < row.starts_on || given.on > last)
    problems.push({ path: 'on', code: 'outside', message: `违约的日子要在合同期${row.starts_on}至${last}里` })
  if (given.on > businessDay(ctx.now)) problems.push({ path: 'on', code: 'ahead', message: '违约的日子还没到' })
  if (given.deductionFen > row.price_fen)
    problems.push({ path: 'deductionFen', code: 'tooMuch', message: `扣减最多是合同价款${yuanZh(row.price_fen)}` })
  if (problems.length > 0) refuse('ServiceTermsWrong', { problems })
  const breachId = ctx.newId()
  await store.insertBreach(ctx, row, { id: breachId, ...given, by })
  const data = { breachId, deductionFen: given.deductionFen }
  ctx.audit({ subjectKind: 'serviceContract', subjectId: id, act: 'breach', county: row.county, data })
  await step(ctx, 'serviceContract', row, 'breach', 'officer', { opinion: given.words })
}

/**
 * The contract ends today (二(四)2: 评估不合格、不符合公益性质的退出). Days after it are free for subsidies. Refuses
 * ServiceNotFailed where no period has failed and that is the reason, StateConflict for one that is over.
 */
export async function exitContract(
  ctx: Ctx,
  id: string,
  reason: { code: string; note?: string | undefined },
): Promise<void> {
  const row = await heldService(ctx, id)
  if (reason.code === 'failed' && !row.failed) refuse('ServiceNotFailed')
  const today = businessDay(ctx.now)
  if (row.state === 'running' && row.ends_on < today) refuse('StateConflict')
  const { already } = await transition(ctx, contractMachine, id, {
    move: 'exit',
    by: 'officer',
    reason: { code: reason.code, ...(reason.note && { note: reason.note }) },
  })
  if (already) return
  await endServiceDays(ctx, id, today)
  await store.setEvaluateBy(ctx, id, evaluateBy(ctx, { ...row, ended_on: today }))
  await step(ctx, 'serviceContract', row, 'exit', 'officer', { opinion: reason.note, reasonCode: reason.code })
}
