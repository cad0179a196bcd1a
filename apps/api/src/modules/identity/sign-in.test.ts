import { dataConsent } from '@linggong/contract'
import { reservedIdNumber, reservedPhone } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, signInNewStaff, signInPhone, smsTo, totpNow } from '../../../test/people.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const consentVersion = dataConsent.version
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')

describe('手机号登录', () => {
  test('一个手机号两位老人:登录后只看到遮住的姓名,选好才看到自己', async () => {
    const phone = reservedPhone(100)
    const first = await signInPhone(app, phone)
    expect(first.persons).toEqual([])
    const wife = { name: '王秀英', idNumber: reservedIdNumber(1, '1956-03-08', 'female'), consentVersion }
    const husband = { name: '林阿土', idNumber: reservedIdNumber(2, '1953-10-02', 'male'), consentVersion }
    const her = await app.must('registerPerson', { body: wife }, { token: first.token })
    const him = await app.must('registerPerson', { body: husband }, { token: first.token })

    app.clock.advance(61_000)
    const again = await signInPhone(app, phone)
    expect(again.persons).toEqual([
      { id: her.person.id, maskedName: '王*师傅' },
      { id: him.person.id, maskedName: '林*师傅' },
    ])
    expect(await app.must('getMe', {}, again)).toEqual({ kind: 'phone', persons: again.persons })
    expect(await app.call('getMyData', {}, again)).toMatchObject({ status: 401, body: { code: 'PersonNotChosen' } })

    await app.must('choosePerson', { body: { personId: him.person.id } }, again)
    const me = await app.must('getMe', {}, again)
    expect(me).toMatchObject({
      kind: 'person',
      roles: ['worker'],
      person: { name: '林阿土', age: 73, verification: 'nameAndNumber' },
    })
    await app.must('choosePerson', { body: { personId: her.person.id } }, again)
    expect(await app.must('getMe', {}, again)).toMatchObject({ person: { name: '王秀英' } })
  })

  test('不认识的手机号和认识的手机号,回答一模一样', async () => {
    const known = await signInNewPerson(app, 110)
    app.clock.advance(61_000)
    const answers = [
      await app.call('requestSignInCode', { body: { phone: known.phone } }),
      await app.call('requestSignInCode', { body: { phone: reservedPhone(111) } }),
    ]
    expect(answers[0]).toEqual(answers[1])
    const wrong = [
      await app.call('signIn', { body: { phone: known.phone, code: wrongOf(await codeFor(app, known.phone)) } }),
      await app.call('signIn', { body: { phone: reservedPhone(112), code: '000000' } }),
    ]
    expect(wrong[0]).toEqual(wrong[1])
    expect(wrong[0]?.body).toMatchObject({ code: 'CodeWrong' })
  })

  test('输错到上限后,对的验证码也不管用,被拒绝的次数照样记下', async () => {
    const phone = reservedPhone(120)
    await app.must('requestSignInCode', { body: { phone } })
    const code = await codeFor(app, phone)
    const max = app.deps.policy.number('sms.codeMaxAttempts', '2026-11-18')
    for (let tried = 0; tried < max; tried++) {
      expect(await app.call('signIn', { body: { phone, code: wrongOf(code) } })).toMatchObject({
        body: { code: 'CodeWrong' },
      })
    }
    expect(await app.call('signIn', { body: { phone, code } })).toMatchObject({
      status: 429,
      body: { code: 'TooManyTries' },
    })
  })

  test('同时试很多次,也只算到上限', async () => {
    const phone = reservedPhone(121)
    await app.must('requestSignInCode', { body: { phone } })
    const code = await codeFor(app, phone)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => app.call('signIn', { body: { phone, code: wrongOf(code) } })),
    )
    const max = app.deps.policy.number('sms.codeMaxAttempts', '2026-11-18')
    const codes = answers.map((one) => (one.ok ? 'ok' : one.body.code))
    expect(codes.filter((one) => one === 'CodeWrong')).toHaveLength(max)
    expect(codes.filter((one) => one === 'TooManyTries')).toHaveLength(12 - max)
  })

  test('过期的、用过的、旧的验证码都不行;重发要等一会儿', async () => {
    const phone = reservedPhone(130)
    await app.must('requestSignInCode', { body: { phone } })
    const old = await codeFor(app, phone)
    expect(await app.call('requestSignInCode', { body: { phone } })).toMatchObject({
      status: 429,
      body: { code: 'CodeTooSoon' },
    })
    const expiry = app.deps.policy.number('sms.codeExpirySeconds', '2026-11-18')
    app.clock.advance(expiry * 1_000)
    expect(await app.call('signIn', { body: { phone, code: old } })).toMatchObject({ body: { code: 'CodeExpired' } })
    await app.must('requestSignInCode', { body: { phone } })
    const fresh = await codeFor(app, phone)
    expect(fresh).not.toBe(old)
    await app.must('signIn', { body: { phone, code: fresh } })
    expect(await app.call('signIn', { body: { phone, code: fresh } })).toMatchObject({ body: { code: 'CodeWrong' } })
  })

  test('验证码当天有上限;数据库里找不到验证码本身', async () => {
    const phone = reservedPhone(140)
    const max = app.deps.policy.number('sms.maxPerPhonePerDay', '2026-11-18')
    for (let sent = 0; sent < max; sent++) {
      await app.must('requestSignInCode', { body: { phone } })
      app.clock.advance(61_000)
    }
    expect(await app.call('requestSignInCode', { body: { phone } })).toMatchObject({ body: { code: 'CodesUsedUp' } })
    const messages = await smsTo(app, phone)
    expect(messages.length).toBeGreaterThan(0)
    const code = messages[0]?.params.code ?? ''
    const rows = await app.deps.db.named<{ row: string }>(
      't-codes',
      'select row_to_json(codes)::text as row from codes',
    )
    const hex = Buffer.from(code).toString('hex')
    expect(rows.some(({ row }) => row.includes(`"${code}"`) || row.includes(`\\x${hex}`))).toBe(false)
    expect(rows.some(({ row }) => row.includes(phone))).toBe(false)
  })

  test('退出以后,原来的登录就不能用了', async () => {
    const person = await signInNewPerson(app, 150)
    expect((await app.must('listSessions', {}, person)).items).toMatchObject([{ current: true }])
    await app.must('signOut', {}, person)
    expect(await app.call('getMe', {}, person)).toMatchObject({ status: 401, body: { code: 'NotSignedIn' } })
  })
})

describe('登记', () => {
  test('未满16周岁不能登记,生日当天就可以', async () => {
    const { token } = await signInPhone(app, reservedPhone(160))
    const today = app.clock.now().toISOString().slice(0, 10)
    const child = { name: '吴小宝', idNumber: reservedIdNumber(5, '2010-12-30', 'male'), consentVersion }
    const refused = await app.call('registerPerson', { body: child }, { token })
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'UnderWorkingAge', message: expect.stringContaining('16周岁') },
    })
    const sixteen = { ...child, idNumber: reservedIdNumber(5, `2010-${today.slice(5)}`, 'male') }
    await app.must('registerPerson', { body: sixteen }, { token })
  })

  test('姓名和号码对不上、号码错一位、说明过期,都说清楚', async () => {
    const { token } = await signInPhone(app, reservedPhone(161))
    const idNumber = reservedIdNumber(6, '1980-01-01', 'male')
    const wrongDigit = `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`
    expect(
      await app.call('registerPerson', { body: { name: '李四', idNumber: wrongDigit, consentVersion } }, { token }),
    ).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'idNumber' }] },
    })
    expect(
      await app.call('registerPerson', { body: { name: '李四', idNumber, consentVersion: '2020' } }, { token }),
    ).toMatchObject({
      body: { code: 'ConsentTextOld' },
    })
  })

  test('同一个身份证号码只能登记一次', async () => {
    const person = await signInNewPerson(app, 162)
    const { token } = await signInPhone(app, reservedPhone(163))
    const again = { name: person.name, idNumber: person.idNumber, consentVersion }
    expect(await app.call('registerPerson', { body: again }, { token })).toMatchObject({
      status: 409,
      body: { code: 'PersonAlreadyRegistered' },
    })
  })
})

describe('工作人员登录', () => {
  const post = { role: 'countyOfficer', county: '350981', siteId: null } as const

  test('密码和动态码都对才行;动态码只用一次', async () => {
    const staff = await signInNewStaff(app, 'officer.fuan', [post])
    expect(await app.must('getMe', {}, staff)).toMatchObject({
      kind: 'staff',
      login: 'officer.fuan',
      roles: ['countyOfficer'],
    })
    const again = { login: 'officer.fuan', password: staff.password, totpCode: totpNow(app, staff.totpSecret) }
    expect(await app.call('signInStaff', { body: again })).toMatchObject({
      status: 401,
      body: { code: 'StaffSignInFailed' },
    })
    app.clock.advance(30_000)
    const fresh = { ...again, totpCode: totpNow(app, staff.totpSecret) }
    const wrongPassword = await app.call('signInStaff', { body: { ...fresh, password: 'guess' } })
    const unknown = await app.call('signInStaff', { body: { ...fresh, login: 'nobody' } })
    expect(wrongPassword).toEqual(unknown)
    await app.must('signInStaff', { body: fresh })
  })

  test('错到次数就锁,锁的时候对的也进不去,过了时间再试', async () => {
    const staff = await signInNewStaff(app, 'officer.locked', [post])
    const limit = app.deps.policy.number('staff.lockAfterFailures', '2026-11-18')
    for (let tried = 0; tried < limit; tried++) {
      await app.call('signInStaff', { body: { login: 'officer.locked', password: 'guess', totpCode: '000000' } })
    }
    const right = () => ({
      login: 'officer.locked',
      password: staff.password,
      totpCode: totpNow(app, staff.totpSecret),
    })
    app.clock.advance(30_000)
    expect(await app.call('signInStaff', { body: right() })).toMatchObject({
      status: 429,
      body: { code: 'StaffLocked' },
    })
    app.clock.advance(app.deps.policy.number('staff.lockMinutes', '2026-11-18') * 60_000)
    await app.must('signInStaff', { body: right() })
  })

  test('坐着不动就自动退出', async () => {
    const staff = await signInNewStaff(app, 'officer.idle', [post])
    const idleMs = app.deps.policy.number('session.staffIdleMinutes', '2026-11-18') * 60_000
    app.clock.advance(idleMs - 60_000)
    await app.must('getMe', {}, staff)
    app.clock.advance(idleMs - 60_000)
    await app.must('getMe', {}, staff)
    app.clock.advance(idleMs)
    expect(await app.call('getMe', {}, staff)).toMatchObject({ status: 401 })
  })
})
