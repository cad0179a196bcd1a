import type { TroubleKind } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingEmployer } from '../../../kernel/rights.ts'
import { contestShiftRecord, costsEmployer, readEngagements, type Engagement } from '../../engagements/index.ts'
import { insertTrouble, openTroubleAmong } from '../store-troubles.ts'
import { solveTrouble } from './answer-trouble.ts'
import { answerOf, tellOf } from './raise-trouble.ts'

const kind: TroubleKind = 'employerRecordWrong'

type Shift = { employerId: string; shiftId: string }

/** The places of the shift that have cost the employer points. Refuses TroubleNotNow where none has. */
async function placesThatCost(ctx: Ctx, { employerId, shiftId }: Shift): Promise<[Engagement, ...Engagement[]]> {
  const places = (await readEngagements(ctx, { employerId, shiftId, states: ['cancelled'] })).filter(costsEmployer)
  const [first, ...others] = places
  return first ? [first, ...others] : refuse('TroubleNotNow')
}

/**
 * An employer says that the points a shift has cost are wrong: the county asks both sides and decides, and until then
 * they do not count. It goes past the site, which belongs to neither side. Saying it twice is once. Refuses NotFound,
 * TroubleNotNow.
 */
export async function objectToEmployerRecord(ctx: Ctx, shift: Shift, words: string | undefined) {
  const acting = await actingEmployer(ctx, shift.employerId)
  const places = await placesThatCost(ctx, shift)
  const [first] = places
  const answer = answerOf(ctx, kind, first.county)
  const ids = places.map(({ id }) => id)
  if (await openTroubleAmong(ctx, ids, kind)) return { advice: answer.adviceZh }
  const row = await insertTrouble(ctx, {
    id: ctx.newId(),
    engagementId: first.id,
    postingId: first.postingId,
    employerId: first.employerId,
    workerId: first.workerId,
    workerName: first.workerName,
    title: first.terms.title,
    county: first.county,
    siteId: null,
    kind,
    words: words ?? null,
    dueAt: new Date(ctx.now.getTime() + answer.answerWithinMinutes * 60_000),
  })
  // Somebody else of the employer has said it this very moment.
  if (!row) return { advice: answer.adviceZh }
  if (!(await contestShiftRecord(ctx, first.id, acting))) refuse('TroubleNotNow')
  tellOf(ctx, row, acting, answer.tell)
  return { advice: answer.adviceZh }
}

/** It need not be looked at any more: the points count. Refuses NotFound, TroubleNotNow, TroubleSolved. */
export async function leaveEmployerRecord(ctx: Ctx, shift: Shift): Promise<void> {
  await actingEmployer(ctx, shift.employerId)
  const ids = (await placesThatCost(ctx, shift)).map(({ id }) => id)
  const row = (await openTroubleAmong(ctx, ids, kind)) ?? refuse('TroubleNotNow')
  await solveTrouble(ctx, row.id, { reason: { code: 'notNeeded' } })
}
