import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, smsTo, type Signed } from '../../../test/people.ts'
import { site, siteId } from '../../../test/town.ts'
import { anyWork } from '../../../test/wishes.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'
import { addSites } from '../sites/index.ts'

/** Each test has an evening of its own and work on the next day. */
let app: TestApp
let employer: TestEmployer
let people: Signed[]
let day = 18
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  people = []
  for (let n = 0; n < 4; n++) people.push(await signInNewPerson(app, 20 + n, { name: `工人${'甲乙丙丁'[n]}` }))
  const before = await publishWork(app, employer, {
    shifts: [{ startsAt: '2026-12-30T08:00:00+08:00', endsAt: '2026-12-30T17:00:00+08:00', headcount: 4 }],
  })
  for (const one of people) await grab(one, before)
})
afterAll(() => app.close())
beforeEach(() => {
  day += 1
})

const at = (clock: string, days = 0) => `2026-11-${day + days}T${clock}:00+08:00`
const params = (work: PublishedWork) => ({ shiftId: work.shiftIds[0]! })
const grab = (one: Signed, work: PublishedWork) =>
  app.must('grabShift', { params: params(work), body: {} }, { token: one.token })

/** Published in the evening, for the next day. */
async function workTomorrow(from = '08:00', more: { headcount?: number; title?: string } = {}): Promise<PublishedWork> {
  await app.advanceTo(at('20:00'))
  const { headcount = 2, ...terms } = more
  return publishWork(app, employer, {
    ...terms,
    shifts: [{ startsAt: at(from, 1), endsAt: at(from < '08:00' ? '12:00' : '17:00', 1), headcount }],
  })
}
const invite = (work: PublishedWork, ...who: Signed[]) =>
  app.call(
    'inviteWorkers',
    { params: params(work), body: { workerIds: who.map(({ personId }) => personId) } },
    employer,
  )
async function invited(work: PublishedWork, ...who: Signed[]) {
  const answer = await invite(work, ...who)
  if (!answer.ok) throw new Error(answer.body.code)
  return answer.body
}
const list = (work: PublishedWork) => app.must('listShiftOffers', { params: params(work) }, employer)
const offersTo = async (one: Signed, work: PublishedWork) =>
  (await app.must('listMyOffers', { query: {} }, one)).items.filter(({ postingId }) => postingId === work.postingId)
const told = async (one: Signed) => (await smsTo(app, one.phone)).filter(({ params: of }) => !of.code).length
/** Asked by nobody but by name. */
const says = (one: Signed, hours: { askFrom?: string | null; askUntil?: string | null }) =>
  app.must(
    'putWorkerProfile',
    {
      body: {
        ...anyWork({ town: '350902001', occupations: ['4-02-05-01'], channels: ['sms'], takesOffers: false }),
        ...hours,
      },
    },
    one,
  )

describe('夜里的邀请等到早上', () => {
  test('晚上十点半邀请:不打扰,早上六点发出去,答复的时间从那时算起', async () => {
    const work = await workTomorrow()
    await app.advanceTo(at('22:30'))
    const [one] = people as [Signed]
    const before = await told(one)
    const answer = await invited(work, one)
    expect(answer).toMatchObject({
      items: [],
      waiting: [
        { workerName: '工人甲', state: 'waiting', stateLabel: '到点再邀请', asksAt: at('06:00', 1), why: null },
      ],
      cannot: [],
    })
    await app.drain()
    expect([await told(one), await offersTo(one, work)]).toEqual([before, []])
    expect((await list(work)).invitations).toEqual(answer.waiting)

    await app.advanceTo(at('06:00', 1))
    const minutes = app.deps.policy.record('offer.expiryMinutes', `2026-11-${day + 1}`)
    const until = new Date(Date.parse(at('06:00', 1)) + minutes.sms! * 60_000)
    const [offer] = await offersTo(one, work)
    expect(offer).toMatchObject({ state: 'open', madeAt: at('06:00', 1), reasons: ['用工方点名邀请您'] })
    expect(new Date(offer!.expiresAt)).toEqual(until)
    expect(await told(one)).toBe(before + 1)
    expect(await list(work)).toMatchObject({ items: [{ id: offer!.id }], invitations: [] })
    await app.must('takeOffer', { params: { offerId: offer!.id }, body: {} }, one)
  })

  test('五点邀请去干五点半的活:来不及问的当场说清楚、指出路;本人说了四点起可以找的马上邀请', async () => {
    const work = await workTomorrow('05:30')
    const [one, early] = people as [Signed, Signed]
    await says(early, { askFrom: '04:00' })
    await app.advanceTo(at('05:00', 1))
    expect(await invite(work, one)).toMatchObject({
      status: 409,
      body: {
        code: 'NobodyToInvite',
        problems: [{ code: 'tooLate', message: '工人甲:要到6:00才好打扰本人,那时已经开工;急的话请您自己打电话' }],
      },
    })
    await app.advanceTo(at('05:15', 1))
    const answer = await invited(work, one, early)
    // Twenty minutes would end after the work begins.
    expect(answer.items.map(({ workerId, expiresAt }) => [workerId, expiresAt])).toEqual([
      [early.personId, at('05:30', 1)],
    ])
    expect(answer).toMatchObject({
      waiting: [],
      cannot: [{ workerName: '工人甲', why: expect.stringContaining('打电话') }],
    })
    await says(early, { askFrom: null })
  })

  test('本人说了几点起可以找,就等到那时;中间改晚了,跟着晚', async () => {
    const work = await workTomorrow('14:00')
    const [, one] = people as [Signed, Signed]
    await says(one, { askFrom: '08:00' })
    await app.advanceTo(at('07:00', 1))
    expect((await invited(work, one)).waiting).toMatchObject([{ asksAt: at('08:00', 1) }])
    await says(one, { askFrom: '09:00' })
    await app.advanceTo(at('08:30', 1))
    expect((await list(work)).invitations).toMatchObject([{ state: 'waiting', asksAt: at('09:00', 1) }])
    expect(await offersTo(one, work)).toEqual([])
    await app.advanceTo(at('09:00', 1))
    expect(await offersTo(one, work)).toMatchObject([{ state: 'open', madeAt: at('09:00', 1) }])
    await says(one, { askFrom: null })
  })

  test('邀请两次还是一份,到点也只发一次', async () => {
    const work = await workTomorrow()
    const [, , one, other] = people as [Signed, Signed, Signed, Signed]
    await app.advanceTo(at('22:30'))
    const answers = await Promise.all([invited(work, one), invited(work, one), invited(work, one, other)])
    const again = await invited(work, other, one)
    expect(again.waiting.map(({ id }) => id).toSorted()).toEqual(
      (await list(work)).invitations.map(({ id }) => id).toSorted(),
    )
    expect(new Set(answers.flatMap(({ waiting }) => waiting.map(({ id }) => id))).size).toBe(2)
    const before = await told(one)
    await app.advanceTo(at('06:00', 1))
    expect([(await offersTo(one, work)).length, await told(one)]).toEqual([1, before + 1])
    expect(await invite(work, one)).toMatchObject({
      body: { code: 'NobodyToInvite', problems: [{ message: '工人丙:已经问过了,正等本人答复' }] },
    })
  })

  test('收回的不再发;收回两次一样平静,别人收不回,发出去了就不能这样收', async () => {
    const work = await workTomorrow()
    const [, , one, other] = people as [Signed, Signed, Signed, Signed]
    await app.advanceTo(at('22:30'))
    const { waiting } = await invited(work, one, other)
    const back = (worker: Signed, as: { token: string } = employer) => {
      const { id } = waiting.find(({ workerId }) => workerId === worker.personId)!
      return app.call('withdrawInvitation', { params: { invitationId: id }, body: {} }, as)
    }
    expect((await back(one, people[0]!)).status).toBe(404)
    expect(await back(one)).toMatchObject({ status: 200, body: { state: 'withdrawn', stateLabel: '收回了' } })
    expect((await back(one)).status).toBe(200)
    const before = await told(one)
    await app.advanceTo(at('06:00', 1))
    expect([await offersTo(one, work), await told(one)]).toEqual([[], before])
    expect(await list(work)).toMatchObject({ items: [{ workerId: other.personId }], invitations: [] })
    expect(await back(other)).toMatchObject({ status: 409, body: { code: 'StateConflict' } })
    // Taken back is no refusal: in the daytime the same person may be asked.
    expect((await invited(work, one)).items).toHaveLength(1)
  })

  test('驿站的人替用工方邀请、替它收回,留下是谁替谁办的', async () => {
    const work = await workTomorrow()
    const [, , one] = people as [Signed, Signed, Signed]
    await app.advanceTo(at('22:30'))
    await app.within((ctx) => addSites(ctx, [site(siteId, '350981', '350981107', '社口镇零工驿站')]))
    const clerk = await signInNewStaff(app, 'invitingclerk', [{ role: 'clerk', county: '350981', siteId }])
    await app.must('beginAssist', { body: { employerId: employer.employerId, how: 'idCard' } }, clerk)
    const body = { workerIds: [one.personId] }
    const { waiting } = await app.must('inviteWorkers', { params: params(work), body }, clerk)
    expect(waiting).toHaveLength(1)
    const invitationId = waiting[0]!.id
    expect((await app.must('listShiftOffers', { params: params(work) }, clerk)).invitations).toEqual(waiting)
    await app.must('withdrawInvitation', { params: { invitationId }, body: {} }, clerk)
    const audit = await app.within((ctx) =>
      ctx.tx.query('select act, capacity, on_behalf_of from audit_entries where subject_id = $1 order by at, id', [
        invitationId,
      ]),
    )
    const forEmployer = { capacity: 'clerk', on_behalf_of: employer.employerId }
    expect(audit).toEqual([
      { act: 'create', ...forEmployer },
      { act: 'withdraw', ...forEmployer },
    ])
  })
})

describe('到点再看一遍', () => {
  test('夜里名额满了:不发,把原因告诉用工方', async () => {
    const work = await workTomorrow('08:00', { headcount: 1 })
    const [one, other] = people as [Signed, Signed]
    await app.advanceTo(at('22:30'))
    await invited(work, one)
    // Later, so that the contract may still be unsigned at six.
    await app.advanceTo(at('05:50', 1))
    await grab(other, work)
    await app.advanceTo(at('06:00', 1))
    expect(await offersTo(one, work)).toEqual([])
    expect(await list(work)).toMatchObject({
      invitations: [{ workerName: '工人甲', state: 'dropped', stateLabel: '没有邀请', why: '名额满了' }],
    })
  })

  test('需求关了:当场不再等,到点也不发', async () => {
    const work = await workTomorrow()
    const [one] = people as [Signed]
    await app.advanceTo(at('22:30'))
    await invited(work, one)
    await app.must('closePosting', { params: { postingId: work.postingId } }, employer)
    await app.drain()
    expect((await list(work)).invitations).toMatchObject([{ state: 'dropped', why: '这个班不招了' }])
    await app.advanceTo(at('06:00', 1))
    expect(await offersTo(one, work)).toEqual([])
  })

  test('有人接了别的活,有人自己接了这个班:各有各的原因,其余的人照发', async () => {
    const work = await workTomorrow('08:00', { headcount: 3 })
    const elsewhere = await publishWork(app, employer, {
      title: '包装茶叶',
      occupation: '打包的',
      shifts: [{ startsAt: at('09:00', 1), endsAt: at('12:00', 1), headcount: 1 }],
    })
    const [one, other, third] = people as [Signed, Signed, Signed]
    await app.advanceTo(at('22:30'))
    await invited(work, one, other, third)
    await app.advanceTo(at('05:50', 1))
    await grab(one, elsewhere)
    await grab(other, work)
    await app.advanceTo(at('06:00', 1))
    const { items, invitations } = await list(work)
    expect(items.map(({ workerId }) => workerId)).toEqual([third.personId])
    expect(Object.fromEntries(invitations.map(({ workerName, why }) => [workerName, why]))).toEqual({
      工人甲: '那个时候有别的活',
      工人乙: '已经接了这个班',
    })
    const audit = await app.within((ctx) =>
      ctx.tx.query<{ act: string; reason_code: string | null }>(
        `select act, reason_code from audit_entries where subject_kind = 'invitation' and subject_id = any ($1::uuid[])
         order by act, reason_code`,
        [invitations.map(({ id }) => id)],
      ),
    )
    expect(audit.filter(({ act }) => act === 'drop').map(({ reason_code }) => reason_code)).toEqual(['busy', 'coming'])
  })
})
