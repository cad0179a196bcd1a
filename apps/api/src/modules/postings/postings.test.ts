import { reservedIdNumber, reservedPhone, reservedUscc } from '@linggong/reference'
import type { WorkTerms } from '@linggong/contract'
import type { PostingDraft } from '@linggong/contract/postings/shapes.ts'
import { postingDraft } from '@linggong/contract/postings/shapes.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import type { Actor, Ctx } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/errors.ts'
import { scopeOf } from '../../kernel/rights.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { acceptShifts, cancelEngagement, readEngagements } from '../engagements/index.ts'
import { requestCode, seeding } from '../identity/index.ts'
import { addSites } from '../sites/index.ts'
import { withdrawPosting } from './actions/end-posting.ts'
import { listEmployerShifts, readOwnPosting, readPublicPosting } from './actions/read-postings.ts'
import { listPostingReviews, readPostingReview } from './actions/read-reviews.ts'
import { listStaffPostings, readStaffPosting } from './actions/staff-postings.ts'
import { decideReview, takeReview } from './actions/review-posting.ts'
import { createDraft, importRows, repeatPosting, updateDraft } from './actions/save-draft.ts'
import { countBoard, searchShifts, type BoardQuery } from './actions/search-board.ts'
import { checkPosting, submitPosting } from './actions/submit-posting.ts'
import { readDraft } from './read-draft.ts'
import * as seed from './seeding.ts'
import type { SeedPosting } from './seeding.ts'
import { employerSignature, postingTerms, shiftsForTaking } from './index.ts'

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const boss = id(1)
const worker = id(2)
const verified = id(11)
const unverified = id(12)
const other = id(13)
const siteId = id(21)
const jiaocheng = '350902'

let app: TestApp

const person: Actor = {
  kind: 'person',
  sessionId: id(90),
  personId: boss,
  roles: ['worker', 'employer'],
  employerIds: [verified, unverified],
  memberRoles: { [verified]: 'owner', [unverified]: 'owner' },
}
const seeker: Actor = {
  kind: 'person',
  sessionId: id(91),
  personId: worker,
  roles: ['worker'],
  employerIds: [],
  memberRoles: {},
}
const officer: Actor = {
  kind: 'staff',
  sessionId: id(92),
  staffId: id(31),
  roles: ['countyOfficer'],
  posts: [{ role: 'countyOfficer', county: jiaocheng, siteId: null }],
  assists: { persons: [], employers: [] },
}
const colleague: Actor = { ...officer, staffId: id(32) }
const elsewhere: Actor = {
  ...officer,
  staffId: id(33),
  posts: [{ role: 'countyOfficer', county: '350981', siteId: null }],
}

function as<T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return unitOfWork(
    app.deps,
    { actor, channel: 'h5', requestId: id(99), scope: scopeOf(actor), first: 'savepoint act' },
    work,
  )
}
const refusal = (error: unknown) => (error instanceof Refusal ? error.code : String(error))
const refused = (work: Promise<unknown>) => work.then(() => 'done', refusal)

const draft = (more: Record<string, unknown> = {}): PostingDraft =>
  postingDraft.parse({
    title: '万达广场搬货',
    occupation: '搬货的',
    description: '卸货入库,商场后门集合',
    skills: '不限',
    placeName: '万达广场',
    address: '天湖东路1号',
    town: '350902001',
    shifts: [{ startsAt: '2026-11-19T08:00:00+08:00', endsAt: '2026-11-19T17:00:00+08:00', headcount: 2 }],
    payMethod: 'daily',
    amountFen: 24_000,
    breakMinutes: 60,
    settlementCycle: 'perShift',
    meals: true,
    contactName: '林师傅',
    contactPhone: reservedPhone(5),
    fillMode: 'grab',
    escrow: true,
    ...more,
  })

async function codeFor(postingId: string): Promise<string> {
  app.clock.advance(120_000)
  await as(person, (ctx) => requestCode(ctx, { personId: boss, purpose: 'signPosting', subjectId: postingId }))
  await app.drain()
  // Notices reach the same phone: the newest message that holds a code.
  const sent = await app.outside.get<Array<{ params: Record<string, string> }>>(`/sms?phone=${reservedPhone(1)}`)
  return sent.find((sms) => sms.params['code'] !== undefined)?.params['code'] ?? ''
}

async function publish(more: Record<string, unknown> = {}, employerId = verified) {
  const { id: postingId } = await as(person, (ctx) => createDraft(ctx, employerId, draft(more)))
  const code = await codeFor(postingId)
  return as(person, (ctx) => submitPosting(ctx, postingId, code))
}

const look = (query: Partial<BoardQuery> = {}) =>
  as({ kind: 'anonymous' }, (ctx) => searchShifts(ctx, { sort: 'newest', limit: 50, ...query }))

async function insert(ctx: Ctx, table: string, columns: readonly string[], row: readonly unknown[]) {
  await ctx.tx.query(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map((_column, index) => `$${index + 1}`).join(', ')})`,
    row,
  )
}

beforeAll(async () => {
  app = await testApp()
  const { keyring } = app.deps
  const at = app.clock.now()
  await app.within(async (ctx) => {
    for (const [personId, name, n] of [
      [boss, '林国栋', 1],
      [worker, '陈秀英', 2],
    ] as const) {
      const row = seeding.personRow(keyring, {
        id: personId,
        name,
        sex: 'male',
        birthDate: '1980-05-01',
        idNumber: reservedIdNumber(n, '1980-05-01', 'male'),
        phone: reservedPhone(n),
        createdAt: at,
      })
      await insert(ctx, 'persons', seeding.personColumns, row)
    }
    for (const [employerId, name, state, n] of [
      [verified, '宁德好运搬家有限公司', 'verified', 1],
      [unverified, '东侨新店', 'unverified', 2],
      [other, '别家', 'verified', 3],
    ] as const) {
      const row = seeding.employerRow(keyring, {
        id: employerId,
        kind: 'company',
        name,
        uscc: reservedUscc(n),
        personId: null,
        legalPersonName: '林国栋',
        agencyLicence: null,
        county: jiaocheng,
        town: null,
        address: '天湖东路1号',
        contactName: '林国栋',
        contactPhone: reservedPhone(1),
        state,
        createdAt: at,
        verifiedAt: state === 'verified' ? at : null,
        reverifyBy: null,
        paidEngagements: 100,
      })
      await insert(ctx, 'employers', seeding.employerColumns, row)
    }
    await addSites(ctx, [
      {
        id: siteId,
        kind: 'station',
        name: '蕉城区城南零工驿站',
        county: jiaocheng,
        town: '350902001',
        address: '城南路2号',
        lat: 26.65,
        lng: 119.52,
        phone: '0593-0000000',
        hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:30', to: '18:00' }],
        builder: 'thirdParty',
        openedOn: '2025-03-01',
        reviewsPostings: false,
        state: 'open',
      },
    ])
  })
})
afterAll(() => app?.close())

describe('二(二) 需求发布', () => {
  it('草稿可以只写一半,缺什么一次说全', async () => {
    const saved = await as(person, (ctx) => createDraft(ctx, verified, postingDraft.parse({ title: '采茶' })))
    expect(saved.missing.map((problem) => problem.path)).toContain('amountFen')
    expect(saved.missing.length).toBeGreaterThan(8)
    const code = await codeFor(saved.id)
    expect(await refused(as(person, (ctx) => submitPosting(ctx, saved.id, code)))).toBe('PostingIncomplete')
  })

  it('已认证、筛查干净的马上发布,并排进事后复看', async () => {
    const submitted = await publish()
    expect(submitted).toMatchObject({ state: 'published', hits: [] })
    const found = await look({ q: '搬货 日结' })
    expect(found).toMatchObject({ loosened: false })
    const [row] = found.items
    expect(row).toMatchObject({
      title: '万达广场搬货',
      hourlyFen: 3_000,
      openPlaces: 2,
      employerName: '宁德好运搬家有限公司',
    })
    const detail = await as(seeker, (ctx) => readPublicPosting(ctx, submitted.id))
    expect(detail.shifts.map((shift) => shift.openPlaces)).toEqual([2])
    const queue = await as(officer, (ctx) => listPostingReviews(ctx, { limit: 100 }))
    expect(queue.items).toContainEqual(expect.objectContaining({ postingId: submitted.id, kind: 'afterwards' }))
    const signature = await app.within((ctx) => employerSignature(ctx, submitted.id))
    const terms = await app.within((ctx) => postingTerms(ctx, submitted.id))
    expect(signature).toMatchObject({ factor: 'smsCode', termsSha256: terms.sha256, personId: boss, channel: 'h5' })
    const again = await as(person, (ctx) => submitPosting(ctx, submitted.id, 'any'))
    expect(again).toMatchObject({ state: 'published' })
  })

  it('歧视、低于最低工资、时间太长一次说全并退回;改过再交,旧签名作废', async () => {
    const submitted = await publish({
      title: '限女性搬货',
      amountFen: 8_000,
      shifts: [{ startsAt: '2026-11-20T06:00:00+08:00', endsAt: '2026-11-20T20:00:00+08:00', headcount: 1 }],
    })
    expect(submitted.state).toBe('returned')
    const rules = submitted.hits.filter((hit) => hit.severity === 'block').map((hit) => hit.category)
    expect(new Set(rules)).toEqual(new Set(['discrimination', 'pay', 'hours']))
    const own = await as(person, (ctx) => readOwnPosting(ctx, submitted.id))
    expect(own.decisions[0]?.reasons.map((reason) => reason.code).sort()).toEqual([
      'belowMinimumWage',
      'discriminatory',
      'unlawfulWork',
    ])
    const fixed = draft({ title: '搬货', address: '后门', contactPhone: undefined })
    const saved = await as(person, (ctx) => updateDraft(ctx, submitted.id, fixed))
    expect(saved).toMatchObject({ state: 'draft', signatureVoided: true, missing: [] })
    const check = await as(person, (ctx) => checkPosting(ctx, submitted.id))
    expect(check).toMatchObject({ ready: true })
  })

  it('未认证主体的需求先审;认证前审核员也不能放行', async () => {
    const submitted = await publish({ address: '未认证门口' }, unverified)
    expect(submitted).toMatchObject({ state: 'inReview' })
    expect(submitted.reviewDueAt).not.toBeNull()
    const queue = await as(officer, (ctx) => listPostingReviews(ctx, { limit: 100, kind: 'before' }))
    const review = queue.items.find((item) => item.postingId === submitted.id)
    expect(review?.grounds).toEqual(['employerUnverified'])
    const reviewId = review?.id ?? ''
    expect(await refused(as(elsewhere, (ctx) => readPostingReview(ctx, reviewId)))).toBe('NotFound')
    await as(officer, (ctx) => takeReview(ctx, reviewId))
    expect(await refused(as(colleague, (ctx) => takeReview(ctx, reviewId)))).toBe('ReviewOwnedByOther')
    expect(await refused(as(officer, (ctx) => decideReview(ctx, reviewId, { decision: 'pass', reasons: [] })))).toBe(
      'EmployerNotVerified',
    )
    expect(await refused(as(officer, (ctx) => decideReview(ctx, reviewId, { decision: 'return', reasons: [] })))).toBe(
      'ReasonMissing',
    )
    const detail = await as(officer, (ctx) => readPostingReview(ctx, reviewId))
    expect(detail).toMatchObject({ employer: { state: 'unverified' }, history: { published: 0 } })
    await as(officer, (ctx) =>
      decideReview(ctx, reviewId, {
        decision: 'return',
        reasons: [{ code: 'notCredible', note: '请先认证' }, { code: 'other' }],
      }),
    )
    const own = await as(person, (ctx) => readOwnPosting(ctx, submitted.id))
    expect(own.state).toBe('returned')
    expect(own.decisions.at(-1)?.reasons.map((reason) => reason.code)).toEqual(['notCredible', 'other'])
  })

  it('县里看得到本县提交过的每一张,不管到哪一步;草稿和别县的看不到;按字找得到', async () => {
    const { id: draftId } = await as(person, (ctx) => createDraft(ctx, verified, draft({ title: '还没写完的' })))
    const seen = await as(officer, (ctx) => listStaffPostings(ctx, { limit: 100 }))
    expect(new Set(seen.items.map(({ county }) => county))).toEqual(new Set([jiaocheng]))
    expect(seen.items.length).toBeGreaterThan(1)
    expect(seen.items.map((item) => item.id)).not.toContain(draftId)
    const [first] = seen.items
    expect(first?.employerName).not.toBe('')
    const found = await as(officer, (ctx) => listStaffPostings(ctx, { limit: 100, words: '%' }))
    expect(found.items).toEqual([])
    const published = await as(officer, (ctx) =>
      listStaffPostings(ctx, { limit: 100, state: 'published', words: '搬货' }),
    )
    expect(published.items.every(({ state, title }) => state === 'published' && title?.includes('搬货'))).toBe(true)
    const whole = await as(officer, (ctx) => readStaffPosting(ctx, first!.id))
    expect(whole.posting.state).toBe(first!.state)
    expect(whole.employer.id).toBe(first!.employerId)
    expect(await as(elsewhere, (ctx) => listStaffPostings(ctx, { limit: 100 }))).toMatchObject({ items: [] })
    expect(await refused(as(elsewhere, (ctx) => readStaffPosting(ctx, first!.id)))).toBe('NotFound')
    expect(await refused(as(officer, (ctx) => readStaffPosting(ctx, draftId)))).toBe('NotFound')
  })

  it('一模一样的需求不能发两遍', async () => {
    const once = { title: '搬家具', address: '东湖路8号' }
    expect((await publish(once)).state).toBe('published')
    const twice = await publish(once)
    expect(twice).toMatchObject({ state: 'returned' })
    expect(twice.hits.map((hit) => hit.ruleId)).toContain('duplicate.same')
  })

  it('招满就从列表消失,有人退出又出现;撤回要原因,未上工的单子取消', async () => {
    const { id: postingId } = await publish({
      title: '装卸茶叶',
      address: '茶叶市场',
      shifts: [{ startsAt: '2026-11-21T08:00:00+08:00', endsAt: '2026-11-21T12:00:00+08:00', headcount: 1 }],
      breakMinutes: 0,
    })
    const shows = async () => (await look({ q: '装卸茶叶' })).items.some((item) => item.postingId === postingId)
    expect(await shows()).toBe(true)
    const detail = await as(seeker, (ctx) => readPublicPosting(ctx, postingId))
    const shiftId = detail.shifts[0]?.id ?? ''
    await as(seeker, async (ctx) => {
      const shifts = await shiftsForTaking(ctx, [shiftId])
      await acceptShifts(ctx, {
        shifts,
        workers: [{ workerId: worker, workerName: '陈秀英' }],
        fillMode: 'grab',
        by: 'worker',
      })
    })
    await app.drain()
    expect(await shows()).toBe(false)
    const [engagement] = await app.within((ctx) => readEngagements(ctx, { shiftId }))
    await as(seeker, (ctx) =>
      cancelEngagement(ctx, engagement?.id ?? '', { by: 'worker', reason: { code: 'workerIll' } }),
    )
    await app.drain()
    expect(await shows()).toBe(true)
    await as(seeker, async (ctx) => {
      const shifts = await shiftsForTaking(ctx, [shiftId])
      await acceptShifts(ctx, {
        shifts,
        workers: [{ workerId: worker, workerName: '陈秀英' }],
        fillMode: 'grab',
        by: 'worker',
      })
    })
    const withdrawn = await as(person, (ctx) => withdrawPosting(ctx, postingId, { code: 'noNeed' }))
    expect(withdrawn).toMatchObject({ state: 'withdrawn', cancelledEngagements: 1 })
    expect(await refused(as(seeker, (ctx) => readPublicPosting(ctx, postingId)))).toBe('PostingNotOffered')
    const [last] = await app.within((ctx) => readEngagements(ctx, { shiftId, states: ['cancelled'] }))
    expect(last).toMatchObject({ endedReason: 'postingWithdrawn' })
  })

  it('日历:一段时间里的班次按时间排,草稿也在,撤回的和别家的不在;期限太长说明白', async () => {
    const on = (day: string) => [{ startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T12:00:00+08:00`, headcount: 2 }]
    const calendar = (actor: Actor, from: string, to: string) =>
      as(actor, (ctx) => listEmployerShifts(ctx, verified, { from, to }))
    const later = await as(person, (ctx) =>
      createDraft(ctx, verified, draft({ title: '后一天', shifts: on('2027-01-12'), breakMinutes: 0 })),
    )
    const sooner = await as(person, (ctx) =>
      createDraft(ctx, verified, draft({ title: '前一天', shifts: on('2027-01-11'), breakMinutes: 0 })),
    )
    const gone = await as(person, (ctx) =>
      createDraft(ctx, verified, draft({ title: '不要了', shifts: on('2027-01-11'), breakMinutes: 0 })),
    )
    await as(person, (ctx) => withdrawPosting(ctx, gone.id, { code: 'noNeed' }))
    const { items } = await calendar(person, '2027-01-11', '2027-01-12')
    expect(items).toMatchObject([
      { postingId: sooner.id, title: '前一天', postingState: 'draft', headcount: 2, takenPlaces: 0 },
      { postingId: later.id, startsAt: '2027-01-12T08:00:00+08:00' },
    ])
    expect((await calendar(person, '2027-01-12', '2027-01-12')).items.map(({ title }) => title)).toEqual(['后一天'])
    const stranger: Actor = { ...person, personId: worker, employerIds: [other] }
    expect(await refused(calendar(stranger, '2027-01-11', '2027-01-12'))).toBe('NotFound')
    expect(await refused(calendar(person, '2027-01-11', '2027-06-01'))).toBe('InputInvalid')
  })

  it('别家的需求看不到、改不了', async () => {
    const { id: postingId } = await as(person, (ctx) => createDraft(ctx, verified, draft({ title: '私下草稿' })))
    const stranger: Actor = { ...person, personId: worker, employerIds: [other] }
    expect(await refused(as(stranger, (ctx) => readOwnPosting(ctx, postingId)))).toBe('NotFound')
    expect(await refused(as(stranger, (ctx) => updateDraft(ctx, postingId, draft())))).toBe('NotFound')
    expect(await refused(as(stranger, (ctx) => createDraft(ctx, verified, draft())))).toBe('NotFound')
  })

  it('复制一份,日期整体挪到新的一天;成批导入,坏的一行不影响别的', async () => {
    const { id: postingId } = await as(person, (ctx) => createDraft(ctx, verified, draft()))
    const copy = await as(person, (ctx) => repeatPosting(ctx, postingId, '2026-12-01'))
    const own = await as(person, (ctx) => readOwnPosting(ctx, copy.id))
    expect(own.shifts[0]).toMatchObject({ startsAt: '2026-12-01T08:00:00+08:00', headcount: 2 })
    expect(own.contactPhoneMasked).toMatch(/^\d{3}\*{4}\d{4}$/)
    const rows = [
      { title: '采茶', occupation: '采茶工' },
      { amountFen: 'x' },
      { title: '奇怪', occupationCode: '9-99-99-99' },
    ]
    const result = await as(person, (ctx) => importRows(ctx, verified, rows))
    expect(result).toMatchObject({ saved: 1, refused: 2 })
    expect(result.rows.map((row) => row.problems.map((problem) => problem.path))).toEqual([
      [],
      ['amountFen'],
      ['occupationCode'],
    ])
  })
})

describe('找活:显示的条件就是用上的条件', () => {
  const center = { lat: 26.66, lng: 119.54 }

  /** As the seed writer puts them there: many, without a signature by SMS for each. */
  beforeAll(async () => {
    const publishedAt = app.clock.now()
    const employer = { id: verified, kind: 'company', name: '宁德好运搬家有限公司' }
    const { saved } = await as(person, (ctx) =>
      readDraft(ctx, draft({ occupation: '洗碗' }), { id: id(1), employerId: verified }),
    )
    for (let n = 0; n < 24; n++) {
      const day = 20 + (n % 5)
      const posting: SeedPosting = {
        id: id(1_000 + n),
        employer,
        actualEmployerName: null,
        county: jiaocheng,
        siteId: null,
        state: 'published',
        terms: {
          ...(saved.terms as WorkTerms),
          title: `帮厨${n}`,
          lat: center.lat + ((n * 7) % 24) * 0.01,
          lng: center.lng + ((n * 5) % 24) * 0.01,
          payMethod: n === 23 ? 'piece' : 'hourly',
          amountFen: 2_500 + ((n * 11) % 24) * 50,
          pieceUnit: n === 23 ? '筐' : null,
          meals: n % 2 === 0,
          breakMinutes: 0,
        },
        fillMode: 'grab',
        span: 'eachShift',
        contactPhone: null,
        createdAt: publishedAt,
        publishedAt: new Date(publishedAt.getTime() + n * 60_000),
        shifts: [
          {
            id: id(2_000 + n),
            startsAt: new Date(`2026-11-${day}T09:00:00+08:00`),
            endsAt: new Date(`2026-11-${day}T13:00:00+08:00`),
            headcount: 2,
            openPlaces: 1 + (n % 2),
          },
        ],
        imported: false,
      }
      await app.within(async (ctx) => {
        await insert(ctx, 'postings', seed.postingColumns, seed.postingRow(posting))
        for (const row of seed.shiftRows(posting)) await insert(ctx, 'shifts', seed.shiftColumns, row)
        for (const row of seed.boardRows(posting)) await insert(ctx, 'posting_board', seed.boardColumns, row)
        await insert(
          ctx,
          'posting_signatures',
          seed.signatureColumns,
          seed.signatureRow(id(3_000 + n), posting, { personId: boss, phoneMasked: '154****0001' }),
        )
        ctx.schedule(seed.dueOf(posting))
      })
    }
  })

  it('范围大了不会更少', async () => {
    const radius = fc.integer({ min: 100, max: 60_000 })
    const words = fc.constantFrom(undefined, '帮厨', '洗碗 管饭', '万达 帮厨', '没有这个词')
    await fc.assert(
      fc.asyncProperty(radius, radius, words, async (a, b, q) => {
        const ids = async (radiusMeters: number) =>
          new Set((await look({ ...center, radiusMeters, q, sort: 'nearest' })).items.map((item) => item.shiftId))
        const small = await ids(Math.min(a, b))
        const large = await ids(Math.max(a, b))
        expect([...small].filter((shiftId) => !large.has(shiftId))).toEqual([])
      }),
      { numRuns: 40, seed: 7 },
    )
  })

  it('每一条都符合每个条件,不多不少', async () => {
    const all = (await look()).items
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.constantFrom('true', 'false'), { nil: undefined }),
        fc.option(fc.integer({ min: 2_400, max: 3_800 }), { nil: undefined }),
        fc.option(fc.constantFrom('2026-11-20', '2026-11-22'), { nil: undefined }),
        fc.option(fc.integer({ min: 500, max: 40_000 }), { nil: undefined }),
        async (meals, minHourlyFen, fromDay, radiusMeters) => {
          const found = await look({ meals, minHourlyFen, fromDay, ...center, radiusMeters })
          const near = (await look({ ...center })).items
          const expected = all.filter(
            (item) =>
              (meals === undefined || item.meals === (meals === 'true')) &&
              (minHourlyFen === undefined || (item.hourlyFen ?? 0) >= minHourlyFen) &&
              (fromDay === undefined || item.startsAt.slice(0, 10) >= fromDay) &&
              (radiusMeters === undefined ||
                (near.find((one) => one.shiftId === item.shiftId)?.distanceMeters ?? Infinity) <= radiusMeters),
          )
          expect(new Set(found.items.map((item) => item.shiftId))).toEqual(
            new Set(expected.map((item) => item.shiftId)),
          )
        },
      ),
      { numRuns: 30, seed: 7 },
    )
  })

  it('每个县还有多少活,和列表一样多', async () => {
    const { items } = await look()
    const { items: counted } = await as({ kind: 'anonymous' }, (ctx) => countBoard(ctx))
    expect(counted).toHaveLength(10)
    for (const { county, jobs, openPlaces } of counted) {
      const there = items.filter((item) => item.county === county)
      expect([jobs, openPlaces]).toEqual([there.length, there.reduce((sum, item) => sum + item.openPlaces, 0)])
    }
    expect(counted.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(items.length)
  })

  it('认证过期的用工方,活还在,牌子没了;再认证又有', async () => {
    const badges = async () => new Set((await look()).items.map(({ employerVerified }) => employerVerified))
    const becomes = async (state: 'lapsed' | 'verified', name: 'employerLapsed' | 'employerVerified') => {
      await app.within(async (ctx) => {
        await ctx.tx.query('update employers set state = $1', [state])
        const ids = await ctx.tx.query<{ id: string }>('select id from employers')
        for (const { id: subjectId } of ids) ctx.emit({ name, subjectKind: 'employer', subjectId })
      })
      await app.drain()
    }
    const before = (await look()).items.length
    expect(await badges()).toEqual(new Set([true]))
    await becomes('lapsed', 'employerLapsed')
    expect(await badges()).toEqual(new Set([false]))
    const one = (await look()).items[0]?.postingId ?? ''
    const seen = await as({ kind: 'anonymous' }, (ctx) => readPublicPosting(ctx, one))
    expect(seen.employer.verified).toBe(false)
    await becomes('verified', 'employerVerified')
    expect(await badges()).toEqual(new Set([true]))
    expect((await look()).items).toHaveLength(before)
  })

  it.each(['newest', 'soonest', 'nearest', 'pay'] as const)('一页一页翻(%s),不重不漏', async (sort) => {
    const whole = (await look({ sort, ...center })).items.map((item) => item.shiftId)
    const paged: string[] = []
    let after: string | undefined
    do {
      const page = await look({ sort, ...center, limit: 5, after })
      paged.push(...page.items.map((item) => item.shiftId))
      after = page.next ?? undefined
    } while (after)
    expect(paged).toEqual(whole)
    expect(whole.length).toBeGreaterThan(20)
  })

  it('没有一条全对上就放宽到沾边的,并说明', async () => {
    const found = await look({ q: '帮厨 挖掘机' })
    expect(found.loosened).toBe(true)
    expect(found.items.length).toBeGreaterThan(0)
    expect(found.applied).toMatchObject({ q: '帮厨 挖掘机', sort: 'newest' })
  })

  it('没有定位不能按远近找', async () => {
    expect(await refused(look({ sort: 'nearest' }))).toBe('InputInvalid')
  })

  it('公开的接口不用登录,答案里没有联系电话', async () => {
    const found = await app.must('searchShifts', {
      query: { ...center, radiusMeters: 60_000, meals: 'true', sort: 'pay', q: '洗碗' },
    })
    expect(found.items.length).toBeGreaterThan(5)
    expect(found.items.every((item) => item.meals)).toBe(true)
    const detail = await app.must('getPosting', { params: { postingId: found.items[0]?.postingId ?? '' } })
    expect(JSON.stringify([found, detail])).not.toContain(reservedPhone(5).slice(3))
    const occupations = await app.must('findOccupations', { query: { q: '搬货的' } })
    expect(occupations.items[0]?.name).toBe('装卸搬运工')
    expect((await app.must('listDivisions', { query: {} })).items).toHaveLength(9)
    expect((await app.must('listSites', { query: { ...center, county: jiaocheng } })).items[0]).toMatchObject({
      id: siteId,
      kindLabel: '零工驿站',
      distanceMeters: expect.any(Number),
    })
    expect(await app.call('createPosting', { body: { ...draft(), employerId: verified } })).toMatchObject({
      ok: false,
      status: 401,
    })
    expect(await app.call('searchShifts', { query: { after: 'x' } })).toMatchObject({ ok: false, status: 400 })
  })

  it('开始了的班次不再显示,都结束了需求自动结束', async () => {
    await app.advanceTo('2026-11-26T08:00:00+08:00')
    expect((await look()).items).toEqual([])
    const [open] = await app.within((ctx) =>
      ctx.tx.query<{ count: number }>(`select count(*) as count from postings where state = 'published'`),
    )
    expect(open?.count).toBe(0)
  })
})
