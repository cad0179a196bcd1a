import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import { testApp, type TestApp } from '../../../test/app.ts'
import { createRegistry } from '../../kernel/application.ts'
import { takeIncoming } from './actions/take-incoming.ts'
import { employerPayable, employerSource, workerReceived } from './chart.ts'
import type { Doors } from './doors.ts'
import { balanceFen } from './ledger-store.ts'
import { registerWith } from './payroll.ts'
import { putPaySettings, type PaySettings } from './payout-store.ts'
import { proveLedger } from './proof.ts'

/** Payroll over a real database with one worker, one employer and one posting; other modules answer as told. */

export const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const worker = id(1)
export const employer = id(2)
export const posting = id(3)
export const shiftOf = (n: number) => id(100 + n)
export const engagementOf = (n: number) => id(200 + n)
export const ways: PaySettings = {
  preferredRail: 'bank',
  openid: 'openid-chen',
  authorisationNo: null,
  bankAccount: '6222021234567890124',
  bankName: '农商银行',
  bankAccountHolder: '陈师傅',
}

export const terms: WorkTerms = {
  title: '万达广场搬货',
  occupationCode: '4-02-05-01',
  occupationName: '装卸搬运工',
  description: '卸货入库',
  skills: '不限',
  placeName: '万达广场',
  address: '天湖东路1号',
  town: '350902001',
  lat: 26.66,
  lng: 119.55,
  payMethod: 'hourly',
  amountFen: 2_500,
  pieceUnit: null,
  overtimeAmountFen: null,
  breakMinutes: 0,
  breakPaid: false,
  settlementCycle: 'perShift',
  meals: false,
  lodging: false,
  bring: null,
  insurance: null,
  contactName: '林师傅',
  escrow: false,
}

/** The test at hand: `start` puts a fresh one here. */
export const world = {
  app: undefined as unknown as TestApp,
  hours: { minutes: 240, undisputedMinutes: 120 },
  shifts: [] as Array<{ shiftId: string; startsAt: Date; endsAt: Date; headcount: number }>,
}

export const doors: Doors = {
  confirmedHours: async () => ({ ...world.hours, overtimeMinutes: 0 }),
  contractKindOf: async () => 'taskLabour',
  postingFacts: async (_ctx, postingId) => ({
    postingId,
    employerId: employer,
    county: '350902',
    state: 'published',
    span: 'eachShift',
    terms,
    shifts: world.shifts,
  }),
  person: async () => ({ name: '陈师傅', idNumber: '350902196001010000', phone: null }),
  employer: async () => ({ name: '宁德市某商贸有限公司', uscc: null, isNew: false }),
  proveIntent: async () => ({}),
  requestCode: async () => ({ maskedPhone: '' }),
}

async function people(): Promise<void> {
  await world.app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into persons (id, name, sex, birth_date, id_number_enc, id_number_index, verification, created_at, created_channel)
       values ($1, '陈师傅', 'male', '1975-01-01', '\\x00', '\\x01', 'none', $2, 'counter')`,
      [worker, ctx.now],
    )
    await ctx.tx.query(
      `insert into employers (id, kind, name, uscc_enc, uscc_index, county, address, contact_name, state, state_since, created_at)
       values ($1, 'company', '宁德市某商贸有限公司', '\\x00', '\\x01', '350902', '天湖东路', '林师傅', 'verified', $2, $2)`,
      [employer, ctx.now],
    )
    await ctx.tx.query(
      `insert into postings (id, employer_id, county, state, state_since, terms, occupation_code, fill_mode, span, created_at, channel)
       values ($1, $2, '350902', 'published', $3, $4, '4-02-05-01', 'grab', 'eachShift', $3, 'h5')`,
      [posting, employer, ctx.now, JSON.stringify(terms)],
    )
    await putPaySettings(ctx, worker, ways)
  })
}

/** An engagement on a shift of its own, four hours on the n-th day before the clock's today. */
export async function engagement(n: number, state = 'confirmed'): Promise<string> {
  const startsAt = new Date(new Date('2026-11-17T08:00:00+08:00').getTime() - n * 86_400_000)
  const endsAt = new Date(startsAt.getTime() + 4 * 3_600_000)
  world.shifts.push({ shiftId: shiftOf(n), startsAt, endsAt, headcount: 1 })
  await world.app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into shifts (id, posting_id, employer_id, county, seq, starts_at, ends_at, headcount, state)
       values ($1, $2, $3, '350902', $4, $5, $6, 1, 'open')`,
      [shiftOf(n), posting, employer, n, startsAt, endsAt],
    )
    await ctx.tx.query('insert into shift_capacities (shift_id, headcount, open) values ($1, 1, true)', [shiftOf(n)])
    await ctx.tx.query(
      `insert into engagements (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, fill_mode, state, state_since,
         starts_at, ends_at, occupied_until, terms, accepted_at)
       values ($1, $2, $3, $4, $5, '陈师傅', '350902', 'grab', $6, $7, $8, $9, $9, $10, $7)`,
      [engagementOf(n), shiftOf(n), posting, employer, worker, state, ctx.now, startsAt, endsAt, JSON.stringify(terms)],
    )
  })
  return engagementOf(n)
}

export function transfer(accountNo: string, amountFen: number, n = 1) {
  return {
    noticeId: `notice-${n}`,
    accountNo,
    amountFen,
    payerName: '宁德市某商贸有限公司',
    payerAccountNo: '35050168000000000012',
    bankReference: `reference-${n}`,
    remark: '',
    receivedAt: '2026-11-18T07:00:00+08:00',
  }
}

export async function payIn(amountFen: number, n = 1): Promise<void> {
  await world.app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into employer_funds (employer_id, account_no) values ($1, '9910000000000099')
       on conflict (employer_id) do update set account_no = excluded.account_no`,
      [employer],
    )
    await takeIncoming(ctx, transfer('9910000000000099', amountFen, n))
  })
}

export const one = async <T>(sql: string, values: unknown[] = []): Promise<T> =>
  world.app.within(async (ctx) => (await ctx.tx.query(sql, values))[0] as T)
export const balances = () =>
  world.app.within(async (ctx) => ({
    payable: await balanceFen(ctx, employerPayable(employer)),
    source: await balanceFen(ctx, employerSource(employer)),
    received: await balanceFen(ctx, workerReceived(worker)),
  }))
export const findings = () => world.app.within(async (ctx) => (await proveLedger(ctx)).findings)

/** Payroll alone reacts, with the doors above: what other modules would do is not in question here. */
function onlyPayroll(app: TestApp): void {
  const alone = createRegistry(app.deps)
  registerWith(alone, doors)
  app.registry.handlers.clear()
  app.registry.dueHandlers.clear()
  for (const [event, handlers] of alone.handlers) app.registry.handlers.set(event, handlers)
  for (const [kind, run] of alone.dueHandlers) app.registry.dueHandlers.set(kind, run)
}

export async function start(): Promise<void> {
  world.app = await testApp({ now: '2026-11-18T07:00:00+08:00' })
  world.hours = { minutes: 240, undisputedMinutes: 120 }
  world.shifts = []
  onlyPayroll(world.app)
  await people()
}
