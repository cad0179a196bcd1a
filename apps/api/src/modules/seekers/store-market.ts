import type { ReachChannel } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

/** What the market needs to know of a worker; distances in metres, money in fen. */
export type MarketProfile = {
  personId: string
  lat: number
  lng: number
  occupations: string[]
  /** `'0110…'`, one sign per half hour of the week from Monday; null: any time. */
  week: string | null
  /** Business days from today on that differ: free all day, or off. */
  days: Array<{ day: string; available: boolean }>
  maxDistanceMeters: number | null
  minHourlyFen: number | null
  minDailyFen: number | null
  takesOffers: boolean
  channels: ReachChannel[]
  /** Minutes of the day from which and until which the person has said it may be asked; null: nothing said. */
  askFrom: number | null
  askUntil: number | null
  /** Has allowed a message in WeChat that was not sent yet. */
  wechat: boolean
}

type Row = Omit<MarketProfile, 'days'>
type DayRow = { personId: string; day: string; available: boolean }

/** Of the people named, or of all who take offers. Needs the system scope. */
export async function marketWorkers(
  ctx: Ctx,
  of: { personIds: readonly string[] } | 'all',
  today: string,
): Promise<MarketProfile[]> {
  const named = of === 'all' ? [] : [of.personIds]
  const rows = await ctx.tx.query<Row>(
    `select person_id as "personId", lat, lng, occupations, availability::text as week,
       max_distance_m as "maxDistanceMeters", min_hourly_fen as "minHourlyFen", min_daily_fen as "minDailyFen",
       takes_offers as "takesOffers", channels,
       ask_from as "askFrom", ask_until as "askUntil",
       exists (select from wechat_permissions a where a.person_id = w.person_id and a.left_over > 0) as wechat
     from workers w where ${of === 'all' ? 'takes_offers' : 'person_id = any ($1::uuid[])'}`,
    named,
  )
  const days = await ctx.tx.query<DayRow>(
    `select person_id as "personId", day, available from worker_days where day >= $1::date
       ${of === 'all' ? '' : 'and person_id = any ($2::uuid[])'}`,
    [today, ...named],
  )
  const byPerson = Map.groupBy(days, (row) => row.personId)
  return rows.map((row) => ({ ...row, days: byPerson.get(row.personId) ?? [] }))
}

/** Pairs of people who go together: members of a crew who have agreed, and its leader. */
export async function crewMates(ctx: Ctx): Promise<Array<{ crewId: string; personId: string }>> {
  return ctx.tx.query(
    `select c.id as "crewId", m.person_id as "personId" from crews c
       join crew_members m on m.crew_id = c.id and m.state = 'agreed' where c.ended_at is null
     union select id, leader_id from crews where ended_at is null`,
  )
}
