import type { ReachChannel } from '@linggong/contract'
import { findOccupation } from '@linggong/reference'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, smsTo, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../test/work.ts'

let app: TestApp
let employer: TestEmployer
let occupation = ''
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  const sample = await publishWork(app, employer, { shifts: [shiftOn('2026-12-30')] })
  const params = { postingId: sample.postingId }
  occupation = (await app.must('getOwnPosting', { params }, as(employer))).terms.occupationCode!
})
afterAll(() => app.close())

const as = (one: { token: string }) => ({ token: one.token })
const shiftOn = (day: string) => ({
  startsAt: `${day}T08:00:00+08:00`,
  endsAt: `${day}T17:00:00+08:00`,
  headcount: 1,
})

let next = 800
async function person(channels: ReachChannel[], code = occupation): Promise<Signed> {
  const one = await signInNewPerson(app, next++, { name: '陈大山' })
  const body = anyWork({ town: '350981107', occupations: [code], channels })
  await app.must('putWorkerProfile', { body }, as(one))
  await app.drain()
  return one
}
const publish = async (day: number, more: object = {}) =>
  (await publishWork(app, employer, { fillMode: 'dispatch', shifts: [shiftOn(`2026-11-${day}`)], ...more }))
    .shiftIds[0]!

/** A tap on «允许» in WeChat, and what the mini-program then tells the platform. */
async function allow(one: Signed, openid: string, alsoInWechat = true) {
  if (alsoInWechat) await app.outside.post('/wechat/allowed-messages', { openid })
  const { code } = await app.outside.post<{ code: string }>('/wechat/login-codes', { openid })
  return app.must('allowWechatMessage', { body: { code } }, as(one))
}
/** Of an SMS: its receipt may have come already. */
const out = expect.stringMatching(/^(sent|delivered)$/)
const left = async (one: Signed) => (await app.must('getWechatMessages', {}, as(one))).left
type Message = { page: string; data: Record<string, string> }
const inWechat = (openid: string) => app.outside.get<Message[]>(`/wechat/messages?openid=${openid}`)
const smsOfOffers = async (one: Signed) =>
  (await smsTo(app, one.phone)).filter(({ templateCode }) => templateCode === 'OFFER_MADE')
type Offered = { id: string; reach: string; minutes: number; deliveries: Array<[string, string, string | null]> }
const offered = async (shiftId: string): Promise<Offered | undefined> => {
  const rows = await app.within((ctx) =>
    ctx.tx.query<Offered>(
      `select o.id, o.reach, extract(epoch from o.expires_at - o.made_at)::int / 60 as minutes,
         coalesce(jsonb_agg(jsonb_build_array(d.channel, d.state, d.failure_code) order by d.channel)
           filter (where d.id is not null), '[]') as deliveries
       from offers o left join notices n on n.subject_id = o.id and n.kind = 'offerMade.worker'
         left join notice_deliveries d on d.notice_id = n.id where o.shift_id = $1 group by o.id`,
      [shiftId],
    ),
  )
  return rows[0]
}
const decline = (one: Signed, offerId: string) =>
  app.must('declineOffer', { params: { offerId }, body: {} }, as(one)).then(() => app.drain())
const rest = () => app.advanceTo(new Date(app.clock.now().getTime() + 3 * 3_600_000).toISOString())

test('允许一次发一条微信;发得出去就不发短信,用完了、被收回了照样发短信', async () => {
  const worker = await person(['sms'])
  expect(await app.must('getWechatMessages', {}, as(worker))).toMatchObject({ left: 0, ask: true })
  const template = (await app.must('getWechatMessages', {}, as(worker))).offerTemplateId
  expect(template).toBe(app.deps.gateways.wechatMessages!.offerTemplateId)
  expect(await allow(worker, 'openid-a')).toMatchObject({ left: 1, ask: true })
  expect(await allow(worker, 'openid-a')).toMatchObject({ left: 2, ask: true })
  expect(await allow(worker, 'openid-a', false)).toMatchObject({ left: 3, ask: false })

  const one = await publish(20)
  expect(await inWechat('openid-a')).toMatchObject([
    {
      page: expect.stringMatching(/^pages\/jobs\/detail\?posting=[0-9a-f-]{36}&offer=[0-9a-f-]{36}$/),
      data: {
        thing1: '茶厂拣茶',
        thing2: '社口镇茶厂',
        thing3: '后天早上8点',
        thing4: expect.stringContaining('一天200元'),
      },
    },
  ])
  // The time to answer stays that of the SMS that would follow.
  const first = await offered(one)
  expect(first).toMatchObject({ reach: 'sms', minutes: 20, deliveries: [['wechat', 'sent', null]] })
  expect(await smsOfOffers(worker)).toEqual([])
  expect(await left(worker)).toBe(2)
  await decline(worker, first!.id)
  await rest()

  // WeChat is away: told by SMS, and the permission counts as used, for the message may have arrived.
  await app.outside.post('/faults', { service: 'wechatMessages', mode: 'lying', times: 1 })
  const two = await offered(await publish(21))
  expect(two!.deliveries).toMatchObject([
    ['sms', out, null],
    ['wechat', 'failed', 'badAnswer'],
  ])
  expect(await smsOfOffers(worker)).toHaveLength(1)
  expect(await left(worker)).toBe(1)
  await decline(worker, two!.id)
  await rest()

  const three = await offered(await publish(22))
  expect(three!.deliveries).toEqual([['wechat', 'sent', null]])
  expect(await left(worker)).toBe(0)
  await decline(worker, three!.id)
  await rest()

  // Nothing left: by SMS as ever. A yes of which WeChat knows nothing is found out and counted no more.
  const four = await offered(await publish(23))
  expect(four!.deliveries).toMatchObject([['sms', out, null]])
  await decline(worker, four!.id)
  await rest()
  await allow(worker, 'openid-a', false)
  await allow(worker, 'openid-a', false)
  const five = await offered(await publish(24))
  expect(five!.deliveries).toMatchObject([
    ['sms', out, null],
    ['wechat', 'failed', '43101'],
  ])
  expect(await left(worker)).toBe(0)
  expect(await smsOfOffers(worker)).toHaveLength(3)
  await decline(worker, five!.id)

  // On another phone the count begins anew: the permissions were of the other WeChat.
  await allow(worker, 'openid-a')
  expect(await allow(worker, 'openid-b')).toMatchObject({ left: 1 })
  const body = anyWork({ town: '350981107', occupations: [occupation], channels: ['sms'], takesOffers: false })
  await app.must('putWorkerProfile', { body }, as(worker))
})

test('不要短信、不接电话的人,允许了微信才有微信的答复时间;允许不了的说清楚', async () => {
  // Work of another trade: that of before is still open.
  const flowers = { occupation: '插花花艺师' }
  await app.advanceTo('2026-11-19T08:00:00+08:00')
  const worker = await person(['app'], findOccupation('插花花艺师', 1)[0]!.occupation.code)
  const plain = await offered(await publish(25, flowers))
  expect(plain).toMatchObject({ reach: 'app', minutes: 10, deliveries: [] })
  await decline(worker, plain!.id)
  await rest()
  await allow(worker, 'openid-c')
  await app.drain()
  const told = await offered(await publish(26, flowers))
  expect(told).toMatchObject({ reach: 'wechat', minutes: 15, deliveries: [['wechat', 'sent', null]] })
  await decline(worker, told!.id)
  await rest()
  // Used up: reached as before.
  expect(await offered(await publish(27, flowers))).toMatchObject({ reach: 'app', minutes: 10, deliveries: [] })

  const by = (code: string) => app.call('allowWechatMessage', { body: { code } }, as(worker))
  expect(await by('not-a-code')).toMatchObject({ status: 422, body: { code: 'WechatCodeInvalid' } })
  const { code } = await app.outside.post<{ code: string }>('/wechat/login-codes', { openid: 'openid-c' })
  expect(await by(code)).toMatchObject({ ok: true })
  expect(await by(code)).toMatchObject({ status: 422, body: { code: 'WechatCodeInvalid' } })
  const { wechatMessages } = app.deps.gateways
  delete app.deps.gateways.wechatMessages
  expect(await app.must('getWechatMessages', {}, as(worker))).toEqual({ offerTemplateId: null, left: 1, ask: false })
  expect(await by(code)).toMatchObject({ status: 409, body: { code: 'WechatMessagesAbsent' } })
  app.deps.gateways.wechatMessages = wechatMessages!
})
