import { reasons, troubleKinds, type TroubleKind } from '@linggong/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { here, settleTown, siteId, type Town } from '../../../test/town.ts'
import { publishWork } from '../../../test/work.ts'
import { moveEngagement } from '../engagements/index.ts'
import { mayRaise, possibleWithTrouble } from './rules-troubles.ts'

let app: TestApp
let town: Town
let worker: Signed
let engagementId: string
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
})
afterAll(() => app?.close())

let made = 0
beforeEach(async () => {
  made += 1
  worker = await signInNewPerson(app, 720 + made, { name: '陈大山' })
  const day = `2026-12-${String(made).padStart(2, '0')}`
  const shifts = [{ startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T17:00:00+08:00`, headcount: 1 }]
  const work = await publishWork(app, town.employer, { title: `拣茶${made}`, shifts, siteId })
  const grabbed = await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, worker)
  engagementId = grabbed.engagements[0]!.id
  await app.drain()
})

const raise = (kind: TroubleKind, token = worker.token, words?: string) =>
  app.call('raiseTrouble', { params: { engagementId }, body: { kind, ...(words && { words }) } }, { token })
/** Staff sessions end when nobody uses them. */
const staff = async (role: 'clerk' | 'countyOfficer' | 'mediator', county = here) =>
  signInNewStaff(app, `trouble${role}${county}${made}`, [{ role, county, siteId: role === 'clerk' ? siteId : null }])
const kinds = async (token: string, employerId?: string) => {
  const query = { limit: 100, ...(employerId && { employerId }) }
  return (await app.must('listNotices', { query }, { token })).items
    .filter((item) => item.topic === 'trouble')
    .map((item) => item.kind)
}

describe('求助', () => {
  test('找不到地方:马上知道打给谁,用工方收到通知,点两次只算一次', async () => {
    const first = await raise('cannotFind', worker.token, '导航到了一片茶园')
    expect(first).toMatchObject({
      status: 201,
      body: {
        trouble: { state: 'open', kindLabel: '找不到地方', late: false, possible: ['solve'] },
        callNow: [{ reaches: '社口镇零工驿站', number: '0593-0000000' }],
        callOtherSide: true,
      },
    })
    expect((await raise('cannotFind')).body).toMatchObject({
      trouble: { id: (first.body as { trouble: { id: string } }).trouble.id, words: '导航到了一片茶园' },
    })
    await app.drain()
    expect(await kinds(town.employer.token, town.employer.employerId)).toEqual(['trouble.employer'])
    const { items } = await app.must('listMyTroubles', { query: {} }, worker)
    expect(items).toHaveLength(1)
  })

  test('受伤:先告诉打120,县里马上知道;别县的人看不到', async () => {
    await app.within(async (ctx) => {
      await moveEngagement(ctx, engagementId, { move: 'conclude', by: 'system' })
    })
    const { body } = await raise('injured')
    expect(body).toMatchObject({ callNow: [{ number: '120' }, { number: '12333' }, { number: '0593-0000000' }] })
    await app.drain()
    const officer = await staff('countyOfficer')
    expect(await kinds(officer.token)).toContain('trouble.county')
    const far = await staff('countyOfficer', '350902')
    const id = (body as { trouble: { id: string } }).trouble.id
    expect(await app.call('takeTrouble', { params: { troubleId: id }, body: {} }, far)).toMatchObject({ status: 404 })
    const elsewhere = await app.must('listTroubles', { query: {} }, far)
    expect(elsewhere.items.map((item) => item.id)).not.toContain(id)
  })

  test('驿站接手并办结,别人插不了手;工人收到结果,待办里也没有了', async () => {
    const { body } = await raise('nobodyThere')
    const troubleId = (body as { trouble: { id: string } }).trouble.id
    const params = { troubleId }
    const clerk = await staff('clerk')
    const todo = async () =>
      (await app.must('getToDos', { query: {} }, clerk)).items.find((item) => item.kind === 'troubleOpen')?.count ?? 0
    const waiting = await todo()
    expect(waiting).toBeGreaterThan(0)
    expect(await app.must('takeTrouble', { params, body: {} }, clerk)).toMatchObject({ possible: ['solve'] })
    const mediator = await staff('mediator')
    const reason = { code: 'found', note: '老板在后门' }
    expect((await app.call('takeTrouble', { params, body: {} }, mediator)).body).toMatchObject({
      code: 'TroubleOwnedByOther',
    })
    expect((await app.call('solveTrouble', { params, body: { reason } }, mediator)).body).toMatchObject({
      code: 'TroubleOwnedByOther',
    })
    expect((await app.call('solveTrouble', { params, body: { reason: { code: 'x' } } }, clerk)).body).toMatchObject({
      code: 'ReasonMissing',
    })
    expect(await app.must('solveTrouble', { params, body: { reason } }, clerk)).toMatchObject({
      state: 'solved',
      resultLabel: '找到地方、见到人了',
      resultNote: '老板在后门',
      possible: [],
    })
    await app.drain()
    expect(await kinds(worker.token)).toEqual(['troubleSolved.worker'])
    expect(await todo()).toBe(waiting - 1)
    expect((await app.call('solveTrouble', { params, body: { reason } }, worker)).body).toMatchObject({
      code: 'TroubleSolved',
    })
  })

  test('接手的人看得到两边的电话,工人查得到谁看过;没接手、被别人接手、办结以后都看不到', async () => {
    const { body } = await raise('cannotFind')
    const params = { troubleId: (body as { trouble: { id: string } }).trouble.id }
    const mediator = await staff('mediator')
    const show = async (as: { token: string }) => app.call('showTroublePhones', { params, body: {} }, as)
    expect((await show(mediator)).body).toMatchObject({ code: 'TroubleNotTaken' })
    await app.must('takeTrouble', { params, body: {} }, mediator)
    expect((await show(mediator)).body).toMatchObject({
      worker: { name: '陈大山', phone: worker.phone },
      employer: { phone: expect.stringMatching(/^\d{11}$/) },
    })
    expect((await show(await staff('countyOfficer'))).body).toMatchObject({ code: 'TroubleOwnedByOther' })
    expect((await show(await staff('countyOfficer', '350902'))).status).toBe(404)
    const { items } = await app.must('listMyViews', {}, worker)
    expect(items.map((item) => item.sentence)).toEqual([expect.stringMatching(/看了您的手机号,用途:联系上工的事$/)])
    await app.must('solveTrouble', { params, body: { reason: { code: 'found' } } }, mediator)
    expect((await show(mediator)).body).toMatchObject({ code: 'TroubleSolved' })
  })

  test('到时限没办结,县里督办;工人自己可以说不用了', async () => {
    const { body } = await raise('cannotFind')
    const troubleId = (body as { trouble: { id: string } }).trouble.id
    app.clock.advance(31 * 60_000)
    await app.drain()
    const officer = await staff('countyOfficer')
    expect((await kinds(officer.token)).filter((kind) => kind === 'troubleOverdue.county')).not.toEqual([])
    const { items } = await app.must('listTroubles', { query: { limit: 100 } }, officer)
    expect(items.find((item) => item.id === troubleId)).toMatchObject({ late: true, possible: ['solve', 'take'] })
    const done = { params: { troubleId }, body: { reason: { code: 'notNeeded' } } }
    expect(await app.must('solveTrouble', done, worker)).toMatchObject({ state: 'solved' })
  })

  test('用工方和外人不能替工人求助,也看不到;不到时候的求助说清楚', async () => {
    expect(await raise('cannotFind', town.employer.token)).toMatchObject({ status: 404 })
    expect(await raise('cannotFind', town.stranger.token)).toMatchObject({ status: 404 })
    expect((await raise('notPaid')).body).toMatchObject({ code: 'TroubleNotNow' })
  })
})

describe('rules', () => {
  test('every kind has its words and its answer in the policy', () => {
    const labels = Object.fromEntries(Object.entries(troubleKinds).map(([kind, { label }]) => [kind, label]))
    expect(reasons['trouble.raise']).toEqual(labels)
    const said = app.deps.policy.value('trouble.kinds', '2026-11-19', { county: here })
    expect(said.map((one) => one.kind).sort()).toEqual(Object.keys(troubleKinds).sort())
    const lines = app.deps.policy.value('help.hotlines', '2026-11-19').map((line) => line.id)
    expect(lines).toEqual(expect.arrayContaining(said.flatMap((one) => one.hotlines)))
  })
  test('when each may be called, and who may do what', () => {
    expect(mayRaise('injured', 'accepted')).toBe(false)
    expect(mayRaise('notPaid', 'confirmed')).toBe(true)
    expect(possibleWithTrouble('open', ['officer'], 'nobody')).toEqual(['solve', 'take'])
    expect(possibleWithTrouble('open', ['officer'], 'other')).toEqual([])
    expect(possibleWithTrouble('open', ['worker'], 'other')).toEqual(['solve'])
    expect(possibleWithTrouble('solved', ['officer', 'worker'], 'me')).toEqual([])
  })
})
