import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, type Signed } from '../../../test/people.ts'
import { untilStill } from '../../../test/rounds.ts'
import { anyWork } from '../../../test/wishes.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../test/work.ts'
import { createDispatcher, type Dispatcher } from './market/dispatcher.ts'

/** Same trade, town and wishes; else as different as an identity card says it (Employment Promotion Law art. 3, 27). */
const people = [
  { birthDate: '1975-06-01', sex: 'male' },
  { birthDate: '1975-06-01', sex: 'female' },
  { birthDate: '2006-02-03', sex: 'female' },
  { birthDate: '1967-12-30', sex: 'male' },
] as const

let app: TestApp
let employer: TestEmployer
let workers: Signed[]
let dispatcher: Dispatcher
let occupation: string

const on = (day: number, headcount: number) => ({
  shifts: [{ startsAt: `2026-11-${day}T08:00:00+08:00`, endsAt: `2026-11-${day}T17:00:00+08:00`, headcount }],
})

beforeAll(async () => {
  app = await testApp({ holdsMarket: false })
  employer = await newEmployer(app, 1)
  const sample = await publishWork(app, employer, on(21, 2))
  const own = await app.must('getOwnPosting', { params: { postingId: sample.postingId } }, employer)
  occupation = own.terms.occupationCode!
  workers = []
  for (const [n, person] of people.entries()) {
    const worker = await signInNewPerson(app, 700 + n, { name: '陈大山', ...person })
    const body = anyWork({ town: '350981107', occupations: [occupation], channels: ['app'] })
    await app.must('putWorkerProfile', { body }, worker)
    workers.push(worker)
  }
  dispatcher = createDispatcher(app.deps)
})
afterAll(async () => {
  await dispatcher?.stop()
  await app?.close()
})

type Offer = { worker_id: string; terms: Record<string, number>; facts: Record<string, unknown>; expires_at: Date }

describe('男女老少,一样的条件一样对待', () => {
  test('推荐给各人的活、先后和理由都一样', async () => {
    await publishWork(app, employer, { ...on(22, 1), title: '搬茶叶箱' })
    const [first, ...others] = await Promise.all(
      workers.map(async (worker) => (await app.must('getMyFeed', { query: {} }, worker)).items),
    )
    expect(first!.length).toBeGreaterThan(0)
    for (const items of others) expect(items).toEqual(first)
  })

  test('派单给各人算的每一项都一样,也同时问到', async () => {
    const { shiftIds } = await publishWork(app, employer, { ...on(23, people.length), fillMode: 'dispatch' })
    await untilStill(app, dispatcher)
    const offers = await app.within((ctx) =>
      ctx.tx.query<Offer>('select worker_id, terms, facts, expires_at from offers where shift_id = $1', [shiftIds[0]]),
    )
    expect(offers.map((one) => one.worker_id).toSorted()).toEqual(workers.map((one) => one.personId).toSorted())
    const [first, ...others] = offers.map(({ terms, facts, expires_at }) => ({ terms, facts, expires_at }))
    expect(Object.keys(first!.terms)).toContain('distance')
    for (const offer of others) expect(offer).toEqual(first)
  })

  test('用工方看到的报名的人:一样合适的按先来后到,看不出谁是男是女、多大年纪', async () => {
    const { shiftIds } = await publishWork(app, employer, { ...on(24, 1), fillMode: 'apply' })
    const params = { shiftId: shiftIds[0]! }
    const came = [2, 0, 3, 1].map((n) => workers[n]!)
    for (const worker of came) {
      await app.must('applyForShift', { params, body: {} }, worker)
      app.clock.advance(60_000)
    }
    const { items } = await app.must('listApplicants', { params }, employer)
    expect(items.map((one) => one.workerId)).toEqual(came.map((one) => one.personId))
    expect(new Set(items.map((one) => one.reasons.join())).size).toBe(1)
    const said = JSON.stringify(items)
    for (const { idNumber } of workers) expect(said).not.toContain(idNumber)
    for (const { birthDate } of people) expect(said).not.toContain(birthDate)
    expect(said).not.toMatch(/"(sex|gender|age|birthDate)"/)
  })
})
