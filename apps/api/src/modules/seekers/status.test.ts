import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'
import { recognisedOn } from './index.ts'

const siteId = '01900000-0000-7000-8000-0000000000aa'
let app: TestApp
let worker: Signed
let employer: TestEmployer
let work: PublishedWork
let clerk: { token: string; staffId: string }

beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  worker = await signInNewPerson(app, 50, { name: '王阿婆' })
  clerk = await signInNewStaff(app, 'clerk-status', [{ role: 'clerk', county: '350981', siteId }])
  work = await publishWork(app, employer, { fillMode: 'grab' })
})
afterAll(() => app?.close())

const today = '2026-11-18'
const entry = {
  category: 'urbanLongUnemployed',
  evidence: '就业失业登记证',
  evidenceNumber: '350900SY0001',
  validFrom: today,
  validUntil: '2027-11-17',
}
const recognised = (day: string) => app.within((ctx) => recognisedOn(ctx, [worker.personId], day))

describe('需要的照顾', () => {
  test('本人选、本人定给谁看;接了活、点了同意,用工方才看得到', async () => {
    const params = { shiftId: work.shiftIds[0]! }
    const empty = await app.must('getMyNeeds', { query: {} }, worker)
    expect(empty).toMatchObject({ needs: [], note: null, share: 'nobody' })
    expect(empty.choices).toContainEqual({ code: 'noHeavy', label: '不能搬重东西' })

    const wrong = { needs: ['noHeavy', 'flying'], share: 'nobody' as const }
    expect(await app.call('putMyNeeds', { body: wrong }, worker)).toMatchObject({
      status: 422,
      body: { code: 'NeedUnknown', problems: [{ path: 'needs.1' }] },
    })
    await app.must('putMyNeeds', { body: { needs: ['noHeavy'], note: '腰不好', share: 'nobody' } }, worker)

    const { engagements } = await app.must('grabShift', { params, body: {} }, worker)
    const of = { params: { engagementId: engagements[0]!.id } }
    expect(await app.must('getEngagementNeeds', of, employer)).toEqual({ shared: false, needs: [], note: null })
    await app.must('putMyNeeds', { body: { needs: ['noHeavy'], note: '腰不好', share: 'afterTaking' } }, worker)
    expect(await app.must('getEngagementNeeds', of, employer)).toEqual({
      shared: true,
      needs: ['不能搬重东西'],
      note: '腰不好',
    })
    const other = await newEmployer(app, 2)
    expect(await app.call('getEngagementNeeds', of, other)).toMatchObject({ status: 404 })

    await app.must('cancelEngagement', { ...of, body: { reason: { code: 'workerOtherWork' } } }, worker)
    expect(await app.must('getEngagementNeeds', of, employer)).toEqual({ shared: false, needs: [], note: null })
    const rows = await app.within((ctx) => ctx.tx.query<{ text: string }>('select w::text as text from worker_needs w'))
    expect(JSON.stringify(rows)).not.toMatch(/noHeavy|腰不好/)
  })
})

describe('就业困难人员', () => {
  const params = () => ({ personId: worker.personId })
  const record = (body: Record<string, unknown>) =>
    app.call('recordHardToEmploy', { params: params(), body: { ...entry, ...body } }, clerk)

  test('要本人同意代办才能登记;错的一次说全;同一类不重复', async () => {
    expect(await record({})).toMatchObject({ status: 403, body: { code: 'ConsentMissing' } })
    await app.must('beginAssist', { body: { personId: worker.personId, how: 'idCard' } }, clerk)
    expect(await record({ category: 'young', validUntil: '2026-01-01' })).toMatchObject({
      status: 422,
      body: {
        code: 'HardToEmployInvalid',
        problems: [
          { path: 'category', code: 'categoryUnknown' },
          { path: 'validUntil', code: 'endsBeforeBegin' },
        ],
      },
    })
    expect(await record({})).toMatchObject({
      status: 201,
      body: { items: [{ category: 'urbanLongUnemployed', inForce: true, validUntil: '2027-11-17' }] },
    })
    expect(await record({})).toMatchObject({ body: { problems: [{ code: 'alreadyRecognised' }] } })
    expect([...(await recognised(today))]).toEqual([worker.personId])
    expect([...(await recognised('2027-11-18'))]).toEqual([])
  })

  test('本人看得到自己的,用工方怎么问都看不到', async () => {
    const own = await app.must('getMyStatus', { query: {} }, worker)
    expect(own.items).toMatchObject([{ categoryLabel: '城镇连续失业一年以上', inForce: true }])
    expect((await app.must('getMyStatus', { query: {} }, employer)).items).toEqual([])
    expect(await app.call('recordHardToEmploy', { params: params(), body: entry }, employer)).toMatchObject({
      status: 404,
    })
    // Even where an act of the employer has opened the person's rows to itself, the database keeps this one shut.
    const seen = await app.deps.db.transaction(
      { persons: [employer.personId, worker.personId], employers: [employer.employerId] },
      (tx) => tx.query('select 1 from hard_to_employ'),
    )
    expect(seen).toEqual([])
  })

  test('结束要说原因,留在记录里', async () => {
    const [item] = (await app.must('getMyStatus', { query: {} }, worker)).items
    const at = { params: { ...params(), recordId: item!.id }, body: { reason: '已稳定就业' } }
    expect((await app.must('endHardToEmploy', at, clerk)).items).toMatchObject([{ inForce: false }])
    expect(await app.call('endHardToEmploy', at, clerk)).toMatchObject({ status: 404 })
    expect([...(await recognised(today))]).toEqual([])
    const log = await app.within((ctx) =>
      ctx.tx.query<{ act: string }>(
        `select act from audit_entries where act in ('recordHardToEmploy', 'endHardToEmploy') order by act`,
      ),
    )
    expect(log.map((one) => one.act)).toEqual(['endHardToEmploy', 'recordHardToEmploy'])
  })
})
