import type { Ctx } from '../../../kernel/context.ts'
import { searchBoard } from '../store-board.ts'
import { toBoardView } from '../view.ts'

export type OpenShift = {
  shiftId: string
  postingId: string
  employerId: string
  occupationCode: string
  /** Certificates the employer asks for, beside those the law does. */
  qualifications: readonly string[]
  hourlyFen: number | null
  startsAt: Date
  endsAt: Date
  /** Of a job that is taken whole, the end of its last shift. */
  lastEndsAt: Date
  /** From the place asked about; null where none was. */
  meters: number | null
  view: ReturnType<typeof toBoardView>
}

/** What is open on these days: nearest first where a place is given, else newest first. For ranking in memory. */
export async function openShifts(
  ctx: Ctx,
  asked: {
    shiftId?: string
    fromDay?: string
    toDay?: string
    at?: { lat: number; lng: number } | undefined
    radiusMeters?: number
    limit: number
  },
): Promise<OpenShift[]> {
  const { limit, ...filter } = asked
  const found = await searchBoard(ctx, { ...filter, now: ctx.now }, { sort: asked.at ? 'nearest' : 'newest', limit })
  return found.map((row) => ({
    shiftId: row.shift_id,
    postingId: row.posting_id,
    employerId: row.employer_id,
    occupationCode: row.occupation_code,
    qualifications: row.qualifications,
    hourlyFen: row.hourly_fen,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    lastEndsAt: row.last_ends_at,
    meters: row.distance_m,
    view: toBoardView(row),
  }))
}
