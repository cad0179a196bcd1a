import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { here, settleTown, siteId } from '../../../test/town.ts'
import { newEmployer, publishWork } from '../../../test/work.ts'
import { recentNoShows, standingShares } from './index.ts'
import { standingsOf } from './store-standing.ts'

let app: TestApp
let worker: Signed
let made = 0
let jobs = 0
beforeAll(async () => {
  app = await testApp()
  await settleTown(app)
})
afterAll(() => app?.close())
beforeEach(async () => {
  made += 1
  worker = await signInNewPerson(app, 760 + made, { name: '陈大山' })
})

const minuteMs = 60_000
/** Work that begins in so many minutes, taken by the worker. */
async function taken(inMinutes: number): Promise<{ id: string; boss: { token: string } }> {
  jobs += 1
  const employer = await newEmployer(app, 900 + jobs)
  const from = new Date(app.clock.now().getTime() + inMinutes * minuteMs)
  const wire = (at: Date) => `${new Date(at.getTime() + 8 * 60 * minuteMs).toISOString().slice(0, 16)}:00+08:00`
  const shifts = [{ startsAt: wire(from), endsAt: wire(new Date(from.getTime() + 240 * minuteMs)), headcount: 1 }]
  const work = await publishWork(app, employer, { title: `拣茶${made}`, shifts, siteId, breakMinutes: 0 })
  const grabbed = await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, worker)
  await app.drain()
  return { id: grabbed.engagements[0]!.id, boss: { token: employer.token } }
}

/** Taken, and not come to; the employer says so half an hour after the start. */
async function missed() {
  const work = await taken(90)
  app.clock.advance(125 * minuteMs)
  const body = { reason: { code: 'didNotCome' } }
  await app.must('reportNoShow', { params: { engagementId: work.id }, body }, work.boss)
  await app.drain()
  return work
}

const mine = () => app.must('getMyStanding', { query: {} }, worker)
const object = (engagementId: string) =>
  app.call(
    'raiseTrouble',
    { params: { engagementId }, body: { kind: 'recordWrong', words: '我去了,门口没人' } },
    worker,
  )
const troubleOf = async (engagementId: string) =>
  (await app.must('listMyTroubles', { query: {} }, worker)).items.find((one) => one.engagementId === engagementId)!
const officer = () => signInNewStaff(app, `standing${made}`, [{ role: 'countyOfficer', county: here, siteId: null }])
const solve = async (engagementId: string, code: string, as: { token: string }) =>
  app.call(
    'solveTrouble',
    { params: { troubleId: (await troubleOf(engagementId)).id }, body: { reason: { code } } },
    as,
  )
const inSystem = (since: string) =>
  app.within(async (ctx) => ({
    share: (await standingShares(ctx)).get(worker.personId) ?? 0,
    noShows: (await recentNoShows(ctx, [worker.personId], new Date(since))).get(worker.personId) ?? 0,
  }))
const longAgo = '2026-01-01T00:00:00+08:00'

describe('诚信', () => {
  test('没有记录的,好好说一句;不是谁都能看', async () => {
    expect(await mine()).toEqual({
      points: 80,
      level: 'B',
      levelLabel: '正常',
      sentence: '还没有记录,大家都从这个分开始。',
      startPoints: 80,
      shifts: 0,
      earnedPoints: 0,
      lostPoints: 0,
      withinDays: 180,
      entries: [],
    })
    const clerk = await signInNewStaff(app, `standingclerk${made}`, [{ role: 'clerk', county: here, siteId }])
    const query = { onBehalfOf: worker.personId }
    expect(await app.call('getMyStanding', { query }, clerk)).toMatchObject({ body: { code: 'ConsentMissing' } })
    await app.must('beginAssist', { body: { personId: worker.personId, how: 'idCard' } }, clerk)
    expect(await app.must('getMyStanding', { query }, clerk)).toMatchObject({ points: 80 })
  })

  test('没去扣分;说记错了,核实完以前不扣;查实记错的,不再扣,也不能再说一次', async () => {
    const { id, boss } = await missed()
    const entry = { engagementId: id, what: '没有到岗', reasonLabel: '到点没来', points: 10, title: `拣茶${made}` }
    expect(await mine()).toMatchObject({
      points: 70,
      lostPoints: 10,
      entries: [{ ...entry, counts: true, review: null, reviewWords: '', mayObject: true }],
    })
    expect(await inSystem(longAgo)).toEqual({ share: -1 / 3, noShows: 1 })
    // The employer reads nothing of it.
    const seen = await app.must('getEngagement', { params: { engagementId: id } }, boss)
    expect(seen.possible).not.toContain('objectToRecord')
    expect(JSON.stringify(seen)).not.toMatch(/standing/i)
    const own = await app.must('getEngagement', { params: { engagementId: id } }, worker)
    expect(own.possible).toEqual(['objectToRecord'])

    expect(await object(id)).toMatchObject({ status: 201, body: { trouble: { kindLabel: '诚信记录不对' } } })
    expect(await object(id)).toMatchObject({ status: 201 })
    expect(await mine()).toMatchObject({
      points: 80,
      lostPoints: 0,
      entries: [{ counts: false, review: 'open', reviewWords: '正在核实,核实完以前不扣分', mayObject: false }],
    })
    // Three that are not found wrong still pause grabbing: saying so is not enough for that.
    expect(await inSystem(longAgo)).toEqual({ share: 0, noShows: 1 })

    const clerk = await signInNewStaff(app, `standingclerk${made}`, [{ role: 'clerk', county: here, siteId }])
    const atSite = (await app.must('listTroubles', { query: { limit: 100 } }, clerk)).items
    expect(atSite.find((one) => one.engagementId === id)!.results).toEqual(['notNeeded'])
    expect(await solve(id, 'recordLifted', clerk)).toMatchObject({ body: { code: 'ReasonMissing' } })
    // The site asks both sides, the county decides.
    await app.must('takeTrouble', { params: { troubleId: (await troubleOf(id)).id }, body: {} }, clerk)
    const desk = await officer()
    expect(await solve(id, 'found', desk)).toMatchObject({ body: { code: 'ReasonMissing' } })
    expect(await solve(id, 'recordLifted', worker)).toMatchObject({ body: { code: 'ReasonMissing' } })
    expect(await solve(id, 'recordLifted', desk)).toMatchObject({ status: 200 })
    await app.drain()
    expect(await mine()).toMatchObject({ points: 80, entries: [{ review: 'lifted', counts: false, mayObject: false }] })
    expect(await inSystem(longAgo)).toEqual({ share: 0, noShows: 0 })
    expect(await object(id)).toMatchObject({ body: { code: 'TroubleNotNow' } })
    const { items } = await app.must('getEngagementTimeline', { params: { engagementId: id } }, worker)
    expect(items.map(({ act }) => act)).toEqual(expect.arrayContaining(['contestRecord', 'liftRecord']))
    expect(items.find(({ act }) => act === 'liftRecord')!.sentence).toBe('主管部门查实记错了,不扣分')
  })

  test('核实过没有记错的,照扣;本人说不用核实了,也照扣,以后还能再说', async () => {
    const { id } = await missed()
    await object(id)
    await solve(id, 'notNeeded', worker)
    expect(await mine()).toMatchObject({ points: 70, entries: [{ review: null, mayObject: true }] })
    await object(id)
    const desk = await officer()
    const { items } = await app.must('listTroubles', { query: { limit: 100 } }, desk)
    const open = items.find((one) => one.engagementId === id)!
    // Whoever decides reads what was written down, without looking for it.
    expect(open.record).toMatchObject({ what: '没有到岗', reasonLabel: '到点没来', points: 10 })
    const body = { reason: { code: 'recordKept', note: '两边都问过' } }
    await app.must('solveTrouble', { params: { troubleId: open.id }, body }, desk)
    const told = (await app.must('listMyTroubles', { query: {} }, worker)).items.find((one) => one.id === open.id)
    expect(told).toMatchObject({ resultLabel: '核实过,没有记错', resultNote: '两边都问过' })
    expect(await mine()).toMatchObject({
      points: 70,
      entries: [{ review: 'kept', reviewWords: '核实过,没有记错', counts: true, mayObject: false }],
    })
  })

  test('临时取消扣分,雇主取消不扣工人的;早早取消、有正当原因的不扣;过了期限不再算', async () => {
    const cancel = (engagementId: string, code: string, as: { token: string } = worker) =>
      app.must('cancelEngagement', { params: { engagementId }, body: { reason: { code } } }, as)
    const { id: late } = await taken(100)
    await cancel(late, 'workerChangedMind')
    await cancel((await taken(100)).id, 'workerIll')
    await cancel((await taken(1_000)).id, 'workerChangedMind')
    const { id: theirs, boss } = await taken(100)
    await cancel(theirs, 'employerNoNeed', boss)
    const read = await mine()
    expect(read).toMatchObject({ points: 75, entries: [{ engagementId: late, what: '临时取消', points: 5 }] })
    expect(read.entries).toHaveLength(1)
    expect(await object(theirs)).toMatchObject({ body: { code: 'TroubleNotNow' } })
    const { untilDay } = read.entries[0]!
    const lastDay = `${untilDay}T12:00:00+08:00`
    const count = (at: string) => app.within((ctx) => standingShares({ ...ctx, now: new Date(at) }, [worker.personId]))
    expect((await count(lastDay)).get(worker.personId)).toBeLessThan(0)
    expect((await count(new Date(Date.parse(lastDay) + 86_400_000).toISOString())).has(worker.personId)).toBe(false)
  })

  test('neither all of the city nor named people are counted by reading the whole table', async () => {
    const plan = await app.within(async (ctx) => {
      await ctx.tx.query('set local enable_seqscan = off')
      const asked: string[] = []
      const tx = {
        ...ctx.tx,
        named: async (_: string, text: string, values: unknown[]) => {
          const rows = await ctx.tx.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
          asked.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
          return []
        },
      } as typeof ctx.tx
      await standingsOf({ ...ctx, tx }, undefined, new Date(longAgo))
      await standingsOf({ ...ctx, tx }, [worker.personId], new Date(longAgo))
      return asked
    })
    expect(plan[0]).toContain('on engagements_standing')
    expect(plan[0]).not.toContain('Seq Scan')
    expect(plan[1]).not.toContain('Seq Scan')
  })
})
