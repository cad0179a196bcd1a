import type { Ctx } from '../../kernel/context.ts'
import type { Site } from './types.ts'

const columns = `id, kind, name, county, town, address, address_key as "addressKey", lat, lng, phone, hours, builder,
  builder_kind as "builderKind", builder_name as "builderName", operator_id as "operatorId",
  area_square_meters as "areaSquareMeters", area_proof_id as "areaProofId", venue, host_kind as "hostKind",
  host_name as "hostName", venue_until as "venueUntil", understaffed_reason as "understaffedReason",
  opened_on as "openedOn", closed_on as "closedOn", reviews_postings as "reviewsPostings", state`

export async function findSites(ctx: Ctx, ids: readonly string[]): Promise<Site[]> {
  return ctx.tx.query<Site>(`select ${columns} from sites where id = any ($1::uuid[])`, [ids])
}

/** One site, kept for the change. */
export async function lockSite(ctx: Ctx, id: string): Promise<Site | undefined> {
  const [row] = await ctx.tx.query<Site>(`select ${columns} from sites where id = $1 for update`, [id])
  return row
}

/** Open sites in order of county, kind and name; the city has a few hundred at most. */
export function listOpenSites(
  ctx: Ctx,
  filter: { county?: string | undefined; kind?: string | undefined },
): Promise<Site[]> {
  return ctx.tx.query<Site>(
    `select ${columns} from sites
     where state = 'open' and ($1::text is null or county = $1) and ($2::text is null or kind = $2)
     order by county, kind, name`,
    [filter.county ?? null, filter.kind ?? null],
  )
}

/** Sites of these counties and ids in any state, by name. */
export function listSitesOf(
  ctx: Ctx,
  asked: {
    counties: readonly string[]
    ids: readonly string[]
    kind?: string | undefined
    state?: string | undefined
    words?: string | undefined
    after?: string | undefined
    limit: number
  },
): Promise<Site[]> {
  return ctx.tx.query<Site>(
    `select ${columns} from sites
     where (county = any ($1::text[]) or id = any ($2::uuid[])) and ($3::text is null or kind = $3)
       and ($4::text is null or state = $4) and ($5::text is null or strpos(name || address, $5) > 0)
       and ($6::text is null or name > $6)
     order by name limit $7`,
    [
      asked.counties,
      asked.ids,
      asked.kind ?? null,
      asked.state ?? null,
      asked.words ?? null,
      asked.after ?? null,
      asked.limit,
    ],
  )
}

/** Sites at the same place, whatever their name, state or county. */
export function sitesAt(ctx: Ctx, addressKey: string): Promise<Site[]> {
  return ctx.tx.query<Site>(`select ${columns} from sites where address_key = $1 order by opened_on, id`, [addressKey])
}

/** Names alike enough to be taken for each other: those that hold this place word, in this county. */
export function namesWith(ctx: Ctx, county: string, place: string): Promise<Array<{ id: string; name: string }>> {
  return ctx.tx.query(
    `select id, name from sites where county = $1 and strpos(name, $2) > 0 and state <> 'closed' order by name limit 20`,
    [county, place],
  )
}

export async function siteNamed(ctx: Ctx, name: string): Promise<{ id: string; name: string } | undefined> {
  const [row] = await ctx.tx.query<{ id: string; name: string }>('select id, name from sites where name = $1', [name])
  return row
}

const columnOf = {
  kind: 'kind',
  name: 'name',
  county: 'county',
  town: 'town',
  address: 'address',
  addressKey: 'address_key',
  lat: 'lat',
  lng: 'lng',
  phone: 'phone',
  hours: 'hours',
  builder: 'builder',
  builderKind: 'builder_kind',
  builderName: 'builder_name',
  operatorId: 'operator_id',
  areaSquareMeters: 'area_square_meters',
  areaProofId: 'area_proof_id',
  venue: 'venue',
  hostKind: 'host_kind',
  hostName: 'host_name',
  venueUntil: 'venue_until',
  understaffedReason: 'understaffed_reason',
  openedOn: 'opened_on',
  reviewsPostings: 'reviews_postings',
} as const satisfies Partial<Record<keyof Site, string>>
export type SiteChange = Partial<Pick<Site, keyof typeof columnOf>>

const forDatabase = (value: unknown) => (Array.isArray(value) ? JSON.stringify(value) : value)

/** Writes the changed facts; false when the site is not there for this scope to change. */
export async function updateSite(ctx: Ctx, id: string, change: SiteChange): Promise<boolean> {
  const keys = Object.keys(change) as Array<keyof typeof columnOf>
  if (keys.length === 0) return true
  const sets = keys.map((key, index) => `${columnOf[key]} = $${index + 2}`).join(', ')
  const rows = await ctx.tx.query(`update sites set ${sets}, version = version + 1 where id = $1 returning id`, [
    id,
    ...keys.map((key) => forDatabase(change[key])),
  ])
  return rows.length > 0
}

/** Puts sites into the register; those already there (same id) are left. */
export async function insertSites(ctx: Ctx, sites: readonly Site[]): Promise<void> {
  const given = Object.entries(columnOf)
  const rows = sites.map((site) => ({
    ...Object.fromEntries(given.map(([key, column]) => [column, site[key as keyof typeof columnOf]])),
    id: site.id,
    state: site.state,
    closed_on: site.closedOn,
    state_since: ctx.now,
    version: 0,
  }))
  await ctx.tx.query(
    `insert into sites (id, state, state_since, closed_on, version, ${Object.values(columnOf).join(', ')})
     select id, state, state_since, closed_on, version, ${Object.values(columnOf).join(', ')}
     from jsonb_populate_recordset(null::sites, $1::jsonb) on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  )
}
