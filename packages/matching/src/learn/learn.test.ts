import { describe, expect, it } from 'vitest'
import { calibrate } from './calibration.ts'
import { acceptChance, learnAcceptance, showChance, type Asked, type ChanceBeliefs } from './chances.ts'
import { chanceOf, explainChance, learnLogistic, NothingToLearn, type Example } from './logistic.ts'
import { shrunkRate, strengthOf } from './rates.ts'

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const beliefs: ChanceBeliefs = { accept: 0.5, show: 0.95, strength: 10 }

describe('learnLogistic', () => {
  it('finds the weights the world was made with, and explains itself', () => {
    const random = randomFrom(3)
    const examples = Array.from({ length: 20_000 }, (): Example => {
      const features = [random() * 2 - 1, random() * 20, random() < 0.3 ? 1 : 0]
      const p = 1 / (1 + Math.exp(-(0.4 + 3 * features[0]! - 0.1 * features[1]! + 0.5 * features[2]!)))
      return { features, happened: random() < p }
    })
    const model = learnLogistic(examples, { features: ['pay', 'km', 'voice'] })
    expect(model.intercept).toBeCloseTo(0.4, 0)
    expect(model.weights[0]).toBeGreaterThan(2.85)
    expect(model.weights[0]).toBeLessThan(3.15)
    expect(model.weights[1]).toBeCloseTo(-0.1, 1)
    expect(model.weights[2]).toBeGreaterThan(0.4)
    expect(explainChance(model, [0.5, 20, 0]).map((one) => one.feature)).toEqual(['km', 'pay', 'voice'])
    expect(() => chanceOf(model, [1])).toThrow('3 features')
  })

  it('stays calm where features separate yes from no, and refuses what teaches nothing', () => {
    const clear = Array.from({ length: 40 }, (_, i) => ({ features: [i < 20 ? -1 : 1], happened: i >= 20 }))
    const model = learnLogistic(clear, { features: ['x'] })
    expect(Math.abs(model.weights[0]!)).toBeLessThan(10)
    expect(chanceOf(model, [1])).toBeGreaterThan(0.9)
    expect(() => learnLogistic([], { features: ['x'] })).toThrow(NothingToLearn)
    expect(() => learnLogistic([{ features: [1], happened: true }], { features: ['x'] })).toThrow(NothingToLearn)
    const crooked = [...clear, { features: [Number.NaN], happened: true }]
    expect(() => learnLogistic(crooked, { features: ['x'] })).toThrow('1 numbers')
  })
})

describe('rates', () => {
  it('judge nobody by a single day', () => {
    expect(shrunkRate(0, 0, 0.95, 10)).toBe(0.95)
    expect(showChance({ came: 0, due: 1 }, beliefs)).toBeCloseTo(9.5 / 11, 12)
    expect(showChance({ came: 0, due: 90 }, beliefs)).toBeCloseTo(0.095, 12)
    expect(() => shrunkRate(2, 1, 0.5, 10)).toThrow('between 0 and cases')
  })
  it('find out how much people differ', () => {
    const random = randomFrom(5)
    const crowd = (rate: () => number) =>
      Array.from({ length: 500 }, () => {
        const own = rate()
        const cases = 5 + Math.floor(random() * 30)
        return { cases, happened: Array.from({ length: cases }, () => random() < own).filter(Boolean).length }
      })
    const alike = strengthOf(crowd(() => 0.7))!
    const different = strengthOf(crowd(() => (random() < 0.5 ? 0.4 : 0.95)))!
    expect(alike).toBeGreaterThan(100)
    expect(different).toBeLessThan(10)
    expect(strengthOf([{ happened: 1, cases: 2 }])).toBeNull()
  })
})

describe('calibrate', () => {
  it('counts by rows and leaves out rows without cases', () => {
    const rows = [
      ...Array.from({ length: 4 }, (_, i) => ({ chance: 0.25, happened: i === 0 })),
      ...Array.from({ length: 2 }, () => ({ chance: 1, happened: true })),
    ]
    expect(calibrate(rows)).toEqual({
      count: 6,
      brier: expect.closeTo((3 * 0.0625 + 0.5625) / 6, 12),
      brierOfMean: 0.25,
      meanGap: 0,
      rows: [
        { from: 0.2, to: 0.3, count: 4, foretold: 0.25, happened: 0.25 },
        { from: 0.9, to: 1, count: 2, foretold: 1, happened: 1 },
      ],
    })
    expect(calibrate([])).toBeNull()
    expect(() => calibrate([{ chance: 2, happened: true }])).toThrow('between 0 and 1')
  })
})

describe('learnAcceptance', () => {
  /** People who differ in how gladly they say yes; each asked many times, in the order of time. */
  function history(count: number): Asked[] {
    const random = randomFrom(9)
    const people = Array.from({ length: 200 }, () => ({ mood: (random() - 0.5) * 3, asked: 0, accepted: 0 }))
    return Array.from({ length: count }, () => {
      const one = people[Math.floor(random() * people.length)]!
      const facts = {
        payFen: 1_600 + Math.floor(random() * 1_400),
        wantedFen: 2_000,
        meters: random() * 20_000,
        hoursToStart: random() * 48,
        sameWork: Math.floor(random() * 4),
        sameEmployer: 0,
        askedBefore: one.asked,
        acceptedBefore: one.accepted,
        byVoice: random() < 0.2,
      }
      const surplus = Math.log(facts.payFen / facts.wantedFen)
      const p = 1 / (1 + Math.exp(-(0.5 + one.mood + 4 * surplus - 0.09 * (facts.meters / 1_000))))
      const accepted = random() < p
      one.asked++
      if (accepted) one.accepted++
      return { ...facts, accepted }
    })
  }

  it('foretells later answers better than the mean and is right about its own doubts', () => {
    const { model, calibration } = learnAcceptance(history(12_000), beliefs)
    expect(model.features).not.toContain('hardToEmploy')
    expect(calibration!.count).toBe(2_400)
    expect(calibration!.brier).toBeLessThan(0.85 * calibration!.brierOfMean)
    expect(calibration!.meanGap).toBeLessThan(0.04)
  })

  it('goes by the own record until there is a model', () => {
    const facts = { ...history(1)[0]!, askedBefore: 10, acceptedBefore: 10 }
    expect(acceptChance(facts, beliefs, null)).toBe(0.75)
  })
})
