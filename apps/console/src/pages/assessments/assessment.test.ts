import { expect, test } from 'vitest'
import { readPoints, yearToOpen } from './assessment.ts'
import { slips, slipsByItem, type KeptScore } from './score.ts'

const items = [
  { id: 'boards', title: '制度牌', computed: false },
  { id: 'manners', title: '首问责任', computed: false },
  { id: 'opening', title: '开门', computed: true },
]

test('points are read as people type them; an empty field of the records is left as it is', () => {
  const typed = {
    boards: { points: ' 2.5分', note: '缺一块 ' },
    manners: { points: '', note: '没去看' },
    opening: { points: '', note: '' },
  }
  expect(readPoints(items, typed)).toEqual([
    { item: 'boards', points: 2.5, note: '缺一块' },
    { item: 'manners', points: null, note: '没去看' },
  ])
  expect(readPoints(items, { ...typed, manners: { points: '一分', note: '' } })[1]?.points).toBeNaN()
})

test('what is missing or cannot be is said all at once, by whose turn it is', () => {
  const shown = items.map((item) => ({ ...item, points: 3 })) as unknown as KeptScore['items']
  const filled = (boards: [string, string], manners: [string, string], opening: [string, string]) => ({
    items: {
      boards: { points: boards[0], note: boards[1] },
      manners: { points: manners[0], note: manners[1] },
      opening: { points: opening[0], note: opening[1] },
    },
    vetoes: {},
    opinion: '',
  })
  const photos = [{ item: 'manners', content: '', requestId: 'q', fileId: null }]
  const typed = filled(['4', ''], ['', ''], ['2', ''])
  expect(slips({ mode: 'score', items: shown, typed, photos })).toEqual([
    '制度牌最多3分,写的是4分',
    '首问责任还没有打分',
    '首问责任拍了照,还没有打分',
    '开门改了分,请写明原因',
  ])
  expect(slips({ mode: 'selfAssess', items: shown, typed: filled(['2', ''], ['1', ''], ['', '']), photos })).toEqual([])
  const checked = filled(['1.25', '少一块'], ['', ''], ['一', ''])
  expect(slips({ mode: 'cityCheck', items: shown, typed: checked, photos: [] })).toEqual([
    '制度牌的分数最多一位小数',
    '开门的分数写数字,如 2.5',
  ])
  expect([...slipsByItem({ mode: 'cityCheck', items: shown, typed: checked, photos: [] }).keys()]).toEqual([
    'boards',
    'opening',
  ])
})

test('officers are shown the year under way, else the newest there is, else the one to begin', () => {
  const line = (year: number, state: 'decided' | 'revoked' | 'scored') => ({ year, state })
  const today = '2026-11-27'
  expect(yearToOpen([line(2026, 'decided'), line(2026, 'scored'), line(2025, 'scored')], today)).toBe(2026)
  expect(yearToOpen([line(2026, 'decided'), line(2025, 'scored')], today)).toBe(2025)
  expect(yearToOpen([line(2024, 'decided'), line(2024, 'revoked')], today)).toBe(2024)
  expect(yearToOpen([], today)).toBe(2025)
})
