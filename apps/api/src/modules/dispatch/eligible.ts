import type { Ctx } from '../../kernel/context.ts'
import { businessDay } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/errors.ts'
import { occupationByCode } from '@linggong/reference'
import { recentNoShows } from '../engagements/index.ts'
import { ageOn, personsFacts } from '../identity/index.ts'
import { shiftsForTaking, type ShiftForTaking } from '../postings/index.ts'
import { paperGaps } from './papers.ts'
import { eligibilityProblems } from './rules.ts'

export type TakingWorker = { workerId: string; workerName: string }

/**
 * The shifts a take is about: the one named, or all of the job where it is taken whole.
 * Refuses NotFound, ShiftNotOffered, ShiftStarted, WrongFillMode.
 */
export async function shiftsToTake(
  ctx: Ctx,
  shiftId: string,
  fillMode: ShiftForTaking['fillMode'] | 'any',
): Promise<ShiftForTaking[]> {
  const shifts = await shiftsForTaking(ctx, [shiftId])
  const first = shifts[0]
  if (!first) return refuse('NotFound')
  for (const shift of shifts) {
    if (shift.state !== 'published') refuse('ShiftNotOffered')
    if (shift.endsAt <= ctx.now) refuse('ShiftStarted')
  }
  if (fillMode !== 'any' && first.fillMode !== fillMode) refuse('WrongFillMode')
  return shifts
}

/**
 * Checks every worker against every rule and refuses with all reasons at once. A clerk may place someone
 * who is paused for not having come: the clerk has heard why.
 */
export async function requireEligible(
  ctx: Ctx,
  workerIds: readonly string[],
  shifts: readonly ShiftForTaking[],
  options: { byClerk: boolean },
): Promise<TakingWorker[]> {
  const first = shifts[0]!
  const day = businessDay(first.startsAt)
  const policy = ctx.deps.policy.at(businessDay(ctx.now), { county: first.county })
  const pauseDays = policy.number('noShow.pauseDays')
  const windowDays = policy.number('noShow.countWithinDays')
  const noShows = options.byClerk
    ? new Map<string, number>()
    : await recentNoShows(ctx, workerIds, new Date(ctx.now.getTime() - windowDays * 86_400_000))
  const minorsForbidden = occupationByCode(first.terms.occupationCode)?.minorsForbidden ?? false
  const workers = await personsFacts(ctx, workerIds)
  const { actor } = ctx
  const gaps = await paperGaps(
    ctx,
    {
      occupationCode: first.terms.occupationCode,
      qualifications: first.terms.qualifications,
      county: first.county,
      startsAt: first.startsAt,
      lastEndsAt: shifts.at(-1)!.endsAt,
    },
    workers.map(({ id }) => ({
      workerId: id,
      own: options.byClerk || (actor.kind === 'person' && actor.personId === id),
    })),
  )
  const problems = workers.flatMap((worker) =>
    eligibilityProblems({
      verification: worker.verification,
      age: worker.birthDate ? ageOn(worker.birthDate, day) : null,
      minorsForbidden,
      minimumAge: policy.number('labour.minimumWorkingAge'),
      adultAge: policy.number('labour.adultAge'),
      levelToEngage: policy.text('identity.levelToEngage'),
      recentNoShows: noShows.get(worker.id) ?? 0,
      pauseAfterNoShows: policy.number('noShow.pauseAfterCount'),
      pauseDays,
      paperGaps: gaps.get(worker.id) ?? [],
    }).map((problem) => ({
      ...problem,
      message: workerIds.length > 1 ? `${worker.name}:${problem.message}` : problem.message,
    })),
  )
  if (workers.length < workerIds.length) refuse('NotFound')
  if (problems.length > 0) refuse('WorkerNotEligible', { problems })
  return workers.map((worker) => ({ workerId: worker.id, workerName: worker.name }))
}
