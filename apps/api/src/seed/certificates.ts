import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { addDays, addWorkingHours } from '@linggong/policy'
import { wireTime } from '../kernel/clock.ts'
import { sealBytes } from '../kernel/storage/sealed.ts'
import type { ObjectStore } from '../kernel/storage/object-store.ts'
import { nameOfKind } from '../modules/seekers/index.ts'
import { photoRow, qualificationRow, type SeedQualification } from '../modules/seekers/seeding.ts'
import { dayMs, type Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import type { Person } from './people.ts'

/** Of the same number for the same person and words: so that certificates draw from nobody's random numbers. */
const hashOf = (person: Person, words: string): string =>
  createHash('sha256').update(`${person.id} ${words}`).digest('hex')

/** An id of the person's own moment. */
function idOf(person: Person, words: string): string {
  const hash = hashOf(person, words)
  return `${person.id.slice(0, 15)}${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}

const asked = new WeakMap<Frame, Map<string, string[]>>()

/** The certificate to have for each kind of work that asks for one: the first of those that will do. */
function asksOf(frame: Frame): Map<string, string[]> {
  const known = asked.get(frame)
  if (known) return known
  const byOccupation = new Map<string, string[]>()
  for (const { occupation, anyOf } of frame.policy.value('qualification.required', frame.today))
    byOccupation.set(occupation, [...(byOccupation.get(occupation) ?? []), anyOf[0]!])
  asked.set(frame, byOccupation)
  return byOccupation
}

/** Who has which already: at most one of a kind is verified. */
const given = new WeakMap<Frame, Set<string>>()

type Drawn = Pick<SeedQualification, 'code' | 'state' | 'validUntil'> & {
  submittedAt: Date | null
  decidedAt: Date | null
  refusal?: SeedQualification['refusal']
}

function addOne(lane: Lane, frame: Frame, person: Person, one: Drawn): SeedQualification {
  const county = one.submittedAt === null ? null : person.unit.code
  const hours = frame.policy.number('qualification.reviewWorkingHours', frame.today)
  const row: SeedQualification = {
    refusal: [],
    ...one,
    id: idOf(person, `${one.code} ${one.state}`),
    personId: person.id,
    name: nameOfKind(one.code),
    // Certificates of special work carry the holder's identity number; those here are of the reserved kind.
    number: `T${person.idNumber}`,
    issuedBy: '福建省应急管理厅',
    county,
    createdAt: one.submittedAt ?? new Date(frame.nowMs - dayMs),
    dueAt:
      one.state === 'submitted' && one.submittedAt
        ? new Date(addWorkingHours(frame.policy, wireTime(one.submittedAt), hours).at)
        : null,
  }
  const had = given.get(frame) ?? new Set<string>()
  given.set(frame, had.add(`${person.id} ${one.code}`))
  lane.add('worker_qualifications', qualificationRow(frame.keyring, row))
  if (row.state === 'verified') {
    const kind = 'seekers.qualificationExpires'
    const dueAt = new Date(`${addDays(row.validUntil, 1)}T00:00:00+08:00`)
    lane.add('due_rows', [idOf(person, `${one.code} ends`), kind, `${kind}:${row.id}`, row.id, '{}', dueAt])
  }
  return row
}

/** Most of those who offer work that asks for a certificate have one that is verified. */
export function addTradeCertificates(lane: Lane, frame: Frame, person: Person, occupations: readonly string[]): void {
  for (const code of new Set(occupations.flatMap((one) => asksOf(frame).get(one) ?? []))) {
    const drawn = Number.parseInt(hashOf(person, `${code} held`).slice(0, 4), 16)
    if (drawn % 100 >= 85) continue
    const decidedAt = new Date(Math.min(person.createdAt.getTime() + dayMs, frame.nowMs))
    const validUntil = addDays(frame.today, 90 + (drawn % 1_500))
    addOne(lane, frame, person, { code, state: 'verified', validUntil, submittedAt: person.createdAt, decidedAt })
  }
}

/** One of every state in the two counties whose officers have sample accounts, with photos. */
export async function addCheckedCertificates(
  lane: Lane,
  frame: Frame,
  workers: readonly Person[],
  objects: ObjectStore,
): Promise<void> {
  const ago = (days: number) => new Date(frame.nowMs - days * dayMs)
  const day = (days: number) => addDays(frame.today, days)
  const held = { code: 'heightWork', submittedAt: ago(9), decidedAt: ago(7) }
  const states: Drawn[] = [
    { ...held, state: 'submitted', validUntil: day(700), submittedAt: ago(0.2), decidedAt: null },
    { ...held, state: 'submitted', validUntil: day(1_200), submittedAt: ago(8), decidedAt: null },
    {
      ...held,
      state: 'refused',
      validUntil: day(400),
      refusal: [
        { code: 'unreadable', note: '右下角反光,编号看不清' },
        { code: 'wrongSide', note: null },
      ],
    },
    { ...held, state: 'verified', validUntil: day(21) },
    { ...held, state: 'expired', validUntil: day(-3), submittedAt: ago(40), decidedAt: ago(38) },
    { ...held, state: 'entered', validUntil: day(500), submittedAt: null, decidedAt: null },
  ]
  for (const letter of ['A', 'F'] as const) {
    const county = frame.unit(letter).code
    const own = workers.filter(({ id, unit }) => unit.code === county && !given.get(frame)?.has(`${id} ${held.code}`))
    for (const [at, state] of states.entries()) {
      const person = own[at]
      if (!person) throw new Error(`too few people in ${county} for certificates`)
      const row = addOne(lane, frame, person, state)
      await addPhoto(lane, frame, person, row, objects)
    }
  }
}

async function addPhoto(
  lane: Lane,
  frame: Frame,
  person: Person,
  row: SeedQualification,
  objects: ObjectStore,
): Promise<void> {
  const { sealed, key } = sealBytes(samplePicture())
  const photo = {
    id: idOf(person, `${row.code} front`),
    qualificationId: row.id,
    personId: person.id,
    side: 'front' as const,
    sha256: await objects.put(sealed),
    bytes: sealed.length,
    mediaType: 'image/png',
    key,
    takenAt: row.createdAt,
  }
  lane.add('qualification_photos', photoRow(frame.keyring, photo))
}

type Box = readonly [left: number, top: number, right: number, bottom: number, grey: number]
const [width, height] = [640, 400]
/** A card with a frame, a picture of its holder and lines where words would stand: nothing that could be taken for real. */
const boxes: readonly Box[] = [
  [12, 12, 628, 388, 0x60],
  [18, 18, 622, 382, 0xf4],
  [200, 48, 440, 72, 0x50],
  [48, 110, 188, 300, 0xc8],
  [88, 140, 148, 200, 0x90],
  [68, 210, 168, 300, 0x90],
  ...[120, 165, 210, 255].map((top): Box => [230, top, 560, top + 14, 0x78]),
  [230, 320, 420, 334, 0x78],
]

/** PNG. */
export function samplePicture(): Buffer {
  const rows = Buffer.alloc(height * (width + 1), 0xd8)
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0
  for (const [left, top, right, bottom, grey] of boxes)
    for (let y = top; y < bottom; y++) rows.fill(grey, y * (width + 1) + 1 + left, y * (width + 1) + 1 + right)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey for each point.
  header[8] = 8
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
