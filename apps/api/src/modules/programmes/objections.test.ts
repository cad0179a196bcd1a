import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { addSites } from '../sites/index.ts'
import { recordRecognised } from './index.ts'

// Objections during the public notice of a subsidy, over 中秋节 (Friday 25 September 2026) and 国庆节.
const county = '350982'
const siteIds = ['01900000-0000-7000-9400-000000000001', '01900000-0000-7000-9400-000000000002'] as const
const operatorIds = ['01900000-0000-7000-9400-000000000011', '01900000-0000-7000-9400-000000000012'] as const
let app: TestApp
let turns = 0
beforeAll(async () => {
  app = await testApp({ now: '2026-09-21T09:00:00+08:00' })
  await app.within(async (ctx) => {
    for (const [index, id] of operatorIds.entries())
      await ctx.tx.query(
        `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
         values ($1, 'villageOrCommunity', $2, $3, '林茶香', '05930000000', $4)`,
        [id, `福鼎市第${index + 1}村村民委员会`, `54913500000000010${index}`, ctx.now],
      )
    await addSites(
      ctx,
      siteIds.map((id, index) => ({
        id,
        kind: 'station' as const,
        name: `福鼎市第${index + 1}村零工驿站`,
        county,
        town: '350982104',
        address: `第${index + 1}村1号`,
        lat: 27.2 + index / 10,
        lng: 120.2,
        phone: '05930000000',
        hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
        builder: 'thirdParty' as const,
        builderKind: 'villageOrCommunity' as const,
        operatorId: operatorIds[index] ?? '',
        areaSquareMeters: 42,
        openedOn: '2026-03-01',
        reviewsPostings: false,
        state: 'open' as const,
      })),
    )
    for (const [index, siteId] of siteIds.entries())
      await recordRecognised(ctx, { siteId, county, number: `宁零驿〔2026〕福鼎00${index + 1}号`, on: '2026-08-01' })
  })
})
afterAll(() => app.close())

/** Sessions of staff end after some idle time: each day begins with a fresh one. */
const staff = (role: 'countyOfficer' | 'countyFinance', of = county) =>
  signInNewStaff(app, `hears${++turns}`, [{ role, county: of, siteId: null }])

/** A subsidy whose public notice has begun today. */
async function inNotice(siteId: string): Promise<{ subsidyId: string; appropriationId: string }> {
  const operator = await signInNewStaff(app, `hears${++turns}`, [{ role: 'operator', county, siteId }])
  const body = { county, year: 2026, source: '就业补助资金', amountFen: 4_000_000 }
  const teller = await staff('countyFinance')
  const money = await app.must(
    'recordAppropriation',
    { body: { ...body, documentNumber: `鼎财社〔2026〕${turns}号` } },
    teller,
  )
  const { id: subsidyId } = await app.must('lodgeSubsidy', { params: { siteId }, body: { what: 'oneOff' } }, operator)
  const one = { params: { subsidyId }, body: {} }
  await app.must('handleSubsidy', one, await staff('countyOfficer'))
  await app.must('verifySubsidy', one, await staff('countyOfficer'))
  await app.must('approveSubsidy', one, await staff('countyOfficer'))
  await app.must('confirmSubsidy', { ...one, body: { appropriationId: money.id } }, teller)
  await app.must('publishSubsidy', one, await staff('countyOfficer'))
  return { subsidyId, appropriationId: money.id }
}

async function toldOfObjections(): Promise<string[]> {
  await app.drain()
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ kind: string }>(`select kind from notices where subject_kind = 'subsidyObjection' order by id`),
  )
  return rows.map(({ kind }) => kind)
}

describe('补助公示期间有人提异议', () => {
  let first: { subsidyId: string; appropriationId: string }
  let second: { subsidyId: string; appropriationId: string }
  const stateOf = async (subsidyId: string) =>
    (await app.must('getSubsidy', { params: { subsidyId } }, await staff('countyOfficer'))).state
  /** How many wait on the officers' list of things to do. */
  const waiting = async () =>
    (await app.must('getToDos', { query: {} }, await staff('countyOfficer'))).items.find(
      ({ kind }) => kind === 'subsidyObjection',
    )?.count ?? 0

  test('公示期间记得下,写明几天内答复;别的县、财政、运营机构记不了;没写内容的说清楚', async () => {
    first = await inNotice(siteIds[0])
    second = await inNotice(siteIds[1])
    const officer = await staff('countyOfficer')
    const { subsidyId } = first
    const body = { way: 'visit' as const, words: '说量的面积把走廊也算进去了' }
    const heard = await app.must('recordSubsidyObjection', { params: { subsidyId }, body }, officer)
    expect(heard.possible).toContain('object')
    expect(heard.objections).toEqual([
      expect.objectContaining({ receivedOn: '2026-09-21', answerBy: '2026-09-29', wayLabel: '当面', outcome: null }),
    ])
    const empty = await app.call(
      'recordSubsidyObjection',
      { params: { subsidyId }, body: { way: 'visit', words: ' ' } },
      officer,
    )
    expect(empty).toMatchObject({ status: 400, body: { problems: [{ path: 'words' }] } })
    const elsewhere = await staff('countyOfficer', '350981')
    expect((await app.call('recordSubsidyObjection', { params: { subsidyId }, body }, elsewhere)).status).toBe(404)
    const teller = await staff('countyFinance')
    expect((await app.call('recordSubsidyObjection', { params: { subsidyId }, body }, teller)).status).toBe(404)
    expect((await app.must('getSubsidy', { params: { subsidyId } }, teller)).possible).not.toContain('object')
    await app.must(
      'recordSubsidyObjection',
      { params: { subsidyId: second.subsidyId }, body: { way: 'phone', words: '说这里已经补过' } },
      officer,
    )
    const seenIn = (counties: string[]) =>
      app.within((ctx) => ctx.tx.query('select from subsidy_objections'), { counties })
    expect([(await seenIn([county])).length, (await seenIn(['350981'])).length]).toEqual([2, 0])
  })

  test('公示期满,异议没有处理完的钱不拨;过了答复期限提醒一次', async () => {
    await app.advanceTo('2026-09-30T09:00:00+08:00')
    expect([await stateOf(first.subsidyId), await stateOf(second.subsidyId)]).toEqual(['inNotice', 'inNotice'])
    expect(await toldOfObjections()).toEqual([
      'subsidyObjected.county',
      'subsidyObjected.county',
      'subsidyObjectionOverdue.county',
      'subsidyObjectionOverdue.county',
    ])
    expect(await waiting()).toBe(2)
  })

  test('不成立的,处理完接着往下走,只处理一次', async () => {
    const officer = await staff('countyOfficer')
    const { subsidyId } = first
    const { objections } = await app.must('getSubsidy', { params: { subsidyId } }, officer)
    const params = { subsidyId, objectionId: objections[0]?.id ?? '' }
    const body = { outcome: 'rejected' as const, note: '重新量过,走廊没有算,42平方米属实' }
    const decided = await app.must('decideSubsidyObjection', { params, body }, officer)
    expect(decided).toMatchObject({
      state: 'cleared',
      objections: [{ outcomeLabel: '不成立', outcomeNote: body.note }],
    })
    expect(decided.steps.slice(-3).map(({ moveLabel, by }) => `${moveLabel} ${by}`)).toEqual([
      '收到异议 人社局',
      '异议处理 人社局',
      '公示期满 系统',
    ])
    expect((await app.call('decideSubsidyObjection', { params, body }, officer)).body).toMatchObject({
      code: 'SubsidyObjectionClosed',
    })
    const late = { params: { subsidyId }, body: { way: 'letter' as const, words: '还是不服' } }
    expect((await app.call('recordSubsidyObjection', late, officer)).body).toMatchObject({ code: 'SubsidyNoticeOver' })
  })

  test('查证属实的,公示期满了钱也不往下走,不予通过以后占用的指标退回', async () => {
    const officer = await staff('countyOfficer')
    const { subsidyId, appropriationId } = second
    const { objections } = await app.must('getSubsidy', { params: { subsidyId } }, officer)
    const params = { subsidyId, objectionId: objections[0]?.id ?? '' }
    const body = { outcome: 'upheld' as const, note: '查到2025年已补过' }
    expect(await app.must('decideSubsidyObjection', { params, body }, officer)).toMatchObject({ state: 'inNotice' })
    expect(await waiting()).toBe(1)
    const reason = { code: 'objectionUpheld' as const, note: body.note }
    await app.must('refuseSubsidy', { params: { subsidyId }, body: { reason } }, officer)
    const { items } = await app.must('listAppropriations', { query: {} }, officer)
    expect(items.find(({ id }) => id === appropriationId)).toMatchObject({ committedFen: 0, leftFen: 4_000_000 })
    expect(await waiting()).toBe(0)
    // Those who applied hear why, in their own messages.
    await app.drain()
    const operator = await signInNewStaff(app, `hears${++turns}`, [{ role: 'operator', county, siteId: siteIds[1] }])
    const heard = await app.must('listNotices', { query: {} }, operator)
    expect(heard.items.map(({ title, body: words }) => `${title}:${words}`)).toEqual([
      '补助没有通过:福鼎市第2村零工驿站申报的补助没有通过:公示有异议,查证属实。有疑问请联系县(市、区)人社局,改好了可以重新申报。',
    ])
    // Nothing else was sent of the objections.
    expect(await toldOfObjections()).toHaveLength(4)
  })
})
