import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { otherSiteId, settleTown, siteId, type ActorName, type Town } from '../../../test/town.ts'
import { publishWork } from '../../../test/work.ts'

let app: TestApp
let town: Town
let engagementId: string
const params = { siteId }
const as = (name: ActorName) => ({ token: town.tokens[name] })
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  const work = await publishWork(app, town.employer, { siteId })
  const grabbed = await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, town.worker)
  engagementId = grabbed.engagements[0]!.id
  await app.drain()
  const trouble = { params: { engagementId }, body: { kind: 'cannotFind' as const } }
  await app.must('raiseTrouble', trouble, town.worker)
})
afterAll(() => app?.close())

const visit = (actor: ActorName, people = 1) =>
  app.call(
    'recordVisit',
    { params, body: { purpose: 'findWork', outcome: 'registered', people, note: '想干轻活' } },
    as(actor),
  )
const dayOf = (actor: ActorName, day?: string) =>
  app.call('getSiteDay', { params, query: day ? { day } : {} }, as(actor))

describe('站点的一天', () => {
  test('窗口记下来人,当天看得到人次;别的站和外人记不了', async () => {
    expect(await visit('clerk')).toMatchObject({ status: 201, body: { purposeLabel: '找活', people: 1 } })
    expect((await visit('officerHere', 3)).status).toBe(201)
    for (const actor of ['clerkElsewhere', 'officerElsewhere', 'worker', 'inspector'] as const)
      expect((await visit(actor)).status, actor).toBe(404)
    expect((await dayOf('clerk')).body).toMatchObject({
      visits: { count: 2, people: 4, rows: [{ people: 3 }, { people: 1, outcomeLabel: '已登记', note: '想干轻活' }] },
    })
  })

  test('今天谁接了活、谁该上工、什么事没办完', async () => {
    const today = (await dayOf('siteManager')).body
    expect(today).toMatchObject({
      siteName: '社口镇零工驿站',
      expected: { count: 0, rows: [] },
      placed: { count: 1, rows: [{ engagementId, workerName: '陈大山', title: '茶厂拣茶' }] },
      helped: { count: 0 },
      open: { troubles: { open: 1, late: 0 }, reviews: { open: 0 }, loans: { open: 0, late: 0 } },
    })
    expect((await dayOf('officerHere', '2026-11-19')).body).toMatchObject({
      day: '2026-11-19',
      expected: { count: 1, rows: [{ engagementId, missing: false, stateLabel: '已接单,待签合同' }] },
      placed: { count: 0 },
      visits: { count: 0, people: 0 },
    })
  })

  test('窗口代办接到的活算本站帮的,不管是哪个站发布的', async () => {
    const work = await publishWork(app, town.employer, {
      title: '窗口接的单',
      siteId: otherSiteId,
      shifts: [{ startsAt: '2026-11-20T08:00:00+08:00', endsAt: '2026-11-20T17:00:00+08:00', headcount: 1 }],
    })
    const asClerk = as('clerk')
    await app.must('beginAssist', { body: { personId: town.stranger.personId, how: 'idCard' } }, asClerk)
    const body = { onBehalfOf: town.stranger.personId }
    await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body }, asClerk)
    const placed = (await dayOf('clerk')).body as { placed: { rows: Array<{ title: string }> } }
    expect(placed.placed.rows.map(({ title }) => title)).toContain('窗口接的单')
  })

  test('别的站、别的县、外人看不到', async () => {
    for (const actor of ['clerkElsewhere', 'officerElsewhere', 'worker', 'employer', 'mediator'] as const)
      expect((await dayOf(actor)).status, actor).toBe(404)
  })
})
