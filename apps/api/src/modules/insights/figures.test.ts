import { overviewFigures } from '@linggong/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { settleTown, workDay, type Town } from '../../../test/town.ts'

let app: TestApp
let town: Town
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  // Before anything has happened: what is kept below is counted anew after the policy's minutes.
  await app.must('getFigures', {})
  await workDay(app, town)
})
afterAll(() => app?.close())

const officer = () => ({ token: town.tokens.officerHere })
const city = () => ({ token: town.tokens.cityOfficer })

describe('公开的数字', () => {
  test('真有多少说多少;人太少的不说,免得猜出是谁', async () => {
    const figures = await app.must('getFigures', {})
    expect(figures).toMatchObject({
      smallestCell: 5,
      month: '2026-11',
      city: { openShifts: 1, openPlaces: 2, employersHiring: 1, sites: 2, workersAtWorkToday: null },
    })
    expect(figures.city.wagesPaidThisMonth).toBeNull()
    expect(figures.counties).toHaveLength(10)
    expect(figures.counties.find((one) => one.county === '350981')).toEqual({
      county: '350981',
      name: '福安市',
      openShifts: 1,
      openPlaces: 2,
      sites: 1,
      workersAtWorkToday: null,
    })
  })
  test('几分钟里大家看到的是同一次统计,过后重新数', async () => {
    const first = await app.must('getFigures', {})
    app.clock.advance(4 * 60_000)
    expect(await app.must('getFigures', {})).toEqual(first)
    app.clock.advance(60_000)
    expect((await app.must('getFigures', {})).at).not.toBe(first.at)
  })
})

describe('概览后面的明细', () => {
  test('十个县并排,加起来就是全市', async () => {
    const whole = await app.must('getOverview', { query: {} }, city())
    const { items } = await app.must('getOverviewByCounty', {}, city())
    expect(items.map((one) => one.name)).toHaveLength(10)
    for (const figure of ['openPlaces', 'openShifts'] as const)
      expect(items.reduce((sum, one) => sum + one[figure], 0)).toBe(whole[figure])
    const here = items.find((one) => one.county === '350981')
    expect(here?.paidThisMonth).toEqual({ month: '2026-11', persons: 2, netFen: whole.paidThisMonth?.netFen })
    expect(items.find((one) => one.county === '350902')).toMatchObject({ openPlaces: 0, paidThisMonth: null })
    const own = await app.must('getOverviewByCounty', {}, officer())
    expect(own.items.map((one) => one.county)).toEqual(['350981'])
  })
  test('每个数字都能翻出后面的行,一页一页翻也不多不少', async () => {
    const overview = await app.must('getOverview', { query: {} }, officer())
    const counted = {
      openShifts: overview.openShifts,
      today: overview.today.engagements.reduce((sum, one) => sum + one.count, 0),
      paidThisMonth: 2,
      waitingForReview: overview.waitingForReview.before + overview.waitingForReview.afterwards,
      disputes: overview.disputes.open,
      arrears: overview.arrears.wages,
    }
    const listed: Record<string, number> = {}
    for (const figure of overviewFigures) {
      const ids: string[] = []
      for (let after: string | undefined; ;) {
        const page = await app.must(
          'listOverviewRows',
          { query: { figure, limit: 1, ...(after && { after }) } },
          officer(),
        )
        ids.push(...page.items.map((row) => row.subjectId))
        if (page.next === null) break
        after = page.next
      }
      listed[figure] = ids.length
      expect(new Set(ids).size).toBe(ids.length)
    }
    expect(listed).toEqual(counted)
    const paid = await app.must('listOverviewRows', { query: { figure: 'paidThisMonth' } }, officer())
    expect(paid.items.reduce((sum, row) => sum + (row.amountFen ?? 0), 0)).toBe(overview.paidThisMonth?.netFen)
    expect(paid.items.map((row) => [row.title, row.stateLabel])).toContainEqual(['茶厂拣茶', '工资已到账'])
  })
  test('别的县看不到,乱写的翻页位置说清楚', async () => {
    const elsewhere = { token: town.tokens.officerElsewhere }
    for (const figure of overviewFigures) {
      expect((await app.must('listOverviewRows', { query: { figure } }, elsewhere)).items).toEqual([])
    }
    const foreign = await app.call('listOverviewRows', { query: { figure: 'today', county: '350981' } }, elsewhere)
    expect(foreign).toMatchObject({ status: 404 })
    const lost = await app.call('listOverviewRows', { query: { figure: 'today', after: 'x' } }, officer())
    expect(lost).toMatchObject({ status: 400, body: { code: 'InputInvalid', problems: [{ path: 'query.after' }] } })
  })
})
