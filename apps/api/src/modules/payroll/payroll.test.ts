import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestApp } from '../../../test/app.ts'
import type { Actor } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/errors.ts'
import { scopeOf } from '../../kernel/rights.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { moveEngagement } from '../engagements/index.ts'
import { requestEscrow } from './actions/escrow.ts'
import { payPair } from './actions/pay-out.ts'
import { sumWages } from './actions/read.ts'
import { recordCash } from './actions/record-cash.ts'
import { engagementWages } from './actions/read.ts'
import { reckonWage } from './actions/reckon-wage.ts'
import { takeIncoming } from './actions/take-incoming.ts'
import { putPaySettings } from './payout-store.ts'
import { earnedByWeek } from './wage-sums.ts'
import {
  balances,
  doors,
  employer,
  engagement,
  engagementOf,
  findings,
  id,
  one,
  payIn,
  posting,
  start,
  transfer,
  ways,
  worker,
  world,
} from './payroll.testing.ts'

let app: TestApp
beforeEach(async () => {
  await start()
  app = world.app
})
afterEach(() => app.close())

describe('工资从确认到到账', () => {
  const confirm = (n: number) => app.within((ctx) => reckonWage(ctx, doors, engagementOf(n)))

  it('钱已到位:银行代发,到账后用工单变成已付,有工资单和 PDF,账平', async () => {
    await payIn(10_000)
    await engagement(1)
    await confirm(1)
    await app.advanceTo('2026-11-18T12:00:00+08:00')
    expect(await one('select state from engagements where id = $1', [engagementOf(1)])).toEqual({ state: 'paid' })
    expect(await one('select state, rail, amount_fen from payouts')).toEqual({
      state: 'succeeded',
      rail: 'bank',
      amount_fen: 10_000,
    })
    expect(await one('select document_id is not null as drawn from payslips')).toEqual({ drawn: true })
    const { payslips } = await app.within((ctx) => engagementWages(ctx, engagementOf(1)))
    expect(payslips).toMatchObject([{ number: expect.any(String), pdfReady: true }])
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
    await app.within((ctx) =>
      moveEngagement(ctx, engagementOf(1), { move: 'resolve', by: 'mediator', reason: { code: 'agreed' } }),
    )
    await app.advanceTo('2026-11-18T16:00:00+08:00')
    expect((await balances()).received).toBe(10_000)
    expect(await one('select state from engagements')).toEqual({ state: 'paid' })
    expect(await findings()).toEqual([])
  })
  it('没有收款方式就等着,填了马上发;微信没实名,换银行卡再发,原来那笔不动', async () => {
    await fetch(`${app.outside.sandbox.url}/wechat/wallets/openid-chen`, {
      method: 'PUT',
      body: JSON.stringify({ verified: false }),
    })
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
    const [payout] = await app.within((ctx) =>
      ctx.tx.query<{ id: string; state: string; person_token: string | null }>('select * from payouts'),
    )
    expect(payout).toMatchObject({ state: 'awaitingPerson', rail: 'wechat' })
    expect(payout?.person_token).not.toBeNull()
    await app.outside.post(`/wechat/transfers/${payout?.id.replaceAll('-', '')}/confirm`)
    await app.advanceTo('2026-11-18T20:00:00+08:00')
    const payouts = await app.within((ctx) =>
      ctx.tx.query('select rail, state, failure_code from payouts order by queued_at, id'),
    )
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
    const sums = () => app.within((ctx) => sumWages(ctx, worker))
    const none = { wages: 0, netFen: 0, paidFen: 0 }
    const unpaid = { wages: 1, netFen: 10_000, paidFen: 0 }
    const late = { wages: 1, netFen: 10_000 }
    expect(await sums()).toEqual({ day: '2026-11-22', today: none, month: unpaid, year: unpaid, late })
    await payIn(4_000, 1)
    expect(await one('select funded_at from wages')).toEqual({ funded_at: null })
    await payIn(6_000, 2)
    await app.advanceTo('2026-11-22T12:00:00+08:00')
    expect(await one('select state from engagements')).toEqual({ state: 'paid' })
    expect(await one(`select count(*)::int as n from outbox where name = 'employerOutOfArrears'`)).toEqual({ n: 1 })
    expect(await sums()).toMatchObject({ year: { ...unpaid, paidFen: 10_000 }, late: { wages: 0, netFen: 0 } })
    await app.advanceTo('2026-12-01T00:30:00+08:00')
    expect(await sums()).toMatchObject({ day: '2026-12-01', month: none, year: { wages: 1 } })
    const weeks = (day: string, count: number) => app.within((ctx) => earnedByWeek(ctx, day, count))
    const earned = { workerId: worker, days: 1, fen: 10_000 }
    const [{ on }] = (await app.within((ctx) =>
      ctx.tx.query<{ on: string }>('select worked_on::text as on from wages'),
    )) as [{ on: string }]
    const after = (days: number) => new Date(Date.parse(on) + days * 86_400_000).toISOString().slice(0, 10)
    expect(await weeks(on, 1)).toEqual([{ ...earned, week: 0 }])
    expect(await weeks(after(6), 1)).toEqual([{ ...earned, week: 0 }])
    expect(await weeks(after(7), 1)).toEqual([])
    expect(await weeks(after(7), 2)).toEqual([{ ...earned, week: 1 }])
    expect(await weeks(after(-1), 6)).toEqual([])
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
    const escrow = await one<{ required_fen: number; account_no: string }>(
      'select required_fen, account_no from escrows',
    )
    expect(escrow.required_fen).toBe(20_000)
    const take = (amountFen: number, n: number) =>
      app.within((ctx) => takeIncoming(ctx, transfer(escrow.account_no, amountFen, n)))
    // A part that comes first is told to those who wait; the same notice again changes nothing.
    expect([await take(5_000, 1), await take(5_000, 1)]).toEqual([true, false])
    expect(await one('select state from escrows')).toEqual({ state: 'awaitingFunds' })
    expect(await one(`select data from outbox where name = 'escrowPartlyFunded'`)).toEqual({
      data: { missingFen: 15_000 },
    })
    expect([await take(15_000, 2), await take(15_000, 2)]).toEqual([true, false])
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

describe('临近开工才取消', () => {
  const cancelled = (basisPoints?: number) =>
    app.within(async (ctx) =>
      ctx.emit({
        name: 'engagementCancelled',
        subjectKind: 'engagement',
        subjectId: engagementOf(1),
        data: { ...(basisPoints && { compensationBasisPoints: basisPoints }) },
      }),
    )

  it('补偿先从托管里付,剩下的才退;说两次只付一次,账平', async () => {
    await engagement(1, 'cancelled')
    await app.within((ctx) => requestEscrow(ctx, doors, posting, 'employer'))
    await app.drain()
    const { account_no } = await one<{ account_no: string }>('select account_no from escrows')
    await app.within((ctx) => takeIncoming(ctx, transfer(account_no, 10_000)))
    await cancelled(5_000)
    await cancelled(5_000)
    await app.drain()
    await app.within(async (ctx) => ctx.emit({ name: 'postingClosed', subjectKind: 'posting', subjectId: posting }))
    await app.advanceTo('2026-11-18T14:00:00+08:00')
    const { wages } = await app.within((ctx) => engagementWages(ctx, engagementOf(1)))
    expect(wages).toMatchObject([
      {
        part: 'compensation',
        minutes: 0,
        grossFen: 5_000,
        topUpFen: 0,
        lines: [{ labelZh: '临近开工取消的补偿', quantityZh: '这一班约定工钱的50%', clause: expect.any(String) }],
      },
    ])
    expect(wages[0]?.paidAt).not.toBeNull()
    expect(await one('select released_fen, refunded_fen from escrows')).toEqual({
      released_fen: 5_000,
      refunded_fen: 5_000,
    })
    expect(await one('select state from engagements where id = $1', [engagementOf(1)])).toEqual({ state: 'cancelled' })
    expect(await balances()).toEqual({ payable: 0, source: -5_000, received: 5_000 })
    expect(await findings()).toEqual([])
  })
  it('提前取消没有补偿', async () => {
    await engagement(1, 'cancelled')
    await cancelled()
    await app.drain()
    expect((await app.within((ctx) => engagementWages(ctx, engagementOf(1)))).wages).toEqual([])
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
    unitOfWork(app.deps, { actor, channel: 'counter', requestId: id(83), scope: scopeOf(actor) }, (ctx) =>
      recordCash(ctx, doors, {
        wageIds,
        workerId: worker,
        workerCode: '123456',
        employerId: employer,
        employerCode: '654321',
      }),
    )
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    )

  it('双方验证后登记:只能登记一次,账平,用工单已付', async () => {
    await engagement(1)
    const wage = await app.within((ctx) => reckonWage(ctx, doors, engagementOf(1)))
    const ids = [wage?.id ?? '']
    expect(await outcome(record({ ...clerk, assists: { persons: [], employers: [employer] } }, ids))).toBe(
      'ConsentMissing',
    )
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
