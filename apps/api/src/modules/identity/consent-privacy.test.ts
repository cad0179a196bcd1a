import { dataConsent } from '@linggong/contract'
import { reservedIdNumber, reservedPhone, reservedUscc } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, signInNewStaff, signInPhone, type Signed } from '../../../test/people.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { proveIntent, requestCode } from './index.ts'

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
    ({
      kind: 'person',
      sessionId: matter,
      personId: person.personId,
      roles: [],
      employerIds: [],
      memberRoles: {},
    }) as const
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
})
