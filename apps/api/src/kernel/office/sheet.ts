/** What a cell may hold; a `Date` stands for the wall clock of Ningde, see `cellDay` and `cellTime`. */
export type Cell = string | number | Date | null

/** How a column is shown: money in yuan with two decimals, hours with two, days and times as dates that sort. */
export type ColumnKind = 'text' | 'money' | 'count' | 'hours' | 'day' | 'time'

export type Column = {
  title: string
  /** In characters, as spreadsheets reckon it. */
  width: number
  kind?: ColumnKind
  /** Offered as a list to choose from in empty rows. */
  oneOf?: readonly string[]
}

export type Sheet = {
  /** At most 31 characters, without : \ / ? * [ ]. */
  name: string
  /** Lines above the table: whose, which days. */
  heading?: readonly string[]
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  /** One last row in bold. */
  totals?: readonly Cell[]
}

/** One row as it stands in the file; `row` is the number a person sees at its left. */
export type ReadRow = { row: number; cells: Cell[] }

/** A business day as a spreadsheet's date. */
export const cellDay = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** An instant as a spreadsheet's date and time, by the clock of Ningde. */
export const cellTime = (at: Date): Date => new Date(at.getTime() + 8 * 3_600_000)

/** Fen as yuan: a spreadsheet reckons in yuan. */
export const cellYuan = (fen: number): number => fen / 100

/** Minutes as hours with two decimals. */
export const cellHours = (minutes: number): number => Math.round((minutes / 60) * 100) / 100
