import type { Capacity, TimesheetState } from '@linggong/contract'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { moveEngagement, readEngagements, type Engagement } from '../../engagements/index.ts'
import { timesheetMachine, type TimesheetMove } from '../machine.ts'
import { hoursText } from '../rules.ts'
import { basisColumn, insertCheck, lockTimesheet, type TimesheetRow } from '../store.ts'
import type { Checked } from './check-in.ts'
import { actorId, automatic, type Evidence } from './evidence.ts'
import { reckonSheet } from './reckon-sheet.ts'

export type CheckOut = {
  by: Capacity
  evidence: Evidence
  onBehalfOf?: string | undefined
  /** When work ended; now, unless nobody checked out. */
  at?: Date
  reason?: { code: string; note?: string | undefined }
}

/** When hours nobody answers to count as confirmed. */
export function confirmBy(ctx: Ctx, county: string): Date {
  const minutes = ctx.deps.policy.number('worktime.confirmDeadlineMinutes', businessDay(ctx.now), { county })
  return new Date(ctx.now.getTime() + minutes * 60_000)
}

/**
 * Work ends, as planned or (with a reason) broken off; the hours so far are recorded and wait for the
 * employer. Calm when it had ended already. Refuses StateConflict.
 */
export async function checkOut(ctx: Ctx, engagement: Engagement, act: CheckOut): Promise<Checked> {
  const sheet = await lockTimesheet(ctx, engagement.id)
  if (!sheet) return refuse('StateConflict')
  if (sheet.state !== 'open') {
    return { engagementId: engagement.id, state: engagement.state, already: true, sentence: '已经签退过了。' }
  }
  const at = act.at ?? ctx.now
  const { hours, basis } = reckonSheet(ctx, engagement, {
    checkIn: sheet.checkedInAt,
    checkOut: at,
    brokenOffReason: act.reason?.code,
  })
  const shared = { by: act.by, ...(act.onBehalfOf && { onBehalfOf: act.onBehalfOf }) }
  const data = { how: act.evidence.how, minutes: hours.minutes, overtimeMinutes: hours.overtimeMinutes }
  const { engagement: moved } = await moveEngagement(ctx, engagement.id, {
    ...shared,
    move: act.reason ? 'breakOff' : 'checkOut',
    ...(act.reason && { reason: act.reason }),
    data,
  })
  const due = confirmBy(ctx, engagement.county)
  await transition<TimesheetRow, TimesheetState, TimesheetMove>(ctx, timesheetMachine, sheet.id, {
    ...shared,
    move: 'record',
    set: {
      checked_out_at: at,
      auto_checked_out: act.evidence.how === 'automatic',
      broken_off_reason: act.reason?.code ?? null,
      late_minutes: hours.lateMinutes,
      recorded_minutes: hours.minutes,
      recorded_overtime_minutes: hours.overtimeMinutes,
      minutes: hours.minutes,
      overtime_minutes: hours.overtimeMinutes,
      confirm_by: due,
      ...basisColumn(basis),
    },
    data: { engagementId: engagement.id, ...data },
  })
  await insertCheck(ctx, engagement, {
    id: ctx.newId(),
    kind: act.reason ? 'breakOff' : 'checkOut',
    byCapacity: act.by,
    byId: actorId(ctx.actor),
    ...act.evidence,
  })
  ctx.cancelDue(`worktime.autoCheckOut:${engagement.id}`)
  ctx.schedule({ kind: 'worktime.autoConfirm', subjectId: engagement.id, dueAt: due })
  return {
    engagementId: engagement.id,
    state: moved.state,
    already: false,
    sentence: doneSentence(hours.minutes, act.by === 'worker' ? '您' : sheet.workerName),
  }
}

function doneSentence(minutes: number, who: string): string {
  return `签退好了,${who}这次记了${hoursText(minutes)},等用工方确认。`
}

/** Nobody checked out long after the end: the planned end counts, marked so that the employer looks. */
export async function checkOutAutomatically(ctx: Ctx, engagementId: string): Promise<void> {
  const [engagement] = await readEngagements(ctx, { ids: [engagementId], states: ['working'] })
  if (engagement) await checkOut(ctx, engagement, { by: 'system', evidence: automatic, at: engagement.endsAt })
}
