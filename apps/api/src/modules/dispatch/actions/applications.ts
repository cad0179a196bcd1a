import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer, actingWorker } from '../../../kernel/rights.ts'
import { recordBirth, transition } from '../../../kernel/transition.ts'
import { shiftsForTaking } from '../../postings/index.ts'
import { requireEligible, shiftsToTake } from '../eligible.ts'
import { applicationMachine } from '../machines.ts'
import { countOpenApplications, findApplications, insertApplication, type ApplicationRow } from '../store.ts'
import { rankApplicants } from './rank-applicants.ts'
import { takeShifts, type Taken } from './take-shift.ts'

/** Puts a name down until shortly before the shift (policy), or until the employer answers. */
export async function applyForShift(
  ctx: Ctx,
  input: { shiftId: string; onBehalfOf?: string | undefined; message?: string | undefined },
): Promise<ApplicationRow> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, input.onBehalfOf)
  const shifts = await shiftsToTake(ctx, input.shiftId, 'apply')
  const first = shifts[0]!
  const [worker] = await requireEligible(ctx, [workerId], shifts, { byClerk: by === 'clerk' })
  const policy = ctx.deps.policy.at(businessDay(ctx.now), { county: first.county })
  const max = policy.number('application.maxOpenPerWorker')
  if ((await countOpenApplications(ctx, workerId)) >= max) refuse('TooManyApplications', { facts: { max } })
  const beforeMs = policy.number('application.expiryMinutesBeforeShift') * 60_000
  const expiresAt = new Date(Math.max(first.startsAt.getTime() - beforeMs, ctx.now.getTime() + 60_000))
  const row = await insertApplication(ctx, {
    id: ctx.newId(),
    shift_id: input.shiftId,
    posting_id: first.postingId,
    employer_id: first.employerId,
    worker_id: workerId,
    worker_name: worker!.workerName,
    county: first.county,
    channel: ctx.channel,
    expires_at: expiresAt,
    message: input.message ?? null,
  })
  if (!row) return refuse('AlreadyApplied')
  recordBirth(ctx, applicationMachine, row, { by, event: 'applicationMade', ...(onBehalfOf && { onBehalfOf }) })
  ctx.schedule({ kind: 'dispatch.expireApplication', subjectId: row.id, dueAt: expiresAt })
  return row
}

async function applicationOf(ctx: Ctx, id: string): Promise<ApplicationRow> {
  const [row] = await findApplications(ctx, { id })
  return row ?? refuse('NotFound')
}

/** The employer says yes: the engagement begins with the shifts the applicant put a name down for. */
export async function takeApplication(ctx: Ctx, id: string): Promise<Taken> {
  const row = await applicationOf(ctx, id)
  const { by } = await actingEmployer(ctx, row.employer_id)
  if (row.state !== 'open') refuse('ApplicationGone')
  await ctx.tx.widen({ persons: [row.worker_id] }, 'the applicant asked to be picked by this employer')
  const shifts = await shiftsToTake(ctx, row.shift_id, 'apply')
  await transition(ctx, applicationMachine, id, { move: 'take', by: 'employer' })
  ctx.cancelDue(`dispatch.expireApplication:${id}`)
  return takeShifts(ctx, { shifts, workerIds: [row.worker_id], fillMode: 'apply', by })
}

export async function declineApplication(ctx: Ctx, id: string): Promise<ApplicationRow> {
  const row = await applicationOf(ctx, id)
  await actingEmployer(ctx, row.employer_id)
  ctx.cancelDue(`dispatch.expireApplication:${id}`)
  return (
    await transition<ApplicationRow, ApplicationRow['state'], 'decline'>(ctx, applicationMachine, id, {
      move: 'decline',
      by: 'employer',
    })
  ).row
}

export async function withdrawApplication(ctx: Ctx, id: string, onBehalf: string | undefined): Promise<ApplicationRow> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, onBehalf)
  const row = await applicationOf(ctx, id)
  if (row.worker_id !== workerId) refuse('NotFound')
  ctx.cancelDue(`dispatch.expireApplication:${id}`)
  const moved = await transition<ApplicationRow, ApplicationRow['state'], 'withdraw'>(ctx, applicationMachine, id, {
    move: 'withdraw',
    by: by === 'clerk' ? 'clerk' : 'worker',
    ...(onBehalfOf && { onBehalfOf }),
  })
  return moved.row
}

/** Applicants of a shift, for the employer whose shift it is: ranked, with reasons. */
export async function listApplicants(ctx: Ctx, shiftId: string) {
  const [shift] = await shiftsForTaking(ctx, [shiftId])
  if (!shift) return refuse('NotFound')
  await actingEmployer(ctx, shift.employerId)
  return rankApplicants(ctx, shift, await findApplications(ctx, { shiftId }))
}
