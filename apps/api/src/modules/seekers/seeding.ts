import type { QualificationState, ReachChannel } from '@linggong/contract'
import type { Keyring } from '../../kernel/crypto/keyring.ts'
import { weekToBits, type Week } from './rules.ts'
import { numberField, photoKeyField, type NewPhoto, type Refusal } from './store-qualifications.ts'
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
  /** Minutes of the day. */
  askFrom: number | null
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
  'ask_from',
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
    worker.askFrom,
    worker.createdAt,
    worker.createdAt,
  ]
}

export type SeedQualification = {
  id: string
  personId: string
  code: string
  name: string
  number: string
  issuedBy: string
  validUntil: string
  state: QualificationState
  /** Null as long as it was not handed in. */
  county: string | null
  createdAt: Date
  submittedAt: Date | null
  dueAt: Date | null
  decidedAt: Date | null
  refusal: Refusal
}
export const qualificationColumns = [
  'id',
  'person_id',
  'code',
  'name',
  'number_enc',
  'issued_by',
  'valid_until',
  'state',
  'state_since',
  'county',
  'created_at',
  'submitted_at',
  'due_at',
  'decided_at',
  'refusal',
] as const
export function qualificationRow(keyring: Keyring, one: SeedQualification): CopyValue[] {
  return [
    one.id,
    one.personId,
    one.code,
    one.name,
    keyring.encrypt(numberField, one.number),
    one.issuedBy,
    one.validUntil,
    one.state,
    one.decidedAt ?? one.submittedAt ?? one.createdAt,
    one.county,
    one.createdAt,
    one.submittedAt,
    one.dueAt,
    one.decidedAt,
    JSON.stringify(one.refusal),
  ]
}

export const photoColumns = [
  'id',
  'qualification_id',
  'person_id',
  'side',
  'sha256',
  'bytes',
  'media_type',
  'key_enc',
  'taken_at',
] as const
/** `key` (base64): of the sealed file that lies in the object store under `sha256`. */
export function photoRow(keyring: Keyring, one: NewPhoto & { id: string; takenAt: Date }): CopyValue[] {
  const key = keyring.encrypt(photoKeyField, one.key)
  return [one.id, one.qualificationId, one.personId, one.side, one.sha256, one.bytes, one.mediaType, key, one.takenAt]
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
