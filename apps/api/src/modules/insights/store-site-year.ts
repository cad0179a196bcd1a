import type { Ctx } from '../../kernel/context.ts'

/** Counts of one site between two days: what an assessment rests on. */
export type SiteYearCounts = {
  siteId: string
  postings: number
  reviews: number
  reviewsInTime: number
  troubles: number
  troublesInTime: number
  ratings: number
  /** Sum of stars over the ratings. */
  ratingStars: number
  /** Reviews brought to an end. */
  reviewsDone: number
  /** People who came to the desk and were helped face to face. */
  served: number
  openDays: number
  /** Sum of the visitors on the days somebody counted. */
  visitors: number
  visitorDays: number
  staff: number
  safetyPassed: number
}

/** Of several sites at once, by site. Days are inclusive; staff and safety as on the last of them. */
export async function siteYearCounts(
  ctx: Ctx,
  siteIds: readonly string[],
  span: { from: string; to: string },
): Promise<Map<string, SiteYearCounts>> {
  const rows = await ctx.tx.query<SiteYearCounts>(
    `with span as (select $2::date as first, $3::date as last,
       $2::date::timestamp at time zone 'Asia/Shanghai' as begins, ($3::date + 1)::timestamp at time zone 'Asia/Shanghai' as ends),
     posted as (select site_id, count(*)::int as n from postings, span
       where site_id = any ($1::uuid[]) and published_at >= begins and published_at < ends group by site_id),
     -- One still open counts once its time is up.
     reviewed as (select site_id, count(*)::int as n, count(*) filter (where closed_at <= due_at)::int as in_time,
         count(closed_at)::int as done
       from posting_reviews, span where site_id = any ($1::uuid[]) and opened_at >= begins and opened_at < ends
         and (closed_at is not null or due_at < $4) and outcome is distinct from 'dropped' group by site_id),
     troubled as (select site_id, count(*)::int as n,
         count(*) filter (where state = 'solved' and state_since <= due_at)::int as in_time
       from troubles, span where site_id = any ($1::uuid[]) and raised_at >= begins and raised_at < ends
         and (state = 'solved' or due_at < $4) group by site_id),
     rated as (select site_id, count(*)::int as n, sum(stars)::int as stars from ratings, span
       where about = 'site' and site_id = any ($1::uuid[]) and shown_at >= begins and shown_at < ends group by site_id),
     opened as (select site_id, count(*)::int as n, count(visitors)::int as counted,
         coalesce(sum(visitors), 0)::int as visitors from site_days, span
       where site_id = any ($1::uuid[]) and day between first and last and opened_at is not null group by site_id),
     helped as (select site_id, sum(people)::int as n from site_visits, span
       where site_id = any ($1::uuid[]) and at >= begins and at < ends group by site_id),
     staffed as (select site_id, count(*)::int as n from site_staff, span
       where site_id = any ($1::uuid[]) and since <= last and (until is null or until >= last) group by site_id),
     safe as (select site_id, count(*) filter (where passed and next_due_on >= last)::int as n
       from (select distinct on (site_id, item) site_id, passed, next_due_on, last from site_safety_checks, span
         where site_id = any ($1::uuid[]) and checked_on <= last order by site_id, item, checked_on desc, id desc) c
       group by site_id)
     select s.id as "siteId", coalesce(posted.n, 0) as postings, coalesce(reviewed.n, 0) as reviews,
       coalesce(reviewed.in_time, 0) as "reviewsInTime", coalesce(troubled.n, 0) as troubles,
       coalesce(troubled.in_time, 0) as "troublesInTime", coalesce(rated.n, 0) as ratings,
       coalesce(rated.stars, 0) as "ratingStars", coalesce(reviewed.done, 0) as "reviewsDone", coalesce(helped.n, 0) as served,
       coalesce(opened.n, 0) as "openDays", coalesce(opened.visitors, 0) as visitors,
       coalesce(opened.counted, 0) as "visitorDays", coalesce(staffed.n, 0) as staff,
       coalesce(safe.n, 0) as "safetyPassed"
     from unnest($1::uuid[]) as s (id)
       left join posted on posted.site_id = s.id left join reviewed on reviewed.site_id = s.id
       left join troubled on troubled.site_id = s.id left join rated on rated.site_id = s.id
       left join helped on helped.site_id = s.id
       left join opened on opened.site_id = s.id left join staffed on staffed.site_id = s.id
       left join safe on safe.site_id = s.id`,
    [siteIds, span.from, span.to, ctx.now],
  )
  return new Map(rows.map((row) => [row.siteId, row]))
}
