import type { Capacity, StandingReview } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { engagementMachine } from '../machine.ts'
import { setReview } from '../store-standing.ts'
import { standingSince } from './standing.ts'

type Act = { by: Capacity; onBehalfOf?: string | undefined; note?: string | undefined }

/** Heard by whoever keeps standing in memory. */
export const recordReviewed = 'engagementRecordReviewed'

/** A worker says that what has cost points is wrong: it does not count until somebody has looked. False where it is no matter for that. */
export function contestRecord(ctx: Ctx, id: string, act: Act): Promise<boolean> {
  return review(ctx, id, { from: null, to: 'open', act: 'contestRecord' }, act)
}

const ends = {
  lifted: 'liftRecord',
  kept: 'keepRecord',
  /** Taken back: as if nobody had objected. */
  takenBack: 'leaveRecord',
} as const

/** The end of an objection. False where none is open. */
export function settleRecord(ctx: Ctx, id: string, result: keyof typeof ends, act: Act): Promise<boolean> {
  return review(ctx, id, { from: 'open', to: result === 'takenBack' ? null : result, act: ends[result] }, act)
}

type Step = { from: StandingReview | null; to: StandingReview | null; act: string }

async function review(ctx: Ctx, id: string, { from, to, act }: Step, { by, onBehalfOf, note }: Act): Promise<boolean> {
  // What was objected to in time is decided, however long that takes.
  const row = await setReview(ctx, id, from, to, from === null ? standingSince(ctx) : new Date(0))
  if (!row) return false
  const { concerns, county } = engagementMachine.concernsOf(row)
  const subject = { subjectKind: 'engagement', subjectId: id }
  ctx.audit({
    ...subject,
    act,
    capacity: by,
    county,
    concerns,
    ...(note && { note }),
    ...(onBehalfOf && { onBehalfOf }),
    data: { review: to },
  })
  ctx.emit({ name: recordReviewed, ...subject, data: { review: to, by } })
  return true
}
