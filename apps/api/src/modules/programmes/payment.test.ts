import { Workbook } from '@cj-tech-master/excelts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { office, turnedToPdf } from '../../../test/office.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'
import { recordRecognised } from './index.ts'

// 二(四)1 from the application to the papers, as the people of the county go through it.
const county = '350982'
const siteId = '01900000-0000-7000-9300-000000000001'
const operatorId = '01900000-0000-7000-9300-000000000002'
const params = { siteId }
const account = '1407 0121 0900 0123 456'
const digits = '1407012109000123456'
let app: TestApp
let turns = 0
/** The payment file as it was downloaded. */
let downloaded: Buffer | undefined
beforeAll(async () => {
  app = await testApp({ now: '2026-09-21T09:00:00+08:00' })
  await app.within(async (ctx) => {
    await ctx.tx.query(
      `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
       values ($1, 'villageOrCommunity', '福鼎市点头镇点头村村民委员会', '549135000000000001', '林茶香', '05930000000', $2)`,
      [operatorId, ctx.now],
    )
    await addSites(ctx, [
      {
        id: siteId,
        kind: 'station',
        name: '福鼎市点头镇零工驿站',
        county,
        town: '350982104',
        address: '点头街1号',
        lat: 27.2,
        lng: 120.2,
        phone: '05930000000',
        hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
        builder: 'thirdParty',
        builderKind: 'villageOrCommunity',
        operatorId,
        areaSquareMeters: 42,
        openedOn: '2026-03-01',
        reviewsPostings: false,
        state: 'open',
      },
    ])
    await recordRecognised(ctx, { siteId, county, number: '宁零驿〔2026〕福鼎001号', on: '2026-08-01' })
  })
})
afterAll(() => app.close())

/** Sessions of staff end after some idle time: each day begins with a fresh one. */
const staff = (role: 'countyOfficer' | 'countyFinance' | 'cityFinance') =>
  signInNewStaff(app, `${role}${++turns}`, [{ role, county: role === 'cityFinance' ? null : county, siteId: null }])
const operator = () => signInNewStaff(app, `operator${++turns}`, [{ role: 'operator', county, siteId }], '林茶香')

async function told(): Promise<string[]> {
  await app.drain()
  const rows = await app.within((ctx) => ctx.tx.query<{ kind: string }>('select kind from notices order by id'))
  return rows.map(({ kind }) => kind)
}

describe('驿站的一次性运维补助:申报、三个人办、财政确认、公示、拨付、归档', () => {
  test('收款账户由运营机构登记,填错的一次说全;存的是密文,看到的只有尾号;办补助的人不能改', async () => {
    const own = await operator()
    const wrong = { bankName: '6222021001116245702', accountNumber: '6222021001116245703' }
    expect((await app.call('setPayeeAccount', { params, body: wrong }, own)).body).toMatchObject({
      code: 'PayeeAccountWrong',
      problems: [{ path: 'accountNumber' }, { path: 'bankName' }],
    })
    // What is missing and what is wrong are said together.
    const half = { bankName: ' ', accountNumber: '12' }
    expect((await app.call('setPayeeAccount', { params, body: half }, own)).body).toMatchObject({
      problems: [{ path: 'accountNumber' }, { path: 'bankName', message: '请写开户银行' }],
    })
    const body = { bankName: '中国农业银行福鼎市支行', accountNumber: account }
    const officer = await staff('countyOfficer')
    expect((await app.call('setPayeeAccount', { params, body }, officer)).status).toBe(404)
    const { payee } = await app.must('setPayeeAccount', { params, body }, own)
    expect(payee).toMatchObject({ holderName: '福鼎市点头镇点头村村民委员会', accountTail: '3456' })
    expect(JSON.stringify(await app.must('getPayeeAccount', { params }, officer))).not.toContain('0123456')
    const rows = await app.within((ctx) => ctx.tx.query('select * from payee_accounts'))
    expect(JSON.stringify(rows)).not.toContain(digits)
    const stranger = await signInNewStaff(app, 'stranger', [{ role: 'countyFinance', county: '350981', siteId: null }])
    expect((await app.call('getPayeeAccount', { params }, stranger)).status).toBe(404)
  })

  test('从申报到归档:文件写全收款人、账号、金额、文号;每一步该知道的人知道,别的什么都没发', async () => {
    const [first, second, third, teller] = [
      await staff('countyOfficer'),
      await staff('countyOfficer'),
      await staff('countyOfficer'),
      await staff('countyFinance'),
    ]
    const money = await app.must(
      'recordAppropriation',
      {
        body: { county, year: 2026, documentNumber: '鼎财社〔2026〕7号', source: '就业补助资金', amountFen: 9_000_000 },
      },
      teller,
    )
    const { id: subsidyId } = await app.must('lodgeSubsidy', { params, body: { what: 'oneOff' } }, await operator())
    const one = { params: { subsidyId } }
    await app.drain()
    for (const [move, who] of [
      ['handleSubsidy', first],
      ['verifySubsidy', second],
      ['approveSubsidy', third],
    ] as const) {
      await app.must(move, { ...one, body: {} }, who)
      await app.drain()
    }
    await app.must('confirmSubsidy', { ...one, body: { appropriationId: money.id } }, teller)
    await app.drain()
    // Five working days after Monday 21 September: Friday 25 (Mid-Autumn) and the weekend do not count.
    const published = await app.must('publishSubsidy', { ...one, body: {} }, first)
    expect(published).toMatchObject({ noticeFrom: '2026-09-21', noticeTo: '2026-09-29' })
    await app.advanceTo('2026-09-30T09:00:00+08:00')

    const payer = await staff('countyFinance')
    const file = await app.must('makePaymentFile', { body: { subsidyIds: [subsidyId] } }, payer)
    expect(file).toMatchObject({
      number: '福鼎拨〔2026〕1号',
      amountFen: 4_000_000,
      lines: [{ payeeName: '福鼎市点头镇点头村村民委员会', accountTail: '3456', documentNumber: '鼎财社〔2026〕7号' }],
    })
    const sheet = await app.call('getPaymentFileSheet', { params: { fileId: file.id } }, payer)
    const workbook = new Workbook()
    await workbook.xlsx.load(sheet.body as unknown as Buffer)
    const cells = JSON.stringify(workbook.worksheets[0]?.getSheetValues())
    downloaded = sheet.body as unknown as Buffer
    for (const words of [
      '福鼎市点头镇点头村村民委员会',
      '中国农业银行福鼎市支行',
      `"${digits}"`,
      '40000',
      '鼎财社〔2026〕7号',
    ])
      expect(cells).toContain(words)
    const city = await staff('cityFinance')
    expect((await app.call('getPaymentFileSheet', { params: { fileId: file.id } }, city)).status).toBe(404)
    const looked = await app.within((ctx) =>
      ctx.tx.query(`select from audit_entries where subject_id = $1 and act = 'download'`, [file.id]),
    )
    expect(looked).toHaveLength(1)

    // The bank sends it back; the file after that is another one.
    await app.must('returnPayment', { ...one, body: { note: '银行退汇:户名不符' } }, payer)
    const again = await app.must('makePaymentFile', { body: { subsidyIds: [subsidyId] } }, payer)
    expect(again.number).toBe('福鼎拨〔2026〕2号')
    await app.must('paySubsidy', { ...one, body: { voucherNumber: '凭2026-88', paidOn: '2026-09-30' } }, payer)
    await app.drain()
    expect((await app.call('returnPayment', { ...one, body: { note: '晚了' } }, payer)).body).toMatchObject({
      code: 'StateConflict',
    })
    const closed = await app.must('closeSubsidy', { ...one, body: {} }, await staff('countyOfficer'))
    expect(closed).toMatchObject({
      state: 'closed',
      voucherNumber: '凭2026-88',
      paymentFileNumber: '福鼎拨〔2026〕2号',
    })
    const { items } = await app.must('listPaymentFiles', { query: {} }, payer)
    expect(items.map(({ lines }) => lines[0])).toMatchObject([
      { paidOn: '2026-09-30', voucherNumber: '凭2026-88', returnedNote: null },
      { paidOn: null, voucherNumber: null, returnedNote: '银行退汇:户名不符' },
    ])
    // What the county was told, and at last the site; nothing else was sent.
    expect(await told()).toEqual([
      'subsidyLodged.county',
      'subsidyHandled.county',
      'subsidyChecked.county',
      'subsidyApproved.county',
      'subsidyConfirmed.county',
      'subsidyCleared.county',
      'subsidyPaid.county',
      'subsidyPaid.site',
    ])
    const sms = await app.within((ctx) => ctx.tx.query(`select from notice_deliveries where channel = 'sms'`))
    expect(sms).toHaveLength(0)
  })

  test.skipIf(office === undefined)('拨付文件在 LibreOffice 里打得开,能转成 PDF', () => {
    expect(turnedToPdf({ 'payment.xlsx': downloaded ?? Buffer.alloc(0) })).toEqual({ 'payment.xlsx': '%PDF' })
  })
})
