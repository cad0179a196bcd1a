import { dataConsent } from '@linggong/contract'
import { reservedIdNumber } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'
import { addSites } from '../sites/index.ts'
import { judgeReferrals, referralTotals } from './index.ts'

const here = '350981'
const elsewhere = '350902'
const siteId = '01900000-0000-7000-8000-0000000000a1'
const farSiteId = '01900000-0000-7000-8000-0000000000a2'

let app: TestApp
let work: PublishedWork
let employer: TestEmployer
let officer: { token: string }
let far: { token: string }
let manager: { token: string }
let clerk: { token: string }
const people: Record<string, Signed> = {}
let made = 0
let shiftsUsed = 0
const dayAt = (n: number, hour: string) =>
  `${new Date(Date.UTC(2026, 10, 19 + n)).toISOString().slice(0, 10)}T${hour}:00:00+08:00`
const id = () => `01900000-0000-7000-9200-${String(++made).padStart(12, '0')}`

beforeAll(async () => {
  app = await testApp()
  const site = (one: string, county: string, town: string, name: string) => ({
    id: one,
    kind: 'station' as const,
    name,
    county,
    town,
    address: `${name}一楼`,
    lat: 27.08,
    lng: 119.65,
    phone: '0593-6000000',
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:30', to: '18:00' }],
    builder: 'thirdParty' as const,
    openedOn: '2025-03-01',
    reviewsPostings: false,
    state: 'open' as const,
  })
  await app.within((ctx) =>
    addSites(ctx, [
      site(siteId, here, '350981107', '福安市社口零工驿站'),
      site(farSiteId, elsewhere, '350902001', '蕉城区城南零工驿站'),
    ]),
  )
  officer = await signInNewStaff(app, 'officer', [{ role: 'countyOfficer', county: here, siteId: null }])
  far = await signInNewStaff(app, 'far', [{ role: 'countyOfficer', county: elsewhere, siteId: null }])
  manager = await signInNewStaff(app, 'manager', [{ role: 'siteManager', county: here, siteId }])
  clerk = await signInNewStaff(app, 'clerk', [{ role: 'clerk', county: here, siteId }], '林小青')
  employer = await newEmployer(app, 1)
  for (const [n, name] of ['陈大山', '吴小路', '林茶香', '缪阿福'].entries())
    people[name] = await signInNewPerson(app, 20 + n, { name })
  work = await publishWork(app, employer, {
    shifts: Array.from({ length: 18 }, (_one, n) => ({
      startsAt: dayAt(n, '08'),
      endsAt: dayAt(n, '12'),
      headcount: 2,
    })),
  })
})
afterAll(() => app.close())

const personOf = (name: string): Signed => {
  const found = people[name]
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

/** Work that a site has placed and that is done and paid, as the other modules would have left it. */
async function done(
  name: string,
  day: string,
  given: {
    site?: string
    county?: string
    signed?: boolean
    confirmedBy?: string
    paid?: boolean
    minutes?: number
    hour?: number
  } = {},
): Promise<string> {
  const engagementId = id()
  const shiftId = work.shiftIds[++shiftsUsed]
  const { personId } = personOf(name)
  const place = [given.county ?? here, given.site ?? siteId] as const
  const minutes = given.minutes ?? 480
  await app.within(async (ctx) => {
    const { tx } = ctx
    const from = new Date(`${day}T${String(given.hour ?? 8).padStart(2, '0')}:00:00+08:00`)
    const to = new Date(from.getTime() + minutes * 60_000)
    const terms = JSON.stringify({ title: '茶厂拣茶' })
    await tx.query(
      `insert into engagements (id, shift_id, posting_id, employer_id, worker_id, worker_name, county, site_id, fill_mode,
         state, state_since, starts_at, ends_at, occupied_until, terms, accepted_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'grab', 'confirmed', $9, $10, $11, $11, $12, $9)`,
      [engagementId, shiftId, work.postingId, employer.employerId, personId, name, ...place, ctx.now, from, to, terms],
    )
    await tx.query(
      `insert into timesheets (id, engagement_id, shift_id, worker_id, worker_name, employer_id, county, site_id, state,
         state_since, starts_at, ends_at, checked_in_at, minutes, overtime_minutes, confirmed_by, confirmed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'confirmed', $9, $10, $11, $10, $12, 0, $13, $9)`,
      [
        id(),
        engagementId,
        shiftId,
        personId,
        name,
        employer.employerId,
        ...place,
        ctx.now,
        from,
        to,
        minutes,
        given.confirmedBy ?? 'employer',
      ],
    )
    if (given.signed !== false)
      await tx.query(
        `insert into checks (id, engagement_id, worker_id, employer_id, county, site_id, kind, how, by_capacity, by_id, at)
         values ($1, $2, $3, $4, $5, $6, 'checkIn', 'qrCode', 'worker', $3, $7)`,
        [id(), engagementId, personId, employer.employerId, ...place, from],
      )
    if (given.paid)
      await tx.query(
        `insert into wages (id, engagement_id, part, worker_id, employer_id, posting_id, county, worked_on, reckoned_on,
           reckoned_at, pay_method, settlement_cycle, withholding_method, reckoning, minutes, gross_fen, top_up_fen,
           withheld_fen, net_fen, due_at, late_at, funded_at, paid_at)
         values ($1, $2, 'whole', $3, $4, $5, $6, $7, $7, $8, 'daily', 'perShift', 'wage', '{}', $9, 20000, 0, 0, 20000, $8,
           $8, $8, $8)`,
        [id(), engagementId, personId, employer.employerId, work.postingId, place[0], day, ctx.now, minutes],
      )
    await judgeReferrals(ctx, [engagementId])
  })
  return engagementId
}

async function rowOf(engagementId: string, as = officer) {
  const { items } = await app.must('listReferrals', { query: { year: 2026, limit: 100 } }, as)
  for (const one of items) {
    const row = await app.must('getReferral', { params: { referralId: one.id } }, as)
    if (row.engagementId === engagementId) return row
  }
  throw new Error('not in the roster')
}

describe('岗位推荐成功花名册', () => {
  test('窗口推荐的人自动进花名册,记着谁推荐的,没干完先算在办', async () => {
    const visitor = {
      name: '吴阿婆',
      idNumber: reservedIdNumber(33, '1970-05-05', 'female'),
      how: 'idCard' as const,
      consentVersion: dataConsent.version,
    }
    const { person } = await app.must('registerAtCounter', { body: visitor }, clerk)
    await app.must(
      'grabShift',
      { params: { shiftId: work.shiftIds[0] ?? '' }, body: { onBehalfOf: person.id } },
      { ...clerk, channel: 'counter' },
    )
    await app.drain()
    const { items } = await app.must('listReferrals', { query: { year: 2026 } }, officer)
    expect(items).toMatchObject([
      {
        workerName: '吴阿婆',
        wayLabel: '窗口推荐',
        referredByName: '林小青',
        siteName: '福安市社口零工驿站',
        state: 'underway',
        counted: false,
        maskedPhone: null,
      },
    ])
    expect(items[0]?.maskedIdNumber).toMatch(/^\d{4}\*{12}\d\d$/)
    expect((await app.must('getReferralTotals', { query: { year: 2026 } }, officer)).underway).toBe(1)
  })

  test('双方确认、有凭证的计数;为什么计数、凭什么,一条条写着', async () => {
    const row = await rowOf(await done('陈大山', '2026-11-02', { paid: true }))
    expect(row).toMatchObject({ counted: true, stateLabel: '计数', minutes: 480, paidFen: 20_000, provisional: true })
    expect(row.proofs.map(({ kind }) => kind)).toEqual(['placed', 'checkIn', 'hours', 'pay'])
    expect(row.reasons.map(({ rule, met, clause }) => [rule, met, clause !== ''])).toEqual([
      ['way', true, true],
      ['bothConfirmed', true, true],
      ['proof', true, true],
    ])
  })

  test('没有本人确认、到期自动确认、只干半小时的,都说清楚为什么不计', async () => {
    const bare = await rowOf(await done('陈大山', '2026-11-03', { signed: false, confirmedBy: 'system', minutes: 30 }))
    expect(bare).toMatchObject({ counted: false, stateLabel: '不计数' })
    expect(bare.reasons.filter(({ met }) => !met).map(({ reasonZh }) => reasonZh)).toEqual([
      '没有求职者本人的确认;没有用工方的确认',
      '只干了30分钟,不到60分钟',
    ])
    expect(bare.why).toBe('没有求职者本人的确认;没有用工方的确认')
  })

  test('同一人同一家同一天,两个县的站点都报也只算一次;硬写进数据库也不行', async () => {
    expect((await rowOf(await done('吴小路', '2026-11-04', { minutes: 120 }))).counted).toBe(true)
    const again = await done('吴小路', '2026-11-04', { minutes: 120, hour: 14, site: farSiteId, county: elsewhere })
    expect(await rowOf(again, far)).toMatchObject({
      counted: false,
      siteName: '蕉城区城南零工驿站',
      why: '同一天同一家已经算过一次(跨县也只算一次)',
    })
    await expect(
      app.within((ctx) => ctx.tx.query(`update referrals set state = 'counts' where engagement_id = $1`, [again])),
    ).rejects.toMatchObject({ constraint: 'referrals_counted_once' })
  })

  test('运营机构自己的人不算;申报了亲属,以前的也重新核', async () => {
    await app.within((ctx) =>
      ctx.tx.query(
        `insert into site_staff (id, site_id, county, name, duty, full_time, source, publicly_funded, id_number_enc,
           id_number_index, since, created_at) values ($1, $2, $3, '林茶香', '窗口', true, 'hired', false, $4, $5,
           '2026-01-01', $6)`,
        [
          id(),
          siteId,
          here,
          ctx.deps.keyring.encrypt('site_staff.id_number', personOf('林茶香').idNumber),
          ctx.deps.keyring.index('site_staff.id_number', personOf('林茶香').idNumber),
          ctx.now,
        ],
      ),
    )
    const own = await rowOf(await done('林茶香', '2026-11-05', { paid: true }))
    expect(own).toMatchObject({ counted: false, why: '是运营机构自己的工作人员' })

    const before = await done('缪阿福', '2026-11-06', { paid: true })
    expect((await rowOf(before)).counted).toBe(true)
    const params = { siteId }
    const body = {
      name: '缪阿福',
      idNumber: personOf('缪阿福').idNumber,
      relativeOf: '林茶香',
      relation: 'spouse' as const,
    }
    const wrong = await app.call('declareReferralRelative', { params, body: { ...body, idNumber: '123' } }, manager)
    expect(wrong.body).toMatchObject({ code: 'InputInvalid', problems: [{ path: 'idNumber' }] })
    const declared = await app.must('declareReferralRelative', { params, body }, manager)
    expect((await app.call('declareReferralRelative', { params, body }, manager)).body).toMatchObject({
      code: 'RelativeDeclared',
    })
    await app.drain()
    expect(await rowOf(before)).toMatchObject({ counted: false, why: '是工作人员申报过的亲属' })
    const { items } = await app.must('listReferralRelatives', { params }, officer)
    expect(items).toMatchObject([{ name: '缪阿福', relationLabel: '夫妻', endedAt: null }])
    await app.must('endReferralRelative', { params: { siteId, relativeId: declared.id }, body: {} }, manager)
    await app.drain()
    expect((await rowOf(before)).counted).toBe(true)
  })

  test('人数和人次分开;别县看不到,没有上报的事没有发出任何通知', async () => {
    await done('陈大山', '2026-11-09', { paid: true })
    await done('陈大山', '2026-08-10', { paid: true })
    const quarter = await app.must('getReferralTotals', { query: { year: 2026, quarter: 4 } }, officer)
    expect(quarter.total).toEqual({ persons: 3, personTimes: 4, hardToEmployPersons: 0, hardToEmployTimes: 0 })
    expect(quarter.counties).toMatchObject([{ countyName: '福安市', persons: 3, personTimes: 4 }])
    expect((await app.must('getReferralTotals', { query: { year: 2026 } }, manager)).total).toMatchObject({
      persons: 3,
      personTimes: 5,
    })
    expect((await app.must('getReferralTotals', { query: { year: 2026 } }, far)).total.personTimes).toBe(0)
    const cut = await app.within((ctx) =>
      referralTotals(ctx, {
        from: '2026-10-01',
        to: '2026-12-31',
        counties: [here],
        countedBefore: new Date('2026-10-01T00:00:00+08:00'),
      }),
    )
    expect(cut).toEqual([
      { county: null, siteId: null, persons: 0, personTimes: 0, hardToEmployPersons: 0, hardToEmployTimes: 0 },
    ])
    await app.drain()
    const told = await app.within((ctx) => ctx.tx.query(`select kind from notices where subject_kind like 'referral%'`))
    expect(told).toEqual([])
  })

  test('核查:提示说清楚为什么看、看哪几条;站点看不到提示,只回答问到它的;决定都留痕', async () => {
    // Four people on one phone: what somebody does who invents people.
    const names = ['陈大山', '吴小路', '林茶香', '缪阿福']
    await app.within((ctx) =>
      ctx.tx.query(
        `update persons p set phone_enc = o.phone_enc, phone_index = o.phone_index from persons o
         where p.id = any ($1::uuid[]) and o.id = $2`,
        [names.map((name) => personOf(name).personId), personOf('陈大山').personId],
      ),
    )
    await app.within((ctx) => ctx.tx.query('update site_staff set until = since where site_id = $1', [siteId]))
    await done('林茶香', '2026-10-15', { paid: true })
    await app.advanceTo('2026-11-18T10:00:00+08:00')
    const inspector = await signInNewStaff(
      app,
      'inspector',
      [{ role: 'inspector', county: here, siteId: null }],
      '吴志强',
    )
    const owner = await signInNewStaff(app, 'owner', [{ role: 'operator', county: here, siteId }], '蔡永福')
    const query = { open: 'true' as const }
    const { items } = await app.must('listReferralFlags', { query }, inspector)
    expect(items).toMatchObject([
      { kind: 'sharedPhone', words: '4个人登记的是同一个手机号(夫妻、一家人合用的不算)', decision: null, quarter: 4 },
    ])
    const flagId = items[0]?.id ?? ''
    expect((await app.call('listReferralFlags', { query }, owner)).body).toMatchObject({ code: 'NotFound' })
    const { evidence } = await app.must('getReferralFlag', { params: { flagId } }, inspector)
    expect(new Set(evidence.map(({ workerName }) => workerName))).toEqual(new Set(names))

    const row = evidence.find(({ workerName }) => workerName === '林茶香')
    const params = { referralId: row?.id ?? '' }
    const ask = { decision: 'ask' as const, reason: { code: 'unclear' as const, note: '四个人怎么是一个手机号?' } }
    expect(await app.must('decideReferral', { params, body: ask }, inspector)).toMatchObject({
      counted: false,
      stateLabel: '等站点说明,暂不计数',
      decided: { byName: '吴志强', reason: '说不清楚,请站点说明' },
    })
    const asked = await app.must('getReferral', { params }, owner)
    expect(asked).toMatchObject({ possible: ['answer'], flags: [], calls: [], why: '四个人怎么是一个手机号?' })
    const words = { words: '她没有手机,登记时写了邻居的' }
    expect((await app.must('answerReferral', { params, body: words }, owner)).answer).toMatchObject({
      words: '她没有手机,登记时写了邻居的',
      byName: '蔡永福',
    })
    const phones = await app.must('showReferralPhones', { params, body: {} }, inspector)
    expect(phones.worker.phone).toBe(personOf('陈大山').phone)
    const call = { side: 'employer' as const, result: 'confirmed' as const, words: '说她干了一天' }
    expect((await app.must('recordReferralCall', { params, body: call }, inspector)).calls).toMatchObject([
      { staffName: '吴志强', sideLabel: '用工主体', resultLabel: '说属实' },
    ])
    // What was said on the telephone stands in the roster of those who inspect, not in the site's.
    const wordsFor = async (as: { token: string }) =>
      (await app.must('listReferrals', { query: { year: 2026, limit: 100 } }, as)).items.find(
        (each) => each.id === params.referralId,
      )?.callWords
    expect(await wordsFor(inspector)).toBe('用工主体说属实')
    expect(await wordsFor(owner)).toBeNull()
    const counts = { decision: 'counts' as const, reason: { code: 'innocent' as const, note: '电话核实过' } }
    expect((await app.must('decideReferral', { params, body: counts }, inspector)).counted).toBe(true)
    const others = evidence.filter(({ id: one }) => one !== row?.id).map(({ id: one }) => one)
    const out = { decision: 'doesNotCount' as const, reason: { code: 'notThere' as const } }
    const wrong = { ...out, referralIds: ['0199ffff-ffff-7fff-8fff-ffffffffffff'] }
    expect((await app.call('decideReferralFlag', { params: { flagId }, body: wrong }, inspector)).body).toMatchObject({
      code: 'ReferralRowsWrong',
    })
    const decided = await app.must(
      'decideReferralFlag',
      { params: { flagId }, body: { ...out, referralIds: others } },
      inspector,
    )
    expect(decided.evidence.filter(({ counted }) => counted).map(({ workerName }) => workerName)).toEqual(['林茶香'])
    expect(await app.must('listReferralFlags', { query }, inspector)).toMatchObject({ items: [] })
    const audited = await app.within((ctx) =>
      ctx.tx.query(
        `select act, reason_code from audit_entries where subject_kind in ('referral', 'referralFlag') order by id`,
      ),
    )
    expect(audited.map((one) => `${String(one.act)} ${String(one.reason_code)}`)).toEqual([
      'decide unclear',
      'answer null',
      'call null',
      'decide innocent',
      ...others.map(() => 'decide notThere'),
      'decide notThere',
    ])
    const seen = await app.within((ctx) =>
      ctx.tx.query('select purpose from reveals where person_id = $1', [personOf('林茶香').personId]),
    )
    expect(seen).toEqual([{ purpose: 'contactAboutWork' }])
  })

  test('抽查:站点猜不到抽哪几条,抽过的不换;定为计数也不能一天算两次', async () => {
    const inspector = await signInNewStaff(app, 'drawer', [{ role: 'inspector', county: here, siteId: null }])
    const params = { siteId }
    await done('陈大山', '2026-07-06', { paid: true })
    const body = { year: 2026, quarter: 3 }
    expect(await app.must('drawReferralSample', { params, body }, inspector)).toEqual({
      counted: 2,
      drawn: 2,
      fresh: 2,
    })
    expect((await app.must('drawReferralSample', { params, body }, inspector)).fresh).toBe(0)
    const drawn = await app.must('listReferrals', { query: { ...body, show: 'sampled' } }, inspector)
    expect(drawn.items.map(({ workedOn }) => workedOn)).toEqual(['2026-08-10', '2026-07-06'])

    const first = await done('缪阿福', '2026-07-07', { minutes: 120 })
    expect((await rowOf(first, inspector)).counted).toBe(true)
    const second = await done('缪阿福', '2026-07-07', { minutes: 120, hour: 14, site: farSiteId, county: elsewhere })
    const there = await signInNewStaff(app, 'there', [{ role: 'countyOfficer', county: elsewhere, siteId: null }])
    const { id: referralId } = await rowOf(second, there)
    const counts = { decision: 'counts' as const, reason: { code: 'genuine' as const } }
    expect((await app.call('decideReferral', { params: { referralId }, body: counts }, there)).body).toMatchObject({
      code: 'ReferralCountedElsewhere',
    })
  })

  test('两个县各按自己的截止时间算:一个人在两个县都有,全市只算一个人;截止以后才计数的谁也不算', async () => {
    const before = app.clock.now()
    app.clock.advance(60_000)
    await done('陈大山', '2026-07-20', { paid: true, site: farSiteId, county: elsewhere })
    app.clock.advance(60_000)
    const later = app.clock.now()
    const totals = (cutOffs: Array<[string, Date]>) =>
      app.within((ctx) => {
        const span = { from: '2026-07-01', to: '2026-09-30', counties: [here, elsewhere] }
        return referralTotals(ctx, { ...span, countedBefore: new Map(cutOffs) })
      })
    const persons = (list: Awaited<ReturnType<typeof totals>>) =>
      list
        .filter(({ siteId: one }) => one === null)
        .map(({ county, persons: people, personTimes }) => [county, people, personTimes])
    const both = await totals([
      [here, later],
      [elsewhere, later],
    ])
    // 陈大山 stands in both counties: three persons when added up, two in the city.
    expect(persons(both)).toEqual([
      [null, 2, 4],
      [elsewhere, 1, 1],
      [here, 2, 3],
    ])
    const early = await totals([
      [here, later],
      [elsewhere, before],
    ])
    expect(persons(early)).toEqual([
      [null, 2, 3],
      [here, 2, 3],
    ])
  })
})
