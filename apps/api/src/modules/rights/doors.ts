import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

type Act = { by: Capacity; reason: { code: string; note?: string }; onBehalfOf?: string }

/**
 * What rights asks of `worktime`: hours and engagement move together there. Tests of rights alone may pass
 * answers instead.
 */
export type HoursDoor = {
  /** The claim splits the hours: what both sides agree on is paid meanwhile. */
  disputeHours(
    ctx: Ctx,
    engagementId: string,
    act: Act & { claimedMinutes?: number; claimedAmountFen?: number },
  ): Promise<unknown>
  /** These hours count from now on, and earn this sum where one was settled on. */
  resolveHours(
    ctx: Ctx,
    engagementId: string,
    act: Act & { minutes: number; amountFen?: number | undefined },
  ): Promise<unknown>
  voidHours(ctx: Ctx, engagementId: string, act: Act): Promise<unknown>
  /** As they stand; of disputed hours what was recorded or corrected last. Refuses NotFound where none are. */
  confirmedHours(ctx: Ctx, engagementId: string): Promise<{ minutes: number }>
}
