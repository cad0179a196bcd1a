import type { Capacity, TimesheetState } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { moveEngagement, readEngagement } from '../../engagements/index.ts'
import { timesheetMachine, type TimesheetMove } from '../machine.ts'
import { undisputedMinutes } from '../rules.ts'
import { lockTimesheet, toTimesheet, type Timesheet, type TimesheetRow } from '../store.ts'

type Reason = { code: string; note?: string | undefined }
type Shared = { by: Capacity; reason: Reason; onBehalfOf?: string | undefined }

const behalf = (given: Shared) => (given.onBehalfOf ? { onBehalfOf: given.onBehalfOf } : {})

async function locked(ctx: Ctx, engagementId: string, states: readonly TimesheetState[]): Promise<Timesheet> {
  const sheet = await lockTimesheet(ctx, engagementId)
  if (!sheet) return refuse('NotFound')
  if (!states.includes(sheet.state)) refuse('HoursNotWaiting')
  return sheet
}

/**
 * One side disagrees with the hours or the pay of work done. The smaller claim is undisputed and is paid
 * meanwhile; only the rest waits. `by` worker, employer or clerk. Refuses HoursNotWaiting.
 */
export async function disputeHours(
  ctx: Ctx,
  engagementId: string,
  given: Shared & { claimedMinutes?: number | undefined; claimedAmountFen?: number | undefined },
): Promise<Timesheet> {
  const sheet = await locked(ctx, engagementId, ['recorded', 'corrected'])
  // A correction is itself a claim: what both sides have said at the least is undisputed.
  const least = Math.min(sheet.minutes ?? 0, sheet.recordedMinutes ?? sheet.minutes ?? 0)
  const { terms } = await readEngagement(ctx, engagementId)
  const undisputed = undisputedMinutes(
    { minutes: least, pieces: sheet.pieces, terms },
    { minutes: given.claimedMinutes, amountFen: given.claimedAmountFen },
  )
  const { row } = await transition<TimesheetRow, TimesheetState, TimesheetMove>(ctx, timesheetMachine, sheet.id, {
    move: 'dispute',
    by: given.by,
    reason: given.reason,
    ...behalf(given),
    set: {
      disputed_by: given.by,
      undisputed_minutes: undisputed,
      claimed_minutes: given.claimedMinutes ?? null,
      claimed_amount_fen: given.claimedAmountFen ?? null,
    },
    data: { engagementId, undisputedMinutes: undisputed },
  })
  await moveEngagement(ctx, engagementId, {
    move: 'dispute',
    by: given.by,
    reason: given.reason,
    ...behalf(given),
    data: { undisputedMinutes: undisputed },
  })
  ctx.cancelDue(`worktime.autoConfirm:${engagementId}`)
  return toTimesheet(row)
}

/** The dispute is over: these hours count. `by` worker, employer, mediator or officer. */
export async function resolveHours(
  ctx: Ctx,
  engagementId: string,
  given: Shared & {
    minutes: number
    overtimeMinutes?: number | undefined
    pieces?: number | undefined
    /** Settled on a sum: these minutes stay as they are and earn that. */
    amountFen?: number | undefined
  },
): Promise<Timesheet> {
  const sheet = await locked(ctx, engagementId, ['disputed'])
  const overtimeMinutes = given.overtimeMinutes ?? Math.min(sheet.overtimeMinutes ?? 0, given.minutes)
  const data = {
    engagementId,
    minutes: given.minutes,
    overtimeMinutes,
    ...(given.amountFen !== undefined && { amountFen: given.amountFen }),
  }
  const { row } = await transition<TimesheetRow, TimesheetState, TimesheetMove>(ctx, timesheetMachine, sheet.id, {
    move: 'confirm',
    by: given.by,
    reason: given.reason,
    ...behalf(given),
    set: {
      minutes: given.minutes,
      overtime_minutes: overtimeMinutes,
      ...(given.pieces !== undefined && { pieces: given.pieces }),
      ...(given.amountFen !== undefined && { agreed_amount_fen: given.amountFen }),
      confirmed_by: given.by,
      confirmed_at: ctx.now,
    },
    data,
  })
  await moveEngagement(ctx, engagementId, {
    move: 'resolve',
    by: given.by,
    reason: given.reason,
    ...behalf(given),
    data,
  })
  return toTimesheet(row)
}

/** There was no work: nothing is owed beyond what was undisputed. `by` mediator or officer. */
export async function voidHours(ctx: Ctx, engagementId: string, given: Shared): Promise<Timesheet> {
  const sheet = await locked(ctx, engagementId, ['disputed'])
  const { row } = await transition<TimesheetRow, TimesheetState, TimesheetMove>(ctx, timesheetMachine, sheet.id, {
    move: 'void',
    by: given.by,
    reason: given.reason,
    ...behalf(given),
    data: { engagementId },
  })
  const { shiftId, postingId } = await readEngagement(ctx, engagementId)
  await moveEngagement(ctx, engagementId, {
    move: 'void',
    by: given.by,
    reason: given.reason,
    ...behalf(given),
    set: { ended_by: given.by, ended_reason: given.reason.code },
    data: { shiftId, postingId },
  })
  return toTimesheet(row)
}
