import { reservedUscc } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'

const county = '350981'
let app: TestApp
let officer: { token: string }
let city: { token: string }
let operatorId: string
let made = 0
beforeAll(async () => {
  app = await testApp({ now: '2026-09-21T09:00:00+08:00' })
  officer = await signInNewStaff(app, 'officer', [{ role: 'countyOfficer', county, siteId: null }], '缪建忠')
  city = await signInNewStaff(app, 'city', [{ role: 'cityOfficer', county: null, siteId: null }])
  const operator = await app.must(
    'addOperator',
    {
      body: {
        kind: 'villageOrCommunity',
        name: '福安市社口镇社口村村民委员会',
        uscc: reservedUscc(51, '54'),
        legalPerson: '林茶香',
        phone: '0593-6000001',
      },
    },
    officer,
  )
  operatorId = operator.id
  await signInNewStaff(app, 'elsewhere', [{ role: 'countyOfficer', county: '350982', siteId: null }], '周丽芳')
})
afterAll(() => app.close())

const typed = { contact: '林茶香', contactPhone: '0593-6000001', promise: '承诺 林茶香' }
const id = (n: number) => `01900000-0000-7000-9100-${String(n).padStart(12, '0')}`

/** A third party's station with everything the standard asks for, and its operator signed in. */
async function wholeStation(place: string) {
  const n = ++made
  const siteId = id(n)
  await app.within((ctx) =>
    addSites(ctx, [
      {
        id: siteId,
        kind: 'station',
        name: `福安市${place}零工驿站`,
        county,
        town: '350981107',
        address: `${place}${n}号`,
        lat: 27.2,
        lng: 119.55,
        phone: '0593-6000000',
        hours: [{ days: [1, 2, 3, 4, 5, 6], from: '07:30', to: '17:30' }],
        builder: 'thirdParty',
        builderKind: 'villageOrCommunity',
        builderName: '社口村村民委员会',
        operatorId,
        areaSquareMeters: 42,
        venue: 'own',
        openedOn: '2026-03-01',
        reviewsPostings: false,
        state: 'open',
      },
    ]),
  )
  const operator = await signInNewStaff(app, `operator${n}`, [{ role: 'operator', county, siteId }], '林茶香')
  const params = { siteId }
  const file = await app.must('getSiteFile', { params }, operator)
  const equipment = file.equipment.map(({ item }) => ({ item, count: 1, working: true }))
  await app.must('setSiteEquipment', { params, body: { equipment } }, operator)
  const items = file.safety.map(({ item }) => ({ item, passed: true }))
  await app.must('recordSafetyCheck', { params, body: { checkedOn: '2026-09-20', items } }, operator)
  const services = file.services.map(({ item }) => ({ service: item, guide: '到窗口说一声就办' }))
  await app.must('setSiteServices', { params, body: { services } }, operator)
  const proof = await app.must(
    'addSiteFile',
    { params, body: { kind: 'areaProof', title: '测绘图', file: Buffer.from('%PDF-1.4').toString('base64') } },
    operator,
  )
  await app.within((ctx) => ctx.tx.query('update sites set area_proof_id = $2 where id = $1', [siteId, proof.id]))
  return { siteId, params, operator }
}

const inspection = async (n: number, recognitionId: string, changes: Record<string, object> = {}) => {
  const { checklist } = await app.must('getRecognition', { params: { recognitionId } }, officer)
  const now = app.clock.now().getTime()
  return {
    id: id(900 + n),
    items: checklist.map((one) => ({ item: one.id, result: 'pass' as const, ...changes[one.id] })),
    areaSquareMeters: 41.8,
    place: { lat: 27.2001, lng: 119.5501, accuracyMeters: 12 },
    startedAt: new Date(now - 3_600_000).toISOString(),
    finishedAt: new Date(now - 60_000).toISOString(),
    inspectorName: '缪建忠',
    inspectorSignature: 'M10 20L30 40L50 60',
    sitePersonName: '林茶香',
    siteSignature: 'M12 22L32 42L52 62',
  }
}

/** Notices to the county about this application so far, oldest first. */
async function told(): Promise<string[]> {
  await app.drain()
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ kind: string }>(
      `select kind from notices where subject_kind in ('recognition', 'recognitionObjection')
         and kind not like '%.otherCounties' order by id`,
    ),
  )
  return rows.map(({ kind }) => kind)
}

/** What this member of staff finds in their messages, oldest first. */
async function readBy(login: string): Promise<string[]> {
  await app.drain()
  const shown = await app.must('listNotices', { query: { limit: 50 } }, await signIn(login))
  return shown.items.map(({ title, body }) => `${title}:${body}`).reverse()
}

/** Everything that was sent about one application, to whomever: how many notices of each kind. */
async function sentAbout(recognitionId: string): Promise<Record<string, number>> {
  await app.drain()
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ what: string; n: number }>(
      `select concat_ws(' ', kind, role) as what, count(*)::int as n from notices where subject_id = $1 group by 1`,
      [recognitionId],
    ),
  )
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]))
}

/** How many queues of counties each of these notices went to, and whether its own county's was among them. */
async function queuesTold(): Promise<Record<string, { queues: number; own: boolean }>> {
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ kind: string; queues: number; own: boolean }>(
      `select kind, count(*)::int as queues, bool_or(county = $1) as own from notices
       where kind like '%.otherCounties' group by kind`,
      [county],
    ),
  )
  return Object.fromEntries(rows.map(({ kind, queues, own }) => [kind, { queues, own }]))
}

describe('认定', () => {
  test('材料没齐的报不上来:缺什么一次列全,带条款', async () => {
    const n = ++made
    const siteId = id(n)
    await app.within((ctx) =>
      addSites(ctx, [
        {
          id: siteId,
          kind: 'station',
          name: '社口零工站',
          county,
          town: '350981107',
          address: '社口9号',
          lat: 27.2,
          lng: 119.55,
          phone: '0593-6000000',
          hours: [{ days: [1], from: '07:30', to: '17:30' }],
          builder: 'thirdParty',
          operatorId,
          areaSquareMeters: 25,
          openedOn: '2026-03-01',
          reviewsPostings: false,
          state: 'open',
        },
      ]),
    )
    const operator = await signInNewStaff(app, 'bare', [{ role: 'operator', county, siteId }])
    const refused = await app.call('lodgeRecognition', { params: { siteId }, body: { typed: {} } }, operator)
    expect(refused.body).toMatchObject({ code: 'RecognitionIncomplete' })
    const messages = (refused.body as { problems: Array<{ message: string }> }).problems.map(({ message }) => message)
    expect(messages).toEqual(
      expect.arrayContaining([
        '名称要以“福安市”开头(附1-2)',
        '面积25平方米,标准是不少于30平方米(附1-3)',
        '安全出口还没有查过(附1-5)',
        '服务项目里没有职业介绍(附1-1)',
        '请填写联系人',
        '登记里还没有场地来源',
      ]),
    )
    expect(messages.length).toBeGreaterThan(30)
    expect((await app.must('getRecognitionForm', { params: { siteId } }, operator)).missing.length).toBeGreaterThan(25)
  })

  test('申报、一次性告知、补正、受理、实地查看、公示、发号、备案,一步一步都有期限,期限按工作日跳过国庆', async () => {
    const { params, operator } = await wholeStation('社口镇')
    const lodged = await app.must('lodgeRecognition', { params, body: { typed } }, operator)
    await app.drain()
    expect(lodged).toMatchObject({ state: 'lodged', dueOn: '2026-09-29', holder: '县(市、区)人社局受理' })
    expect((await app.call('lodgeRecognition', { params, body: { typed } }, operator)).body).toMatchObject({
      code: 'RecognitionUnderway',
    })
    const one = { params: { recognitionId: lodged.id } }
    await app.must('returnRecognition', { ...one, body: { missing: ['面积证明要盖章', '承诺书要本人签'] } }, officer)
    await app.drain()
    const back = await app.must('resubmitRecognition', { ...one, body: { typed } }, operator)
    await app.drain()
    expect(back).toMatchObject({ state: 'lodged', missing: ['面积证明要盖章', '承诺书要本人签'] })
    expect(
      (await app.call('returnRecognition', { ...one, body: { missing: ['再补一样'] } }, officer)).body,
    ).toMatchObject({
      code: 'RecognitionAskedOnce',
    })
    const accepted = await app.must('acceptRecognition', { ...one, body: { opinion: '材料齐全,受理。' } }, officer)
    // Ten working days from 21 September: the holiday from 1 to 7 October does not count.
    expect(accepted).toMatchObject({ state: 'accepted', dueOn: '2026-10-12' })

    const half = await inspection(1, lodged.id)
    const missed = await app.call(
      'recordInspection',
      { ...one, body: { ...half, items: half.items.slice(1) } },
      officer,
    )
    expect(missed.body).toMatchObject({ code: 'InspectionItemsWrong' })
    const bad = await inspection(1, lodged.id, { 'safety-fireEquipment': { result: 'fail', note: '灭火器过期' } })
    await app.must('recordInspection', { ...one, body: bad }, officer)
    // Sent twice from the tablet, kept once.
    const again = await app.must('recordInspection', { ...one, body: bad }, officer)
    expect(again.inspections).toHaveLength(1)
    expect(again.inspections[0]).toMatchObject({ farAway: false, inspectorName: '缪建忠', areaSquareMeters: 41.8 })
    const stopped = await app.call('publishRecognition', { ...one, body: {} }, officer)
    expect(stopped.body).toMatchObject({
      code: 'InspectionFailed',
      problems: [{ code: '附1-5', message: '消防安全设备符合安全生产规定:灭火器过期' }],
    })
    await app.must('recordInspection', { ...one, body: await inspection(2, lodged.id) }, officer)
    const published = await app.must(
      'publishRecognition',
      { ...one, body: { opinion: '符合标准,同意公示。' } },
      officer,
    )
    expect(published).toMatchObject({ state: 'inNotice', noticeFrom: '2026-09-21', noticeTo: '2026-09-29' })
    expect((await app.must('listPublicNotices', { query: {} })).items).toMatchObject([
      { what: 'recognition', siteName: '福安市社口镇零工驿站', to: '2026-09-29' },
    ])

    const objected = await app.must(
      'recordObjection',
      { ...one, body: { way: 'phone', words: '说面积没有那么大' } },
      officer,
    )
    await app.advanceTo('2026-09-30T09:00:00+08:00')
    officer = await signIn('officer')
    expect((await app.must('getRecognition', one, officer)).state).toBe('inNotice')
    const objectionId = objected.objections[0]!.id
    const cleared = await app.must(
      'decideObjection',
      { params: { ...one.params, objectionId }, body: { outcome: 'rejected', note: '复量41.8平方米,属实' } },
      officer,
    )
    await app.drain()
    expect(cleared).toMatchObject({ state: 'cleared', dueOn: '2026-10-10' })
    const recognised = await app.must('recogniseSite', { ...one, body: {} }, officer)
    await app.drain()
    expect(recognised).toMatchObject({ state: 'recognised', number: '宁零驿〔2026〕福安001号', dueOn: null })
    city = await signIn('city')
    const recorded = await app.must('recordRecognitionAtCity', { ...one, body: { opinion: '同意备案。' } }, city)
    expect(
      recorded.steps.map(({ moveLabel, by, staffName }) => `${moveLabel} ${by} ${staffName ?? ''}`.trim()),
    ).toEqual([
      '申报 申请单位 林茶香',
      '一次性告知补正 人社局 缪建忠',
      '补正后重报 申请单位 林茶香',
      '受理 人社局 缪建忠',
      '实地查看 人社局 缪建忠',
      '实地查看 人社局 缪建忠',
      '公示 人社局 缪建忠',
      '收到异议 人社局 缪建忠',
      '异议处理 人社局 缪建忠',
      '公示期满 系统',
      '认定 人社局 缪建忠',
      '市局备案 人社局 林小青',
    ])
    // From the city's record on the roll shows it to everybody, other counties and people without an account among them.
    const roll = await app.must('listRecognisedSites', { query: {} })
    expect(roll.items).toMatchObject([
      {
        siteName: '福安市社口镇零工驿站',
        countyName: '福安市',
        number: '宁零驿〔2026〕福安001号',
        cityRecordedOn: '2026-09-30',
        endedOn: null,
      },
    ])
    expect((await app.must('listRecognisedSites', { query: { county: '350982' } })).items).toEqual([])
    // What the county and the site were told, and nothing else was sent.
    expect(await told()).toEqual([
      'recognitionLodged.county',
      'recognitionReturned.site',
      'recognitionLodged.county',
      'recognitionObjected.county',
      // Five working days after it came, with 中秋节 between: nobody had answered.
      'recognitionObjectionOverdue.county',
      'recognitionCleared.county',
      'siteRecognised.county',
      'siteRecognised.site',
    ])
    // The other nine counties hear of it once each; their officers read it among their messages.
    expect(await readBy('elsewhere')).toEqual([
      '别的县新认定了站点:福安市社口镇零工驿站已认定,市人社局已备案,列入全市认定名录。',
    ])
    const elsewhere = await app.must('listNotices', { query: {} }, await signIn('elsewhere'))
    expect(elsewhere.items[0]?.within).toEqual({ kind: 'recognisedSites', id: county, county })
    expect(await queuesTold()).toEqual({ 'recognitionRecorded.otherCounties': { queues: 9, own: false } })
  })

  test('不予通过写明原因;十个工作日内可以向市里申诉,成立的接着办,只能申诉一次', async () => {
    const { params, operator: before } = await wholeStation('坂中街道')
    const { id: recognitionId } = await app.must('lodgeRecognition', { params, body: { typed } }, before)
    await app.drain()
    const one = { params: { recognitionId } }
    expect(
      (await app.call('refuseRecognition', { ...one, body: { reason: { code: 'notStandard' } } }, before)).status,
    ).toBe(404)
    const refused = await app.must(
      'refuseRecognition',
      { ...one, body: { reason: { code: 'notStandard', note: '离居民点太远' } } },
      officer,
    )
    expect(refused).toMatchObject({ state: 'refused', appealUntil: '2026-10-20' })
    await app.drain()
    const operator = await signIn(`operator${made}`)
    const appealed = await app.must('appealRecognition', { ...one, body: { words: '离村口200米,请再看' } }, operator)
    expect(appealed).toMatchObject({ holder: '市人社局处理申诉', appealOpen: true })
    await app.drain()
    expect((await app.call('appealRecognition', { ...one, body: { words: '再说一次' } }, operator)).body).toMatchObject(
      { code: 'AppealMade' },
    )
    city = await signIn('city')
    const granted = await app.must(
      'decideAppeal',
      { ...one, body: { outcome: 'granted', note: '距离符合,继续办理' } },
      city,
    )
    await app.drain()
    expect(granted).toMatchObject({ state: 'accepted', appealOpen: false })
    officer = await signIn('officer')
    await app.must('recordInspection', { ...one, body: await inspection(5, recognitionId) }, officer)
    await app.must('publishRecognition', { ...one, body: {} }, officer)
    await app.advanceTo('2026-10-20T09:00:00+08:00')
    officer = await signIn('officer')
    expect(await app.must('recogniseSite', { ...one, body: {} }, officer)).toMatchObject({
      number: '宁零驿〔2026〕福安002号',
    })
    await app.drain()
    const revoked = await app.must('revokeRecognition', { ...one, body: { reason: { code: 'closed' } } }, officer)
    expect(revoked.state).toBe('revoked')
    // The city had not recorded this one: it never stood in the roll.
    const numbers = (await app.must('listRecognisedSites', { query: {} })).items.map(({ number }) => number)
    expect(numbers).toEqual(['宁零驿〔2026〕福安001号'])
    expect((await readBy('elsewhere')).filter((one) => one.includes('坂中街道'))).toEqual([
      '别的县有站点不予认定:福安市坂中街道零工驿站不予认定,不发牌:不符合规范化建设标准。站点可以向市里申诉,改判的会再通知。',
      '不予认定已改判:福安市坂中街道零工驿站申诉成立,先前的不予认定不作数,正在接着办。',
      '别的县撤销了站点认定:福安市坂中街道零工驿站的认定已撤销:站点停办。站点可以向市里申诉,改判的会再通知。',
    ])
    // The city hears what left its roll and why, once; and nothing else was sent to anybody.
    expect((await readBy('city')).filter((one) => one.includes('坂中街道'))).toEqual([
      expect.stringMatching(/^有认定申诉:福安市坂中街道零工驿站对认定决定不服,向市里申诉,请在.+前处理。$/),
      '有站点认定等备案:福安市坂中街道零工驿站已由县(市、区)认定,请备案。',
      '县里撤销了站点认定:福安市坂中街道零工驿站的认定已由县(市、区)撤销:站点停办。站点可以向市里申诉。',
    ])
    expect(await sentAbout(recognitionId)).toEqual({
      'recognitionLodged.county countyOfficer': 1,
      'recognitionAppealed.county cityOfficer': 1,
      'recognitionAppealDecided.county countyOfficer': 1,
      'recognitionCleared.county countyOfficer': 1,
      'siteRecognised.county cityOfficer': 1,
      'recognitionRevoked.county cityOfficer': 1,
      'recognitionRefused.otherCounties countyOfficer': 9,
      'recognitionReopened.otherCounties countyOfficer': 9,
      'recognitionRevoked.otherCounties countyOfficer': 9,
      'recognitionRefused.site': 1,
      'recognitionAppealDecided.site': 1,
      'siteRecognised.site': 1,
      'recognitionRevoked.site': 1,
    })
    // Its money ends with it.
    const check = await app.must('checkSubsidy', { params, query: { what: 'oneOff' } }, officer)
    expect(check.reasons.map(({ reasonZh }) => reasonZh)).toContain('还没有经认定符合规范化建设标准,先申请认定')
  })
})

describe('公示有异议,查证属实', () => {
  test('公示期满了也不发号,等“不予通过”;原因选“其他”要写明是什么;申诉成立后重新公示的,只看新的公示', async () => {
    const { params } = await wholeStation('赛岐镇')
    const applicant = await signIn(`operator${made}`)
    const { id: recognitionId } = await app.must('lodgeRecognition', { params, body: { typed } }, applicant)
    const one = { params: { recognitionId } }
    await app.drain()
    officer = await signIn('officer')
    const waiting = async () =>
      (await app.must('getToDos', { query: {} }, officer)).items.find(({ kind }) => kind === 'recognitionObjection')
        ?.count ?? 0
    /** Inspected and in public notice from today; answers the last day. */
    const publish = async (n: number): Promise<string> => {
      await app.must('recordInspection', { ...one, body: await inspection(n, recognitionId) }, officer)
      return (await app.must('publishRecognition', { ...one, body: {} }, officer)).noticeTo ?? ''
    }
    await app.must('acceptRecognition', { ...one, body: {} }, officer)
    await publish(6)
    const words = '说面积把楼道也算进去了'
    const heard = await app.must('recordObjection', { ...one, body: { way: 'visit', words } }, officer)
    const objection = { recognitionId, objectionId: heard.objections[0]!.id }
    expect(await waiting()).toBe(1)

    await app.advanceTo('2026-10-28T09:00:00+08:00')
    officer = await signIn('officer')
    const decision = { outcome: 'upheld' as const, note: '复量28平方米,不到标准' }
    const upheld = await app.must('decideObjection', { params: objection, body: decision }, officer)
    expect(upheld).toMatchObject({ state: 'inNotice', objections: [{ outcomeLabel: '查证属实' }] })
    // It waits among the officers' things to do until it is refused, and no number is to be had.
    expect(await waiting()).toBe(1)
    expect(await app.call('recogniseSite', { ...one, body: {} }, officer)).toMatchObject({
      status: 409,
      body: { code: 'ObjectionUpheld' },
    })
    const say = (reason: { code: string; note?: string }) =>
      app.call('refuseRecognition', { ...one, body: { reason } as never }, officer)
    expect(await say({ code: 'other', note: '  ' })).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'reason.note', message: '选了“其他”,请写明是什么原因' }] },
    })
    expect(await say({ code: 'because' })).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'reason.code', message: '请选一个原因' }] },
    })
    expect(await say({ code: 'objectionUpheld', note: decision.note })).toMatchObject({ body: { state: 'refused' } })
    await app.drain()
    expect(await waiting()).toBe(0)

    await app.must('appealRecognition', { ...one, body: { words: '楼道没有算' } }, await signIn(`operator${made}`))
    await app.drain()
    const grant = { outcome: 'granted' as const, note: '市里复量41平方米' }
    await app.must('decideAppeal', { ...one, body: grant }, await signIn('city'))
    await app.advanceTo('2026-10-29T09:00:00+08:00')
    officer = await signIn('officer')
    const until = await publish(7)
    expect(await waiting()).toBe(0)
    await app.advanceTo(`${until}T23:00:00+08:00`)
    expect((await app.must('getRecognition', one, await signIn('officer'))).state).toBe('inNotice')
    await app.advanceTo('2026-11-10T09:00:00+08:00')
    officer = await signIn('officer')
    expect(await app.must('recogniseSite', { ...one, body: {} }, officer)).toMatchObject({ state: 'recognised' })
    // What the applicant and the county were told; nothing else was sent.
    expect(await sentAbout(recognitionId)).toEqual({
      'recognitionLodged.county countyOfficer': 1,
      'recognitionRefused.site': 1,
      'recognitionRefused.otherCounties countyOfficer': 9,
      'recognitionAppealed.county cityOfficer': 1,
      'recognitionAppealDecided.county countyOfficer': 1,
      'recognitionAppealDecided.site': 1,
      'recognitionReopened.otherCounties countyOfficer': 9,
      'recognitionCleared.county countyOfficer': 1,
      'siteRecognised.county cityOfficer': 1,
      'siteRecognised.site': 1,
    })
  })
})

/** Sessions of staff end after some idle time: a fresh one for the day the clock has come to. */
async function signIn(login: string): Promise<{ token: string }> {
  const { generateSync } = await import('otplib')
  app.clock.advance(31_000)
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  const totpCode = generateSync({ secret, epoch: Math.floor(app.clock.now().getTime() / 1_000) })
  return app.must('signInStaff', { body: { login, password: `pass-of-${login}`, totpCode } })
}
