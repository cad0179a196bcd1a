import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'
import { suggestionsFrom } from './rules-feed.ts'

let app: TestApp
let employer: TestEmployer
let stranger: TestEmployer
let worker: Signed
let near: PublishedWork
let far: PublishedWork
let packing: PublishedWork
let teaCode: string

const town = '350981107'
const wishes = anyWork({ town, occupations: [], channels: ['app'] })
const on = (day: number, headcount = 3) => ({
  shifts: [{ startsAt: `2026-12-${day}T08:00:00+08:00`, endsAt: `2026-12-${day}T17:00:00+08:00`, headcount }],
})

beforeAll(async () => {
  app = await testApp({ now: '2026-12-08T07:00:00+08:00' })
  employer = await newEmployer(app, 1)
  stranger = await newEmployer(app, 2)
  far = await publishWork(app, stranger, { ...on(10), title: '赛岐拣茶', town: '350981100', placeName: '赛岐茶厂' })
  near = await publishWork(app, employer, { ...on(11), title: '社口拣茶' })
  packing = await publishWork(app, stranger, {
    title: '打包茶叶',
    occupation: '打包的',
    shifts: [12, 13, 14].flatMap((day) => on(day).shifts),
  })
  worker = await signInNewPerson(app, 30)
  const { items } = await app.must('searchShifts', { query: { fromDay: '2026-12-11', toDay: '2026-12-11' } })
  teaCode = items[0]!.occupationCode
})
afterAll(() => app?.close())

const feed = (query: Record<string, string> = {}, who = worker) => app.must('getMyFeed', { query }, who)
/** Titles of what fits; work the person has not chosen stands behind it. */
const titles = async (query: Record<string, string> = {}) =>
  (await feed(query)).items.filter((one) => one.reasons[0] !== unchosen).map((one) => one.shift.title)
const unchosen = '您没选过这种活,不过一般不要证'
const fit = (work: PublishedWork) =>
  app.must('getShiftFit', { params: { shiftId: work.shiftIds[0]! }, query: {} }, worker)

/** Work done before, one engagement for each shift of the posting, as the spine would have left it. */
const didWork = (work: PublishedWork, who: Signed) =>
  app.within((ctx) =>
    ctx.tx.query(
      `insert into engagements (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, fill_mode,
         state, state_since, starts_at, ends_at, occupied_until, terms, accepted_at, imported)
       select gen_random_uuid(), s.id, p.id, p.employer_id, $1, '旧人', p.county, 'grab', 'paid', $2,
         s.starts_at - interval '60 days', s.ends_at - interval '60 days', s.ends_at - interval '60 days', p.terms, $2, true
       from shifts s join postings p on p.id = s.posting_id where s.id = any ($3::uuid[])`,
      [who.personId, ctx.now, work.shiftIds],
    ),
  )

describe('推荐', () => {
  test('还没填资料的人,看到和大家一样的单子', async () => {
    expect(await feed()).toMatchObject({ personalised: false, because: 'noProfile', looked: 5 })
    expect((await feed()).items.every((one) => one.reasons.length === 0)).toBe(true)
    expect(await app.call('getShiftFit', { params: { shiftId: near.shiftIds[0]! }, query: {} }, worker)).toMatchObject({
      status: 404,
      body: { code: 'WorkerProfileMissing' },
    })
  })

  test('填了资料,近的、会干的排前面,每个都说得出为什么;不会干的不推,但说得出差什么', async () => {
    await app.must('putWorkerProfile', { body: { ...wishes, occupations: [teaCode], minHourlyFen: 2_000 } }, worker)
    const list = await feed()
    expect(list).toMatchObject({ personalised: true, because: 'personalised', looked: 5 })
    expect(list.items.map((one) => [one.shift.title, one.reasons[0] === unchosen])).toEqual([
      ['社口拣茶', false],
      ['赛岐拣茶', false],
      ['打包茶叶', true],
      ['打包茶叶', true],
      ['打包茶叶', true],
    ])
    expect(list.items[0]!.reasons).toEqual(['离您100米', '每小时比您想要的多5元'])
    expect(await fit(near)).toEqual({ fits: true, reasons: list.items[0]!.reasons, obstacles: [] })
    const packingFit = await fit(packing)
    expect(packingFit.fits).toBe(false)
    expect(packingFit.obstacles).toEqual([expect.stringContaining('您的资料里没有选')])
    expect(await titles({ when: 'today' })).toEqual([])
  })

  test('没空、要价高、太远,一次都说清楚', async () => {
    const mondays = Array.from({ length: 7 }, (_, i) => (i === 0 ? [{ from: 16, to: 34 }] : []))
    await app.must(
      'putWorkerProfile',
      {
        body: { ...wishes, occupations: [teaCode], minHourlyFen: 4_000, maxDistanceMeters: 500, availability: mondays },
      },
      worker,
    )
    expect((await fit(far)).obstacles).toEqual([
      '这段时间您没空,或者已经有别的活',
      '工钱比您想要的少(您填的是每小时40元)',
      expect.stringMatching(/^离您[\d.]+公里,超过您愿意去的路程$/),
    ])
    expect(await titles()).toEqual([])
    await app.must('putWorkerProfile', { body: { ...wishes, occupations: [teaCode] } }, worker)
  })

  test('有活的时间不再推,取消了又有', async () => {
    const { engagements } = await app.must('grabShift', { params: { shiftId: near.shiftIds[0]! }, body: {} }, worker)
    expect(await titles()).toEqual(['赛岐拣茶'])
    await app.must(
      'cancelEngagement',
      { params: { engagementId: engagements[0]!.id }, body: { reason: { code: 'workerOtherWork' } } },
      worker,
    )
    await app.drain()
    expect(await titles()).toEqual(['社口拣茶', '赛岐拣茶'])
  })

  test('不按我的情况排:和别人看到的一样,记得住,还能换回来', async () => {
    const other = await signInNewPerson(app, 31)
    const off = await app.must('putFeedSettings', { body: { personalised: false } }, worker)
    expect(off).toEqual({ personalised: false, dislikes: [] })
    const mine = await feed()
    expect(mine).toMatchObject({ personalised: false, because: 'switchedOff' })
    expect(mine.items).toEqual((await feed({}, other)).items)
    expect(await titles({ personalised: 'true' })).toEqual(['社口拣茶', '赛岐拣茶'])
    await app.must('putFeedSettings', { body: { personalised: true } }, worker)
    expect((await feed()).personalised).toBe(true)
  })

  test('不感兴趣的不再出现,收回后又有;点两下只算一下', async () => {
    const body = { kind: 'employer' as const, shiftId: far.shiftIds[0]! }
    const { dislikes } = await app.must('addDislike', { body }, worker)
    expect((await app.must('addDislike', { body }, worker)).dislikes).toEqual(dislikes)
    expect(dislikes).toMatchObject([{ kind: 'employer', label: '福安市阳光茶业2有限公司' }])
    expect(await titles()).toEqual(['社口拣茶'])
    const end = { params: { dislikeId: dislikes[0]!.id }, body: {} }
    expect((await app.must('endDislike', end, worker)).dislikes).toEqual([])
    expect(await app.call('endDislike', end, worker)).toMatchObject({ status: 404 })
    expect(await titles()).toEqual(['社口拣茶', '赛岐拣茶'])
  })

  test('驿站工作人员代看要本人同意;定位只给一半,说得清楚', async () => {
    const clerk = await signInNewStaff(app, 'clerk-feed', [
      { role: 'clerk', county: '350981', siteId: '01900000-0000-7000-8000-0000000000aa' },
    ])
    const asked = await app.call('getMyFeed', { query: { onBehalfOf: worker.personId } }, clerk)
    expect(asked).toMatchObject({ status: 403, body: { code: 'ConsentMissing' } })
    expect(await app.call('getMyFeed', { query: { lat: 27 } }, worker)).toMatchObject({
      status: 400,
      body: { code: 'InputInvalid', problems: [{ path: 'query.lat' }] },
    })
  })

  test('常干的活,问一声要不要加到资料里;点了才改', async () => {
    await didWork(packing, worker)
    const { items } = await app.must('listSuggestions', { query: {} }, worker)
    expect(items).toHaveLength(1)
    expect(items[0]!.text).toMatch(/^您干过3次“.+”,要加到会干的活里吗/)
    const answer = { params: { code: items[0]!.code }, body: { take: true } }
    expect(await app.must('answerSuggestion', answer, worker)).toEqual({ items: [] })
    const profile = await app.must('getWorkerProfile', { query: {} }, worker)
    expect(profile.occupations).toHaveLength(2)
    const list = await feed()
    expect(list.items.map((one) => one.shift.title)).toContain('打包茶叶')
    const packed = list.items.find((one) => one.shift.title === '打包茶叶')
    expect(packed?.reasons).toContain('您在这家干过3次')
    expect(await app.call('answerSuggestion', answer, worker)).toMatchObject({ status: 404 })
  })
})

describe('报名的人', () => {
  test('按合不合适排,给用工方看得懂的理由;先来后到只在一样合适时算', async () => {
    const work = await publishWork(app, employer, { ...on(15), title: '拣茶招报名', fillMode: 'apply' })
    const shiftId = work.shiftIds[0]!
    const [plain, known] = [await signInNewPerson(app, 40), await signInNewPerson(app, 41)]
    for (const one of [plain, known]) {
      await app.must('putWorkerProfile', { body: { ...wishes, occupations: [teaCode], minHourlyFen: 2_400 } }, one)
      await app.must('applyForShift', { params: { shiftId }, body: {} }, one)
    }
    const nobody = await signInNewPerson(app, 42)
    await app.must('applyForShift', { params: { shiftId }, body: {} }, nobody)
    await didWork(near, known)
    const { items } = await app.must('listApplicants', { params: { shiftId } }, employer)
    expect(items.map((one) => [one.workerId, one.reasons])).toEqual([
      [known.personId, ['在您这里干过1次', '这种活干过1次', '离工地100米']],
      [plain.personId, ['离工地100米']],
      [nobody.personId, []],
    ])
    const own = await app.must('listMyApplications', { query: {} }, known)
    expect(own.items[0]!.reasons).toEqual([])
  })
})

describe('suggestionsFrom', () => {
  const options = { after: 3, nameOf: (code: string) => `工种${code}`, dismissed: new Set(['add:c']) }
  test('adds what is done often, drops what is always declined, keeps silent about the rest', () => {
    const done = new Map([
      ['a', 5],
      ['b', 3],
      ['c', 9],
      ['d', 2],
    ])
    const declined = new Map([
      ['a', 4],
      ['e', 3],
      ['f', 3],
    ])
    expect(suggestionsFrom(['a', 'e'], done, declined, options).map((one) => [one.code, one.change])).toEqual([
      ['add:b', { add: 'b' }],
      ['drop:e', { drop: 'e' }],
    ])
    expect(suggestionsFrom([], done, declined, options)).toEqual([])
  })
})
