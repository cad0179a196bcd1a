import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import type { BasisItem, PolicyReader } from '@linggong/policy'
import type { Engagement } from '../../engagements/index.ts'
import { plannedPaidMinutes, reckonHours, sentHomeMinutes, type Hours } from '../rules.ts'

/** The policy of the place on the day the shift begins. */
export function policyOf(ctx: Ctx, engagement: { startsAt: Date; county: string }): PolicyReader {
  return ctx.deps.policy.at(businessDay(engagement.startsAt), { county: engagement.county })
}

/** Hours of an engagement from its two checks, with the policy values they rest on. */
export function reckonSheet(
  ctx: Ctx,
  engagement: Engagement,
  checks: { checkIn: Date; checkOut: Date; brokenOffReason?: string | undefined },
): { hours: Hours; basis: BasisItem[] } {
  const reader = policyOf(ctx, engagement)
  const { terms, startsAt, endsAt } = engagement
  const planned = { startsAt, endsAt, breakMinutes: terms.breakMinutes, breakPaid: terms.breakPaid }
  const hours = reckonHours({
    ...planned,
    checkIn: checks.checkIn,
    checkOut: checks.checkOut,
    roundToMinutes: reader.number('worktime.roundToMinutes'),
    lateGraceMinutes: reader.number('worktime.lateGraceMinutes'),
    overtimeForeseen: terms.overtimeAmountFen !== null,
  })
  const counted =
    checks.brokenOffReason === 'sentHome'
      ? sentHomeMinutes(hours, plannedPaidMinutes(planned), reader.number('worktime.sentHomeMinimumPaidMinutes'))
      : hours
  return { hours: counted, basis: reader.basis() }
}
