import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, type Signed } from '../../../test/people.ts'
import { newEmployer, fundWork, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'
import { confirmedHours, disputeHours, resolveHours } from './index.ts'

let app: TestApp
let employer: TestEmployer
let workers: Signed[]
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  workers = []
  for (let n = 0; n < 3; n++) workers.push(await signInNewPerson(app, 10 + n, { name: `工人${'甲乙丙'[n]}` }))
})
afterAll(() => app.close())

const place = { lat: 27.0884, lng: 119.6474 }
const near = { ...place, accuracyMeters: 20 }
const as = (one: { token: string }) => ({ token: one.token })

type Draft = Parameters<typeof publishWork>[2]
/** Funded: an employer in arrears could publish nothing more. */
async function workOn(day: string, more: Draft = {}): Promise<PublishedWork> {
  const shifts = [{ startsAt: `2026-${day}T08:00:00+08:00`, endsAt: `2026-${day}T17:00:00+08:00`, headcount: 3 }]
  const work = await publishWork(app, employer, { shifts, ...place, ...more })
  await fundWork(app, work)
  return work
}

async function take(work: PublishedWork, worker: Signed): Promise<string> {
  const { engagements } = await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, as(worker))
  await app.drain()
  return engagements[0]!.id
}

async function codeToSign(worker: Signed, work: PublishedWork): Promise<{ contractId: string; code: string }> {
  const { items } = await app.must('listMyContracts', { query: {} }, as(worker))
  const contractId = items.find((item) => item.postingId === work.postingId)!.id
  app.clock.advance(61_000)
  await app.must('requestCode', { body: { purpose: 'signContract', subjectId: contractId } }, as(worker))
  return { contractId, code: await codeFor(app, worker.phone) }
}

async function takeAndSign(work: PublishedWork, worker: Signed): Promise<string> {
  const engagementId = await take(work, worker)
  const { contractId, code } = await codeToSign(worker, work)
  await app.must('signContract', { params: { contractId }, body: { code } }, as(worker))
  await app.drain()
  return engagementId
}

const engagement = (worker: Signed, engagementId: string) =>
  app.must('getEngagement', { params: { engagementId } }, as(worker))
const sheet = (one: { token: string }, engagementId: string) =>
  app.must('getTimesheet', { params: { engagementId } }, as(one))
const at = (day: string, clock: string) => app.advanceTo(`2026-${day}T${clock}+08:00`)

async function worked(
  day: string,
  worker: Signed,
  from = '08:00:00',
  to = '17:00:00',
  more: Draft = {},
): Promise<string> {
  const engagementId = await takeAndSign(await workOn(day, more), worker)
  const params = { engagementId }
  await at(day, from)
  await app.must('checkIn', { params, body: { location: near } }, as(worker))
  await at(day, to)
  await app.must('checkOut', { params, body: { location: near } }, as(worker))
  await app.drain()
  return engagementId
}

describe('签到签退', () => {
  test('扫用工方的码签到签退,工时记下,用工方确认,重复点都平静', async () => {
    const [worker, stranger] = workers as [Signed, Signed]
    const work = await workOn('11-19')
    const engagementId = await takeAndSign(work, worker)
    const { url, svg, validFrom } = await app.must(
      'getShiftCode',
      { params: { shiftId: work.shiftIds[0]! } },
      as(employer),
    )
    expect(svg).toContain('<svg')
    expect(validFrom).toBe('2026-11-19T07:00:00+08:00')
    const params = { token: url.split('/').at(-1)! }
    expect((await app.call('checkInByCode', { params, body: {} }, as(worker))).body).toMatchObject({
      code: 'CheckCodeInvalid',
    })
    await at('11-19', '07:40:00')
    expect((await app.call('checkInByCode', { params, body: {} }, as(stranger))).body).toMatchObject({
      code: 'NotYourShift',
    })
    expect(await app.must('readCheckCode', { params }, as(worker))).toMatchObject({
      engagementId,
      canCheckIn: true,
      mustSign: false,
    })
    expect(await app.must('checkInByCode', { params, body: {} }, as(worker))).toMatchObject({
      state: 'working',
      already: false,
    })
    expect(await app.must('checkInByCode', { params, body: {} }, as(worker))).toMatchObject({
      state: 'working',
      already: true,
    })
    const today = await app.must('listToday', { params: { employerId: employer.employerId }, query: {} }, as(employer))
    expect(today.items).toEqual([expect.objectContaining({ engagementId, presence: 'here' })])

    await at('11-19', '17:05:00')
    expect(await app.must('checkOutByCode', { params, body: {} }, as(worker))).toMatchObject({
      state: 'worked',
      already: false,
    })
    expect(await app.must('checkOutByCode', { params, body: {} }, as(worker))).toMatchObject({ already: true })
    expect(await sheet(worker, engagementId)).toMatchObject({
      state: 'recorded',
      minutes: 480,
      overtimeMinutes: 0,
      lateMinutes: 0,
    })
    const confirm = { params: { employerId: employer.employerId }, body: { engagementIds: [engagementId] } }
    expect(await app.must('confirmTimesheets', confirm, as(employer))).toMatchObject({ items: [{ ok: true }] })
    expect(await app.must('confirmTimesheets', confirm, as(employer))).toMatchObject({ items: [{ ok: true }] })
    expect((await engagement(worker, engagementId)).state).toBe('confirmed')
    expect(await app.within((ctx) => confirmedHours(ctx, engagementId))).toMatchObject({
      minutes: 480,
      undisputedMinutes: 480,
      state: 'confirmed',
      confirmedBy: 'employer',
      brokenOff: false,
    })
  })

  test('换了码,旧码马上不能用', async () => {
    const [worker] = workers as [Signed]
    const work = await workOn('11-20')
    await takeAndSign(work, worker)
    const shift = { shiftId: work.shiftIds[0]! }
    const old = await app.must('getShiftCode', { params: shift }, as(employer))
    const fresh = await app.must('renewShiftCode', { params: shift, body: {} }, as(employer))
    expect(fresh.url).not.toBe(old.url)
    expect((await app.call('getShiftCode', { params: shift }, as(worker))).status).toBe(404)
    await at('11-20', '08:00:00')
    const by = (url: string) => ({ params: { token: url.split('/').at(-1)! }, body: {} })
    expect((await app.call('checkInByCode', by(old.url), as(worker))).body).toMatchObject({ code: 'CheckCodeInvalid' })
    expect(await app.must('checkInByCode', by(fresh.url), as(worker))).toMatchObject({ state: 'working' })
    await app.must(
      'breakOff',
      {
        params: { engagementId: (await app.must('getMyWork', { query: {} }, as(worker))).items[0]!.engagementId },
        body: { reason: { code: 'rain' } },
      },
      as(worker),
    )
  })

  test('定位签到:太早、太远、太不准都说清楚;位置只加密存个大概', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await takeAndSign(await workOn('11-21'), worker)
    const params = { engagementId }
    await at('11-21', '06:59:00')
    const check = (location: typeof near) => app.call('checkIn', { params, body: { location } }, as(worker))
    expect((await check(near)).body).toMatchObject({
      code: 'CheckInTooEarly',
      message: '还没到签到时间,11-21 07:00起可以签到。',
    })
    await at('11-21', '08:00:00')
    expect((await check({ ...near, lat: place.lat + 0.01 })).body).toMatchObject({ code: 'LocationTooFar' })
    expect((await check({ ...near, lat: place.lat + 0.002, accuracyMeters: 900 })).body).toMatchObject({
      code: 'LocationTooVague',
    })
    expect((await app.call('checkIn', { params, body: {} }, as(worker))).status).toBe(400)
    expect((await check({ ...near, lat: place.lat + 0.001 })).body).toMatchObject({ state: 'working' })
    const [row] = await app.within((ctx) =>
      ctx.tx.query<{ place_enc: Buffer; distance_meters: number }>('select * from checks where engagement_id = $1', [
        engagementId,
      ]),
    )
    expect(row!.distance_meters).toBe(111)
    expect(row!.place_enc.toString('latin1')).not.toContain('27.08')
    await expect(app.within((ctx) => ctx.tx.query('delete from checks'))).rejects.toThrow('permission denied')
    await at('11-21', '17:00:00')
    await app.must('checkOut', { params, body: { location: near } }, as(worker))
  })

  test('合同没签不能上工;在门口输验证码,当场签好再签到', async () => {
    const [worker] = workers as [Signed]
    const work = await workOn('11-22')
    await at('11-22', '07:50:00')
    const engagementId = await take(work, worker)
    const params = { engagementId }
    const refused = await app.call('checkIn', { params, body: { location: near } }, as(worker))
    expect(refused.body).toMatchObject({ code: 'NotConcluded' })
    await at('11-22', '08:05:00')
    const { contractId, code } = await codeToSign(worker, work)
    const wrong = await app.call('checkIn', { params, body: { location: near, code: '000000' } }, as(worker))
    expect(wrong.body).toMatchObject({ code: 'CodeWrong' })
    expect((await engagement(worker, engagementId)).state).toBe('accepted')
    // The foreman's phone, the worker's code.
    expect(await app.must('checkIn', { params, body: { code } }, as(employer))).toMatchObject({ state: 'working' })
    const contract = await app.must('getContract', { params: { contractId } }, as(worker))
    expect(contract.signings.at(-1)).toMatchObject({ party: 'worker', channel: 'gate' })
    await at('11-22', '17:00:00')
    await app.must('checkOut', { params, body: {} }, as(employer))
  })

  test('带班一次点名,每个人各有结果', async () => {
    const [one, two, three] = workers as [Signed, Signed, Signed]
    const work = await workOn('11-23')
    const first = await takeAndSign(work, one)
    const second = await takeAndSign(work, two)
    await at('11-23', '07:55:00')
    const unsigned = await take(work, three)
    await at('11-23', '08:00:00')
    const shift = { shiftId: work.shiftIds[0]! }
    const all = await app.must(
      'checkInCrew',
      { params: shift, body: { engagementIds: [first, second, unsigned] } },
      as(employer),
    )
    const byId = new Map(all.items.map((item) => [item.engagementId, item]))
    expect([byId.get(first)!.ok, byId.get(second)!.ok, byId.get(unsigned)!.code]).toEqual([true, true, 'NotConcluded'])
    const stranger = await app.must('checkOutCrew', { params: shift, body: { engagementIds: [first] } }, as(one))
    expect(stranger.items).toEqual([expect.objectContaining({ ok: false, code: 'NotFound' })])
    await at('11-23', '17:00:00')
    const out = await app.must(
      'checkOutCrew',
      { params: shift, body: { engagementIds: [first, second] } },
      as(employer),
    )
    expect(out.items.every((item) => item.ok)).toBe(true)
  })
})

describe('到点没来、没人签退', () => {
  test('签了合同没来,过了时间系统记为没有到岗', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await takeAndSign(await workOn('11-24'), worker)
    await at('11-24', '08:59:59')
    expect((await engagement(worker, engagementId)).state).toBe('concluded')
    await at('11-24', '09:00:00')
    expect(await engagement(worker, engagementId)).toMatchObject({
      state: 'noShow',
      endedBy: 'system',
      endedReason: 'deadlinePassed',
    })
  })

  test('忘了签退,按约定的下班时间自动签退;没人异议,到期自动确认', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await takeAndSign(await workOn('11-25'), worker)
    await at('11-25', '08:00:00')
    await app.must('checkIn', { params: { engagementId }, body: { location: near } }, as(worker))
    await at('11-25', '18:59:59')
    expect((await engagement(worker, engagementId)).state).toBe('working')
    await at('11-25', '19:00:00')
    const recorded = await sheet(worker, engagementId)
    expect(recorded).toMatchObject({
      state: 'recorded',
      autoCheckedOut: true,
      minutes: 480,
      checkedOutAt: '2026-11-25T17:00:00+08:00',
    })
    await app.advanceTo(recorded.confirmBy!)
    expect(await sheet(worker, engagementId)).toMatchObject({ state: 'confirmed', confirmedBy: 'system', minutes: 480 })
    expect(['confirmed', 'paid']).toContain((await engagement(worker, engagementId)).state)
  })

  test('让提前回去,至少按两小时算', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await takeAndSign(await workOn('11-26'), worker)
    await at('11-26', '08:00:00')
    const params = { engagementId }
    await app.must('checkIn', { params, body: { location: near } }, as(worker))
    await at('11-26', '08:30:00')
    await app.must('breakOff', { params, body: { reason: { code: 'sentHome' } } }, as(employer))
    expect(await sheet(worker, engagementId)).toMatchObject({
      minutes: 120,
      brokenOffReason: 'sentHome',
      brokenOffLabel: '雇主让提前回去',
    })
    expect(await app.within((ctx) => confirmedHours(ctx, engagementId))).toMatchObject({
      brokenOff: true,
      reason: 'sentHome',
    })
  })
})

describe('改工时', () => {
  const reason = { code: 'leftEarly' }

  test('用工方改少,工人接受才算;自己改的自己不能确认', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await worked('11-27', worker)
    const params = { engagementId }
    await app.must('correctTimesheet', { params, body: { minutes: 420, reason } }, as(employer))
    const own = await app.must(
      'confirmTimesheets',
      { params: { employerId: employer.employerId }, body: { engagementIds: [engagementId] } },
      as(employer),
    )
    expect(own.items[0]).toMatchObject({ ok: false, code: 'OwnCorrection' })
    expect(await app.must('acceptTimesheet', { params, body: {} }, as(worker))).toMatchObject({
      state: 'confirmed',
      minutes: 420,
      confirmedBy: 'worker',
    })
    expect((await engagement(worker, engagementId)).state).toBe('confirmed')
  })

  test('用工方改少,工人没回话:到期按签到签退的记录算', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await worked('11-28', worker)
    const corrected = await app.must(
      'correctTimesheet',
      { params: { engagementId }, body: { minutes: 300, reason } },
      as(employer),
    )
    expect(corrected).toMatchObject({ state: 'corrected', minutes: 300, recordedMinutes: 480 })
    await app.advanceTo(corrected.confirmBy!)
    expect(await sheet(worker, engagementId)).toMatchObject({ state: 'confirmed', minutes: 480, confirmedBy: 'system' })
  })

  test('有争议:没争议的部分写明,处理完按结果算', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await worked('11-29', worker, '08:00:00', '16:00:00')
    await app.within((ctx) =>
      disputeHours(ctx, engagementId, { by: 'worker', claimedMinutes: 480, reason: { code: 'hoursWrong' } }),
    )
    expect((await engagement(worker, engagementId)).state).toBe('disputed')
    expect(await app.within((ctx) => confirmedHours(ctx, engagementId))).toMatchObject({
      state: 'disputed',
      undisputedMinutes: 420,
      minutes: 420,
    })
    await at('11-30', '12:00:00')
    expect((await engagement(worker, engagementId)).state).toBe('disputed')
    await app.within((ctx) =>
      resolveHours(ctx, engagementId, { by: 'mediator', minutes: 450, reason: { code: 'decided' } }),
    )
    expect(await app.within((ctx) => confirmedHours(ctx, engagementId))).toMatchObject({
      state: 'confirmed',
      minutes: 450,
      confirmedBy: 'mediator',
    })
  })

  test('计件的活:记了数量才能确认,工人看得到', async () => {
    const [worker] = workers as [Signed]
    const more: Draft = { payMethod: 'piece', amountFen: 500, pieceUnit: '斤' }
    const engagementId = await worked('12-01', worker, '08:00:00', '17:00:00', more)
    const confirm = { params: { employerId: employer.employerId }, body: { engagementIds: [engagementId] } }
    expect((await app.must('confirmTimesheets', confirm, as(employer))).items[0]).toMatchObject({
      ok: false,
      code: 'PiecesMissing',
    })
    expect((await app.call('countPieces', { params: { engagementId }, body: { pieces: 40 } }, as(worker))).status).toBe(
      404,
    )
    await app.must('countPieces', { params: { engagementId }, body: { pieces: 40 } }, as(employer))
    expect(await sheet(worker, engagementId)).toMatchObject({ pieces: 40, pieceUnit: '斤' })
    expect((await app.must('confirmTimesheets', confirm, as(employer))).items[0]).toMatchObject({ ok: true })
  })

  test('别人的工时看不到', async () => {
    const [worker, stranger] = workers as [Signed, Signed]
    const { items } = await app.must('listMyEngagements', { query: {} }, as(worker))
    expect(
      (await app.call('getTimesheet', { params: { engagementId: items[0]!.id } }, as(stranger))).body,
    ).toMatchObject({ code: 'NotFound' })
  })
})

describe('用工方说没来', () => {
  test('上工半小时后就能记没有到岗,早了说还要等几分钟', async () => {
    const [worker] = workers as [Signed]
    const engagementId = await takeAndSign(await workOn('12-09'), worker)
    const body = { reason: { code: 'didNotCome' } }
    const report = () => app.call('reportNoShow', { params: { engagementId }, body }, as(employer))
    await at('12-09', '08:20:00')
    expect((await report()).body).toMatchObject({
      code: 'TooEarlyForNoShow',
      message: expect.stringContaining('10分钟'),
    })
    await at('12-09', '08:30:00')
    expect((await report()).body).toMatchObject({ state: 'noShow', endedBy: 'employer' })
  })
})
