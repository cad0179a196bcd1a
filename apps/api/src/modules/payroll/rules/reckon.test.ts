import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  agreedSum,
  floorOf,
  holdBack,
  minutesZh,
  partOf,
  reckon,
  settledRest,
  share,
  undisputedHours,
  type PayTerms,
  type ReckonInput,
  type WageRules,
} from './reckon.ts'

const rules: WageRules = {
  minimumHourlyFen: 2_150,
  minimumWageClause: '最低工资规定 第十二条',
  overtimeBasisPoints: null,
  overtimeClause: null,
}
const terms = (change: Partial<PayTerms>): PayTerms => ({
  payMethod: 'hourly',
  amountFen: 2_500,
  pieceUnit: null,
  overtimeAmountFen: null,
  ...change,
})
const input = (
  pay: Partial<PayTerms>,
  hours: Partial<ReckonInput['hours']>,
  more: Partial<ReckonInput> = {},
): ReckonInput => ({
  terms: terms(pay),
  hours: { minutes: 480, overtimeMinutes: 0, brokenOff: false, ...hours },
  plannedMinutes: 480,
  rules,
  ...more,
})

describe('按时计酬', () => {
  it('干 4 小时、每小时 25 元,得 100 元', () => {
    expect(reckon(input({}, { minutes: 240 }))).toEqual({
      lines: [
        { labelZh: '计时工资', quantity: 240, unit: 'minute', quantityZh: '4小时', unitFen: 2_500, amountFen: 10_000 },
      ],
      grossFen: 10_000,
      minimumWageTopUpFen: 0,
      floorFen: 8_600,
    })
  })
  it('约定低于最低工资时补足,并写明依据', () => {
    const { lines, grossFen, minimumWageTopUpFen } = reckon(input({ amountFen: 2_000 }, { minutes: 60 }))
    expect({ grossFen, minimumWageTopUpFen }).toEqual({ grossFen: 2_150, minimumWageTopUpFen: 150 })
    expect(lines.at(-1)).toMatchObject({ labelZh: '补足最低工资', amountFen: 150, clause: '最低工资规定 第十二条' })
  })
  it('加班按约定的加班价;劳动合同不低于法定倍数', () => {
    const hours = { minutes: 600, overtimeMinutes: 120 }
    expect(reckon(input({ overtimeAmountFen: 3_000 }, hours)).grossFen).toBe(8 * 2_500 + 2 * 3_000)
    const lawful = { ...rules, overtimeBasisPoints: 15_000, overtimeClause: '劳动法 第四十四条' }
    const reckoned = reckon(input({ overtimeAmountFen: 3_000 }, hours, { rules: lawful }))
    expect(reckoned.grossFen).toBe(8 * 2_500 + 2 * 3_750)
    expect(reckoned.lines[1]?.clause).toBe('劳动法 第四十四条')
  })
})

describe('按天计酬', () => {
  it('干满计划工时发一整天', () => {
    expect(reckon(input({ payMethod: 'daily', amountFen: 20_000 }, {})).grossFen).toBe(20_000)
  })
  it('下雨干了半天,按工时折算', () => {
    const { lines, grossFen } = reckon(
      input({ payMethod: 'daily', amountFen: 20_000 }, { minutes: 240, brokenOff: true }),
    )
    expect(grossFen).toBe(10_000)
    expect(lines[0]?.quantityZh).toBe('4小时(一天算8小时)')
  })
})

describe('计件和包干', () => {
  it('采茶 30 斤、每斤 8 元', () => {
    const { grossFen, lines } = reckon(
      input({ payMethod: 'piece', amountFen: 800, pieceUnit: '斤' }, { minutes: 300, pieces: 30 }),
    )
    expect(grossFen).toBe(24_000)
    expect(lines[0]?.quantityZh).toBe('30斤')
  })
  it('计件折下来不到最低工资,补到最低工资', () => {
    const reckoned = reckon(input({ payMethod: 'piece', amountFen: 800, pieceUnit: '斤' }, { minutes: 300, pieces: 5 }))
    expect(reckoned).toMatchObject({ grossFen: 10_750, minimumWageTopUpFen: 6_750 })
  })
  it('包干的活提前干完,发全数;中途停下按工时折算', () => {
    const pay = { payMethod: 'lumpSum' as const, amountFen: 30_000 }
    expect(reckon(input(pay, { minutes: 300 })).grossFen).toBe(30_000)
    expect(reckon(input(pay, { minutes: 240, brokenOff: true })).grossFen).toBe(15_000)
  })
  it('五班一口价分到每班,合起来一分不差', () => {
    const shares = [0, 1, 2, 3, 4].map((index) => partOf(100_001, index, 5))
    expect(shares.reduce((a, b) => a + b, 0)).toBe(100_001)
    const pay = { payMethod: 'lumpSum' as const, amountFen: 100_001 }
    expect(reckon(input(pay, { minutes: 60 }, { lumpSumShare: { index: 4, of: 5 } })).grossFen).toBe(20_001)
  })
})

describe('有争议的部分', () => {
  it('先发无争议的,谈妥后只发剩下的', () => {
    const hours = { minutes: 480, overtimeMinutes: 60, brokenOff: false }
    const first = reckon(input({}, undisputedHours(hours, 360)))
    const whole = reckon(input({}, hours))
    const rest = settledRest(whole, first.grossFen)
    expect(first.grossFen + rest.grossFen).toBe(whole.grossFen)
    expect(rest.lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(rest.grossFen)
  })
  it('谈妥的比先发的少,不倒扣', () => {
    const rest = settledRest(reckon(input({}, { minutes: 60 })), 5_000)
    expect(rest.grossFen).toBe(0)
  })
  it('金额有争议,先发认账的部分,但不低于最低工资', () => {
    const whole = reckon(input({}, { minutes: 240 }))
    expect(holdBack(whole, 9_000).grossFen).toBe(9_000)
    expect(holdBack(whole, 1_000).grossFen).toBe(8_600)
    expect(holdBack(whole, 12_000)).toEqual(whole)
    const held = holdBack(whole, 9_000)
    expect(held.lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(held.grossFen)
  })
  it('计件的无争议部分按工时比例向下取整', () => {
    expect(undisputedHours({ minutes: 300, overtimeMinutes: 0, pieces: 31, brokenOff: false }, 150).pieces).toBe(15)
  })
})

it('writes spans of time as people say them', () => {
  expect([minutesZh(45), minutesZh(60), minutesZh(450)]).toEqual(['45分钟', '1小时', '7小时30分钟'])
})
it('refuses hours that cannot be', () => {
  expect(() => reckon(input({}, { minutes: 60, overtimeMinutes: 61 }))).toThrow(RangeError)
  expect(() => reckon(input({}, { minutes: -1 }))).toThrow(RangeError)
  expect(() => reckon(input({}, {}, { plannedMinutes: 0 }))).toThrow(RangeError)
})
it('rounds half up to the fen', () => {
  expect([share(1, 1, 2), share(5, 1, 3), share(100_000_000_00, 100_000, 60)]).toEqual([1, 2, 16_666_666_666_667])
})

const anyInput: fc.Arbitrary<ReckonInput> = fc
  .record({
    payMethod: fc.constantFrom('hourly', 'daily', 'piece', 'lumpSum'),
    amountFen: fc.integer({ min: 1, max: 5_000_000 }),
    overtimeAmountFen: fc.option(fc.integer({ min: 1, max: 100_000 })),
    minutes: fc.integer({ min: 0, max: 1_440 }),
    overtime: fc.integer({ min: 0, max: 1_440 }),
    pieces: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: undefined }),
    brokenOff: fc.boolean(),
    plannedMinutes: fc.integer({ min: 1, max: 1_440 }),
    minimumHourlyFen: fc.integer({ min: 1, max: 5_000 }),
    overtimeBasisPoints: fc.option(fc.constantFrom(15_000, 20_000, 30_000)),
  })
  .map((a) => ({
    terms: {
      payMethod: a.payMethod as PayTerms['payMethod'],
      amountFen: a.amountFen,
      pieceUnit: '件',
      overtimeAmountFen: a.overtimeAmountFen,
    },
    hours: {
      minutes: a.minutes,
      overtimeMinutes: Math.min(a.overtime, a.minutes),
      pieces: a.pieces,
      brokenOff: a.brokenOff,
    },
    plannedMinutes: a.plannedMinutes,
    rules: { ...rules, minimumHourlyFen: a.minimumHourlyFen, overtimeBasisPoints: a.overtimeBasisPoints },
  }))

describe('whatever was agreed and worked', () => {
  it('the lines add up, and nobody is paid below the minimum wage', () => {
    fc.assert(
      fc.property(anyInput, (one) => {
        const { lines, grossFen, minimumWageTopUpFen } = reckon(one)
        expect(lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(grossFen)
        expect(grossFen).toBeGreaterThanOrEqual(floorOf(one.hours.minutes, one.rules.minimumHourlyFen))
        expect(grossFen * 60).toBeGreaterThanOrEqual(one.hours.minutes * one.rules.minimumHourlyFen)
        expect(minimumWageTopUpFen === 0 || grossFen === floorOf(one.hours.minutes, one.rules.minimumHourlyFen)).toBe(
          true,
        )
        expect(lines.every((line) => Number.isSafeInteger(line.amountFen) && line.amountFen >= 0)).toBe(true)
      }),
    )
  })
  it('the undisputed part never earns more than the whole, and both parts together earn the whole', () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 0, max: 1_440 }), (one, undisputed) => {
        const whole = reckon(one)
        const first = reckon({ ...one, hours: undisputedHours(one.hours, undisputed) })
        expect(first.grossFen).toBeLessThanOrEqual(whole.grossFen)
        expect(first.grossFen + settledRest(whole, first.grossFen).grossFen).toBe(whole.grossFen)
      }),
    )
  })
})

describe('谈定的数', () => {
  it('代替按工时算的工钱;比最低工资低的补足', () => {
    const whole = reckon(input({}, { minutes: 240 }))
    const fair = agreedSum(whole, whole.grossFen + 500, rules.minimumWageClause)
    expect(fair).toMatchObject({ grossFen: whole.grossFen + 500, minimumWageTopUpFen: 0 })
    expect(fair.lines.map(({ labelZh }) => labelZh)).toEqual(['谈定的工钱'])
    const low = agreedSum(whole, 100, rules.minimumWageClause)
    expect(low).toMatchObject({ grossFen: whole.floorFen, minimumWageTopUpFen: whole.floorFen - 100 })
    expect(low.lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(low.grossFen)
  })
})
