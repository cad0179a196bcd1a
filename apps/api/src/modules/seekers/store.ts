import type { ReachChannel } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

export const homeField = 'workers.home'

export type WorkerRow = {
  person_id: string
  county: string
  town: string
  lat: number
  lng: number
  home_enc: Buffer | null
  occupations: string[]
  availability: string | null
  max_distance_m: number | null
  min_hourly_fen: number | null
  min_daily_fen: number | null
  settlement_cycles: string[]
  wants_meals: boolean
  wants_lodging: boolean
  channels: ReachChannel[]
  takes_offers: boolean
  /** Minutes of the day. */
  ask_from: number | null
  ask_until: number | null
  created_at: Date
  updated_at: Date
}

export type WorkerWrite = Omit<WorkerRow, 'home_enc' | 'created_at' | 'updated_at'> & {
  /** undefined: as it was; null: taken off. */
  home: string | null | undefined
}

export async function putWorker(ctx: Ctx, worker: WorkerWrite): Promise<void> {
  await ctx.tx.query(
    `insert into workers (person_id, county, town, lat, lng, home_enc, occupations, availability, max_distance_m,
       min_hourly_fen, min_daily_fen, settlement_cycles, wants_meals, wants_lodging, channels, takes_offers,
       created_at, updated_at, ask_from, ask_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8::bit(336), $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $19, $20)
     on conflict (person_id) do update set county = excluded.county, town = excluded.town, lat = excluded.lat,
       lng = excluded.lng, home_enc = case when $18 then excluded.home_enc else workers.home_enc end,
       occupations = excluded.occupations, availability = excluded.availability,
       max_distance_m = excluded.max_distance_m, min_hourly_fen = excluded.min_hourly_fen,
       min_daily_fen = excluded.min_daily_fen, settlement_cycles = excluded.settlement_cycles,
       wants_meals = excluded.wants_meals, wants_lodging = excluded.wants_lodging, channels = excluded.channels,
       takes_offers = excluded.takes_offers, updated_at = excluded.updated_at, ask_from = excluded.ask_from,
       ask_until = excluded.ask_until`,
    [
      worker.person_id,
      worker.county,
      worker.town,
      worker.lat,
      worker.lng,
      worker.home == null ? null : ctx.deps.keyring.encrypt(homeField, worker.home),
      worker.occupations,
      worker.availability,
      worker.max_distance_m,
      worker.min_hourly_fen,
      worker.min_daily_fen,
      worker.settlement_cycles,
      worker.wants_meals,
      worker.wants_lodging,
      worker.channels,
      worker.takes_offers,
      ctx.now,
      worker.home !== undefined,
      worker.ask_from,
      worker.ask_until,
    ],
  )
}

export async function findWorkers(ctx: Ctx, personIds: readonly string[]): Promise<WorkerRow[]> {
  return ctx.tx.named<WorkerRow>('seekers-workers', 'select * from workers where person_id = any ($1::uuid[])', [
    personIds,
  ])
}

/** Locks the profile, so that two acts of one person come one after the other; undefined where there is none. */
export async function lockWorker(ctx: Ctx, personId: string): Promise<{ county: string } | undefined> {
  const [row] = await ctx.tx.query<{ county: string }>('select county from workers where person_id = $1 for update', [
    personId,
  ])
  return row
}

export type ReachWish = {
  channels: ReachChannel[]
  /** Minutes of the day from which and until which the person has said it may be asked; null: nothing said. */
  askFrom: number | null
  askUntil: number | null
}

/** How and when each worker wants to be reached; those without a profile are left out. */
export async function reachWishes(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, ReachWish>> {
  const rows = await ctx.tx.named<ReachWish & { personId: string }>(
    'seekers-reach-wishes',
    `select person_id as "personId", channels, ask_from as "askFrom", ask_until as "askUntil"
     from workers where person_id = any ($1::uuid[])`,
    [personIds],
  )
  return new Map(rows.map(({ personId, ...wish }) => [personId, wish]))
}

export async function setOccupations(ctx: Ctx, personId: string, occupations: readonly string[]): Promise<void> {
  await ctx.tx.query('update workers set occupations = $2, updated_at = $3 where person_id = $1', [
    personId,
    occupations,
    ctx.now,
  ])
}

export type DayRow = { person_id: string; day: string; available: boolean }

export async function findDays(ctx: Ctx, personIds: readonly string[], from: string, to?: string): Promise<DayRow[]> {
  return ctx.tx.query<DayRow>(
    `select person_id, day, available from worker_days
     where person_id = any ($1::uuid[]) and day >= $2::date and ($3::date is null or day <= $3) order by day`,
    [personIds, from, to ?? null],
  )
}

export async function putDays(
  ctx: Ctx,
  personId: string,
  days: ReadonlyArray<{ day: string; available: boolean | null }>,
): Promise<void> {
  const byDay = new Map(days.map((one) => [one.day, one.available]))
  const dropped = [...byDay].filter(([, available]) => available === null).map(([day]) => day)
  const kept = [...byDay].filter(([, available]) => available !== null)
  await ctx.tx.query('delete from worker_days where person_id = $1 and day = any ($2::date[])', [personId, dropped])
  await ctx.tx.query(
    `insert into worker_days (person_id, day, available)
     select $1, row.day, row.available from unnest($2::date[], $3::boolean[]) as row (day, available)
     on conflict (person_id, day) do update set available = excluded.available`,
    [personId, kept.map(([day]) => day), kept.map(([, available]) => available)],
  )
}

export type Box = { minLat: number; maxLat: number; minLng: number; maxLng: number }

/** Workers in the box who take offers for this occupation; the exact choice is made by the rules. */
export async function workersInBox(ctx: Ctx, occupation: string, box: Box, max: number): Promise<WorkerRow[]> {
  return ctx.tx.named<WorkerRow>(
    'seekers-in-box',
    `select * from workers
     where takes_offers and occupations @> array[$1]::text[]
       and lat between $2 and $3 and lng between $4 and $5
     order by ((lat - $6) * (lat - $6) + (lng - $7) * (lng - $7)), person_id limit $8`,
    [
      occupation,
      box.minLat,
      box.maxLat,
      box.minLng,
      box.maxLng,
      (box.minLat + box.maxLat) / 2,
      (box.minLng + box.maxLng) / 2,
      max,
    ],
  )
}
