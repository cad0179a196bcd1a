import { dataConsent } from '@linggong/contract'
import { reservedIdNumber, reservedPhone, reservedUscc } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, signInNewStaff, signInPhone, type Signed } from '../../../test/people.ts'
import { createKeyring, newKey, parseKeys } from '../../kernel/crypto/keyring.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { personFacts, proveIntent, requestCode, rotateKeys } from './index.ts'

const siteId = '01900000-0000-7000-8000-0000000000aa'
const clerkPost = { role: 'clerk', county: '350981', siteId } as const
const consentVersion = dataConsent.version
const matter = '01900000-0000-7000-8000-0000000000ab'

let app: TestApp
let clerk: { token: string; staffId: string }
beforeAll(async () => {
  app = await testApp()
  clerk = await signInNewStaff(app, 'clerk.fuan', [clerkPost], '林小青')
})
afterAll(() => app.close())

const registration = (n: number) => ({
  kind: 'company' as const,
  name: '福安市闽东茶业有限公司',
  uscc: reservedUscc(n),
  legalPersonName: '郑国强',
  county: '350981',
  address: '福安市坂中街道工业路8号',
  contactName: '郑国强',
  contactPhone: reservedPhone(9_000 + n),
})

describe('代办', () => {
  test('不带手机的人在柜台登记就可以代办;同意到点失效', async () => {
    const body = {
      name: '吴阿婆',
      idNumber: reservedIdNumber(1, '1950-05-05', 'female'),
      how: 'idCard' as const,
      consentVersion,
    }
    const { person, assist } = await app.must('registerAtCounter', { body }, clerk)
    expect(person).toMatchObject({ name: '吴阿婆', maskedPhone: null })
    const profile = {
      town: '350981001',
      occupations: [],
      availability: null,
      maxDistanceMeters: null,
      minHourlyFen: null,
      minDailyFen: null,
      settlementCycles: [],
      wantsMeals: true,
      wantsLodging: false,
      channels: ['call' as const],
      takesOffers: true,
      home: '福安市某村12号',
      onBehalfOf: person.id,
    }
    expect(await app.must('putWorkerProfile', { body: profile }, clerk)).toMatchObject({
      county: '350981',
      hasHome: true,
    })
    expect((await app.must('listAssists', {}, clerk)).items).toMatchObject([
      { id: assist.id, personId: person.id, name: '吴阿婆' },
    ])

    const minutes = app.deps.policy.number('onBehalf.consentMinutes', '2026-11-18')
    const idle = app.deps.policy.number('session.staffIdleMinutes', '2026-11-18')
    for (let passed = 0; passed < minutes; passed += Math.floor(idle / 2)) {
      app.clock.advance(Math.min(Math.floor(idle / 2), minutes - passed) * 60_000)
      await app.must('getMe', {}, clerk)
    }
    expect(await app.call('putWorkerProfile', { body: profile }, clerk)).toMatchObject({
      status: 403,
      body: { code: 'ConsentMissing' },
    })
  })

  test('凭验证码同意:没有验证码办不了,本人能看到谁代办过、谁看过号码', async () => {
    const person = await signInNewPerson(app, 200)
    const found = await app.must('findPerson', { body: { phone: person.phone, name: person.name } }, clerk)
    expect(found).toEqual({
      personId: person.personId,
      maskedName: '陈*师傅',
      maskedPhone: '154****0200',
      canReceiveCode: true,
    })
    const reveal = {
      params: { personId: person.personId },
      body: { fields: ['idNumber' as const], purpose: 'fillOfficialForm' as const },
    }
    expect(await app.call('revealPerson', reveal, clerk)).toMatchObject({
      status: 403,
      body: { code: 'ConsentMissing' },
    })

    const ask = { personId: person.personId, how: 'smsCode' as const }
    expect(await app.must('beginAssist', { body: ask }, clerk)).toMatchObject({
      kind: 'codeSent',
      maskedPhone: '154****0200',
    })
    const code = await codeFor(app, person.phone)
    const wrong = code === '000000' ? '000001' : '000000'
    expect(await app.call('beginAssist', { body: { ...ask, code: wrong } }, clerk)).toMatchObject({
      body: { code: 'CodeWrong' },
    })
    expect((await app.must('listAssists', {}, clerk)).items.some((one) => one.personId === person.personId)).toBe(false)
    const begun = await app.must('beginAssist', { body: { ...ask, code } }, clerk)
    expect(await app.must('revealPerson', reveal, clerk)).toEqual({ idNumber: person.idNumber })

    const views = await app.must('listMyViews', {}, person)
    expect(views.items.map((one) => [one.kind, one.staffName])).toEqual(
      expect.arrayContaining([
        ['reveal', '林小青'],
        ['assist', '林小青'],
      ]),
    )
    expect(views.items).toHaveLength(2)
    if (begun.kind !== 'begun') throw new Error('no consent')
    await app.must('endAssist', { params: { assistId: begun.assist.id } }, person)
    expect(await app.call('revealPerson', reveal, clerk)).toMatchObject({ status: 403 })
  })

  test('找不到的人:错一个字就不说有没有', async () => {
    const person = await signInNewPerson(app, 201)
    expect(await app.call('findPerson', { body: { phone: person.phone, name: '陈大海' } }, clerk)).toMatchObject({
      status: 404,
      body: { code: 'PersonNotFound' },
    })
    expect(await app.call('findPerson', { body: { phone: person.phone } }, clerk)).toMatchObject({ status: 400 })
    expect(await app.call('findPerson', { body: { phone: person.phone, name: person.name } }, person)).toMatchObject({
      status: 404,
    })
  })
})

describe('意愿确认', () => {
  const actorOf = (person: Signed) =>
    ({ kind: 'person', sessionId: matter, personId: person.personId, roles: [], employerIds: [] }) as const
  const as = <T>(person: Signed, work: Parameters<typeof unitOfWork<T>>[2]) =>
    unitOfWork(
      app.deps,
      { actor: actorOf(person), channel: 'h5', requestId: 'test', scope: { persons: [person.personId] } },
      async (ctx) => {
        await ctx.tx.query('savepoint act')
        return work(ctx)
      },
    )

  test('验证码只对这个人、这件事、这一份有用,只用一次', async () => {
    const person = await signInNewPerson(app, 210)
    const wanted = { personId: person.personId, purpose: 'signContract', subjectId: matter } as const
    const sent = await as(person, (ctx) => requestCode(ctx, wanted))
    expect(sent).toMatchObject({ maskedPhone: '154****0210' })
    const code = await codeFor(app, person.phone)
    await expect(
      as(person, (ctx) => proveIntent(ctx, { ...wanted, purpose: 'cashReceipt', code })),
    ).rejects.toMatchObject({ code: 'CodeWrong' })
    await expect(as(person, (ctx) => proveIntent(ctx, { ...wanted, subjectId: siteId, code }))).rejects.toMatchObject({
      code: 'CodeWrong',
    })
    expect(await as(person, (ctx) => proveIntent(ctx, { ...wanted, code }))).toEqual({
      factor: 'smsCode',
      provedAt: app.clock.now(),
      phoneMasked: '154****0210',
    })
    await expect(as(person, (ctx) => proveIntent(ctx, { ...wanted, code }))).rejects.toMatchObject({
      code: 'CodeWrong',
    })
  })
})

describe('实名核验', () => {
  test('对不上的不给登记,也不留下记录;查不到结果的先登记为未实名,之后再查', async () => {
    const { token } = await signInPhone(app, reservedPhone(215))
    const idNumber = reservedIdNumber(215, '1980-08-08', 'female')
    const wrong = { name: '不符', idNumber, consentVersion }
    const refused = await app.call('registerPerson', { body: wrong }, { token })
    expect(refused).toMatchObject({ status: 422, body: { code: 'NameAndNumberDiffer' } })
    const { person } = await app.must('registerPerson', { body: { ...wrong, name: '查询失败' } }, { token })
    expect(person).toMatchObject({ verification: 'none' })
    expect(await app.call('registerEmployer', { body: registration(9) }, { token })).toMatchObject({
      status: 403,
      body: { code: 'PersonNotVerified' },
    })
    const next = () =>
      app.deps.db.named<{ due_at: Date; data: { attempt: number } }>(
        't-recheck',
        `select due_at, data from due_rows where kind = 'identity.recheck' and done_at is null`,
      )
    const [first] = await next()
    expect(first?.data.attempt).toBe(1)
    await app.advanceTo(first?.due_at.toISOString() ?? '')
    expect((await next())[0]?.data.attempt).toBe(2)
  })
})

describe('用工主体', () => {
  test('登记就核验;到复核期自动再核一次;县里可以暂停和恢复,别的县看不到', async () => {
    const owner = await signInNewPerson(app, 220, { name: '郑国强' })
    const employer = await app.must('registerEmployer', { body: registration(1) }, owner)
    expect(employer).toMatchObject({
      state: 'verified',
      stateLabel: '已认证',
      maskedUscc: expect.stringMatching(/^9135\*{12}/),
    })
    expect(await app.must('getMe', {}, owner)).toMatchObject({
      roles: ['worker', 'employer'],
      employers: [{ id: employer.id, memberRole: 'owner' }],
    })

    const other = await signInNewPerson(app, 221)
    expect(await app.call('registerEmployer', { body: registration(1) }, other)).toMatchObject({
      body: { code: 'EmployerAlreadyRegistered' },
    })
    const seen = await app.must('getEmployer', { params: { employerId: employer.id } }, other)
    expect(seen).toMatchObject({ employer: { name: registration(1).name }, detail: null })

    const here = await signInNewStaff(app, 'officer.here', [{ role: 'countyOfficer', county: '350981', siteId: null }])
    const there = await signInNewStaff(app, 'officer.there', [
      { role: 'countyOfficer', county: '350982', siteId: null },
    ])
    const suspend = { params: { employerId: employer.id }, body: { reason: { code: 'falsePosting' } } }
    expect(await app.call('suspendEmployer', suspend, there)).toMatchObject({ status: 404 })
    expect(await app.must('suspendEmployer', suspend, here)).toMatchObject({
      state: 'suspended',
      possible: ['restore'],
    })
    expect(await app.call('verifyEmployer', { params: { employerId: employer.id }, body: {} }, owner)).toMatchObject({
      body: { code: 'EmployerSuspended' },
    })
    const restored = await app.must(
      'restoreEmployer',
      { params: { employerId: employer.id }, body: { reason: { code: 'corrected' } } },
      here,
    )
    expect(restored).toMatchObject({ state: 'verified' })
    expect((await app.must('listEmployers', { query: {} }, here)).items.map((one) => one.id)).toEqual([employer.id])
    expect((await app.must('listEmployers', { query: {} }, there)).items).toEqual([])

    await app.advanceTo(restored.reverifyBy ?? '')
    const [row] = await app.deps.db.named<{ n: number }>(
      't-due',
      `select count(*)::int as n from due_rows where kind = 'identity.reverifyEmployer' and done_at is null and cancelled_at is null`,
    )
    expect(row?.n).toBe(1)
  })

  test('缺的一次说全;名称对不上的不给登记', async () => {
    const owner = await signInNewPerson(app, 230)
    const refused = await app.call(
      'registerEmployer',
      { body: { ...registration(2), uscc: undefined, legalPersonName: undefined } },
      owner,
    )
    expect(refused).toMatchObject({ status: 400, body: { problems: [{ path: 'uscc' }, { path: 'legalPersonName' }] } })
    const wrong = await app.call('registerEmployer', { body: { ...registration(2), name: '不符茶业有限公司' } }, owner)
    expect(wrong).toMatchObject({ status: 422, body: { code: 'EmployerDataDiffer' } })
    expect((await app.must('listMyEmployers', {}, owner)).items).toEqual([])
    expect(await app.must('registerEmployer', { body: registration(2) }, owner)).toMatchObject({ state: 'verified' })
  })

  test('查不到结果时先登记,之后再查;看过证照可以认证,到期查不到就失效', async () => {
    const owner = await signInNewPerson(app, 235)
    const waiting = await app.must(
      'registerEmployer',
      { body: { ...registration(5), name: '查询失败茶业有限公司' } },
      owner,
    )
    expect(waiting).toMatchObject({ state: 'unverified', verifiedAt: null })
    const officer = await signInNewStaff(app, 'officer.papers', [
      { role: 'countyOfficer', county: '350981', siteId: null },
    ])
    const verify = { params: { employerId: waiting.id }, body: { papersSeen: true } }
    expect(await app.call('verifyEmployer', verify, owner)).toMatchObject({
      status: 503,
      body: { code: 'OutsideServiceDown' },
    })
    const verified = await app.must('verifyEmployer', verify, officer)
    expect(verified).toMatchObject({ state: 'verified' })
    await app.advanceTo(verified.reverifyBy ?? '')
    const { employer } = await app.must(
      'getEmployer',
      { params: { employerId: waiting.id } },
      await signInNewPerson(app, 236),
    )
    expect(employer).toMatchObject({ state: 'lapsed', stateLabel: '认证已过期' })
  })

  test('成员:负责人添加,至少留一位负责人', async () => {
    const owner = await signInNewPerson(app, 240)
    const agent = await signInNewPerson(app, 241, { name: '黄小玲', sex: 'female' })
    const { id: employerId } = await app.must('registerEmployer', { body: registration(3) }, owner)
    const add = { params: { employerId }, body: { phone: agent.phone, name: agent.name, role: 'agent' as const } }
    expect(await app.call('addEmployerMember', add, agent)).toMatchObject({ status: 404 })
    await app.must('addEmployerMember', add, owner)
    expect(
      (await app.must('listEmployerMembers', { params: { employerId } }, agent)).items.map((one) => one.name),
    ).toEqual(['陈大山', '黄小玲'])
    expect(
      await app.call('endEmployerMember', { params: { employerId, personId: owner.personId } }, owner),
    ).toMatchObject({ body: { code: 'LastOwner' } })
    await app.must('endEmployerMember', { params: { employerId, personId: agent.personId } }, owner)
    expect(await app.call('listEmployerMembers', { params: { employerId } }, agent)).toMatchObject({ status: 404 })
  })
})

describe('私人信息', () => {
  test('直接查数据库,也只看得到自己范围内的人;没有范围什么也看不到', async () => {
    const one = await signInNewPerson(app, 250)
    await signInNewPerson(app, 251)
    const ids = (scope: object) => app.within((ctx) => ctx.tx.query<{ id: string }>('select id from persons'), scope)
    expect(await ids({ persons: [one.personId] })).toEqual([{ id: one.personId }])
    expect(await ids({})).toEqual([])
    expect(await ids({ counties: ['350981', '350902'], sites: [siteId] })).toEqual([])
    const accounts = await app.within((ctx) => ctx.tx.query('select id from staff_accounts'), {
      persons: [one.personId],
      counties: ['350981'],
    })
    expect(accounts).toEqual([])
  })

  test('除了本人导出和说明用途的查看,任何回答里都没有完整的号码', async () => {
    const person = await signInNewPerson(app, 260)
    const desk = await signInNewStaff(app, 'clerk.desk', [clerkPost])
    const bodies = [
      await app.must('getMe', {}, person),
      await app.must('listSessions', {}, person),
      await app.must('registerEmployer', { body: { ...registration(4), contactPhone: person.phone } }, person),
      await app.must('listMyEmployers', {}, person),
      await app.must('findPerson', { body: { idNumber: person.idNumber } }, desk),
    ]
    const text = JSON.stringify(bodies)
    for (const secret of [person.idNumber, person.phone, registration(4).uscc]) expect(text).not.toContain(secret)
    expect(await app.must('getMyData', {}, person)).toMatchObject({
      person: { idNumber: person.idNumber, phone: person.phone },
      consents: [{ kind: 'dataProcessing', version: consentVersion }],
    })
  })

  test('换手机号:新号要验证,旧号不再找到这个人', async () => {
    const person = await signInNewPerson(app, 270)
    const next = reservedPhone(271)
    await app.must('requestPhoneCode', { params: { personId: person.personId }, body: { phone: next } }, person)
    const change = { params: { personId: person.personId }, body: { phone: next, code: await codeFor(app, next) } }
    expect(await app.must('changePhone', change, person)).toEqual({ maskedPhone: '154****0271' })
    app.clock.advance(61_000)
    expect((await signInPhone(app, person.phone)).persons).toEqual([])
    expect((await signInPhone(app, next)).persons).toEqual([{ id: person.personId, maskedName: '陈*师傅' }])
  })

  test('换密钥:每一行换到新密钥,新密钥下照样找得到、打得开;登录不受影响', async () => {
    const person = await signInNewPerson(app, 280)
    const { fieldKeys, indexKeys } = app.deps.config
    const newField = `${newKey('t2')}`
    const newIndex = `${newKey('t2')}`
    const both = createKeyring(parseKeys(`${newField},${fieldKeys}`), parseKeys(`${newIndex},${indexKeys}`))
    const onlyNew = createKeyring(parseKeys(newField), parseKeys(newIndex))
    app.deps.keyring = both
    app.clock.advance(61_000)
    const during = await signInPhone(app, person.phone)
    expect(during.persons).toHaveLength(1)
    expect(await rotateKeys(app.deps)).toBeGreaterThan(0)
    expect(await rotateKeys(app.deps)).toBe(0)

    app.deps.keyring = onlyNew
    const facts = await app.within((ctx) => personFacts(ctx, person.personId))
    expect(facts).toMatchObject({ idNumber: person.idNumber, phone: person.phone })
    app.clock.advance(61_000)
    expect((await signInPhone(app, person.phone)).persons).toEqual([{ id: person.personId, maskedName: '陈*师傅' }])
  })
})
