import type { Capacity, StandingReview } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { engagementMachine } from '../machine.ts'
import type { EngagementRow } from '../store.ts'
import { setReview, setShiftReview } from '../store-standing.ts'
import { standingSince } from './standing.ts'

type Act = { by: Capacity; onBehalfOf?: string | undefined; note?: string | undefined }

/** Heard by whoever keeps standing in memory. */
export const recordReviewed = 'engagementRecordReviewed'

/** The same of what an employer has lost: nobody keeps that in memory. */
const employerRecordReviewed = 'engagementEmployerRecordReviewed'

/** A worker says that what has cost points is wrong: it does not count until somebody has looked. False where it is no matter for that. */
export async function contestRecord(ctx: Ctx, id: string, act: Act): Promise<boolean> {
  const step = { from: null, to: 'open', act: 'contestRecord' } as const
  return written(ctx, await setReview(ctx, id, null, 'open', standingSince(ctx)), step, act, 'worker')
}

/** The same by an employer, of every place of the shift the engagement belongs to that has cost points. */
export async function contestShiftRecord(ctx: Ctx, id: string, act: Act): Promise<boolean> {
  const step = { from: null, to: 'open', act: 'contestRecord' } as const
  const [row] = await setShiftReview(ctx, id, null, 'open', standingSince(ctx))
  return written(ctx, row, step, act, 'employer')
}

const ends = {
  lifted: 'liftRecord',
  kept: 'keepRecord',
  /** Taken back: as if nobody had objected. */
  takenBack: 'leaveRecord',
} as const
type Result = keyof typeof ends

/** What was objected to in time is decided, however long that takes. */
const anyTime = new Date(0)

function endOf(result: Result) {
  return { from: 'open', to: result === 'takenBack' ? null : result, act: ends[result] } as const
}

/** The end of an objection. False where none is open. */
export async function settleRecord(ctx: Ctx, id: string, result: Result, act: Act): Promise<boolean> {
  const step = endOf(result)
  return written(ctx, await setReview(ctx, id, step.from, step.to, anyTime), step, act, 'worker')
}

/** The same of an employer's, for the whole shift. */
export async function settleShiftRecord(ctx: Ctx, id: string, result: Result, act: Act): Promise<boolean> {
  const step = endOf(result)
  const [row] = await setShiftReview(ctx, id, step.from, step.to, anyTime)
  return written(ctx, row, step, act, 'employer')
}

type Step = { from: StandingReview | null; to: StandingReview | null; act: string }

/** Leaves a trace where something was moved; of an employer's points its own side alone reads it. */
function written(
  ctx: Ctx,
  row: EngagementRow | undefined,
  { to, act }: Step,
  { by, onBehalfOf, note }: Act,
  whose: 'worker' | 'employer',
): boolean {
  if (!row) return false
  const { concerns, county } = engagementMachine.concernsOf(row)
  const subject = { subjectKind: 'engagement', subjectId: row.id }
  ctx.audit({
    ...subject,
    act,
    capacity: by,
    county,
    concerns: whose === 'worker' ? concerns : [String(row.employer_id)],
    ...(note && { note }),
    ...(onBehalfOf && { onBehalfOf }),
    data: { review: to },
  })
  const name = whose === 'worker' ? recordReviewed : employerRecordReviewed
  ctx.emit({ name, ...subject, data: { review: to, by } })
  return true
}
