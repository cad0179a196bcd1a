import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewStaff } from '../../../test/people.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { Ctx } from '../../kernel/context.ts'
import { addSites } from '../sites/index.ts'
import { lodgeSubsidy, recordRecognised, recordStars } from './index.ts'

// Somebody wants to be paid twice. What must stop it is named: a constraint of the database, whatever the code does.
const county = '350981'
let app: TestApp
let officers: Array<{ token: string }>
let finance: { token: string }
beforeAll(async () => {
  app = await testApp()
  const post = { role: 'countyOfficer' as const, county, siteId: null }
  officers = [
    await signInNewStaff(app, 'handler', [post]),
    await signInNewStaff(app, 'checker', [post]),
    await signInNewStaff(app, 'approver', [post]),
  ]
  finance = await signInNewStaff(app, 'finance', [{ role: 'countyFinance', county, siteId: null }])
})
afterAll(() => app.close())

let made = 0
beforeEach(() => void (made += 100))
const uuid = (n: number) => `01900000-0000-7000-9000-${String(made * 1_000 + n).padStart(12, '0')}`

type Place = { operator?: number; address?: string; lat?: number; lng?: number }

async function operator(ctx: Ctx, n: number, name: string, legalPerson: string): Promise<void> {
  await ctx.tx.query(
    `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
     values ($1, 'hrAgency', $2, $3, $4, '05930000000', $5)`,
    [uuid(n), name, `91359999${String(made + n).padStart(10, '0')}`, legalPerson, ctx.now],
  )
}

/** A recognised market of 90 m² that has run since March 2025. */
async function market(ctx: Ctx, n: number, place: Place = {}): Promise<string> {
  const id = uuid(n)
  await addSites(ctx, [
    {
      id,
      kind: 'market',
      name: `福安市第${made + n}零工市场`,
      county,
      town: '350981100',
      address: place.address ?? `坂中路${made + n}号`,
      lat: place.lat ?? 27.08 + (made + n) / 1_000,
      lng: place.lng ?? 119.64,
      phone: '05930000000',
      hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00' }],
      builder: 'thirdParty',
      builderKind: 'hrAgency',
      operatorId: uuid(place.operator ?? 1),
      areaSquareMeters: 90,
      openedOn: '2025-03-01',
      reviewsPostings: false,
      state: 'open',
    },
  ])
  await recordRecognised(ctx, { siteId: id, county, number: `安零市${made + n}`, on: '2025-03-01' })
  return id
}

const officerPost = { role: 'countyOfficer' as const, county, siteId: null }

/** The site's operator names its account. */
async function recordAccount(siteId: string): Promise<void> {
  const operatorHere = await signInNewStaff(app, `payee${made}`, [{ role: 'operator', county, siteId }])
  const body = { bankName: '中国农业银行福安市支行', accountNumber: '1407 0121 0900 0123 456' }
  await app.must('setPayeeAccount', { params: { siteId }, body }, operatorHere)
}

/** Name of the constraint that stopped `work`; null when nothing did. */
async function stoppedBy(work: (ctx: Ctx) => Promise<unknown>): Promise<string | null> {
  try {
    await app.within(work)
    return null
  } catch (error) {
    if (error instanceof Refusal) throw error
    return (error as { constraint?: string }).constraint ?? String(error)
  }
}

/** A row put in past every rule of the code. */
function forge(ctx: Ctx, n: number, siteId: string, changes: Record<string, string> = {}): Promise<unknown> {
  const columns: Record<string, string> = {
    id: `'${uuid(n)}'`,
    site_id: 'id',
    county: 'county',
    operator_id: 'operator_id',
    family_id: 'operator_id',
    what: `'oneOff'`,
    year: '0',
    address_key: 'address_key',
    around: 'box(point(lat, lng), point(lat + 0.0002, lng + 0.0002))',
    site_kind: 'kind',
    state: `'lodged'`,
    state_since: `'2026-11-18'`,
    applied_on: `'2026-11-18'`,
    amount_fen: '20000000',
    decision: `'{}'`,
    ...changes,
  }
  return ctx.tx.query(
    `insert into subsidies (${Object.keys(columns).join(', ')}) select ${Object.values(columns).join(', ')} from sites where id = $1`,
    [siteId],
  )
}

const lodgeMany = async (siteIds: readonly string[]) => {
  const outcomes = await Promise.allSettled(
    siteIds.map((siteId) => app.within((ctx) => lodgeSubsidy(ctx, { siteId, what: 'oneOff' }))),
  )
  return {
    lodged: outcomes.filter((one) => one.status === 'fulfilled').length,
    codes: new Set(
      outcomes.map((one) =>
        one.status === 'rejected' && one.reason instanceof Refusal ? one.reason.code : one.status,
      ),
    ),
  }
}

describe('同一笔补助想领两次', () => {
  test('一个站点、同一地址换名、关联机构挪几步、分成两家,200次同时申报,只有一份', async () => {
    const sites = await app.within(async (ctx) => {
      await operator(ctx, 1, '福安甲人力', '林甲')
      await operator(ctx, 2, '福安乙人力', '陈乙')
      await ctx.tx.query(
        `insert into operator_relations (operator_id, related_id, relation, recorded_at) values ($1, $2, 'renamed', $3)`,
        [uuid(1), uuid(2), ctx.now],
      )
      await operator(ctx, 3, '福安甲人力(新)', '林甲')
      const spot = { address: '城北街道 解放路8号', lat: 27.0901, lng: 119.6501 }
      return [
        await market(ctx, 11, spot),
        await market(ctx, 12, { ...spot, operator: 2, address: '城北街道解放路8号' }),
        await market(ctx, 13, { operator: 3, address: '解放路8号后门', lat: 27.0902, lng: 119.6502 }),
        await market(ctx, 14, { operator: 1, address: '解放路8号二楼', lat: 27.09005, lng: 119.65005 }),
      ]
    })
    const outcome = await lodgeMany(Array.from({ length: 200 }, (_none, i) => sites[[0, 0, 1, 2, 3][i % 5] ?? 0] ?? ''))
    const rows = await app.within((ctx) =>
      ctx.tx.query<{ site_id: string }>(
        `select site_id from subsidies where site_id = any ($1::uuid[]) and state not in ('refused', 'withdrawn', 'reclaimed')`,
        [sites],
      ),
    )
    expect(outcome.lodged).toBe(1)
    expect(rows).toHaveLength(1)
    expect(
      [...outcome.codes].every((code) => ['fulfilled', 'SubsidyTakenAlready', 'SubsidyNotDue'].includes(code)),
    ).toBe(true)
  })

  test('绕过程序直接写库,每一条都被点名的约束挡住', async () => {
    const [site, twin, near] = await app.within(async (ctx) => {
      await operator(ctx, 1, '福安丙人力', '王丙')
      await operator(ctx, 2, '福安丁人力', '赵丁')
      const spot = { address: '阳头街1号', lat: 27.1, lng: 119.66 }
      const ids = [await market(ctx, 21, spot), await market(ctx, 22, { ...spot, operator: 2, lat: 27.2 })]
      return [...ids, await market(ctx, 23, { ...spot, address: '阳头街1号旁' })]
    })
    await app.within((ctx) => forge(ctx, 31, site!))
    expect(await stoppedBy((ctx) => forge(ctx, 32, site!))).toBe('subsidies_once_per_site')
    expect(await stoppedBy((ctx) => forge(ctx, 33, twin!))).toBe('subsidies_once_per_address')
    expect(await stoppedBy((ctx) => forge(ctx, 34, near!))).toBe('subsidies_once_per_family_spot')
    expect(await stoppedBy((ctx) => forge(ctx, 35, near!, { what: `'performance'`, year: '2025' }))).toBe(
      'subsidies_performance_is_assessed',
    )
    expect(
      await stoppedBy((ctx) => ctx.tx.query(`update subsidies set state = 'paid' where id = $1`, [uuid(31)])),
    ).toMatch(/subsidies_money_named|subsidies_paid_has_voucher/)
    expect(
      await stoppedBy((ctx) =>
        ctx.tx.query(`update subsidies set handled_by = $2, checked_by = $2 where id = $1`, [uuid(31), uuid(9)]),
      ),
    ).toBe('subsidies_three_people')
  })

  test('同一年考核只发一次绩效补助', async () => {
    const site = await app.within(async (ctx) => {
      await operator(ctx, 1, '福安戊人力', '黄戊')
      const id = await market(ctx, 41)
      await recordStars(ctx, { siteId: id, county, year: 2025, stars: 4, publishedOn: '2026-03-20' })
      return id
    })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        app.within((ctx) => lodgeSubsidy(ctx, { siteId: site, what: 'performance', year: 2025 })),
      ),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    await expect(
      app.within((ctx) => lodgeSubsidy(ctx, { siteId: site, what: 'performance', year: 2024 })),
    ).rejects.toMatchObject({ code: 'SubsidyNotDue' })
  })
})

describe('购买服务期间不得重复享受奖补(三(二))', () => {
  test('申报和签购买服务同时进行,只成一样', async () => {
    const site = await app.within(async (ctx) => {
      await operator(ctx, 1, '福安己人力', '吴己')
      return market(ctx, 51)
    })
    const body = { contractNumber: '购〔2026〕1号', startsOn: '2026-11-01', endsOn: '2026-11-30' }
    const [lodged, bought] = await Promise.all([
      app.call('lodgeSubsidy', { params: { siteId: site }, body: { what: 'oneOff' } }, officers[0]),
      app.call('recordPurchasedService', { params: { siteId: site }, body }, officers[1]),
    ])
    expect([lodged.ok, bought.ok].filter(Boolean)).toHaveLength(1)
    expect(
      await stoppedBy(async (ctx) => {
        const [held] = await ctx.tx.query<{ mode: string }>('select mode from site_funding where site_id = $1', [site])
        const other = held?.mode === 'subsidy' ? 'purchased_services' : 'subsidies'
        if (other === 'subsidies') await forge(ctx, 52, site)
        else
          await ctx.tx.query(
            `insert into purchased_services (id, site_id, county, contract_number, starts_on, ends_on, recorded_at)
             values ($1, $2, $3, '购〔2026〕9号', '2026-11-01', '2026-11-30', $4)`,
            [uuid(53), site, county, ctx.now],
          )
        await ctx.tx.query(
          `insert into site_funding (id, site_id, county, mode, span, ${other === 'subsidies' ? 'subsidy_id' : 'purchased_service_id'})
           values ($1, $2, $3, $4, '[2026-11-18,2026-11-18]', $5)`,
          [
            uuid(54),
            site,
            county,
            other === 'subsidies' ? 'subsidy' : 'purchasedService',
            uuid(other === 'subsidies' ? 52 : 53),
          ],
        )
      }),
    ).toBe('site_funding_one_mode')
  })
})

describe('钱从指标里出,超不了', () => {
  test('两笔补助抢一笔只够一份的指标:一笔确认,另一笔说清还剩多少;凭证不能用两次', async () => {
    const sites = await app.within(async (ctx) => {
      await operator(ctx, 1, '福安庚人力', '郑庚')
      return [await market(ctx, 61), await market(ctx, 62, { lat: 27.5 })]
    })
    const money = await app.must(
      'recordAppropriation',
      {
        body: {
          county,
          year: 2026,
          documentNumber: '宁财社〔2026〕7号',
          source: '就业补助资金',
          amountFen: 30_000_000,
        },
      },
      finance,
    )
    const ids: string[] = []
    for (const siteId of sites) {
      const { id } = await app.must('lodgeSubsidy', { params: { siteId }, body: { what: 'oneOff' } }, officers[0])
      const params = { subsidyId: id }
      await app.must('handleSubsidy', { params, body: {} }, officers[0])
      const again = await app.call('verifySubsidy', { params, body: {} }, officers[0])
      expect(again).toMatchObject({ ok: false, body: { code: 'SubsidyNeedsOtherPerson' } })
      await app.must('verifySubsidy', { params, body: { opinion: '材料齐全' } }, officers[1])
      await app.must('approveSubsidy', { params, body: {} }, officers[2])
      ids.push(id)
    }
    const confirmed = await Promise.all(
      ids.map((subsidyId) =>
        app.call('confirmSubsidy', { params: { subsidyId }, body: { appropriationId: money.id } }, finance),
      ),
    )
    expect(confirmed.filter((one) => one.ok)).toHaveLength(1)
    expect(confirmed.find((one) => !one.ok)).toMatchObject({ body: { code: 'AppropriationExhausted' } })
    expect(
      await stoppedBy((ctx) =>
        ctx.tx.query('update appropriations set committed_fen = committed_fen + 20000000 where id = $1', [money.id]),
      ),
    ).toBe('appropriations_not_exceeded')

    const params = { subsidyId: confirmed[0]?.ok ? ids[0]! : ids[1]! }
    const early = await app.call(
      'paySubsidy',
      { params, body: { voucherNumber: '凭1', paidOn: '2026-11-18' } },
      finance,
    )
    expect(early).toMatchObject({ ok: false, body: { code: 'StateConflict' } })
    const published = await app.must('publishSubsidy', { params, body: {} }, officers[0])
    // Five working days from Wednesday 18 November: the next Wednesday.
    expect(published).toMatchObject({ noticeFrom: '2026-11-18', noticeTo: '2026-11-25' })
    await app.advanceTo('2026-11-26T08:00:00+08:00')
    const closed0 = await app.must('getSubsidy', { params }, await signInNewStaff(app, 'reader', [officerPost]))
    const officer = await signInNewStaff(app, 'closer', [{ role: 'countyOfficer', county, siteId: null }])
    const teller = await signInNewStaff(app, 'teller', [{ role: 'countyFinance', county, siteId: null }])
    const receipt = { params, body: { voucherNumber: '凭1', paidOn: '2026-11-26' } }
    expect((await app.call('paySubsidy', receipt, teller)).body).toMatchObject({ code: 'PaymentFileMissing' })
    const subsidyIds = [params.subsidyId]
    const noAccount = await app.call('makePaymentFile', { body: { subsidyIds } }, teller)
    expect(noAccount.body).toMatchObject({
      code: 'PaymentNotReady',
      problems: [{ message: expect.stringContaining('还没有登记收款账户') }],
    })
    await recordAccount(closed0.siteId)
    const made = await Promise.all(
      Array.from({ length: 5 }, () => app.call('makePaymentFile', { body: { subsidyIds } }, teller)),
    )
    expect(made.filter((one) => one.ok)).toHaveLength(1)
    expect(
      await stoppedBy((ctx) =>
        ctx.tx.query(
          `insert into payment_file_lines (id, file_id, line, county, site_id, subsidy_id, account_id, payee_name, amount_fen,
             document_number, purpose)
           select $2, file_id, 2, county, site_id, subsidy_id, account_id, payee_name, amount_fen, document_number, purpose
           from payment_file_lines where subsidy_id = $1`,
          [params.subsidyId, uuid(90)],
        ),
      ),
    ).toBe('payment_file_lines_once')
    const late = await app.call('refuseSubsidy', { params, body: { reason: { code: 'paidBefore' } } }, officer)
    expect(late.body).toMatchObject({ code: 'PaymentUnderWay' })
    const signs = { params, body: { voucherNumber: '😀😀', paidOn: '2026-11-18' } }
    expect((await app.call('paySubsidy', signs, teller)).body).toMatchObject({
      problems: [{ path: 'voucherNumber', message: '凭证号里要有数字,如 2026-31' }],
    })
    await app.must('paySubsidy', receipt, teller)
    const closed = await app.must('closeSubsidy', { params, body: {} }, officer)
    expect(closed).toMatchObject({ state: 'closed', amountFen: 20_000_000, possible: ['reclaim'] })
    const { items } = await app.must('listAppropriations', { query: {} }, teller)
    expect(items).toMatchObject([{ committedFen: 20_000_000, paidFen: 20_000_000, leftFen: 10_000_000 }])

    const reclaimed = await app.must('reclaimSubsidy', { params, body: { reason: { code: 'closedEarly' } } }, officer)
    expect(reclaimed.state).toBe('reclaimed')
    const after = await app.must('listAppropriations', { query: {} }, teller)
    expect(after.items).toMatchObject([{ committedFen: 0, paidFen: 0, leftFen: 30_000_000 }])
  })

  test('结转的钱从上年那笔里扣掉:同一块钱不能既占用又结转,10次同时结转只成一次,绕过程序也不行', async () => {
    const treasurer = await signInNewStaff(app, 'carrier', [{ role: 'countyFinance', county, siteId: null }])
    const body = { county, source: '就业补助资金', amountFen: 50_000_000 }
    const from = await app.must(
      'recordAppropriation',
      { body: { ...body, year: 2025, documentNumber: '宁财社〔2025〕3号' } },
      treasurer,
    )
    await app.within((ctx) =>
      ctx.tx.query('update appropriations set committed_fen = 20000000 where id = $1', [from.id]),
    )
    const carry = (n: number, amountFen: number) =>
      app.call(
        'recordAppropriation',
        { body: { ...body, amountFen, year: 2026, documentNumber: `结转${n}`, carriedFrom: from.id } },
        treasurer,
      )
    expect((await carry(0, 30_000_001)).body).toMatchObject({
      code: 'CarriedTooMuch',
      message: '上年这笔指标只剩300,000元可以结转,请核对金额。',
    })
    const carried = await Promise.all(Array.from({ length: 10 }, (_, n) => carry(n + 1, 20_000_000)))
    expect(carried.filter((one) => one.ok)).toHaveLength(1)
    expect(new Set(carried.filter((one) => !one.ok).map((one) => (one.body as { code: string }).code))).toEqual(
      new Set(['CarriedTooMuch']),
    )
    const { items } = await app.must('listAppropriations', { query: { year: 2025 } }, treasurer)
    expect(items).toMatchObject([{ committedFen: 20_000_000, carriedOutFen: 20_000_000, leftFen: 10_000_000 }])
    expect(
      await stoppedBy((ctx) =>
        ctx.tx.query('update appropriations set committed_fen = 30000001 where id = $1', [from.id]),
      ),
    ).toBe('appropriations_promised_or_carried')
    const straight = (ctx: Ctx, amountFen: number, year: number, to: string) =>
      ctx.tx.query(
        `insert into appropriations (id, county, year, document_number, source, amount_fen, carried_from, recorded_at)
         values ($1, $2, $3, '直接写库', '就业补助资金', $4, $5, now())`,
        [uuid(77), to, year, amountFen, from.id],
      )
    expect(await stoppedBy((ctx) => straight(ctx, 10_000_001, 2026, county))).toBe('appropriations_promised_or_carried')
    expect(await stoppedBy((ctx) => straight(ctx, 1, 2025, county))).toBe('appropriations_carried_from_own')
    expect(await stoppedBy((ctx) => straight(ctx, 1, 2026, '350982'))).toBe('appropriations_carried_from_own')
  })

  test('县里的标准只能高不能低', async () => {
    const body = {
      county,
      what: 'oneOff',
      siteKind: 'market',
      step: '100',
      documentNumber: '安人社〔2026〕1号',
      validFrom: '2026-01-01',
    } as const
    const officer = await signInNewStaff(app, 'raiser', [{ role: 'countyOfficer', county, siteId: null }])
    const low = await app.call('recordCountyAmount', { body: { ...body, amountFen: 10_000_000 } }, officer)
    expect(low).toMatchObject({
      ok: false,
      body: {
        code: 'CountyAmountTooLow',
        message: expect.stringContaining('200,000元'),
        problems: [{ path: 'amountFen', message: '至少200,000元' }],
      },
    })
    for (const amountFen of [1_000_000_000_000, 1e30]) {
      const much = await app.call('recordCountyAmount', { body: { ...body, amountFen } }, officer)
      expect(much.ok ? [] : much.body.problems).toEqual([
        { path: 'amountFen', code: 'too_big', message: '金额太大了,最多100,000,000元(1亿元),请核对' },
      ])
    }
    await app.must('recordCountyAmount', { body: { ...body, amountFen: 22_000_000 } }, officer)
    const twice = await app.call('recordCountyAmount', { body: { ...body, amountFen: 23_000_000 } }, officer)
    expect(twice).toMatchObject({
      ok: false,
      body: { code: 'CountyAmountRecorded', problems: [{ path: 'validFrom' }] },
    })
    // Days the wrong way round are said, not thrown.
    const backwards = { ...body, amountFen: 23_000_000, validTo: '2025-12-31' }
    expect(await app.call('recordCountyAmount', { body: backwards }, officer)).toMatchObject({
      status: 400,
      body: { problems: [{ path: 'validTo', message: '到哪天不能早于从哪天' }] },
    })
    // Every step with the city's amount; the county's own stands beside the one it raised.
    const { items } = await app.must('listSubsidySteps', { query: { county } }, officer)
    expect(items.map(({ siteKindLabel, label, cityFen }) => `${siteKindLabel} ${label} ${cityFen / 100}`)).toEqual([
      '零工市场 80平方米及以下 150000',
      '零工市场 80平方米以上、100平方米及以下 200000',
      '零工市场 100平方米以上 300000',
      '零工市场 5星 150000',
      '零工市场 4星 100000',
      '零工市场 3星 50000',
      '零工驿站 40平方米及以下 30000',
      '零工驿站 40平方米以上、50平方米及以下 40000',
      '零工驿站 50平方米以上 50000',
      '零工驿站 5星 30000',
      '零工驿站 4星 20000',
      '零工驿站 3星 10000',
    ])
    expect(items.filter(({ own }) => own.length > 0).map(({ step, own }) => [step, own])).toEqual([
      [
        body.step,
        [
          {
            amountFen: 22_000_000,
            documentNumber: body.documentNumber,
            validFrom: '2026-01-01',
            validTo: null,
            holds: true,
          },
        ],
      ],
    ])
    const elsewhere = await app.call('listSubsidySteps', { query: { county: '350922' } }, officer)
    expect(elsewhere).toMatchObject({ status: 404, body: { code: 'NotFound' } })
  })
})
