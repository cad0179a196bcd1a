import type { ObjectionWay, ProgrammeStep } from '@linggong/contract'
import { addWorkingDays } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { planLimit } from '../limits.ts'
import { heldValue } from '../rules.ts'
import { noteStep } from '../steps.ts'
import { decideObjection as decide, insertObjection, lockSubsidy, objectionsOf } from '../store-objections.ts'
import { findSubsidy, type SubsidyRow } from '../store.ts'
import { clearSubsidy } from './move-subsidy.ts'

async function step(ctx: Ctx, row: SubsidyRow, move: ProgrammeStep, opinion: string): Promise<void> {
  const { id: subjectId, site_id: siteId, county } = row
  await noteStep(ctx, { subjectKind: 'subsidy', subjectId, siteId, county, move, by: 'officer', opinion })
}

async function found(ctx: Ctx, id: string): Promise<SubsidyRow> {
  await lockSubsidy(ctx, id)
  const row = await findSubsidy(ctx, id)
  if (!row) return refuse('NotFound')
  const own = requireStaff(ctx.actor).posts.some((post) => post.siteId === null && post.county === row.county)
  return own ? row : refuse('NotFound')
}

/** Somebody objects while the notice runs; answered within the working days of the policy. Refuses SubsidyNoticeOver. */
export async function recordObjection(
  ctx: Ctx,
  id: string,
  given: { way: ObjectionWay; words: string },
): Promise<SubsidyRow> {
  const { staffId } = requireStaff(ctx.actor)
  const row = await found(ctx, id)
  if (row.state !== 'inNotice') refuse('SubsidyNoticeOver')
  const today = businessDay(ctx.now)
  const days = heldValue(ctx.deps.policy, 'subsidy.objectionWorkingDays', row.applied_on, row.county)
  const answerBy = addWorkingDays(ctx.deps.policy, today, days ?? refuse('NoPolicyInForce')).date
  const objection = ctx.newId()
  await insertObjection(ctx, row, { id: objection, received_on: today, answer_by: answerBy, ...given }, staffId)
  await step(ctx, row, 'object', given.words)
  ctx.audit({ subjectKind: 'subsidy', subjectId: id, act: 'object', county: row.county, data: { way: given.way } })
  const told = { subjectKind: 'subsidyObjection', subjectId: objection }
  ctx.emit({ name: 'subsidyObjected', ...told })
  planLimit(ctx, { ...told, dueOn: answerBy, overdue: 'subsidyObjectionOverdue' })
  return row
}

/** Found untrue after the notice's end, the last one lets the money go on. Refuses SubsidyObjectionClosed. */
export async function decideObjection(
  ctx: Ctx,
  id: string,
  objectionId: string,
  given: { outcome: 'upheld' | 'rejected'; note: string },
): Promise<SubsidyRow> {
  const row = await found(ctx, id)
  const today = businessDay(ctx.now)
  if (!(await objectionsOf(ctx, id)).some((one) => one.id === objectionId)) refuse('NotFound')
  if (!(await decide(ctx, id, objectionId, { ...given, on: today }))) refuse('SubsidyObjectionClosed')
  await step(ctx, row, 'decideObjection', given.note)
  const data = { outcome: given.outcome }
  ctx.audit({ subjectKind: 'subsidy', subjectId: id, act: 'decideObjection', county: row.county, data })
  if (row.notice_to !== null && row.notice_to < today) await clearSubsidy(ctx, id)
  return found(ctx, id)
}
