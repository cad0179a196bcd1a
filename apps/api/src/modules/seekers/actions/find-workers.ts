import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { boxAround, chooseForShift, touchedDays } from '../rules.ts'
import { findDays, workersInBox } from '../store.ts'

/** How many near ones are looked at for each one wanted: the rest may be busy or unavailable. */
const lookedAtPerWanted = 20

export type ShiftWish = {
  occupation: string
  county: string
  lat: number
  lng: number
  startsAt: Date
  endsAt: Date
  limit: number
  /** Metres; the policy's dispatch.searchRadiusMeters unless told. */
  radiusMeters?: number
}

/**
 * Workers who offer the occupation, take offers, live near enough (the town counts) and can work the whole
 * shift by their own calendar; nearest first. Engagements are not looked at: dispatch does that.
 * Needs the system scope: people are not the county's to browse.
 */
export async function workersForShift(
  ctx: Ctx,
  shift: ShiftWish,
): Promise<Array<{ personId: string; distanceMeters: number }>> {
  const radiusMeters =
    shift.radiusMeters ??
    ctx.deps.policy.number('dispatch.searchRadiusMeters', businessDay(ctx.now), { county: shift.county })
  const box = boxAround(shift, radiusMeters)
  const rows = await workersInBox(ctx, shift.occupation, box, shift.limit * lookedAtPerWanted)
  const days = touchedDays(shift.startsAt, shift.endsAt)
  const exceptions = new Map<string, Map<string, boolean>>()
  const found = await findDays(
    ctx,
    rows.map((row) => row.person_id),
    days[0] ?? businessDay(shift.startsAt),
    days.at(-1),
  )
  for (const { person_id, day, available } of found) {
    exceptions.set(person_id, (exceptions.get(person_id) ?? new Map()).set(day, available))
  }
  const candidates = rows.map((row) => ({
    personId: row.person_id,
    lat: row.lat,
    lng: row.lng,
    availability: row.availability,
    days: exceptions.get(row.person_id) ?? new Map<string, boolean>(),
    maxDistanceMeters: row.max_distance_m,
  }))
  return chooseForShift(candidates, { ...shift, radiusMeters })
}
