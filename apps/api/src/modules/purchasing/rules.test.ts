import { describe, expect, test } from 'vitest'
import { reckon } from './rules.ts'

const of = { instalmentFen: 1_000_000, resultShareBasisPoints: 4_000, days: 90 }
const failed = { knownWeight: 100, score: 45, passed: false }

describe('不合格的一期付多少,由政策包定', () => {
  test('写明照付的,只扣与成效挂钩的部分;写明不付的,一分不付,违约也扣不到', () => {
    const paid = reckon({ ...of, fixedPartPaidWhenFailed: true }, failed, [])
    expect(paid).toMatchObject({ amountFen: 600_000, resultOfFen: 400_000, resultFen: 0 })
    const breach = { id: 'b', deductionFen: 10_000, deductedFen: 0 }
    const kept = reckon({ ...of, fixedPartPaidWhenFailed: false }, failed, [breach])
    expect(kept).toMatchObject({ amountFen: 0, resultOfFen: 400_000, resultFen: 0, taken: [] })
    expect(kept.lines[0]?.words).toContain('不合格,不付')
  })

  test('合格的,或者还没有得分的,不受它影响', () => {
    const passed = { knownWeight: 100, score: 80, passed: true }
    for (const fixedPartPaidWhenFailed of [true, false]) {
      expect(reckon({ ...of, fixedPartPaidWhenFailed }, passed, []).amountFen).toBe(920_000)
      expect(reckon({ ...of, fixedPartPaidWhenFailed }, { ...passed, score: null, passed: null }, []).amountFen).toBe(
        600_000,
      )
    }
  })
})
