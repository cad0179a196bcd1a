import type { ApplicationState, OfferState } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

type Base = {
  id: string
  shift_id: string
  posting_id: string
  employer_id: string
  worker_id: string
  worker_name: string
  county: string
  made_at: Date
  expires_at: Date
}
export type ApplicationRow = Record<string, unknown> &
  Base & { state: ApplicationState; message: string | null; channel: string }
export type OfferRow = Record<string, unknown> &
  Base & { state: OfferState; reasons: string[]; wave: number; reach: string }

export type NewApplication = Omit<Base, 'made_at'> & { message: string | null; channel: string }
export type NewOffer = Omit<Base, 'made_at'> & {
  reasons: string[]
  wave: number
  reach: string
  /** Of the process that holds the market; null where a person chose. */
  fence: number | null
  terms: Record<string, number> | null
  facts: object | null
}

/** Null when an open application of this worker for this shift is already there. */
export async function insertApplication(ctx: Ctx, row: NewApplication): Promise<ApplicationRow | null> {
  const [made] = await ctx.tx.query<ApplicationRow>(
    `insert into applications (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, channel, state,
       state_since, made_at, expires_at, message)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $9, $10, $11)
     on conflict (shift_id, worker_id) where state = 'open' do nothing returning *`,
    [
      row.id,
      row.shift_id,
      row.posting_id,
      row.employer_id,
      row.worker_id,
      row.worker_name,
      row.county,
      row.channel,
      ctx.now,
      row.expires_at,
      row.message,
    ],
  )
  return made ?? null
}

/**
 * Offers that were not open already. Whatever the caller believed: nobody is asked again who has declined this shift,
 * and nothing is offered of a shift that is closed or full.
 */
export async function insertOffers(ctx: Ctx, rows: readonly NewOffer[]): Promise<OfferRow[]> {
  return ctx.tx.named<OfferRow>(
    'dispatch-insert-offers',
    `insert into offers (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, reach, wave, reasons,
       fence, terms, facts, state, state_since, made_at, expires_at)
     select id, row.shift_id, posting_id, employer_id, row.worker_id, worker_name, county, reach, wave, reasons,
       fence, terms, facts, 'open', $2, $2, expires_at
     from jsonb_to_recordset($1::jsonb) as row (id uuid, shift_id uuid, posting_id uuid, employer_id uuid,
       worker_id uuid, worker_name text, county text, reach text, wave int, reasons jsonb, expires_at timestamptz,
       fence bigint, terms jsonb, facts jsonb)
     join shift_capacities c on c.shift_id = row.shift_id and c.open and c.taken < c.headcount
     where not exists (select from offers d
       where d.shift_id = row.shift_id and d.worker_id = row.worker_id and d.state = 'declined')
     on conflict (shift_id, worker_id) where state = 'open' do nothing returning *`,
    [JSON.stringify(rows), ctx.now],
  )
}

export async function findApplications(
  ctx: Ctx,
  filter: { id?: string; shiftId?: string; workerId?: string; open?: boolean },
): Promise<ApplicationRow[]> {
  return ctx.tx.query<ApplicationRow>(
    `select * from applications where ($1::uuid is null or id = $1) and ($2::uuid is null or shift_id = $2)
       and ($3::uuid is null or worker_id = $3) and (not $4::boolean or state = 'open')
     order by made_at desc, id desc limit 200`,
    [filter.id ?? null, filter.shiftId ?? null, filter.workerId ?? null, filter.open ?? false],
  )
}

export async function findOffers(
  ctx: Ctx,
  filter: { id?: string; shiftId?: string; workerId?: string; open?: boolean },
): Promise<OfferRow[]> {
  return ctx.tx.query<OfferRow>(
    `select * from offers where ($1::uuid is null or id = $1) and ($2::uuid is null or shift_id = $2)
       and ($3::uuid is null or worker_id = $3) and (not $4::boolean or state = 'open')
     order by made_at desc, id desc limit 500`,
    [filter.id ?? null, filter.shiftId ?? null, filter.workerId ?? null, filter.open ?? false],
  )
}

export async function countOpenApplications(ctx: Ctx, workerId: string): Promise<number> {
  const [row] = await ctx.tx.query<{ n: number }>(
    `select count(*)::int as n from applications where worker_id = $1 and state = 'open'`,
    [workerId],
  )
  return row?.n ?? 0
}
