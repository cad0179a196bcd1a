import type { TimesheetState } from '@linggong/contract'
import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { registerHandlers } from './handlers.ts'
import { worktimeRoutes } from './routes.ts'
import { placeField, timesheetOf, tokenField } from './store.ts'

export { placeField }

export { disputeHours, resolveHours, voidHours } from './actions/settle-hours.ts'
export * as worktimeSeeding from './seeding.ts'

export type ConfirmedHours = {
  /** Paid minutes altogether, overtime included; of a disputed or voided sheet what was recorded or corrected last. */
  minutes: number
  overtimeMinutes: number
  pieces?: number
  state: TimesheetState
  /** What both sides agree on: all of it unless disputed. */
  undisputedMinutes: number
  /** What the one who disputes says is owed or due, where an amount was named. */
  claimedAmountFen: number | null
  /** The sum a dispute ended with; it stands instead of what the hours earn. */
  agreedAmountFen: number | null
  brokenOff: boolean
  /** Why work was broken off. */
  reason: string | null
  confirmedBy: string | null
  confirmedAt: Date | null
}

/** Hours of an engagement as they stand. Refuses NotFound while nothing is recorded or for who may not see them. */
export async function confirmedHours(ctx: Ctx, engagementId: string): Promise<ConfirmedHours> {
  const sheet = await timesheetOf(ctx, engagementId)
  if (!sheet || sheet.minutes === null) return refuse('NotFound')
  return {
    minutes: sheet.minutes,
    overtimeMinutes: sheet.overtimeMinutes ?? 0,
    ...(sheet.pieces !== null && { pieces: sheet.pieces }),
    state: sheet.state,
    undisputedMinutes: sheet.undisputedMinutes ?? sheet.minutes,
    claimedAmountFen: sheet.claimedAmountFen,
    agreedAmountFen: sheet.agreedAmountFen,
    brokenOff: sheet.brokenOffReason !== null,
    reason: sheet.brokenOffReason,
    confirmedBy: sheet.confirmedBy,
    confirmedAt: sheet.confirmedAt,
  }
}

export function register(app: Application): void {
  app.serve(worktimeRoutes)
  registerHandlers(app)
  app.encrypts(
    {
      table: 'shift_codes',
      key: 'id',
      columns: [{ column: 'token_enc', field: tokenField, index: { column: 'token_index' } }],
    },
    { table: 'checks', key: 'id', columns: [{ column: 'place_enc', field: placeField }] },
  )
}
