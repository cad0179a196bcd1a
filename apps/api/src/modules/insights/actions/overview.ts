import { engagementLifecycle, stateLabels } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { countDisputes, countEngagements, countOpen, countReviews, sumPaid } from '../store.ts'

const dayMs = 86_400_000

/** Figures of one county, or of all the officer's counties. Refuses NotFound for a county of others. */
export async function readOverview(ctx: Ctx, county: string | undefined) {
  const own = ctx.tx.scope.counties ?? []
  if (county !== undefined && !own.includes(county)) refuse('NotFound')
  const counties = county === undefined ? own : [county]
  const day = businessDay(ctx.now)
  const dayStart = new Date(`${day}T00:00:00+08:00`)
  const open = await countOpen(ctx, counties)
  const states = await countEngagements(ctx, counties, dayStart, new Date(dayStart.getTime() + dayMs))
  const paid = await sumPaid(ctx, counties, new Date(`${day.slice(0, 7)}-01T00:00:00+08:00`))
  return {
    at: wireTime(ctx.now),
    county: county ?? null,
    openPlaces: open.places,
    openShifts: open.shifts,
    today: {
      day,
      engagements: engagementLifecycle.states.map((state) => ({
        state,
        label: stateLabels.engagement[state],
        count: states.get(state) ?? 0,
      })),
    },
    paidThisMonth: paid ? { month: day.slice(0, 7), ...paid } : null,
    waitingForReview: await countReviews(ctx, counties),
    disputes: await countDisputes(ctx, counties),
  }
}
