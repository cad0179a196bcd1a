import { stateLabels } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { employerStandingLevel } from '../../engagements/index.ts'
import { employerFacts, proveIntent } from '../../identity/index.ts'
import { siteFacts } from '../../sites/index.ts'
import { postingMachine } from '../machine.ts'
import { ownPosting, type Owned } from '../own.ts'
import { lacking, reviewLimit } from '../requirements.ts'
import { courseOf, returnReasonsOf, type Course } from '../rules.ts'
import { canonicalTerms, contentOf, intentWords } from '../rules-terms.ts'
import { screen, type Screened } from '../screen.ts'
import { findHits, insertDecision, openReview, openReviewOf, replaceHits } from '../store-review.ts'
import { insertSignature } from '../store-signature.ts'
import { stopGrounds } from '../store-stops.ts'
import type { Hit, Posting, Shift } from '../types.ts'
import { publishPosting, type PublicEmployer } from './publish-posting.ts'

export type Submitted = {
  id: string
  state: Posting['state']
  stateLabel: string
  hits: Hit[]
  reviewDueAt: string | null
}

const answer = (posting: Posting, state: Posting['state'], hits: Hit[], dueAt: Date | undefined): Submitted => ({
  id: posting.id,
  state,
  stateLabel: stateLabels.posting[state],
  hits,
  reviewDueAt: state === 'inReview' && dueAt ? wireTime(dueAt) : null,
})

/** Both sides need to know later what was signed, by whom and how it was proved (附1-16). Returns the SHA-256 of the terms. */
async function sign(ctx: Ctx, { posting, shifts, acting }: Owned, code: string): Promise<string> {
  const holder = ctx.actor.kind === 'person' ? { personId: ctx.actor.personId } : { employerId: acting.employerId }
  const content = contentOf(posting, shifts)
  const canonical = canonicalTerms(content)
  const proof = await proveIntent(ctx, { ...holder, purpose: 'signPosting', subjectId: posting.id, code })
  await insertSignature(ctx, posting, {
    personId: ctx.actor.kind === 'person' ? ctx.actor.personId : null,
    phoneMasked: proof.phoneMasked,
    termsText: canonical.text,
    termsSha256: canonical.sha256,
    intentWords: intentWords(content),
    factor: proof.factor,
    provedAt: proof.provedAt,
  })
  return canonical.sha256
}

/** Opens the matter for whoever looks: the site it was delegated to, or the county. */
export async function queueReview(
  ctx: Ctx,
  posting: Posting,
  shifts: readonly Shift[],
  review: { kind: 'before' | 'afterwards'; grounds: readonly string[]; basis: Screened['basis'] },
): Promise<Date> {
  const firstStartsAt = new Date(Math.min(...shifts.map((shift) => shift.startsAt.getTime())))
  const limit = reviewLimit(ctx, posting.county ?? '', review.kind, firstStartsAt)
  const site = posting.siteId ? await siteFacts(ctx, posting.siteId) : undefined
  const siteId = site?.reviewsPostings ? site.id : null
  const reviewId = await openReview(ctx, posting, { ...review, ...limit, siteId })
  ctx.schedule({ kind: 'postingReviewDue', subjectId: reviewId, dueAt: limit.dueAt, data: { postingId: posting.id } })
  return limit.dueAt
}

async function follow(
  ctx: Ctx,
  owned: Owned,
  employer: PublicEmployer,
  screened: Screened,
  decided: { course: Course; grounds: string[] },
): Promise<Submitted> {
  const { posting, shifts } = owned
  const { hits, basis } = screened
  if (decided.course === 'return') {
    const reasons = returnReasonsOf(hits).map((code) => ({ code }))
    await transition(ctx, postingMachine, posting.id, {
      move: 'return',
      by: 'system',
      reason: { code: reasons[0]?.code ?? 'other' },
      data: { reasons: reasons.map((reason) => reason.code) },
    })
    await insertDecision(ctx, posting, { reviewId: null, act: 'return', reasons, decidedBy: null })
    return answer(posting, 'returned', hits, undefined)
  }
  if (decided.course === 'queue') {
    await transition(ctx, postingMachine, posting.id, {
      move: 'queue',
      by: 'system',
      data: { grounds: decided.grounds },
    })
    const dueAt = await queueReview(ctx, posting, shifts, { kind: 'before', grounds: decided.grounds, basis })
    return answer(posting, 'inReview', hits, dueAt)
  }
  await publishPosting(ctx, posting, shifts, employer, 'system')
  await queueReview(ctx, posting, shifts, { kind: 'afterwards', grounds: [], basis })
  return answer(posting, 'published', hits, undefined)
}

/**
 * Submits a draft: everything missing is said at once, the employer signs for the whole headcount,
 * screening decides whether it is public now, looked at first, or returned with all reasons.
 * A posting already submitted is answered calmly as it stands.
 * Refuses NotFound, PostingIncomplete, PostingNotEditable, EmployerSuspended, EmployerInArrears, EmployerStandingTooLow,
 * CodeWrong, CodeExpired.
 */
export async function submitPosting(ctx: Ctx, postingId: string, code: string): Promise<Submitted> {
  const owned = await ownPosting(ctx, postingId)
  const { posting, shifts, acting } = owned
  if (posting.state === 'inReview' || posting.state === 'published') {
    const review = await openReviewOf(ctx, posting.id)
    return answer(posting, posting.state, await findHits(ctx, posting.id), review?.dueAt)
  }
  if (posting.state !== 'draft') refuse('PostingNotEditable')
  const content = contentOf(posting, shifts)
  const employer = await employerFacts(ctx, posting.employerId)
  const problems = lacking(ctx, content, employer.isNew)
  if (problems.length > 0) refuse('PostingIncomplete', { problems })
  if (employer.state === 'suspended') refuse('EmployerSuspended')
  if ((await stopGrounds(ctx, posting.employerId)).includes('arrears')) refuse('EmployerInArrears')
  const blocked = ctx.deps.policy.list('employer.blockedStandingLevels', businessDay(ctx.now))
  if (blocked.includes(await employerStandingLevel(ctx, posting.employerId))) refuse('EmployerStandingTooLow')
  const termsSha256 = await sign(ctx, owned, code)
  const by = acting.by === 'clerk' ? 'clerk' : 'employer'
  await transition(ctx, postingMachine, posting.id, {
    move: 'submit',
    by,
    ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
    set: { terms_sha256: termsSha256, submitted_at: ctx.now },
    data: { employerId: posting.employerId },
  })
  const screened = await screen(ctx, {
    id: posting.id,
    employerId: posting.employerId,
    employerKind: employer.kind,
    content,
    county: posting.county ?? '',
  })
  await replaceHits(ctx, posting, screened.hits)
  return follow(ctx, owned, employer, screened, courseOf(screened.hits, employer.state))
}

/** What submitting would say now; changes nothing. Screening needs at least a place and a time. */
export async function checkPosting(ctx: Ctx, postingId: string) {
  const { posting, shifts } = await ownPosting(ctx, postingId, false)
  const employer = await employerFacts(ctx, posting.employerId)
  const content = contentOf(posting, shifts)
  const missing = lacking(ctx, content, employer.isNew)
  const words = intentWords(content)
  if (posting.county === null || shifts.length === 0) return { missing, hits: [], ready: false, intentWords: words }
  const { hits } = await screen(ctx, {
    id: posting.id,
    employerId: posting.employerId,
    employerKind: employer.kind,
    content,
    county: posting.county,
  })
  return {
    missing,
    hits,
    ready: missing.length === 0 && !hits.some((hit) => hit.severity === 'block'),
    intentWords: words,
  }
}
