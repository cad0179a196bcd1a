import { money } from '../words/money.ts'
import { clock, dayOf } from '../words/time.ts'

/** What a cell holds: text, a number, fen or an instant (ISO), by the column's kind; null where there is nothing. */
export type CellValue = string | number | null | undefined

export type Column<Row> = {
  key: string
  title: string
  value: (row: Row) => CellValue
  /** text unless told; numbers and money stand to the right, a day (`2026-11-25`) is never broken. */
  kind?: 'text' | 'number' | 'money' | 'moment' | 'day'
  /** Shown only when chosen under «列». */
  hidden?: boolean
}

/** `2026-11-25 14:05`: the same in print and in a file, whatever day it is read. */
const momentText = (at: string): string => `${dayOf(at)} ${clock(at)}`

/** A cell as text, where a page gives it no slot of its own. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row)
  if (value === null || value === undefined || value === '') return '—'
  if (column.kind === 'money') return money(Number(value))
  return column.kind === 'moment' ? momentText(String(value)) : String(value)
}

function compare(one: CellValue, other: CellValue): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one).localeCompare(String(other), 'zh-CN')
}

/** Rows in the order of one column; rows without a value come last either way, equals keep their order. */
export function sortRows<Row>(rows: readonly Row[], column: Column<Row> | undefined, down: boolean): Row[] {
  if (!column) return [...rows]
  const empty = (value: CellValue): boolean => value === null || value === undefined || value === ''
  return [...rows].sort((a, b) => {
    const [one, other] = [column.value(a), column.value(b)]
    if (empty(one) || empty(other)) return Number(empty(one)) - Number(empty(other))
    return down ? compare(other, one) : compare(one, other)
  })
}

/** Rows in which every word stands somewhere in a column. */
export function findRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], find: string): Row[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...rows]
  return rows.filter((row) => {
    const text = columns
      .map((column) => cellText(column, row))
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export type FileCell = string | number | null

/** Rows for a spreadsheet: numbers as numbers, money in yuan (the title says so), instants as text of Shanghai. */
export function fileRows<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): FileCell[][] {
  const head = columns.map(({ title, kind }) => (kind === 'money' ? `${title}(元)` : title))
  const body = rows.map((row) =>
    columns.map((column) => {
      const value = column.value(row)
      if (value === null || value === undefined) return null
      if (column.kind === 'money') return Number(value) / 100
      if (column.kind === 'moment') return momentText(String(value))
      return value
    }),
  )
  return [head, ...body]
}
