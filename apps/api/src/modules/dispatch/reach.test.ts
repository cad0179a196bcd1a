import type { ReachChannel } from '@linggong/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, smsTo, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'
import { addSites } from '../sites/index.ts'

let app: TestApp
let employer: TestEmployer
let next = 400
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
})
afterAll(() => app.close())

/** People of the town where the work is, who can pick tea and are reached like this. */
async function workersReached(channels: ReachChannel[], count: number): Promise<Signed[]> {
  const people: Signed[] = []
  for (let n = 0; n < count; n++) {
    const worker = await signInNewPerson(app, next++, { name: '陈大山' })
    const body = anyWork({ town: '350981107', occupations: [occupation], channels })
    await app.must('putWorkerProfile', { body }, { token: worker.token })
    people.push(worker)
  }
  return people
}
/** Of the draft's «做茶的». */
let occupation = ''
async function publish(day: string, headcount: number): Promise<PublishedWork> {
  const shifts = [{ startsAt: `2026-11-${day}T08:00:00+08:00`, endsAt: `2026-11-${day}T17:00:00+08:00`, headcount }]
  return publishWork(app, employer, { fillMode: 'dispatch', shifts })
}
/** Nobody is asked for it any more: a telephone rings for one offer at a time. */
async function callOff({ postingId }: PublishedWork): Promise<void> {
  const body = { reason: { code: 'noNeed' } }
  await app.must('withdrawPosting', { params: { postingId }, body }, { token: employer.token })
  await app.drain()
}
async function retire(people: readonly Signed[]): Promise<void> {
  const ids = people.map((one) => one.personId)
  await app.within(async (ctx) => {
    await ctx.tx.query('update workers set takes_offers = false where person_id = any ($1)', [ids])
    for (const subjectId of ids) ctx.emit({ name: 'workerProfileChanged', subjectKind: 'worker', subjectId })
  })
}

const offersTo = async (worker: Signed) =>
  (await app.must('listMyOffers', { query: {} }, { token: worker.token })).items
const deliver = async () => {
  await app.outside.post('/notices/deliver')
  await app.drain()
}
const reply = async (worker: Signed, content: string, times = 1) => {
  await app.outside.post('/sms/replies', { phone: worker.phone, content, times })
  await deliver()
}
type Call = { callId: string; state: string; text: string }
const ringing = async (worker: Signed) => {
  await app.drain()
  const calls = await app.outside.get<Call[]>(`/calls?phone=${worker.phone}`)
  return calls.find((call) => call.state === 'ringing')
}
const press = async (worker: Signed, keys: string, times = 1) => {
  const call = await ringing(worker)
  if (!call) throw new Error('no telephone rings')
  await app.outside.post(`/calls/${call.callId}/press`, { keys, times })
  await deliver()
}
const miss = async (worker: Signed) => {
  await app.outside.post(`/calls/${(await ringing(worker))!.callId}/miss`)
  await deliver()
}
const text = async (worker: Signed) => (await smsTo(app, worker.phone)).filter((one) => !one.params.code)[0]?.text ?? ''
const taken = async (work: PublishedWork) =>
  (
    await app.within((ctx) =>
      ctx.tx.query<{ taken: number }>('select taken from shift_capacities where shift_id = $1', [work.shiftIds[0]]),
    )
  )[0]!.taken
const minutes = (n: number) => app.advanceTo(new Date(app.clock.now().getTime() + n * 60_000).toISOString())

describe('没有智能手机的人', () => {
  beforeAll(async () => {
    const work = await publishWork(app, employer, {
      shifts: [{ startsAt: '2026-12-30T08:00:00+08:00', endsAt: '2026-12-30T17:00:00+08:00', headcount: 1 }],
    })
    const own = await app.must('getOwnPosting', { params: { postingId: work.postingId } }, { token: employer.token })
    occupation = own.terms.occupationCode!
  })

  test('十二个名额,靠短信和电话在十分钟内招满;迟到、重复、看不懂的答复都不碍事', async () => {
    const bySms = await workersReached(['sms'], 12)
    const byCall = await workersReached(['call'], 12)
    const work = await publish('21', 12)
    const began = app.clock.now()
    expect(await text(bySms[0]!)).toContain('去回1,不去回2')
    expect((await ringing(byCall[0]!))!.text).toContain('茶厂拣茶')
    // Who wants calls has had no SMS but the code to sign in.
    expect(await smsTo(app, byCall[0]!.phone)).toHaveLength(1)

    const yes = ['1', '1', ' 1。', '一', '回复1', '去']
    for (const [n, content] of yes.entries()) await reply(bySms[n]!, content, n === 0 ? 3 : 1)
    for (const worker of bySms.slice(6, 8)) await reply(worker, '2')
    await reply(bySms[8]!, '谁呀')
    expect(await text(bySms[8]!)).toContain('没看懂')
    await reply(bySms[8]!, '1')
    expect(await taken(work)).toBe(7)

    for (const worker of byCall.slice(0, 3)) await press(worker, '1', 2)
    await press(byCall[3]!, '2')
    await press(byCall[4]!, '7')
    for (const worker of byCall.slice(5)) await miss(worker)
    expect(await taken(work)).toBe(10)

    await minutes(4)
    await press(byCall[5]!, '1')
    await press(byCall[6]!, '21')
    expect(await taken(work)).toBe(12)
    expect(app.clock.now().getTime() - began.getTime()).toBeLessThanOrEqual(10 * 60_000)

    // The thirteenth comes too late, and is told so; who has said yes says it again, and nothing happens.
    await reply(bySms[9]!, '1')
    expect(await text(bySms[9]!)).toContain('已招满')
    const before = (await smsTo(app, bySms[0]!.phone)).length
    await reply(bySms[0]!, '1')
    expect(await smsTo(app, bySms[0]!.phone)).toHaveLength(before)
    await reply(bySms[0]!, '2')
    expect(await text(bySms[0]!)).toContain('您已接了,不去找驿站')
    expect(await taken(work)).toBe(12)
    const rows = await app.within((ctx) =>
      ctx.tx.query<{ n: number; people: number }>(
        'select count(*)::int as n, count(distinct worker_id)::int as people from engagements where shift_id = $1 and live',
        [work.shiftIds[0]],
      ),
    )
    expect(rows).toEqual([{ n: 12, people: 12 }])

    // Somebody does not come after all: who said yes too late is asked first, and alone for the moment.
    const { items } = await app.must('listMyEngagements', { query: {} }, { token: bySms[0]!.token })
    const params = { engagementId: items[0]!.id }
    const asked = async () => Promise.all([...bySms, ...byCall].map(async (one) => (await offersTo(one))[0]!.state))
    expect((await asked()).filter((state) => state === 'open')).toHaveLength(0)
    await app.must('cancelEngagement', { params, body: { reason: { code: 'workerIll' } } }, { token: bySms[0]!.token })
    await app.drain()
    const [again] = await offersTo(bySms[9]!)
    expect(again).toMatchObject({ state: 'open', reasons: expect.arrayContaining(['您先前答应过,现在有了空位']) })
    await reply(bySms[9]!, '3')
    expect(await taken(work)).toBe(12)

    // By the app: too late as well; whoever wants is asked should a place come free.
    const late = (await offersTo(byCall[7]!))[0]!
    const standBy = () =>
      app.call('standByForOffer', { params: { offerId: late.id }, body: {} }, { token: byCall[7]!.token })
    expect(await standBy()).toMatchObject({ ok: true, body: { state: 'filled' } })
    expect(await standBy()).toMatchObject({ ok: true })
    const mine = (await offersTo(bySms[1]!))[0]!
    const whose = { params: { offerId: mine.id }, body: {} }
    expect(await app.call('standByForOffer', whose, { token: bySms[1]!.token })).toMatchObject({ status: 410 })
    expect(await app.call('standByForOffer', whose, { token: byCall[7]!.token })).toMatchObject({ status: 404 })
    await retire([...bySms, ...byCall])
  })

  test('两个邀约用不同的数字;用过的数字一天里不指别的活', async () => {
    const [worker] = await workersReached(['sms'], 1)
    const first = await publish('22', 1)
    await publish('23', 1)
    expect(await text(worker!)).toContain('去回3,不去回4')
    await reply(worker!, '去')
    expect(await text(worker!)).toContain('没看懂')
    await reply(worker!, '3')
    expect((await offersTo(worker!)).map((offer) => offer.state)).toEqual(['taken', 'open'])
    await minutes(21)
    const last = await publish('24', 1)
    expect(await text(worker!)).toContain('去回5,不去回6')
    await reply(worker!, '1')
    expect(await text(worker!)).toContain('答复晚了')
    expect((await offersTo(worker!)).map((offer) => offer.state)).toEqual(['open', 'taken', 'expired'])
    await callOff(first)
    await callOff(last)
    await retire([worker!])
  })

  test('两个人共用一个手机:短信里写明问的是谁', async () => {
    const [worker] = await workersReached(['sms'], 1)
    await publish('26', 1)
    expect(await text(worker!)).toMatch(/前去回\d,不去回\d/)
    const other = await signInNewPerson(app, next++, { name: '郑月娥' })
    await app.within((ctx) =>
      ctx.tx.query(
        `update persons p set phone_enc = o.phone_enc, phone_index = o.phone_index from persons o
         where p.id = $1 and o.id = $2`,
        [other.personId, worker!.personId],
      ),
    )
    await publish('27', 1)
    expect(await text(worker!)).toContain('前陈大山去回')
    await reply(worker!, '谁呀')
    expect(await text(worker!)).toMatch(/没看懂.*陈大山去回\d,不去回\d/)
    for (const { id } of await offersTo(worker!)) {
      await app.must('takeOffer', { params: { offerId: id }, body: {} }, { token: worker!.token })
    }
    await retire([worker!])
  })

  test('一个人有两个邀约:电话一次只打一个,接完再打下一个', async () => {
    const [worker] = await workersReached(['call'], 1)
    await publish('28', 1)
    await publish('29', 1)
    await app.drain()
    const rings = async () =>
      (await app.outside.get<Call[]>(`/calls?phone=${worker!.phone}`)).filter(({ state }) => state === 'ringing')
    expect(await rings()).toHaveLength(1)
    await press(worker!, '1')
    expect(await rings()).toHaveLength(0)
    await minutes(5)
    expect(await rings()).toHaveLength(1)
    await press(worker!, '1')
    expect((await offersTo(worker!)).map((offer) => offer.state)).toEqual(['taken', 'taken'])
    await retire([worker!])
  })

  test('电话打不通,转到驿站人工打;打的人看得到号码,本人查得到谁看过', async () => {
    const [worker] = await workersReached(['call'], 1)
    const siteId = '01900000-0000-7000-8000-0000000000aa'
    await app.within((ctx) =>
      addSites(ctx, [
        {
          id: siteId,
          kind: 'station',
          name: '福安市社口零工驿站',
          county: '350981',
          town: '350981107',
          address: '社口镇工业路2号',
          lat: 27.08,
          lng: 119.65,
          phone: '0593-6000000',
          hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:30', to: '18:00' }],
          builder: 'thirdParty',
          openedOn: '2025-03-01',
          reviewsPostings: false,
          state: 'open',
        },
      ]),
    )
    const post = { role: 'clerk', county: '350981', siteId: null } as const
    // A post at a site need not name its county.
    const clerk = await signInNewStaff(app, 'clerk-fuan', [{ role: 'clerk', county: null, siteId }])
    const other = await signInNewStaff(app, 'clerk-fuan-2', [post])
    const elsewhere = await signInNewStaff(app, 'clerk-fuding', [{ ...post, county: '350982' }])
    const work = await publish('25', 1)
    await miss(worker!)
    expect((await app.must('listCalls', {}, clerk)).items).toEqual([])
    await minutes(4)
    await miss(worker!)
    const { items } = await app.must('listCalls', {}, clerk)
    expect(items).toMatchObject([{ maskedName: '陈*师傅', attempts: 2, job: { title: '茶厂拣茶' } }])
    expect(JSON.stringify(items)).not.toContain(worker!.phone)
    const params = { offerId: items[0]!.offerId }
    expect(await app.call('beginCall', { params, body: {} }, elsewhere)).toMatchObject({ status: 404 })
    expect(await app.must('beginCall', { params, body: {} }, clerk)).toMatchObject({
      name: '陈大山',
      phone: worker!.phone,
    })
    expect(await app.call('beginCall', { params, body: {} }, other)).toMatchObject({ body: { code: 'CallTaken' } })
    const { engagementId } = await app.must('endCall', { params, body: { answer: 'yes' } }, clerk)
    expect(engagementId).not.toBeNull()
    expect(await taken(work)).toBe(1)
    expect((await app.must('listCalls', {}, clerk)).items).toEqual([])
    expect((await app.call('endCall', { params, body: { answer: 'yes' } }, clerk)).body).toMatchObject({
      code: 'OfferGone',
    })
    const seen = await app.within((ctx) =>
      ctx.tx.query("select act from audit_entries where act = 'seePhone' and $1 = any (concerns)", [worker!.personId]),
    )
    expect(seen).toHaveLength(1)
    await retire([worker!])
  })

  test('没有密码的回复地址不算数;不认识的手机回什么都不理', async () => {
    for (const url of ['/callbacks/sms-replies/wrong', '/callbacks/voice/wrong']) {
      expect((await app.server.inject({ method: 'POST', url, payload: [] })).statusCode).toBe(404)
    }
    const stranger = await signInNewPerson(app, next++, {})
    const before = (await smsTo(app, stranger.phone)).length
    await reply(stranger, '1')
    expect(await smsTo(app, stranger.phone)).toHaveLength(before)
  })
})
