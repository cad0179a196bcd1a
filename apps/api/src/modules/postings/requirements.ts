import type { Problem } from '@linggong/contract'
import { addWorkingHours, isWorkingDay } from '@linggong/policy'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { boundProblems, inWindows, missingFields } from './rules.ts'
import type { Content } from './types.ts'

const placeOf = (county: string | null) => (county === null ? undefined : { county })

/** Everything a posting still lacks or that cannot stand, by the policy of this day and county. */
export function lacking(ctx: Ctx, content: Content, employerIsNew: boolean): Problem[] {
  const read = ctx.deps.policy.at(businessDay(ctx.now), placeOf(content.county))
  const bounds = {
    minLeadMinutes: read.number('posting.minLeadMinutes'),
    maxHeadcountPerShift: read.number('posting.maxHeadcountPerShift'),
    maxExpiryDays: read.number('posting.maxExpiryDays'),
    escrowCompulsory: employerIsNew && read.boolean('escrow.compulsoryForNewEmployer'),
  }
  return [...missingFields(read.value('posting.requiredFields'), content), ...boundProblems(content, bounds, ctx.now)]
}

export type ReviewLimit = { dueAt: Date; limitKind: 'workingHours' | 'onCall' }

/**
 * By when somebody must have looked (限时办结). While offices are open: working hours, unless the work
 * begins before they are over; otherwise whoever is on call looks within minutes, so that a job for
 * 5 a.m. posted at 9 p.m. works.
 */
export function reviewLimit(ctx: Ctx, county: string, kind: 'before' | 'afterwards', firstStartsAt: Date): ReviewLimit {
  const { policy } = ctx.deps
  const day = businessDay(ctx.now)
  const place = { county }
  const hours = policy.number(
    kind === 'before' ? 'posting.reviewLimitWorkingHours' : 'posting.afterLookWithinWorkingHours',
    day,
    place,
  )
  const workingDue = new Date(addWorkingHours(policy, wireTime(ctx.now), hours, place).at)
  if (kind === 'afterwards') return { dueAt: workingDue, limitKind: 'workingHours' }
  const officeOpen =
    isWorkingDay(policy, day) &&
    inWindows(policy.value('calendar.officeHours', day, place), wireTime(ctx.now).slice(11, 16))
  if (officeOpen && workingDue < firstStartsAt) return { dueAt: workingDue, limitKind: 'workingHours' }
  const minutes = policy.number('posting.nightReviewLimitMinutes', day, place)
  return { dueAt: new Date(ctx.now.getTime() + minutes * 60_000), limitKind: 'onCall' }
}
