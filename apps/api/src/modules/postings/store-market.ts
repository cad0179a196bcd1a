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
  return shiftsOf(rows).map(({ shift }) => shift)
}

/** Rows in order of time; of a job taken whole its first shift has the times of all. */
function shiftsOf<Of extends Row>(rows: readonly Of[]): Array<{ shift: DispatchShift; row: Of }> {
  const shifts: Array<{ shift: DispatchShift; row: Of }> = []
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
    shifts.push({ shift, row })
  }
  return shifts
}

/** A shift the platform has offered or offers, and how many it asked for. */
export type OfferedShift = DispatchShift & { headcount: number }

/**
 * What was offered for work that begins in these spans of time, also where it is full, closed or over: published once and
 * not called off. A job taken whole belongs to the span of its first shift. Read by the time of beginning
 * (`shifts_start`), in order of time.
 */
export async function offeredBetween(
  ctx: Ctx,
  spans: ReadonlyArray<{ from: Date; to: Date }>,
): Promise<OfferedShift[]> {
  if (spans.length === 0) return []
  // Each span by itself, and each posting by its key (`offset 0`): joined, all there are would be read from end to end.
  const within = spans.map((_span, n) => `s.starts_at >= $${2 * n + 1} and s.starts_at < $${2 * n + 2}`)
  const rows = await ctx.tx.query<Row & { headcount: number }>(
    `select s.id, s.posting_id, s.employer_id, s.county, p.span, own.starts_at, own.ends_at, p.terms, p.published_at,
       s.headcount
     from shifts s
     cross join lateral (select * from postings where id = s.posting_id offset 0) p
     cross join lateral (
       select starts_at, ends_at from shifts where posting_id = s.posting_id and (id = s.id or p.span = 'wholeJob') offset 0
     ) own
     where (${within.map((span) => `(${span})`).join(' or ')}) and s.state <> 'cancelled'
       and p.fill_mode = 'dispatch' and p.published_at is not null and p.state in ('published', 'closed', 'expired')
       and (p.span = 'eachShift' or not exists (
         select 1 from shifts earlier where earlier.posting_id = s.posting_id and earlier.starts_at < s.starts_at))
     order by own.starts_at, s.id`,
    spans.flatMap(({ from, to }) => [from, to]),
  )
  return shiftsOf(rows).map(({ shift, row }) => ({ ...shift, headcount: row.headcount }))
}

/**
 * Places of shifts that begin in a span of time: published, in whatever way they are filled, and not called off. By the
 * time of beginning (`shifts_start`).
 */
export async function placesBetween(ctx: Ctx, span: { from: Date; until: Date }): Promise<number> {
  const rows = await ctx.tx.named<{ places: number }>(
    'postings-places-between',
    `select coalesce(sum(headcount), 0)::int as places
     from shifts where starts_at >= $1 and starts_at < $2 and state in ('open', 'closed')`,
    [span.from, span.until],
  )
  return rows[0]?.places ?? 0
}
