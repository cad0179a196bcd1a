import type { Ctx } from '../../kernel/context.ts'

export type HallPlaces = { shiftId: string; places: number }

/** Places that are neither taken nor waiting for an answer, whatever the hall says: the database has the last word. */
const reallyFree = `c.headcount - c.taken
  - (select count(*)::int from offers o where o.shift_id = c.shift_id and o.state = 'open')`

/** What the hall shows from now on. Never more than is really free. Needs the system scope. */
export async function putHall(ctx: Ctx, rows: readonly HallPlaces[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx.named(
    'dispatch-put-hall',
    `insert into hall_places as h (shift_id, places, at, since)
     select row."shiftId", greatest(0, least(row.places, ${reallyFree})), $2, $2
     from jsonb_to_recordset($1::jsonb) as row ("shiftId" uuid, places int)
     join shift_capacities c on c.shift_id = row."shiftId" and c.open
     on conflict (shift_id) do update set places = excluded.places, at = excluded.at,
         since = case when h.places = 0 then excluded.at else h.since end
       where h.places <> excluded.places`,
    [JSON.stringify(rows), ctx.now],
  )
}

/** Takes one place out of the hall; false where it holds none of these shifts. Of a job taken whole one row stands there. */
export async function takeFromHall(ctx: Ctx, shiftIds: readonly string[]): Promise<boolean> {
  const rows = await ctx.tx.query(
    `update hall_places h set places = h.places - 1, taken = h.taken + 1, at = $2
     from shift_capacities c
     where h.shift_id = any ($1::uuid[]) and c.shift_id = h.shift_id and h.places > 0 and ${reallyFree} > 0
     returning h.shift_id`,
    [shiftIds, ctx.now],
  )
  return rows.length > 0
}

/** Somebody has opened a shift that stands in the hall; false where it does not, and nothing is counted. */
export async function countHallLook(ctx: Ctx, shiftId: string): Promise<boolean> {
  const rows = await ctx.tx.named(
    'dispatch-hall-look',
    `update hall_places h set looks = h.looks + 1 from shift_capacities c
     where h.shift_id = $1 and c.shift_id = h.shift_id and c.open and least(h.places, c.headcount - c.taken) > 0
     returning h.shift_id`,
    [shiftId],
  )
  return rows.length > 0
}

export async function readHall(ctx: Ctx, shiftId: string): Promise<number> {
  const [row] = await ctx.tx.named<{ places: number }>(
    'dispatch-read-hall',
    `select least(h.places, c.headcount - c.taken) as places from hall_places h
     join shift_capacities c on c.shift_id = h.shift_id and c.open where h.shift_id = $1`,
    [shiftId],
  )
  return row?.places ?? 0
}
