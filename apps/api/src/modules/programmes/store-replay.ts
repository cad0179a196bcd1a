import type { Kept, Standing } from './replay.ts'

/** Reads as the whole city: the caller's connection sees every county. */
type Reader = { query<R>(text: string, values?: unknown[]): Promise<R[]> }

export async function keptDecisions(db: Reader): Promise<Kept[]> {
  return db.query<Kept>(
    `select u.id, u.site_id as "siteId", s.name as "siteName", u.county, u.what, u.year, u.state, u.claim, u.decision
     from subsidies u join sites s on s.id = u.site_id order by u.county, u.applied_on, u.id`,
  )
}

/** Every recognised site that stands, with what the policy asks about it. @param day `YYYY-MM-DD` */
export async function recognisedRegister(db: Reader, day: string): Promise<Standing[]> {
  type Row = Omit<Standing, 'countyAmounts' | 'stars' | 'purchasedService'> & {
    assessed: number | null
    failed: boolean | null
    from: string | null
    to: string | null
  }
  const rows = await db.query<Row>(
    `select s.id as "siteId", s.name as "siteName", s.county, s.kind, s.builder,
       s.area_square_meters::float8 as "areaSquareMeters", s.opened_on::text as "openedOn", t.stars as assessed,
       t.stars is null and t.id is not null as failed, t.year as "starsYear",
       coalesce(d.days, '{}') as "shutDays", p.starts_on::text as "from", p.last_on::text as "to",
       coalesce(u.claimed, '{}') as claimed
     from sites s
     join recognised_sites r on r.site_id = s.id and r.recognised_on <= $1 and r.ended_on is null
     left join lateral (select id, year, stars from site_stars where site_id = s.id and published_on <= $1
       order by year desc limit 1) t on true
     left join lateral (select jsonb_object_agg(year || ' ' || shut_reason, n) as days from (
       select extract(year from day) as year, shut_reason, count(*)::int as n from site_days
       where site_id = s.id and day <= $1 and shut_reason is not null group by 1, 2) x) d on true
     left join lateral (select starts_on, coalesce(ended_on, ends_on) as last_on from purchased_services
       where site_id = s.id and starts_on <= $1 and coalesce(ended_on, ends_on) >= $1 limit 1) p on true
     left join lateral (select array_agg(what || ' ' || year) as claimed from subsidies
       where site_id = s.id and state not in ('refused', 'withdrawn', 'reclaimed')) u on true
     where s.state <> 'closed' order by s.county, s.name`,
    [day],
  )
  const amounts = await db.query<{ county: string; key: string; amount: number }>(
    `select county, what || ' ' || site_kind || ' ' || step as key, amount_fen::float8 as amount
     from county_subsidy_amounts where valid_from <= $1 and (valid_to is null or valid_to >= $1)`,
    [day],
  )
  const byCounty = Map.groupBy(amounts, (one) => one.county)
  return rows.map(({ assessed, failed, from, to, ...row }) => ({
    ...row,
    stars: failed ? 'fail' : assessed,
    purchasedService: from === null || to === null ? null : { from, to },
    countyAmounts: Object.fromEntries((byCounty.get(row.county) ?? []).map(({ key, amount }) => [key, amount])),
  }))
}
