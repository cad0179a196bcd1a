import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, type Signed } from '../../../test/people.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'

let app: TestApp
let employer: TestEmployer
let workers: Signed[]
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  workers = []
  for (let n = 0; n < 5; n++) workers.push(await signInNewPerson(app, 10 + n, { name: `工人${'甲乙丙丁戊'[n]}` }))
})
afterAll(() => app.close())

const grab = (work: PublishedWork, worker: Signed, shift = 0, key?: string) =>
  app.call(
    'grabShift',
    { params: { shiftId: work.shiftIds[shift]! }, body: {} },
    { token: worker.token, ...(key && { key }) },
  )

const day = (n: number) => `2026-12-${String(n).padStart(2, '0')}`
const shiftOn = (n: number, headcount = 2) => ({
  startsAt: `${day(n)}T08:00:00+08:00`,
  endsAt: `${day(n)}T17:00:00+08:00`,
  headcount,
})

describe('抢单', () => {
  test('名额抢完后,后来的人得到平静的答复,看板上不再显示', async () => {
    const work = await publishWork(app, employer, { shifts: [shiftOn(1)] })
    expect((await grab(work, workers[0]!)).status).toBe(200)
    expect((await grab(work, workers[1]!)).status).toBe(200)
    const lost = await grab(work, workers[2]!)
    expect(lost).toMatchObject({ status: 409, body: { code: 'ShiftFull', problems: [] } })
    const board = await app.must('searchShifts', { query: { fromDay: day(1), toDay: day(1) } })
    expect(board.items.map((item) => item.shiftId)).not.toContain(work.shiftIds[0])
  })

  test('同一请求重复发送,得到同一个答复,只有一张用工单', async () => {
    const work = await publishWork(app, employer, { shifts: [shiftOn(2)] })
    const key = '01900000-0000-7000-8000-00000000d001'
    const first = await grab(work, workers[0]!, 0, key)
    const again = await grab(work, workers[0]!, 0, key)
    expect(again).toEqual(first)
    const mine = await app.must(
      'listMyEngagements',
      { query: { shiftId: work.shiftIds[0]! } },
      { token: workers[0]!.token },
    )
    expect(mine.items).toHaveLength(1)
  })

  test('时间撞上的活不能再接;取消一单后可以', async () => {
    const one = await publishWork(app, employer, { shifts: [shiftOn(3)], title: '上午拣茶' })
    const two = await publishWork(app, employer, {
      title: '包装茶叶',
      occupation: '打包的',
      shifts: [{ startsAt: `${day(3)}T16:00:00+08:00`, endsAt: `${day(3)}T20:00:00+08:00`, headcount: 1 }],
    })
    const first = await app.must(
      'grabShift',
      { params: { shiftId: one.shiftIds[0]! }, body: {} },
      { token: workers[0]!.token },
    )
    expect((await grab(two, workers[0]!)).body).toMatchObject({ code: 'WorkerBusy' })
    await app.must(
      'cancelEngagement',
      { params: { engagementId: first.engagements[0]!.id }, body: { reason: { code: 'workerOtherWork' } } },
      { token: workers[0]!.token },
    )
    expect((await grab(two, workers[0]!)).status).toBe(200)
  })

  test('有人退出,名额重新放出来', async () => {
    const work = await publishWork(app, employer, { shifts: [shiftOn(4, 1)] })
    const taken = await app.must(
      'grabShift',
      { params: { shiftId: work.shiftIds[0]! }, body: {} },
      { token: workers[0]!.token },
    )
    await app.must(
      'cancelEngagement',
      { params: { engagementId: taken.engagements[0]!.id }, body: { reason: { code: 'workerIll', note: '发烧' } } },
      { token: workers[0]!.token },
    )
    await app.drain()
    const board = await app.must('searchShifts', { query: { fromDay: day(4), toDay: day(4) } })
    expect(board.items.map((item) => item.shiftId)).toContain(work.shiftIds[0])
    expect((await grab(work, workers[1]!)).status).toBe(200)
  })

  test('五天的活整单接:五张用工单一起有,或者一张也没有', async () => {
    const shifts = [6, 7, 8, 9, 10].map((n) => shiftOn(n, 1))
    const work = await publishWork(app, employer, { span: 'wholeJob', shifts })
    const blocking = await publishWork(app, employer, {
      title: '晚上看仓库',
      occupation: '保安',
      shifts: [shiftOn(8, 1)],
    })
    await app.must('grabShift', { params: { shiftId: blocking.shiftIds[0]! }, body: {} }, { token: workers[0]!.token })
    expect((await grab(work, workers[0]!)).body).toMatchObject({ code: 'WorkerBusy' })
    const taken = await app.must(
      'grabShift',
      { params: { shiftId: work.shiftIds[0]! }, body: {} },
      { token: workers[1]!.token },
    )
    expect(taken.engagements).toHaveLength(5)
  })

  test('许多人同时抢:不超招,也没有一个人得到系统错误', async () => {
    const work = await publishWork(app, employer, { shifts: [shiftOn(12, 3)] })
    const answers = await Promise.all(workers.map((worker) => grab(work, worker)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3)
    expect(answers.filter((answer) => !answer.ok && answer.body.code === 'ShiftFull')).toHaveLength(2)
  })
})

describe('数据库自己守住', () => {
  test('绕过程序直接插入的用工单也不能超过人数,也不能时间重叠', async () => {
    const work = await publishWork(app, employer, { shifts: [shiftOn(14, 1)] })
    await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, { token: workers[0]!.token })
    const insert = (workerId: string) =>
      app.within(async (ctx) => {
        await ctx.tx.query(
          `insert into engagements (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, fill_mode,
             state, state_since, starts_at, ends_at, occupied_until, terms, accepted_at)
           select $1, shift_id, posting_id, employer_id, $2, '某人', county, fill_mode, 'accepted', state_since,
             starts_at, ends_at, occupied_until, terms, accepted_at from engagements where shift_id = $3`,
          [ctx.newId(), workerId, work.shiftIds[0]],
        )
      })
    await expect(insert(workers[1]!.personId)).rejects.toMatchObject({ code: '23514' })
    await expect(insert(workers[0]!.personId)).rejects.toMatchObject({ code: /23P01|23505/ })
    await expect(
      app.within(async (ctx) => void (await ctx.tx.query('update shift_capacities set taken = 0'))),
    ).rejects.toThrow('permission denied')
  })

  test('别的用工主体和别的工人看不到这张用工单', async () => {
    const work = await publishWork(app, employer, { shifts: [shiftOn(15)] })
    const taken = await app.must(
      'grabShift',
      { params: { shiftId: work.shiftIds[0]! }, body: {} },
      { token: workers[0]!.token },
    )
    const params = { engagementId: taken.engagements[0]!.id }
    const other = await newEmployer(app, 2)
    expect((await app.call('getEngagement', { params }, { token: other.token })).status).toBe(404)
    expect((await app.call('getEngagement', { params }, { token: workers[1]!.token })).status).toBe(404)
    const seen = await app.must('getEngagement', { params }, { token: employer.token })
    expect(seen).toMatchObject({ workerName: '工人甲', possible: expect.arrayContaining(['cancel']) })
    expect(JSON.stringify(seen)).not.toContain(workers[0]!.phone)
  })
})

describe('报名与邀约', () => {
  test('报名后由用工方挑选,没选上的人得到答复', async () => {
    const work = await publishWork(app, employer, { fillMode: 'apply', shifts: [shiftOn(17, 1)] })
    const params = { shiftId: work.shiftIds[0]! }
    expect((await grab(work, workers[0]!)).body).toMatchObject({ code: 'WrongFillMode' })
    const first = await app.must('applyForShift', { params, body: {} }, { token: workers[0]!.token })
    await app.must('applyForShift', { params, body: { message: '做过三年' } }, { token: workers[1]!.token })
    expect((await app.call('applyForShift', { params, body: {} }, { token: workers[1]!.token })).body).toMatchObject({
      code: 'AlreadyApplied',
    })
    const applicants = await app.must('listApplicants', { params }, { token: employer.token })
    expect(applicants.items.map((item) => item.workerName).sort()).toEqual(['工人乙', '工人甲'])
    await app.must('takeApplication', { params: { applicationId: first.id }, body: {} }, { token: employer.token })
    await app.drain()
    const mine = await app.must('listMyApplications', { query: {} }, { token: workers[1]!.token })
    expect(mine.items[0]).toMatchObject({
      state: 'filled',
      stateLabel: '人招满了',
      job: { title: expect.any(String), startsAt: shiftOn(17, 1).startsAt, shiftCount: 1 },
    })
  })

  test('点名邀请:谢绝后不再问同一个班,过期的邀约接不了', async () => {
    const work = await publishWork(app, employer, { fillMode: 'dispatch', shifts: [shiftOn(18, 2)] })
    const params = { shiftId: work.shiftIds[0]! }
    const workerIds = workers.slice(0, 2).map((worker) => worker.personId)
    const made = await app.must('inviteWorkers', { params, body: { workerIds } }, { token: employer.token })
    expect(made.items).toHaveLength(2)
    const declined = made.items.find((item) => item.workerId === workers[0]!.personId)!
    const reason = { code: 'tooFar' }
    await app.must('declineOffer', { params: { offerId: declined.id }, body: { reason } }, { token: workers[0]!.token })
    expect(
      (await app.call('inviteWorkers', { params, body: { workerIds } }, { token: employer.token })).body,
    ).toMatchObject({
      code: 'NobodyToInvite',
    })
    const open = made.items.find((item) => item.workerId === workers[1]!.personId)!
    await app.advanceTo(open.expiresAt)
    expect(
      (await app.call('takeOffer', { params: { offerId: open.id }, body: {} }, { token: workers[1]!.token })).body,
    ).toMatchObject({
      code: 'OfferGone',
    })
  })
})
