import { describe, expect, it } from 'vitest'
import { oneOffSubsidy, performanceSubsidy } from './subsidies.ts'
import { realPolicy } from './test-packs.ts'

const date = '2026-11-23'

describe('二(四)1 one-off subsidy by area', () => {
  it.each([
    ['market', 59.99, 'tooSmall'],
    ['market', 60, 15_000_000],
    ['market', 80, 15_000_000],
    ['market', 80.01, 20_000_000],
    ['market', 100, 20_000_000],
    ['market', 100.01, 30_000_000],
    ['market', 900, 30_000_000],
    ['station', 29.99, 'tooSmall'],
    ['station', 30, 3_000_000],
    ['station', 40, 3_000_000],
    ['station', 40.01, 4_000_000],
    ['station', 50, 4_000_000],
    ['station', 50.01, 5_000_000],
  ] as const)('%s of %s m²', (kind, areaSquareMeters, expected) => {
    const result = oneOffSubsidy(realPolicy(), { kind, areaSquareMeters }, date)
    expect(result.status === 'inForce' ? result.amountFen : result.status).toBe(expected)
  })

  it('names the clauses it rests on', () => {
    const result = oneOffSubsidy(realPolicy(), { kind: 'market', areaSquareMeters: 70 }, date)
    expect(result.status === 'inForce' && result.basis.map((item) => [item.key, item.source.clause])).toEqual([
      ['site.minimumAreaSquareMeters', '附1-3'],
      ['subsidy.oneOff.market', '二(四)1'],
    ])
  })

  it("is not to be had outside the programme's dates", () => {
    const site = { kind: 'market', areaSquareMeters: 70 } as const
    expect(oneOffSubsidy(realPolicy(), site, '2027-01-01')).toMatchObject({ status: 'noPolicy', reason: 'expired' })
    expect(oneOffSubsidy(realPolicy(), site, '2024-03-12')).toMatchObject({ status: 'noPolicy', reason: 'notYet' })
  })

  it('does not take a missing area for a large one', () => {
    expect(oneOffSubsidy(realPolicy(), { kind: 'market', areaSquareMeters: Number.NaN }, date).status).toBe('tooSmall')
  })
})

describe('二(四)1 performance subsidy by stars', () => {
  it.each([
    ['market', 5, 15_000_000],
    ['market', 4, 10_000_000],
    ['market', 3, 5_000_000],
    ['market', 2, 0],
    ['station', 5, 3_000_000],
    ['station', 4, 2_000_000],
    ['station', 3, 1_000_000],
    ['station', 0, 0],
  ] as const)('%s with %s stars', (kind, stars, amountFen) => {
    expect(performanceSubsidy(realPolicy(), { kind, stars }, date)).toMatchObject({ status: 'inForce', amountFen })
  })

  it('has no basis in 2027', () => {
    expect(performanceSubsidy(realPolicy(), { kind: 'market', stars: 5 }, '2027-01-01').status).toBe('noPolicy')
  })
})
