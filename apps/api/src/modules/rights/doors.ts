import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

type Act = { by: Capacity; reason: { code: string; note?: string }; onBehalfOf?: string }

/** What rights asks of the hours of an engagement; `index.ts` passes the door of `worktime`. */
export type HoursDoor = {
  /** The claim splits the hours: what both sides agree on is paid meanwhile. */
  disputeHours(ctx: Ctx, engagementId: string, act: Act & { claimedMinutes?: number; claimedAmountFen?: number }): Promise<unknown>
  /** The hours that count from now on; without `minutes` those recorded. */
  resolveHours(ctx: Ctx, engagementId: string, act: Act & { minutes?: number }): Promise<unknown>
  voidHours(ctx: Ctx, engagementId: string, act: Act): Promise<unknown>
  /** Minutes as recorded or corrected so far; undefined where none are. */
  recordedMinutes(ctx: Ctx, engagementId: string): Promise<number | undefined>
}
