import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { realPolicy } from './test-packs.ts'
import { labourServiceWithholding, platformWithholding, wageWithholding } from './withholding.ts'

const date = '2026-11-23'
const yuan = 100

describe('wages under a labour contract', () => {
  it.each([
    [5_000, 1, 0, 0, 0],
    [5_001, 1, 0, 0, 0.03],
    [41_000, 1, 0, 0, 1_080],
    [41_000.01, 1, 0, 0, 1_080],
    [149_000, 1, 0, 0, 11_880],
    [305_000, 1, 0, 0, 43_080],
    [425_000, 1, 0, 0, 73_080],
    [665_000, 1, 0, 0, 145_080.0],
    [965_000, 1, 0, 0, 250_080],
    [1_005_000, 1, 0, 0, 268_080],
    [20_000, 2, 1_000, 100, 170],
    [20_000, 2, 1_000, 500, 0],
  ])('%s yuan in %s months', (income, monthsToDate, deductions, withheld, expected) => {
    const result = wageWithholding(
      realPolicy(),
      {
        incomeToDateFen: Math.round(income * yuan),
        monthsToDate,
        deductionsToDateFen: deductions * yuan,
        withheldToDateFen: withheld * yuan,
      },
      date,
    )
    expect(result.withholdFen).toBe(Math.round(expected * yuan))
  })

  it('names the table and that it is provisional', () => {
    const income = { incomeToDateFen: 1, monthsToDate: 1, deductionsToDateFen: 0, withheldToDateFen: 0 }
    expect(wageWithholding(realPolicy(), income, date).basis).toMatchObject([{ key: 'tax.wage', provisional: true }])
  })
})

describe('labour-service pay', () => {
  it.each([
    [800, 0],
    [801, 0.2],
    [4_000, 640],
    [4_001, 640.16],
    [25_000, 4_000],
    [25_001, 4_000.24],
    [62_500, 13_000],
    [62_501, 13_000.32],
  ])('%s yuan', (income, expected) => {
    expect(labourServiceWithholding(realPolicy(), { incomeFen: income * yuan }, date).withholdFen).toBe(
      Math.round(expected * yuan),
    )
  })

  it("counts the month's continuous work as one payment", () => {
    const second = labourServiceWithholding(
      realPolicy(),
      { incomeFen: 300 * yuan, monthIncomeBeforeFen: 700 * yuan, monthWithheldBeforeFen: 0 },
      date,
    )
    expect(second).toMatchObject({ taxableFen: 200 * yuan, withholdFen: 40 * yuan, rateBasisPoints: 2000 })
  })

  it("in parts or at once, the month's tax is the same", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 6 }), (parts) => {
        let monthIncomeBeforeFen = 0
        let monthWithheldBeforeFen = 0
        for (const incomeFen of parts) {
          const step = labourServiceWithholding(
            realPolicy(),
            { incomeFen, monthIncomeBeforeFen, monthWithheldBeforeFen },
            date,
          )
          monthIncomeBeforeFen += incomeFen
          monthWithheldBeforeFen += step.withholdFen
        }
        expect(monthWithheldBeforeFen).toBe(
          labourServiceWithholding(realPolicy(), { incomeFen: monthIncomeBeforeFen }, date).withholdFen,
        )
      }),
      { seed: 16, numRuns: 200 },
    )
  })
})

describe('amounts', () => {
  it('a platform enterprise deducts a fifth for expenses first', () => {
    const income = { incomeToDateFen: 10_000 * yuan, monthsToDate: 1, deductionsToDateFen: 0, withheldToDateFen: 0 }
    expect(platformWithholding(realPolicy(), income, date)).toMatchObject({
      taxableFen: 3_000 * yuan,
      withholdFen: 90 * yuan,
    })
  })

  it('must be whole fen, not negative, and months 1 to 12', () => {
    expect(() => labourServiceWithholding(realPolicy(), { incomeFen: 1.5 }, date)).toThrow(RangeError)
    expect(() => labourServiceWithholding(realPolicy(), { incomeFen: -1 }, date)).toThrow(RangeError)
    const income = { incomeToDateFen: 1, monthsToDate: 13, deductionsToDateFen: 0, withheldToDateFen: 0 }
    expect(() => wageWithholding(realPolicy(), income, date)).toThrow(RangeError)
  })
})
