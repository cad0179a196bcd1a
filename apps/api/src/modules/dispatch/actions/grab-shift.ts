import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { shiftsToTake } from '../eligible.ts'
import { takeFromHall } from '../store-hall.ts'
import { takeShifts, type Taken } from './take-shift.ts'

/**
 * First come, first served. Losing is calm: ShiftFull. Of dispatched work only what the market holds for nobody can be
 * grabbed; the rest is being asked about: HeldByDispatch.
 */
export async function grabShift(ctx: Ctx, input: { shiftId: string; onBehalfOf?: string | undefined }): Promise<Taken> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, input.onBehalfOf)
  const shifts = await shiftsToTake(ctx, input.shiftId, 'any')
  const [first] = shifts
  if (first?.fillMode === 'apply') refuse('WrongFillMode')
  if (first?.fillMode === 'dispatch') {
    const ids = shifts.map((shift) => shift.shiftId)
    if (!(await takeFromHall(ctx, ids))) refuse('HeldByDispatch')
  }
  return takeShifts(ctx, { shifts, workerIds: [workerId], fillMode: 'grab', by, ...(onBehalfOf && { onBehalfOf }) })
}
