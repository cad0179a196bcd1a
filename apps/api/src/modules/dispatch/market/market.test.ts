import { findOccupation } from '@linggong/reference'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../../test/people.ts'
import { untilStill } from '../../../../test/rounds.ts'
import { anyWork } from '../../../../test/wishes.ts'
import { newEmployer, publishWork, type TestEmployer } from '../../../../test/work.ts'
import { wireTime } from '../../../kernel/clock.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'

let app: TestApp
let employer: TestEmployer
let workers: Signed[]
let first: Dispatcher
let second: Dispatcher
let occupation: string
beforeAll(async () => {
  app = await testApp({ holdsMarket: false })
  employer = await newEmployer(app, 1)
  const sample = await publishWork(app, employer, { shifts: [shiftOn(1)] })
  const own = await app.must('getOwnPosting', { params: { postingId: sample.postingId } }, { token: employer.token })
  occupation = own.terms.occupationCode!
  workers = []
  for (let n = 0; n < 6; n++) {
    const worker = await signInNewPerson(app, 600 + n, { name: '陈大山' })
    await app.must('putWorkerProfile', { body: profile(n === 5 ? '350902001' : '350981107') }, { token: worker.token })
    workers.push(worker)
  }
  first = createDispatcher(app.deps)
  second = createDispatcher(app.deps)
})
afterAll(async () => {
  await first.stop()
  await second.stop()
  await app.close()
})

const shiftOn = (n: number, headcount = 1) => ({
  startsAt: `2026-11-${18 + n}T08:00:00+08:00`,
  endsAt: `2026-11-${18 + n}T17:00:00+08:00`,
  headcount,
})
const profile = (town: string, more: object = {}) =>
  anyWork({ town, occupations: [occupation], channels: ['app'], ...more })
/** Writes more offers of this day for somebody, that have run out. */
const silentOffers = (workerId: string) => async (count: number) =>
  app.within(async (ctx) => {
    for (let n = 0; n < count; n++)
      await ctx.tx.query(
        `insert into offers select (o2).* from (
           select jsonb_populate_record(o, jsonb_build_object('id', $1::text, 'worker_id', $2::text, 'state', 'expired',
             'made_at', $3::timestamptz)) as o2 from offers o where o.state = 'expired' limit 1) x`,
        [ctx.newId(), workerId, ctx.now],
      )
  })
type Offer = { worker_id: string; state: string; wave: number; fence: number; terms: Record<string, number> }
const offersOf = (shiftId: string) =>
  app.within((ctx) => ctx.tx.query<Offer>('select * from offers where shift_id = $1 order by made_at, id', [shiftId]))
const round = (dispatcher: Dispatcher) => untilStill(app, dispatcher)
const publish = async (n: number, headcount = 1, more: object = {}, by = employer) =>
  (await publishWork(app, by, { fillMode: 'dispatch', shifts: [shiftOn(n, headcount)], ...more })).shiftIds[0]!
const as = (n: number) => ({ token: workers[n]!.token })

describe('一个市场,一个派单进程', () => {
  test('只有一个在派;它死了,另一个接着派,不重不漏;旧的再也写不进去', async () => {
    await round(first)
    await round(second)
    expect([first.owns(), second.owns()]).toEqual([true, false])
    const one = await publish(2)
    await round(second)
    expect(await offersOf(one)).toEqual([])
    await round(first)
    // One place, one person asked: nobody shall say yes and be sent away.
    expect(await offersOf(one)).toMatchObject([{ fence: 1, wave: 1, facts: { askedBefore: 0, byVoice: false } }])
    const two = await publish(3)
    // As by kill -9: the connection that holds the claim is gone, the event is heard by nobody.
    await app.deps.db.named(
      'test-kill-claim',
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'linggong-dispatch-claim' and datname = current_database()",
    )
    await round(second)
    expect(second.owns()).toBe(true)
    const made = await offersOf(two)
    expect(made).toMatchObject([{ fence: 2 }])
    // It has kept the market while it waited, and has read nothing but what was said since.
    const [status] = await app.deps.db.named<{ parts: string[] }>(
      'test-load-parts',
      "select array(select jsonb_object_keys(status->'loadParts')) as parts from outbox_readers where name = 'dispatch'",
    )
    expect(status!.parts.toSorted()).toEqual(['heard', 'learn', 'processor', 'recall'])
    expect(await offersOf(one)).toHaveLength(1)
    await round(first)
    expect([first.owns(), second.owns()]).toEqual([false, true])
    expect(await offersOf(two)).toEqual(made)
  })

  test('先问自己人,再问近的,再往远处问;拒绝了不再问,没答的以后还能问', async () => {
    const shiftId = await publish(4, 1)
    await round(second)
    const [asked] = await offersOf(shiftId)
    expect(asked!.terms).toMatchObject({ accept: expect.any(Number), distance: expect.any(Number) })
    expect(asked!.worker_id).not.toBe(workers[5]!.personId)
    const mine = async (n: number) => (await app.must('listMyOffers', { query: {} }, as(n))).items
    const n = workers.findIndex((worker) => worker.personId === asked!.worker_id)
    const offer = (await mine(n)).find((one) => one.shiftId === shiftId)!
    await app.must('declineOffer', { params: { offerId: offer.id }, body: {} }, as(n))
    await round(second)
    expect((await offersOf(shiftId)).map((one) => one.state)).toEqual(['declined', 'open'])
    const silent = (await offersOf(shiftId))[1]!.worker_id
    // A take-over in between: what was said and what is out is known to the heir.
    await second.stop()
    await round(first)
    expect(first.owns()).toBe(true)
    expect(await offersOf(shiftId)).toHaveLength(2)
    for (let minutes = 0; minutes < 120; minutes += 4) {
      app.clock.advance(4 * 60_000)
      await round(first)
    }
    const all = await offersOf(shiftId)
    const times = (id: string) => all.filter((one) => one.worker_id === id).length
    expect([times(workers[n]!.personId), times(silent)]).toEqual([1, 3])
    expect(Math.max(...workers.map(({ personId }) => times(personId)))).toBe(3)
    await first.stop()
    await round(second)
  })

  test('夜里发布的活,等到早上一起派;各人只问一处', async () => {
    app.clock.set('2026-11-23T22:00:00+08:00')
    const neighbour = await newEmployer(app, 2)
    const two = [await publish(9, 1), await publish(9, 2, {}, neighbour)]
    await round(second)
    expect(await Promise.all(two.map(offersOf))).toEqual([[], []])
    app.clock.set('2026-11-24T06:00:00+08:00')
    await round(second)
    const asked = (await Promise.all(two.map(offersOf))).flat()
    expect(asked).toHaveLength(3)
    expect(new Set(asked.map((offer) => offer.worker_id)).size).toBe(3)
  })

  test('改了意愿马上算数:工钱低于要价、不想接,都不再问', async () => {
    app.clock.set('2026-11-25T09:00:00+08:00')
    for (let n = 0; n < 6; n++) {
      const more = n < 3 ? { minDailyFen: 20_001 } : n < 5 ? { takesOffers: false } : {}
      await app.must('putWorkerProfile', { body: profile('350981107', more) }, as(n))
    }
    const shiftId = await publish(11, 2)
    await round(second)
    expect((await offersOf(shiftId)).map((offer) => offer.worker_id)).toEqual([workers[5]!.personId])
  })

  test('问不到人的名额放到大厅,谁想去谁接;正在问人的名额不放,大厅里接不走', async () => {
    const shiftId = await publish(12, 2)
    const hall = async () => (await app.must('getHallPlaces', { params: { shiftId } })).places
    const grab = (n: number) => app.call('grabShift', { params: { shiftId }, body: {} }, as(n))
    expect(await hall()).toBe(0)
    expect(await grab(0)).toMatchObject({ status: 409, body: { code: 'HeldByDispatch' } })
    app.clock.advance(6_000)
    await round(second)
    // One of two places waits for the only person who can be asked; the other is anybody's.
    expect((await offersOf(shiftId)).map((offer) => offer.state)).toEqual(['open'])
    expect(await hall()).toBe(1)
    const posts = [{ role: 'countyOfficer', county: '350981', siteId: null } as const]
    const officer = await signInNewStaff(app, 'hall', posts)
    const onBoard = async () => {
      const { rows, hallPlaces } = await app.must('getMarket', { query: {} }, officer)
      expect(hallPlaces).toBe(rows.reduce((sum, row) => sum + (row.hall?.places ?? 0), 0))
      return rows.find((row) => row.shiftId === shiftId)?.hall
    }
    const since = wireTime(app.clock.now())
    expect(await onBoard()).toEqual({ places: 1, since, looks: 0, taken: 0 })
    const look = async () => (await app.must('lookAtHall', { params: { shiftId }, body: {} }, as(1))).counted
    expect([await look(), await look()]).toEqual([true, true])
    expect(await grab(0)).toMatchObject({ ok: true })
    expect(await hall()).toBe(0)
    expect(await look()).toBe(false)
    expect(await onBoard()).toEqual({ places: 0, since: null, looks: 2, taken: 1 })
    expect(await grab(1)).toMatchObject({ status: 409, body: { code: 'HeldByDispatch' } })
    const { items } = await app.must('listMyOffers', { query: {} }, as(5))
    const offerId = items.find((one) => one.shiftId === shiftId)!.id
    await app.must('takeOffer', { params: { offerId }, body: {} }, as(5))
    await round(second)
    expect(await grab(1)).toMatchObject({ ok: false })
    const [place] = await app.within((ctx) =>
      ctx.tx.query('select headcount, taken from shift_capacities where shift_id = $1', [shiftId]),
    )
    expect(place).toEqual({ headcount: 2, taken: 2 })
  })

  test('用工方说还想请的人先问,而且告诉他;没来过的人不能点名,别的单位看不到', async () => {
    for (let n = 0; n < 6; n++) {
      await app.must('putWorkerProfile', { body: profile(n === 0 ? '350981100' : '350981107') }, as(n))
    }
    const mark = (body: { workerIds: string[]; favourite: boolean }, token = employer.token) =>
      app.call('markFavourites', { params: { employerId: employer.employerId }, body }, { token })
    const known = workers[0]!.personId
    expect(await mark({ workerIds: [workers[3]!.personId], favourite: true })).toMatchObject({ status: 404 })
    expect(await mark({ workerIds: [known], favourite: true }, workers[1]!.token)).toMatchObject({ status: 404 })
    expect(await mark({ workerIds: [known], favourite: true })).toMatchObject({
      ok: true,
      body: { items: [{ workerId: known, workerName: '陈大山' }] },
    })
    await round(second)
    const shiftId = await publish(10, 1)
    await round(second)
    // The others live nearer.
    expect(await offersOf(shiftId)).toMatchObject([
      { worker_id: known, reasons: expect.arrayContaining(['这家想请您再去']) },
    ])
    expect(await mark({ workerIds: [known], favourite: false })).toMatchObject({ ok: true, body: { items: [] } })
  })

  test('想一起干的:一个去了,先问他班组里的人,而且告诉他;没进班组的照常排', async () => {
    const put = (n: number, town: string, more: object = {}) =>
      app.must('putWorkerProfile', { body: profile(town, more) }, as(n))
    await put(1, '350981107')
    await put(0, '350981100')
    // A little nearer than he.
    for (const n of [2, 3]) await put(n, '350981004')
    for (const n of [4, 5]) await put(n, '350981107', { takesOffers: false })
    const crew = await app.must('createCrew', { body: { name: '大山班组' } }, as(1))
    const params = { crewId: crew.id }
    await app.must('inviteCrewMember', { params, body: { phone: workers[0]!.phone, name: '陈大山' } }, as(1))
    await app.must('answerCrewInvitation', { params, body: { agree: true } }, as(0))
    await round(second)
    const shifts = [{ startsAt: '2026-12-01T08:00:00+08:00', endsAt: '2026-12-01T17:00:00+08:00', headcount: 2 }]
    const shiftId = await publish(1, 2, { shifts }, await newEmployer(app, 5))
    await round(second)
    const of = (n: number) => workers[n]!.personId
    const open = async (n: number) => {
      const { items } = await app.must('listMyOffers', { query: {} }, as(n))
      return items.find((one) => one.shiftId === shiftId && one.state === 'open')
    }
    await app.must('takeOffer', { params: { offerId: (await open(1))!.id }, body: {} }, as(1))
    await round(second)
    // Who is not of the crew says no: next comes the crew, before others who live nearer.
    for (const n of [2, 3]) {
      const offer = await open(n)
      if (offer === undefined || (await open(0)) !== undefined) continue
      await app.must('declineOffer', { params: { offerId: offer.id }, body: {} }, as(n))
      await round(second)
    }
    const mine = (await offersOf(shiftId)).find((one) => one.worker_id === of(0))
    expect(mine?.terms.together).toBeGreaterThan(0)
    expect((await open(0))!.reasons).toContain('您班组的人也去')
    expect((await offersOf(shiftId)).filter((one) => [of(2), of(3)].includes(one.worker_id)).length).toBeLessThan(2)
    for (const n of [0, 1, 2, 3, 4, 5]) await put(n, '350981107')
  })

  test('没问到的人问得到为什么:对不上的一次说全,比不上的只说一句,不说别人是谁', async () => {
    const shifts = [{ startsAt: '2026-12-02T08:00:00+08:00', endsAt: '2026-12-02T17:00:00+08:00', headcount: 6 }]
    // A kind of work of its own, once nothing else waits for an answer.
    const florist = { occupations: [findOccupation('插花花艺师', 1)[0]!.occupation.code] }
    const put = (n: number, more: object) => app.must('putWorkerProfile', { body: profile('350981107', more) }, as(n))
    for (let n = 6; n < 9; n++) workers.push(await signInNewPerson(app, 600 + n))
    // The mean of fewer than five would tell of somebody.
    const village = [1, 2, 3, 4, 5, 6]
    for (const n of village) await put(n, florist)
    app.clock.set('2026-11-26T09:00:00+08:00')
    await round(second)
    const shiftId = await publish(1, 6, { shifts, occupation: '插花花艺师' })
    const why = async (n: number) => app.must('getWhyNot', { params: { shiftId }, query: {} }, as(n))
    expect(await why(1)).toEqual({ state: 'notYet', reasons: ['这个班还没有开始问人'] })
    await round(second)
    expect(new Set((await offersOf(shiftId)).map((offer) => offer.worker_id))).toEqual(
      new Set(village.map((n) => workers[n]!.personId)),
    )
    // Two who come later, one of them from another town.
    await put(0, { ...florist, town: '350981100' })
    await put(7, florist)
    expect(await why(0)).toEqual({ state: 'others', reasons: ['先问了离得更近的人'] })
    expect((await why(7)).state).toBe('others')
    expect(await why(1)).toEqual({ state: 'asked', reasons: ['已经问您了,等您答复'] })
    expect(JSON.stringify(await Promise.all([0, 1, 7].map(why)))).not.toContain('陈大山')
    // Who has been asked often enough today is told so, and nothing of others.
    const often = silentOffers(workers[7]!.personId)
    await often(9)
    expect((await why(7)).state).toBe('others')
    await often(1)
    expect(await why(7)).toEqual({ state: 'notYet', reasons: ['今天已经问过您10次,先不多打扰,明天接着问'] })

    const change = (more: object) => put(0, { town: '350981100', occupations: [], ...more })
    await change({ minDailyFen: 90_000, maxDistanceMeters: 1_000 })
    expect((await why(0)).reasons).toEqual([
      expect.stringMatching(/^您的资料里没有选/),
      expect.stringMatching(/^离您.*,超过您愿意去的路程$/),
      '工钱比您资料里写的想要的少',
    ])
    await change({ takesOffers: false })
    expect((await why(0)).state).toBe('paused')
    const grabbed = await publish(1, 1, { shifts, fillMode: 'grab' })
    expect(await app.call('getWhyNot', { params: { shiftId: grabbed }, query: {} }, as(0))).toMatchObject({
      status: 409,
      body: { code: 'WrongFillMode' },
    })
  })

  test('接手以后先派还没问过人的活;正等别处答复的人,同一时间的不再问他', async () => {
    const at = (headcount: number) => ({
      shifts: [{ startsAt: '2026-12-04T08:00:00+08:00', endsAt: '2026-12-04T17:00:00+08:00', headcount }],
      occupation: '插花花艺师',
    })
    const on = (day: string) => ({
      shifts: [{ startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T17:00:00+08:00`, headcount: 1 }],
      occupation: '插花花艺师',
    })
    app.clock.advance(11 * 60_000)
    await round(second)
    // It keeps the market while it waits, and hears there what the owner does.
    const heir = createDispatcher(app.deps, { openedAtOnce: { quiet: 1, busy: 1 } })
    expect([await heir.tick(), heir.owns()]).toEqual([0, false])
    const before = await publish(1, 3, at(3))
    await round(second)
    const waiting = new Set((await offersOf(before)).map((offer) => offer.worker_id))
    expect(waiting.size).toBe(3)
    expect([await heir.tick(), heir.owns()]).toEqual([0, false])
    await second.stop()
    const elsewhere = { placeName: '坦洋花场', address: '福安市社口镇坦洋村1号' }
    const fresh = await publish(1, 1, { ...at(1), ...elsewhere }, await newEmployer(app, 3))
    await heir.tick()
    expect(heir.owns()).toBe(true)
    const [asked, ...more] = await offersOf(fresh)
    expect(more).toEqual([])
    expect(asked).toBeDefined()
    expect(waiting.has(asked!.worker_id)).toBe(false)
    // What is published meanwhile does not wait until everything else is planned, however few of that a round takes.
    const news = [await publish(1, 1, on('2026-12-05')), await publish(1, 1, on('2026-12-06'))]
    await heir.tick()
    for (const one of news) expect(await offersOf(one)).toHaveLength(1)
    while ((await heir.tick()) > 0) await app.drain()
    // Nobody is asked twice, nor for two places at the same time.
    const all = (await offersOf(before)).map((offer) => offer.worker_id)
    expect(new Set(all).size).toBe(all.length)
    expect(all).not.toContain(asked!.worker_id)
    await heir.stop()
  })

  test('说了几点起可以找的,到那时才问,不管平常几点起;没到时候的等着,天亮再问', async () => {
    app.clock.set('2026-12-05T23:40:00+08:00')
    const trade = '制茶工'
    const code = findOccupation(trade, 1)[0]!.occupation.code
    const early = await signInNewPerson(app, 640, { name: '陈天明' })
    const late = await signInNewPerson(app, 641, { name: '陈晚起' })
    for (const [one, askFrom] of [
      [early, '04:30'],
      [late, '07:00'],
    ] as const)
      await app.must('putWorkerProfile', { body: profile('350981107', { occupations: [code], askFrom }) }, one)
    const dispatcher = createDispatcher(app.deps)
    const work = {
      occupation: trade,
      placeName: '社口镇早茶厂',
      shifts: [{ startsAt: '2026-12-06T08:00:00+08:00', endsAt: '2026-12-06T17:00:00+08:00', headcount: 2 }],
    }
    const shiftId = await publish(18, 2, work)
    const askedAt = async (clock: string) => {
      app.clock.set(`2026-12-06T${clock}:00+08:00`)
      await round(dispatcher)
      return (await offersOf(shiftId)).map((offer) => offer.worker_id)
    }
    expect(await askedAt('04:20')).toEqual([])
    expect(await askedAt('04:30')).toEqual([early.personId])
    expect(await askedAt('05:30')).not.toContain(late.personId)
    expect(await askedAt('07:00')).toContain(late.personId)
    await dispatcher.stop()
  })

  test('一样近、一样会干:先问这几周挣得少的,而且记下为什么', async () => {
    app.clock.set('2026-12-08T09:00:00+08:00')
    const trade = '仓储管理员'
    const code = findOccupation(trade, 1)[0]!.occupation.code
    const rich = await signInNewPerson(app, 650, { name: '陈多活' })
    const poor = await signInNewPerson(app, 651, { name: '陈少活' })
    for (const one of [rich, poor])
      await app.must('putWorkerProfile', { body: profile('350981107', { occupations: [code] }) }, one)
    await earnedLately(rich.personId, 6, 20_000)
    await earnedLately(poor.personId, 1, 20_000)
    const dispatcher = createDispatcher(app.deps)
    await round(dispatcher)
    const day = '2026-12-10'
    const shifts = [{ startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T17:00:00+08:00`, headcount: 1 }]
    const shiftId = await publish(22, 1, { occupation: trade, placeName: '社口镇仓库', shifts })
    await round(dispatcher)
    const [asked] = await offersOf(shiftId)
    expect(asked).toMatchObject({ worker_id: poor.personId, terms: { fairness: expect.any(Number) } })
    expect(asked!.terms.fairness).toBeGreaterThan(0)
    await dispatcher.stop()
  })
})

/** Wages of so many days before today, one a day. */
const earnedLately = async (workerId: string, days: number, fenADay: number) =>
  app.within(async (ctx) => {
    const written = await ctx.tx.query<{ name: string }>(
      `select attname as name from pg_attribute
       where attrelid = 'engagements'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    )
    const columns = written.map(({ name }) => name).join(', ')
    for (let back = 1; back <= days; back++) {
      const [engagement] = await ctx.tx.query<{ id: string; employer_id: string; posting_id: string; county: string }>(
        `insert into engagements (${columns}) select ${columns} from (
           select (jsonb_populate_record(e, jsonb_build_object('id', $1::text, 'worker_id', $2::text, 'state', 'cancelled'))).*
           from engagements e limit 1) x returning id, employer_id, posting_id, county`,
        [ctx.newId(), workerId],
      )
      const wage = {
        ...engagement,
        id: ctx.newId(),
        engagement_id: engagement!.id,
        worker_id: workerId,
        part: 'whole',
        worked_on: new Date(ctx.now.getTime() - back * 86_400_000).toISOString().slice(0, 10),
        reckoned_on: '2026-12-08',
        reckoned_at: ctx.now,
        pay_method: 'daily',
        settlement_cycle: 'perShift',
        withholding_method: 'labourService',
        reckoning: {},
        minutes: 480,
        gross_fen: fenADay,
        top_up_fen: 0,
        withheld_fen: 0,
        net_fen: fenADay,
        from_escrow_fen: 0,
        due_at: ctx.now,
        late_at: ctx.now,
      }
      await ctx.tx.query('insert into wages select (jsonb_populate_record(null::wages, $1::jsonb)).*', [
        JSON.stringify(wage),
      ])
    }
  })
