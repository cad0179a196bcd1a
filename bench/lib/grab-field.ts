import { randomBytes } from 'node:crypto'
import type { WorkTerms } from '@linggong/contract'
import { reservedIdNumber, reservedPhone } from '@linggong/reference/identifiers.ts'
import type { Deps } from '../../apps/api/src/kernel/context.ts'
import { tokenHash } from '../../apps/api/src/kernel/http/session-cookie.ts'
import { unitOfWork } from '../../apps/api/src/kernel/unit-of-work.ts'
import type { Ctx } from '../../apps/api/src/kernel/context.ts'
import { openCapacity } from '../../apps/api/src/modules/engagements/index.ts'
import { seeding } from '../../apps/api/src/modules/identity/index.ts'
import {
  boardColumns,
  boardRows,
  postingColumns,
  postingRow,
  shiftColumns,
  shiftRows,
  signatureColumns,
  signatureRow,
  type SeedPosting,
} from '../../apps/api/src/modules/postings/seeding.ts'

/** Who grabs and what is grabbed: made straight in the database, grabbed over HTTP. */
export type Worker = { id: string; token: string }
export type Round = { employerId: string; postingId: string; shiftIds: string[]; startsAt: Date }

export type Within = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

export function withinOf(deps: Deps): Within {
  return (work) =>
    unitOfWork(
      deps,
      { actor: { kind: 'system', name: 'bench' }, channel: 'platform', requestId: 'bench', scope: { system: true } },
      work,
    )
}

const county = '350981'
export const seedTerms: WorkTerms = {
  title: '茶厂拣茶',
  occupationCode: '6-02-06-10',
  occupationName: '茶叶加工工',
  description: '坐着拣茶,把老叶和杂物挑出来。',
  skills: '不限,会现教',
  placeName: '社口镇茶厂',
  address: '福安市社口镇工业路',
  town: null,
  lat: 27.2,
  lng: 119.6,
  payMethod: 'daily',
  amountFen: 20_000,
  pieceUnit: null,
  overtimeAmountFen: null,
  breakMinutes: 60,
  breakPaid: false,
  settlementCycle: 'perShift',
  meals: true,
  lodging: false,
  bring: null,
  insurance: null,
  contactName: '王师傅',
  escrow: false,
}

export async function insertRows(
  ctx: Ctx,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[][],
): Promise<void> {
  const size = Math.floor(30_000 / columns.length)
  for (let from = 0; from < rows.length; from += size) {
    const part = rows.slice(from, from + size)
    const marks = part.map((row, r) => `(${row.map((_, c) => `$${r * columns.length + c + 1}`).join(', ')})`)
    await ctx.tx.query(`insert into ${table} (${columns.join(', ')}) values ${marks.join(', ')}`, part.flat())
  }
}

/** Signed-in, verified workers; `offset` keeps their reserved numbers apart from earlier ones. */
export async function makeWorkers(deps: Deps, count: number): Promise<Worker[]> {
  const within = withinOf(deps)
  // A fresh range of reserved numbers for each field: the bench can be run again on the same database.
  const offset = randomBytes(4).readUInt32BE() % 40_000_000
  const workers = Array.from({ length: count }, () => ({ id: '', token: randomBytes(32).toString('base64url') }))
  await within(async (ctx) => {
    for (const worker of workers) worker.id = ctx.newId()
    const day = (n: number) => `19${60 + (n % 35)}-0${1 + (n % 9)}-1${n % 10}`
    await insertRows(
      ctx,
      'persons',
      seeding.personColumns,
      workers.map((worker, i) => {
        const n = offset + i
        const birthDate = day(n)
        return seeding.personRow(deps.keyring, {
          id: worker.id,
          name: `测试${i}`,
          sex: 'male',
          birthDate,
          idNumber: reservedIdNumber(randomBytes(4).readUInt32BE() % 49_000, randomBirth(), 'male'),
          phone: reservedPhone(n),
          createdAt: ctx.now,
        })
      }),
    )
    const expires = new Date(ctx.now.getTime() + 86_400_000)
    await insertRows(
      ctx,
      'sessions',
      ['token_hash', 'id', 'kind', 'phone_index', 'person_id', 'channel', 'created_at', 'seen_at', 'expires_at'],
      workers.map((worker, i) => [
        tokenHash(worker.token),
        ctx.newId(),
        'phone',
        deps.keyring.index('bench', String(offset + i)),
        worker.id,
        'h5',
        ctx.now,
        ctx.now,
        expires,
      ]),
    )
  })
  return workers
}

function randomBirth(): string {
  const n = randomBytes(4).readUInt32BE()
  return `${1960 + (n % 40)}-${String(1 + ((n >>> 6) % 12)).padStart(2, '0')}-${String(1 + ((n >>> 12) % 28)).padStart(2, '0')}`
}

const publicName = { name: '福安测试茶厂', kind: 'company' } as const

async function insertEmployer(deps: Deps, ctx: Ctx): Promise<{ employerId: string; personId: string }> {
  const employerId = ctx.newId()
  const [owner] = await ctx.tx.query<{ id: string }>('select id from persons order by created_at desc limit 1')
  const row = seeding.employerRow(deps.keyring, {
    id: employerId,
    ...publicName,
    uscc: randomBytes(9).toString('hex').toUpperCase(),
    personId: null,
    legalPersonName: '王茶',
    agencyLicence: null,
    county,
    town: null,
    address: '福安市社口镇',
    contactName: '王师傅',
    contactPhone: null,
    state: 'verified',
    createdAt: ctx.now,
    verifiedAt: ctx.now,
    reverifyBy: new Date(ctx.now.getTime() + 100 * 86_400_000),
    paidEngagements: 50,
  })
  await insertRows(ctx, 'employers', seeding.employerColumns, [row])
  return { employerId, personId: owner!.id }
}

/** One published and signed job with `shifts` shifts that all overlap in time, `headcount` places each. */
export async function makeRound(deps: Deps, shifts: number, headcount: number, daysAhead: number): Promise<Round> {
  return withinOf(deps)(async (ctx) => {
    const { employerId, personId } = await insertEmployer(deps, ctx)
    const startsAt = new Date(ctx.now.getTime() + daysAhead * 86_400_000)
    const endsAt = new Date(startsAt.getTime() + 9 * 3_600_000)
    const shiftIds = Array.from({ length: shifts }, () => ctx.newId())
    const seed: SeedPosting = {
      id: ctx.newId(),
      employer: { id: employerId, ...publicName },
      actualEmployerName: null,
      county,
      siteId: null,
      state: 'published',
      terms: seedTerms,
      fillMode: 'grab',
      span: 'eachShift',
      contactPhone: null,
      createdAt: ctx.now,
      publishedAt: ctx.now,
      shifts: shiftIds.map((id) => ({ id, startsAt, endsAt, headcount, openPlaces: headcount })),
      imported: false,
    }
    await insertRows(ctx, 'postings', postingColumns, [postingRow(seed)])
    await insertRows(ctx, 'shifts', shiftColumns, shiftRows(seed))
    const signer = { personId, phoneMasked: '154****0001' }
    await insertRows(ctx, 'posting_signatures', signatureColumns, [signatureRow(ctx.newId(), seed, signer)])
    await insertRows(ctx, 'posting_board', boardColumns, boardRows(seed))
    await openCapacity(
      ctx,
      shiftIds.map((shiftId) => ({ shiftId, headcount })),
    )
    return { employerId, postingId: seed.id, shiftIds, startsAt }
  })
}

export type Proof = { overfilled: number; overlapping: number; taken: number }

/** Asked of the database itself, after the rush. */
export async function proveRounds(deps: Deps, rounds: readonly Round[]): Promise<Proof> {
  const shiftIds = rounds.flatMap((round) => round.shiftIds)
  return withinOf(deps)(async (ctx) => {
    const [over] = await ctx.tx.query<{ n: number; taken: number }>(
      `select count(*) filter (where live > headcount or live <> taken)::int as n, sum(live)::int as taken from (
         select c.headcount, c.taken, count(e.id) filter (where e.live) as live
         from shift_capacities c left join engagements e on e.shift_id = c.shift_id
         where c.shift_id = any ($1::uuid[]) group by c.shift_id) s`,
      [shiftIds],
    )
    const [overlaps] = await ctx.tx.query<{ n: number }>(
      `select count(*)::int as n from engagements a join engagements b on a.worker_id = b.worker_id and a.id < b.id
         and tstzrange(a.starts_at, a.occupied_until) && tstzrange(b.starts_at, b.occupied_until)
       where a.live and b.live and a.shift_id = any ($1::uuid[])`,
      [shiftIds],
    )
    return { overfilled: over?.n ?? 0, overlapping: overlaps?.n ?? 0, taken: over?.taken ?? 0 }
  })
}
