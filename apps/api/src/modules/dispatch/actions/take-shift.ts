import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { acceptShifts, places } from '../../engagements/index.ts'
import { markShiftsFilled, type ShiftForTaking } from '../../postings/index.ts'
import { requireEligible } from '../eligible.ts'

export type Take = {
  shifts: readonly ShiftForTaking[]
  workerIds: readonly string[]
  fillMode: 'grab' | 'apply' | 'dispatch'
  by: Capacity
  onBehalfOf?: string
  crewLeaderId?: string
}

export type Taken = { engagements: Array<{ id: string; shiftId: string; workerId: string }> }

/** Both sides have agreed: checks who comes, makes the engagements, and takes filled shifts off the board. */
export async function takeShifts(ctx: Ctx, take: Take): Promise<Taken> {
  await refuseWhenFull(ctx, take)
  const workers = await requireEligible(ctx, take.workerIds, take.shifts, { byClerk: take.by === 'clerk' })
  const { engagements, filledShiftIds } = await acceptShifts(ctx, {
    shifts: take.shifts,
    workers,
    fillMode: take.fillMode,
    by: take.by,
    ...(take.onBehalfOf && { onBehalfOf: take.onBehalfOf }),
    ...(take.crewLeaderId && { crewLeaderId: take.crewLeaderId }),
  })
  if (filledShiftIds.length > 0) await markShiftsFilled(ctx, filledShiftIds)
  for (const subjectId of filledShiftIds) ctx.emit({ name: 'shiftFilled', subjectKind: 'shift', subjectId })
  return { engagements }
}

/** Most of a rush comes too late: they are told before anything about them is looked up. The lock decides later. */
async function refuseWhenFull(ctx: Ctx, take: Take): Promise<void> {
  const free = await places(
    ctx,
    take.shifts.map((shift) => shift.shiftId),
  )
  for (const { shiftId } of take.shifts) {
    const place = free.get(shiftId)
    if (!place?.open) refuse('ShiftClosed')
    if (place.headcount - place.taken < take.workerIds.length) refuse('ShiftFull')
  }
}
