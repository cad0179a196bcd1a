import { dataConsent } from '@linggong/contract'
import { occupations, pointOf } from '@linggong/reference'
import { consentRow, employerRow, memberRow, personRow } from '../modules/identity/seeding.ts'
import { workerRow } from '../modules/seekers/seeding.ts'
import { templates } from './all-templates.ts'
import { addTradeCertificates } from './certificates.ts'
import type { Employer } from './employers.ts'
import type { Frame } from './frame.ts'
import type { Unit } from './ground.ts'
import type { Lane } from './lane.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

export function addPerson(lane: Lane, frame: Frame, random: Random, person: Person): void {
  lane.add('persons', personRow(frame.keyring, person))
  const at = person.createdAt
  lane.add(
    'consents',
    consentRow({ id: random.id(at.getTime()), personId: person.id, version: dataConsent.version, at }),
  )
}

const trade = new Map<string, string[]>()

/** Occupations with work in the unit, the common ones as often as they are posted. */
function occupationsOf(unit: Unit): string[] {
  const known = trade.get(unit.code)
  if (known) return known
  const list = templates.flatMap((one) =>
    Array.from({ length: Math.ceil(one.units[unit.letter] ?? 0) }, () => one.occupation),
  )
  trade.set(unit.code, list)
  return list
}

/** Weekdays by day, evenings, mornings, weekends: half hours of a day. */
const weeks = [
  Array.from({ length: 7 }, () => [{ from: 12, to: 38 }]),
  Array.from({ length: 7 }, () => [{ from: 10, to: 24 }]),
  Array.from({ length: 7 }, (_day, index) => (index > 4 ? [{ from: 12, to: 44 }] : [{ from: 35, to: 47 }])),
]

/** Who stands at the roadside before dawn, or does not want to be woken, has said so. Minutes of the day. */
const earliestOf = (random: Random): number | null =>
  random.chance(0.35) ? random.pick([270, 300, 300, 330, 420, 480]) : null

/** A registered worker with what they can do, when and for how much. */
export function addWorker(lane: Lane, frame: Frame, random: Random, worker: Person): void {
  addPerson(lane, frame, random, worker)
  const point = pointOf(worker.town)
  const list = occupationsOf(worker.unit)
  const wanted = new Set(Array.from({ length: random.int(1, 4) }, () => random.pick(list)))
  if (random.chance(0.15)) wanted.add(random.pick(occupations()).code)
  const minimum = frame.minimumHourlyFen(worker.unit.code, frame.today)
  lane.add(
    'workers',
    workerRow(frame.keyring, {
      personId: worker.id,
      county: worker.unit.code,
      town: worker.town,
      lat: point.lat,
      lng: point.lng,
      home: null,
      occupations: [...wanted],
      availability: random.chance(0.6) ? null : random.pick(weeks),
      maxDistanceMeters: random.pick([5_000, 10_000, 15_000, 20_000, 30_000, null]),
      minHourlyFen: random.chance(0.5) ? minimum + random.int(0, 6) * 50 : null,
      minDailyFen: random.chance(0.3) ? minimum * 8 + random.int(0, 8) * 500 : null,
      settlementCycles: random.chance(0.5) ? ['perShift'] : [],
      wantsMeals: random.chance(0.2),
      wantsLodging: random.chance(0.03),
      channels: random.chance(0.15) ? ['sms', 'call'] : ['app', 'sms'],
      takesOffers: random.chance(0.92),
      askFrom: earliestOf(random.part(`asked from/${worker.id}`)),
      createdAt: worker.createdAt,
    }),
  )
  addTradeCertificates(lane, frame, worker, [...wanted])
  if (random.chance(0.9)) addPaySettings(lane, frame, random, worker)
}

/** A card number of the reserved kind: the issuer digits 999999 belong to no bank. */
function addPaySettings(lane: Lane, frame: Frame, random: Random, worker: Person): void {
  const account = `999999${String(random.int(0, 999_999)).padStart(6, '0')}${String(random.int(0, 9_999_999)).padStart(7, '0')}`
  lane.add('pay_settings', [
    worker.id,
    'bank',
    frame.keyring.encrypt('pay_settings.bank_account', account),
    '社保卡',
    worker.name,
    worker.createdAt,
  ])
}

export function addEmployer(lane: Lane, frame: Frame, random: Random, employer: Employer): void {
  addPerson(lane, frame, random, employer.owner)
  lane.add('employers', employerRow(frame.keyring, employer))
  lane.add(
    'employer_members',
    memberRow({ employerId: employer.id, personId: employer.owner.id, role: 'owner', since: employer.createdAt }),
  )
  if (employer.reverifyBy) {
    addDue(lane, random, employer.createdAt.getTime(), {
      kind: 'identity.reverifyEmployer',
      subjectId: employer.id,
      dueAt: employer.reverifyBy,
    })
  }
}

export function addDue(
  lane: Lane,
  random: Random,
  atMs: number,
  due: { kind: string; subjectId: string; dueAt: Date; data?: Record<string, unknown> },
): void {
  lane.add('due_rows', [
    random.id(atMs),
    due.kind,
    `${due.kind}:${due.subjectId}`,
    due.subjectId,
    JSON.stringify(due.data ?? {}),
    due.dueAt,
  ])
}
