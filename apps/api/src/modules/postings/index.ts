import type { Application } from '../../kernel/application.ts'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import { registerHandlers } from './handlers.ts'
import { registerJobs } from './jobs.ts'
import { contactField, readContactPhone } from './read-draft.ts'
import { postingsRoutes } from './routes.ts'
import { canonicalTerms, contentOf } from './rules-terms.ts'
import { findForTaking, findOccupations, findPosting, findShifts } from './store.ts'
import { setFull } from './store-board.ts'
import { findSignature } from './store-signature.ts'
import type { FillMode, ShiftForTaking, Span } from './types.ts'

export { openShifts, type OpenShift } from './actions/open-shifts.ts'
export { scheduleReindex } from './jobs.ts'
export { readHours } from './rules-text-hours.ts'
export { readMessage, type ReadText } from './rules-text.ts'
export { refreshBoard } from './handlers.ts'
export { dispatchShifts, offeredBetween, placesBetween, type DispatchShift, type OfferedShift } from './store-market.ts'
export type { EmployerSignature } from './store-signature.ts'
export type { FillMode, ShiftForTaking, Span } from './types.ts'

/**
 * The shifts named, and all shifts of a job that is taken whole, in order of time; `state` is the
 * posting's, only `published` can be taken. What this scope may not see is left out: a worker sees
 * published postings only.
 */
export const shiftsForTaking: (ctx: Ctx, shiftIds: readonly string[]) => Promise<ShiftForTaking[]> = findForTaking

/** Shifts of a posting that are taken by themselves: all, or only the first where the job is taken whole. */
export async function shiftIdsOf(ctx: Ctx, postingId: string): Promise<string[]> {
  const posting = await findPosting(ctx, postingId)
  const ids = (await findShifts(ctx, [postingId])).map((shift) => shift.id)
  return posting?.span === 'wholeJob' ? ids.slice(0, 1) : ids
}

/** The occupation of each of these shifts that this scope may see, once for each shift. */
export const occupationsOfShifts: (ctx: Ctx, shiftIds: readonly string[]) => Promise<string[]> = findOccupations

/** Takes full shifts off the list people see at once; a freed place brings them back (`handlers.ts`). */
export const markShiftsFilled = setFull

export type PostingTerms = {
  postingId: string
  employerId: string
  actualEmployerName: string | null
  county: string
  siteId: string | null
  fillMode: FillMode
  span: Span
  terms: WorkTerms
  shifts: Array<{ shiftId: string; startsAt: Date; endsAt: Date; headcount: number }>
  canonicalText: string
  sha256: string
}

/** What was published, as it was signed. Refuses NotFound, also for a draft. */
export async function postingTerms(ctx: Ctx, postingId: string): Promise<PostingTerms> {
  const posting = await findPosting(ctx, postingId)
  if (!posting || posting.submittedAt === null || posting.county === null || posting.fillMode === null)
    return refuse('NotFound')
  const shifts = await findShifts(ctx, [postingId])
  const { text, sha256 } = canonicalTerms(contentOf(posting, shifts))
  return {
    postingId,
    employerId: posting.employerId,
    actualEmployerName: posting.actualEmployerName,
    county: posting.county,
    siteId: posting.siteId,
    fillMode: posting.fillMode,
    span: posting.span,
    terms: posting.terms as WorkTerms,
    shifts: shifts.map((shift) => ({
      shiftId: shift.id,
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
      headcount: shift.headcount,
    })),
    canonicalText: text,
    sha256,
  }
}

/** The employer's valid signature; undefined where there is none (imported history) or the scope does not reach it. */
export const employerSignature = findSignature

/** Number of who to ask for at the place of work, for somebody who has work there; the caller has checked that. */
export async function contactPhone(ctx: Ctx, postingId: string): Promise<string | null> {
  const posting = await findPosting(ctx, postingId)
  return posting ? readContactPhone(ctx, posting.contactPhone) : null
}

export function register(app: Application): void {
  app.serve(postingsRoutes)
  registerHandlers(app)
  registerJobs(app)
  app.encrypts({ table: 'postings', key: 'id', columns: [{ column: 'contact_phone', field: contactField }] })
}
