import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysLike, isMet, movedTo, shared, type KindOfDay, type PastNeed } from './rules-expected.ts'

const plain = (day: string): KindOfDay => ([0, 6].includes(new Date(day).getUTCDay()) ? 'rest' : 'work')
const calendar =
  (other: Record<string, KindOfDay>) =>
  (day: string): KindOfDay =>
    other[day] ?? plain(day)

const need = (n: number, headcount: number, more: Partial<PastNeed> = {}): PastNeed => ({
  shiftId: `s${n}`,
  employerId: 'e1',
  terms: { occupationCode: 'cook' },
  windows: [{ startsAt: new Date('2026-11-18T17:00:00+08:00'), endsAt: new Date('2026-11-18T21:00:00+08:00') }],
  headcount,
  publishedAt: new Date('2026-11-18T10:00:00+08:00'),
  ...more,
})
const placesOf = (shares: ReadonlyArray<{ places: number }>) => shares.reduce((sum, { places }) => sum + places, 0)

test('平常的日子,看前几个星期同一天;那天放假或者调休的不算,再往前找', () => {
  // 2026-11-25 is a Wednesday.
  expect(daysLike('2026-11-25', '2026-11-25', 3, plain)).toEqual(['2026-11-18', '2026-11-11', '2026-11-04'])
  expect(daysLike('2026-11-26', '2026-11-25', 3, plain)).toEqual(['2026-11-19', '2026-11-12', '2026-11-05'])
  const feast = calendar({ '2026-11-11': 'holiday' })
  expect(daysLike('2026-11-25', '2026-11-25', 3, feast)).toEqual(['2026-11-18', '2026-11-04', '2026-10-28'])
})

test('调休上班的星期天,像最近的工作日;放假像最近的假日,没有就像最近的休息日', () => {
  const sunday = '2026-11-29'
  expect(daysLike(sunday, sunday, 3, calendar({ [sunday]: 'work' }))).toEqual([
    '2026-11-27',
    '2026-11-26',
    '2026-11-25',
  ])
  const feast = calendar({ '2026-11-25': 'holiday' })
  expect(daysLike('2026-11-25', '2026-11-25', 2, feast)).toEqual(['2026-11-22', '2026-11-21'])
  const two = calendar({ '2026-11-25': 'holiday', '2026-11-12': 'holiday' })
  expect(daysLike('2026-11-25', '2026-11-25', 2, two)).toEqual(['2026-11-12'])
  // What is still going on is not experience.
  const long = calendar({ '2026-11-24': 'holiday', '2026-11-25': 'holiday', '2026-11-26': 'holiday' })
  expect(daysLike('2026-11-26', '2026-11-25', 1, long)).toEqual(['2026-11-24'])
})

test('每个星期都来的一家,一天就推想一回;三个星期来一回的,三家里推想一家', () => {
  const weekly = [need(1, 2), need(2, 2), need(3, 2)]
  expect(placesOf(shared(weekly, '2026-11-25', 3, 100))).toBe(2)
  const rare = ['a', 'b', 'c'].map((employerId, n) => need(n, 1, { employerId }))
  const dealt = shared(rare, '2026-11-25', 3, 100)
  expect(dealt.map(({ places }) => places)).toEqual([1])
  expect(shared(rare.toReversed(), '2026-11-25', 3, 100)).toEqual(dealt)
  // Not the same one every day.
  const days = Array.from({ length: 28 }, (_none, n) => `2026-11-${String(n + 1).padStart(2, '0')}`)
  const lucky = days.flatMap((day) => shared(rare, day, 3, 100).map((one) => one.need.employerId))
  expect([...new Set(lucky)].toSorted()).toEqual(['a', 'b', 'c'])
  expect(shared([], '2026-11-25', 0, 100)).toEqual([])
})

test('合起来就是平均的一天,各样活也是;不多过上限,多了按比例减', () => {
  const past = fc.array(
    fc.record({ headcount: fc.integer({ min: 1, max: 50 }), work: fc.integer({ min: 0, max: 3 }) }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(past, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 500 }), (rows, days, most) => {
      const needs = rows.map(({ headcount, work }, n) => need(n, headcount, { terms: { occupationCode: `${work}` } }))
      const dealt = shared(needs, '2026-11-25', days, most)
      const all = needs.reduce((sum, { headcount }) => sum + headcount, 0)
      const part = Math.min(1 / days, most / Math.max(1, all))
      expect(placesOf(dealt)).toBeLessThanOrEqual(most)
      expect(Math.abs(placesOf(dealt) - all * part)).toBeLessThan(1)
      for (const one of dealt) expect(one.places).toBeLessThan(one.need.headcount * part + 1)
      for (const work of ['0', '1', '2', '3']) {
        const of = (one: PastNeed) => one.terms.occupationCode === work
        const own = needs.filter(of).reduce((sum, { headcount }) => sum + headcount, 0)
        expect(Math.abs(placesOf(dealt.filter((one) => of(one.need))) - own * part)).toBeLessThan(1)
      }
    }),
  )
})

test('挪到今天:几点开工、提前多久发布都照旧,过夜的、连做几天的也是', () => {
  const nights = need(1, 1, {
    windows: [18, 19].map((day) => ({
      startsAt: new Date(`2026-11-${day}T22:00:00+08:00`),
      endsAt: new Date(`2026-11-${day + 1}T06:00:00+08:00`),
    })),
    publishedAt: new Date('2026-11-17T23:30:00+08:00'),
  })
  expect(movedTo(nights, '2026-11-18', '2026-12-02')).toMatchObject({
    windows: [
      { startsAt: new Date('2026-12-02T22:00:00+08:00'), endsAt: new Date('2026-12-03T06:00:00+08:00') },
      { startsAt: new Date('2026-12-03T22:00:00+08:00'), endsAt: new Date('2026-12-04T06:00:00+08:00') },
    ],
    publishedAt: new Date('2026-12-01T23:30:00+08:00'),
  })
})

test('同一家同样的活、时间碰得上,就是来了;别家的、别的活、别的时间不算', () => {
  const expected = need(1, 1)
  const at = (from: string, to: string) => ({
    windows: [{ startsAt: new Date(`2026-11-18T${from}:00+08:00`), endsAt: new Date(`2026-11-18T${to}:00+08:00`) }],
  })
  expect(isMet(expected, need(2, 5, at('16:00', '20:00')))).toBe(true)
  expect(isMet(expected, need(2, 1, at('08:00', '17:00')))).toBe(false)
  expect(isMet(expected, need(2, 1, { employerId: 'e2' }))).toBe(false)
  expect(isMet(expected, need(2, 1, { terms: { occupationCode: 'waiter' } }))).toBe(false)
})
