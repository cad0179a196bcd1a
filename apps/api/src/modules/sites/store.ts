import type { Ctx } from '../../kernel/context.ts'

export type OpeningHours = Array<{ days: number[]; from: string; to: string }>

export type Site = {
  id: string
  kind: 'market' | 'station'
  name: string
  county: string
  town: string
  address: string
  lat: number
  lng: number
  phone: string
  hours: OpeningHours
  builder: 'government' | 'thirdParty'
  openedOn: string
  reviewsPostings: boolean
  state: 'open' | 'closed'
}

type SiteRow = Omit<Site, 'openedOn' | 'reviewsPostings'> & { opened_on: string; reviews_postings: boolean }

const toSite = ({ opened_on: openedOn, reviews_postings: reviewsPostings, ...rest }: SiteRow): Site => ({
  ...rest,
  openedOn,
  reviewsPostings,
})

const fields = `id, kind, name, county, town, address, lat, lng, phone, hours, builder, opened_on, reviews_postings, state`

export async function findSites(ctx: Ctx, ids: readonly string[]): Promise<Site[]> {
  const rows = await ctx.tx.query<SiteRow>(`select ${fields} from sites where id = any ($1::uuid[])`, [ids])
  return rows.map(toSite)
}

/** Open sites in order of county, kind and name; the city has a few hundred at most. */
export async function listOpenSites(
  ctx: Ctx,
  filter: { county?: string | undefined; kind?: string | undefined },
): Promise<Site[]> {
  const rows = await ctx.tx.query<SiteRow>(
    `select ${fields} from sites
     where state = 'open' and ($1::text is null or county = $1) and ($2::text is null or kind = $2)
     order by county, kind, name`,
    [filter.county ?? null, filter.kind ?? null],
  )
  return rows.map(toSite)
}

export async function insertSites(ctx: Ctx, sites: readonly Site[]): Promise<void> {
  await ctx.tx.query(
    `insert into sites (id, kind, name, county, town, address, lat, lng, phone, hours, builder, opened_on,
       reviews_postings, state, state_since)
     select id, kind, name, county, town, address, lat, lng, phone, hours, builder, opened_on, reviews_postings, state, $2
     from jsonb_to_recordset($1::jsonb) as s (id uuid, kind text, name text, county text, town text, address text,
       lat float8, lng float8, phone text, hours jsonb, builder text, opened_on date, reviews_postings boolean, state text)
     on conflict (id) do nothing`,
    [
      JSON.stringify(
        sites.map(({ openedOn, reviewsPostings, ...site }) => ({
          ...site,
          opened_on: openedOn,
          reviews_postings: reviewsPostings,
        })),
      ),
      ctx.now,
    ],
  )
}
