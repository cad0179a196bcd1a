import type { Capacity } from '@linggong/contract'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { transition } from '../../../kernel/transition.ts'
import { openCapacity } from '../../engagements/index.ts'
import { postingMachine } from '../machine.ts'
import { hourlyFen } from '../rules-pay.ts'
import { contentOf, expiryOf, publicEmployerName } from '../rules-terms.ts'
import { setShiftState } from '../store.ts'
import { putOnBoard, type BoardRow } from '../store-board.ts'
import type { Posting, Shift } from '../types.ts'
import { findableText } from '../words.ts'

export type PublicEmployer = { id: string; kind: string; name: string }

/** Rows of the public board for a posting: one per shift, or only the first where all are taken together. */
export function boardRowsOf(
  posting: Posting,
  shifts: readonly Shift[],
  employer: PublicEmployer,
  times: { publishedAt: Date; expiresAt: Date },
): BoardRow[] {
  const terms = posting.terms as WorkTerms
  const sorted = [...shifts].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  const last = sorted.at(-1)
  if (!last || posting.county === null || posting.fillMode === null)
    throw new Error(`posting ${posting.id} is not complete`)
  const whole = posting.span === 'wholeJob'
  const fewest = Math.min(...sorted.map((shift) => shift.headcount))
  const hourly = hourlyFen(terms, posting.span, sorted)
  const { county, fillMode } = posting
  return (whole ? sorted.slice(0, 1) : sorted).map((shift) => ({
    shift_id: shift.id,
    posting_id: posting.id,
    employer_id: employer.id,
    employer_name: publicEmployerName(employer.kind, employer.name),
    employer_kind: employer.kind,
    // Only a verified employer's posting is published.
    employer_verified: true,
    actual_employer_name: posting.actualEmployerName,
    county,
    town: terms.town,
    site_id: posting.siteId,
    lat: terms.lat,
    lng: terms.lng,
    place_name: terms.placeName,
    occupation_code: terms.occupationCode,
    occupation_name: terms.occupationName,
    title: terms.title,
    pay_method: terms.payMethod,
    amount_fen: terms.amountFen,
    piece_unit: terms.pieceUnit,
    hourly_fen: hourly,
    settlement_cycle: terms.settlementCycle,
    meals: terms.meals,
    lodging: terms.lodging,
    // Promised is not held: the badge appears when the money is there.
    escrow: false,
    insured: terms.insurance !== null,
    qualifications: terms.qualifications ?? [],
    fill_mode: fillMode,
    span: posting.span,
    shift_count: whole ? sorted.length : 1,
    starts_at: shift.startsAt,
    ends_at: shift.endsAt,
    starts_on: businessDay(shift.startsAt),
    last_ends_at: whole ? last.endsAt : shift.endsAt,
    headcount: whole ? fewest : shift.headcount,
    open_places: whole ? fewest : shift.headcount,
    published_at: times.publishedAt,
    open_until: new Date(Math.min(times.expiresAt.getTime(), shift.startsAt.getTime())),
  }))
}

/**
 * Makes a submitted or reviewed posting public: capacity opened, board rows written, its end scheduled.
 * The caller has made sure that the employer is verified. Refuses PostingNotOpen when its time is over.
 */
export async function publishPosting(
  ctx: Ctx,
  posting: Posting,
  shifts: readonly Shift[],
  employer: PublicEmployer,
  by: Capacity,
): Promise<void> {
  const maxDays = ctx.deps.policy.number('posting.maxExpiryDays', businessDay(ctx.now), {
    county: posting.county ?? '',
  })
  const expiresAt = expiryOf(contentOf(posting, shifts), ctx.now, maxDays)
  const lastEndsAt = new Date(Math.max(...shifts.map((shift) => shift.endsAt.getTime())))
  if (expiresAt <= ctx.now) refuse('PostingNotOpen')
  await transition(ctx, postingMachine, posting.id, {
    move: 'publish',
    by,
    set: { published_at: ctx.now, expires_at: expiresAt, last_ends_at: lastEndsAt },
    data: { employerId: posting.employerId, county: posting.county },
  })
  await setShiftState(ctx, posting.id, 'open')
  await openCapacity(
    ctx,
    shifts.map((shift) => ({ shiftId: shift.id, headcount: shift.headcount })),
  )
  const text = findableText({
    terms: posting.terms,
    employerName: publicEmployerName(employer.kind, employer.name),
    actualEmployerName: posting.actualEmployerName,
  })
  await putOnBoard(ctx, boardRowsOf(posting, shifts, employer, { publishedAt: ctx.now, expiresAt }), text)
  ctx.schedule({ kind: 'postingEnd', subjectId: posting.id, dueAt: lastEndsAt })
  if (expiresAt < lastEndsAt) ctx.schedule({ kind: 'postingExpiry', subjectId: posting.id, dueAt: expiresAt })
}
