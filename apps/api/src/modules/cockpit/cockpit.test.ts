import type { CockpitFigure } from '@linggong/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'

const here = '350981'
const there = '350982'
const ids = (n: number) => `01900000-0000-7000-9500-${String(n).padStart(12, '0')}`
type Who = { token: string }

let app: TestApp
let officer: Who
let elsewhere: Who
let city: Who
let finance: Who
let operator: Who

const site = (n: number, name: string, more: object = {}) => ({
  id: ids(n),
  kind: 'station' as const,
  name,
  county: here,
  town: '350981107',
  address: `${name}旁`,
  lat: 27.2,
  lng: 119.55,
  phone: '0593-6000000',
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:30', to: '18:00' }],
  builder: 'government' as const,
  openedOn: '2025-03-01',
  reviewsPostings: false,
  state: 'open' as const,
  ...more,
})

beforeAll(async () => {
  // Wednesday, 7:00: an hour and a half after the doors should have opened.
  app = await testApp()
  const signIn = (login: string, role: 'countyOfficer' | 'countyFinance' | 'cityOfficer', county: string | null) =>
    signInNewStaff(app, login, [{ role, county, siteId: null }])
  officer = await signIn('officer', 'countyOfficer', here)
  elsewhere = await signIn('elsewhere', 'countyOfficer', there)
  city = await signIn('city', 'cityOfficer', null)
  finance = await signIn('finance', 'countyFinance', here)
  operator = await signInNewStaff(app, 'operator', [{ role: 'operator', county: here, siteId: ids(2) }])
  await app.within(async (ctx) => {
    await addSites(ctx, [
      site(1, '赛岐驿站'),
      site(2, '社口驿站'),
      site(3, '穆阳驿站'),
      site(4, '溪柄驿站'),
      site(5, '点头驿站', { county: there, town: '350982103' }),
    ])
    const log = (siteId: string, county: string, from: string, to: string, visitors: number) =>
      ctx.tx.query(
        `insert into site_days (site_id, day, county, opened_at, closed_at, visitors, recorded_at)
         select $1, day::date, $2, day + interval '1 hour', day + interval '9 hours', $5, $6
         from generate_series($3::timestamptz, $4::timestamptz, interval '1 day') day`,
        [siteId, county, `${from}T05:30:00+08:00`, `${to}T05:30:00+08:00`, visitors, ctx.now],
      )
    // One that is in order, also today.
    await log(ids(1), here, '2026-09-01', '2026-11-18', 12)
    // One whose visitors grew threefold, and where nobody wrote down whether it opened today.
    await log(ids(2), here, '2026-09-01', '2026-11-10', 10)
    await log(ids(2), here, '2026-11-11', '2026-11-17', 30)
    // One that writes nothing down since a week, and rests by announcement on one of these days and today.
    await log(ids(3), here, '2026-09-01', '2026-11-11', 9)
    await ctx.tx.query(
      `insert into site_closures (id, site_id, county, from_day, to_day, reason_code, announced_at)
       values ($1, $2, $3, '2026-11-17', '2026-11-18', 'repairs', $4)`,
      [ctx.newId(), ids(3), here, ctx.now],
    )
    await log(ids(5), there, '2026-11-01', '2026-11-18', 8)
    await ctx.tx.query("update sites set understaffed_reason = '面积小' where id = any ($1)", [
      [ids(1), ids(3), ids(5)],
    ])
    await ctx.tx.query("update sites set venue_until = '2026-10-31' where id = $1", [ids(2)])
    await ctx.tx.query("update sites set state = 'suspended' where id = $1", [ids(4)])
    await ctx.tx.query(
      `insert into purchased_services (id, site_id, county, contract_number, starts_on, ends_on, recorded_at)
       values ($1, $2, $3, '福安购〔2026〕1号', '2026-01-01', '2026-12-31', $4)`,
      [ctx.newId(), ids(4), here, ctx.now],
    )
    await ctx.tx.query(
      `insert into referral_flags (id, site_id, county, year, quarter, kind, key, words, row_ids, found_at, last_found_at)
       values ($1, $2, $3, 2026, 4, 'sharedPhone', 'k', '4个人登记的是同一个手机号', $4, $5, $5)`,
      [ctx.newId(), ids(1), here, [ctx.newId()], ctx.now],
    )
    for (const [document, committed] of [
      ['福安财〔2026〕1号', 95_000_00],
      ['福安财〔2026〕2号', 10_000_00],
    ] as const)
      await ctx.tx.query(
        `insert into appropriations (id, county, year, document_number, source, amount_fen, committed_fen, recorded_at)
         values ($1, $2, 2026, $3, '就业补助资金', 10000000, $4, $5)`,
        [ctx.newId(), here, document, committed, ctx.now],
      )
    for (const [n, dueOn] of [
      [1, '2026-11-10'],
      [2, '2026-11-19'],
      [3, '2026-12-10'],
    ] as const)
      await recognition(ctx, n, here, dueOn)
    await recognition(ctx, 5, there, '2026-11-10')
  })
})
afterAll(() => app.close())

type Ctx = Parameters<Parameters<TestApp['within']>[0]>[0]
async function recognition(ctx: Ctx, n: number, county: string, dueOn: string): Promise<void> {
  const operatorId = ctx.newId()
  await ctx.tx.query(
    `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
     values ($1, 'villageOrCommunity', $2, $3, '林主任', '0593-6000000', $4)`,
    [operatorId, `第${n}居委会`, `54350981MJ000000${n}X`, ctx.now],
  )
  await ctx.tx.query(
    `insert into recognitions (id, site_id, county, operator_id, site_kind, site_name, state, state_since, form, lodged_on, due_on)
     values ($1, $2, $3, $4, 'station', $5, 'lodged', $6, '{}', '2026-11-01', $7)`,
    [ctx.newId(), ids(n), county, operatorId, `${n}号站`, ctx.now, dueOn],
  )
}

const cockpit = (as: Who, query: { county?: string } = {}) =>
  app.must('getCockpit', { query: { ...query, fresh: 'true' } }, as)
type Cockpit = Awaited<ReturnType<typeof cockpit>>
const sums = ({ figures }: Cockpit) =>
  Object.fromEntries(
    figures
      .filter(({ cells }) => cells.length > 0)
      .map(({ figure, cells }) => [figure, cells.reduce((sum, { count }) => sum + count, 0)]),
  )

describe('县里的驾驶舱', () => {
  test('等办的按时限分,没做的、不对劲的各归各;没出毛病的不算', async () => {
    const seen = await cockpit(officer)
    expect(sums(seen)).toEqual({
      recognitionWaiting: 3,
      reportToSign: 1,
      siteShut: 1,
      siteNoLog: 1,
      referralFlagOpen: 1,
      visitorsJump: 1,
      appropriationLow: 1,
      staffShort: 1,
      venueEnded: 1,
      contractSiteShut: 1,
    })
    const waiting = seen.figures.find(({ figure }) => figure === 'recognitionWaiting')
    expect(waiting?.cells).toMatchObject([
      { county: here, count: 3, late: 1, soon: 1, inTime: 1, noLimit: 0, earliestDueAt: '2026-11-11T00:00:00+08:00' },
    ])
    expect(seen.counties).toEqual([{ code: here, name: '福安市' }])
  })

  test('没有可比的就没有数,不写零', async () => {
    const known = async (as: Who, one: CockpitFigure) =>
      (await cockpit(as)).figures.find(({ figure }) => figure === one)?.known
    expect(await known(officer, 'visitorsJump')).toBe(true)
    expect(await known(elsewhere, 'visitorsJump')).toBe(false)
    expect(await known(elsewhere, 'appropriationLow')).toBe(false)
    expect(await known(officer, 'referralsJump')).toBe(false)
  })

  test('每个数点开来,正好是那么多条,说得清是什么事', async () => {
    for (const as of [officer, city, finance, operator]) {
      for (const { figure, cells } of (await cockpit(as)).figures) {
        for (const { county, count, ...ages } of cells) {
          const all = await app.must('listCockpitRows', { query: { figure, county, limit: 100 } }, as)
          expect(all.items, figure).toHaveLength(count)
          for (const age of ['late', 'soon', 'inTime', 'noLimit'] as const) {
            const some = await app.must('listCockpitRows', { query: { figure, county, age, limit: 100 } }, as)
            expect(some.items, `${figure} ${age}`).toHaveLength(ages[age])
          }
        }
      }
    }
    const { items } = await app.must('listCockpitRows', { query: { group: 'late', limit: 100 } }, officer)
    expect(items.map(({ figure, siteName, words }) => [figure, siteName, words])).toEqual([
      ['siteShut', '社口驿站', '今天05:30开门,到现在没有记开门'],
      ['siteNoLog', '穆阳驿站', '最近14天里有5天该开门,没有记'],
    ])
    const wrong = await app.must('listCockpitRows', { query: { group: 'wrong', limit: 100 } }, officer)
    expect(wrong.items).toHaveLength(6)
    expect(wrong.items.map(({ words }) => words)).toEqual(
      expect.arrayContaining([
        '合同福安购〔2026〕1号到2026-12-31,站点暂停开放',
        '场地到2026-10-31为止',
        '4个人登记的是同一个手机号',
        '在岗0人,标准1人',
        '最近每个开门日平均30人,前一段平均10人',
        '额度100,000元,还剩5,000元',
      ]),
    )
  })

  test('一页页翻,先到期的在前,不漏不重;乱写的翻页位置说清楚', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const query = { group: 'waiting' as const, limit: 1, ...(after !== undefined && { after }) }
      const page = await app.must('listCockpitRows', { query }, city)
      seen.push(...page.items.map((one) => `${one.title} ${one.county} ${one.dueAt?.slice(0, 10)}`))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((one) => one.includes('号站'))).toEqual([
      '1号站 350981 2026-11-11',
      '5号站 350982 2026-11-11',
      '2号站 350981 2026-11-20',
      '3号站 350981 2026-12-11',
    ])
    const wrong = await app.call('listCockpitRows', { query: { limit: 10, after: '昨天' } }, city)
    expect(wrong).toMatchObject({ status: 400, body: { code: 'InputInvalid' } })
  })
})

describe('各人只看得到该看的', () => {
  test('市里十个县并排,也能只看一个;别的县问不到', async () => {
    const whole = await cockpit(city)
    expect(whole.counties).toHaveLength(10)
    const of = (seen: Cockpit, one: CockpitFigure) =>
      seen.figures.find(({ figure }) => figure === one)?.cells.map(({ county, count }) => [county, count])
    expect(of(whole, 'recognitionWaiting')).toEqual(
      expect.arrayContaining([
        [here, 3],
        [there, 1],
      ]),
    )
    expect(of(whole, 'reportToSign')).toHaveLength(10)
    expect(of(await cockpit(city, { county: there }), 'recognitionWaiting')).toEqual([[there, 1]])
    expect(of(await cockpit(elsewhere), 'recognitionWaiting')).toEqual([[there, 1]])
    expect(await app.call('getCockpit', { query: { county: there } }, officer)).toMatchObject({ status: 404 })
    const rows = { query: { county: there, limit: 10 } }
    expect(await app.call('listCockpitRows', rows, officer)).toMatchObject({ status: 404 })
  })

  test('财政只看钱和站点的;运营机构只看自己的站', async () => {
    const figures = (await cockpit(finance)).figures.map(({ figure }) => figure)
    expect(figures).toContain('subsidyAtFinance')
    expect(figures).not.toContain('troubleOpen')
    expect(figures).not.toContain('referralFlagOpen')
    const hidden = { query: { figure: 'disputeOpen' as const, limit: 10 } }
    expect(await app.call('listCockpitRows', hidden, finance)).toMatchObject({ status: 404 })
    const own = await cockpit(operator)
    expect(sums(own)).toEqual({ siteShut: 1, visitorsJump: 1, staffShort: 1, venueEnded: 1 })
    expect(own.counties).toEqual([{ code: here, name: '福安市' }])
  })
})

describe('数字统计一次用几分钟', () => {
  test('写明是几点的数;要马上的就马上数;过了时间自己重新数', async () => {
    const kept = (as: Who) => app.must('getCockpit', { query: {} }, as)
    const waiting = (seen: Cockpit) => sums(seen).recognitionWaiting
    const newSites = [8, 9].map((n) => site(n, `新的${n}号驿站`, { county: there, town: '350982100' }))
    await app.within((ctx) => addSites(ctx, newSites))
    const first = await cockpit(elsewhere)
    const keptMinutes = await app.within(async (ctx) => {
      await recognition(ctx, 8, there, '2026-11-19')
      return ctx.deps.policy.number('cockpit.keptMinutes', '2026-11-18')
    })
    app.clock.advance(60_000)
    const second = await kept(elsewhere)
    expect([second.at, waiting(second)]).toEqual([first.at, 1])
    const third = await cockpit(elsewhere)
    expect(waiting(third)).toBe(2)
    expect(third.at).not.toBe(first.at)
    await app.within((ctx) => recognition(ctx, 9, there, '2026-11-19'))
    app.clock.advance(keptMinutes * 60_000)
    expect(waiting(await kept(elsewhere))).toBe(3)
  })
})
