import type { Capacity } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse, sqlState } from '../../../kernel/errors.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { engagementMachine } from '../machine.ts'
import { insertEngagements, lockPlaces, overlapping, type NewEngagement } from '../store.ts'

export type ShiftToAccept = {
  shiftId: string
  postingId: string
  employerId: string
  county: string
  siteId: string | null
  startsAt: Date
  endsAt: Date
  terms: WorkTerms
}

export type Acceptance = {
  shifts: readonly ShiftToAccept[]
  workers: ReadonlyArray<{ workerId: string; workerName: string }>
  fillMode: 'grab' | 'apply' | 'dispatch'
  by: Capacity
  onBehalfOf?: string
  crewLeaderId?: string
}

export type Accepted = {
  engagements: Array<{ id: string; shiftId: string; workerId: string }>
  /** Shifts whose last place this took: their postings are no longer to be shown. */
  filledShiftIds: string[]
}

/**
 * Both sides have said yes: engagements are born, every worker on every shift or none at all.
 * Refuses ShiftClosed, ShiftFull, WorkerBusy. Invariants 1 and 2 are checked here for a calm answer and
 * held by the database for good.
 */
export async function acceptShifts(ctx: Ctx, acceptance: Acceptance): Promise<Accepted> {
  const shiftIds = acceptance.shifts.map((shift) => shift.shiftId)
  const places = await lockPlaces(ctx, shiftIds)
  const wanted = acceptance.workers.length
  for (const shiftId of shiftIds) {
    const place = places.get(shiftId)
    if (!place?.open) refuse('ShiftClosed')
    if (place.left < wanted) refuse('ShiftFull')
  }
  const workerIds = acceptance.workers.map((worker) => worker.workerId)
  const busy = await overlapping(ctx, workerIds, acceptance.shifts)
  if (busy.length > 0) refuseBusy(acceptance, busy)

  const rows = newRows(ctx, acceptance)
  try {
    await insertEngagements(ctx, rows)
  } catch (error) {
    // Two requests of one worker at the same moment: the second meets the exclusion constraint.
    if (sqlState(error) === '23P01' || sqlState(error) === '23505') return refuseBusy(acceptance, workerIds)
    throw error
  }
  for (const row of rows) recordAcceptance(ctx, row, acceptance)
  return {
    engagements: rows.map((row) => ({ id: row.id, shiftId: row.shiftId, workerId: row.workerId })),
    filledShiftIds: shiftIds.filter((shiftId) => places.get(shiftId)?.left === wanted),
  }
}

/** Work taken at a counter is by that site's help, whichever site has posted it: it counts and is followed up there. */
function counterSite({ actor }: Ctx): string | null {
  if (actor.kind !== 'staff') return null
  return actor.posts.find(({ role }) => role === 'clerk' || role === 'siteManager')?.siteId ?? null
}

function newRows(ctx: Ctx, acceptance: Acceptance): NewEngagement[] {
  return acceptance.shifts.flatMap((shift) =>
    acceptance.workers.map((worker) => ({
      ...shift,
      ...worker,
      siteId: counterSite(ctx) ?? shift.siteId,
      id: ctx.newId(),
      crewLeaderId: acceptance.crewLeaderId ?? null,
      fillMode: acceptance.fillMode,
    })),
  )
}

function recordAcceptance(ctx: Ctx, row: NewEngagement, acceptance: Acceptance): void {
  recordBirth(
    ctx,
    engagementMachine,
    {
      id: row.id,
      state: 'accepted',
      worker_id: row.workerId,
      employer_id: row.employerId,
      crew_leader_id: row.crewLeaderId,
      county: row.county,
    },
    {
      by: acceptance.by,
      event: 'engagementAccepted',
      onBehalfOf: acceptance.onBehalfOf,
      data: { shiftId: row.shiftId, postingId: row.postingId, fillMode: row.fillMode },
    },
  )
}

function refuseBusy(acceptance: Acceptance, busy: readonly string[]): never {
  const names = acceptance.workers.filter((worker) => busy.includes(worker.workerId))
  return refuse('WorkerBusy', {
    problems:
      acceptance.workers.length > 1
        ? names.map((worker) => ({
            path: 'workerIds',
            code: 'busy',
            message: `${worker.workerName}这个时间已经有别的活`,
          }))
        : [],
  })
}
