import { reasons as reasonTable } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { transition } from '../../../kernel/transition.ts'
import { employerFacts } from '../../identity/index.ts'
import { siteFacts } from '../../sites/index.ts'
import { postingMachine } from '../machine.ts'
import { findPosting, findShifts } from '../store.ts'
import { assignReview, closeReview, findReview, insertDecision, markEscalated, type Review } from '../store-review.ts'
import type { Posting, Reason } from '../types.ts'
import { takeDown } from './end-posting.ts'
import { publishPosting } from './publish-posting.ts'

/**
 * Whether this staff member decides here: an officer of the county, or the manager of the site the
 * county has given the review to. What the scope shows is not yet whose decision it is.
 */
async function mayReview(ctx: Ctx, subject: { county: string | null; siteId: string | null }): Promise<boolean> {
  const staff = requireStaff(ctx.actor)
  const officer = staff.posts.some(
    (post) =>
      (post.role === 'countyOfficer' && post.county === subject.county) ||
      (post.role === 'cityOfficer' && (post.county === null || post.county === subject.county)),
  )
  if (officer) return true
  const manages = staff.posts.some(
    (post) => post.role === 'siteManager' && post.siteId !== null && post.siteId === subject.siteId,
  )
  if (!manages || subject.siteId === null) return false
  return (await siteFacts(ctx, subject.siteId))?.reviewsPostings === true
}

/** The matter, kept for a change, if it is this person's to decide. Refuses NotFound, ReviewClosed, ReviewOwnedByOther. */
async function ownReview(ctx: Ctx, reviewId: string): Promise<{ review: Review; posting: Posting; staffId: string }> {
  const review = await findReview(ctx, reviewId, true)
  if (!review || !(await mayReview(ctx, review))) return refuse('NotFound')
  const { staffId } = requireStaff(ctx.actor)
  if (review.closedAt !== null) refuse('ReviewClosed')
  // Once the time limit has passed, a colleague may step in (限时办结).
  if (review.assignedTo !== null && review.assignedTo !== staffId && review.escalatedAt === null)
    refuse('ReviewOwnedByOther')
  const posting = (await findPosting(ctx, review.postingId, true)) ?? refuse('NotFound')
  return { review, posting, staffId }
}

/** First contact (首问责任): who takes the matter first owns it; taking it again changes nothing. */
export async function takeReview(ctx: Ctx, reviewId: string) {
  const { review, staffId } = await ownReview(ctx, reviewId)
  if (review.assignedTo === null) {
    await assignReview(ctx, reviewId, staffId)
    ctx.audit({
      subjectKind: 'posting',
      subjectId: review.postingId,
      act: 'takeReview',
      capacity: 'officer',
      county: review.county,
      concerns: [review.employerId],
      data: { reviewId },
    })
  }
  return { id: reviewId, assignedTo: review.assignedTo ?? staffId }
}

/** Reasons come from the closed list of their act; free words may be added to each. */
function checkReasons(act: 'return' | 'takeDown', given: readonly Reason[]): void {
  const known: Record<string, string> =
    act === 'return' ? reasonTable['posting.return'] : reasonTable['posting.takeDown']
  if (given.length === 0) refuse('ReasonMissing')
  const problems = given.flatMap((reason, index) =>
    reason.code in known ? [] : [{ path: `reasons.${index}.code`, code: 'unknown', message: '请从列表里选原因' }],
  )
  if (problems.length > 0) refuse('InputInvalid', { problems })
}

async function pass(ctx: Ctx, review: Review, posting: Posting): Promise<void> {
  if (review.kind === 'afterwards') return
  await ctx.tx.widen({ employers: [posting.employerId] }, "the decision is about this employer's posting")
  const employer = await employerFacts(ctx, posting.employerId)
  if (employer.state === 'suspended') refuse('EmployerSuspended')
  if (employer.state !== 'verified') refuse('EmployerNotVerified')
  await publishPosting(ctx, posting, await findShifts(ctx, [posting.id]), employer, 'officer')
}

/**
 * Decides a matter of the queue. `pass` publishes (or, afterwards, confirms), `return` gives all reasons
 * at once, `takeDown` is for what is public already.
 * Refuses NotFound, ReviewClosed, ReviewOwnedByOther, ReasonMissing, EmployerNotVerified, PostingNotOpen.
 */
export async function decideReview(
  ctx: Ctx,
  reviewId: string,
  decision: { decision: 'pass' | 'return' | 'takeDown'; reasons: readonly Reason[] },
) {
  const { review, posting, staffId } = await ownReview(ctx, reviewId)
  const { decision: act, reasons } = decision
  if (act !== 'pass') checkReasons(act, reasons)
  if ((act === 'return') !== (review.kind === 'before') && act !== 'pass') refuse('TransitionNotAllowed')
  if (act === 'pass') await pass(ctx, review, posting)
  if (act === 'return') {
    const [first] = reasons
    await transition(ctx, postingMachine, posting.id, {
      move: 'return',
      by: 'officer',
      reason: { code: first?.code ?? 'other', ...(first?.note && { note: first.note }) },
      data: { reasons: reasons.map((reason) => reason.code), employerId: posting.employerId },
    })
  }
  if (act === 'takeDown') await takeDown(ctx, posting, { by: 'officer', reasons })
  await insertDecision(ctx, posting, { reviewId, act, reasons, decidedBy: staffId })
  await closeReview(ctx, posting.id, act)
  ctx.cancelDue(`postingReviewDue:${reviewId}`)
  const after = await findPosting(ctx, posting.id)
  return { id: reviewId, postingId: posting.id, postingState: after?.state ?? posting.state }
}

/** An officer takes a published posting down outside the queue (a report, a check on the spot). */
export async function takeDownByOfficer(ctx: Ctx, postingId: string, reasons: readonly Reason[]) {
  const posting = await findPosting(ctx, postingId, true)
  if (!posting || !(await mayReview(ctx, { county: posting.county, siteId: null }))) return refuse('NotFound')
  checkReasons('takeDown', reasons)
  const cancelledEngagements = await takeDown(ctx, posting, { by: 'officer', reasons })
  await insertDecision(ctx, posting, {
    reviewId: null,
    act: 'takeDown',
    reasons,
    decidedBy: requireStaff(ctx.actor).staffId,
  })
  await closeReview(ctx, posting.id, 'takeDown')
  return { id: posting.id, postingState: 'takenDown' as const, cancelledEngagements }
}

/** The time limit has passed: the matter is marked and its superiors are told. */
export async function escalateReview(ctx: Ctx, reviewId: string): Promise<void> {
  if (!(await markEscalated(ctx, reviewId))) return
  const review = await findReview(ctx, reviewId)
  if (!review) return
  ctx.audit({
    subjectKind: 'posting',
    subjectId: review.postingId,
    act: 'escalateReview',
    capacity: 'system',
    county: review.county,
    concerns: [review.employerId],
    data: { reviewId },
  })
  ctx.emit({
    name: 'postingReviewOverdue',
    subjectKind: 'posting',
    subjectId: review.postingId,
    data: { reviewId, kind: review.kind, county: review.county, assignedTo: review.assignedTo },
  })
}
