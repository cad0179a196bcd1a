import { addDays, addWorkingDays } from '@linggong/policy'
import { holdsRight, toDoKinds, type Duty, type Right } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Actor, Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { holdsDuty } from '../../../kernel/rights.ts'
import { byUrgency, listAddress, quarterBehind } from '../rules-to-dos.ts'
import { toDosOfEmployers, toDosOfStaff, toDosOfWorker, type StaffQueue, type ToDoRow } from '../store-to-dos.ts'

/** The right that opens the list is the right to see the queue. */
const queueRights: Record<StaffQueue, Right> = {
  review: 'posting.review',
  supervise: 'employer.supervise',
  mediate: 'dispute.mediate',
  trouble: 'trouble.answer',
  qualification: 'qualification.review',
  counter: 'clerk.assist',
  recognition: 'recognition.decide',
  recognitionOwn: 'recognition.apply',
  recognitionCity: 'recognition.record',
  subsidy: 'subsidy.decide',
  subsidyFinance: 'subsidy.finance',
  assessmentOwn: 'assessment.self',
  assessment: 'assessment.score',
  assessmentCity: 'assessment.check',
  service: 'subsidy.decide',
  serviceOwn: 'subsidy.account',
  serviceFinance: 'subsidy.finance',
  report: 'report.write',
  referral: 'referral.decide',
  referralOwn: 'referral.declare',
  safety: 'site.manage',
}

/** What a member's role has nothing to do with does not wait for that member. */
function isFor(actor: Extract<Actor, { kind: 'person' }>, { kind, employer_id: employerId }: ToDoRow): boolean {
  const of: { by: string; duty?: Duty } = toDoKinds[kind]
  return of.duty === undefined || (employerId !== null && holdsDuty(actor, employerId, of.duty))
}

async function rowsOfPerson(ctx: Ctx, actor: Extract<Actor, { kind: 'person' }>, employerId: string | undefined) {
  if (employerId !== undefined && !actor.employerIds.includes(employerId)) refuse('NotFound')
  const rateDays = ctx.deps.policy.number('rating.windowDays', businessDay(ctx.now))
  const employerIds = employerId === undefined ? actor.employerIds : [employerId]
  const own = employerId === undefined ? await toDosOfWorker(ctx, actor.personId, rateDays) : []
  const theirs = employerIds.length > 0 ? await toDosOfEmployers(ctx, employerIds, rateDays) : []
  return [...own, ...theirs.filter((row) => isFor(actor, row))]
}

/** The quarter behind and until when its report is due; null where no policy asks for one. */
function reportBehind(ctx: Ctx) {
  const behind = quarterBehind(businessDay(ctx.now))
  const days = ctx.deps.policy.answer('report.dueWorkingDaysAfterQuarter', behind.last)
  if (days.status === 'noPolicy') return null
  const due = addWorkingDays(ctx.deps.policy, behind.last, days.value).date
  const after = (day: string) => `${addDays(day, 1)}T00:00:00+08:00`
  return { quarter: behind.quarter, label: behind.label, overAt: after(behind.last), dueAt: after(due) }
}

function rowsOf(ctx: Ctx, employerId: string | undefined): Promise<ToDoRow[]> {
  const { actor } = ctx
  if (actor.kind === 'person') return rowsOfPerson(ctx, actor, employerId)
  if (actor.kind !== 'staff' || employerId !== undefined) return refuse('NotFound')
  const queues = (Object.keys(queueRights) as StaffQueue[]).filter((queue) =>
    holdsRight(actor.roles, queueRights[queue]),
  )
  return toDosOfStaff(ctx, actor.staffId, queues, reportBehind(ctx))
}

/** What waits for the asking person, counted from rows. Refuses NotFound for an employer of others. */
export async function readToDos(ctx: Ctx, employerId: string | undefined) {
  const today = businessDay(ctx.now)
  const rows = await rowsOf(ctx, employerId)
  return {
    at: wireTime(ctx.now),
    items: rows.toSorted(byUrgency).map((row) => ({
      kind: row.kind,
      label: toDoKinds[row.kind].label,
      employerId: row.employer_id,
      count: row.count,
      late: row.late,
      earliestDueAt: row.earliest && wireTime(row.earliest),
      list: listAddress(row.kind, row.employer_id, { today, quarter: quarterBehind(today).quarter }),
      first: row.first.map((one) => ({ ...one, dueAt: one.dueAt && wireTime(new Date(one.dueAt)) })),
    })),
  }
}
