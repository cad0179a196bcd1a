import { reservedIdNumber, reservedUscc } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'

const county = '350981'
let app: TestApp
let officer: { token: string }
let manager: { token: string }
let neighbour: { token: string }
let siteId: string
let operatorId: string

const facts = {
  kind: 'station' as const,
  name: '福安市社口镇零工驿站',
  county,
  town: '350981107',
  address: '社口镇茶园路12号',
  lat: 27.2,
  lng: 119.55,
  phone: '0593-6000000',
  builder: 'thirdParty' as const,
  builderKind: 'hrAgency' as const,
  builderName: '福安市茶乡人力资源有限公司',
  operatorId: null as string | null,
  areaSquareMeters: 38.5 as number | null,
  areaProofId: null as string | null,
  venue: 'shared' as const,
  hostKind: 'partyServiceCentre',
  hostName: '社口镇党群服务中心',
  venueUntil: '2027-12-31',
  openedOn: '2026-11-18',
}
const hours = [{ days: [1, 2, 3, 4, 5, 6], from: '07:30', to: '17:30' }]
const params = () => ({ siteId })
const file = () => app.must('getSiteFile', { params: params() }, officer)

beforeAll(async () => {
  app = await testApp()
  officer = await signInNewStaff(app, 'officer', [{ role: 'countyOfficer', county, siteId: null }])
  const operator = await app.must(
    'addOperator',
    {
      body: {
        kind: 'hrAgency',
        name: '福安市茶乡人力资源有限公司',
        uscc: reservedUscc(41),
        agencyLicence: '350981-2024-01',
        legalPerson: '林茶香',
        phone: '0593-6000001',
      },
    },
    officer,
  )
  operatorId = operator.id
  const { id } = await app.must('registerSite', { body: { ...facts, operatorId, hours } }, officer)
  siteId = id
  manager = await signInNewStaff(app, 'manager', [{ role: 'siteManager', county, siteId }])
  neighbour = await signInNewStaff(app, 'neighbour', [{ role: 'countyOfficer', county: '350982', siteId: null }])
})
afterAll(() => app.close())

describe('站点登记', () => {
  test('名称不对、乡镇不对、面积证明不是本站的:一次说全,并给出对的名称', async () => {
    const wrong = {
      ...facts,
      operatorId,
      name: '社口零工站',
      town: '350982001',
      areaProofId: operatorId,
      builderKind: null,
      hours,
    }
    const refused = await app.call('registerSite', { body: wrong }, officer)
    expect(refused.body).toMatchObject({ code: 'SiteFactsWrong' })
    const pathsOf = (answer: { body: unknown }) => [
      ...new Set((answer.body as { problems: Array<{ path: string }> }).problems.map(({ path }) => path)),
    ]
    expect(pathsOf(refused)).toEqual(['name', 'town', 'builderKind', 'areaProofId'])
    // Latitude and longitude changed places; an address of signs alone.
    const away = { ...facts, operatorId, name: '福安市社口镇零工驿站', lat: 19.55, lng: 27.2, hours }
    const far = await app.call('registerSite', { body: away }, officer)
    expect(far.body).toMatchObject({ problems: [{ path: 'lat', message: '这个位置不在福安市,请核对纬度和经度' }] })
    const signs = await app.call('registerSite', { body: { ...away, address: '😀😀——' } }, officer)
    expect(signs.body).toMatchObject({ problems: [{ path: 'address', message: '地址要写村(社区)、路名和门牌' }] })
    const named = await app.call(
      'registerSite',
      { body: { ...facts, operatorId, name: '社口镇零工站', hours } },
      officer,
    )
    expect(named.body).toMatchObject({ code: 'SiteNameWrong' })
    expect((named.body as { problems: Array<{ message: string }> }).problems.at(-1)?.message).toBe(
      '建议写成:福安市社口镇零工驿站',
    )
  })

  test('登记运营机构:错处一次说全,不是内容的也不出错', async () => {
    const kind = 'hrAgency' as const
    const slips = {
      kind,
      name: '😀',
      uscc: '１２３',
      agencyLicence: null,
      legalPerson: '123',
      phone: 'abc',
      address: null,
    }
    const refused = await app.call('addOperator', { body: slips }, officer)
    expect(refused.status).toBe(400)
    expect((refused.body as { problems: Array<{ path: string }> }).problems.map(({ path }) => path).toSorted()).toEqual(
      ['agencyLicence', 'legalPerson', 'name', 'phone', 'uscc'],
    )
    for (const body of [null, [], 'x', 3])
      expect((await app.call('addOperator', { body: body as never }, officer)).status).toBe(400)
    const checked = {
      ...slips,
      name: '福安市一家机构',
      uscc: '913500000000000000',
      agencyLicence: '1',
      legalPerson: '林茶香',
    }
    expect(
      (await app.call('addOperator', { body: { ...checked, phone: '0593-6000001' } }, officer)).body,
    ).toMatchObject({
      code: 'SiteFactsWrong',
      problems: [{ path: 'uscc', message: '统一社会信用代码不对,请照执照核对18位' }],
    })
  })

  test('还缺什么,一条一条带着条款列出来;邻县看不到', async () => {
    const { gaps, site } = await file()
    expect(site.state).toBe('planned')
    const said = gaps.map(({ clause, message }) => `${clause} ${message}`)
    expect(said).toContain('附1-3 面积还没有证明材料(测绘图、产权证或租赁合同)')
    expect(said).toContain('附1-3 共享场地要有分时分区的安排表')
    expect(said).toContain('附1-5 安全出口还没有查过')
    expect(said).toContain('附1-7 还没有读卡器;驿站可以按实际调整,请写明原因')
    expect(gaps.find(({ clause }) => clause === '附1-19')).toMatchObject({ must: false })
    expect((await app.call('getSiteFile', { params: params() }, neighbour)).body).toMatchObject({ code: 'NotFound' })
    const opened = await app.call('openSite', { params: params(), body: {} }, manager)
    expect(opened.body).toMatchObject({ code: 'SiteNotReady' })
  })

  test('站点自己补:分区、设备、检查、材料,缺的一条条消掉,每次改动都有记录', async () => {
    const as = manager
    await app.must(
      'setSiteZones',
      {
        params: params(),
        body: {
          zones: ['counter', 'recruiting', 'talks', 'waiting', 'convenience'].map((zone) => ({
            zone,
            areaSquareMeters: 7,
          })),
          timetable: [{ zone: 'talks', days: [1, 3, 5], from: '08:00', to: '12:00' }],
        },
      },
      as,
    )
    const tooLarge = await app.call(
      'setSiteZones',
      {
        params: params(),
        body: {
          zones: [{ zone: 'counter', areaSquareMeters: 90 }, { zone: 'sauna' }],
          timetable: [
            { zone: 'counter', days: [1, 2], from: '08:00', to: '12:00' },
            { zone: 'counter', days: [2, 3], from: '11:30', to: '15:00' },
          ],
        },
      },
      as,
    )
    expect((tooLarge.body as { problems: Array<{ path: string }> }).problems.map(({ path }) => path)).toEqual([
      'zones.1.zone',
      'timetable.1',
      'zones',
    ])
    const { equipment } = await file()
    await app.must(
      'setSiteEquipment',
      {
        params: params(),
        body: {
          equipment: equipment.map(({ item }) =>
            item === 'cardReader'
              ? { item, count: 0, working: true, adjustedReason: '用镇便民中心的读卡器' }
              : { item, count: 1, working: item !== 'scanner' },
          ),
        },
      },
      as,
    )
    await app.must(
      'recordSafetyCheck',
      {
        params: params(),
        body: {
          checkedOn: '2026-11-17',
          items: ['evacuationRoute', 'emergencyExit', 'fireEquipment', 'monitoring'].map((item) => ({
            item,
            passed: true,
          })),
        },
      },
      as,
    )
    const proof = await app.must(
      'addSiteFile',
      {
        params: params(),
        body: { kind: 'areaProof', title: '测绘图', file: Buffer.from('%PDF-1.4 test').toString('base64') },
      },
      as,
    )
    const notAFile = await app.call(
      'addSiteFile',
      { params: params(), body: { kind: 'photo', title: '网页', file: Buffer.from('<html>').toString('base64') } },
      as,
    )
    expect(notAFile.body).toMatchObject({ code: 'FileUnreadable' })
    await app.must(
      'changeSiteFacts',
      { params: params(), body: { ...facts, operatorId, areaSquareMeters: 41, areaProofId: proof.id } },
      officer,
    )
    // A station may not change what others rest on.
    expect(
      (await app.call('changeSiteFacts', { params: params(), body: { ...facts, operatorId } }, manager)).status,
    ).toBe(404)

    const after = await file()
    expect(after.gaps.filter(({ must }) => must).map(({ message }) => message)).toEqual([
      '扫描仪坏了,要修',
      ...['职业介绍', '职业指导', '政策咨询', '求职招聘登记', '就业技能培训', '创业服务', '权益维护服务'].map(
        (title) => `服务项目里没有${title}`,
      ),
    ])
    expect(after.safety[0]).toMatchObject({ nextDueOn: '2027-02-17', overdue: false })
    const { items } = await app.must('listSiteChanges', { params: params(), query: {} }, manager)
    expect(items[0]).toMatchObject({
      sectionLabel: '基本情况',
      by: '人社局',
      changes: [
        { what: '面积(平方米)', before: '38.5', after: '41' },
        { what: '面积证明', before: null, after: proof.id },
      ],
    })
    expect(items.map(({ section }) => section)).toEqual(['facts', 'files', 'safety', 'equipment', 'zones', 'facts'])
  })

  test('开门、记日志、放假公告、借还工具', async () => {
    await app.must('openSite', { params: params(), body: {} }, manager)
    const day = { openedAt: '07:30', closedAt: '17:30', visitors: 23, mealsHeated: 6, shutReason: null }
    await app.must('logSiteDay', { params: { siteId, day: '2026-11-18' }, body: day }, manager)
    const ahead = await app.call('logSiteDay', { params: { siteId, day: '2026-11-19' }, body: day }, manager)
    expect(ahead.body).toMatchObject({ code: 'SiteDayAhead' })
    const rest = { from: '2027-02-05', to: '2027-02-12', reason: 'springFestival' as const }
    await app.must('announceClosure', { params: params(), body: rest }, manager)
    expect((await app.call('announceClosure', { params: params(), body: rest }, manager)).body).toMatchObject({
      code: 'SiteClosureOverlaps',
    })
    // «其他» is nothing by itself: what it was stands in the log and in the announcement.
    const alone = { params: params(), body: { from: '2027-03-01', to: '2027-03-02', reason: 'other' as const } }
    expect((await app.call('announceClosure', alone, manager)).body).toMatchObject({
      problems: [{ path: 'note', message: '选了“其他”,请写明是什么原因' }],
    })
    const shut = { openedAt: null, shutReason: 'other' as const }
    const shutDay = { siteId, day: '2026-11-17' }
    expect((await app.call('logSiteDay', { params: shutDay, body: shut }, manager)).body).toMatchObject({
      problems: [{ path: 'shutNote', message: '选了“其他”,请写明是什么原因' }],
    })
    const told = await app.must('logSiteDay', { params: shutDay, body: { ...shut, shutNote: '门前修路' } }, manager)
    expect(told).toMatchObject({ openedAt: null, shutReasonLabel: '其他', shutNote: '门前修路' })
    await app.must('addSiteTool', { params: params(), body: { kind: 'tool', name: '铁锹', count: 1 } }, manager)
    const { tools } = await file()
    const lend = () =>
      app.call('lendTool', { params: params(), body: { toolId: tools[0]!.id, borrowerName: '陈大山' } }, manager)
    const first = await lend()
    expect(first.body).toMatchObject({ toolName: '铁锹', late: false })
    expect((await lend()).body).toMatchObject({ code: 'SiteToolAllLent' })
    const loanId = (first.body as { id: string }).id
    await app.must('returnTool', { params: { siteId, loanId }, body: { whole: true } }, manager)
    expect((await file()).loans).toEqual([])
    expect((await file()).days[0]).toMatchObject({ visitors: 23, mealsHeated: 6 })
  })

  test('同一个人的岗位不能由财政付两份;人少了只提醒、请写原因', async () => {
    const other = await app.must(
      'registerSite',
      { body: { ...facts, operatorId, name: '福安市社口村零工驿站', address: '社口村3号', areaProofId: null, hours } },
      officer,
    )
    const person = {
      name: '陈大山',
      idNumber: reservedIdNumber(77, '1970-05-01', 'male'),
      duty: '窗口',
      fullTime: true,
      since: '2026-11-01',
    }
    const slips = { ...person, name: '１２３😀', idNumber: 'abc', source: '' }
    const wrong = await app.call('addSiteStaff', { params: params(), body: slips }, manager)
    expect((wrong.body as { problems: Array<{ path: string }> }).problems.map(({ path }) => path)).toEqual([
      'name',
      'idNumber',
      'source',
    ])
    await app.must('addSiteStaff', { params: params(), body: { ...person, source: 'publicWelfarePost' } }, manager)
    const twice = await app.call(
      'addSiteStaff',
      { params: { siteId: other.id }, body: { ...person, source: 'purchasedService' } },
      officer,
    )
    expect(twice.body).toMatchObject({ code: 'SiteStaffFundedTwice' })
    const { staff, staffing } = await file()
    expect(staff[0]?.maskedIdNumber).not.toContain('0501')
    expect(staffing).toMatchObject({ minimum: 1, now: 1, short: false })
    const id = staff[0]!.id
    const early = await app.call(
      'endSiteStaff',
      { params: { siteId, staffId: id }, body: { until: '2026-10-01' } },
      manager,
    )
    expect(early.body).toMatchObject({ code: 'SiteFactsWrong' })
    await app.must('endSiteStaff', { params: { siteId, staffId: id }, body: { until: '2026-11-17' } }, manager)
    await app.must('explainStaffing', { params: params(), body: { reason: '正在招人' } }, manager)
    expect((await file()).gaps.find(({ section }) => section === 'staff')?.message).toBe(
      '现在有0名工作人员,原则上要1名以上(原因:正在招人)',
    )
  })
})
