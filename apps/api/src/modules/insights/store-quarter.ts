import type { Ctx } from '../../kernel/context.ts'

/** Counts of one county in a quarter; what rows recorded after the cut-off say is left out. Money in fen. */
export type CountyQuarterCounts = {
  county: string
  marketsOpen: number
  stationsOpen: number
  marketsRecognised: number
  stationsRecognised: number
  sitesOpened: number
  sitesClosed: number
  /** Square metres, one decimal. */
  areaSquareMeters: number
  staff: number
  visits: number
  postings: number
  openings: number
  workersRegistered: number
  disputesRaised: number
  disputesClosed: number
  troublesRaised: number
  troublesSolved: number
  siteRatings: number
  /** Average stars with one decimal; null without ratings. */
  siteRating: number | null
  oneOffPaidFen: number
  performancePaidFen: number
  purchasedServices: number
}

const zero = (column: string) => `coalesce(${column}, 0)::int`

/** Of several counties at once, one row each. Days are inclusive; sites, staff and contracts as on the last of them. */
export function countyQuarterCounts(
  ctx: Ctx,
  counties: readonly string[],
  span: { from: string; to: string; recordedBefore: Date },
): Promise<CountyQuarterCounts[]> {
  return ctx.tx.query<CountyQuarterCounts>(
    `with span as (select $2::date as first, $3::date as last,
       $2::date::timestamp at time zone 'Asia/Shanghai' as begins,
       least(($3::date + 1)::timestamp at time zone 'Asia/Shanghai', $4::timestamptz) as ends),
     standing as (select s.* from sites s, span where county = any ($1::text[]) and state <> 'planned'
       and opened_on <= last and (closed_on is null or closed_on > last)),
     site as (select county, count(*) filter (where kind = 'market') as markets,
         count(*) filter (where kind = 'station') as stations, round(sum(area_square_meters), 1)::float8 as area
       from standing group by county),
     turned as (select county, count(*) filter (where opened_on between first and last and state <> 'planned') as opened,
         count(*) filter (where closed_on between first and last) as closed
       from sites, span where county = any ($1::text[]) group by county),
     recognised as (select r.county, count(*) filter (where s.kind = 'market') as markets,
         count(*) filter (where s.kind = 'station') as stations
       from recognised_sites r join sites s on s.id = r.site_id, span
       where r.county = any ($1::text[]) and r.recognised_on <= last and (r.ended_on is null or r.ended_on > last)
       group by r.county),
     staffed as (select p.county, count(*) as n from site_staff p join standing s on s.id = p.site_id, span
       where p.since <= last and (p.until is null or p.until >= last) and p.created_at < $4 group by p.county),
     visited as (select county, sum(visitors) as n from site_days, span
       where county = any ($1::text[]) and day between first and last and recorded_at < $4 group by county),
     posted as (select county, count(*) as n from postings, span
       where county = any ($1::text[]) and published_at >= begins and published_at < ends group by county),
     places as (select p.county, sum(c.headcount) as n from postings p join shifts s on s.posting_id = p.id
         join shift_capacities c on c.shift_id = s.id, span
       where p.county = any ($1::text[]) and p.published_at >= begins and p.published_at < ends group by p.county),
     registered as (select r.county, r.n from span, workers_registered($1::text[], begins, ends) r),
     raised as (select county, count(*) as n from disputes, span
       where county = any ($1::text[]) and opened_at >= begins and opened_at < ends group by county),
     ended as (select county, count(*) as n from disputes, span
       where county = any ($1::text[]) and state <> 'open' and state_since >= begins and state_since < ends group by county),
     called as (select county, count(*) as n from troubles, span
       where kind <> 'employerRecordWrong' and county = any ($1::text[]) and raised_at >= begins and raised_at < ends group by county),
     solved as (select county, count(*) as n from troubles, span
       where kind <> 'employerRecordWrong' and county = any ($1::text[]) and state = 'solved' and state_since >= begins and state_since < ends group by county),
     rated as (select s.county, count(*) as n, round(avg(r.stars), 1)::float8 as stars
       from ratings r join sites s on s.id = r.site_id, span
       where r.about = 'site' and s.county = any ($1::text[]) and r.shown_at >= begins and r.shown_at < ends group by s.county),
     paid as (select county, sum(amount_fen) filter (where what = 'oneOff') as one_off,
         sum(amount_fen) filter (where what = 'performance') as performance
       from subsidies, span where county = any ($1::text[]) and state in ('paid', 'closed') and paid_on between first and last
         and state_since < $4 group by county),
     bought as (select county, count(*) as n from purchased_services, span
       where county = any ($1::text[]) and starts_on <= last and coalesce(ended_on, ends_on) >= last and recorded_at < $4 group by county)
     select c.county, ${zero('site.markets')} as "marketsOpen", ${zero('site.stations')} as "stationsOpen",
       ${zero('recognised.markets')} as "marketsRecognised", ${zero('recognised.stations')} as "stationsRecognised",
       ${zero('turned.opened')} as "sitesOpened", ${zero('turned.closed')} as "sitesClosed",
       coalesce(site.area, 0) as "areaSquareMeters", ${zero('staffed.n')} as staff, ${zero('visited.n')} as visits,
       ${zero('posted.n')} as postings, ${zero('places.n')} as openings, ${zero('registered.n')} as "workersRegistered",
       ${zero('raised.n')} as "disputesRaised", ${zero('ended.n')} as "disputesClosed",
       ${zero('called.n')} as "troublesRaised", ${zero('solved.n')} as "troublesSolved",
       ${zero('rated.n')} as "siteRatings", rated.stars as "siteRating",
       coalesce(paid.one_off, 0)::bigint as "oneOffPaidFen", coalesce(paid.performance, 0)::bigint as "performancePaidFen",
       ${zero('bought.n')} as "purchasedServices"
     from unnest($1::text[]) as c (county)
       ${['site', 'turned', 'recognised', 'staffed', 'visited', 'posted', 'places', 'registered', 'raised', 'ended', 'called', 'solved', 'rated', 'paid', 'bought'].map((one) => `left join ${one} on ${one}.county = c.county`).join('\n       ')}`,
    [counties, span.from, span.to, span.recordedBefore],
  )
}

/** Sites of a county and kind: open on a day, recognised among them, opened since a day. */
export type SiteStock = {
  county: string
  kind: 'market' | 'station'
  open: number
  recognised: number
  openedSince: number
}

export const siteStock = (ctx: Ctx, counties: readonly string[], span: { on: string; since: string }) =>
  ctx.tx.query<SiteStock>(
    `select s.county, s.kind, count(*)::int as open, count(r.site_id)::int as recognised,
       count(*) filter (where s.opened_on > $3)::int as "openedSince"
     from sites s left join recognised_sites r on r.site_id = s.id and r.recognised_on <= $2
       and (r.ended_on is null or r.ended_on > $2)
     where s.county = any ($1::text[]) and s.state <> 'planned' and s.opened_on <= $2
       and (s.closed_on is null or s.closed_on > $2)
     group by s.county, s.kind`,
    [counties, span.on, span.since],
  )
