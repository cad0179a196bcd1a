import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'

// 二(四) 资金从就业补助资金列支: targets with the appropriation, the year's own records, self-evaluation, keeping.
const county = '350982'
const id = (n: number) => `01900000-0000-7000-9700-${String(n).padStart(12, '0')}`
const year = { params: { year: 2026, county } }
let app: TestApp
let turns = 0
let owner: pg.Client

const signIn = (role: 'countyOfficer' | 'countyFinance', of = county) =>
  signInNewStaff(app, `${role}${++turns}`, [{ role, county: of, siteId: null }])
type Who = { token: string }

const targets = [
  { indicator: 'spent', target: 0.9 },
  { indicator: 'sitesSupported', target: 2 },
  { indicator: 'sitesRecognised', target: 2 },
  { indicator: 'referrals', target: 3_000 },
  { indicator: 'paidInTime', target: 1 },
  { indicator: 'reclaimed', target: 0 },
  { indicator: 'placedPersons', target: 600 },
  { indicator: 'hardToEmploy', target: 0.2 },
  { indicator: 'satisfaction', target: 4.5 },
]

beforeAll(async () => {
  app = await testApp({ now: '2026-11-18T09:00:00+08:00' })
  owner = new pg.Client({
    connectionString: app.database.ownerUrl,
    options: `-c search_path=${app.database.schema}`,
  })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await app.close()
})

/** Two sites of third parties, subsidised: one paid 20 days after its notice, one 60 days. */
async function payTwo(appropriationId: string): Promise<void> {
  await app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
       values ($1, 'hrAgency', '福鼎市太姥人力资源服务有限公司', '549135000000000002', '林茶香', '05930000000', $2)`,
      [id(9), ctx.now],
    )
    for (const [n, paidOn] of [
      [1, '2026-05-10'],
      [2, '2026-06-19'],
    ] as const) {
      await addSites(ctx, [
        {
          id: id(n),
          kind: 'station',
          name: `福鼎市${n}村零工驿站`,
          county,
          town: '350982104',
          address: `${n}村${n}号`,
          lat: 27.2 + n / 10,
          lng: 120.2,
          phone: '05930000000',
          hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
          builder: 'thirdParty',
          operatorId: id(9),
          areaSquareMeters: 42,
          openedOn: '2025-03-01',
          reviewsPostings: false,
          state: 'open',
        },
      ])
      await ctx.tx.query(
        `insert into recognised_sites (site_id, county, number, recognised_on) values ($1, $2, $3, '2025-06-01')`,
        [id(n), county, `宁零驿〔2025〕福鼎00${n}号`],
      )
      await ctx.tx.query(
        `insert into subsidies (id, site_id, county, operator_id, family_id, what, year, address_key, around, site_kind, state,
           state_since, applied_on, amount_fen, decision, appropriation_id, notice_from, notice_to, voucher_number, paid_on)
         values ($1, $2, $3, $4, $1, 'oneOff', 0, $5, box(point($6, 0), point($6, 0)), 'station', 'paid', $7, '2026-04-01',
           4000000, '{}', $8, '2026-04-13', '2026-04-20', $9, $10)`,
        [id(20 + n), id(n), county, id(9), `地址${n}`, n * 10, ctx.now, appropriationId, `凭${n}`, paidOn],
      )
    }
    await ctx.tx.query('update appropriations set committed_fen = 8000000, paid_fen = 8000000 where id = $1', [
      appropriationId,
    ])
  })
}

const problemsOf = async (as: Who, body: object) => {
  const answer = await app.call('evaluateFundYear', { ...year, body: body as never }, as)
  return answer.ok ? [] : answer.body.problems.map(({ message }) => message)
}

describe('资金绩效:目标随指标定,年底按平台记录自评,财政局确认,档案按会计凭证保管', () => {
  test('没有指标先登记指标;目标填错的一次说全;定了以后看得到平台记录到哪了', async () => {
    const officer = await signIn('countyOfficer')
    const none = await app.call('setFundTargets', { ...year, body: { targets } }, officer)
    expect(none.body).toMatchObject({ code: 'FundNoAppropriation' })
    const teller = await signIn('countyFinance')
    const money = await app.must(
      'recordAppropriation',
      {
        body: {
          county,
          year: 2026,
          documentNumber: '鼎财社〔2026〕9号',
          source: '就业补助资金',
          amountFen: 10_000_000,
        },
      },
      teller,
    )
    await payTwo(money.id)
    const wrong = await app.call(
      'setFundTargets',
      {
        ...year,
        body: {
          targets: [
            { indicator: 'spent', target: 2 },
            { indicator: 'smiles', target: 1 },
            { indicator: 'sitesSupported', target: 2.5 },
            { indicator: 'satisfaction', target: 6 },
            ...targets.slice(2, 7),
            { indicator: 'referrals', target: 1 },
          ],
        },
      },
      officer,
    )
    expect(wrong.body).toMatchObject({
      code: 'FundTargetsWrong',
      problems: [
        { message: '“预算执行率”的目标最多100%' },
        { message: '第2项不在指标库里' },
        { message: '“补助和购买服务惠及的站点”的目标要写整数' },
        { message: '“站点满意度”的目标最多5星' },
        { message: '“核实过的推荐成功”写了两次' },
        { message: '“推荐成功里的就业困难人员”还没有写目标' },
      ],
    })
    const elsewhere = await signIn('countyOfficer', '350981')
    expect((await app.call('setFundTargets', { ...year, body: { targets } }, elsewhere)).status).toBe(404)
    expect((await app.call('getFundYear', year, elsewhere)).status).toBe(404)
    const set = await app.must('setFundTargets', { ...year, body: { targets } }, officer)
    expect(set).toMatchObject({ state: 'planned', documents: ['鼎财社〔2026〕9号'], possible: ['setTargets'] })
    expect(set.items.map(({ indicator, figure, points }) => [indicator, figure, points])).toEqual([
      ['spent', '80%', 8.9],
      ['sitesSupported', '2个', 10],
      ['sitesRecognised', '2个', 10],
      ['referrals', '0人次', 0],
      ['paidInTime', '50%', 5],
      ['reclaimed', '0笔', 5],
      ['placedPersons', '0人', 0],
      ['hardToEmploy', '没有数据:这一年没有这样的记录', null],
      ['satisfaction', '没有数据:这一年没有这样的记录', null],
    ])
    const early = await app.call('evaluateFundYear', { ...year, body: { summary: '早了' } }, officer)
    expect(early.body).toMatchObject({ code: 'FundYearRunning', message: '2026年还没过完,到2027-01-01再自评。' })
  })

  test('年后自评:没达到的都要说原因,改的数写根据;财政局另一位确认才有编号,确认了不能再改', async () => {
    await app.advanceTo('2027-01-11T09:00:00+08:00')
    const officer = await signIn('countyOfficer')
    expect(await problemsOf(officer, { summary: '全年资金按规定使用。' })).toEqual([
      '“预算执行率”没有达到目标,请写明原因和怎么改进',
      '“核实过的推荐成功”没有达到目标,请写明原因和怎么改进',
      '“公示期满后按时拨付”没有达到目标,请写明原因和怎么改进',
      '“帮助找到活的人”没有达到目标,请写明原因和怎么改进',
    ])
    const items = [
      { indicator: 'spent', why: '一家驿站年底才符合条件,结转下年' },
      { indicator: 'referrals', corrected: { value: 3_100, reason: '平台启用前的纸质花名册,2026年1—6月' } },
      { indicator: 'paidInTime', why: '一笔银行退汇重拨,已改为先核户名' },
      { indicator: 'placedPersons', corrected: { value: 540, reason: '' }, why: '下半年用工少' },
    ]
    expect(await problemsOf(officer, { summary: '全年资金按规定使用。', items })).toEqual([
      '“帮助找到活的人”改了数,请写明根据什么',
    ])
    const fixed = items.map((one) =>
      one.indicator === 'placedPersons' ? { ...one, corrected: { value: 540, reason: '纸质花名册去重' } } : one,
    )
    const body = { summary: '全年资金按规定使用,两家驿站得到补助。', items: fixed }
    const done = await app.must('evaluateFundYear', { ...year, body }, officer)
    // 8.9 + 10 + 10 + 15 + 5 + 5 + 13.5 of 75 known.
    expect(done).toMatchObject({
      state: 'evaluated',
      knownWeight: 75,
      score: 89.9,
      grade: 'good',
      factsOn: '2027-01-11',
    })
    expect((await app.call('confirmFundYear', { ...year, body: { opinion: '同意' } }, officer)).status).toBe(404)
    const teller = await signIn('countyFinance')
    const confirmed = await app.must(
      'confirmFundYear',
      { ...year, body: { opinion: '数据属实,同意自评结果。' } },
      teller,
    )
    expect(confirmed).toMatchObject({
      state: 'confirmed',
      number: '福鼎绩评〔2026〕1号',
      // Made in 2027: thirty years from the first day of 2028.
      keepUntil: '2057-12-31',
      possible: [],
    })
    expect(confirmed.signed.map(({ label, opinion }) => [label, opinion])).toEqual([
      ['定绩效目标', null],
      ['绩效自评', '全年资金按规定使用,两家驿站得到补助。'],
      ['财政局确认', '数据属实,同意自评结果。'],
    ])
    for (const again of [
      await app.call('evaluateFundYear', { ...year, body }, officer),
      await app.call('setFundTargets', { ...year, body: { targets } }, officer),
      await app.call('confirmFundYear', { ...year, body: { opinion: '再来' } }, teller),
    ])
      expect(again.body).toMatchObject({ code: 'FundEvaluationConfirmed' })
    const city = await signInNewStaff(app, 'city', [{ role: 'cityOfficer', county: null, siteId: null }])
    const { items: lines } = await app.must('listFundYears', { query: { year: 2026 } }, city)
    expect(lines).toHaveLength(10)
    expect(lines.find((one) => one.county === county)).toMatchObject({ gradeLabel: '良', appropriatedFen: 10_000_000 })
    expect(lines.find((one) => one.county === '350981')).toMatchObject({ state: null, score: null })
  })

  test('保管期没到,谁都删不掉:拨付文件和明细、补助、自评、指标、办理经过,连数据库的主人也不行;期限只能延长', async () => {
    await owner.query(
      `insert into payment_files (id, county, number, made_at, made_by, made_by_name, lines, amount_fen, keep_until)
       values ($1, $3, '福鼎拨〔2026〕1号', '2026-05-01', $1, '谢雅琴', 1, 1, '2056-12-31'),
         ($2, $3, '福鼎拨〔1990〕1号', '1990-05-01', $1, '谢雅琴', 1, 1, '2020-12-31')`,
      [id(31), id(32), county],
    )
    const teller = await signIn('countyFinance')
    const kept = await app.must('listFundRecords', { query: {} }, teller)
    expect(kept).toMatchObject({ years: 30, provisional: true })
    expect(kept.items).toMatchObject([
      { year: 2026, files: 1, keepUntil: '2056-12-31' },
      { year: 1990, files: 1, keepUntil: '2020-12-31' },
    ])
    const refused = async (sql: string, values: unknown[]) =>
      expect(await owner.query(sql, values).catch((error: { constraint?: string }) => error.constraint), sql).toBe(
        'money_records_kept',
      )
    await refused('delete from payment_files where id = $1', [id(31)])
    await refused('update payment_files set keep_until = $2 where id = $1', [id(31), '2040-12-31'])
    await refused('update payment_files set keep_until = null where id = $1', [id(31)])
    // Paid before terms were written down: kept in any case.
    await refused('delete from subsidies where id = $1', [id(21)])
    await refused('delete from fund_years where county = $1', [county])
    await refused('delete from appropriations where county = $1', [county])
    await owner.query(
      `insert into programme_steps (id, subject_kind, subject_id, site_id, county, at, move, by_capacity)
       values ($1, 'subsidy', $2, $3, $4, '2026-05-10T10:00:00+08:00', 'pay', 'finance')`,
      [id(41), id(21), id(1), county],
    )
    await refused('delete from programme_steps where id = $1', [id(41)])
    // What has been kept long enough may go.
    expect((await owner.query('delete from payment_files where id = $1', [id(32)])).rowCount).toBe(1)
    await owner.query('update payment_files set keep_until = $2 where id = $1', [id(31), '2066-12-31'])
  })
})
