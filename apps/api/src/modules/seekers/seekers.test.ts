import { pointOf } from '@linggong/reference'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { crewOf, workersForShift } from './index.ts'

const town = '350902001'
const loader = '4-02-05-01'
const clerkPost = { role: 'clerk', county: '350902', siteId: '01900000-0000-7000-8000-0000000000aa' } as const
const wishes = {
  town,
  occupations: [loader],
  availability: null,
  maxDistanceMeters: null,
  minHourlyFen: null,
  minDailyFen: 18_000,
  settlementCycles: ['perShift' as const],
  wantsMeals: true,
  wantsLodging: false,
  channels: ['app' as const, 'sms' as const],
  takesOffers: true,
}

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const shift = (limit = 10) => ({
  occupation: loader,
  county: '350902',
  ...pointOf(town),
  // A Thursday.
  startsAt: new Date('2026-11-19T08:00:00+08:00'),
  endsAt: new Date('2026-11-19T17:00:00+08:00'),
  limit,
})
const found = () => app.within(async (ctx) => (await workersForShift(ctx, shift())).map((one) => one.personId))

describe('找活资料', () => {
  test('填好就能被派单找到;请假的那天、不想接派单的时候,就找不到', async () => {
    const worker = await signInNewPerson(app, 300)
    expect(await app.call('getWorkerProfile', { query: {} }, worker)).toMatchObject({
      status: 404,
      body: { code: 'WorkerProfileMissing' },
    })
    const written = await app.must('putWorkerProfile', { body: { ...wishes, home: '蕉南街道某路1号' } }, worker)
    expect(written).toMatchObject({ county: '350902', hasHome: true, days: [] })
    expect(JSON.stringify(written)).not.toContain('某路1号')
    expect(await found()).toEqual([worker.personId])

    const off = { days: [{ day: '2026-11-19', available: false }] }
    expect(await app.must('putWorkerDays', { body: off }, worker)).toMatchObject(off)
    expect(await found()).toEqual([])
    await app.must('putWorkerDays', { body: { days: [{ day: '2026-11-19', available: null }] } }, worker)
    expect(await found()).toEqual([worker.personId])

    const mornings = Array.from({ length: 7 }, () => [{ from: 12, to: 24 }])
    expect(await app.must('putWorkerProfile', { body: { ...wishes, availability: mornings } }, worker)).toMatchObject({
      availability: mornings,
      hasHome: true,
    })
    expect(await found()).toEqual([])
    await app.must('putWorkerProfile', { body: { ...wishes, takesOffers: false } }, worker)
    expect(await found()).toEqual([])
    expect(await app.call('putWorkerProfile', { body: { ...wishes, town: '350902999' } }, worker)).toMatchObject({
      body: { code: 'TownUnknown', problems: [{ path: 'town' }] },
    })
  })

  test('几点起可以找、几点以后别找:记下来;没说到的照旧;太早太晚、前后颠倒的,说清楚怎么改', async () => {
    const worker = await signInNewPerson(app, 305)
    const said = async (hours: object) =>
      (await app.call('putWorkerProfile', { body: { ...wishes, ...hours } }, worker)).body
    expect(await said({})).toMatchObject({ askFrom: null, askUntil: null })
    expect(await said({ askFrom: '05:00', askUntil: '20:30' })).toMatchObject({ askFrom: '05:00', askUntil: '20:30' })
    expect(await said({ minDailyFen: 19_000 })).toMatchObject({ askFrom: '05:00', askUntil: '20:30' })
    expect(await said({ askUntil: null })).toMatchObject({ askFrom: '05:00', askUntil: null })
    const widest = app.deps.policy.at('2026-11-19').value('offer.ownHours')
    expect(await said({ askFrom: '00:00', askUntil: '02:00' })).toMatchObject({
      code: 'InputInvalid',
      problems: [
        { path: 'askFrom', message: `最早可以从${widest.from}起,请往后选` },
        { path: 'askUntil', message: `要在${widest.from}以后,请往后选` },
      ],
    })
    // One of the two alone is judged beside the other as it was said before.
    expect(await said({ askUntil: '05:00' })).toMatchObject({ problems: [{ path: 'askUntil' }] })
    expect(await said({ askFrom: '5点', askUntil: '19:10' })).toMatchObject({
      code: 'InputInvalid',
      problems: [{ path: 'askFrom' }, { path: 'askUntil' }],
    })
    expect(await said({ askFrom: '09:00', askUntil: '08:00' })).toMatchObject({ problems: [{ path: 'askUntil' }] })
    expect(await app.must('getWorkerProfile', { query: {} }, worker)).toMatchObject({
      askFrom: '05:00',
      askUntil: null,
    })
  })
})

describe('班组', () => {
  let leader: Signed
  let crewId: string
  beforeAll(async () => {
    leader = await signInNewPerson(app, 320, { name: '黄大春' })
    crewId = (await app.must('createCrew', { body: { name: '大春班组' } }, leader)).id
  })
  const invite = (member: Signed) =>
    app.call('inviteCrewMember', { params: { crewId }, body: { phone: member.phone, name: member.name } }, leader)

  test('没有本人同意谁也进不了班组;成员只看到自己', async () => {
    expect(await app.must('getMe', {}, leader)).toMatchObject({ roles: ['worker', 'crewLeader'] })
    const member = await signInNewPerson(app, 321, { name: '周阿明' })
    const other = await signInNewPerson(app, 322, { name: '周阿强' })
    await invite(member)
    await invite(other)
    // Asked twice is asked once.
    await invite(member)
    await app.drain()
    const before = await app.within((ctx) => crewOf(ctx, crewId))
    expect(before.members.map((one) => [one.name, one.agreed])).toEqual([
      ['周阿明', false],
      ['周阿强', false],
    ])

    const answer = { params: { crewId }, body: { agree: true } }
    const seen = await app.must('answerCrewInvitation', answer, member)
    expect(seen).toMatchObject({ leaderName: '黄大春', members: [{ name: '周阿明', state: 'agreed' }] })
    expect(seen.members).toHaveLength(1)
    const stranger = await signInNewPerson(app, 323)
    expect(await app.call('answerCrewInvitation', answer, stranger)).toMatchObject({ status: 404 })
    expect(await app.call('getCrew', { params: { crewId } }, stranger)).toMatchObject({ status: 404 })

    await app.must('removeCrewMember', { params: { crewId, personId: other.personId } }, leader)
    await app.drain()
    const told = async (who: Signed) =>
      (await app.must('listNotices', { query: {} }, who)).items.map(({ title }) => title)
    expect(await told(member)).toEqual(['黄大春叫您加入班组'])
    expect(await told(leader)).toEqual(['周阿明加入了班组'])
    expect(await told(other)).toEqual(['您不在班组里了', '黄大春叫您加入班组'])
    expect(await app.call('answerCrewInvitation', answer, other)).toMatchObject({
      status: 409,
      body: { code: 'CrewInvitationGone' },
    })
    const after = await app.within((ctx) => crewOf(ctx, crewId))
    expect(after.members.map((one) => [one.name, one.agreed])).toEqual([['周阿明', true]])
  })

  test('驿站代办加入班组:本人验证码', async () => {
    const member = await signInNewPerson(app, 324, { name: '吴水生' })
    await invite(member)
    const clerk = await signInNewStaff(app, 'clerk.jiaocheng', [clerkPost])
    await app.must('beginAssist', { body: { personId: member.personId, how: 'idCard' } }, clerk)
    const onBehalfOf = member.personId
    await app.must('requestCode', { body: { purpose: 'joinCrew', subjectId: crewId, onBehalfOf } }, clerk)
    const code = await codeFor(app, member.phone)
    const wrong = {
      params: { crewId },
      body: { agree: true, code: code === '000000' ? '000001' : '000000', onBehalfOf },
    }
    expect(await app.call('answerCrewInvitation', wrong, clerk)).toMatchObject({ body: { code: 'CodeWrong' } })
    const joined = await app.must(
      'answerCrewInvitation',
      { params: { crewId }, body: { agree: true, code, onBehalfOf } },
      clerk,
    )
    expect(joined.members).toMatchObject([{ name: '吴水生', state: 'agreed' }])
  })

  test('乱猜手机号和姓名,几次以后就不让试了', async () => {
    const max = app.deps.policy.number('sms.codeMaxAttempts', '2026-11-18')
    const guess = { params: { crewId }, body: { phone: '15400009999', name: '张三' } }
    for (let tried = 0; tried < max; tried++) {
      expect(await app.call('inviteCrewMember', guess, leader)).toMatchObject({ body: { code: 'CrewPersonNotFound' } })
    }
    expect(await app.call('inviteCrewMember', guess, leader)).toMatchObject({
      status: 429,
      body: { code: 'TooManyTries' },
    })
  })
})
