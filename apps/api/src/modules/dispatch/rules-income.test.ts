import { expect, test } from 'vitest'
import { freeDaysOf, incomeGaps, placesPerSoughtDay, soughtWeeks, type WeekEarned } from './rules-income.ts'

const rule = { halfLifeWeeks: 2, leastSoughtDays: 4 }
const everyDay = () => 7
type Answered = readonly { workerId: string; week: number }[]
const gapsOf = (earned: readonly WeekEarned[], answered: Answered = [], freeDays: (id: string) => number = everyDay) =>
  incomeGaps(soughtWeeks(earned, answered, freeDays, 6), rule)
const week = (workerId: string, days: number, yuan: number, back = 0) => ({
  workerId,
  week: back,
  days,
  fen: 100 * yuan,
})

test('谁找得多挣得少,往前排;挣得多的往后;和平常一样的不动', () => {
  const gaps = gapsOf(
    [week('rich', 6, 1_225), week('middle', 4, 700), week('poor', 1, 175)],
    [{ workerId: 'rich', week: 0 }],
  )
  expect(Object.fromEntries(gaps)).toEqual({ rich: -0.75, poor: 0.75 })
})

test('回过话没挣到的,算找过;没干过也没回过话的那几周不算', () => {
  const earned = [week('a', 5, 700), week('b', 5, 700), week('idle', 5, 700, 5)]
  const gaps = gapsOf(earned, [{ workerId: 'willing', week: 1 }])
  expect(gaps.get('willing')).toBe(1)
  expect(gaps.get('idle')).toBe(gaps.get('a'))
})

test('找活天数太少的不算;没人挣过钱,谁也不动', () => {
  const twoDays = (id: string) => (id === 'rare' ? 2 : 7)
  const earned = [week('a', 5, 700), week('b', 5, 700), week('rare', 1, 10)]
  expect(gapsOf(earned, [], twoDays).size).toBe(0)
  expect(gapsOf([], [{ workerId: 'a', week: 0 }]).size).toBe(0)
})

test('越早的一周算得越轻,太早的不算', () => {
  const others = [week('a', 7, 700), week('b', 7, 700), week('c', 7, 700)]
  const usual = (3 * 700 + 1_400) / (3 * 7 + 7 + 3.5)
  const both = [week('turned', 7, 1_400, 0), week('turned', 7, 0, 2)]
  // The week two weeks back counts half: (1,400 + 0 / 2) yuan on (7 + 7 / 2) days.
  expect(gapsOf([...others, ...both]).get('turned')).toBeCloseTo(1 - 1_400 / 10.5 / usual, 2)
  expect(gapsOf([...others, week('old', 7, 9_000, 6)]).has('old')).toBe(false)
})

test('一周有几天有空:没说就是天天;半小时也算有空', () => {
  expect(freeDaysOf(null)).toBe(7)
  expect(freeDaysOf(`${'0'.repeat(47)}1${'1'.repeat(48)}${'0'.repeat(240)}`)).toBe(2)
})

test('活多活少:最近几周的名额,除以大家找活的天数;没人找过,说不上', () => {
  const sought = soughtWeeks(
    [week('a', 3, 525), week('b', 7, 1_000, 1)],
    [{ workerId: 'c', week: 0 }],
    (id) => (id === 'c' ? 4 : 5),
    6,
  )
  expect(placesPerSoughtDay(12, sought, 2)).toBe(12 / (5 + 7 + 4))
  expect(placesPerSoughtDay(12, sought, 1)).toBe(12 / (5 + 4))
  expect(placesPerSoughtDay(12, new Map(), 2)).toBeNull()
})
