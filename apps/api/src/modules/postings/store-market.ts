import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { Ctx } from '../../kernel/context.ts'
import { hourlyFen } from './rules-pay.ts'
import type { Span } from './types.ts'

/** A published shift that the platform offers; of a job taken whole its first shift, with the times of all. */
export type DispatchShift = {
  shiftId: string
  postingId: string
  employerId: string
  county: string
  windows: Array<{ startsAt: Date; endsAt: Date }>
  terms: WorkTerms
  /** The least one hour pays; null where that cannot be said. */
  hourlyFen: number | null
  publishedAt: Date
}

type Row = {
  id: string
  posting_id: string
  employer_id: string
  county: string
  span: Span
  starts_at: Date
  ends_at: Date
  terms: WorkTerms
  published_at: Date
}

/** Of these postings, or of all; those that are not published or not offered by the platform are left out. */
export async function dispatchShifts(
  ctx: Ctx,
  of: { postingIds: readonly string[] } | 'all',
): Promise<DispatchShift[]> {
  const rows = await ctx.tx.query<Row>(
    `select s.id, s.posting_id, s.employer_id, s.county, p.span, s.starts_at, s.ends_at, p.terms, p.published_at
     from postings p join shifts s on s.posting_id = p.id
     where p.state = 'published' and p.fill_mode = 'dispatch' and s.state <> 'cancelled' and s.ends_at > $1
       ${of === 'all' ? '' : 'and p.id = any ($2::uuid[])'}
     order by s.starts_at, s.id`,
    of === 'all' ? [ctx.now] : [ctx.now, of.postingIds],
  )
  const shifts: DispatchShift[] = []
  const whole = new Map<string, DispatchShift>()
  for (const row of rows) {
    const window = { startsAt: row.starts_at, endsAt: row.ends_at }
    const known = whole.get(row.posting_id)
    if (known) {
      known.windows.push(window)
      known.hourlyFen = hourlyFen(row.terms, row.span, known.windows)
      continue
    }
    const shift = {
      shiftId: row.id,
      postingId: row.posting_id,
      employerId: row.employer_id,
      county: row.county,
      windows: [window],
      terms: row.terms,
      hourlyFen: hourlyFen(row.terms, row.span, [window]),
      publishedAt: row.published_at,
    }
    if (row.span === 'wholeJob') whole.set(row.posting_id, shift)
    shifts.push(shift)
  }
  return shifts
}
