import { possibleTransitions, postingLifecycle, reasonLabel, stateLabels } from '@linggong/contract'
import { businessDay, wireTime } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/context.ts'
import { places } from '../engagements/index.ts'
import { askedForZh } from '../seekers/index.ts'
import { readContactPhone } from './read-draft.ts'
import { findShifts } from './store.ts'
import type { BoardFound } from './store-board.ts'
import { findDecisions, findHits, openReviewOf, type Review } from './store-review.ts'
import { findSignature } from './store-signature.ts'
import type { Posting } from './types.ts'

const orNull = (at: Date | null) => (at === null ? null : wireTime(at))

const masked = (phone: string | null) => phone && `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** Taken and all places per shift. */
export async function takenOf(ctx: Ctx, shiftIds: readonly string[]) {
  const known = await places(ctx, shiftIds)
  return (shiftId: string) => known.get(shiftId)?.taken ?? 0
}

export async function toOwnView(
  ctx: Ctx,
  posting: Posting,
  employerName: string,
  by: 'employer' | 'clerk' | 'officer',
) {
  const shifts = await findShifts(ctx, [posting.id])
  const taken = await takenOf(
    ctx,
    shifts.map((shift) => shift.id),
  )
  const review = await openReviewOf(ctx, posting.id)
  return {
    id: posting.id,
    employerId: posting.employerId,
    employerName,
    actualEmployerName: posting.actualEmployerName,
    state: posting.state,
    stateLabel: stateLabels.posting[posting.state],
    county: posting.county,
    siteId: posting.siteId,
    terms: posting.terms,
    fillMode: posting.fillMode,
    span: posting.span,
    minAge: posting.minAge,
    maxAge: posting.maxAge,
    ageReason: posting.ageReason,
    certificates: certificatesOf(ctx, posting, shifts[0]?.startsAt),
    contactPhoneMasked: masked(readContactPhone(ctx, posting.contactPhone)),
    wantedUntil: orNull(posting.wantedUntil),
    expiresAt: orNull(posting.expiresAt),
    createdAt: wireTime(posting.createdAt),
    submittedAt: orNull(posting.submittedAt),
    publishedAt: orNull(posting.publishedAt),
    shifts: shifts.map((shift) => ({
      id: shift.id,
      seq: shift.seq,
      startsAt: wireTime(shift.startsAt),
      endsAt: wireTime(shift.endsAt),
      headcount: shift.headcount,
      state: shift.state,
      takenPlaces: taken(shift.id),
    })),
    filled: shifts.length > 0 && shifts.every((shift) => taken(shift.id) >= shift.headcount),
    hits: await findHits(ctx, posting.id),
    decisions: (await findDecisions(ctx, posting.id)).map((decision) => ({
      act: decision.act,
      at: wireTime(decision.at),
      reasons: decision.reasons.map((reason) => ({
        code: reason.code,
        label: reasonLabel(`posting.${decision.act}`, reason.code),
        note: reason.note ?? null,
      })),
    })),
    reviewDueAt: posting.state === 'inReview' && review ? wireTime(review.dueAt) : null,
    signed: (await findSignature(ctx, posting.id)) !== undefined,
    possible: possibleTransitions(postingLifecycle, posting.state, by),
  }
}

/** Certificates without which nobody can take it, in words; by the policy of the day on which it begins. */
export function certificatesOf(
  ctx: Ctx,
  { terms, county }: Pick<Posting, 'terms' | 'county'>,
  startsAt: Date | undefined,
): string[] {
  const { occupationCode = '', qualifications } = terms
  const policy = ctx.deps.policy.at(businessDay(startsAt ?? ctx.now), county === null ? {} : { county })
  return askedForZh(policy, { occupationCode, qualifications })
}

export function toReviewView(ctx: Ctx, review: Review) {
  return {
    id: review.id,
    postingId: review.postingId,
    kind: review.kind,
    grounds: review.grounds,
    title: review.title,
    employerId: review.employerId,
    county: review.county ?? '',
    siteId: review.siteId,
    openedAt: wireTime(review.openedAt),
    dueAt: wireTime(review.dueAt),
    limitKind: review.limitKind,
    overdue: review.closedAt === null && review.dueAt <= ctx.now,
    assignedTo: review.assignedTo,
    postingState: review.postingState,
  }
}

export function toBoardView(row: BoardFound) {
  return {
    shiftId: row.shift_id,
    postingId: row.posting_id,
    title: row.title,
    occupationCode: row.occupation_code,
    occupationName: row.occupation_name,
    employerName: row.employer_name,
    employerVerified: row.employer_verified,
    county: row.county,
    town: row.town,
    placeName: row.place_name,
    lat: row.lat,
    lng: row.lng,
    distanceMeters: row.distance_m === null ? null : Math.round(row.distance_m),
    startsAt: wireTime(row.starts_at),
    endsAt: wireTime(row.ends_at),
    shiftCount: row.shift_count,
    lastEndsAt: wireTime(row.last_ends_at),
    payMethod: row.pay_method,
    amountFen: row.amount_fen,
    pieceUnit: row.piece_unit,
    hourlyFen: row.hourly_fen,
    settlementCycle: row.settlement_cycle,
    meals: row.meals,
    lodging: row.lodging,
    escrow: row.escrow,
    insured: row.insured,
    fillMode: row.fill_mode,
    span: row.span,
    openPlaces: row.open_places,
    headcount: row.headcount,
    publishedAt: wireTime(row.published_at),
  }
}
