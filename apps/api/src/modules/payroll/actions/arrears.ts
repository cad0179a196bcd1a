import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { arrearsStepsDue } from '../rules/settlement.ts'
import { advanceArrears, endArrears, lockArrears, openArrears } from '../arrears-store.ts'
import { owedFen, wagesById, type Wage } from '../wage-store.ts'

function about(wage: Wage) {
  return {
    workerId: wage.workerId,
    employerId: wage.employerId,
    engagementId: wage.engagementId,
    owedFen: owedFen(wage),
  }
}

/**
 * A wage is past its time. Only what the employer has not paid in is arrears; a funded wage waits for
 * something else. Steps and their times are the policy's (arrears.steps).
 */
export async function takeArrearsSteps(ctx: Ctx, wageId: string): Promise<void> {
  const [wage] = await wagesById(ctx, [wageId])
  if (!wage || wage.paidAt !== null || wage.fundedAt !== null || wage.lateAt > ctx.now) return
  await openArrears(ctx, wage)
  const arrears = await lockArrears(ctx, wageId)
  if (!arrears || arrears.endedAt !== null) return
  const steps = ctx.deps.policy.value('arrears.steps', businessDay(ctx.now), { county: wage.county })
  const { due, nextAt } = arrearsStepsDue(steps, arrears.stepsTaken, arrears.since, ctx.now)
  for (const step of due) takeStep(ctx, wage, step)
  const stopped = due.some((step) => step.action === 'stopPosting')
  await advanceArrears(ctx, wageId, arrears.stepsTaken + due.length, stopped)
  if (nextAt) ctx.schedule({ kind: 'payroll.late', key: `payroll.late:${wageId}`, subjectId: wageId, dueAt: nextAt })
}

function takeStep(ctx: Ctx, wage: Wage, step: { action: string; plainZh: string }): void {
  ctx.audit({
    subjectKind: 'wage',
    subjectId: wage.id,
    act: step.action,
    capacity: 'system',
    county: wage.county,
    concerns: [wage.workerId, wage.employerId],
    data: about(wage),
  })
  ctx.emit({
    name: 'wageInArrears',
    subjectKind: 'wage',
    subjectId: wage.id,
    data: { ...about(wage), step: step.action },
  })
  if (step.action === 'stopPosting') {
    ctx.emit({
      name: 'employerInArrears',
      subjectKind: 'employer',
      subjectId: wage.employerId,
      data: { wageId: wage.id },
    })
  }
  if (step.action === 'handOverToRights') {
    ctx.emit({ name: 'wageHandedToRights', subjectKind: 'wage', subjectId: wage.id, data: about(wage) })
  }
}

/** Paid wages are no arrears any more; an employer whose last one this was may post again. */
export async function settleArrears(ctx: Ctx, wages: readonly Wage[]): Promise<void> {
  for (const wage of wages) ctx.cancelDue(`payroll.late:${wage.id}`)
  for (const employerId of await endArrears(
    ctx,
    wages.map((wage) => wage.id),
  )) {
    ctx.emit({ name: 'employerOutOfArrears', subjectKind: 'employer', subjectId: employerId })
  }
}
