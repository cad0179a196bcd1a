import { expect, it } from 'vitest'

import { dayParts, emptyWeek, isFree, spansOf, weekOf, withPart } from './week.ts'

const [morning, afternoon] = dayParts

it('turns days and parts of the day into spans and back', () => {
  const week = withPart(withPart(emptyWeek, 0, morning), 0, afternoon)
  expect(spansOf(week)).toEqual([[{ from: 10, to: 36 }], [], [], [], [], [], []])
  expect(weekOf(spansOf(week))).toBe(week)
  expect(isFree(week, 0, morning)).toBe(true)
  expect(isFree(week, 1, morning)).toBe(false)
  expect(withPart(withPart(week, 0, morning), 0, afternoon)).toBe(emptyWeek)
})

it('takes any time for all of it', () => {
  const week = weekOf(null)
  expect(dayParts.every((part) => isFree(week, 6, part))).toBe(true)
  expect(spansOf(week)[3]).toEqual([{ from: 0, to: 48 }])
})

it('keeps finer hours of other parts, and shows a part as free only when all of it is', () => {
  const week = weekOf([[{ from: 13, to: 30 }], [], [], [], [], [], []])
  expect(isFree(week, 0, morning)).toBe(false)
  expect(spansOf(withPart(week, 0, morning))[0]).toEqual([{ from: 10, to: 30 }])
})
