import { dataConsent } from '@linggong/contract'
import { reservedIdNumber, reservedPhone, reservedUscc } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, signInPhone } from '../../../test/people.ts'

const consentVersion = dataConsent.version

let app: TestApp
beforeAll(async () => {
  app = await testApp()
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

  test('身份管住能办的事:带工只记工,财务只管钱,经办人不能加人;别家单位的事不因此露出来;谁都能自己退出', async () => {
    const owner = await signInNewPerson(app, 260)
    const { id: employerId } = await app.must('registerEmployer', { body: registration(6) }, owner)
    const params = { employerId }
    const member = async (n: number, role: 'agent' | 'accountant' | 'foreman') => {
      const one = await signInNewPerson(app, n)
      await app.must('addEmployerMember', { params, body: { phone: one.phone, name: one.name, role } }, owner)
      return one
    }
    const [agent, accountant, foreman] = [
      await member(261, 'agent'),
      await member(262, 'accountant'),
      await member(263, 'foreman'),
    ]
    const draft = { body: { employerId, title: '茶厂拣茶' } }
    const { id: postingId } = await app.must('createPosting', draft, agent)
    const asked = async (who: { token: string }) => {
      const answers = {
        hire: await app.call('createPosting', draft, who),
        settle: await app.call('listEmployerWages', { params, query: {} }, who),
        read: await app.call('listToday', { params, query: { day: '2026-11-20' } }, who),
        manage: await app.call('addEmployerMember', { params, body: { ...nobody, role: 'agent' } }, who),
        work: await app.call('getShiftCode', { params: { shiftId: postingId } }, who),
      }
      return Object.fromEntries(Object.entries(answers).map(([name, { body }]) => [name, codeOf(body)]))
    }
    const nobody = { phone: reservedPhone(9_999), name: '查无此人' }
    const codeOf = (body: unknown) => (body as { code?: string }).code ?? 'done'
    const no = 'NotYourDuty'
    const [done, none, missing] = ['done', 'PersonNotFound', 'NotFound']
    expect(await asked(owner)).toEqual({ hire: done, settle: done, read: done, manage: none, work: missing })
    expect(await asked(agent)).toEqual({ hire: done, settle: done, read: done, manage: no, work: missing })
    expect(await asked(accountant)).toEqual({ hire: no, settle: done, read: done, manage: no, work: no })
    expect(await asked(foreman)).toEqual({ hire: no, settle: no, read: done, manage: no, work: missing })
    // What waits for somebody who hires does not wait for a foreman.
    const kinds = async (who: { token: string }) =>
      (await app.must('getToDos', { query: {} }, who)).items.map(({ kind }) => kind)
    expect(await kinds(agent)).toContain('postingDraft')
    expect(await kinds(foreman)).not.toContain('postingDraft')
    await app.must('endEmployerMember', { params: { employerId, personId: foreman.personId } }, foreman)
    expect((await app.must('getMe', {}, foreman)) as { employers: unknown[] }).toMatchObject({ employers: [] })
  })
})
