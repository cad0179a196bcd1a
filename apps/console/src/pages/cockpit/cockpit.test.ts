import { expect, test } from 'vitest'
import { countyLines, linesOf, wayToMatter, wayToRows, type Cockpit, type CockpitRow } from './cockpit.ts'

const cell = (county: string, count: number, late: number, oldestSince: string | null = null) => ({
  county,
  count,
  late,
  soon: 0,
  inTime: count - late,
  noLimit: 0,
  oldestSince,
  earliestDueAt: null,
})
const words = { label: '站点认定', holder: '县里', what: '等受理的' }
const seen: Cockpit = {
  at: '2026-11-26T09:00:00+08:00',
  county: null,
  soonDays: 3,
  counties: [
    { code: '350981', name: '福安市' },
    { code: '350982', name: '福鼎市' },
  ],
  figures: [
    {
      ...words,
      figure: 'recognitionWaiting',
      group: 'waiting',
      known: true,
      cells: [cell('350981', 3, 1, '2026-11-20T09:00:00+08:00'), cell('350982', 2, 0, '2026-11-02T09:00:00+08:00')],
    },
    { ...words, figure: 'siteShut', group: 'late', known: true, cells: [] },
    { ...words, figure: 'visitorsJump', group: 'wrong', known: false, cells: [] },
  ],
}

test('sums over the counties shown; nothing found is a zero, nothing to tell by is no number', () => {
  expect(linesOf(seen, 'waiting')).toMatchObject([
    { figure: 'recognitionWaiting', count: 5, late: 1, inTime: 4, oldestSince: '2026-11-02T09:00:00+08:00' },
  ])
  expect(linesOf(seen, 'late')).toMatchObject([{ count: 0 }])
  expect(linesOf(seen, 'wrong')).toMatchObject([{ count: null }])
})

test('each county has a line of its own, also one without rows', () => {
  expect(countyLines(seen)).toMatchObject([
    {
      name: '福安市',
      groups: { waiting: 3, late: 0, wrong: 0 },
      late: 1,
      figures: { visitorsJump: null, siteShut: 0 },
    },
    { name: '福鼎市', groups: { waiting: 2 }, late: 0 },
  ])
})

test('a number leads to its rows, a row to the matter if it may be opened', () => {
  expect(wayToRows({ figure: 'siteShut', county: '' })).toEqual({
    path: '/cockpit/rows',
    query: { figure: 'siteShut' },
  })
  const row = { subjectKind: 'quarterlyReport', subjectId: '2026Q3', county: '350981' } as CockpitRow
  expect(wayToMatter(row, () => true)).toBe('/reports/county?quarter=2026Q3&county=350981')
  expect(wayToMatter(row, () => false)).toBeNull()
})
