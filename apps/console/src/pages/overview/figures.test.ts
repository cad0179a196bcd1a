import { expect, test } from 'vitest'
import { concernsOf, mapFigures, noShows, shade, todayCount, type CountyFigures } from './figures.ts'

const calm: CountyFigures = {
  county: '350982',
  name: '福鼎市',
  openPlaces: 12,
  openShifts: 5,
  today: {
    day: '2026-11-26',
    engagements: [
      { state: 'working', label: '正在干活', count: 7 },
      { state: 'cancelled', label: '已取消', count: 2 },
    ],
  },
  paidThisMonth: null,
  waitingForReview: { before: 2, afterwards: 3, late: 0 },
  disputes: { open: 1, late: 0 },
  arrears: { wages: 0, persons: 0, netFen: 0 },
}

test('work that fell through is no work of today', () => {
  expect(todayCount(calm)).toBe(7)
  expect(noShows(calm)).toBe(0)
  expect(mapFigures.waiting.value(calm)).toBe(5)
})

test('a county where all is in time raises no concern; what is late is named with its rows', () => {
  const late: CountyFigures = {
    ...calm,
    county: '350921',
    name: '霞浦县',
    today: { day: '2026-11-26', engagements: [{ state: 'noShow', label: '没来', count: 2 }] },
    waitingForReview: { before: 4, afterwards: 0, late: 3 },
    disputes: { open: 2, late: 1 },
    arrears: { wages: 4, persons: 3, netFen: 88_000 },
  }
  expect(concernsOf([calm])).toEqual([])
  expect(concernsOf([calm, late]).map(({ name, figure, words }) => [name, figure, words])).toEqual([
    ['霞浦县', 'arrears', '4笔工钱逾期没付,3人'],
    ['霞浦县', 'disputes', '1件异议超时'],
    ['霞浦县', 'waitingForReview', '3条需求审核超时'],
    ['霞浦县', 'today', '今天2人没来上工'],
  ])
})

test('the darkest county is the one with most; nothing is not drawn dark', () => {
  expect([shade(0, 10), shade(5, 10), shade(10, 10), shade(0, 0)]).toEqual([0, 0.5, 1, 0])
})
