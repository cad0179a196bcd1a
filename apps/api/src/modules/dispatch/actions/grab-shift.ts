import type { Ctx } from '../../../kernel/context.ts'
import { actingWorker } from '../../../kernel/rights.ts'
import { shiftsToTake } from '../eligible.ts'
import { takeShifts, type Taken } from './take-shift.ts'

/** First come, first served. Losing is calm: ShiftFull. */
export async function grabShift(ctx: Ctx, input: { shiftId: string; onBehalfOf?: string | undefined }): Promise<Taken> {
  const { workerId, by, onBehalfOf } = await actingWorker(ctx, input.onBehalfOf)
  const shifts = await shiftsToTake(ctx, input.shiftId, 'grab')
  return takeShifts(ctx, { shifts, workerIds: [workerId], fillMode: 'grab', by, ...(onBehalfOf && { onBehalfOf }) })
}
