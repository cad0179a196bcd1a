import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, type Signed } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../test/work.ts'
import { mayContact, sideOf, stillServes } from './rules.ts'

let app: TestApp
let employer: TestEmployer
let worker: Signed
let stranger: Signed
let engagementId: string
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  stranger = await signInNewPerson(app, 701)
})
afterAll(() => app?.close())

let made = 710
beforeEach(async () => {
  worker = await signInNewPerson(app, made++, { name: '陈大山' })
  const day = `2026-12-${String(made - 700).padStart(2, '0')}`
  const shifts = [{ startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T17:00:00+08:00`, headcount: 1 }]
  const work = await publishWork(app, employer, { title: `拣茶${made}`, shifts })
  const grabbed = await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, worker)
  engagementId = grabbed.engagements[0]!.id
  await app.drain()
})

const contact = (one: Signed) =>
  app.call('contactOtherSide', { params: { engagementId }, body: {} }, { token: one.token })
type Bound = { subsId: string; secretNo: string; phoneA: string; phoneB: string }
const bindings = () => app.outside.get<Bound[]>('/masked-numbers')

describe('通过平台联系对方', () => {
  test('一个中间号,双方都用它,谁也看不到谁的号;过了时间另给一个', async () => {
    const first = await contact(worker)
    expect(first).toMatchObject({ status: 200, body: { way: 'masked', reaches: '林老板', why: null } })
    const { number } = first.body as { number: string }
    const [bound] = (await bindings()).slice(-1)
    expect(bound).toMatchObject({ secretNo: number, phoneA: worker.phone })
    expect(JSON.stringify(first.body)).not.toContain(bound!.phoneB)
    expect((await contact(employer)).body).toMatchObject({ way: 'masked', number, reaches: '陈大山' })
    expect((await bindings()).filter((one) => one.secretNo === number)).toHaveLength(1)
    app.clock.advance(120 * 60_000)
    expect((await contact(worker)).body).toMatchObject({ way: 'masked' })
    expect((await contact(worker)).body).not.toMatchObject({ number })
    const { items } = await app.must('getEngagementTimeline', { params: { engagementId } }, worker)
    expect(items.filter((item) => item.act === 'contact').length).toBeGreaterThanOrEqual(3)
  })

  test('取消以后号码马上停用,也不能再联系', async () => {
    const { number } = (await contact(worker)).body as { number: string }
    const reason = { code: 'workerIll' }
    await app.must('cancelEngagement', { params: { engagementId }, body: { reason } }, worker)
    await app.drain()
    expect((await bindings()).filter((one) => one.secretNo === number)).toEqual([])
    expect(await contact(worker)).toMatchObject({ status: 409, body: { code: 'ContactClosed' } })
  })

  test('外人要不到', async () => {
    expect(await contact(stranger)).toMatchObject({ status: 404 })
  })

  test('中间号用不了:没有驿站给政务热线,有驿站给驿站的电话', async () => {
    await app.outside.post('/faults', { service: 'numberMasking', mode: 'lying', times: 1 })
    expect((await contact(worker)).body).toMatchObject({ way: 'hotline', number: '12345', why: 'notAnswering' })
    await app.within((ctx) =>
      addSites(ctx, [
        {
          id: '01900000-0000-7000-8000-0000000000ac',
          kind: 'station',
          name: '社口镇零工驿站',
          county: '350981',
          town: '350981107',
          address: '城南路2号',
          lat: 26.65,
          lng: 119.52,
          phone: '0593-0000000',
          hours: [],
          builder: 'government',
          openedOn: '2025-03-01',
          reviewsPostings: false,
          state: 'open',
        },
      ]),
    )
    await app.outside.post('/faults', { service: 'numberMasking', mode: 'lying', times: 1 })
    const desk = { way: 'site', number: '0593-0000000', reaches: '社口镇零工驿站', until: null }
    expect((await contact(employer)).body).toMatchObject({ ...desk, why: 'notAnswering' })
    const { numberMasking: kept } = app.deps.gateways
    delete app.deps.gateways.numberMasking
    expect((await contact(worker)).body).toMatchObject({ ...desk, why: 'notOffered' })
    app.deps.gateways.numberMasking = kept!
  })
})

test('who may ask, when, and how long a number serves', () => {
  expect(sideOf(['crewLeader'])).toBeUndefined()
  expect(sideOf(['clerk'])).toBe('worker')
  expect(mayContact('paid')).toBe(false)
  expect(mayContact('disputed')).toBe(true)
  const now = new Date('2026-11-19T08:00:00+08:00')
  expect(stillServes(new Date('2026-11-19T08:05:00+08:00'), now)).toBe(true)
  expect(stillServes(new Date('2026-11-19T08:04:59+08:00'), now)).toBe(false)
})
