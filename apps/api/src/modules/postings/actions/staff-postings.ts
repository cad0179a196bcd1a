import { stateLabels, type PostingState } from '@linggong/contract'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { employerFacts, employersFacts } from '../../identity/index.ts'
import { readIdCursor } from '../paging.ts'
import { findPosting, findShifts } from '../store.ts'
import { listHandedIn } from '../store-handed-in.ts'
import { openReviewOf } from '../store-review.ts'
import { takenOf, toOwnView } from '../view.ts'

type Query = {
  after?: string | undefined
  limit: number
  state?: PostingState | undefined
  county?: string | undefined
  words?: string | undefined
}

/** What has been handed in to one's counties or, failing these, sites; drafts are the employer's own. */
export async function listStaffPostings(ctx: Ctx, query: Query) {
  const { counties = [], sites = [] } = ctx.tx.scope
  const own = query.county === undefined ? counties : counties.filter((county) => county === query.county)
  const found = await listHandedIn(ctx, {
    ...(counties.length > 0 ? { column: 'county', ids: own } : { column: 'site_id', ids: sites }),
    after: readIdCursor(query.after),
    limit: query.limit + 1,
    state: query.state,
    words: query.words,
  })
  const page = found.slice(0, query.limit)
  const shifts = await findShifts(
    ctx,
    page.map((posting) => posting.id),
  )
  const taken = await takenOf(
    ctx,
    shifts.map((shift) => shift.id),
  )
  const employerIds = [...new Set(page.map((posting) => posting.employerId))]
  await ctx.tx.widen({ employers: employerIds }, 'whoever reads a posting of the own region must know whose it is')
  const employers = new Map((await employersFacts(ctx, employerIds)).map((one) => [one.id, one]))
  const items = page.map((posting) => {
    const own = shifts.filter((shift) => shift.postingId === posting.id)
    return {
      id: posting.id,
      state: posting.state,
      stateLabel: stateLabels.posting[posting.state],
      title: posting.terms.title ?? null,
      employerId: posting.employerId,
      employerName: employers.get(posting.employerId)?.name ?? '',
      county: posting.county,
      placeName: posting.terms.placeName ?? null,
      firstStartsAt: own[0] ? wireTime(own[0].startsAt) : null,
      shiftCount: own.length,
      places: own.reduce((sum, shift) => sum + shift.headcount, 0),
      takenPlaces: own.reduce((sum, shift) => sum + taken(shift.id), 0),
      submittedAt: wireTime(posting.submittedAt ?? posting.createdAt),
    }
  })
  return { items, next: found.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

/** One of them, whole. A published posting is public, its file is not: the scope is asked again. */
export async function readStaffPosting(ctx: Ctx, postingId: string) {
  const posting = (await findPosting(ctx, postingId)) ?? refuse('NotFound')
  const { counties = [], sites = [] } = ctx.tx.scope
  const within =
    (posting.county !== null && counties.includes(posting.county)) ||
    (posting.siteId !== null && sites.includes(posting.siteId))
  if (!within || posting.submittedAt === null) return refuse('NotFound')
  await ctx.tx.widen(
    { employers: [posting.employerId] },
    'whoever reads a posting of the own region must know whose it is',
  )
  const employer = await employerFacts(ctx, posting.employerId)
  const review = await openReviewOf(ctx, postingId)
  return {
    posting: await toOwnView(ctx, posting, employer.name, 'officer'),
    employer: { id: employer.id, name: employer.name, kind: employer.kind, state: employer.state },
    reviewId: review?.id ?? null,
  }
}
