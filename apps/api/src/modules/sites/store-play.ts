import type { Ctx } from '../../kernel/context.ts'

/** A number that follows from site and day, the same whenever it is asked for. */
const drawn = (salt: string): string => `abs(hashtext(s.id::text || d.day::text || '${salt}'))`
const visitors = `4 + ${drawn('v')} % case s.kind when 'market' then 80 else 24 end`

/** Doors of a demonstration between two days: opened by the site's hours, closed once these are over. */
export async function playDays(
  ctx: Ctx,
  { from, to, leave }: { from: string; to: string; leave: readonly string[] },
): Promise<void> {
  await ctx.tx.query(
    `insert into site_days as l (site_id, day, county, opened_at, closed_at, visitors, meals_heated, recorded_at)
     select s.id, d.day, s.county, o.opens, case when o.closes <= $1 then o.closes end,
       case when o.closes <= $1 then ${visitors} end, case when o.closes <= $1 then ${drawn('m')} % 10 end, $1
     from sites s
       cross join lateral (select day::date as day
         from generate_series(greatest(s.opened_on, $2::date)::timestamp, $3::timestamp, interval '1 day') day) d
       cross join lateral (select
           (d.day + min(h->>'from')::time + make_interval(mins => ${drawn('o')} % 15)) at time zone 'Asia/Shanghai' as opens,
           (d.day + max(h->>'to')::time) at time zone 'Asia/Shanghai' as closes
         from jsonb_array_elements(s.hours) h where h->'days' @> to_jsonb(extract(isodow from d.day)::int)) o
     where s.state = 'open' and o.opens <= $1 and s.id <> all ($4::uuid[])
       and not exists (select from site_closures c
         where c.site_id = s.id and d.day between c.from_day and c.to_day and c.cancelled_at is null)
     on conflict (site_id, day) do update set closed_at = excluded.closed_at, visitors = excluded.visitors,
       meals_heated = excluded.meals_heated, version = l.version + 1
       where l.opened_at is not null and l.closed_at is null and l.visitors is null and excluded.closed_at is not null`,
    [ctx.now, from, to, leave],
  )
}
