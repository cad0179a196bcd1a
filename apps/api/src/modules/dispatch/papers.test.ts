import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'

const electrician = '6-31-01-03'
const town = '350981107'
let app: TestApp
let employer: TestEmployer
let worker: Signed
let other: Signed
let officer: { token: string }
let grab: PublishedWork
let apply: PublishedWork
let dispatched: PublishedWork
const on = (day: number) => [
  { startsAt: `2026-11-${day}T08:00:00+08:00`, endsAt: `2026-11-${day}T17:00:00+08:00`, headcount: 1 },
]

beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  worker = await signInNewPerson(app, 700, { name: '林电工' })
  other = await signInNewPerson(app, 701, { name: '吴小工' })
  for (const one of [worker, other])
    await app.must('putWorkerProfile', { body: anyWork({ town, occupations: [electrician], channels: ['app'] }) }, one)
  officer = await signInNewStaff(app, 'officer-papers', [{ role: 'countyOfficer', county: '350981', siteId: null }])
  const work = { occupation: '电工', title: '换配电箱', skills: '会接线' }
  grab = await publishWork(app, employer, { ...work, fillMode: 'grab', shifts: on(24) })
  apply = await publishWork(app, employer, { ...work, fillMode: 'apply', shifts: on(25) })
  dispatched = await publishWork(app, employer, { ...work, fillMode: 'dispatch', shifts: on(26) })
  await app.drain()
})
afterAll(() => app?.close())

const first = (work: PublishedWork) => ({ shiftId: work.shiftIds[0]! })
const offers = () =>
  app.within((ctx) =>
    ctx.tx.query<{ worker_id: string }>('select worker_id from offers where shift_id = $1', [dispatched.shiftIds[0]!]),
  )

describe('要证的活', () => {
  let qualificationId: string

  test('没有证:抢不了、报不了名,推荐里排在后面说明白,也不来问', async () => {
    const grabbed = await app.call('grabShift', { params: first(grab), body: {} }, worker)
    expect(grabbed).toMatchObject({
      body: {
        code: 'WorkerNotEligible',
        problems: [
          {
            code: 'certificateMissing',
            message: '要有电工证,您的资料里还没有;有的话到“我的证书”拍照交上',
          },
        ],
      },
    })
    expect(await app.call('applyForShift', { params: first(apply), body: {} }, worker)).toMatchObject({
      body: { code: 'WorkerNotEligible' },
    })
    const feed = await app.must('getMyFeed', { query: {} }, worker)
    expect(feed.items.length).toBeGreaterThan(0)
    for (const { reasons } of feed.items) expect(reasons[0]).toContain('要有电工证')
    expect(await offers()).toEqual([])
  })

  test('交了等核验:说还在核验;为什么没叫我也这样说', async () => {
    const body = { code: 'electrician', number: 'T352201197501010017', validUntil: '2026-11-25' }
    qualificationId = (await app.must('addQualification', { body }, worker)).id
    const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64')
    const front = { qualificationId, side: 'front' as const }
    await app.must('putQualificationPhoto', { params: front, body: { photo } }, worker)
    await app.must('submitQualification', { params: { qualificationId }, body: {} }, worker)
    const waiting = '要有电工证,您的还在核验'
    const fit = await app.must('getShiftFit', { params: first(grab), query: {} }, worker)
    expect(fit).toMatchObject({ fits: false, obstacles: [waiting] })
    expect(await app.must('getWhyNot', { params: first(dispatched), query: {} }, worker)).toEqual({
      state: 'obstacles',
      reasons: [waiting],
    })
  })

  test('核验了:当天有效的能接,当天已过期的不能;用工方只看到已核验、到哪天', async () => {
    const params = { qualificationId }
    await app.must('verifyQualification', { params, body: { validUntil: '2026-11-25' } }, officer)
    await app.drain()
    await app.must('applyForShift', { params: first(apply), body: {} }, worker)
    const { items } = await app.must('listApplicants', { params: first(apply) }, employer)
    expect(items[0]?.reasons[0]).toBe('电工证已核验,有效到2026年11月25日')
    expect(JSON.stringify(items)).not.toContain('T352201197501010017')
    await app.must('grabShift', { params: first(grab), body: {} }, worker)
    // The shift the platform offers is a day later than the certificate lasts.
    const why = await app.must('getWhyNot', { params: first(dispatched), query: {} }, worker)
    expect(why.reasons).toEqual(['要有电工证,您的2026年11月25日就到期了,换了新证请到“我的证书”再拍一次'])
    expect(await offers()).toEqual([])
  })

  test('换了新证,平台就来问;没证的那位始终不问', async () => {
    const body = { code: 'electrician', number: 'T352201197501010025', validUntil: '2032-11-25' }
    const next = await app.must('addQualification', { body }, worker)
    const front = { qualificationId: next.id, side: 'front' as const }
    const photo = Buffer.from([0x89, 0x50, 0x4e, 0x47]).toString('base64')
    await app.must('putQualificationPhoto', { params: front, body: { photo } }, worker)
    await app.must('submitQualification', { params: { qualificationId: next.id }, body: {} }, worker)
    await app.must(
      'verifyQualification',
      { params: { qualificationId: next.id }, body: { validUntil: '2032-11-25' } },
      officer,
    )
    await app.drain()
    expect(await offers()).toEqual([{ worker_id: worker.personId }])
    const mine = await app.must('listMyQualifications', { query: {} }, worker)
    expect(mine.items.map(({ id, state }) => [id, state])).toEqual([[next.id, 'verified']])
  })

  test('接了活以后证被收回:两边都告诉,谁也不替他们取消', async () => {
    const params = { qualificationId }
    const notices = async (as: { token: string }, query = {}) =>
      (await app.must('listNotices', { query }, as)).items.map(({ title }) => title)
    const renewed = (await app.must('listMyQualifications', { query: {} }, worker)).items[0]!
    const reasons = [{ code: 'notFound' }]
    await app.must('refuseQualification', { params: { qualificationId: renewed.id }, body: { reasons } }, officer)
    await app.drain()
    expect(renewed.id).not.toBe(params.qualificationId)
    expect(await notices(worker)).toContain('您接的活要的证不算数了')
    expect(await notices(employer, { employerId: employer.employerId })).toContain('有人的证不算数了')
    expect(
      await app.call('inviteWorkers', { params: first(apply), body: { workerIds: [worker.personId] } }, employer),
    ).toMatchObject({
      body: { code: 'NobodyToInvite', problems: [{ message: '林电工:要有电工证,还没有核验过的' }] },
    })
    const own = await app.must('listMyEngagements', { query: {} }, worker)
    expect(own.items.map(({ state }) => state)).toEqual(['accepted'])
  })

  test('用工方另外要的证:列表里没有的退回;要了就和法律要的一样管', async () => {
    const asks = { qualifications: ['healthCertificate'] }
    const kitchen = await publishWork(app, employer, { title: '食堂帮厨', fillMode: 'grab', shifts: on(27), ...asks })
    const posting = await app.must('getPosting', { params: { postingId: kitchen.postingId } })
    expect(posting.certificates).toEqual(['健康证'])
    expect(await app.call('grabShift', { params: first(kitchen), body: {} }, other)).toMatchObject({
      body: { problems: [{ message: '要有健康证,您的资料里还没有;有的话到“我的证书”拍照交上' }] },
    })
    const feed = await app.must('getMyFeed', { query: {} }, other)
    const shown = feed.items.find(({ shift }) => shift.postingId === kitchen.postingId)
    expect(shown?.reasons[0] ?? '要有健康证').toContain('要有健康证')
    const draft = { employerId: employer.employerId, title: '搬货', qualifications: ['flying'] }
    expect(await app.call('createPosting', { body: draft }, employer)).toMatchObject({
      body: { problems: [{ path: 'qualifications', code: 'unknown' }] },
    })
  })
})
