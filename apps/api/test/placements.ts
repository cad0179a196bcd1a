import { createHash } from 'node:crypto'
import type { Ctx } from '../src/kernel/context.ts'
import type { PublishedWork } from './work.ts'

/** A placement a site says it has made. Times in hours or minutes as named; people, firms, phones and cards by a name. */
export type Placement = {
  siteId: string
  county: string
  worker: string
  employer: string
  /** The worker who is this household, where the employer is one. */
  household?: string
  /** Midnight of the day of the work. */
  day: Date
  hour: number
  minutes: number
  place: { lat: number; lng: number }
  placedMinutesBefore: number
  postedAt: Date
  checkIn: { by: 'worker' } | { by: 'clerk'; clerk: string; minutesLater?: number }
  rail: 'bank' | 'cash'
  card: string | null
  phone: string
}

/** An id that is the same for the same name. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
const bytea = (name: string): string => `\\x${createHash('sha256').update(name).digest('hex')}`
const inHex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`
const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
const unique = <T extends { id: string }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
]

/** Rows of a table like the one with this value, with what is given changed. */
async function clone(ctx: Ctx, table: string, key: string, like: string, changes: readonly object[]): Promise<void> {
  await ctx.tx.query(
    `insert into ${table} select (jsonb_populate_record(t, x.change)).*
     from ${table} t cross join jsonb_array_elements($2::jsonb) as x (change) where t.${key} = $1`,
    [like, JSON.stringify(changes)],
  )
}

const insert = (ctx: Ctx, table: string, columns: readonly string[], rows: readonly object[]) =>
  ctx.tx.query(
    `insert into ${table} (${columns.join(', ')})
     select ${columns.map((column) => `r.${column}`).join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb) r`,
    [JSON.stringify(rows)],
  )

async function people(ctx: Ctx, like: PublishedWork, all: readonly Placement[]): Promise<void> {
  const persons = unique(
    all.flatMap(({ worker, phone, employer }) => [
      { id: idOf(worker), id_number_index: bytea(`id ${worker}`), phone_index: bytea(phone) },
      {
        id: idOf(`owner ${employer}`),
        id_number_index: bytea(`owner ${employer}`),
        phone_index: bytea(`of ${employer}`),
      },
    ]),
  )
  await clone(ctx, 'persons', 'id', like.employer.personId, persons)
  const employers = unique(
    all.map(({ employer, household }) =>
      household === undefined
        ? { id: idOf(employer), name: employer, uscc_index: bytea(employer) }
        : {
            id: idOf(employer),
            name: employer,
            kind: 'household',
            person_id: idOf(household),
            uscc_enc: null,
            uscc_index: null,
          },
    ),
  )
  await clone(ctx, 'employers', 'id', like.employer.employerId, employers)
  const owners = unique(
    all.map(({ employer, household }) => ({
      id: idOf(employer),
      employer_id: idOf(employer),
      person_id: idOf(household ?? `owner ${employer}`),
    })),
  )
  await clone(ctx, 'employer_members', 'employer_id', like.employer.employerId, owners)
}

async function work(ctx: Ctx, like: PublishedWork, all: readonly Placement[]): Promise<void> {
  const [shift = ''] = like.shiftIds
  const rows = all.map((one, n) => {
    const name = `${one.siteId} ${n}`
    const startsAt = later(one.day, one.hour * 60)
    const endsAt = later(startsAt, one.minutes)
    const shared = { posting_id: idOf(`posting ${name}`), employer_id: idOf(one.employer), worker_id: idOf(one.worker) }
    const at = one.checkIn.by === 'worker' ? startsAt : later(startsAt, one.checkIn.minutesLater ?? 0)
    return { one, name, startsAt, endsAt, at, shared, engagementId: idOf(`engagement ${name}`) }
  })
  await clone(
    ctx,
    'postings',
    'id',
    like.postingId,
    rows.map(({ one, shared }) => ({
      id: shared.posting_id,
      employer_id: shared.employer_id,
      published_at: one.postedAt,
    })),
  )
  const shifts = rows.map(({ name, shared, startsAt, endsAt }) => ({
    id: idOf(`shift ${name}`),
    posting_id: shared.posting_id,
    employer_id: shared.employer_id,
    starts_at: startsAt,
    ends_at: endsAt,
  }))
  await clone(ctx, 'shifts', 'id', shift, shifts)
  await insert(
    ctx,
    'shift_capacities',
    ['shift_id', 'headcount', 'open'],
    shifts.map(({ id }) => ({ shift_id: id, headcount: 1, open: true })),
  )
  const engagement =
    'id shift_id posting_id employer_id worker_id worker_name county site_id fill_mode state state_since starts_at ends_at occupied_until terms accepted_at version standing_points imported'
  await insert(
    ctx,
    'engagements',
    engagement.split(' '),
    rows.map(({ one, name, startsAt, endsAt, at, shared, engagementId }) => ({
      ...shared,
      id: engagementId,
      shift_id: idOf(`shift ${name}`),
      worker_name: one.worker,
      county: one.county,
      site_id: one.siteId,
      fill_mode: 'grab',
      state: 'paid',
      state_since: ctx.now,
      starts_at: startsAt,
      ends_at: endsAt,
      occupied_until: endsAt,
      terms: { title: '茶厂拣茶', ...one.place },
      accepted_at: later(at, -one.placedMinutesBefore),
      version: 0,
      standing_points: 0,
      imported: false,
    })),
  )
  await insert(
    ctx,
    'checks',
    'id engagement_id worker_id employer_id county site_id kind how by_capacity by_id at'.split(' '),
    rows.map(({ one, name, at, shared, engagementId }) => ({
      ...shared,
      id: idOf(`check ${name}`),
      engagement_id: engagementId,
      county: one.county,
      site_id: one.siteId,
      kind: 'checkIn',
      how: one.checkIn.by === 'worker' ? 'qrCode' : 'clerk',
      by_capacity: one.checkIn.by,
      by_id: idOf(one.checkIn.by === 'worker' ? one.worker : one.checkIn.clerk),
      at,
    })),
  )
  await roster(ctx, rows)
  await pay(ctx, rows)
}

type Planned = { one: Placement; name: string; startsAt: Date; endsAt: Date; at: Date; engagementId: string }
type Rows = ReadonlyArray<Planned & { shared: { posting_id: string; employer_id: string; worker_id: string } }>

const dayOf = ({ day }: Placement): string =>
  later(day, 8 * 60)
    .toISOString()
    .slice(0, 10)

async function roster(ctx: Ctx, rows: Rows): Promise<void> {
  const columns =
    'id engagement_id site_id county work_county worker_id worker_name employer_id employer_name posting_id title way referred_at worked_on starts_at ends_at minutes hard_to_employ state proofs reasons basis provisional judged_at version counted_changed_at'
  await insert(
    ctx,
    'referrals',
    columns.split(' '),
    rows.map(({ one, name, startsAt, endsAt, at, shared, engagementId }) => ({
      ...shared,
      id: idOf(`referral ${name}`),
      engagement_id: engagementId,
      site_id: one.siteId,
      county: one.county,
      work_county: one.county,
      worker_name: one.worker,
      employer_name: one.employer,
      title: '茶厂拣茶',
      way: 'counter',
      referred_at: later(at, -one.placedMinutesBefore),
      worked_on: dayOf(one),
      starts_at: startsAt,
      ends_at: endsAt,
      minutes: one.minutes,
      hard_to_employ: false,
      state: 'counts',
      proofs: [],
      reasons: [],
      basis: [],
      provisional: true,
      judged_at: ctx.now,
      version: 0,
      counted_changed_at: ctx.now,
    })),
  )
}

async function pay(ctx: Ctx, rows: Rows): Promise<void> {
  const { keyring } = ctx.deps
  const fen = 20_000
  const wage =
    'id engagement_id part worker_id employer_id posting_id county worked_on reckoned_on reckoned_at pay_method settlement_cycle withholding_method reckoning minutes gross_fen top_up_fen withheld_fen net_fen from_escrow_fen due_at late_at funded_at paid_at'
  await insert(
    ctx,
    'wages',
    wage.split(' '),
    rows.map(({ one, name, endsAt, shared, engagementId }) => ({
      ...shared,
      id: idOf(`wage ${name}`),
      engagement_id: engagementId,
      part: 'whole',
      county: one.county,
      worked_on: dayOf(one),
      reckoned_on: dayOf(one),
      reckoned_at: endsAt,
      pay_method: 'daily',
      settlement_cycle: 'perShift',
      withholding_method: 'wage',
      reckoning: {},
      minutes: one.minutes,
      gross_fen: fen,
      top_up_fen: 0,
      withheld_fen: 0,
      net_fen: fen,
      from_escrow_fen: 0,
      due_at: endsAt,
      late_at: endsAt,
      funded_at: endsAt,
      paid_at: endsAt,
    })),
  )
  await insert(
    ctx,
    'payouts',
    'id state state_since version purpose rail worker_id employer_id county amount_fen payee reminders queued_at'.split(
      ' ',
    ),
    rows.map(({ one, name, endsAt, shared }) => ({
      ...shared,
      id: idOf(`payout ${name}`),
      state: 'succeeded',
      state_since: endsAt,
      version: 0,
      purpose: 'wage',
      rail: one.rail,
      county: one.county,
      amount_fen: fen,
      payee: inHex(
        keyring.encrypt(
          'payouts.payee',
          JSON.stringify(one.card === null ? { kind: 'cash' } : { kind: 'account', accountNo: one.card }),
        ),
      ),
      reminders: 0,
      queued_at: endsAt,
    })),
  )
  await insert(
    ctx,
    'payout_wages',
    'payout_id wage_id amount_fen worker_id employer_id county live'.split(' '),
    rows.map(({ one, name, shared }) => ({
      ...shared,
      payout_id: idOf(`payout ${name}`),
      wage_id: idOf(`wage ${name}`),
      amount_fen: fen,
      county: one.county,
      live: true,
    })),
  )
}

/** Writes placements as the other modules would have left them; people and employers are like those of `like`. */
export async function plantPlacements(ctx: Ctx, like: PublishedWork, all: readonly Placement[]): Promise<void> {
  await people(ctx, like, all)
  await work(ctx, like, all)
}

/** A wage that this employer has paid in from this card. */
export async function payInFrom(ctx: Ctx, employer: string, card: string): Promise<void> {
  const name = `${employer} ${card}`
  await ctx.tx.query(
    `insert into incoming_transfers (id, notice_id, account_no, amount_fen, payer_name, payer_account, bank_reference,
       received_at, taken_at, employer_id) values ($1, $2, '1', 20000, $3, $4, $2, $5, $5, $6)`,
    [
      idOf(name),
      name,
      employer,
      ctx.deps.keyring.encrypt('incoming_transfers.payer_account', card),
      ctx.now,
      idOf(employer),
    ],
  )
}
