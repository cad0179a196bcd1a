import { addWorkingDays } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { quarterOf } from '../rules.ts'

/** The last quarter that is over: its name, its Chinese name, its last day and until when it is reported, both inclusive. */
export type ReportDue = { quarter: string; label: string; to: string; dueOn: string }

/** Null where no policy says until when a quarter is reported (附件3, 三(四)). */
export function lastReport(ctx: Ctx): ReportDue | null {
  const today = businessDay(ctx.now)
  const current = `${today.slice(0, 4)}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
  const { before } = quarterOf(current)
  const quarter = quarterOf(before)
  const days = ctx.deps.policy.answer('report.dueWorkingDaysAfterQuarter', quarter.to)
  if (days.status === 'noPolicy') return null
  const dueOn = addWorkingDays(ctx.deps.policy, quarter.to, days.value).date
  return { quarter: before, label: quarter.label, to: quarter.to, dueOn }
}
