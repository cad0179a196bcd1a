import { expect, test } from 'vitest'
import { cellText, fileRows, findRows, sortRows, type Column } from './table.ts'

type Row = { name: string; fen: number | null; at: string; count: number }
const columns: Column<Row>[] = [
  { key: 'name', title: '姓名', value: (row) => row.name },
  { key: 'pay', title: '工资', kind: 'money', value: (row) => row.fen },
  { key: 'at', title: '时间', kind: 'moment', value: (row) => row.at },
  { key: 'count', title: '人数', kind: 'number', value: (row) => row.count },
]
const rows: Row[] = [
  { name: '陈秀英', fen: 20_000, at: '2026-11-25T14:05:00+08:00', count: 9 },
  { name: '阮阿妹', fen: null, at: '2026-11-24T08:00:00+08:00', count: 10 },
  { name: '蔡国平', fen: 8_050, at: '2026-11-26T00:30:00+08:00', count: 1 },
]
const names = (list: Row[]): string[] => list.map(({ name }) => name)

test('numbers sort as numbers, names by pinyin, rows without a value last either way', () => {
  expect(names(sortRows(rows, columns[3], false))).toEqual(['蔡国平', '陈秀英', '阮阿妹'])
  expect(names(sortRows(rows, columns[0], false))).toEqual(['蔡国平', '陈秀英', '阮阿妹'])
  expect(names(sortRows(rows, columns[1], false))).toEqual(['蔡国平', '陈秀英', '阮阿妹'])
  expect(names(sortRows(rows, columns[1], true))).toEqual(['陈秀英', '蔡国平', '阮阿妹'])
  expect(names(sortRows(rows, undefined, true))).toEqual(names(rows))
})

test('every word must stand somewhere in the row', () => {
  expect(names(findRows(rows, columns, '200元'))).toEqual(['陈秀英'])
  expect(names(findRows(rows, columns, '11-25 陈'))).toEqual(['陈秀英'])
  expect(findRows(rows, columns, '陈 80.5')).toEqual([])
  expect(findRows(rows, columns, '  ')).toHaveLength(3)
})

test('cells as text, and as a spreadsheet has them', () => {
  const [, second] = rows as [Row, Row, Row]
  expect(columns.map((column) => cellText(column, second))).toEqual(['阮阿妹', '—', '2026-11-24 08:00', '10'])
  expect(fileRows(columns, rows.slice(1))).toEqual([
    ['姓名', '工资(元)', '时间', '人数'],
    ['阮阿妹', null, '2026-11-24 08:00', 10],
    ['蔡国平', 80.5, '2026-11-26 00:30', 1],
  ])
})
