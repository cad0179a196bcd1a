import type { marketStandstills } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export type MarketRow = {
  shift_id: string
  posting_id: string
  title: string
  place_name: string
  county: string
  starts_at: Date
  headcount: number
  taken: number
  wave: number
  waiting: number
  declined: number
  silent: number
  standbys: number
  to_call: number
  asked_at: Date | null
  hall_places: number | null
  hall_since: Date | null
  hall_looks: number | null
  hall_taken: number | null
  /** Of all open shifts, not only of those listed. */
  all_shifts: number
  all_places: number
  urgent_places: number
  all_hall_places: number
}

/** Shifts the platform offers and that have places left, soonest first. */
export async function openMarket(
  ctx: Ctx,
  counties: readonly string[],
  urgentUntil: Date,
  limit: number,
): Promise<MarketRow[]> {
  return ctx.tx.named<MarketRow>(
    'insights-market',
    `with open as (
       select s.id, s.posting_id, s.county, s.starts_at, c.headcount, c.taken, p.terms,
         case when h.shift_id is not null then least(h.places, c.headcount - c.taken) end as hall_places, h.since as hall_since, h.looks as hall_looks,
         h.taken as hall_taken
       from postings p join shifts s on s.posting_id = p.id join shift_capacities c on c.shift_id = s.id
         left join hall_places h on h.shift_id = s.id
       where p.state = 'published' and p.fill_mode = 'dispatch' and p.county = any ($1::text[])
         and s.ends_at > $2 and c.open and c.taken < c.headcount
     ), sums as (
       select count(*)::int as all_shifts, coalesce(sum(headcount - taken), 0)::int as all_places,
         coalesce(sum(headcount - taken) filter (where starts_at <= $3), 0)::int as urgent_places,
         coalesce(sum(hall_places), 0)::int as all_hall_places from open
     ), listed as (select * from open order by starts_at, id limit $4)
     select l.id as shift_id, l.posting_id, l.terms->>'title' as title, l.terms->>'placeName' as place_name, l.county,
       l.starts_at, l.headcount, l.taken, coalesce(o.wave, 0) as wave, coalesce(o.waiting, 0)::int as waiting,
       coalesce(o.declined, 0)::int as declined, coalesce(o.silent, 0)::int as silent,
       (select count(*)::int from standbys b where b.shift_id = l.id) as standbys,
       coalesce(o.to_call, 0)::int as to_call, o.asked_at, l.hall_places, l.hall_since, l.hall_looks, l.hall_taken,
       sums.*
     from listed l cross join sums
     left join lateral (
       select max(f.wave) as wave, max(f.made_at) as asked_at, count(*) filter (where f.state = 'open') as waiting,
         count(*) filter (where f.state = 'declined') as declined, count(*) filter (where f.state = 'expired') as silent,
         count(k.offer_id) filter (where f.state = 'open' and k.state = 'desk') as to_call
       from offers f left join offer_calls k on k.offer_id = f.id where f.shift_id = l.id) o on true
     order by l.starts_at, l.id`,
    [counties, ctx.now, urgentUntil, limit],
  )
}

export type OfferSums = {
  asked: number
  taken: number
  declined: number
  silent: number
  waiting: number
  to_call: number
}

/** Offers made since `since` by what became of them; all that wait now, and those of them a clerk has to call about. */
export async function offerSums(ctx: Ctx, counties: readonly string[], since: Date): Promise<OfferSums> {
  const [row] = await ctx.tx.named<OfferSums>(
    'insights-market-offers',
    `select count(*)::int as asked, count(*) filter (where state = 'taken')::int as taken,
       count(*) filter (where state = 'declined')::int as declined,
       count(*) filter (where state = 'expired')::int as silent,
       count(*) filter (where state = 'open')::int as waiting,
       (select count(*)::int from offer_calls k join offers o on o.id = k.offer_id
          where k.state = 'desk' and k.county = any ($1::text[]) and o.state = 'open' and o.expires_at > $3) as to_call
     from offers where county = any ($1::text[]) and made_at >= $2`,
    [counties, since, ctx.now],
  )
  return row!
}

export type MarketOwner = {
  workers: number
  /** Of the last weeks; null: nobody looked for work, or it has not said. */
  places_per_sought_day: number | null
  said_at: Date
  standing: Array<{ shiftId: string; why: (typeof marketStandstills)[number]; from?: string }>
}

/** The owner of the market as it last said of itself. */
export async function marketOwner(ctx: Ctx): Promise<MarketOwner | undefined> {
  const [row] = await ctx.tx.named<MarketOwner>(
    'insights-market-owner',
    `select coalesce((status->>'workers')::int, 0) as workers, status_at as said_at,
       (status->>'placesPerSoughtDay')::float8 as places_per_sought_day,
       coalesce(status->'standing', '[]') as standing
     from outbox_readers where name = 'dispatch' and status_at is not null`,
  )
  return row
}
