import { reservedUscc } from '@linggong/reference/identifiers.ts'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { recordRecognised } from '../programmes/index.ts'
import { addSites } from '../sites/index.ts'

const county = '350981'
const year = 2025
const of = { county, year }
const id = (n: number) => `01900000-0000-7000-9300-${String(n).padStart(12, '0')}`
const [good, poor, young, elsewhere] = [id(1), id(2), id(3), id(4)]

let app: TestApp
let officer: { token: string }
let city: { token: string }
const operators = new Map<string, { token: string }>()

beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T09:00:00+08:00' })
  officer = await signInNewStaff(app, 'officer', [{ role: 'countyOfficer', county, siteId: null }], '缪建忠')
  city = await signInNewStaff(app, 'city', [{ role: 'cityOfficer', county: null, siteId: null }], '林小青')
  const operator = await app.must(
    'addOperator',
    {
      body: {
        kind: 'villageOrCommunity',
        name: '福安市社口镇社口村村民委员会',
        uscc: reservedUscc(61, '54'),
        legalPerson: '林茶香',
        phone: '0593-6000001',
      },
    },
    officer,
  )
  const site = (siteId: string, name: string, openedOn: string, where = county) => ({
    id: siteId,
    kind: 'station' as const,
    name,
    county: where,
    town: '350981107',
    address: `${name}旁`,
    lat: 27.2,
    lng: 119.55,
    phone: '0593-6000000',
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '07:30', to: '17:30' }],
    builder: 'thirdParty' as const,
    builderKind: 'villageOrCommunity' as const,
    operatorId: operator.id,
    areaSquareMeters: 42,
    openedOn,
    reviewsPostings: false,
    state: 'open' as const,
  })
  await app.within(async (ctx) => {
    await addSites(ctx, [
      site(good, '福安市社口镇零工驿站', '2024-06-01'),
      site(poor, '福安市坂中街道零工驿站', '2024-07-01'),
      site(young, '福安市穆阳镇零工驿站', '2025-10-01'),
      site(elsewhere, '福鼎市点头镇零工驿站', '2024-06-01', '350982'),
    ])
    for (const [n, one] of [good, poor, young, elsewhere].entries())
      await recordRecognised(ctx, {
        siteId: one,
        county: one === elsewhere ? '350982' : county,
        number: `宁零驿〔2025〕${n}号`,
        on: '2025-01-10',
      })
    // 360 of 365 days written down as open, visitors on 350 of them.
    await ctx.tx.query(
      `insert into site_days (site_id, day, county, opened_at, closed_at, visitors, recorded_at)
       select $1, day, $2, day + time '08:00', day + time '17:00', case when n <= 350 then 12 end, $3
       from (select day::date, row_number() over (order by day) as n
         from generate_series('2025-01-01'::date, '2025-12-26'::date, '1 day') day) d`,
      [good, county, ctx.now],
    )
  })
  for (const [name, siteId] of [
    ['good', good],
    ['poor', poor],
  ] as const)
    operators.set(
      siteId,
      await signInNewStaff(app, `operator-${name}`, [{ role: 'operator', county, siteId }], '林茶香'),
    )
})
afterAll(() => app.close())

/** Sessions of staff end after some idle time: a fresh one for the day the clock has come to. */
async function signIn(login: string): Promise<{ token: string }> {
  app.clock.advance(31_000)
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  const totpCode = generateSync({ secret, epoch: Math.floor(app.clock.now().getTime() / 1_000) })
  return app.must('signInStaff', { body: { login, password: `pass-of-${login}`, totpCode } })
}

async function told(): Promise<string[]> {
  await app.drain()
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ kind: string; title: string }>(
      `select n.kind, s.name as title from notices n left join assessments a on a.id = n.subject_id
         left join improvements i on i.id = n.subject_id left join assessment_objections o on o.id = n.subject_id
         left join sites s on s.id = coalesce(a.site_id, i.site_id, o.site_id)
       where n.topic = 'sites' order by n.id`,
    ),
  )
  return rows.map(({ kind, title }) => `${kind} ${title}`)
}

const assessmentOf = async (siteId: string) => {
  const [line] = (await app.must('listAssessments', { query: { limit: 20, siteId } }, city)).items
  if (!line) throw new Error('no assessment of that site')
  return { params: { assessmentId: line.id } }
}

/** Points for every item that needs an inspection: `share` of the most. */
async function inspected(siteId: string, share: number) {
  const one = await assessmentOf(siteId)
  const { items } = await app.must('getAssessment', one, city)
  return items
    .filter((item) => !item.computed)
    .map((item) => ({ item: item.id, points: Math.round(item.points * share * 10) / 10, note: '现场看的' }))
}
/** What the records do not know yet, looked up by hand in the site's ledgers. */
const byHand = [
  { item: 'referrals', points: 15, note: '抽看推荐台账' },
  { item: 'hardToEmploy', points: 6, note: '抽看推荐台账' },
  { item: 'training', points: 5, note: '抽看报名表' },
]

describe('年度考核和星级', () => {
  test('县里改分值只能在市里的项目里调,每组合计不变', async () => {
    const body = { ...of, documentNumber: '安人社〔2025〕3号', points: [{ item: 'guidance', points: 5 }] }
    const refused = await app.call('recordAssessmentMethod', { body }, officer)
    expect(refused.body).toMatchObject({
      code: 'AssessmentMethodOutside',
      problems: [{ message: '“求职服务”合计要还是10分,现在是12分' }],
    })
    const points = [
      { item: 'guidance', points: 4 },
      { item: 'registration', points: 2 },
    ]
    const table = await app.must('recordAssessmentMethod', { body: { ...body, points } }, officer)
    expect(table.items.find((one) => one.id === 'guidance')).toMatchObject({ points: 4, cityPoints: 3 })
    expect(table.groups.reduce((sum, group) => sum + group.points, 0)).toBe(100)
  })

  test('开始考核:满一年的进来,不满的说明白;分数从记录来,没有记录的写没有数据', async () => {
    const ahead = await app.call('openAssessments', { body: { county, year: 2027 } }, officer)
    expect(ahead.body).toMatchObject({ code: 'AssessmentYearAhead' })
    const foreign = await app.call('openAssessments', { body: { county: '350982', year } }, officer)
    expect(foreign.status).toBe(404)
    // 穆阳 opened in October 2025: recognised, but without a full year.
    const opened = await app.must('openAssessments', { body: of }, officer)
    expect(opened).toEqual({
      opened: 2,
      already: 0,
      notDue: [
        {
          siteId: young,
          siteName: '福安市穆阳镇零工驿站',
          why: '2025-10-01开业,到2026-10-01才连续运营满12个月',
        },
      ],
    })
    expect(await app.must('openAssessments', { body: of }, officer)).toMatchObject({ opened: 0, already: 2 })
    const view = await app.must('getAssessment', await assessmentOf(good), officer)
    expect(view).toMatchObject({ state: 'opened', dueOn: '2026-03-16', factsOn: '2025-12-31', holder: '站点自评' })
    const item = (name: string) => view.items.find((one) => one.id === name)
    expect(item('opening')).toMatchObject({
      reckoned: 3,
      figure: '该开门的天数365,开了360,98.6%',
      countsFromLabel: '平台记录算出',
    })
    expect(item('ledger')).toMatchObject({ reckoned: 4, figure: '开门天数360,记了来访人数350,97.2%' })
    expect(item('satisfaction')).toMatchObject({
      reckoned: null,
      counts: null,
      figure: '没有数据:这一年没有这样的记录',
    })
    expect(item('complaints')).toMatchObject({ reckoned: null, figure: '没有数据:平台还没有这项记录' })
    expect(item('postings')).toMatchObject({ reckoned: 0, figure: '发布0个岗位需求' })
    // Another county sees nothing of it.
    const other = await signInNewStaff(app, 'fuding', [{ role: 'countyOfficer', county: '350982', siteId: null }])
    expect((await app.call('getAssessment', await assessmentOf(good), other)).status).toBe(404)
    const late = { body: { ...of, documentNumber: '安人社〔2026〕1号', points: [{ item: 'guidance', points: 3 }] } }
    expect((await app.call('recordAssessmentMethod', late, officer)).body).toMatchObject({
      code: 'AssessmentMethodLate',
    })
  })

  test('自评、县级评分、市级抽查、公示、定星级;绩效补助只认定下来的星级', async () => {
    const one = await assessmentOf(good)
    const early = await app.call('scoreAssessment', { ...one, body: { items: [] } }, officer)
    expect(early.body).toMatchObject({ code: 'AssessmentSelfFirst' })
    for (const siteId of [good, poor]) {
      const operator = operators.get(siteId)!
      const body = { items: await inspected(siteId, 1) }
      const self = await app.must('selfAssess', { ...(await assessmentOf(siteId)), body }, operator)
      expect(self.state).toBe('selfAssessed')
      // Whoever is told later than the next step is told nothing; told of both at once, either may be first.
      await app.drain()
    }

    const wrong = await app.call(
      'scoreAssessment',
      {
        ...one,
        body: {
          items: [
            { item: 'opening', points: 2, note: '' },
            { item: 'boards', points: 4, note: '' },
            { item: 'guidance', points: 1, note: '', photoIds: [id(99)] },
          ],
        },
      },
      officer,
    )
    expect(wrong.body).toMatchObject({ code: 'AssessmentItemsWrong' })
    const slips = (wrong.body as { problems: Array<{ message: string }> }).problems.map(({ message }) => message)
    expect(slips).toEqual(
      expect.arrayContaining([
        '该开门的日子都开门改了分,请写明原因',
        '制度牌上墙最多3分,写的是4分',
        expect.stringMatching(/有一张照片不在站点的档案里,请重新拍$/),
        '场所分区和设施设备还没有打分',
      ]),
    )
    const thin = { items: (await inspected(good, 1)).map((each) => ({ ...each, points: null, note: '没去看' })) }
    expect((await app.call('scoreAssessment', { ...one, body: thin }, officer)).body).toMatchObject({
      code: 'AssessmentTooLittleKnown',
    })

    const photo = await app.must(
      'addSiteFile',
      {
        params: { siteId: good },
        body: { kind: 'inspection', title: '考核照片', file: Buffer.from('%PDF-1.4').toString('base64') },
      },
      officer,
    )
    const seen = (await inspected(good, 0.9)).map((each) => ({
      ...each,
      photoIds: each.item === 'boards' ? [photo.id] : [],
    }))
    const items = [...seen, ...byHand, { item: 'postings', points: 6, note: '线下台账有62个' }]
    const scored = await app.must('scoreAssessment', { ...one, body: { items, opinion: '运转正常。' } }, officer)
    expect(scored.items.filter(({ countyGiven }) => (countyGiven?.photoIds.length ?? 0) > 0)).toMatchObject([
      { id: 'boards', countyGiven: { photoIds: [photo.id] }, self: { photoIds: [] } },
    ])
    // The item's reckoned points stay beside the county's.
    expect(scored.items.find((each) => each.id === 'postings')).toMatchObject({
      reckoned: 0,
      counts: 6,
      countsFromLabel: '县级评分',
      countyGiven: { note: '线下台账有62个' },
    })
    expect(scored.knownPoints).toBeLessThan(100)
    expect(scored.total).toBe(Math.round((scored.earned / scored.knownPoints) * 1_000) / 10)
    const other = await assessmentOf(poor)
    await app.must(
      'scoreAssessment',
      { ...other, body: { items: [...(await inspected(poor, 0.4)), ...byHand] } },
      officer,
    )
    expect((await app.call('publishAssessment', { ...one, body: {} }, officer)).body).toMatchObject({
      code: 'StateConflict',
    })

    expect(await app.must('drawAssessments', { body: of }, city)).toEqual({ drawn: 1, undrawn: 1 })
    expect(await app.must('drawAssessments', { body: of }, city)).toEqual({ drawn: 0, undrawn: 0 })
    const drawnSite = (await app.must('getAssessment', one, city)).drawn ? good : poor
    const drawn = await assessmentOf(drawnSite)
    const undrawn = await assessmentOf(drawnSite === good ? poor : good)
    expect((await app.call('checkAssessment', { ...undrawn, body: {} }, city)).body).toMatchObject({
      code: 'AssessmentNotDrawn',
    })
    const change = { items: [{ item: 'manners', points: 1, note: '一处没有一次性告知' }], opinion: '其余维持。' }
    const wrongVetoes = {
      vetoes: [{ id: 'rumour', note: '听说' }, ...['a', 'b'].map((note) => ({ id: 'charging', note }))],
    }
    const refused = await app.call('checkAssessment', { ...drawn, body: wrongVetoes }, city)
    expect(refused.body).toMatchObject({
      code: 'AssessmentItemsWrong',
      problems: [{ message: '第1条一票否决不在考核表里' }, { message: '一票否决“向劳动者收费”写了两次' }],
    })
    const checked = await app.must('checkAssessment', { ...drawn, body: change }, city)
    expect(checked.items.find((each) => each.id === 'manners')).toMatchObject({
      counts: 1,
      countsFromLabel: '市级抽查改分',
    })

    const ask = { params: { siteId: good }, query: { what: 'performance' as const, year } }
    const before = await app.must('checkSubsidy', ask, officer)
    expect(before.decision).toBe('refuse')
    await app.must('publishAssessment', { ...one, body: { opinion: '公示。' } }, officer)
    const published = await app.must('listSiteStars', { query: { year } })
    expect(published.items).toMatchObject([
      { siteName: '福安市社口镇零工驿站', state: 'inNotice', noticeTo: '2026-03-09' },
    ])
    // In notice is not decided: no money yet.
    expect((await app.must('checkSubsidy', ask, officer)).decision).toBe('refuse')
    await app.advanceTo('2026-03-10T09:00:00+08:00')
    officer = await signIn('officer')
    const decided = await app.must('getAssessment', one, officer)
    expect(decided).toMatchObject({ state: 'decided', result: 'stars', stars: 4 })
    expect(await app.must('checkSubsidy', ask, officer)).toMatchObject({ decision: 'grant', amountFen: 2_000_000 })
    expect(decided.steps.map(({ moveLabel, by }) => `${moveLabel} ${by}`)).toEqual([
      '开始考核 人社局',
      '自评 申请单位',
      '县级评分 人社局',
      drawnSite === good ? '市级抽查 人社局' : '没有抽中,按县级评分 人社局',
      '公示 人社局',
      '公示期满 系统',
    ])
  })

  test('公示期有异议:属实的重新评分;一票否决的不管多少分都不合格;整改不到位,摘牌退出', async () => {
    officer = await signIn('officer')
    city = await signIn('city')
    const one = await assessmentOf(poor)
    await app.must('publishAssessment', { ...one, body: {} }, officer)
    const said = { way: 'phone' as const, words: '说驿站向工人收了介绍费' }
    const objected = await app.must('recordAssessmentObjection', { ...one, body: said }, officer)
    await app.advanceTo('2026-03-18T09:00:00+08:00')
    officer = await signIn('officer')
    // An open objection holds the stars back beyond the notice's end.
    expect((await app.must('getAssessment', one, officer)).state).toBe('inNotice')
    const objection = { params: { ...one.params, objectionId: objected.objections[0]!.id } }
    const upheld = { outcome: 'upheld' as const, note: '查到两笔介绍费' }
    const back = await app.must('decideAssessmentObjection', { ...objection, body: upheld }, officer)
    expect(back).toMatchObject({ state: 'selfAssessed', noticeTo: null })
    expect((await app.call('decideAssessmentObjection', { ...objection, body: upheld }, officer)).body).toMatchObject({
      code: 'AssessmentObjectionClosed',
    })
    city = await signIn('city')
    const vetoes = [{ id: 'charging', note: '查到两笔介绍费' }]
    const again = await app.must(
      'scoreAssessment',
      { ...one, body: { items: [...(await inspected(poor, 1)), ...byHand], vetoes } },
      officer,
    )
    expect(again).toMatchObject({ result: 'fail', stars: null, resultLabel: '不合格' })
    expect(again.vetoes).toEqual([{ id: 'charging', note: '查到两笔介绍费', title: '向劳动者收费' }])
    await app.must('drawAssessments', { body: of }, city)
    // The city finds another one at its check; the county's stays, and both stand on the paper.
    const found = { vetoes: [{ id: 'falseData', note: '台账上有三个人没来过' }] }
    const both = await app.must('checkAssessment', { ...one, body: found }, city)
    expect(both.vetoes.map(({ title }) => title)).toEqual(['向劳动者收费', '虚报数据'])
    expect(both).toMatchObject({ result: 'fail', stars: null })
    expect(both.steps.at(-1)?.opinion).toBe('一票否决:虚报数据(台账上有三个人没来过)')
    officer = await signIn('officer')
    await app.must('publishAssessment', { ...one, body: {} }, officer)
    await app.advanceTo('2026-03-27T09:00:00+08:00')
    officer = await signIn('officer')
    expect(await app.must('getAssessment', one, officer)).toMatchObject({ state: 'decided', result: 'fail' })

    const items = ['退还介绍费', '墙上写明不收费']
    const ordered = await app.must('orderImprovement', { ...one, body: { items } }, officer)
    expect((await app.call('orderImprovement', { ...one, body: { items } }, officer)).body).toMatchObject({
      code: 'ImprovementOpen',
    })
    const order = ordered.improvements[0]!
    expect(order).toMatchObject({ state: 'ordered', dueOn: '2026-05-13', items })
    const params = { improvementId: order.id }
    const operator = await signIn('operator-poor')
    const waiting = (await app.must('getToDos', { query: {} }, operator)).items
    expect(waiting.map(({ kind }) => kind)).toContain('improvementToReport')
    await app.must('reportImprovement', { params, body: { words: '已退' } }, operator)
    await app.drain()
    await app.within((ctx) =>
      ctx.tx.query(
        `insert into recognitions (id, site_id, county, operator_id, site_kind, site_name, state, state_since, form, lodged_on,
           number, recognised_on)
         select $1, id, county, operator_id, kind, name, 'recognised', $2, '{}', '2025-01-02', '宁零驿〔2025〕1号', '2025-01-10'
         from sites where id = $3`,
        [id(50), ctx.now, poor],
      ),
    )
    const reason = { code: 'notEnough' as const, note: '只退了一笔' }
    const failed = await app.must('failImprovement', { params, body: { reason, remove: true } }, officer)
    expect(failed).toMatchObject({ state: 'failed', outcome: '只退了一笔' })
    const check = await app.must('checkSubsidy', { params: { siteId: poor }, query: { what: 'oneOff' } }, officer)
    expect(check.reasons.map(({ reasonZh }) => reasonZh)).toContain('还没有经认定符合规范化建设标准,先申请认定')
    // What the counties and the sites were told, and nothing else was sent.
    expect(await told()).toEqual([
      'assessmentSelfAssessed.county 福安市社口镇零工驿站',
      'assessmentSelfAssessed.county 福安市坂中街道零工驿站',
      'starsDecided.county 福安市社口镇零工驿站',
      'starsDecided.site 福安市社口镇零工驿站',
      'assessmentObjected.county 福安市坂中街道零工驿站',
      'assessmentObjectionOverdue.county 福安市坂中街道零工驿站',
      'starsDecided.county 福安市坂中街道零工驿站',
      'starsDecided.site 福安市坂中街道零工驿站',
      'improvementReported.county 福安市坂中街道零工驿站',
      // The site has left the roll: the city hears of it, and the officers of the nine other counties, who read it too.
      'recognitionRevoked.county null',
      ...Array.from({ length: 9 }, () => 'recognitionRevoked.otherCounties null'),
      'recognitionRevoked.site null',
    ])
  })

  test('整改期限:到期前五个工作日提醒站点一次,过期站点和县里各知道一次;报告了的不提醒;此外什么也没发', async () => {
    officer = await signIn('officer')
    city = await signIn('city')
    const one = await assessmentOf(good)
    const ordered = await app.must('orderImprovement', { ...one, body: { items: ['补一块制度牌'] } }, officer)
    const [order] = ordered.improvements
    expect(order).toMatchObject({ state: 'ordered', dueOn: '2026-05-13' })
    await app.advanceTo('2026-05-20T09:00:00+08:00')
    const days = await app.within((ctx) =>
      ctx.tx.query<{ line: string }>(
        `select kind || to_char(at at time zone 'Asia/Shanghai', ' MM-DD') as line from notices where subject_id = $1 order by at, kind`,
        [order!.id],
      ),
    )
    // A Saturday is worked after 劳动节: five working days before 13 May is the seventh.
    expect(days.map(({ line }) => line)).toEqual([
      'improvementOrdered.site 03-27',
      'improvementDueSoon.site 05-07',
      'improvementOverdue.county 05-14',
      'improvementOverdue.site 05-14',
    ])
    // Each site hears of its own; the one that reported the same day had nothing to be reminded of.
    const operator = await signIn('operator-good')
    const all = (await app.must('listNotices', { query: {} }, operator)).items
    expect(all.map(({ title }) => title)).toEqual(['整改过期了', '整改快到期了', '人社局要求整改', '年度考核有结果了'])
    const heard = all.filter(({ subjectKind }) => subjectKind === 'improvement')
    expect(heard[0]?.body).toBe('福安市社口镇零工驿站的整改应在5月13日前报告,已经过期,请马上报告。')
    // Each leads to the assessment whose order it is.
    const { assessmentId } = one.params
    expect(heard.map(({ within }) => within)).toEqual(
      heard.map(() => ({ kind: 'assessment', id: assessmentId, county })),
    )
    const other = await signIn('operator-poor')
    expect((await app.must('listNotices', { query: {} }, other)).items.map(({ title }) => title)).toEqual([
      '认定撤销了',
      '年度考核有结果了',
    ])
    await app.must('markNoticesRead', { body: {} }, operator)
    expect((await app.must('listNotices', { query: {} }, operator)).unreadCount).toBe(0)

    const params = { improvementId: order!.id }
    await app.must('reportImprovement', { params, body: { words: '补好了' } }, operator)
    officer = await signIn('officer')
    const reason = { code: 'notYet' as const, note: '还缺一块' }
    await app.must('sendBackImprovement', { params, body: { reason } }, officer)
    await app.drain()
    const back = await app.must('listNotices', { query: { unread: 'true' } }, operator)
    expect(back.items.map(({ kind }) => kind)).toEqual(['improvementSentBack.site'])
  })

  test('撤销星级:绩效补助不再认', async () => {
    officer = await signIn('officer')
    city = await signIn('city')
    const one = await assessmentOf(good)
    const reason = { code: 'falseMaterial' as const }
    expect((await app.must('revokeStars', { ...one, body: { reason } }, officer)).state).toBe('revoked')
    const check = await app.must(
      'checkSubsidy',
      { params: { siteId: good }, query: { what: 'performance', year } },
      officer,
    )
    expect(check.decision).toBe('refuse')
    expect((await app.must('listSiteStars', { query: { year } })).items.map(({ siteId }) => siteId)).toEqual([poor])
  })
})
