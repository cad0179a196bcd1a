import { describe, expect, it } from 'vitest'
import { createPolicy, loadPolicy, PolicyNotInForce } from './policy.ts'
import { loadPacks } from './load.ts'
import { valueOn } from './resolve.ts'
import { realPolicy, testPack, testUnits, testValue, writePacks } from './test-packs.ts'

const bands = (amountFen: number): unknown => [{ upToInclusive: null, amountFen }]

/** A city value from 2024-03-13, a county's overlay, and a province's newer rule. */
function layered(precedence: string, provinceFrom: string): ReturnType<typeof loadPacks> {
  return loadPacks(
    writePacks([
      testPack({ precedence }, [
        testUnits,
        testValue('subsidy.oneOff.market', bands(1), 'fen', { validFrom: '2024-03-13' }),
      ]),
      testPack({ id: 'test/county', level: 'county', region: '350981', precedence }, [
        testValue('subsidy.oneOff.market', bands(2), 'fen', { validFrom: '2024-06-01' }),
      ]),
      testPack({ id: 'test/province', level: 'province', region: '350000', validFrom: '2020-01-01' }, [
        testValue('subsidy.oneOff.market', bands(3), 'fen', { validFrom: provinceFrom }),
      ]),
    ]),
  )
}

function amountOn(set: ReturnType<typeof loadPacks>, date: string, county?: string): unknown {
  const answer = valueOn(set, 'subsidy.oneOff.market', date, { county })
  return answer.status === 'inForce' ? answer.value[0]?.amountFen : answer.reason
}

describe('which layer answers', () => {
  it('a county overlays its city, elsewhere the city stands', () => {
    const set = layered('mostSpecific', '2025-01-01')
    expect(amountOn(set, '2025-02-01', '350981')).toBe(2)
    expect(amountOn(set, '2025-02-01', '350902')).toBe(1)
    expect(amountOn(set, '2024-05-31', '350981')).toBe(1)
  })

  it('with higherNewerWins a later rule of a higher authority replaces both, an older one neither', () => {
    const newer = layered('higherNewerWins', '2025-01-01')
    expect(amountOn(newer, '2024-12-31', '350981')).toBe(2)
    expect(amountOn(newer, '2025-01-01', '350981')).toBe(3)
    expect(amountOn(newer, '2025-01-01')).toBe(3)
    const older = layered('higherNewerWins', '2020-01-01')
    expect(amountOn(older, '2025-01-01', '350981')).toBe(2)
    expect(amountOn(older, '2025-01-01')).toBe(1)
  })

  it('says why nothing is in force: not yet, a gap, unknown places and keys', () => {
    const set = loadPacks(
      writePacks([
        testPack({}, [
          testUnits,
          testValue('target.markets', 10, 'site', { validFrom: '2024-03-13', validTo: '2024-12-31' }),
          testValue('target.markets', 12, 'site', { validFrom: '2025-02-01' }),
          testValue('wage.minimumHourlyFen', 2150, 'fen', { regions: ['350981'] }),
        ]),
      ]),
    )
    expect(valueOn(set, 'target.markets', '2024-03-12')).toMatchObject({ reason: 'notYet', startsOn: '2024-03-13' })
    expect(valueOn(set, 'target.markets', '2025-01-15')).toMatchObject({
      reason: 'gap',
      expiredOn: '2024-12-31',
      startsOn: '2025-02-01',
    })
    expect(valueOn(set, 'target.markets', '2025-02-01')).toMatchObject({ status: 'inForce', value: 12 })
    expect(valueOn(set, 'target.stations', '2025-02-01')).toMatchObject({ reason: 'notHeld' })
    expect(valueOn(set, 'no.such.key', '2025-02-01')).toMatchObject({ reason: 'unknownKey' })
    expect(valueOn(set, 'target.markets', '2025-02-01', { county: '110101' })).toMatchObject({
      reason: 'unknownCounty',
    })
    expect(valueOn(set, 'wage.minimumHourlyFen', '2025-02-01')).toMatchObject({ reason: 'countyRequired' })
    expect(() => valueOn(set, 'target.markets', '2025-02-30')).toThrow(RangeError)
  })
})

describe("Ningde's packs", () => {
  const wage = (date: string, county: string): unknown => {
    const answer = realPolicy().answer('wage.minimumHourlyFen', date, { county })
    return answer.status === 'inForce' ? [answer.value, answer.provisional, answer.inheritedFrom] : answer.reason
  }

  it.each([
    ['2025-03-31', '350981', [1900, true, undefined]],
    ['2025-04-01', '350981', [2150, true, undefined]],
    ['2025-03-31', '350926', [1750, true, undefined]],
    ['2025-04-01', '350926', [2000, true, undefined]],
    ['2025-04-01', '350902500', [2150, true, '350902']],
    ['2025-04-01', '350902500001', [2150, true, '350902']],
    ['2025-04-01', '350926100', [2000, true, undefined]],
    ['2022-03-31', '350926', 'notYet'],
  ])('minimum hourly wage on %s at %s', (date, county, expected) => {
    expect(wage(date, county)).toEqual(expected)
  })

  it("东侨 has 蕉城's monthly wage, marked as borrowed though the wage itself is confirmed", () => {
    const own = realPolicy().answer('wage.minimumMonthlyFen', '2026-11-23', { county: '350902' })
    const borrowed = realPolicy().answer('wage.minimumMonthlyFen', '2026-11-23', { county: '350902500' })
    expect(own).toMatchObject({ value: 204_500, provisional: false })
    expect(own).not.toHaveProperty('inheritedFrom')
    expect(borrowed).toMatchObject({ value: 204_500, provisional: true, inheritedFrom: '350902' })
  })

  it('the programme ends with 2026, the spine runs on', () => {
    const policy = realPolicy()
    expect(policy.answer('subsidy.performance.market', '2026-12-31')).toMatchObject({
      status: 'inForce',
      source: { document: '《宁德市零工市场规范化建设实施方案》(宁人社规〔2024〕3号)', clause: '二(四)1' },
      layer: 'city',
      validTo: '2026-12-31',
    })
    expect(policy.answer('subsidy.performance.market', '2027-01-01')).toMatchObject({
      status: 'noPolicy',
      reason: 'expired',
      expiredOn: '2026-12-31',
    })
    expect(policy.answer('subsidy.performance.market', '2024-03-12')).toMatchObject({
      reason: 'notYet',
      startsOn: '2024-03-13',
    })
    expect(policy.number('worktime.checkInRadiusMeters', '2027-01-01', { county: '350981' })).toBeGreaterThan(0)
  })

  it("remembers what a decision read, once each, with the pack's hash", () => {
    const read = realPolicy().at('2026-11-23', { county: '350902500' })
    read.number('wage.minimumHourlyFen')
    read.number('wage.minimumHourlyFen')
    read.value('contract.kindTable')
    expect(read.basis()).toEqual([
      expect.objectContaining({
        key: 'wage.minimumHourlyFen',
        value: 2150,
        inheritedFrom: '350902',
        packId: 'fujian/minimum-wage',
      }),
      expect.objectContaining({
        key: 'contract.kindTable',
        value: null,
        valueSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    ])
    expect(JSON.parse(JSON.stringify(read.basis()))).toEqual(read.basis())
  })

  it('accessors that promise a value throw with the reason', () => {
    const ask = (): unknown => realPolicy().number('target.markets', '2027-01-01')
    expect(ask).toThrow(PolicyNotInForce)
    expect(ask).toThrow('expired')
  })

  it("tells a key's history, oldest first", () => {
    const monthly = realPolicy()
      .history('wage.minimumMonthlyFen')
      .map(({ value, validFrom }) => [validFrom, value])
    expect(monthly).toEqual([
      ['2022-04-01', 181_000],
      ['2022-04-01', 166_000],
      ['2025-04-01', 204_500],
      ['2025-04-01', 189_500],
    ])
  })

  it('has the ten reporting units', () => {
    expect(
      realPolicy()
        .reportingUnits('2027-06-01')
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(['350902', '350902500', '350921', '350922', '350923', '350924', '350925', '350926', '350981', '350982'])
  })

  it('is the same policy however it is opened', () => {
    const policy = realPolicy()
    expect(createPolicy(policy.packs).number('sms.codeDigits', '2026-01-01')).toBe(
      policy.number('sms.codeDigits', '2026-01-01'),
    )
    expect(() => loadPolicy('/nowhere')).toThrow('no pack.json')
  })
})
