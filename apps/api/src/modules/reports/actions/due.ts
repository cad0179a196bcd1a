import { addWorkingDays } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { quarterOf, type Quarter } from '../rules.ts'

/** A quarter is reported by the policy of its last day, also when that is over. */
export const policyDay = (ctx: Ctx, quarter: Quarter): string => {
  const today = businessDay(ctx.now)
  return today < quarter.to ? today : quarter.to
}

/** Until when a county reports: working days after the quarter's last day. Null where no policy says (附件3, 三(四)). */
function dueOrNone(ctx: Ctx, quarter: Quarter): string | null {
  const days = ctx.deps.policy.answer('report.dueWorkingDaysAfterQuarter', policyDay(ctx, quarter))
  return days.status === 'noPolicy' ? null : addWorkingDays(ctx.deps.policy, quarter.to, days.value).date
}

/** As above. Refuses NoPolicyInForce. */
export const dueOn = (ctx: Ctx, quarter: Quarter): string => dueOrNone(ctx, quarter) ?? refuse('NoPolicyInForce')

/** The last quarter that is over: its name, its Chinese name, its last day and until when it is reported, both inclusive. */
export type ReportDue = { quarter: string; label: string; to: string; dueOn: string }

/** Null where no policy says until when it is reported. */
export function lastReport(ctx: Ctx): ReportDue | null {
  const today = businessDay(ctx.now)
  const current = `${today.slice(0, 4)}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
  const { before } = quarterOf(current)
  const quarter = quarterOf(before)
  const due = dueOrNone(ctx, quarter)
  return due === null ? null : { quarter: before, label: quarter.label, to: quarter.to, dueOn: due }
}
