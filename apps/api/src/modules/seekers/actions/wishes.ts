import { businessDay } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { availableFor } from '../rules.ts'
import { findDays, findWorkers, setOccupations } from '../store.ts'

/** What ranking work for a person needs of the profile. */
export type WorkerWishes = {
  personId: string
  county: string
  lat: number
  lng: number
  occupations: readonly string[]
  maxDistanceMeters: number | null
  minHourlyFen: number | null
  minDailyFen: number | null
  /** Wants to be asked by the platform. */
  takesOffers: boolean
  /** Whether the person can work all of this time by the own calendar; other work taken is not looked at. */
  freeFor(span: { startsAt: Date; endsAt: Date }): boolean
}

/** undefined when the person has no profile, or is out of the scope's reach. */
export async function workerWishes(ctx: Ctx, personId: string): Promise<WorkerWishes | undefined> {
  const [row] = await findWorkers(ctx, [personId])
  if (!row) return undefined
  const found = await findDays(ctx, [personId], businessDay(ctx.now))
  const days = new Map(found.map(({ day, available }) => [day, available]))
  return {
    personId,
    county: row.county,
    lat: row.lat,
    lng: row.lng,
    occupations: row.occupations,
    maxDistanceMeters: row.max_distance_m,
    minHourlyFen: row.min_hourly_fen,
    minDailyFen: row.min_daily_fen,
    takesOffers: row.takes_offers,
    freeFor: (span) => availableFor({ bits: row.availability, days }, span),
  }
}

/** Where these people look for work: the town's point. Those without a profile are left out. */
export async function workersBrief(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<Array<{ personId: string; lat: number; lng: number }>> {
  return (await findWorkers(ctx, personIds)).map(({ person_id, lat, lng }) => ({ personId: person_id, lat, lng }))
}

/** Adds a kind of work to the profile or takes one off, where the person has tapped so. Refuses WorkerProfileMissing. */
export async function changeOccupations(
  ctx: Ctx,
  acting: { workerId: string; onBehalfOf?: string },
  change: { add?: string; drop?: string },
): Promise<void> {
  const [row] = await findWorkers(ctx, [acting.workerId])
  if (!row) return refuse('WorkerProfileMissing')
  const kept = row.occupations.filter((code) => code !== change.drop && code !== change.add)
  await setOccupations(ctx, acting.workerId, change.add === undefined ? kept : [...kept, change.add])
  ctx.audit({
    subjectKind: 'worker',
    subjectId: acting.workerId,
    act: 'writeProfile',
    capacity: acting.onBehalfOf ? 'clerk' : 'worker',
    concerns: [acting.workerId],
    ...(acting.onBehalfOf && { onBehalfOf: acting.onBehalfOf }),
  })
  ctx.emit({ name: 'workerProfileChanged', subjectKind: 'worker', subjectId: acting.workerId })
}
