import { expect, test } from 'vitest'
import { freeDaysOf, incomeGaps } from './rules-income.ts'

const rule = { weeks: 6, halfLifeWeeks: 2, leastSoughtDays: 4 }
const everyDay = () => 7
const week = (workerId: string, days: number, yuan: number, back = 0) => ({
  workerId,
  week: back,
  days,
  fen: 100 * yuan,
})

test('谁找得多挣得少,往前排;挣得多的往后;和平常一样的不动', () => {
  const gaps = incomeGaps(
    [week('rich', 6, 1_225), week('middle', 4, 700), week('poor', 1, 175)],
    [{ workerId: 'rich', week: 0 }],
    everyDay,
    rule,
  )
  expect(Object.fromEntries(gaps)).toEqual({ rich: -0.75, poor: 0.75 })
})

test('回过话没挣到的,算找过;没干过也没回过话的那几周不算', () => {
  const earned = [week('a', 5, 700), week('b', 5, 700), week('idle', 5, 700, 5)]
  const gaps = incomeGaps(earned, [{ workerId: 'willing', week: 1 }], everyDay, rule)
  expect(gaps.get('willing')).toBe(1)
  expect(gaps.get('idle')).toBe(gaps.get('a'))
})

test('找活天数太少的不算;没人挣过钱,谁也不动', () => {
  const twoDays = (id: string) => (id === 'rare' ? 2 : 7)
  const earned = [week('a', 5, 700), week('b', 5, 700), week('rare', 1, 10)]
  expect(incomeGaps(earned, [], twoDays, rule).size).toBe(0)
  expect(incomeGaps([], [{ workerId: 'a', week: 0 }], everyDay, rule).size).toBe(0)
})

test('越早的一周算得越轻,太早的不算', () => {
  const others = [week('a', 7, 700), week('b', 7, 700), week('c', 7, 700)]
  const usual = (3 * 700 + 1_400) / (3 * 7 + 7 + 3.5)
  const both = [week('turned', 7, 1_400, 0), week('turned', 7, 0, 2)]
  // The week two weeks back counts half: (1,400 + 0 / 2) yuan on (7 + 7 / 2) days.
  expect(incomeGaps([...others, ...both], [], everyDay, rule).get('turned')).toBeCloseTo(1 - 1_400 / 10.5 / usual, 2)
  expect(incomeGaps([...others, week('old', 7, 9_000, 6)], [], everyDay, rule).has('old')).toBe(false)
})

test('一周有几天有空:没说就是天天;半小时也算有空', () => {
  expect(freeDaysOf(null)).toBe(7)
  expect(freeDaysOf(`${'0'.repeat(47)}1${'1'.repeat(48)}${'0'.repeat(240)}`)).toBe(2)
})
