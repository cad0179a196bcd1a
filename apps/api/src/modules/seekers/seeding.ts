import type { ReachChannel } from '@linggong/contract'
import type { Keyring } from '../../kernel/crypto/keyring.ts'
import { weekToBits, type Week } from './rules.ts'
import { homeField } from './store.ts'

/** See identity/seeding.ts: column lists for COPY and functions that make one row each. */
export type CopyValue = string | number | boolean | Date | Buffer | readonly string[] | null

export type SeedWorker = {
  personId: string
  /** Reporting unit of the town. */
  county: string
  /** Nine digits. */
  town: string
  lat: number
  lng: number
  home: string | null
  occupations: readonly string[]
  availability: Week
  maxDistanceMeters: number | null
  minHourlyFen: number | null
  minDailyFen: number | null
  settlementCycles: readonly string[]
  wantsMeals: boolean
  wantsLodging: boolean
  channels: readonly ReachChannel[]
  takesOffers: boolean
  createdAt: Date
}
export const workerColumns = [
  'person_id',
  'county',
  'town',
  'lat',
  'lng',
  'home_enc',
  'occupations',
  'availability',
  'max_distance_m',
  'min_hourly_fen',
  'min_daily_fen',
  'settlement_cycles',
  'wants_meals',
  'wants_lodging',
  'channels',
  'takes_offers',
  'created_at',
  'updated_at',
] as const
export function workerRow(keyring: Keyring, worker: SeedWorker): CopyValue[] {
  return [
    worker.personId,
    worker.county,
    worker.town,
    worker.lat,
    worker.lng,
    worker.home === null ? null : keyring.encrypt(homeField, worker.home),
    worker.occupations,
    weekToBits(worker.availability),
    worker.maxDistanceMeters,
    worker.minHourlyFen,
    worker.minDailyFen,
    worker.settlementCycles,
    worker.wantsMeals,
    worker.wantsLodging,
    worker.channels,
    worker.takesOffers,
    worker.createdAt,
    worker.createdAt,
  ]
}

export const crewColumns = ['id', 'leader_id', 'name', 'created_at'] as const
export function crewRow(crew: { id: string; leaderId: string; name: string; createdAt: Date }): CopyValue[] {
  return [crew.id, crew.leaderId, crew.name, crew.createdAt]
}
export const crewMemberColumns = [
  'id',
  'crew_id',
  'person_id',
  'leader_id',
  'name',
  'state',
  'state_since',
  'agreed_how',
  'invited_at',
] as const
/** A member who has agreed. */
export function crewMemberRow(one: {
  id: string
  crewId: string
  personId: string
  leaderId: string
  name: string
  at: Date
}): CopyValue[] {
  return [one.id, one.crewId, one.personId, one.leaderId, one.name, 'agreed', one.at, 'app', one.at]
}
