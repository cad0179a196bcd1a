import type { TimesheetState } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { moveEngagement, readEngagement } from '../../engagements/index.ts'
import { timesheetMachine, type TimesheetMove } from '../machine.ts'
import { hoursBySilence } from '../rules.ts'
import { lockTimesheet, toTimesheet, type Timesheet, type TimesheetRow } from '../store.ts'
import { confirmBy } from './check-out.ts'
import { policyOf } from './reckon-sheet.ts'

type Confirmation = {
  by: 'employer' | 'worker' | 'clerk' | 'system'
  onBehalfOf?: string | undefined
  hours: { minutes: number; overtimeMinutes: number }
}

async function confirm(ctx: Ctx, sheet: Timesheet, given: Confirmation): Promise<Timesheet> {
  const { minutes, overtimeMinutes } = given.hours
  const shared = given.onBehalfOf ? { onBehalfOf: given.onBehalfOf } : {}
  const { row } = await transition<TimesheetRow, TimesheetState, TimesheetMove>(ctx, timesheetMachine, sheet.id, {
    move: 'confirm',
    by: given.by,
    ...shared,
    set: {
      minutes,
      overtime_minutes: overtimeMinutes,
      undisputed_minutes: minutes,
      confirmed_by: given.by,
      confirmed_at: ctx.now,
    },
    data: { engagementId: sheet.engagementId, minutes, overtimeMinutes },
  })
  // On the spine hours are the employer's to confirm, or the platform's when both sides have agreed or the time is up.
  await moveEngagement(ctx, sheet.engagementId, {
    move: 'confirm',
    by: given.by === 'employer' || given.by === 'clerk' ? 'employer' : 'system',
    ...shared,
    data: { minutes, overtimeMinutes },
  })
  ctx.cancelDue(`worktime.autoConfirm:${sheet.engagementId}`)
  return toTimesheet(row)
}

const current = (sheet: Timesheet) => ({ minutes: sheet.minutes ?? 0, overtimeMinutes: sheet.overtimeMinutes ?? 0 })
const byWorkerSide = (sheet: Timesheet) => sheet.correctedBy === 'worker' || sheet.correctedBy === 'clerk'

async function waiting(ctx: Ctx, engagementId: string): Promise<Timesheet> {
  const sheet = await lockTimesheet(ctx, engagementId)
  if (!sheet) return refuse('NotFound')
  if (sheet.state !== 'recorded' && sheet.state !== 'corrected' && sheet.state !== 'confirmed')
    refuse('HoursNotWaiting')
  return sheet
}

/**
 * The employer agrees to the hours as they stand. Calm when they are confirmed.
 * Refuses HoursNotWaiting, OwnCorrection, PiecesMissing.
 */
export async function confirmByEmployer(
  ctx: Ctx,
  engagementId: string,
  employerId: string,
  onBehalfOf?: string,
): Promise<Timesheet> {
  const sheet = await waiting(ctx, engagementId)
  if (sheet.employerId !== employerId) refuse('NotFound')
  if (sheet.state === 'confirmed') return sheet
  if (sheet.state === 'corrected' && !byWorkerSide(sheet)) refuse('OwnCorrection')
  const engagement = await readEngagement(ctx, engagementId)
  if (engagement.terms.payMethod === 'piece' && sheet.pieces === null) refuse('PiecesMissing')
  return confirm(ctx, sheet, { by: onBehalfOf ? 'clerk' : 'employer', onBehalfOf, hours: current(sheet) })
}

/** The worker accepts the employer's correction. Refuses HoursNotWaiting, OwnCorrection. */
export async function acceptCorrection(
  ctx: Ctx,
  engagementId: string,
  worker: { workerId: string; by: 'worker' | 'clerk'; onBehalfOf?: string | undefined },
): Promise<Timesheet> {
  const sheet = await waiting(ctx, engagementId)
  if (sheet.workerId !== worker.workerId) refuse('NotFound')
  if (sheet.state === 'confirmed') return sheet
  if (sheet.state !== 'corrected') refuse('HoursNotWaiting')
  if (byWorkerSide(sheet)) refuse('OwnCorrection')
  return confirm(ctx, sheet, { by: worker.by, onBehalfOf: worker.onBehalfOf, hours: current(sheet) })
}

/** The time to answer is over (domain.md, invariant 4: auto-confirm). Silent when the matter has been settled. */
export async function confirmBySilence(ctx: Ctx, engagementId: string): Promise<void> {
  const sheet = await lockTimesheet(ctx, engagementId)
  if (!sheet || (sheet.state !== 'recorded' && sheet.state !== 'corrected')) return
  if (sheet.confirmBy !== null && sheet.confirmBy > ctx.now) return
  const hours = hoursBySilence({
    state: sheet.state,
    correctedBy: sheet.correctedBy,
    recorded: { minutes: sheet.recordedMinutes ?? 0, overtimeMinutes: sheet.recordedOvertimeMinutes ?? 0 },
    current: current(sheet),
  })
  await confirm(ctx, sheet, { by: 'system', hours })
}

export type Correction = {
  by: 'employer' | 'worker' | 'clerk'
  onBehalfOf?: string | undefined
  minutes: number
  overtimeMinutes?: number | undefined
  pieces?: number | undefined
  reason: { code: string; note?: string | undefined }
}

/**
 * One side says that the hours are different, and why; the other has the whole time to answer again.
 * Refuses HoursNotWaiting, CorrectionTooLate, InputInvalid.
 */
export async function correctHours(ctx: Ctx, engagementId: string, given: Correction): Promise<Timesheet> {
  const sheet = await lockTimesheet(ctx, engagementId)
  if (!sheet) return refuse('NotFound')
  if (sheet.state !== 'recorded' && sheet.state !== 'corrected') refuse('HoursNotWaiting')
  const engagement = await readEngagement(ctx, engagementId)
  const windowMinutes = policyOf(ctx, engagement).number('worktime.correctionWindowMinutes')
  const closesAt = (sheet.checkedOutAt ?? ctx.now).getTime() + windowMinutes * 60_000
  if (ctx.now.getTime() > closesAt) refuse('CorrectionTooLate', { facts: { minutes: windowMinutes } })
  const overtimeMinutes = given.overtimeMinutes ?? Math.min(sheet.overtimeMinutes ?? 0, given.minutes)
  if (overtimeMinutes > given.minutes) {
    refuse('InputInvalid', {
      problems: [{ path: 'overtimeMinutes', code: 'tooMany', message: '加班时间不能比总工时还多' }],
    })
  }
  const due = confirmBy(ctx, engagement.county)
  const { row } = await transition<TimesheetRow, TimesheetState, TimesheetMove>(ctx, timesheetMachine, sheet.id, {
    move: 'correct',
    by: given.by,
    reason: given.reason,
    ...(given.onBehalfOf && { onBehalfOf: given.onBehalfOf }),
    set: {
      minutes: given.minutes,
      overtime_minutes: overtimeMinutes,
      ...(given.pieces !== undefined && { pieces: given.pieces }),
      corrected_by: given.by,
      correction_reason: given.reason.code,
      correction_note: given.reason.note ?? null,
      confirm_by: due,
    },
    data: { engagementId, before: sheet.minutes, minutes: given.minutes, overtimeMinutes },
  })
  ctx.schedule({ kind: 'worktime.autoConfirm', subjectId: engagementId, dueAt: due })
  return toTimesheet(row)
}
