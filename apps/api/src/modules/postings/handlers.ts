import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { places } from '../engagements/index.ts'
import { employerFacts } from '../identity/index.ts'
import { takeDown } from './actions/end-posting.ts'
import { publishPosting } from './actions/publish-posting.ts'
import { queueReview } from './actions/submit-posting.ts'
import { findPosting, findShifts, publishedOf } from './store.ts'
import { lockBoardAround, setOpenPlaces, showEscrow, showVerified } from './store-board.ts'
import { allowPosting, stopPosting } from './store-stops.ts'
import { closeReview, insertDecision, waitingForEmployer } from './store-review.ts'

/**
 * Writes the places that are open now to the board: a freed place shows the shift again, the last taken
 * one hides it. Rows are locked before places are counted, so that the later of two events wins.
 */
export async function refreshBoard(ctx: Ctx, shiftIds: readonly string[]): Promise<void> {
  const rows = await lockBoardAround(ctx, shiftIds)
  if (rows.length === 0) return
  const shifts = await findShifts(ctx, [...new Set(rows.map((row) => row.posting_id))])
  const known = await places(
    ctx,
    shifts.map((shift) => shift.id),
  )
  const open = (shiftId: string) => {
    const place = known.get(shiftId)
    return place?.open ? Math.max(0, place.headcount - place.taken) : 0
  }
  await setOpenPlaces(
    ctx,
    rows.map((row) => ({
      shiftId: row.shift_id,
      open:
        row.span === 'wholeJob'
          ? Math.min(...shifts.filter((shift) => shift.postingId === row.posting_id).map((shift) => open(shift.id)))
          : open(row.shift_id),
    })),
  )
}

/** Postings that waited for nothing but the employer's verification become public. */
async function publishWaiting(ctx: Ctx, employerId: string): Promise<void> {
  const employer = await employerFacts(ctx, employerId)
  if (employer.state !== 'verified') return
  for (const review of await waitingForEmployer(ctx, employerId)) {
    const posting = await findPosting(ctx, review.postingId, true)
    const shifts = await findShifts(ctx, [review.postingId])
    // One whose time is over stays with the reviewer, who returns it with the reason.
    if (posting?.state !== 'inReview' || shifts.every((shift) => shift.endsAt <= ctx.now)) continue
    await publishPosting(ctx, posting, shifts, employer, 'system')
    await closeReview(ctx, posting.id, 'pass')
    ctx.cancelDue(`postingReviewDue:${review.id}`)
    await queueReview(ctx, posting, shifts, { kind: 'afterwards', grounds: [], basis: [] })
  }
}

/** A suspended employer's postings disappear at once; what has not begun is cancelled. */
async function takeDownAll(ctx: Ctx, employerId: string): Promise<void> {
  if ((await employerFacts(ctx, employerId)).state !== 'suspended') return
  for (const postingId of await publishedOf(ctx, employerId)) {
    const posting = await findPosting(ctx, postingId, true)
    if (posting?.state !== 'published') continue
    const reasons = [{ code: 'employerSuspended' }]
    await takeDown(ctx, posting, { by: 'system', reasons })
    await insertDecision(ctx, posting, { reviewId: null, act: 'takeDown', reasons, decidedBy: null })
    await closeReview(ctx, posting.id, 'takeDown')
  }
}

export function registerHandlers(app: Application): void {
  for (const event of ['engagementAccepted', 'engagementCancelled', 'engagementNoShow', 'engagementVoided']) {
    app.on(event, 'postings.refreshBoard', async (ctx, { data }) => {
      if (typeof data['shiftId'] === 'string') await refreshBoard(ctx, [data['shiftId']])
    })
  }
  for (const event of ['employerVerified', 'employerRestored']) {
    app.on(event, 'postings.publishWaiting', (ctx, { subjectId }) => publishWaiting(ctx, subjectId))
  }
  for (const event of ['employerVerified', 'employerRestored', 'employerLapsed']) {
    app.on(event, 'postings.showVerified', async (ctx, { subjectId }) => {
      await showVerified(ctx, subjectId, (await employerFacts(ctx, subjectId)).state === 'verified')
    })
  }
  app.on('employerInArrears', 'postings.stop', (ctx, { subjectId }) => stopPosting(ctx, subjectId, 'arrears'))
  app.on('employerOutOfArrears', 'postings.allow', (ctx, { subjectId }) => allowPosting(ctx, subjectId, 'arrears'))
  app.on('escrowHeld', 'postings.showEscrow', async (ctx, { data }) => {
    if (typeof data['postingId'] === 'string') await showEscrow(ctx, data['postingId'])
  })
  app.on('employerSuspended', 'postings.takeDownAll', (ctx, { subjectId }) => takeDownAll(ctx, subjectId))
}
