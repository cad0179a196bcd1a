import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { here, settleTown, siteId } from '../../../test/town.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../test/work.ts'
import { employerStandingOf } from './store-standing.ts'

let app: TestApp
let employer: TestEmployer
let made = 0
let people = 0
let jobs = 0
beforeAll(async () => {
  app = await testApp()
  await settleTown(app)
})
afterAll(() => app?.close())
beforeEach(async () => {
  made += 1
  employer = await newEmployer(app, 900 + made)
})

const minuteMs = 60_000
const longAgo = new Date('2026-01-01T00:00:00+08:00')

/** One shift that begins in so many minutes, taken by so many people. */
async function taken(
  inMinutes: number,
  headcount: number,
  more: { escrow?: boolean } = {},
): Promise<{ ids: string[]; workers: Signed[] }> {
  const from = new Date(app.clock.now().getTime() + inMinutes * minuteMs)
  const wire = (at: Date) => `${new Date(at.getTime() + 8 * 60 * minuteMs).toISOString().slice(0, 16)}:00+08:00`
  const shifts = [{ startsAt: wire(from), endsAt: wire(new Date(from.getTime() + 240 * minuteMs)), headcount }]
  jobs += 1
  const draft = { title: `拣茶${made}`, address: `福安市社口镇工业路${jobs}号`, shifts, siteId, breakMinutes: 0 }
  const work = await publishWork(app, employer, { ...draft, ...more })
  const ids: string[] = []
  const workers: Signed[] = []
  for (let n = 0; n < headcount; n++) {
    people += 1
    const worker = await signInNewPerson(app, 500 + people, { name: '陈大山' })
    const grabbed = await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: {} }, worker)
    ids.push(grabbed.engagements[0]!.id)
    workers.push(worker)
  }
  await app.drain()
  return { ids, workers }
}

const cancel = (engagementId: string, code = 'employerNoNeed', as: { token: string } = employer) =>
  app.must('cancelEngagement', { params: { engagementId }, body: { reason: { code } } }, as)
const params = () => ({ employerId: employer.employerId })
const own = (as: { token: string } = employer) => app.must('getEmployerStanding', { params: params() }, as)
const seen = async () => (await app.must('getEmployerRating', { params: params() })).standing
/** Its wages are paid, as far as standing is concerned. */
const setState = (ids: readonly string[], state: string) =>
  app.within((ctx) => ctx.tx.query('update engagements set state = $2 where id = any ($1::uuid[])', [ids, state]))

describe('用工方的诚信', () => {
  test('没有记录的,好好说一句,找活的人看不到什么;不是谁都能看', async () => {
    expect(await own()).toEqual({
      points: 80,
      level: 'B',
      levelLabel: '正常',
      sentence: '还没有记录,大家都从这个分开始。',
      consequence: null,
      seenByWorkers: null,
      startPoints: 80,
      shifts: 0,
      earnedPoints: 0,
      lostPoints: 0,
      withinDays: 180,
      entries: [],
    })
    expect(await seen()).toBeNull()
    const stranger = await newEmployer(app, 950 + made)
    expect(await app.call('getEmployerStanding', { params: params() }, stranger)).toMatchObject({ status: 404 })
    const clerk = await signInNewStaff(app, `employerclerk${made}`, [{ role: 'clerk', county: here, siteId }])
    expect(await app.call('getEmployerStanding', { params: params() }, clerk)).toMatchObject({ status: 404 })
    await app.must('beginAssist', { body: { employerId: employer.employerId, how: 'idCard' } }, clerk)
    expect(await own(clerk)).toMatchObject({ points: 80 })
  })

  test('一个班临时取消,不管几个人,只扣一次;早早取消、有正当原因、工人自己取消的不扣', async () => {
    const three = await taken(100, 3)
    await cancel(three.ids[0]!)
    await cancel(three.ids[1]!)
    await cancel((await taken(1_000, 1)).ids[0]!)
    await cancel((await taken(100, 1)).ids[0]!, 'weather')
    const byWorker = await taken(100, 1)
    await cancel(byWorker.ids[0]!, 'workerChangedMind', byWorker.workers[0]!)
    const read = await own()
    expect(read).toMatchObject({
      points: 74,
      level: 'B',
      lostPoints: 6,
      sentence: '最近180天临时取消了1个班,扣了6分,付清工钱的班多了能挣回来。',
      seenByWorkers: '诚信正常,最近180天临时取消过1个班',
    })
    expect(read.entries).toMatchObject([
      { title: `拣茶${made}`, what: '临时取消', people: 2, points: 6, counts: true, review: null, mayObject: true },
    ])
    expect(JSON.stringify(read)).not.toContain('陈大山')
    expect(await seen()).toBe(read.seenByWorkers)
    // The people called off lose nothing by it.
    expect(await app.must('getMyStanding', { query: {} }, three.workers[0]!)).toMatchObject({ points: 80, entries: [] })
  })

  test('说扣分不对,县里核实完以前不扣;查实的不再扣;别的工人看不到', async () => {
    const two = await taken(100, 2)
    for (const id of two.ids) await cancel(id)
    const [{ shiftId } = { shiftId: '' }] = (await own()).entries
    const object = (as: { token: string } = employer) =>
      app.call('objectToEmployerRecord', { params: params(), body: { shiftId, words: '他们先说不来的' } }, as)
    const stranger = await newEmployer(app, 950 + made)
    expect(await object(stranger)).toMatchObject({ status: 404 })
    expect(await object()).toMatchObject({ status: 201, body: { advice: expect.stringContaining('县里') } })
    expect(await object()).toMatchObject({ status: 201 })
    const looked = { counts: false, review: 'open', reviewWords: '正在核实,核实完以前不扣分', mayObject: false }
    expect(await own()).toMatchObject({ points: 80, seenByWorkers: null, entries: [looked] })

    const worker = two.workers[0]!
    expect((await app.must('listMyTroubles', { query: {} }, worker)).items).toEqual([])
    const { items: told } = await app.must('getEngagementTimeline', { params: { engagementId: two.ids[0]! } }, worker)
    expect(told.map(({ act }) => act)).not.toContain('contestRecord')
    // The site belongs to neither side.
    const clerk = await signInNewStaff(app, `recordclerk${made}`, [{ role: 'clerk', county: here, siteId }])
    const ours = (one: { employerId: string }) => one.employerId === employer.employerId
    expect((await app.must('listTroubles', { query: { limit: 100 } }, clerk)).items.filter(ours)).toEqual([])
    const officer = await signInNewStaff(app, `record${made}`, [{ role: 'countyOfficer', county: here, siteId: null }])
    const open = (await app.must('listTroubles', { query: { limit: 100 } }, officer)).items.filter(ours)
    expect(open).toMatchObject([{ kindLabel: '用工方说扣分不对', words: '他们先说不来的' }])
    expect(open[0]!.results).toEqual(['recordLifted', 'recordKept', 'notNeeded'])
    const solve = { params: { troubleId: open[0]!.id }, body: { reason: { code: 'recordLifted' } } }
    expect(await app.call('solveTrouble', solve, employer)).toMatchObject({ body: { code: 'ReasonMissing' } })
    expect(await app.call('solveTrouble', solve, worker)).toMatchObject({ status: 404 })
    await app.must('solveTrouble', solve, officer)
    await app.drain()
    const lifted = { counts: false, review: 'lifted', mayObject: false, people: 2 }
    expect(await own()).toMatchObject({ points: 80, entries: [lifted] })
    expect(await object()).toMatchObject({ body: { code: 'TroubleNotNow' } })
    const notices = await app.must('listNotices', { query: { employerId: employer.employerId, limit: 20 } }, employer)
    expect(notices.items.map(({ title }) => title)).toContain('扣分核实完了')
    const atWorker = await app.must('listNotices', { query: { limit: 20 } }, worker)
    expect(atWorker.items.map(({ title }) => title)).not.toContain('求助办好了')
  })

  test('核实过没有记错的照扣;自己说不用核实了,也照扣,以后还能再说', async () => {
    await cancel((await taken(100, 1)).ids[0]!)
    const [{ shiftId } = { shiftId: '' }] = (await own()).entries
    const asked = { params: params(), body: { shiftId } }
    await app.must('objectToEmployerRecord', asked, employer)
    await app.must('leaveEmployerRecord', asked, employer)
    expect(await app.call('leaveEmployerRecord', asked, employer)).toMatchObject({ body: { code: 'TroubleNotNow' } })
    expect(await own()).toMatchObject({ points: 74, entries: [{ review: null, mayObject: true }] })
    await app.must('objectToEmployerRecord', asked, employer)
    const officer = await signInNewStaff(app, `record${made}`, [{ role: 'countyOfficer', county: here, siteId: null }])
    const { items } = await app.must('listTroubles', { query: { limit: 100 } }, officer)
    const open = items.find((one) => one.employerId === employer.employerId)!
    await app.must('takeTrouble', { params: { troubleId: open.id }, body: {} }, officer)
    const body = { reason: { code: 'recordKept', note: '两边都问过' } }
    await app.must('solveTrouble', { params: { troubleId: open.id }, body }, officer)
    const kept = { review: 'kept', reviewWords: '核实过,没有记错', counts: true, mayObject: false }
    expect(await own()).toMatchObject({ points: 74, entries: [kept] })
  })

  test('扣得多的,新发的招工单要先托管工资,说清楚为什么', async () => {
    await app.within((ctx) =>
      ctx.tx.query('update employers set paid_engagements = 1000 where id = $1', [employer.employerId]),
    )
    const more = { escrow: false }
    await cancel((await taken(100, 1, more)).ids[0]!)
    const before = await publishWork(app, employer, { address: '福安市溪潭镇1号', ...more })
    const asked = (postingId: string) => app.call('getEscrow', { params: { postingId } }, employer)
    expect(await asked(before.postingId)).toMatchObject({ status: 404 })
    await cancel((await taken(100, 1, more)).ids[0]!)
    const sentence = '临时取消扣了分,诚信现在是C级,新发的招工单要先托管工资。'
    expect(await own()).toMatchObject({ points: 68, level: 'C', consequence: sentence })
    const after = await publishWork(app, employer, { address: '福安市溪潭镇2号', ...more })
    expect(await asked(after.postingId)).toMatchObject({ status: 200, body: { whyRequired: sentence } })
  })

  test('扣到最低一级的,不能再发布,说清楚怎么办;核实是记错的,又能发布', async () => {
    const lost = await taken(100, 1)
    await cancel(lost.ids[0]!)
    await app.within((ctx) => ctx.tx.query('update engagements set standing_points = 31 where id = $1', [lost.ids[0]!]))
    const consequence = expect.stringContaining('诚信现在是D级,暂时不能发布新的招工单')
    expect(await own()).toMatchObject({ points: 49, level: 'D', consequence })
    const publish = (n: number) => publishWork(app, employer, { address: `福安市溪潭镇3${n}号` })
    await expect(publish(1)).rejects.toThrow('EmployerStandingTooLow')
    const [{ shiftId } = { shiftId: '' }] = (await own()).entries
    await app.must('objectToEmployerRecord', { params: params(), body: { shiftId } }, employer)
    expect((await publish(2)).shiftIds).toHaveLength(1)
  })

  test('付清一个班的工钱加一分;还有人没拿到的,先不加;过了期限不再算', async () => {
    const paid = await taken(100, 2)
    await setState(paid.ids, 'paid')
    const waiting = await taken(100, 2)
    await setState(waiting.ids.slice(0, 1), 'paid')
    await setState(waiting.ids.slice(1), 'confirmed')
    expect(await own()).toMatchObject({ points: 81, shifts: 1, earnedPoints: 1, seenByWorkers: expect.any(String) })
    expect(await seen()).toBe('诚信正常,最近180天没有临时取消过')
    const since = (at: Date) => app.within((ctx) => employerStandingOf(ctx, employer.employerId, at, 20))
    expect(await since(longAgo)).toEqual({ lost: 0, shifts: 1, cancelled: 0, open: 0 })
    expect(await since(new Date(app.clock.now().getTime() + 86_400_000))).toMatchObject({ shifts: 0 })
  })

  test('it is counted by the indexes of the employer, not by reading the whole table', async () => {
    const plan = await app.within(async (ctx) => {
      await ctx.tx.query('set local enable_seqscan = off')
      let asked = ''
      const named = async (_: string, text: string, values: unknown[]) => {
        const rows = await ctx.tx.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
        asked = rows.map((row) => row['QUERY PLAN']).join('\n')
        return [{}]
      }
      await employerStandingOf({ ...ctx, tx: { ...ctx.tx, named } as typeof ctx.tx }, employer.employerId, longAgo, 20)
      return asked
    })
    expect(plan).toContain('engagements_cancelled_late')
    expect(plan).toContain('engagements_employer')
    expect(plan).not.toContain('Seq Scan')
  })
})
