import { loadPolicy } from '@linggong/policy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { newEmployer, fundWork, publishWork, type TestEmployer } from '../../../test/work.ts'
import { policyPacks } from '../../compose.ts'
import { inTimeToOpen, mediationDueAt, possibleActs, sameFigure } from './rules.ts'

let app: TestApp
let employer: TestEmployer
let worker: Signed
let staff = 0
/** Staff sessions end when nobody uses them; each test signs in its own. */
const mediatorOf = (county: string) =>
  signInNewStaff(app, `mediator${++staff}`, [{ role: 'mediator' as const, county, siteId: null }])
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  worker = await signInNewPerson(app, 300, { name: '陈大山' })
})
afterAll(() => app.close())

const place = { lat: 27.0884, lng: 119.6474 }
const near = { ...place, accuracyMeters: 20 }
const as = (one: { token: string }) => ({ token: one.token })

/** Signed, checked in at eight, out at five: eight hours with an hour's break. */
async function workedOn(day: string, title: string): Promise<string> {
  const shift = { startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T17:00:00+08:00`, headcount: 1 }
  const work = await publishWork(app, employer, {
    title,
    shifts: [shift],
    payMethod: 'hourly',
    amountFen: 2_500,
    ...place,
  })
  // An employer in arrears could publish nothing more.
  await fundWork(app, work, 10_000)
  const { engagements } = await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, as(worker))
  await app.drain()
  const { items } = await app.must('listMyContracts', { query: {} }, as(worker))
  const contractId = items.find((item) => item.postingId === work.postingId)!.id
  app.clock.advance(61_000)
  await app.must('requestCode', { body: { purpose: 'signContract', subjectId: contractId } }, as(worker))
  await app.must(
    'signContract',
    { params: { contractId }, body: { code: await codeFor(app, worker.phone) } },
    as(worker),
  )
  const params = { engagementId: engagements[0]!.id }
  await app.advanceTo(`${day}T08:00:00+08:00`)
  await app.must('checkIn', { params, body: { location: near } }, as(worker))
  await app.advanceTo(`${day}T17:00:00+08:00`)
  await app.must('checkOut', { params, body: { location: near } }, as(worker))
  await app.drain()
  return params.engagementId
}

const object = (engagementId: string, token: string, minutes: number) =>
  app.call(
    'openDispute',
    { params: { engagementId }, body: { reason: { code: 'hoursWrong', note: '中午没休息' }, claim: { minutes } } },
    { token },
  )
const engagement = (id: string) => app.must('getEngagement', { params: { engagementId: id } }, as(worker))
const kindsOf = async (token: string, topic: string, employerId?: string) => {
  await app.drain()
  const { items } = await app.must(
    'listNotices',
    { query: { limit: 100, ...(employerId && { employerId }) } },
    { token },
  )
  return items
    .filter((item) => item.topic === topic)
    .map((item) => item.kind)
    .reverse()
}

describe('异议', () => {
  test('工人提异议,用工方改提一个数,工人同意:工时照谈妥的算,双方都收到通知,此外什么也没发', async () => {
    const engagementId = await workedOn('2026-11-19', '拣茶甲')
    const opened = await object(engagementId, worker.token, 540)
    expect(opened).toMatchObject({
      status: 201,
      body: {
        state: 'open',
        openedBy: 'worker',
        recordedMinutes: 480,
        claimed: { minutes: 540, amountFen: null },
        late: false,
      },
    })
    const disputeId = (opened.body as { id: string }).id
    expect((await engagement(engagementId)).state).toBe('disputed')
    expect((await object(engagementId, employer.token, 400)).body).toMatchObject({ code: 'DisputeAlreadyOpen' })
    const params = { disputeId }
    expect(await kindsOf(employer.token, 'dispute', employer.employerId)).toEqual(['disputeOpened.employer'])
    const own = await app.call('agreeDispute', { params, body: { proposal: { minutes: 540 } } }, as(worker))
    expect(own.body).toMatchObject({ code: 'DisputeOwnProposal' })
    await app.must('proposeSettlement', { params, body: { proposal: { minutes: 510 } } }, as(employer))
    expect(await kindsOf(worker.token, 'dispute')).toEqual(['disputeProposed.worker'])
    const old = await app.call('agreeDispute', { params, body: { proposal: { minutes: 540 } } }, as(worker))
    expect(old.body).toMatchObject({ code: 'DisputeProposalChanged' })
    const agreed = await app.must('agreeDispute', { params, body: { proposal: { minutes: 510 } } }, as(worker))
    expect(agreed).toMatchObject({ state: 'agreed', outcome: { kind: 'settled', minutes: 510 }, possible: [] })
    expect((await engagement(engagementId)).state).toBe('confirmed')
    const sheet = await app.must('getTimesheet', { params: { engagementId } }, as(worker))
    expect(sheet).toMatchObject({ state: 'confirmed', minutes: 510 })
    expect(await kindsOf(employer.token, 'dispute', employer.employerId)).toEqual([
      'disputeOpened.employer',
      'disputeSettled.employer',
    ])
    expect(await kindsOf(worker.token, 'dispute')).toEqual(['disputeProposed.worker', 'disputeSettled.worker'])
    const { timeline } = await app.must('getDispute', { params }, as(worker))
    expect(timeline.map((entry) => entry.sentence)).toEqual([
      '工人提出异议',
      '用工方提了新的数:8小时30分钟',
      '工人同意,异议谈妥',
    ])
  })

  test('调解员接手后别人不能插手;别的县看不到;调解决定按多少工时算', async () => {
    const engagementId = await workedOn('2026-11-20', '拣茶乙')
    const { id: disputeId } = (await object(engagementId, worker.token, 560)).body as { id: string }
    const params = { disputeId }
    const mediator = await mediatorOf('350981')
    const other = await mediatorOf('350981')
    const elsewhere = await mediatorOf('350982')
    const queue = await app.must('listDisputeQueue', { query: {} }, as(mediator))
    expect(queue.items.map((item) => item.id)).toEqual([disputeId])
    expect((await app.must('listDisputeQueue', { query: {} }, as(elsewhere))).items).toEqual([])
    expect((await app.call('getDispute', { params }, as(elsewhere))).status).toBe(404)
    const show = async (one: { token: string }) =>
      (await app.call('showDisputePhones', { params, body: {} }, { token: one.token })).body
    expect(await show(mediator)).toMatchObject({ code: 'DisputeNotTaken' })
    expect(await app.must('takeDispute', { params, body: {} }, as(mediator))).toMatchObject({
      ownerId: mediator.staffId,
    })
    expect(await show(mediator)).toMatchObject({ worker: { phone: worker.phone } })
    expect(await show(other)).toMatchObject({ code: 'DisputeOwnedByOther' })
    const decision = { outcome: 'settled' as const, settlement: { minutes: 500 }, reason: { code: 'decided' } }
    expect((await app.call('decideDispute', { params, body: decision }, as(other))).body).toMatchObject({
      code: 'DisputeOwnedByOther',
    })
    expect((await app.call('decideDispute', { params, body: decision }, as(worker))).status).toBe(404)
    await app.must('decideDispute', { params, body: decision }, as(mediator))
    const sheet = await app.must('getTimesheet', { params: { engagementId } }, as(worker))
    expect(sheet).toMatchObject({ state: 'confirmed', minutes: 500, confirmedBy: 'mediator' })
  })

  test('谈成一个数:工钱一共就是那个数,没争议的先发,差的补发', async () => {
    const engagementId = await workedOn('2026-11-22', '拣茶己')
    const params = { engagementId }
    const claim = { reason: { code: 'payWrong' as const }, claim: { amountFen: 23_000 } }
    const { id: disputeId } = await app.must('openDispute', { params, body: claim }, as(worker))
    // What nobody disputes is paid meanwhile.
    await app.drain()
    const proposal = { amountFen: 21_500 }
    await app.must('proposeSettlement', { params: { disputeId }, body: { proposal } }, as(employer))
    const agreed = await app.must('agreeDispute', { params: { disputeId }, body: { proposal } }, as(worker))
    expect(agreed).toMatchObject({ state: 'agreed', outcome: { kind: 'settled', minutes: null, amountFen: 21_500 } })
    await app.drain()
    const { wages } = await app.must('getEngagementWages', { params, query: {} }, as(worker))
    expect(wages.map(({ part, grossFen }) => [part, grossFen])).toEqual([
      ['undisputed', 20_000],
      ['settled', 1_500],
    ])
    expect(await app.must('getTimesheet', { params }, as(worker))).toMatchObject({ state: 'confirmed', minutes: 480 })
  })

  test('查实没有上工:作废', async () => {
    const engagementId = await workedOn('2026-11-23', '拣茶丙')
    const { id: disputeId } = (await object(engagementId, employer.token, 0)).body as { id: string }
    const mediator = await mediatorOf('350981')
    const body = { outcome: 'voided' as const, reason: { code: 'neverWorked', note: '门卫记录' } }
    const decided = await app.must('decideDispute', { params: { disputeId }, body }, as(mediator))
    expect(decided).toMatchObject({ state: 'decided', outcome: { kind: 'voided', reasonLabel: '查实没有上工' } })
    expect((await engagement(engagementId)).state).toBe('voided')
  })

  test('提的人自己撤回:按原来记的算;到期没办完的转县里', async () => {
    const first = await workedOn('2026-11-24', '拣茶丁')
    const { id } = (await object(first, worker.token, 500)).body as { id: string }
    expect(
      (await app.call('withdrawDispute', { params: { disputeId: id }, body: {} }, as(employer))).body,
    ).toMatchObject({ code: 'TransitionNotAllowed' })
    await app.must('withdrawDispute', { params: { disputeId: id }, body: {} }, as(worker))
    expect(await app.must('getTimesheet', { params: { engagementId: first } }, as(worker))).toMatchObject({
      minutes: 480,
    })
    const second = await workedOn('2026-11-25', '拣茶戊')
    const open = (await object(second, worker.token, 500)).body as { id: string; dueAt: string }
    await app.advanceTo(new Date(Date.parse(open.dueAt) + 1_000).toISOString())
    const { dispute } = await app.must('getDispute', { params: { disputeId: open.id } }, as(worker))
    expect(dispute).toMatchObject({ state: 'open', late: true, escalatedAt: open.dueAt })
  })
})

describe('rules', () => {
  test('the limit counts calendar days and ends on a working day', () => {
    const policy = loadPolicy(policyPacks)
    // 2026-12-04 is a Friday, the next day moves to Monday.
    expect(mediationDueAt(policy, '2026-11-19', 15)).toEqual(new Date('2026-12-04T23:59:59+08:00'))
    expect(mediationDueAt(policy, '2026-11-20', 15)).toEqual(new Date('2026-12-07T23:59:59+08:00'))
  })
  test('time to object', () => {
    const endsAt = new Date('2026-11-19T17:00:00+08:00')
    expect(inTimeToOpen(endsAt, new Date('2026-11-20T17:00:00+08:00'), 1)).toBe(true)
    expect(inTimeToOpen(endsAt, new Date('2026-11-20T17:00:01+08:00'), 1)).toBe(false)
  })
  test('buttons: the other side agrees, the opener withdraws, the owner decides', () => {
    const open = {
      state: 'open' as const,
      proposalBy: 'worker' as const,
      openedBy: 'worker' as const,
      owned: 'other' as const,
    }
    expect(possibleActs({ ...open, capacities: ['worker'] })).toEqual(['propose', 'withdraw'])
    expect(possibleActs({ ...open, capacities: ['employer'] })).toEqual(['agree', 'propose'])
    expect(possibleActs({ ...open, capacities: ['mediator'] })).toEqual([])
    expect(possibleActs({ ...open, capacities: ['mediator'], owned: 'me' })).toEqual(['decide', 'handOver'])
    expect(possibleActs({ ...open, capacities: ['mediator'], owned: 'nobody' })).toEqual(['decide', 'take'])
    expect(possibleActs({ ...open, capacities: ['worker'], state: 'agreed' })).toEqual([])
  })
  test('agreeing is to the figure on the table', () => {
    expect(sameFigure({ minutes: 500 }, { minutes: 500, amountFen: null })).toBe(true)
    expect(sameFigure({ amountFen: 500 }, { minutes: 500, amountFen: null })).toBe(false)
  })
})
