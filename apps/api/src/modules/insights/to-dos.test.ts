import { allEndpoints, type EndpointName } from '@linggong/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson } from '../../../test/people.ts'
import { settleTown, workDay, type ActorName, type Town } from '../../../test/town.ts'
import { publishWork } from '../../../test/work.ts'

let app: TestApp
let town: Town
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  await workDay(app, town)
})
afterAll(() => app?.close())

const toDosOf = async (actor: ActorName) =>
  (await app.must('getToDos', { query: {} }, { token: town.tokens[actor] })).items
const kinds = (items: Array<{ kind: string; count: number; late: number }>) =>
  Object.fromEntries(items.map((one) => [one.kind, [one.count, one.late]]))

/** Lists that hold more than what waits; the others hold exactly what the number says. */
const wider = ['applicationToAnswer', 'disputeAgainstUs', 'engagementToRate', 'escrowToFund', 'workerToRate']

describe('待办', () => {
  test('一天下来,各人手里还有什么,数得清楚', async () => {
    expect(kinds(await toDosOf('worker'))).toEqual({})
    // Paid and rated the employer already; the leader's objection waits for the other side.
    expect(kinds(await toDosOf('crewLeader'))).toEqual({})
    expect(kinds(await toDosOf('employer'))).toEqual({
      applicationToAnswer: [1, 0],
      disputeAgainstUs: [1, 0],
      escrowToFund: [1, 0],
      workerToRate: [1, 0],
    })
    expect(kinds(await toDosOf('officerHere'))).toEqual({
      reviewAfterwards: [2, 2],
      reportDue: [1, 1],
      qualificationToReview: [1, 0],
      troubleOpen: [1, 0],
      disputeOpen: [1, 0],
    })
    expect(kinds(await toDosOf('mediator'))).toEqual({ troubleOpen: [1, 0], disputeOpen: [1, 0] })
    expect(kinds(await toDosOf('clerk'))).toEqual({ assistRunning: [1, 0] })
    // Each county owes its own report, and nothing of another's waits.
    expect(kinds(await toDosOf('officerElsewhere'))).toEqual({ reportDue: [1, 1] })
    for (const nobody of ['stranger', 'otherEmployer', 'auditor', 'countyFinance'] as const)
      expect(kinds(await toDosOf(nobody)), nobody).toEqual({})
  })

  test('先办最急的:期限近的排前面,每一类点名最急的几件', async () => {
    const items = await toDosOf('officerHere')
    expect(items.map((one) => one.kind)).toEqual([
      'reportDue',
      'reviewAfterwards',
      'troubleOpen',
      'qualificationToReview',
      'disputeOpen',
    ])
    const [, review] = items
    expect(review).toMatchObject({ label: '已发布,等复看', earliestDueAt: review?.first[0]?.dueAt })
    expect(review?.first.map((one) => [one.subjectKind, one.title, one.late])).toEqual([
      ['posting', '茶厂拣茶', true],
      ['posting', '茶园除草', true],
    ])
  })

  test('每个数字后面的名单都打得开,数得对', async () => {
    const opened: string[] = []
    const wrong: string[] = []
    for (const actor of ['worker', 'crewLeader', 'employer', 'officerHere', 'mediator', 'clerk'] as const) {
      for (const { kind, count, list } of await toDosOf(actor)) {
        expect(Object.keys(allEndpoints)).toContain(list.endpoint)
        const answer = await app.must(list.endpoint as EndpointName, list as never, { token: town.tokens[actor] })
        const { length } = (answer as { items: unknown[] }).items
        if (wider.includes(kind) ? length < count : length !== count) wrong.push(`${kind}: ${count}, listed ${length}`)
        opened.push(kind)
      }
    }
    expect(wrong).toEqual([])
    expect(opened.length).toBeGreaterThanOrEqual(6)
  })

  test('接了活的人:签合同、选收款方式,过了点就算晚', async () => {
    const shift = { startsAt: '2026-11-20T08:00:00+08:00', endsAt: '2026-11-20T17:00:00+08:00', headcount: 2 }
    const work = await publishWork(app, town.employer, { title: '搬运卸货', shifts: [shift] })
    const newcomer = await signInNewPerson(app, 401, { name: '蓝小妹' })
    await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, newcomer)
    await app.drain()
    const { items } = await app.must('getToDos', { query: {} }, newcomer)
    expect(kinds(items)).toEqual({ contractToSign: [1, 0], payWayToChoose: [1, 0] })
    expect(items[0]?.first).toMatchObject([{ subjectKind: 'contract', title: '搬运卸货', late: false }])
    expect(kinds(await toDosOf('employer'))).toMatchObject({ escrowToFund: [2, 0] })
  })

  test('只看一家用工主体的;别人家的问不到', async () => {
    const as = { token: town.tokens.employer }
    const mine = await app.must('getToDos', { query: { employerId: town.employer.employerId } }, as)
    expect(mine.items.every((one) => one.employerId === town.employer.employerId)).toBe(true)
    expect(mine.items.length).toBeGreaterThan(2)
    const other = await app.call('getToDos', { query: { employerId: town.otherEmployer.employerId } }, as)
    expect(other).toMatchObject({ status: 404 })
  })
})
