import { stateLabels, type PostingState } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer } from '../../../kernel/rights.ts'
import { places } from '../../engagements/index.ts'
import { employerFacts } from '../../identity/index.ts'
import { ownPosting } from '../own.ts'
import { readIdCursor } from '../paging.ts'
import { hourlyFen } from '../rules-pay.ts'
import { findPosting, findShifts, listByEmployer, shiftsOfEmployer } from '../store.ts'
import { boardOf } from '../store-board.ts'
import { certificatesOf, takenOf, toOwnView } from '../view.ts'

export async function readOwnPosting(ctx: Ctx, postingId: string) {
  const { posting, acting } = await ownPosting(ctx, postingId, false)
  const employer = await employerFacts(ctx, posting.employerId)
  return toOwnView(ctx, posting, employer.name, acting.by === 'clerk' ? 'clerk' : 'employer')
}

/** Postings of one employer, newest first. Refuses NotFound for an employer one may not act for. */
export async function listEmployerPostings(
  ctx: Ctx,
  employerId: string,
  query: { after?: string | undefined; limit: number; state?: PostingState | undefined },
) {
  await actingEmployer(ctx, employerId)
  const found = await listByEmployer(ctx, employerId, {
    after: readIdCursor(query.after),
    limit: query.limit + 1,
    state: query.state,
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
  const items = page.map((posting) => {
    const own = shifts.filter((shift) => shift.postingId === posting.id)
    return {
      id: posting.id,
      state: posting.state,
      stateLabel: stateLabels.posting[posting.state],
      title: posting.terms.title ?? null,
      firstStartsAt: own[0] ? wireTime(own[0].startsAt) : null,
      shiftCount: own.length,
      places: own.reduce((sum, shift) => sum + shift.headcount, 0),
      takenPlaces: own.reduce((sum, shift) => sum + taken(shift.id), 0),
      filled: own.length > 0 && own.every((shift) => taken(shift.id) >= shift.headcount),
      createdAt: wireTime(posting.createdAt),
    }
  })
  return { items, next: found.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

const dayMs = 86_400_000
const longestDays = 62

/** The business days from–to as instants, the end excluded. Refuses InputInvalid when too long or upside down. */
function spanOf({ from, to }: { from: string; to: string }): { from: Date; until: Date } {
  const start = new Date(`${from}T00:00:00+08:00`)
  const until = new Date(Date.parse(`${to}T00:00:00+08:00`) + dayMs)
  const days = (until.getTime() - start.getTime()) / dayMs
  if (days < 1 || days > longestDays) {
    refuse('InputInvalid', {
      problems: [{ path: 'query.to', code: 'period', message: `结束日期要在开始日期之后,一次最多看${longestDays}天` }],
    })
  }
  return { from: start, until }
}

/** The employer's calendar: drafts' shifts too, withdrawn ones not. */
export async function listEmployerShifts(ctx: Ctx, employerId: string, period: { from: string; to: string }) {
  await actingEmployer(ctx, employerId)
  const shifts = await shiftsOfEmployer(ctx, employerId, spanOf(period))
  const taken = await takenOf(
    ctx,
    shifts.map((shift) => shift.id),
  )
  const items = shifts.map((shift) => ({
    id: shift.id,
    seq: shift.seq,
    startsAt: wireTime(shift.startsAt),
    endsAt: wireTime(shift.endsAt),
    headcount: shift.headcount,
    state: shift.state,
    takenPlaces: taken(shift.id),
    postingId: shift.postingId,
    postingState: shift.postingState,
    title: shift.title,
  }))
  return { items }
}

/**
 * A published posting as anybody sees it. Only verified employers are ever published. A filled one is
 * still shown: the link may have been shared. Refuses PostingNotOffered.
 */
export async function readPublicPosting(ctx: Ctx, postingId: string) {
  const posting = await findPosting(ctx, postingId)
  const [row] = posting?.state === 'published' ? await boardOf(ctx, postingId) : []
  if (!posting || !row || posting.fillMode === null || posting.publishedAt === null) return refuse('PostingNotOffered')
  const shifts = await findShifts(ctx, [postingId])
  const known = await places(
    ctx,
    shifts.map((shift) => shift.id),
  )
  const views = shifts.map((shift) => {
    const place = known.get(shift.id)
    return {
      id: shift.id,
      startsAt: wireTime(shift.startsAt),
      endsAt: wireTime(shift.endsAt),
      headcount: shift.headcount,
      openPlaces: place?.open ? Math.max(0, place.headcount - place.taken) : 0,
    }
  })
  const open = views.map((shift) => shift.openPlaces)
  return {
    id: posting.id,
    county: row.county,
    siteId: posting.siteId,
    employer: {
      id: posting.employerId,
      name: row.employer_name,
      kind: row.employer_kind,
      verified: row.employer_verified,
      actualEmployerName: row.actual_employer_name,
    },
    terms: posting.terms as WorkTerms,
    certificates: certificatesOf(ctx, posting, shifts[0]?.startsAt),
    hourlyFen: hourlyFen(posting.terms, posting.span, shifts),
    fillMode: posting.fillMode,
    span: posting.span,
    minAge: posting.minAge,
    maxAge: posting.maxAge,
    ageReason: posting.ageReason,
    publishedAt: wireTime(posting.publishedAt),
    expiresAt: posting.expiresAt && wireTime(posting.expiresAt),
    shifts: views,
    filled: posting.span === 'wholeJob' ? Math.min(...open) === 0 : Math.max(...open) === 0,
  }
}
