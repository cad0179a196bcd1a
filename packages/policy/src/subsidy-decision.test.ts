import { describe, expect, it } from 'vitest'
import { decideSubsidy, type SubsidyClaim } from './subsidy-decision.ts'
import { realPolicy } from './test-packs.ts'

const oneOff: SubsidyClaim = {
  what: 'oneOff',
  kind: 'market',
  builder: 'thirdParty',
  areaSquareMeters: 90,
  countyAmountFen: null,
  stars: null,
  openedOn: '2025-03-01',
  appliedOn: '2026-03-01',
  untoleratedClosedDays: 0,
  purchasedService: null,
  oneOffPaidBefore: false,
}
const performance: SubsidyClaim = { ...oneOff, what: 'performance', stars: 4 }
const decide = (claim: SubsidyClaim) => decideSubsidy(realPolicy(), claim)
const clauses = (claim: SubsidyClaim) => decide(claim).reasons.map((reason) => reason.clause)

describe('二(四)1 一次性运维补助', () => {
  it('第三方建设、面积达标的发,按面积档', () => {
    expect(decide(oneOff)).toMatchObject({ decision: 'grant', amountFen: 20_000_000, provisional: false })
  })
  it('政府自建的不发,已经发过的不再发,两条理由一次说清', () => {
    const decision = decide({ ...oneOff, builder: 'government', oneOffPaidBefore: true })
    expect(decision).toMatchObject({ decision: 'refuse', amountFen: 0 })
    expect(decision.reasons).toHaveLength(2)
  })
  it('面积不够的说差在哪', () => {
    expect(clauses({ ...oneOff, areaSquareMeters: 59.9 })).toEqual(['附1-3'])
  })
  it('购买服务期间不发,首日和末日都算在内,过了就可以', () => {
    const purchasedService = { from: '2026-03-01', to: '2026-03-31' }
    expect(clauses({ ...oneOff, purchasedService })).toEqual(['三(二)'])
    expect(clauses({ ...oneOff, purchasedService, appliedOn: '2026-03-31' })).toEqual(['三(二)'])
    expect(decide({ ...oneOff, purchasedService, appliedOn: '2026-04-01' }).decision).toBe('grant')
  })
  it('县里提高的按县里的,低于全市的按全市的并注明待确认', () => {
    expect(decide({ ...oneOff, countyAmountFen: 25_000_000 })).toMatchObject({
      amountFen: 25_000_000,
      provisional: false,
    })
    expect(decide({ ...oneOff, countyAmountFen: 10_000_000 })).toMatchObject({
      amountFen: 20_000_000,
      provisional: true,
    })
  })
  it('政策生效前、到期后都没有依据,不套用过渡办法', () => {
    expect(decide({ ...oneOff, appliedOn: '2024-03-12' }).decision).toBe('noPolicy')
    expect(decide({ ...oneOff, appliedOn: '2024-03-13', openedOn: '2024-01-01' }).decision).toBe('grant')
    expect(decide({ ...oneOff, appliedOn: '2026-12-31' }).decision).toBe('grant')
    expect(decide({ ...oneOff, appliedOn: '2027-01-01' }).decision).toBe('noPolicy')
  })
})

describe('二(四)1 绩效补助', () => {
  it('满一年当天起可以申报,差一天不行', () => {
    expect(decide(performance)).toMatchObject({ decision: 'grant', amountFen: 10_000_000 })
    expect(decide({ ...performance, appliedOn: '2026-02-28' }).decision).toBe('refuse')
  })
  it('没有考核的、考核不合格的不发', () => {
    expect(decide({ ...performance, stars: null }).decision).toBe('refuse')
    expect(decide({ ...performance, stars: 'fail' }).decision).toBe('refuse')
  })
  it('停业没有可以不算的原因,不是连续运营,这条待确认', () => {
    expect(decide({ ...performance, untoleratedClosedDays: 1 })).toMatchObject({
      decision: 'refuse',
      provisional: true,
    })
  })
  it('2026年底前满一年、2027年上半年申报的按过渡办法发,注明待确认;再晚没有依据', () => {
    const late = { ...performance, appliedOn: '2027-06-30' }
    expect(decide(late)).toMatchObject({ decision: 'grant', amountFen: 10_000_000, provisional: true })
    expect(decide({ ...late, appliedOn: '2027-07-01' }).decision).toBe('noPolicy')
    expect(decide({ ...late, openedOn: '2026-01-01' }).decision).toBe('noPolicy')
  })
  it('已发过一次性补助不影响绩效补助', () => {
    expect(decide({ ...performance, oneOffPaidBefore: true }).decision).toBe('grant')
  })
})
