import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'

// 二(四)2 as the people of the county go through it: sign, evaluate by the records, pay by result, end what fails.
const county = '350982'
const id = (n: number) => `01900000-0000-7000-9400-${String(n).padStart(12, '0')}`
const [good, poor, operatorId] = [id(1), id(2), id(3)]
const measures = [
  { measure: 'openingDays', target: 1, weight: 40 },
  { measure: 'personsServed', target: 400, weight: 20 },
  { measure: 'satisfaction', target: 4.5, weight: 10 },
  { measure: 'reviewsInTime', target: 1, weight: 30 },
]
const terms = {
  scope: '驿站日常运营:开门、登记、推荐、帮办',
  priceFen: 12_000_000,
  periodMonths: 3,
  resultShareBasisPoints: 4_000,
  measures,
}
let app: TestApp
let turns = 0

beforeAll(async () => {
  app = await testApp({ now: '2026-01-05T09:00:00+08:00' })
  await app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
       values ($1, 'hrAgency', '福鼎市太姥人力资源服务有限公司', '549135000000000002', '林茶香', '05930000000', $2)`,
      [operatorId, ctx.now],
    )
    const site = (siteId: string, name: string) => ({
      id: siteId,
      kind: 'station' as const,
      name,
      county,
      town: '350982104',
      address: `${name}旁`,
      lat: 27.2,
      lng: 120.2,
      phone: '05930000000',
      hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
      builder: 'government' as const,
      operatorId,
      areaSquareMeters: 42,
      openedOn: '2025-03-01',
      reviewsPostings: false,
      state: 'open' as const,
    })
    await addSites(ctx, [site(good, '福鼎市点头镇零工驿站'), site(poor, '福鼎市白琳镇零工驿站')])
  })
})
afterAll(() => app.close())

/** Sessions of staff end after some idle time: each day begins with fresh ones. */
const officer = () => signInNewStaff(app, `officer${++turns}`, [{ role: 'countyOfficer', county, siteId: null }])
const finance = () => signInNewStaff(app, `finance${++turns}`, [{ role: 'countyFinance', county, siteId: null }])
const operator = (siteId = good) => signInNewStaff(app, `operator${++turns}`, [{ role: 'operator', county, siteId }])

async function told(): Promise<string[]> {
  await app.drain()
  const rows = await app.within((ctx) => ctx.tx.query<{ kind: string }>('select kind from notices order by id'))
  return rows.map(({ kind }) => kind)
}

const waiting = async (who: { token: string }) =>
  (await app.must('getToDos', { query: {} }, who)).items
    .filter(({ kind }) => kind.startsWith('service'))
    .map(({ kind, count }) => `${kind} ${count}`)

async function sign(siteId: string, contractNumber: string): Promise<string> {
  const body = { ...terms, contractNumber, startsOn: '2026-01-01', endsOn: '2026-12-31' }
  return (await app.must('signServiceContract', { params: { siteId }, body }, await officer())).id
}

let service: { params: { serviceId: string } }
let failing: { params: { serviceId: string } }

describe('政府购买服务:登记合同、按平台记录评估、按成效付款、不合格退出', () => {
  test('合同内容填错的一次说全,什么都没登记;指标要有工作量也有成效,权重合计100', async () => {
    const who = await officer()
    const options = await app.must('getServiceMeasures', { query: { county } }, who)
    expect(options).toMatchObject({ minimumResultShareBasisPoints: 2_000, longestPeriodMonths: 6, provisional: true })
    const body = {
      ...terms,
      periodMonths: 12,
      resultShareBasisPoints: 0,
      measures: [
        { measure: 'openingDays', target: 2, weight: 30 },
        { measure: 'openingDays', target: 1, weight: 20 },
        { measure: 'smiles', target: 1, weight: 10 },
      ],
      contractNumber: '鼎购〔2026〕1号',
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
    }
    const wrong = await app.call('signServiceContract', { params: { siteId: good }, body }, who)
    expect(wrong.body).toMatchObject({
      code: 'ServiceTermsWrong',
      problems: [
        { path: 'periodMonths', message: '最长6个月评估一次,填的是12个月' },
        { path: 'resultShareBasisPoints', message: '按成效支付的部分至少20%' },
        { path: 'measures.0' },
        { path: 'measures.1', message: '“该开门的日子都开门”选了两次' },
        { path: 'measures.2', message: '第3项不在指标库里' },
        { path: 'measures', message: '权重合计要100,现在是60' },
        { path: 'measures', code: 'oneSided' },
      ],
    })
    expect((await app.must('listServiceContracts', { query: {} }, who)).items).toEqual([])
    const elsewhere = await signInNewStaff(app, 'elsewhere', [
      { role: 'countyOfficer', county: '350981', siteId: null },
    ])
    const right = { ...terms, contractNumber: '鼎购〔2026〕1号', startsOn: '2026-01-01', endsOn: '2026-12-31' }
    expect((await app.call('signServiceContract', { params: { siteId: good }, body: right }, elsewhere)).status).toBe(
      404,
    )
  })

  test('登记以后合同期里不发补助;同一些天不能再签一份', async () => {
    service = { params: { serviceId: await sign(good, '鼎购〔2026〕1号') } }
    failing = { params: { serviceId: await sign(poor, '鼎购〔2026〕2号') } }
    const body = { ...terms, contractNumber: '鼎购〔2026〕3号', startsOn: '2026-12-31', endsOn: '2027-12-30' }
    const again = await app.call('signServiceContract', { params: { siteId: good }, body }, await officer())
    expect(again.body).toMatchObject({ problems: [{ message: '这些天已有合同“鼎购〔2026〕1号”,日期不能重叠' }] })
    const view = await app.must('getServiceContract', service, await officer())
    expect(view).toMatchObject({
      standing: 'running',
      periods: 4,
      nextPeriod: { period: 1, to: '2026-03-31', ended: false },
    })
    const early = await app.call('evaluateService', { ...service, body: {} }, await officer())
    expect(early.body).toMatchObject({ code: 'ServicePeriodRunning' })
  })

  test('第一期到期:数从平台记录来,没有记录的写明没有;承接机构提异议,另一位决定,改数写根据', async () => {
    await app.within(async (ctx) => {
      // Open on every one of the quarter's working weekdays but the last two; 60 people helped at the desk.
      await ctx.tx.query(
        `insert into site_days (site_id, day, county, opened_at, closed_at, visitors, recorded_at)
         select $1, day::date, $2, day + time '08:00', day + time '17:00', 9, $3
         from generate_series('2026-01-01'::date, '2026-03-27'::date, '1 day') day where extract(isodow from day) < 6`,
        [good, county, ctx.now],
      )
      await ctx.tx.query(
        `insert into site_visits (id, site_id, county, at, people, purpose, outcome, recorded_by)
         values ($1, $2, $3, '2026-02-10T10:00:00+08:00', 60, 'findWork', 'helped', $1)`,
        [id(9), good, county],
      )
    })
    await app.advanceTo('2026-04-01T09:00:00+08:00')
    const first = await officer()
    expect(await waiting(first)).toEqual(['serviceToEvaluate 2'])
    const opened = await app.must('evaluateService', { ...service, body: {} }, first)
    expect(opened.items.map(({ measure, target, value, figure }) => [measure, target, value, figure])).toEqual([
      ['openingDays', 1, 62 / 64, '64个里有62个,96.9%'],
      ['personsServed', 99, 60, '60人'],
      ['satisfaction', 4.5, null, '没有数据:这一期没有这样的记录'],
      ['reviewsInTime', 1, null, '没有数据:这一期没有这样的记录'],
    ])
    // Five working days after 1 April, Qingming on the 5th (observed on the 6th) not among them.
    expect(opened).toMatchObject({ state: 'opened', objectBy: '2026-04-09', knownWeight: 60 })
    const evaluation = { params: { evaluationId: opened.id } }
    const second = await officer()
    const early = await app.call('decideEvaluation', { ...evaluation, body: {} }, second)
    expect(early.body).toMatchObject({ code: 'ServiceObjectionTime' })
    const own = await operator()
    expect(await waiting(own)).toEqual(['serviceToAnswer 1'])
    const stranger = await operator(poor)
    const body = { words: '3月30日、31日开了门,值班表有签字,只是没有点“开门”。' }
    expect((await app.call('objectToEvaluation', { ...evaluation, body }, stranger)).status).toBe(404)
    await app.must('objectToEvaluation', { ...evaluation, body }, own)
    await app.drain()
    expect(await waiting(second)).toContain('serviceToDecide 1')

    const self = await app.call('decideEvaluation', { ...evaluation, body: {} }, first)
    expect(self.body).toMatchObject({ code: 'ServiceNeedsOtherPerson' })
    const wrong = { items: [{ measure: 'openingDays', value: 62, reason: '' }] }
    expect((await app.call('decideEvaluation', { ...evaluation, body: wrong }, second)).body).toMatchObject({
      code: 'ServiceItemsWrong',
      problems: [
        { path: 'items.0', code: 'reasonMissing' },
        { path: 'items.0', code: 'tooMuch' },
        { path: 'objection', code: 'missing' },
      ],
    })
    await app.must(
      'recordServiceBreach',
      { ...service, body: { on: '2026-02-20', words: '擅自把窗口让给别的公司用了一天', deductionFen: 100_000 } },
      second,
    )
    const decided = await app.must(
      'decideEvaluation',
      {
        ...evaluation,
        body: {
          items: [{ measure: 'openingDays', value: 1, reason: '看了值班表和门口监控' }],
          objection: { outcome: 'upheld', note: '两天确实开了门' },
        },
      },
      second,
    )
    // 40 + 20 × 60/99 = 52.1 of 60 known: 86.8. 90 of 365 days of 120000 yuan: 29589.04; 40 % of it by the score.
    expect(decided).toMatchObject({ state: 'decided', score: 86.8, passed: true, amountFen: 2_702_674 })
    await app.drain()
    expect(decided.reckoning.map(({ amountFen, clause }) => [amountFen, clause])).toEqual([
      [1_775_342, '二(四)2'],
      [1_027_332, '二(四)2'],
      [-100_000, '二(四)2'],
    ])
  })

  test('财政占用指标、进拨付文件、登记凭证;退回的另进一份;付了的不能再退', async () => {
    const teller = await finance()
    expect(await waiting(teller)).toEqual(['serviceAtFinance 1'])
    const money = await app.must(
      'recordAppropriation',
      {
        body: { county, year: 2026, documentNumber: '鼎财社〔2026〕9号', source: '就业补助资金', amountFen: 2_702_674 },
      },
      teller,
    )
    await app.must(
      'setPayeeAccount',
      { params: { siteId: good }, body: { bankName: '中国农业银行福鼎市支行', accountNumber: '1407012109000123456' } },
      await operator(),
    )
    const [line] = (await app.must('listServicesToPay', { query: {} }, teller)).items
    if (!line) throw new Error('nothing to pay')
    const evaluation = { params: { evaluationId: line.id } }
    const unready = await app.call('makeServicePaymentFile', { body: { evaluationIds: [line.id] } }, teller)
    expect(unready.body).toMatchObject({
      code: 'PaymentNotReady',
      problems: [{ message: '福鼎市点头镇零工驿站第1期:财政还没有确认,不能拨付' }],
    })
    await app.must('confirmEvaluation', { ...evaluation, body: { appropriationId: money.id } }, teller)
    const paid = { voucherNumber: '凭2026-31', paidOn: '2026-04-02' }
    expect((await app.call('payEvaluation', { ...evaluation, body: paid }, teller)).body).toMatchObject({
      code: 'PaymentFileMissing',
    })
    const file = await app.must('makeServicePaymentFile', { body: { evaluationIds: [line.id] } }, teller)
    expect(file).toMatchObject({
      number: '福鼎拨〔2026〕1号',
      lines: [
        {
          subsidyId: null,
          evaluationId: line.id,
          payeeName: '福鼎市太姥人力资源服务有限公司',
          amountFen: 2_702_674,
          purpose: '购买服务第1期',
        },
      ],
    })
    await app.must('returnServicePayment', { ...evaluation, body: { note: '银行退汇:户名不符' } }, teller)
    await app.must('makeServicePaymentFile', { body: { evaluationIds: [line.id] } }, teller)
    await app.must('payEvaluation', { ...evaluation, body: paid }, teller)
    await app.drain()
    const late = await app.call('returnServicePayment', { ...evaluation, body: { note: '晚了' } }, teller)
    expect(late.body).toMatchObject({ code: 'StateConflict' })
    const [kept] = (await app.must('listAppropriations', { query: {} }, teller)).items
    expect(kept).toMatchObject({ paidFen: 2_702_674, leftFen: 0 })
    const files = (await app.must('listPaymentFiles', { query: {} }, teller)).items
    expect(files.map(({ lines }) => lines[0]?.voucherNumber)).toEqual(['凭2026-31', null])
    expect(await app.must('getServiceContract', service, teller)).toMatchObject({ paidFen: 2_702_674, decided: 1 })
  })

  test('没有记录的评估先现场核实,不合格的只付基本部分,可以退出,退出以后的日子腾出来', async () => {
    const first = await officer()
    const opened = await app.must('evaluateService', { ...failing, body: {} }, first)
    const evaluation = { params: { evaluationId: opened.id } }
    const failed = { code: 'failed' as const }
    const soon = await app.call('exitService', { ...failing, body: { reason: failed } }, first)
    expect(soon.body).toMatchObject({ code: 'ServiceNotFailed' })
    await app.advanceTo('2026-04-10T09:00:00+08:00')
    const second = await officer()
    const value = [{ measure: 'reviewsInTime', value: 0.2, reason: '抽看台账,五条只有一条按时' }]
    const decided = await app.must('decideEvaluation', { ...evaluation, body: { items: value } }, second)
    expect(decided).toMatchObject({ passed: false, amountFen: 1_775_342 })
    await app.drain()
    const teller = await finance()
    // What the records and the decisions come to, county by county.
    expect((await app.must('getServiceMoney', { query: {} }, teller)).counties).toEqual([
      {
        county,
        countyName: '福鼎市',
        running: 2,
        noTerms: 0,
        priceFen: 24_000_000,
        decided: 2,
        failed: 1,
        resultOfFen: 2_367_124,
        resultFen: 1_027_332,
        deductedFen: 100_000,
        owedFen: 4_478_016,
        paidFen: 2_702_674,
      },
    ])
    // A voucher that has paid a period pays no second one, of whatever contract.
    const more = { county, year: 2026, documentNumber: '鼎财社〔2026〕10号', source: '就业补助资金' }
    const money = await app.must('recordAppropriation', { body: { ...more, amountFen: 2_000_000 } }, teller)
    const account = { bankName: '中国农业银行福鼎市支行', accountNumber: '1407012109000123464' }
    await app.must('setPayeeAccount', { params: { siteId: poor }, body: account }, await operator(poor))
    await app.must('confirmEvaluation', { ...evaluation, body: { appropriationId: money.id } }, teller)
    await app.must('makeServicePaymentFile', { body: { evaluationIds: [opened.id] } }, teller)
    const used = { voucherNumber: '凭2026-31', paidOn: '2026-04-10' }
    expect((await app.call('payEvaluation', { ...evaluation, body: used }, teller)).body).toMatchObject({
      code: 'VoucherUsed',
    })
    const kept = await app.must('getServiceContract', failing, teller)
    expect(kept).toMatchObject({ paidFen: 0, evaluations: [{ state: 'confirmed', voucherNumber: null }] })
    await app.must('payEvaluation', { ...evaluation, body: { ...used, voucherNumber: '凭2026-32' } }, teller)
    await app.drain()
    const late = await app.call('objectToEvaluation', { ...evaluation, body: { words: '晚了' } }, await operator(poor))
    expect(late.body).toMatchObject({ code: 'StateConflict' })
    expect(await waiting(second)).toEqual(['serviceToExit 1'])
    const exited = await app.must('exitService', { ...failing, body: { reason: failed } }, second)
    expect(exited).toMatchObject({
      standing: 'exited',
      exitedOn: '2026-04-10',
      // The days from 1 April to the exit are still to be evaluated.
      nextPeriod: { period: 2, from: '2026-04-01', to: '2026-04-10' },
    })
    const spans = await app.within((ctx) =>
      ctx.tx.query<{ last: string }>(
        `select (upper(span) - 1)::text as last from site_funding where site_id = $1 and not released`,
        [poor],
      ),
    )
    expect(spans).toEqual([{ last: '2026-04-10' }])
    expect(await waiting(second)).toEqual([])
    // Finance and the county heard of what is theirs to do, and nothing else was sent.
    expect(await told()).toEqual([
      'serviceObjected.county',
      'serviceDecided.county',
      'servicePaid.county',
      'serviceDecided.county',
      'servicePaid.county',
      'serviceExited.county',
    ])
    // Each leads to its contract, not to the list of all of them.
    const heard = await app.must('listNotices', { query: {} }, await officer())
    expect(
      new Set(
        heard.items.filter(({ subjectKind }) => subjectKind === 'serviceEvaluation').map(({ within }) => within?.id),
      ),
    ).toEqual(new Set([service.params.serviceId, failing.params.serviceId]))
    const sms = await app.within((ctx) => ctx.tx.query(`select from notice_deliveries where channel = 'sms'`))
    expect(sms).toHaveLength(0)
  })
})
