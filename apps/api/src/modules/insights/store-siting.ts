import type { Ctx } from '../../kernel/context.ts'

export type TownCount = { town: string; people: number; places: number }

/** Registered workers by the town they live in, and open places by the town of the work: counts of the whole city. */
export const townCounts = (ctx: Ctx) =>
  ctx.tx.query<TownCount>(
    `select coalesce(w.town, b.town) as town, coalesce(w.n, 0)::int as people, coalesce(b.n, 0)::int as places
     from (select town, count(*) as n from workers group by town) w
       full join (select town, sum(open_places) as n from posting_board
         where town is not null and not filled and open_until > $1 group by town) b on b.town = w.town`,
    [ctx.now],
  )

export type OpenSite = {
  id: string
  name: string
  kind: 'market' | 'station'
  county: string
  lat: number
  lng: number
}

export const openSites = (ctx: Ctx) =>
  ctx.tx.query<OpenSite>("select id, name, kind, county, lat, lng from sites where state = 'open' order by kind, name")
