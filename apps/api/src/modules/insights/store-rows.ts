import type { OverviewFigure } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export type FigureRow = {
  subject_kind: 'posting' | 'engagement' | 'dispute'
  subject_id: string
  /** Of the row itself: two wages may belong to one engagement. */
  row_id: string
  county: string
  title: string | null
  worker_name: string | null
  state: string | null
  at: Date
  due_at: Date | null
  amount_fen: number | null
  places: number | null
}

/** The rows each figure counts, by the same conditions as in `store.ts`. $1 counties, $2 the present, $3 and $4 from and to. */
const rowsOf: Record<OverviewFigure, string> = {
  openShifts: `select 'posting' as subject_kind, posting_id as subject_id, shift_id as row_id, county, title,
      null as worker_name, null as state, starts_at as at, null::timestamptz as due_at, amount_fen, open_places as places
    from posting_board where county = any ($1::text[]) and not filled and open_until > $2`,
  today: `select 'engagement' as subject_kind, id as subject_id, id as row_id, county, terms->>'title' as title,
      worker_name, state, starts_at as at, null::timestamptz as due_at, null::bigint as amount_fen, null::int as places
    from engagements where county = any ($1::text[]) and starts_at >= $3 and starts_at < $4`,
  paidThisMonth: `select 'engagement' as subject_kind, w.engagement_id as subject_id, w.id as row_id, w.county,
      e.terms->>'title' as title, e.worker_name, e.state, w.paid_at as at, null::timestamptz as due_at,
      w.net_fen as amount_fen, null::int as places
    from wages w join engagements e on e.id = w.engagement_id where w.county = any ($1::text[]) and w.paid_at >= $3`,
  waitingForReview: `select 'posting' as subject_kind, r.posting_id as subject_id, r.id as row_id, r.county,
      p.terms->>'title' as title, null as worker_name, p.state, r.opened_at as at, r.due_at,
      null::bigint as amount_fen, null::int as places
    from posting_reviews r join postings p on p.id = r.posting_id
    where r.county = any ($1::text[]) and r.closed_at is null`,
  disputes: `select 'dispute' as subject_kind, id as subject_id, id as row_id, county, title, worker_name, state,
      opened_at as at, due_at, null::bigint as amount_fen, null::int as places
    from disputes where county = any ($1::text[]) and state = 'open'`,
  arrears: `select 'engagement' as subject_kind, w.engagement_id as subject_id, w.id as row_id, r.county,
      e.terms->>'title' as title, e.worker_name, e.state, r.since as at, r.since as due_at, w.net_fen as amount_fen,
      null::int as places
    from arrears r join wages w on w.id = r.wage_id join engagements e on e.id = w.engagement_id
    where r.county = any ($1::text[]) and r.ended_at is null`,
}

export function listFigureRows(
  ctx: Ctx,
  asked: {
    figure: OverviewFigure
    counties: readonly string[]
    from: Date
    to: Date
    after?: { at: Date; id: string } | undefined
    limit: number
  },
): Promise<FigureRow[]> {
  return ctx.tx.query<FigureRow>(
    `select * from (${rowsOf[asked.figure]}) one
     where $2::timestamptz is not null and $3::timestamptz is not null and $4::timestamptz is not null
       and ($5::timestamptz is null or (at, row_id) < ($5, $6::uuid))
     order by at desc, row_id desc limit $7`,
    [asked.counties, ctx.now, asked.from, asked.to, asked.after?.at ?? null, asked.after?.id ?? null, asked.limit],
  )
}
