import { fileURLToPath } from 'node:url'
import { loadPolicy } from '@linggong/policy'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escrowAmountFen, refundableFen } from './escrow.ts'
import { nextRail, payCheck, railsFor } from './rails.ts'
import { arrearsStepsDue, settlementOf, windowEnd, type SettlementInput, type SettlementRules } from './settlement.ts'
import { withhold, withholdingMethod, type IncomeBefore } from './withholding.ts'

const policy = loadPolicy(fileURLToPath(new URL('../../../../../../policy-packs', import.meta.url)))
const nothing: IncomeBefore = {
  yearIncomeFen: 0,
  yearWithheldFen: 0,
  yearMonths: [],
  monthIncomeFen: 0,
  monthWithheldFen: 0,
}

describe('预扣税款', () => {
  it('日工资 200 元的劳动合同不预扣', () => {
    expect(withhold(policy, 'wage', 20_000, nothing, '2026-11-18')).toMatchObject({ withheldFen: 0, netFen: 20_000 })
  })
  it('劳务报酬 1000 元,减 800 元后按 20% 预扣 40 元', () => {
    expect(withhold(policy, 'labourService', 100_000, nothing, '2026-11-18')).toMatchObject({
      withheldFen: 4_000,
      netFen: 96_000,
    })
  })
  it('同月同一家的劳务报酬合并计算', () => {
    const before = { ...nothing, monthIncomeFen: 100_000, monthWithheldFen: 4_000 }
    expect(withhold(policy, 'labourService', 100_000, before, '2026-11-18').withheldFen).toBe(20_000)
  })
  it('没有劳动关系的协议按劳务报酬', () => {
    expect(withholdingMethod('serviceAgreement')).toBe('labourService')
    expect(withholdingMethod('partTimeLabour')).toBe('wage')
  })
  it('conserves pay: gross is net and withheld, neither below zero', () => {
    const before = fc.record({
      yearIncomeFen: fc.nat(100_000_000),
      yearWithheldFen: fc.nat(20_000_000),
      yearMonths: fc.uniqueArray(fc.integer({ min: 1, max: 12 })),
      monthIncomeFen: fc.nat(10_000_000),
      monthWithheldFen: fc.nat(2_000_000),
    })
    fc.assert(
      fc.property(
        fc.constantFrom('wage' as const, 'labourService' as const),
        fc.nat(50_000_000),
        before,
        (method, grossFen, earlier) => {
          const { netFen, withheldFen } = withhold(policy, method, grossFen, earlier, '2026-11-18')
          expect(netFen + withheldFen).toBe(grossFen)
          expect(Math.min(netFen, withheldFen)).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 60 },
    )
  })
})

const settlementRules: SettlementRules = {
  withinMinutes: 60,
  dueDays: { weekly: 7, fortnightly: 15, onCompletion: 3, monthly: 30 },
  partTimeMaxDays: 15,
  payBeforeRestDay: false,
  isWorkingDay: () => true,
}
const settle = (change: Partial<SettlementInput>, rules: Partial<SettlementRules> = {}) =>
  settlementOf(
    {
      cycle: 'perShift',
      contractKind: 'taskLabour',
      workedOn: '2026-11-18',
      jobEndsOn: '2026-11-19',
      confirmedAt: new Date('2026-11-18T18:00:00+08:00'),
      ...change,
    },
    { ...settlementRules, ...rules },
  )

describe('什么时候发', () => {
  it('日结:确认后马上发,一小时后算逾期', () => {
    expect(settle({})).toEqual({
      dueAt: new Date('2026-11-18T18:00:00+08:00'),
      lateAt: new Date('2026-11-18T19:00:00+08:00'),
    })
  })
  it('周结:周日', () => {
    expect(settle({ cycle: 'weekly' }).dueAt).toEqual(new Date('2026-11-22T00:00:00+08:00'))
  })
  it('发薪日逢休息日提前', () => {
    const rules = { payBeforeRestDay: true, isWorkingDay: (day: string) => !['2026-11-21', '2026-11-22'].includes(day) }
    expect(settle({ cycle: 'weekly' }, rules).dueAt).toEqual(new Date('2026-11-20T00:00:00+08:00'))
  })
  it('月结:月底;非全日制最长十五天', () => {
    expect(settle({ cycle: 'monthly' }).dueAt).toEqual(new Date('2026-11-30T00:00:00+08:00'))
    const partTime = settle({
      cycle: 'monthly',
      contractKind: 'partTimeLabour',
      workedOn: '2026-11-01',
      confirmedAt: new Date('2026-11-01T18:00:00+08:00'),
    })
    expect(partTime.dueAt.getTime()).toBeLessThanOrEqual(new Date('2026-11-16T00:00:00+08:00').getTime())
  })
  it('发薪日以后才确认的,马上发', () => {
    const confirmedAt = new Date('2026-11-25T09:00:00+08:00')
    expect(settle({ cycle: 'weekly', confirmedAt }).dueAt).toEqual(confirmedAt)
  })
  it('part-time pay never waits longer than the law allows, whatever was agreed', () => {
    const cycle = fc.constantFrom(
      'weekly' as const,
      'fortnightly' as const,
      'onCompletion' as const,
      'monthly' as const,
    )
    fc.assert(
      fc.property(cycle, fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 60 }), (agreed, day, jobDays) => {
        const at = new Date(Date.UTC(2025, 0, 1 + day))
        const workedOn = at.toISOString().slice(0, 10)
        const jobEndsOn = new Date(at.getTime() + jobDays * 86_400_000).toISOString().slice(0, 10)
        const confirmedAt = new Date(`${workedOn}T18:00:00+08:00`)
        const { dueAt } = settle({ cycle: agreed, contractKind: 'partTimeLabour', workedOn, jobEndsOn, confirmedAt })
        expect(dueAt.getTime() - new Date(`${workedOn}T00:00:00+08:00`).getTime()).toBeLessThanOrEqual(15 * 86_400_000)
      }),
    )
  })
  it('windows follow one another without a gap', () => {
    expect([windowEnd('2026-11-16', 7), windowEnd('2026-11-22', 7), windowEnd('2026-11-23', 7)]).toEqual([
      '2026-11-22',
      '2026-11-22',
      '2026-11-29',
    ])
  })
})

it('takes arrears steps in order and once', () => {
  const since = new Date('2026-11-18T19:00:00+08:00')
  const steps = [
    { afterMinutes: 0, action: 'remindEmployer' },
    { afterMinutes: 720, action: 'warnEmployer' },
    { afterMinutes: 1_440, action: 'stopPosting' },
  ]
  const at = (minutes: number) => new Date(since.getTime() + minutes * 60_000)
  expect(arrearsStepsDue(steps, 0, since, at(0))).toEqual({ due: [steps[0]], nextAt: at(720) })
  expect(arrearsStepsDue(steps, 1, since, at(1_500))).toEqual({ due: [steps[1], steps[2]], nextAt: null })
})

describe('托管', () => {
  const terms = {
    payMethod: 'hourly' as const,
    amountFen: 2_500,
    pieceUnit: null,
    overtimeAmountFen: null,
    breakMinutes: 60,
    breakPaid: false,
  }
  const shift = {
    startsAt: new Date('2026-11-19T08:00:00+08:00'),
    endsAt: new Date('2026-11-19T17:00:00+08:00'),
    headcount: 3,
  }
  it('人数乘每班工钱,不算无薪休息', () => {
    expect(escrowAmountFen(terms, [shift, shift], 'eachShift', 2_150)).toBe(2 * 3 * 8 * 2_500)
  })
  it('一口价的整活只托管一份', () => {
    const lump = { ...terms, payMethod: 'lumpSum' as const, amountFen: 100_000 }
    expect(escrowAmountFen(lump, [shift, shift], 'wholeJob', 2_150)).toBe(3 * 100_000)
  })
  it('没干完前不退,干完退剩下的', () => {
    const money = { receivedFen: 60_000, releasedFen: 45_000, refundedFen: 0 }
    expect([refundableFen(money, false, 0), refundableFen(money, true, 1), refundableFen(money, true, 0)]).toEqual([
      0, 0, 15_000,
    ])
  })
})

describe('发到哪里', () => {
  const ways = { preferred: 'wechat' as const, hasWallet: true, authorised: false, hasBankAccount: true }
  it('先按本人选的,没发成换另一种', () => {
    expect(railsFor(ways)).toEqual(['wechat', 'bank'])
    expect(railsFor({ ...ways, preferred: 'bank' })).toEqual(['bank', 'wechat'])
    expect(nextRail(['wechat', 'bank'], ['wechat'])).toBe('bank')
    expect(nextRail(['wechat'], ['wechat'])).toBeUndefined()
  })
  it('上工前告诉本人能不能收到', () => {
    expect(payCheck(undefined)).toMatchObject({ canBePaid: false, rails: [] })
    expect(payCheck(ways)).toMatchObject({ canBePaid: true, needsTap: true })
    expect(payCheck({ ...ways, authorised: true })).toMatchObject({ canBePaid: true, needsTap: false })
  })
})
