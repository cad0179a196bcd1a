import type { Capacity, ProgrammeStep } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { noteStep, planLimit } from '../../programmes/index.ts'
import { revokeRecognitionOf } from '../../recognition/index.ts'
import { found, type Reason } from '../found.ts'
import { improvementMachine } from '../machine.ts'
import * as store from '../store.ts'
import { dueOn, remindOn } from '../table.ts'
import { revokeStars } from './decide-stars.ts'

type Row = store.ImprovementRow
type Move = keyof typeof improvementMachine.lifecycle.transitions

/** Steps of an order stand with those of its assessment: one story. */
const step = (ctx: Ctx, row: Row, move: ProgrammeStep, by: Capacity, opinion?: string, reasonCode?: string) =>
  noteStep(ctx, {
    subjectKind: 'improvement',
    subjectId: row.assessment_id,
    siteId: row.site_id,
    county: row.county,
    move,
    by,
    opinion,
    reasonCode,
  })

/** 责令整改, once an assessment has been scored. Refuses NotFound, StateConflict, ImprovementOpen, NoPolicyInForce. */
export async function orderImprovement(ctx: Ctx, assessmentId: string, items: readonly string[]) {
  const of = await found(ctx, assessmentId)
  if (of.state === 'opened' || of.state === 'selfAssessed') refuse('StateConflict')
  const row = await store.insertImprovement(ctx, of, {
    items,
    orderedOn: businessDay(ctx.now),
    dueOn: dueOn(ctx, 'assessment.improvementWorkingDays', of),
  })
  if (!row) return refuse('ImprovementOpen')
  await step(ctx, row, 'order', 'officer', items.join(';'))
  recordBirth(ctx, improvementMachine, row, { by: 'officer', event: 'improvementOrdered' })
  const soonOn = remindOn(ctx, 'assessment.improvementRemindWorkingDaysBefore', of, row.due_on)
  planLimit(ctx, {
    subjectKind: 'improvement',
    subjectId: row.id,
    dueOn: row.due_on,
    overdue: 'improvementOverdue',
    ...(soonOn !== null && { soon: { on: soonOn, event: 'improvementDueSoon' } }),
  })
  return of
}

async function moved(
  ctx: Ctx,
  id: string,
  move: Move,
  by: Capacity,
  set: Record<string, unknown>,
  said: { opinion?: string | undefined; reason?: Reason | undefined } = {},
): Promise<{ row: Row; already: boolean }> {
  const { reason } = said
  const done = await transition<Row, Row['state'], Move>(ctx, improvementMachine, id, {
    move,
    by,
    set,
    ...(reason && { reason: { code: reason.code, ...(reason.note && { note: reason.note }) } }),
  })
  const opinion = said.opinion ?? reason?.note
  if (!done.already) await step(ctx, done.row, move as ProgrammeStep, by, opinion, reason?.code)
  return done
}

export const reportImprovement = async (ctx: Ctx, id: string, words: string) =>
  (await moved(ctx, id, 'report', 'operator', { report: words }, { opinion: words })).row

export const acceptImprovement = async (ctx: Ctx, id: string, { opinion }: { opinion?: string | undefined }) =>
  (await moved(ctx, id, 'accept', 'officer', { outcome: opinion ?? null }, { opinion })).row

export const sendBackImprovement = async (ctx: Ctx, id: string, reason: Reason) =>
  (await moved(ctx, id, 'sendBack', 'officer', { outcome: reason.note ?? null }, { reason })).row

/** Not put right: stars that stand end, and with `remove` the recognition does too (动态退出). */
export async function failImprovement(ctx: Ctx, id: string, reason: Reason, remove: boolean): Promise<Row> {
  const { row, already } = await moved(ctx, id, 'fail', 'officer', { outcome: reason.note ?? null }, { reason })
  if (already) return row
  const of = await found(ctx, row.assessment_id)
  const note = `整改不到位${reason.note ? `:${reason.note}` : ''}`
  if (of.state === 'decided' && of.stars !== null) await revokeStars(ctx, of.id, { code: 'other', note })
  if (remove) await revokeRecognitionOf(ctx, row.site_id, { code: 'failedAssessment', note })
  return row
}
