import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import type { WorkTerms } from '@linggong/contract/work-terms.ts'
import type { Actor } from '../../kernel/context.ts'
import { Refusal, sqlState } from '../../kernel/errors.ts'
import { scopeOf } from '../../kernel/rights.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { moveEngagement } from '../engagements/index.ts'
import { payPair } from './actions/pay-out.ts'
import { requestEscrow } from './actions/escrow.ts'
import { recordCash } from './actions/record-cash.ts'
import { reckonWage } from './actions/reckon-wage.ts'
import { takeIncoming } from './actions/take-incoming.ts'
import { employerPayable, employerSource, workerReceived } from './chart.ts'
import type { Doors } from './doors.ts'
import { balanceFen, post, reverseTransaction } from './ledger-store.ts'
import { registerWith } from './payroll.ts'
import { putPaySettings, type PaySettings } from './payout-store.ts'
import { proveLedger } from './proof.ts'
import { fundsReceived } from './rules/entries.ts'
import { seedAccounts, seedColumns, seedRows, type SeedTable, type SeedValue } from './seed.ts'

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const worker = id(1)
const employer = id(2)
const posting = id(3)
const shiftOf = (n: number) => id(100 + n)
const engagementOf = (n: number) => id(200 + n)
const ways: PaySettings = {
  preferredRail: 'bank',
  openid: 'openid-chen',
  authorisationNo: null,
  bankAccount: '6222021234567890124',
  bankName: '农商银行',
  bankAccountHolder: '陈师傅',
}

const terms: WorkTerms = {
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

let app: TestApp
let hours: { minutes: number; undisputedMinutes: number }
let shifts: Array<{ shiftId: string; startsAt: Date; endsAt: Date; headcount: number }>

const doors: Doors = {
  confirmedHours: async () => ({ ...hours, overtimeMinutes: 0 }),
  contractKindOf: async () => 'taskLabour',
  postingFacts: async (_ctx, postingId) => ({
    postingId,
    employerId: employer,
    county: '350902',
    state: 'published',
    span: 'eachShift',
    terms,
    shifts,
  }),
  person: async () => ({ name: '陈师傅', idNumber: '350902196001010000', phone: null }),
  employer: async () => ({ name: '宁德市某商贸有限公司', uscc: null, isNew: false }),
  proveIntent: async () => ({}),
  requestCode: async () => ({ maskedPhone: '' }),
}

async function people(): Promise<void> {
  await app.within(async (ctx) => {
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
async function engagement(n: number, state = 'confirmed'): Promise<string> {
  const startsAt = new Date(new Date('2026-11-17T08:00:00+08:00').getTime() - n * 86_400_000)
  const endsAt = new Date(startsAt.getTime() + 4 * 3_600_000)
  shifts.push({ shiftId: shiftOf(n), startsAt, endsAt, headcount: 1 })
  await app.within(async (ctx) => {
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

function transfer(accountNo: string, amountFen: number, n = 1) {
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

async function payIn(amountFen: number, n = 1): Promise<void> {
  await app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into employer_funds (employer_id, account_no) values ($1, '9910000000000099')
       on conflict (employer_id) do update set account_no = excluded.account_no`,
      [employer],
    )
    await takeIncoming(ctx, transfer('9910000000000099', amountFen, n))
  })
}

const one = async <T>(sql: string, values: unknown[] = []): Promise<T> =>
  app.within(async (ctx) => (await ctx.tx.query(sql, values))[0] as T)
const balances = () =>
  app.within(async (ctx) => ({
    payable: await balanceFen(ctx, employerPayable(employer)),
    source: await balanceFen(ctx, employerSource(employer)),
    received: await balanceFen(ctx, workerReceived(worker)),
  }))
const findings = () => app.within(async (ctx) => (await proveLedger(ctx)).findings)

beforeEach(async () => {
  app = await testApp({ now: '2026-11-18T07:00:00+08:00' })
  hours = { minutes: 240, undisputedMinutes: 120 }
  shifts = []
  registerWith(app.registry, doors)
  await people()
})
afterEach(() => app.close())

describe('the ledger in the database', () => {
  const insert = (rows: string) => app.within((ctx) => ctx.tx.query(`insert into ledger_entries values ${rows}`))
  const state = (work: Promise<unknown>) => work.then(() => 'done', sqlState)
  let transaction: string
  let accounts: string[]

  beforeEach(async () => {
    await app.within((ctx) => post(ctx, [fundsReceived(id(900), employer, 5_000)]))
    transaction = id(901)
    await app.within((ctx) =>
      ctx.tx.query(`insert into ledger_transactions (id, kind, business_id, at) values ($1, 'fundsReceived', $1, $2)`, [
        transaction,
        ctx.now,
      ]),
    )
    accounts = await app.within(async (ctx) =>
      (await ctx.tx.query<{ id: string }>('select id from ledger_accounts order by address')).map((row) => row.id),
    )
  })

  it('refuses entries that do not balance, come alone, or are added later', async () => {
    const [a, b] = accounts
    expect(await state(insert(`('${transaction}', 1, '${a}', 5), ('${transaction}', 2, '${b}', -4)`))).toBe('23514')
    expect(await state(insert(`('${transaction}', 1, '${a}', 5)`))).toBe('23514')
    expect(await state(insert(`('${transaction}', 2, '${a}', 5), ('${transaction}', 3, '${b}', -5)`))).toBe('23514')
    expect(await state(insert(`('${transaction}', 1, '${a}', 5), ('${transaction}', 2, '${b}', -5)`))).toBe('done')
    expect(await state(insert(`('${transaction}', 3, '${a}', 5), ('${transaction}', 4, '${b}', -5)`))).toBe('23514')
  })
  it('refuses to change or remove what is written', async () => {
    const query = (sql: string) => state(app.within((ctx) => ctx.tx.query(sql)))
    expect(await query('update ledger_entries set amount_fen = 1')).toBe('42501')
    expect(await query('delete from ledger_entries')).toBe('42501')
    expect(await query('update ledger_transactions set kind = kind')).toBe('42501')
    expect(await query('truncate ledger_entries')).toBe('42501')
  })
  it('shows nothing of the books to a request', async () => {
    const seen = await app.within((ctx) => ctx.tx.query('select 1 from ledger_entries'), { employers: [employer], persons: [worker] })
    expect(seen).toEqual([])
  })
  it('posts a matter once and takes it back once', async () => {
    const again = await app.within((ctx) => post(ctx, [fundsReceived(id(900), employer, 5_000)]))
    expect(again).toEqual([])
    const { id: first } = await one<{ id: string }>('select id from ledger_transactions where business_id = $1', [id(900)])
    const reverse = () => app.within((ctx) => reverseTransaction(ctx, first, 'wrongAccount'))
    expect([await reverse(), await reverse()]).toEqual([true, false])
    expect((await balances()).payable).toBe(0)
  })
  it('finds a transaction without entries', async () => {
    expect(await findings()).toEqual([{ check: 'transactionEmpty', subject: transaction, fen: 0 }])
  })
})

describe('工资从确认到到账', () => {
  const confirm = (n: number) => app.within((ctx) => reckonWage(ctx, doors, engagementOf(n)))

  it('钱已到位:银行代发,到账后用工单变成已付,有工资单和 PDF,账平', async () => {
    await payIn(10_000)
    await engagement(1)
    await confirm(1)
    await app.advanceTo('2026-11-18T12:00:00+08:00')
    expect(await one('select state from engagements where id = $1', [engagementOf(1)])).toEqual({ state: 'paid' })
    expect(await one('select state, rail, amount_fen from payouts')).toEqual({ state: 'succeeded', rail: 'bank', amount_fen: 10_000 })
    expect(await one('select document_id is not null as drawn from payslips')).toEqual({ drawn: true })
    expect(await balances()).toEqual({ payable: 0, source: -10_000, received: 10_000 })
    expect(await findings()).toEqual([])
  })
  it('同一件事来两次、同时来,都只算一次、只发一次', async () => {
    await payIn(20_000)
    await engagement(1)
    const made = await Promise.all([confirm(1), confirm(1), confirm(1)])
    expect(made.filter(Boolean)).toHaveLength(1)
    const pair = { employerId: employer, workerId: worker }
    const pay = () => app.within((ctx) => payPair(ctx, doors, pair))
    const payouts = await Promise.all([pay(), pay(), pay()])
    expect(payouts.filter(Boolean)).toHaveLength(1)
    await app.advanceTo('2026-11-18T12:00:00+08:00')
    expect(await one('select count(*)::int as n from payouts')).toEqual({ n: 1 })
    expect((await balances()).received).toBe(10_000)
    expect(await findings()).toEqual([])
  })
  it('有争议先发无争议的两小时,解决后只补剩下的', async () => {
    await payIn(10_000)
    await engagement(1, 'disputed')
    await confirm(1)
    await app.advanceTo('2026-11-18T12:00:00+08:00')
    expect((await balances()).received).toBe(5_000)
    expect(await one('select state from engagements')).toEqual({ state: 'disputed' })
    await app.within((ctx) => moveEngagement(ctx, engagementOf(1), { move: 'resolve', by: 'mediator', reason: { code: 'agreed' } }))
    await app.advanceTo('2026-11-18T16:00:00+08:00')
    expect((await balances()).received).toBe(10_000)
    expect(await one('select state from engagements')).toEqual({ state: 'paid' })
    expect(await findings()).toEqual([])
  })
  it('没有收款方式就等着,填了马上发;微信没实名,换银行卡再发,原来那笔不动', async () => {
    await fetch(`${app.outside.sandbox.url}/wechat/wallets/openid-chen`, { method: 'PUT', body: JSON.stringify({ verified: false }) })
    await payIn(10_000)
    await engagement(1)
    await app.within((ctx) => ctx.tx.query('update pay_settings set openid = null, bank_account = null'))
    await confirm(1)
    await app.drain()
    expect(await one(`select count(*)::int as n from outbox where name = 'payWayMissing'`)).toEqual({ n: 1 })
    await app.within(async (ctx) => {
      await putPaySettings(ctx, worker, { ...ways, preferredRail: 'wechat' })
      ctx.emit({ name: 'paySettingsChanged', subjectKind: 'person', subjectId: worker })
    })
    await app.drain()
    const [payout] = await app.within((ctx) => ctx.tx.query<{ id: string; state: string; person_token: string | null }>('select * from payouts'))
    expect(payout).toMatchObject({ state: 'awaitingPerson', rail: 'wechat' })
    expect(payout?.person_token).not.toBeNull()
    await app.outside.post(`/wechat/transfers/${payout?.id.replaceAll('-', '')}/confirm`)
    await app.advanceTo('2026-11-18T20:00:00+08:00')
    const payouts = await app.within((ctx) => ctx.tx.query('select rail, state, failure_code from payouts order by queued_at, id'))
    expect(payouts).toEqual([
      { rail: 'wechat', state: 'failed', failure_code: 'walletUnverified' },
      { rail: 'bank', state: 'succeeded', failure_code: null },
    ])
    expect((await balances()).received).toBe(10_000)
    expect(await findings()).toEqual([])
  })
})

describe('欠薪', () => {
  it('到时没付:提醒、停发布;补上以后全部结清', async () => {
    await engagement(1)
    await app.within((ctx) => reckonWage(ctx, doors, engagementOf(1)))
    await app.advanceTo('2026-11-22T07:00:00+08:00')
    const events = await app.within((ctx) =>
      ctx.tx.query<{ name: string }>(`select distinct name from outbox where name like '%rrears%' order by name`),
    )
    expect(events.map((event) => event.name)).toEqual(['employerInArrears', 'wageInArrears'])
    expect((await balances()).payable).toBe(-10_000)
    await payIn(4_000, 1)
    expect(await one('select funded_at from wages')).toEqual({ funded_at: null })
    await payIn(6_000, 2)
    await app.advanceTo('2026-11-22T12:00:00+08:00')
    expect(await one('select state from engagements')).toEqual({ state: 'paid' })
    expect(await one(`select count(*)::int as n from outbox where name = 'employerOutOfArrears'`)).toEqual({ n: 1 })
    expect(await balances()).toEqual({ payable: 0, source: -10_000, received: 10_000 })
    expect(await findings()).toEqual([])
  })
})

describe('工资托管', () => {
  it('到账即托管,按工时放款,没干的退回原账户,账平', async () => {
    await engagement(1)
    await engagement(2, 'cancelled')
    await app.within((ctx) => requestEscrow(ctx, doors, posting, 'employer'))
    await app.drain()
    const escrow = await one<{ required_fen: number; account_no: string }>('select required_fen, account_no from escrows')
    expect(escrow.required_fen).toBe(20_000)
    const take = () => app.within((ctx) => takeIncoming(ctx, transfer(escrow.account_no, 20_000)))
    expect([await take(), await take()]).toEqual([true, false])
    expect(await one('select state from escrows')).toEqual({ state: 'held' })
    await app.within((ctx) => reckonWage(ctx, doors, engagementOf(1)))
    await app.within(async (ctx) => ctx.emit({ name: 'postingClosed', subjectKind: 'posting', subjectId: posting }))
    await app.advanceTo('2026-11-18T14:00:00+08:00')
    expect(await one('select state, released_fen, refunded_fen from escrows')).toEqual({
      state: 'refunded',
      released_fen: 10_000,
      refunded_fen: 10_000,
    })
    expect(await one(`select state from payouts where purpose = 'refund'`)).toEqual({ state: 'succeeded' })
    expect(await balances()).toEqual({ payable: 0, source: -10_000, received: 10_000 })
    expect(await findings()).toEqual([])
  })
})

describe('现金发放', () => {
  const clerk: Actor = {
    kind: 'staff',
    sessionId: id(80),
    staffId: id(81),
    roles: ['clerk'],
    posts: [{ role: 'clerk', county: '350902', siteId: id(82) }],
    assists: { persons: [worker], employers: [employer] },
  }
  const record = (actor: Actor, wageIds: string[]) =>
    unitOfWork(
      app.deps,
      { actor, channel: 'counter', requestId: id(83), scope: scopeOf(actor) },
      (ctx) => recordCash(ctx, doors, { wageIds, workerId: worker, workerCode: '123456', employerId: employer, employerCode: '654321' }),
    )
  const outcome = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : String(error)))

  it('双方验证后登记:只能登记一次,账平,用工单已付', async () => {
    await engagement(1)
    const wage = await app.within((ctx) => reckonWage(ctx, doors, engagementOf(1)))
    const ids = [wage?.id ?? '']
    expect(await outcome(record({ ...clerk, assists: { persons: [], employers: [employer] } }, ids))).toBe('ConsentMissing')
    expect(await outcome(record(clerk, ids))).toBe('done')
    expect(await outcome(record(clerk, ids))).toBe('WageAlreadyOnItsWay')
    await app.drain()
    expect(await outcome(record(clerk, ids))).toBe('WageAlreadyPaid')
    expect(await one('select state from engagements')).toEqual({ state: 'paid' })
    expect(await balances()).toEqual({ payable: 0, source: -10_000, received: 10_000 })
    expect(await findings()).toEqual([])
  })
  it('已经有钱可发的工资不收现金登记', async () => {
    await payIn(10_000)
    await engagement(1)
    const wage = await app.within((ctx) => reckonWage(ctx, doors, engagementOf(1)))
    expect(await outcome(record(clerk, [wage?.id ?? '']))).toBe('WageInEscrow')
  })
})

describe('imported history', () => {
  it('stands in the tables as the seed writes it, and proves', async () => {
    await engagement(1, 'paid')
    const rows = seedRows({
      wageId: id(301),
      payoutId: id(302),
      payslipId: id(303),
      earnedTransactionId: id(304),
      paidTransactionId: id(305),
      engagementId: engagementOf(1),
      workerId: worker,
      employerId: employer,
      postingId: posting,
      county: '350902',
      workedOn: '2026-11-16',
      paidAt: new Date('2026-11-16T20:00:00+08:00'),
      payMethod: 'hourly',
      settlementCycle: 'perShift',
      contractKind: 'serviceAgreement',
      withholdingMethod: 'labourService',
      minutes: 240,
      netFen: 9_600,
      withheldFen: 400,
      reckoningJson: '{"lines":[]}',
      rail: 'bank',
      payee: Buffer.from('00', 'hex'),
      slipNumber: 'GZ1',
      verifyCode: 'code',
    })
    await app.within(async (ctx) => {
      const copy = async (table: SeedTable, values: SeedValue[][]) => {
        const columns = seedColumns[table]
        const marks = values.map((row, r) => `(${row.map((_, c) => `$${r * row.length + c + 1}`).join(',')})`).join(',')
        await ctx.tx.query(`insert into ${table} (${columns.join(',')}) values ${marks}`, values.flat())
      }
      await copy('ledger_accounts', [...seedAccounts({ employerId: employer }), ...seedAccounts({ workerId: worker })])
      for (const table of ['ledger_transactions', 'ledger_entries', 'wages', 'payouts', 'payout_wages', 'payslips'] as const) {
        await copy(table, rows[table])
      }
    })
    expect(await balances()).toEqual({ payable: 0, source: -10_000, received: 9_600 })
    expect(await findings()).toEqual([])
  })
})
