import { allEndpoints } from '@linggong/contract'
import { reportingUnits } from '@linggong/reference'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { office, turnedToPdf } from '../../../test/office.ts'
import { signInNewPerson, signInNewStaff } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'
import { scheduleCalls } from './index.ts'

const county = '350981'
const quarter = '2026Q3'
const one = { params: { quarter, county } }
const siteId = (n: number) => `01900000-0000-7000-9400-${String(n).padStart(12, '0')}`

let app: TestApp
let officer: { token: string }
let second: { token: string }
let city: { token: string }
const site = (n: number, where: string, openedOn: string, kind: 'market' | 'station' = 'station') => ({
  id: siteId(n),
  kind,
  name: `站点${n}`,
  county: where,
  town: '350981107',
  address: `站点${n}旁`,
  lat: 27.2,
  lng: 119.55,
  phone: '0593-6000000',
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '07:30', to: '17:30' }],
  builder: 'government' as const,
  areaSquareMeters: 30.5,
  openedOn,
  reviewsPostings: false,
  state: 'open' as const,
})

const registered = [
  [county, '2026-07-02'],
  [county, '2026-09-28'],
  ['350982', '2026-08-01'],
  [county, '2026-10-02'],
] as const

beforeAll(async () => {
  app = await testApp({ now: '2026-09-29T09:00:00+08:00' })
  officer = await signInNewStaff(app, 'officer', [{ role: 'countyOfficer', county, siteId: null }], '缪建忠')
  second = await signInNewStaff(app, 'second', [{ role: 'countyOfficer', county, siteId: null }], '郑小红')
  city = await signInNewStaff(app, 'city', [{ role: 'cityOfficer', county: null, siteId: null }], '林小青')
  await app.within(async (ctx) => {
    await addSites(ctx, [
      site(1, county, '2025-03-01', 'market'),
      site(2, county, '2025-06-01'),
      site(3, county, '2026-08-01'),
      // After the quarter's end: not in it.
      site(4, county, '2026-10-03'),
      ...reportingUnits()
        .filter(({ code }) => code !== county)
        .map(({ code }, index) => site(10 + index, code, '2025-05-01')),
    ])
    await logDays(ctx, siteId(1), '2026-07-01', '2026-07-10', 20)
    scheduleCalls(ctx)
  })
  // Two registered in the county, one elsewhere, one after the quarter.
  for (const [n, [where, on]] of registered.entries()) {
    const { personId } = await signInNewPerson(app, 700 + n)
    const values = [personId, where, `${on}T09:00:00+08:00`]
    await app.within((ctx) =>
      ctx.tx.query(
        `insert into workers (person_id, county, town, lat, lng, created_at, updated_at) values ($1, $2, $2 || '107', 27, 119, $3, $3)`,
        values,
      ),
    )
  }
})
afterAll(() => app.close())

type Ctx = Parameters<Parameters<TestApp['within']>[0]>[0]
const logDays = (ctx: Ctx, id: string, from: string, to: string, visitors: number) =>
  ctx.tx.query(
    `insert into site_days (site_id, day, county, opened_at, visitors, recorded_at)
     select s.id, day, s.county, day + time '08:00', $4, $5 from sites s, generate_series($2::date, $3::date, '1 day') day
     where s.id = $1`,
    [id, from, to, visitors, ctx.now],
  )

async function signIn(login: string): Promise<{ token: string }> {
  app.clock.advance(31_000)
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  const totpCode = generateSync({ secret, epoch: Math.floor(app.clock.now().getTime() / 1_000) })
  return app.must('signInStaff', { body: { login, password: `pass-of-${login}`, totpCode } })
}

type Report = Awaited<ReturnType<typeof readReport>>
const readReport = (as: { token: string }) => app.must('getQuarterlyReport', one, as)
const figure = (report: Report, id: string) =>
  report.sections.flatMap(({ figures }) => figures).find((each) => each.id === id)

/** A file as the browser gets it. */
type FileName = 'getQuarterlyReportSheet' | 'getQuarterlyReportPaper' | 'getCityReportSheet' | 'getCityReportPaper'
async function download(name: FileName) {
  const path = allEndpoints[name].path.replace(':quarter', quarter).replace(':county', county)
  const token = name.startsWith('getCity') ? city.token : officer.token
  const answer = await app.server.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${token}` } })
  expect(answer.statusCode).toBe(200)
  return answer.rawPayload
}

/** How many were told what, and on which day, about one quarter. */
async function toldAbout(label: string): Promise<string[]> {
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ line: string }>(
      `select count(*) || ' ' || n.kind || ' ' || to_char(n.at at time zone 'Asia/Shanghai', 'MM-DD') as line
       from notices n join report_calls c on c.id = n.subject_id where c.label = $1 group by n.kind, n.at order by n.at, n.kind`,
      [label],
    ),
  )
  return rows.map(({ line }) => line)
}

describe('季报', () => {
  test('季度没过完不能汇总;汇总以后数封存,晚到的记录另外标出来;没有记录的写没有数据', async () => {
    const early = await app.call('compileQuarterlyReport', { ...one, body: {} }, officer)
    expect(early.body).toMatchObject({ code: 'QuarterNotOver' })
    await app.advanceTo('2026-10-08T09:00:00+08:00')
    officer = await signIn('officer')
    second = await signIn('second')
    const missing = await app.call('signQuarterlyReport', { ...one, body: {} }, officer)
    expect(missing.body).toMatchObject({ code: 'ReportMissing' })
    const compiled = await app.must('compileQuarterlyReport', { ...one, body: {} }, officer)
    // Five working days after 30 September; the first seven days of October are holidays.
    expect(compiled).toMatchObject({ state: 'compiled', revision: 1, dueOn: '2026-10-13', late: false })
    expect(figure(compiled, 'marketsOpen')).toMatchObject({ value: 1, unit: '个' })
    expect(figure(compiled, 'stationsOpen')).toMatchObject({ value: 2 })
    expect(figure(compiled, 'sitesOpened')).toMatchObject({ value: 1 })
    expect(figure(compiled, 'areaSquareMeters')).toMatchObject({ value: 91.5 })
    expect(figure(compiled, 'visits')).toMatchObject({ value: 200, now: null })
    expect(figure(compiled, 'complaintsReceived')).toMatchObject({ value: null, computed: null })
    expect(figure(compiled, 'placements')).toMatchObject({ value: 0 })
    // Counted without the officer seeing who: a county's officers may read no worker's row.
    expect(figure(compiled, 'workersRegistered')).toMatchObject({ value: 2, now: null })
    // Written down after the cut-off, about the quarter.
    app.clock.advance(60_000)
    await app.within((ctx) => logDays(ctx, siteId(2), '2026-09-01', '2026-09-05', 4))
    app.clock.advance(60_000)
    expect(figure(await readReport(officer), 'visits')).toMatchObject({ computed: 200, value: 200, now: 220 })
  })

  test('更正要写原因,系统算出的数留在旁边;没写经验做法不能签发;签发以后不能改', async () => {
    const whole = { figure: 'staff' as const, value: 2.5, reason: '半天班' }
    expect((await app.call('correctFigure', { ...one, body: whole }, officer)).body).toMatchObject({
      code: 'FigureUnknown',
      problems: [{ message: '工作人员要填整数' }],
    })
    const body = { figure: 'staff' as const, value: 3, reason: '志愿者没有登记' }
    const corrected = await app.must('correctFigure', { ...one, body }, officer)
    expect(figure(corrected, 'staff')).toMatchObject({
      computed: 0,
      corrected: 3,
      value: 3,
      reason: '志愿者没有登记',
      correctedBy: '缪建忠',
    })
    expect((await app.call('signQuarterlyReport', { ...one, body: {} }, second)).body).toMatchObject({
      code: 'ReportIncomplete',
      problems: [{ path: 'narrative' }],
    })
    await app.must('writeNarrative', { ...one, body: { narrative: '清晨六点开门,\n先到先派。' } }, officer)
    // Who compiled it does not sign it.
    expect(await readReport(officer)).toMatchObject({ anotherSigns: true, possible: ['compile', 'correct', 'narrate'] })
    const alone = await app.call('signQuarterlyReport', { ...one, body: {} }, officer)
    expect(alone.body).toMatchObject({ code: 'ReportSignedByAnother' })
    const signed = await app.must('signQuarterlyReport', { ...one, body: {} }, second)
    expect(signed).toMatchObject({ state: 'signed', compiledBy: '缪建忠', signedBy: '郑小红', possible: ['restate'] })
    for (const answer of [
      await app.call('correctFigure', { ...one, body }, officer),
      await app.call('compileQuarterlyReport', { ...one, body: {} }, officer),
    ])
      expect(answer.body).toMatchObject({ code: 'ReportSigned' })
    const other = await signInNewStaff(app, 'fuding', [{ role: 'countyOfficer', county: '350982', siteId: null }])
    expect((await app.call('getQuarterlyReport', one, other)).status).toBe(404)
  })

  test('重报留底:旧版还在,新版带着更正和经验做法,把晚到的记录算进去', async () => {
    const body = { reason: { code: 'lateRows' as const, note: '坂中驿站补登' } }
    const again = await app.must('restateQuarterlyReport', { ...one, body }, officer)
    expect(again).toMatchObject({
      state: 'compiled',
      revision: 2,
      restateReason: '有迟到的记录:坂中驿站补登',
      late: false,
    })
    expect(figure(again, 'visits')).toMatchObject({ computed: 220, value: 220, now: null })
    expect(figure(again, 'staff')).toMatchObject({ computed: 0, value: 3 })
    expect(again.revisions.map(({ revision, stateLabel }) => `${revision} ${stateLabel}`)).toEqual([
      '2 已汇总,等签发',
      '1 已重报,旧版',
    ])
    await app.must('signQuarterlyReport', { ...one, body: {} }, second)
  })

  test('十个单位的季报合起来对得上:人次相加,人数全市去重另记;没报的和晚报的列出来', async () => {
    city = await signIn('city')
    const first = await app.must('mergeCityReport', { params: { quarter }, body: {} }, city)
    expect(first.missing).toHaveLength(9)
    for (const { code } of reportingUnits().filter((unit) => unit.code !== county)) {
      const login = `county-${code}`
      const posts = [{ role: 'countyOfficer' as const, county: code, siteId: null }]
      const own = await signInNewStaff(app, `compiles-${code}`, posts, '某某')
      const signer = await signInNewStaff(app, login, posts, '又某')
      const params = { quarter, county: code }
      await app.must('compileQuarterlyReport', { params, body: {} }, own)
      await app.must('writeNarrative', { params, body: { narrative: '照常。' } }, own)
      // The last unit is not signed.
      if (code !== '350926') await app.must('signQuarterlyReport', { params, body: {} }, signer)
    }
    expect((await app.must('getCityReport', { params: { quarter } }, city)).outdated).toBe(true)
    const last = await signIn('county-350926')
    await app.must('signQuarterlyReport', { params: { quarter, county: '350926' }, body: {} }, last)
    const merged = await app.must('mergeCityReport', { params: { quarter }, body: {} }, city)
    expect(merged).toMatchObject({ revision: 2, missing: [], outdated: false })
    const all = merged.sections.flatMap(({ figures }) => figures)
    const expected = all.map(({ id, byCounty }) => {
      const known = byCounty.flatMap(({ value }) => (value === null ? [] : [value]))
      const sum = Math.round(known.reduce((before, value) => before + value, 0) * 10) / 10
      // An average is not added up; without data there is no sum.
      return { id, counties: 10, sum: id === 'siteRating' || known.length === 0 ? null : sum }
    })
    expect(all.map(({ id, byCounty, sum }) => ({ id, counties: byCounty.length, sum }))).toEqual(expected)
    const sum = (id: string) => merged.sections.flatMap(({ figures }) => figures).find((each) => each.id === id)
    expect(sum('stationsOpen')).toMatchObject({ sum: 11 })
    expect(sum('visits')).toMatchObject({ sum: 220 })
    expect(sum('placedPersons')).toMatchObject({ sum: 0, distinct: 0 })
    expect(sum('complaintsReceived')).toMatchObject({ sum: null })
    await app.advanceTo('2026-10-20T09:00:00+08:00')
    city = await signIn('city')
    const next = await app.must('listQuarterlyReports', { params: { quarter } }, city)
    expect(next.items.filter(({ late }) => late)).toEqual([])
    // Each county was asked once; all had signed before the reminder, and nothing else was sent.
    await app.drain()
    expect(await toldAbout('2026年第三季度')).toEqual(['10 reportAsked.county 10-01'])
  })

  test('下个季度能比上季度;Excel 和 Word 能下载,Word 里有数有原因', async () => {
    await app.advanceTo('2027-01-05T09:00:00+08:00')
    officer = await signIn('officer')
    city = await signIn('city')
    // The pack ended with 2026: its last quarter is still reported by it.
    const next = { params: { quarter: '2026Q4', county } }
    const compiled = await app.must('compileQuarterlyReport', { ...next, body: {} }, officer)
    const visits = compiled.sections.flatMap(({ figures }) => figures).find(({ id }) => id === 'visits')
    expect(visits).toMatchObject({ value: 0, before: 220 })
    const late = await app.must('listQuarterlyReports', { params: { quarter: '2026Q2' } }, officer)
    expect(late.items).toMatchObject([{ county, state: null, late: true }])
    // Signed late stays late, also when it is reported anew.
    const signer = await signIn('second')
    const old = { params: { quarter: '2026Q2', county } }
    await app.must('compileQuarterlyReport', { ...old, body: {} }, officer)
    await app.must('writeNarrative', { ...old, body: { narrative: '补报。' } }, officer)
    expect(await app.must('signQuarterlyReport', { ...old, body: {} }, signer)).toMatchObject({ late: true })
    const again = await app.must(
      'restateQuarterlyReport',
      { ...old, body: { reason: { code: 'wrong' as const } } },
      officer,
    )
    expect(again).toMatchObject({ state: 'compiled', revision: 2, late: true })
    expect((await app.must('listQuarterlyReports', { params: { quarter: '2026Q2' } }, officer)).items).toMatchObject([
      { revision: 2, late: true },
    ])

    const sheet = await download('getQuarterlyReportSheet')
    expect(sheet.subarray(0, 2).toString()).toBe('PK')
    const paper = await download('getQuarterlyReportPaper')
    const { unzipSync, strFromU8 } = await import('fflate')
    const text = strFromU8(unzipSync(new Uint8Array(paper))['word/document.xml']!)
    for (const words of [
      '宁德市零工市场(驿站)建设情况汇总表',
      '系统算出0;志愿者没有登记',
      '先到先派。',
      '福安市人力资源和社会保障局',
    ])
      expect(text).toContain(words)
  })

  test.skipIf(office === undefined)('导出的 Excel 和 Word 在 LibreOffice 里打得开,能转成 PDF', async () => {
    const files = {
      'report.xlsx': await download('getQuarterlyReportSheet'),
      'county.docx': await download('getQuarterlyReportPaper'),
      'city.xlsx': await download('getCityReportSheet'),
      'city.docx': await download('getCityReportPaper'),
    }
    const pdf = '%PDF'
    expect(turnedToPdf(files)).toEqual({ 'report.xlsx': pdf, 'county.docx': pdf, 'city.xlsx': pdf, 'city.docx': pdf })
  })
})

describe('建设任务', () => {
  test('附件2按县按年:包里的数是暂行的,市里定了带文号的按文号;完成数、认定数、年底预计', async () => {
    officer = await signIn('officer')
    city = await signIn('city')
    const body = { county, year: 2027, markets: 2, stations: 5, documentNumber: '宁人社〔2027〕1号' }
    expect((await app.call('setBuildTarget', { body }, officer)).status).toBe(404)
    await app.must('setBuildTarget', { body }, city)
    // The pack ended with 2026: only what the city has set for 2027 is a task.
    const targets = await app.must('listBuildTargets', { query: { year: 2027 } }, city)
    const own = targets.items.find((each) => each.county === county)
    expect(own).toMatchObject({
      source: '宁人社〔2027〕1号',
      markets: { target: 2, open: 1, recognised: 0 },
      // Three stand; two opened in the twelve months behind, and nearly the whole year is left.
      stations: { target: 5, open: 3, forecast: 5 },
    })
    expect(targets.items.find((each) => each.county === '350902')?.markets.target).toBeNull()
    const packed = await app.must('listBuildTargets', { query: { year: 2026 } }, officer)
    expect(packed.items).toMatchObject([
      { source: '附件2(暂行,待核对)', stations: { target: 20, open: 3, forecast: null } },
    ])
    expect(packed.provisional).toBe(true)
  })
})

describe('季报的通知', () => {
  test('没签发的县到期前两个工作日提醒一次,过期县里市里各知道一次;签发了的不提醒;此外什么也没发', async () => {
    officer = await signIn('officer')
    second = await signIn('second')
    const next = { params: { quarter: '2026Q4', county } }
    await app.must('writeNarrative', { ...next, body: { narrative: '照常。' } }, officer)
    await app.must('signQuarterlyReport', { ...next, body: {} }, second)
    const { dueOn } = await app.must('getQuarterlyReport', next, officer)
    expect(dueOn).toBe('2027-01-07')
    // Being reported anew, it has been reported: nobody reminds it of the time limit.
    await app.must('restateQuarterlyReport', { ...next, body: { reason: { code: 'asked' as const } } }, officer)
    const waiting = await app.must('getToDos', { query: {} }, officer)
    expect(waiting.items.filter(({ kind }) => kind === 'reportDue')).toMatchObject([
      { count: 1, late: 0, earliestDueAt: null },
    ])
    await app.advanceTo('2027-01-20T09:00:00+08:00')
    expect(await toldAbout('2026年第四季度')).toEqual([
      '10 reportAsked.county 01-01',
      // Nobody had signed yet when the reminder came.
      '10 reportDueSoon.county 01-05',
      '1 reportMissing.county 01-08',
      '9 reportOverdue.county 01-08',
    ])
    // The quarter that was over and due before the platform began is told as late, without «soon».
    expect(await toldAbout('2026年第二季度')).toEqual(['1 reportMissing.county 09-29', '10 reportOverdue.county 09-29'])
    city = await signIn('city')
    const { items } = await app.must('listNotices', { query: { limit: 100 } }, city)
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['reportMissing.county']))
    // One notice names all nine that are late; the county that has signed is not among them.
    const late = items.filter(({ body }) => body.includes('第四季度'))
    const names = reportingUnits().flatMap(({ code, name }) => (code === county ? [] : [name]))
    expect(late.map(({ body }) => body)).toEqual([
      `2026年第四季度的季报应在1月7日前报送,还没有报的:${names.join('、')}。`,
    ])
    const fuding = await signIn('county-350982')
    const own = await app.must('listNotices', { query: { limit: 100 } }, fuding)
    expect(own.items.filter(({ body }) => body.includes('第四季度')).map(({ kind }) => kind)).toEqual([
      'reportOverdue.county',
      'reportDueSoon.county',
      'reportAsked.county',
    ])
    // Each leads to the report it speaks of.
    expect(own.items[0]?.within).toEqual({ kind: 'quarterlyReport', id: '2026Q4', county: '350982' })
    expect(late[0]?.within).toMatchObject({ kind: 'quarterlyReport', id: '2026Q4' })
    const sent = await app.within((ctx) => ctx.tx.query('select from notice_deliveries'))
    expect(sent).toHaveLength(0)
  })
})
