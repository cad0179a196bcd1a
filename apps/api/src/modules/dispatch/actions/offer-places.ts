import type { Capacity } from '@linggong/contract'
import type { AskedFacts } from '@linggong/matching'
import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { recordBirth } from '../../../kernel/transition.ts'
import { offerMachine } from '../machines.ts'
import { insertOffers, type OfferRow } from '../store.ts'
import { howReached } from './how-reached.ts'
import { prepareReach } from './reach.ts'

export type ShiftOffered = {
  shiftId: string
  postingId: string
  employerId: string
  county: string
  startsAt: Date
}
export type Candidate = {
  personId: string
  name: string
  reasons: string[]
  /** Of the value it was chosen by, in points; absent where a person chose, as are the two below. */
  terms?: Record<string, number>
  /** What was known then; what the chance of a yes is learnt from. */
  facts?: AskedFacts
  expiresAt?: Date
}
export type Asked = { shift: ShiftOffered; wave: number; candidates: readonly Candidate[] }

/** Minutes a person has to answer, by how they are reached (policy), never past the start of the shift. */
function expiryOf(ctx: Ctx, shift: ShiftOffered, reach: string): Date {
  const byReach = ctx.deps.policy.record('offer.expiryMinutes', businessDay(ctx.now), { county: shift.county })
  const minutes = byReach[reach] ?? byReach.app ?? Math.min(...Object.values(byReach))
  const latest = Math.max(shift.startsAt.getTime(), ctx.now.getTime() + 60_000)
  return new Date(Math.min(ctx.now.getTime() + minutes * 60_000, latest))
}

/**
 * Makes the offers of one or many shifts, with the ways to answer them: a fixed number of statements. Returns those
 * made; who is asked already, has declined, or comes to a full shift is passed over by the database.
 */
export async function offerPlaces(
  ctx: Ctx,
  asked: readonly Asked[],
  by: Capacity,
  fence: number | null = null,
): Promise<OfferRow[]> {
  const people = [...new Set(asked.flatMap(({ candidates }) => candidates.map(({ personId }) => personId)))]
  if (people.length === 0) return []
  const how = await howReached(ctx, people)
  const rows = await insertOffers(
    ctx,
    asked.flatMap(({ shift, wave, candidates }) =>
      candidates.map((candidate) => ({
        id: ctx.newId(),
        shift_id: shift.shiftId,
        posting_id: shift.postingId,
        employer_id: shift.employerId,
        worker_id: candidate.personId,
        worker_name: candidate.name,
        county: shift.county,
        reach: how.get(candidate.personId)!.reach,
        wave,
        reasons: candidate.reasons,
        fence,
        terms: candidate.terms ?? null,
        facts: candidate.facts ?? null,
        expires_at: candidate.expiresAt ?? expiryOf(ctx, shift, how.get(candidate.personId)!.reach),
      })),
    ),
  )
  for (const row of rows) {
    recordBirth(ctx, offerMachine, row, { by, event: 'offerMade', ...(fence !== null && { data: { fence } }) })
    ctx.schedule({ kind: 'dispatch.expireOffer', subjectId: row.id, dueAt: row.expires_at })
  }
  await prepareReach(ctx, rows, (row) => how.get(row.worker_id)!)
  return rows
}
