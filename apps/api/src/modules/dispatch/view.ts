import { stateLabels } from '@linggong/contract'
import { wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { shiftsForTaking, type ShiftForTaking } from '../postings/index.ts'
import type { InvitationRow } from './store-invitations.ts'
import type { ApplicationRow, OfferRow } from './store.ts'

/** Shifts of whatever the rows are about, by posting; what this scope may not see is absent. */
export async function jobsOf(ctx: Ctx, rows: ReadonlyArray<{ shift_id: string }>) {
  const shifts = rows.length > 0 ? await shiftsForTaking(ctx, [...new Set(rows.map((row) => row.shift_id))]) : []
  const byPosting = Map.groupBy(shifts, (shift) => shift.postingId)
  return (row: { posting_id: string; shift_id: string }) => jobOf(byPosting.get(row.posting_id) ?? [], row.shift_id)
}

function jobOf(shifts: readonly ShiftForTaking[], shiftId: string) {
  const shift = shifts.find((one) => one.shiftId === shiftId)
  if (!shift) return null
  const { title, placeName, payMethod, amountFen, pieceUnit, settlementCycle } = shift.terms
  const together = shift.span === 'wholeJob' ? shifts : [shift]
  return {
    title,
    placeName,
    startsAt: wireTime(together[0]!.startsAt),
    endsAt: wireTime(together[0]!.endsAt),
    payMethod,
    amountFen,
    pieceUnit,
    settlementCycle,
    shiftCount: together.length,
  }
}

/** `reasons`: what speaks for the applicant, for the employer alone. */
export async function applicationViews(
  ctx: Ctx,
  rows: readonly ApplicationRow[],
  reasons: (row: ApplicationRow) => string[] = () => [],
) {
  const jobFor = await jobsOf(ctx, rows)
  return rows.map((row) => ({
    id: row.id,
    shiftId: row.shift_id,
    postingId: row.posting_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    state: row.state,
    stateLabel: stateLabels.application[row.state],
    madeAt: wireTime(row.made_at),
    expiresAt: wireTime(row.expires_at),
    message: row.message,
    reasons: reasons(row),
    job: jobFor(row),
  }))
}

export async function offerViews(ctx: Ctx, rows: readonly OfferRow[]) {
  const jobFor = await jobsOf(ctx, rows)
  return rows.map((row) => ({
    id: row.id,
    shiftId: row.shift_id,
    postingId: row.posting_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    state: row.state,
    stateLabel: stateLabels.offer[row.state],
    reasons: row.reasons,
    madeAt: wireTime(row.made_at),
    expiresAt: wireTime(row.expires_at),
    job: jobFor(row),
  }))
}

export async function applicationView(ctx: Ctx, row: ApplicationRow) {
  const [view] = await applicationViews(ctx, [row])
  return view!
}

export async function offerView(ctx: Ctx, row: OfferRow) {
  const [view] = await offerViews(ctx, [row])
  return view!
}

export const invitationView = (row: InvitationRow) => ({
  id: row.id,
  shiftId: row.shift_id,
  workerId: row.worker_id,
  workerName: row.worker_name,
  state: row.state,
  stateLabel: stateLabels.invitation[row.state],
  madeAt: wireTime(row.made_at),
  asksAt: wireTime(row.asks_at),
  why: row.why,
})
