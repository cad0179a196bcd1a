import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incomeGap } from './income-gap.ts'
import { rankForEmployer, reasonsForEmployer, reasonsForWorker, whyNot } from './reasons.ts'
import { edgeTerms, edgeValue, employerValue, termNames, type EdgeFacts, type EdgeWeights } from './terms.ts'
import { distanceZh, obstacleZh, reasonForEmployerZh, reasonForWorkerZh, whyNotZh, yuanZh } from './wording.ts'

const weights: EdgeWeights = {
  filled: 1_000,
  fit: 150,
  perKm: 25,
  pay: 200,
  urgency: 100,
  standing: 100,
  floor: 300,
  floorMost: 150,
  fairness: 120,
  lookAhead: 700,
  fitHalfAt: 4,
  payMost: 500,
  urgentMinutes: 120,
  calmMinutes: 1_440,
  sayNearMeters: 5_000,
  sayPayFen: 100,
  sayStanding: 500,
  sayIncomeGap: 500,
}
const facts: EdgeFacts = {
  acceptChance: 0.5,
  showChance: 0.9,
  meters: 4_000,
  sameWork: 2,
  sameEmployer: 1,
  favourite: false,
  payFen: 2_300,
  wantedFen: 2_000,
  minutesToStart: 780,
  standing: -0.5,
  hardToEmploy: false,
  incomeGap: 0.5,
  lookAheadPrice: 100,
}
const anyFacts: fc.Arbitrary<EdgeFacts> = fc.record({
  acceptChance: fc.double({ min: 0, max: 1, noNaN: true }),
  showChance: fc.double({ min: 0, max: 1, noNaN: true }),
  meters: fc.integer({ min: 0, max: 60_000 }),
  sameWork: fc.nat({ max: 50 }),
  sameEmployer: fc.nat({ max: 50 }),
  favourite: fc.boolean(),
  payFen: fc.option(fc.integer({ min: 1, max: 9_000 })),
  wantedFen: fc.option(fc.integer({ min: 0, max: 9_000 })),
  minutesToStart: fc.integer({ min: -60, max: 20_000 }),
  standing: fc.double({ min: -2, max: 2, noNaN: true }),
  hardToEmploy: fc.boolean(),
  incomeGap: fc.double({ min: -2, max: 2, noNaN: true }),
  lookAheadPrice: fc.integer({ min: 0, max: 2_000 }),
})

describe('edgeTerms', () => {
  it('is a sum of named whole numbers', () => {
    const terms = edgeTerms(facts, weights)
    expect(terms).toEqual({
      accept: 500,
      show: -50,
      fit: 75,
      distance: -100,
      pay: 30,
      urgency: 50,
      standing: -50,
      floor: 0,
      fairness: 60,
      lookAhead: -70,
    })
    expect(edgeValue(terms)).toBe(445)
  })

  it('gives the hard-to-employ the floor, never above its cap, and never counts hardship twice', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const without = edgeTerms({ ...any, hardToEmploy: false }, weights)
        const withFloor = edgeTerms({ ...any, hardToEmploy: true }, weights)
        expect(withFloor.floor).toBe(weights.floorMost)
        expect(withFloor.standing).toBeGreaterThanOrEqual(0)
        const changed = termNames.filter((name) => withFloor[name] !== without[name])
        expect(changed.filter((name) => name !== 'floor' && name !== 'standing')).toEqual([])
        expect(edgeValue(withFloor) - edgeValue(without)).toBeLessThanOrEqual(weights.floorMost + weights.standing)
        expect(Object.values(withFloor).every(Number.isInteger)).toBe(true)
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  it('knows better from worse', () => {
    const value = (change: Partial<EdgeFacts>) => edgeValue(edgeTerms({ ...facts, ...change }, weights))
    const base = value({})
    expect(value({ meters: 2_000 })).toBeGreaterThan(base)
    expect(value({ acceptChance: 0.6 })).toBeGreaterThan(base)
    expect(value({ showChance: 0.8 })).toBeLessThan(base)
    expect(value({ payFen: 1_900 })).toBeLessThan(base)
    expect(value({ payFen: 9_000 })).toBe(value({ payFen: 8_000 }))
    expect(value({ favourite: true })).toBeGreaterThan(base)
    expect(value({ lookAheadPrice: 500 })).toBeLessThan(base)
    expect(() => value({ acceptChance: 1.2 })).toThrow('between 0 and 1')
    expect(() => value({ meters: Number.NaN })).toThrow('meters')
  })
})

describe('what an employer sees', () => {
  const seen = (list: readonly EdgeFacts[]) =>
    rankForEmployer(
      list.map((one, id) => ({ id, facts: one })),
      weights,
    ).map(({ id, reasons }) => ({ id, words: reasons.map(reasonForEmployerZh) }))

  it('is the same whoever is hard to employ, whatever they earn and wish: order, reasons, words', () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 1, maxLength: 6 }), anyFacts, (list, other) => {
        const disguised = list.map((one) => ({
          ...one,
          hardToEmploy: other.hardToEmploy,
          incomeGap: other.incomeGap,
          wantedFen: other.wantedFen,
          lookAheadPrice: other.lookAheadPrice,
          acceptChance: other.acceptChance,
        }))
        expect(seen(disguised)).toEqual(seen(list))
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  it('says what the employer may know', () => {
    const one = { ...facts, favourite: true, standing: 1, hardToEmploy: true }
    expect(reasonsForEmployer(one, weights).map(reasonForEmployerZh)).toEqual([
      '您收藏过',
      '在您这里干过1次',
      '这种活干过2次',
      '一向准时到岗',
      '离工地4公里',
    ])
    expect(employerValue(one, weights)).toBeGreaterThan(employerValue(facts, weights))
    expect(() => reasonForEmployerZh({ kind: 'fewShifts' })).toThrow('not for an employer')
  })
})

describe('why me, why not me', () => {
  const names = { occupation: '装卸搬运工', certificate: (kind: number) => ['健康证', '电工证'][kind] ?? '' }

  it('tells the worker what speaks for the work, near first, then by weight', () => {
    const terms = edgeTerms(facts, weights)
    expect(reasonsForWorker(facts, terms, weights).map(reasonForWorkerZh)).toEqual([
      '离您4公里',
      '您在这家干过1次',
      '您最近活少,先问您',
      '马上开工,正缺人',
      '每小时比您想要的多3元',
    ])
    const cents = { ...facts, payFen: 2_066 }
    expect(reasonsForWorker(cents, edgeTerms(cents, weights), weights).map((one) => one.kind)).not.toContain(
      'payAboveWish',
    )
    const stranger = { ...facts, meters: 9_000, sameEmployer: 0, payFen: 2_000, minutesToStart: 9_000, incomeGap: 0 }
    expect(reasonsForWorker(stranger, edgeTerms(stranger, weights), weights).map(reasonForWorkerZh)).toEqual([
      '这种活您干过2次',
    ])
  })

  it('never tells anybody of the floor', () => {
    const hard = { ...facts, hardToEmploy: true, standing: 0 }
    const plain = { ...facts, standing: 0 }
    expect(reasonsForWorker(hard, edgeTerms(hard, weights), weights)).toEqual(
      reasonsForWorker(plain, edgeTerms(plain, weights), weights),
    )
  })

  it('names all obstacles in words with a way out', () => {
    const why = whyNot(
      [
        { kind: 'occupation' },
        { kind: 'notFree' },
        { kind: 'pay', wantedFen: 2_550 },
        { kind: 'certificate', missing: [0, 1] },
        { kind: 'tooFar', meters: 12_340, ownLimit: true },
        { kind: 'without' },
      ],
      null,
      null,
      false,
    )
    expect(whyNotZh(why, names)).toEqual([
      '您的资料里没有选“装卸搬运工”',
      '这段时间您没空,或者已经有别的活',
      '工钱比您想要的少(您填的是每小时25.5元)',
      '要有“健康证”、“电工证”,您的资料里还没有',
      '离您12公里,超过您愿意去的路程',
      '您谢绝过这个班,或者已经在上面了',
    ])
    expect(obstacleZh({ kind: 'tooFar', meters: 20_000, ownLimit: false }, names)).toBe('离您20公里,太远了,没有算进来')
  })

  it('says where the last one taken was most ahead, and does not tell floor from fairness', () => {
    const own = edgeTerms(facts, weights)
    const because = (change: Partial<EdgeFacts>) =>
      whyNotZh(whyNot([], own, edgeTerms({ ...facts, ...change }, weights), false), names)
    expect(because({ meters: 500 })).toEqual(['先问了离得更近的人'])
    expect(because({ sameWork: 60 })).toEqual(['先问了干这种活更熟的人'])
    expect(because({ acceptChance: 0.9 })).toEqual(['先问了更可能答应的人'])
    expect(because({ showChance: 1 })).toEqual(['先问了到岗更有把握的人'])
    expect(because({ hardToEmploy: true })).toEqual(['这次先问了更需要活的人'])
    expect(because({ incomeGap: 1 })).toEqual(['这次先问了更需要活的人'])
    expect(because({})).toEqual(['条件差不多,名额有限,先问了别人'])
    expect(whyNotZh(whyNot([], own, null, true), names)).toEqual(['给您留着更合适的活'])
  })

  it('writes numbers as people read them', () => {
    expect([distanceZh(0), distanceZh(640), distanceZh(1_249)]).toEqual(['100米', '640米', '1.2公里'])
    expect([yuanZh(300), yuanZh(250), yuanZh(5)]).toEqual(['3元', '2.5元', '0.05元'])
  })
})

describe('incomeGap', () => {
  const rule = { halfLifeWeeks: 2, leastSoughtDays: 4, usualFenPerDay: 10_000 }
  it('goes by days of looking over weeks, older weeks counting less', () => {
    expect(incomeGap([{ soughtDays: 5, earnedFen: 0 }], rule)).toBe(1)
    expect(incomeGap([{ soughtDays: 5, earnedFen: 50_000 }], rule)).toBe(0)
    expect(incomeGap([{ soughtDays: 5, earnedFen: 500_000 }], rule)).toBe(-1)
    const recent = incomeGap(
      [
        { soughtDays: 5, earnedFen: 50_000 },
        { soughtDays: 5, earnedFen: 0 },
      ],
      rule,
    )
    const longAgo = incomeGap(
      [
        { soughtDays: 5, earnedFen: 0 },
        { soughtDays: 5, earnedFen: 50_000 },
      ],
      rule,
    )
    expect(recent).toBeCloseTo(1 - 1 / (1 + Math.SQRT1_2), 12)
    expect(longAgo).toBeGreaterThan(recent)
  })
  it('leaves out who has hardly looked', () => {
    expect(incomeGap([{ soughtDays: 3, earnedFen: 0 }], rule)).toBe(0)
    expect(incomeGap([], rule)).toBe(0)
  })
})
