import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  costsWorker,
  countedFrom,
  costsEmployer,
  countsStill,
  dayAfter,
  employerSentence,
  employerWords,
  reviewOfShift,
  standingOf,
  standingRule,
  standingSentence,
  standingShare,
} from './rules-standing.ts'

const rule = standingRule(80, { aShift: 1, atMost: 20 }, { A: 90, B: 70, C: 50, D: 0 })
const counted = fc.record({ lost: fc.integer({ min: 0, max: 500 }), shifts: fc.integer({ min: 0, max: 500 }) })

test.each([
  ['新来的', 0, 0, 80, 'B', 0],
  ['干了十个班,没扣过', 0, 10, 90, 'A', 0.5],
  ['干满了,不再往上加', 0, 300, 100, 'A', 1],
  ['没去一次', 10, 0, 70, 'B', -1 / 3],
  ['没去一次,后来干了十个班,补回来了', 10, 10, 80, 'B', 0],
  ['没去三次', 30, 0, 50, 'C', -1],
  ['没去十次,分数不会是负的', 100, 0, 0, 'D', -1],
])('%s', (_, lost, shifts, points, level, share) => {
  expect(standingOf({ lost, shifts }, rule)).toMatchObject({ points, level })
  expect(standingShare({ lost, shifts }, rule)).toBeCloseTo(share)
})

describe('for whatever was counted', () => {
  test('the share stays between −1 and 1, points between 0 and the most, and both say the same', () => {
    fc.assert(
      fc.property(counted, (one) => {
        const share = standingShare(one, rule)
        const { points } = standingOf(one, rule)
        expect(Math.abs(share)).toBeLessThanOrEqual(1)
        expect(points).toBeGreaterThanOrEqual(0)
        expect(points).toBeLessThanOrEqual(rule.startPoints + rule.atMost)
        expect(Math.sign(share)).toBe(Math.sign(points - rule.startPoints))
      }),
    )
  })

  test('losing more never helps, working more never harms', () => {
    fc.assert(
      fc.property(counted, fc.nat(50), (one, more) => {
        const share = standingShare(one, rule)
        expect(standingShare({ ...one, lost: one.lost + more }, rule)).toBeLessThanOrEqual(share)
        expect(standingShare({ ...one, shifts: one.shifts + more }, rule)).toBeGreaterThanOrEqual(share)
      }),
    )
  })
})

test('a pack that lacks a value is refused', () => {
  expect(() => standingRule(80, { aShift: 1 }, { A: 90, B: 70, C: 50, D: 0 })).toThrow('not whole')
})

test('what costs a worker: not coming, and cancelling late oneself or through a clerk', () => {
  const one = { state: 'cancelled', endedBy: 'worker', standingPoints: 2 }
  expect(costsWorker(one)).toBe(true)
  expect(costsWorker({ ...one, endedBy: 'clerk' })).toBe(true)
  // These points are the employer's.
  expect(costsWorker({ ...one, endedBy: 'employer' })).toBe(false)
  expect(costsWorker({ ...one, standingPoints: 0 })).toBe(false)
  expect(costsWorker({ ...one, state: 'noShow', endedBy: 'employer' })).toBe(true)
})

test('what is looked at does not count yet, what was found wrong never does', () => {
  expect([null, 'open', 'lifted', 'kept'].map((one) => countsStill(one as Parameters<typeof countsStill>[0]))).toEqual([
    true,
    false,
    false,
    true,
  ])
})

test('the days that count are business days', () => {
  expect(countedFrom('2026-11-28', 180).toISOString()).toBe('2026-05-31T16:00:00.000Z')
  expect(dayAfter('2026-06-01', 180)).toBe('2026-11-28')
})

test('one line for the person, kind where nothing is known', () => {
  expect(standingSentence({ lost: 0, shifts: 0 }, 180)).toBe('还没有记录,大家都从这个分开始。')
  expect(standingSentence({ lost: 0, shifts: 12 }, 180)).toBe('最近180天去干了12个班,没有扣分。')
  expect(standingSentence({ lost: 10, shifts: 3 }, 180)).toBe('最近180天扣了10分,好好干活能挣回来。')
  expect(standingSentence({ lost: 2, shifts: 6 }, 180, { madeGood: true })).toBe('最近180天扣了2分,已经挣回来了。')
  expect(standingSentence({ lost: 0, shifts: 0 }, 180, { contested: true })).toBe('现在没有扣分。')
})

test('what costs an employer: cancelling late, and nothing of what workers do', () => {
  const one = { state: 'cancelled', endedBy: 'employer', standingPoints: 6 }
  expect(costsEmployer(one)).toBe(true)
  expect(costsEmployer({ ...one, endedBy: 'worker' })).toBe(false)
  expect(costsEmployer({ ...one, state: 'noShow' })).toBe(false)
  expect(costsEmployer({ ...one, standingPoints: 0 })).toBe(false)
})

test('a shift is objected to as a whole, and again where a place was cancelled later', () => {
  expect(reviewOfShift(['open', 'open'])).toBe('open')
  expect(reviewOfShift(['lifted', 'kept'])).toBe('kept')
  expect(reviewOfShift(['lifted', null])).toBeNull()
})

test.each([
  [{ lost: 0, shifts: 0, cancelled: 0, open: 0 }, null, '还没有记录,大家都从这个分开始。'],
  [
    { lost: 0, shifts: 12, cancelled: 0, open: 0 },
    '诚信很好,最近180天没有临时取消过',
    '最近180天付清了12个班的工钱,没有扣分。',
  ],
  // Whether it was so is being looked at: nobody is told that it was not.
  [{ lost: 0, shifts: 12, cancelled: 0, open: 1 }, null, '最近180天付清了12个班的工钱,没有扣分。'],
  [
    { lost: 12, shifts: 0, cancelled: 2, open: 0 },
    '诚信扣分有点多,最近180天临时取消过2个班',
    '最近180天临时取消了2个班,扣了12分,付清工钱的班多了能挣回来。',
  ],
])('%o: what whoever looks for work reads, and what the employer reads', (counted, seen, own) => {
  expect(employerWords(counted, rule, 180)).toBe(seen)
  expect(employerSentence(counted, 180)).toBe(own)
})
