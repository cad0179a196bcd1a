import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, smsTo, type Signed } from '../../../test/people.ts'
import { cancelEngagement } from '../engagements/index.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'

let app: TestApp
let employer: TestEmployer
let worker: Signed
let next = 100
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
})
afterAll(() => app.close())

/** Everything told to this person by SMS, oldest first, but for codes. */
async function smsOf(phone: string): Promise<string[]> {
  const seen = await smsTo(app, phone)
  return seen
    .filter((one) => one.params.code === undefined)
    .map((one) => one.text)
    .reverse()
}

async function noticesOf(token: string, employerId?: string): Promise<string[]> {
  const { items } = await app.must(
    'listNotices',
    { query: { ...(employerId && { employerId }), limit: 100 } },
    { token },
  )
  return items.map((item) => item.kind).reverse()
}

const shift = (day: string, headcount = 2) => ({
  startsAt: `${day}T08:00:00+08:00`,
  endsAt: `${day}T17:00:00+08:00`,
  headcount,
})

async function taken(days: string[]): Promise<{ work: PublishedWork; engagementIds: string[] }> {
  worker = await signInNewPerson(app, next++, { name: '陈大山' })
  const work = await publishWork(app, employer, {
    shifts: days.map((day) => shift(day)),
    ...(days.length > 1 && { span: 'wholeJob' as const }),
  })
  const { engagements } = await app.must(
    'grabShift',
    { params: { shiftId: work.shiftIds[0]! }, body: {} },
    { token: worker.token },
  )
  await app.drain()
  return { work, engagementIds: engagements.map((one) => one.id) }
}

describe('通知', () => {
  test('自己抢到活:收到一条签合同的短信;用工方在消息里看到有人接单;此外什么也没发', async () => {
    await app.drain()
    const before = (await noticesOf(employer.token, employer.employerId)).length
    await taken(['2026-11-25'])
    expect(await smsOf(worker.phone)).toHaveLength(1)
    expect((await smsOf(worker.phone))[0]).toContain('签合同')
    expect(await noticesOf(worker.token)).toEqual(['contractToSign.worker'])
    const told = (await noticesOf(employer.token, employer.employerId)).slice(before)
    expect(told.filter((kind) => !kind.startsWith('posting') && !kind.startsWith('escrow'))).toEqual([
      'engagementAccepted.employer',
    ])
  })

  test('同一个活又答应一个班:加进同一份合同,另发一条短信说清一共几个班', async () => {
    worker = await signInNewPerson(app, next++, { name: '陈大山' })
    const { shiftIds } = await publishWork(app, employer, { shifts: [shift('2026-12-27'), shift('2026-12-28')] })
    for (const shiftId of shiftIds) {
      await app.must('grabShift', { params: { shiftId }, body: {} }, { token: worker.token })
      await app.drain()
    }
    expect((await app.must('listMyContracts', { query: {} }, { token: worker.token })).items).toHaveLength(1)
    expect(await noticesOf(worker.token)).toEqual(['contractToSign.worker', 'contractJoined.worker'])
    const told = await smsOf(worker.phone)
    expect(told).toHaveLength(2)
    expect(told[1]).toMatch(/12月27日早上8点起\(共2班\)的茶厂拣茶,请在.*前到宁德零工或驿站签合同。/)
  })

  test('五天的活一次取消,只告诉一次,说明共几班;此外什么也没发', async () => {
    const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05']
    const { engagementIds } = await taken(days)
    expect(engagementIds).toHaveLength(5)
    expect(await noticesOf(worker.token)).toEqual(['contractToSign.worker'])
    await app.within(async (ctx) => {
      for (const id of engagementIds) await cancelEngagement(ctx, id, { by: 'officer', reason: { code: 'weather' } })
    })
    await app.drain()
    const { items } = await app.must('listNotices', { query: {} }, { token: worker.token })
    expect(items.map((item) => item.kind).reverse()).toEqual(['contractToSign.worker', 'engagementCancelled.worker'])
    expect(items[0]!.engagementId).toBe(items[0]!.subjectId)
    expect(items[1]!.engagementId).toBeNull()
    expect(items[0]!.body).toBe(
      '12月1日(周二)早上8点起(共5班)的茶厂拣茶取消了,不用去了。原因:天气原因(台风、暴雨等)。附近还有别的活,打开看看。',
    )
    expect(await smsOf(worker.phone)).toHaveLength(2)
  })

  test('自己取消的,不再告诉自己,只告诉用工方', async () => {
    const { engagementIds } = await taken(['2026-12-06'])
    const before = (await noticesOf(employer.token, employer.employerId)).length
    await app.must(
      'cancelEngagement',
      { params: { engagementId: engagementIds[0]! }, body: { reason: { code: 'workerIll' } } },
      { token: worker.token },
    )
    await app.drain()
    expect(await noticesOf(worker.token)).toEqual(['contractToSign.worker'])
    expect((await noticesOf(employer.token, employer.employerId)).slice(before)).toEqual([
      'engagementCancelled.employer',
    ])
  })

  test('到时没签合同:告诉工人名额让出了,不再另外说取消', async () => {
    await taken(['2026-12-07'])
    const { items } = await app.must('listMyContracts', { query: {} }, { token: worker.token })
    await app.advanceTo(new Date(Date.parse(items[0]!.signBy) + 1_000).toISOString())
    const kinds = await noticesOf(worker.token)
    expect(kinds.filter((kind) => kind !== 'contractToSign.worker')).toEqual(['contractLapsed.worker'])
  })

  test('短信送达后有回执;送不到的看得见原因', async () => {
    worker = await signInNewPerson(app, next++, { name: '陈大山' })
    await fetch(`${app.outside.sandbox.url}/sms/unreachable/${worker.phone}`, { method: 'PUT' })
    const work = await publishWork(app, employer, { shifts: [shift('2026-12-08')] })
    await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, { token: worker.token })
    await app.drain()
    const state = async () =>
      (await app.must('listNotices', { query: {} }, { token: worker.token })).items.find((item) => item.sms)?.sms?.state
    await expect.poll(state, { timeout: 20_000 }).toBe('failed')
    const [row] = await app.within((ctx) =>
      ctx.tx.query<{ failure_code: string }>(`select failure_code from notice_deliveries where person_id = $1`, [
        worker.personId,
      ]),
    )
    expect(row).toEqual({ failure_code: 'MOBILE_NOT_ON_SERVICE' })
  })

  test('回执地址里的密码不对,当作没有这个地址', async () => {
    const answered = await app.server.inject({ method: 'POST', url: '/callbacks/sms/wrong', payload: [] })
    expect(answered.statusCode).toBe(404)
  })

  test('同一件事重复处理,不重复告诉', async () => {
    await taken(['2026-12-09'])
    const before = await noticesOf(worker.token)
    await app.deps.db.named('test-again', 'delete from outbox_deliveries')
    await app.deps.db.named('test-again-2', `update outbox set done_at = null where name like 'contract%'`)
    await app.drain()
    expect(await noticesOf(worker.token)).toEqual(before)
    expect(await smsOf(worker.phone)).toHaveLength(1)
  })

  test('未读数、已读;别人看不到我的消息', async () => {
    await taken(['2026-12-10'])
    const mine = await app.must('listNotices', { query: {} }, { token: worker.token })
    expect(mine.unreadCount).toBe(1)
    const stranger = await signInNewPerson(app, next++, { name: '外人' })
    expect(
      (
        await app.must(
          'markNoticesRead',
          { body: { ids: mine.items.map((item) => item.id) } },
          { token: stranger.token },
        )
      ).unreadCount,
    ).toBe(0)
    expect((await app.must('listNotices', { query: { unread: 'true' } }, { token: worker.token })).items).toHaveLength(
      1,
    )
    expect((await app.must('markNoticesRead', { body: {} }, { token: worker.token })).unreadCount).toBe(0)
    const foreign = await app.call(
      'listNotices',
      { query: { employerId: employer.employerId } },
      { token: stranger.token },
    )
    expect(foreign).toMatchObject({ status: 404, body: { code: 'NotFound' } })
  })

  test('合同、账号安全的短信关不掉,别的可以关', async () => {
    worker = await signInNewPerson(app, next++, { name: '陈大山' })
    const as = { token: worker.token }
    const off = await app.call('putNoticePreference', { params: { topic: 'contract' }, body: { sms: false } }, as)
    expect(off).toMatchObject({ status: 409, body: { code: 'NoticeAlwaysSent' } })
    const { items } = await app.must('putNoticePreference', { params: { topic: 'work' }, body: { sms: false } }, as)
    expect(items.find((item) => item.topic === 'work')).toMatchObject({ sms: false, canSwitchOff: true })
    expect(items.filter((item) => !item.sms)).toHaveLength(1)
  })

  test('夜里给用工方的短信等到早上七点', async () => {
    app.clock.set('2026-12-10T21:00:00+08:00')
    const { engagementIds } = await taken(['2026-12-20'])
    const before = (await smsOf(employer.phone)).length
    app.clock.set('2026-12-10T21:40:00+08:00')
    await app.must(
      'cancelEngagement',
      { params: { engagementId: engagementIds[0]! }, body: { reason: { code: 'workerIll' } } },
      { token: worker.token },
    )
    expect(await smsOf(employer.phone)).toHaveLength(before)
    await app.advanceTo('2026-12-11T07:00:00+08:00')
    const late = (await smsOf(employer.phone)).slice(before)
    expect(late).toEqual(['【宁德零工(沙箱)】陈大山不来12月20日早上8点的茶厂拣茶了,空出的名额可以再招人。'])
  })
})
