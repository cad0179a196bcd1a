import type { ObjectionWay } from '@linggong/contract'
import { addDays } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { endStars, planLimit, recordStars } from '../../programmes/index.ts'
import { found, moved, step, type Reason } from '../found.ts'
import * as store from '../store.ts'
import { dueOn } from '../table.ts'

export const clearKind = 'assessments.clear'
type Row = store.AssessmentRow

/** Public notice of the stars from today for the policy's working days. */
export async function publishAssessment(ctx: Ctx, id: string, said: { opinion?: string | undefined }): Promise<Row> {
  const before = await found(ctx, id)
  const until = dueOn(ctx, 'assessment.noticeWorkingDays', before)
  const set = { notice_from: businessDay(ctx.now), notice_to: until }
  const { row, already } = await moved(ctx, id, 'publish', 'officer', set, said)
  if (!already) ctx.schedule({ kind: clearKind, subjectId: id, dueAt: new Date(`${addDays(until, 1)}T00:00:00+08:00`) })
  return row
}

/**
 * Deadline: the notice is over, no objection is open. The stars are published: from here, and only from here, the
 * performance subsidy reads them.
 */
export async function clearAssessment(ctx: Ctx, id: string): Promise<void> {
  const row = await store.findAny(ctx, id)
  if (row?.state !== 'inNotice') return
  if ((await store.objectionsOf(ctx, id)).some(({ outcome }) => outcome === null)) return
  const done = await moved(ctx, id, 'clear', 'system', {})
  if (done.already) return
  const { site_id: siteId, county, year, stars } = done.row
  await recordStars(ctx, { siteId, county, year, stars, publishedOn: businessDay(ctx.now) })
}

export async function recordObjection(ctx: Ctx, id: string, given: { way: ObjectionWay; words: string }): Promise<Row> {
  const { staffId } = requireStaff(ctx.actor)
  const row = await found(ctx, id)
  if (row.state !== 'inNotice') refuse('AssessmentNoticeOver')
  const objection = ctx.newId()
  const answerBy = dueOn(ctx, 'assessment.objectionWorkingDays', row)
  const facts = { id: objection, received_on: businessDay(ctx.now), answer_by: answerBy, ...given }
  await store.insertObjection(ctx, row, facts, staffId)
  await step(ctx, row, 'object', 'officer', { opinion: given.words })
  ctx.audit({ subjectKind: 'assessment', subjectId: id, act: 'object', county: row.county, data: { way: given.way } })
  const told = { subjectKind: 'assessmentObjection', subjectId: objection }
  ctx.emit({ name: 'assessmentObjected', ...told })
  planLimit(ctx, { ...told, dueOn: answerBy, overdue: 'assessmentObjectionOverdue' })
  return row
}

/** Upheld: the county scores again. Rejected after the notice's end: the matter goes on. */
export async function decideObjection(
  ctx: Ctx,
  id: string,
  objectionId: string,
  given: { outcome: 'upheld' | 'rejected'; note: string },
): Promise<Row> {
  const row = await found(ctx, id)
  const today = businessDay(ctx.now)
  if (!(await store.objectionsOf(ctx, id)).some((one) => one.id === objectionId)) refuse('NotFound')
  if (!(await store.decideObjection(ctx, id, objectionId, { ...given, on: today }))) refuse('AssessmentObjectionClosed')
  await step(ctx, row, 'decideObjection', 'officer', { opinion: given.note })
  const data = { outcome: given.outcome }
  ctx.audit({ subjectKind: 'assessment', subjectId: id, act: 'decideObjection', county: row.county, data })
  if (given.outcome === 'upheld' && row.state === 'inNotice')
    return scoreAgain(ctx, id, { code: 'objectionUpheld', note: given.note })
  if (row.state === 'inNotice' && row.notice_to !== null && row.notice_to < today) await clearAssessment(ctx, id)
  return found(ctx, id)
}

/** Back to the county's score. What stood there stays in the steps; a notice that runs ends. */
export async function scoreAgain(ctx: Ctx, id: string, reason: Reason): Promise<Row> {
  const before = await found(ctx, id)
  const set = {
    due_on: dueOn(ctx, 'assessment.scoreWorkingDays', before),
    notice_from: null,
    notice_to: null,
    drawn: null,
    city_items: null,
  }
  const { row, already } = await moved(ctx, id, 'scoreAgain', 'officer', set, { reason })
  if (!already) ctx.cancelDue(`${clearKind}:${id}`)
  return row
}

/** The stars end; performance pay no longer finds them. What was paid on them is claimed back in the subsidy itself. */
export async function revokeStars(ctx: Ctx, id: string, reason: Reason): Promise<Row> {
  await found(ctx, id)
  const { row, already } = await moved(ctx, id, 'revoke', 'officer', {}, { reason })
  if (!already) await endStars(ctx, row.site_id, row.year)
  return row
}
