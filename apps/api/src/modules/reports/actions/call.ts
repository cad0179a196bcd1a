import { addDays, workingDayBefore } from '@linggong/policy'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { planLimit } from '../../programmes/index.ts'
import { quarterOf } from '../rules.ts'
import * as store from '../store.ts'
import { units } from './compile.ts'
import { lastReport, policyDay } from './due.ts'

export const callKind = 'reports.call'
/** Of the standing deadline, which is about no row. */
const callId = '00000000-0000-8000-8000-000000000003'

/**
 * Deadline: a quarter is over. Each county is asked for its report once, with its last day (三(四)); a reminder and the day
 * after the last one are planned, when the city is told which counties are missing. Comes again when the next quarter is over.
 */
export async function callReports(ctx: Ctx): Promise<void> {
  const today = businessDay(ctx.now)
  const current = quarterOf(`${today.slice(0, 4)}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`)
  ctx.schedule({ kind: callKind, key: callKind, subjectId: callId, dueAt: dayStart(addDays(current.to, 1)) })
  const report = lastReport(ctx)
  if (!report) return
  const { quarter, label, dueOn } = report
  const calls = units().map(({ code, name }) => ({ id: ctx.newId(), county: code, county_name: name }))
  const before = ctx.deps.policy.answer('report.remindWorkingDaysBefore', policyDay(ctx, quarterOf(quarter)))
  const soonOn = before.status === 'noPolicy' ? null : workingDayBefore(ctx.deps.policy, dueOn, before.value)
  const inserted = await store.insertCalls(ctx, calls, { quarter, label, due_on: dueOn })
  for (const { id } of inserted) {
    const told = { subjectKind: 'reportCall', subjectId: id }
    if (today <= dueOn) ctx.emit({ name: 'reportAsked', ...told })
    planLimit(ctx, {
      ...told,
      dueOn,
      overdue: 'reportOverdue',
      ...(soonOn !== null && { soon: { on: soonOn, event: 'reportDueSoon' } }),
    })
  }
  // The city hears once of all that are missing, by the call of the first county.
  const first = inserted.find(({ county }) => county === calls[0]?.county)
  if (first) planLimit(ctx, { subjectKind: 'reportRound', subjectId: first.id, dueOn, overdue: 'reportsMissing' })
}

const dayStart = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

/** Asks at once for the quarter behind; what was asked before is not asked again. The worker role calls it as it starts. */
export function scheduleCalls(ctx: Ctx): void {
  ctx.schedule({ kind: callKind, key: callKind, subjectId: callId, dueAt: ctx.now })
}
