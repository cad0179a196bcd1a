import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { requireStaff } from '../../../kernel/rights.ts'
import { employerFacts } from '../../identity/index.ts'
import { cursorText, readCursor } from '../paging.ts'
import { countStates, findPosting } from '../store.ts'
import { findReview, listReviews } from '../store-review.ts'
import { toOwnView, toReviewView } from '../view.ts'

/** The queue of this person's county or site, most urgent first. */
export async function listPostingReviews(
  ctx: Ctx,
  query: {
    after?: string | undefined
    limit: number
    kind?: 'before' | 'afterwards' | undefined
    mine?: 'true' | 'false' | undefined
  },
) {
  const { staffId } = requireStaff(ctx.actor)
  const cursor = readCursor(query.after)
  const found = await listReviews(ctx, {
    kind: query.kind,
    assignedTo: query.mine === 'true' ? staffId : undefined,
    after: cursor && { dueAt: new Date(cursor.value), id: cursor.id },
    limit: query.limit + 1,
  })
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const next =
    found.length > query.limit && last ? cursorText({ value: last.dueAt.getTime(), id: last.id, mark: 'due' }) : null
  return { items: page.map((review) => toReviewView(ctx, review)), next }
}

/** One matter with all that a decision needs. Refuses NotFound. */
export async function readPostingReview(ctx: Ctx, reviewId: string) {
  const review = (await findReview(ctx, reviewId)) ?? refuse('NotFound')
  const posting = (await findPosting(ctx, review.postingId)) ?? refuse('NotFound')
  await ctx.tx.widen(
    { employers: [posting.employerId] },
    'the reviewer must know whose posting it is, and how earlier ones went',
  )
  const employer = await employerFacts(ctx, posting.employerId)
  const counts = await countStates(ctx, posting.employerId)
  const count = (what: string) => counts.get(what) ?? 0
  return {
    review: toReviewView(ctx, review),
    posting: await toOwnView(ctx, posting, employer.name, 'officer'),
    employer: {
      id: employer.id,
      name: employer.name,
      kind: employer.kind,
      state: employer.state,
      isNew: employer.isNew,
    },
    history: {
      published: count('published'),
      returned: count('returned'),
      takenDown: count('takenDown'),
      withdrawn: count('withdrawn'),
    },
  }
}
