import type { Capacity } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { acceptShifts } from '../../engagements/index.ts'
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
