import { Workbook, type CellValue, type Worksheet } from '@cj-tech-master/excelts'
import type { Cell, ColumnKind, ReadRow, Sheet } from './sheet.ts'
import { guardUnpacking, UnreadableWorkbook } from './unpack-guard.ts'

/** The only place that knows the spreadsheet library. Runs in the office thread, see office.ts. */

const formats: Partial<Record<ColumnKind, string>> = {
  money: '#,##0.00',
  count: '0',
  hours: '0.00',
  day: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
}
const offeredRows = 200
const mostUnpackedBytes = 30_000_000
const mostRows = 2_000
const mostColumns = 60

function style(sheet: Worksheet, given: Sheet, headRow: number): void {
  sheet.getRow(headRow).font = { bold: true }
  given.columns.forEach((column, index) => {
    const shown = sheet.getColumn(index + 1)
    shown.width = column.width
    const format = formats[column.kind ?? 'text']
    if (format) shown.numFmt = format
    if (!column.oneOf) return
    for (let row = headRow + 1; row <= headRow + offeredRows; row += 1) {
      sheet.getCell(row, index + 1).dataValidation = {
        type: 'list',
        allowBlank: true,
        formulae: [`"${column.oneOf.join(',')}"`],
      }
    }
  })
}

function addSheet(workbook: Workbook, given: Sheet): void {
  const headRow = (given.heading?.length ?? 0) + 1
  const sheet = workbook.addWorksheet(given.name, {
    views: [{ state: 'frozen', ySplit: headRow }],
    // A4, as wide as the paper.
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  for (const line of given.heading ?? []) sheet.addRow([line])
  sheet.addRow(given.columns.map((column) => column.title))
  sheet.addRows(given.rows.map((row) => [...row]))
  style(sheet, given, headRow)
  if (given.totals) sheet.addRow([...given.totals]).font = { bold: true }
}

export async function writeSheets(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const workbook = new Workbook()
  for (const sheet of sheets) addSheet(workbook, sheet)
  return workbook.xlsx.writeBuffer()
}

function plain(value: CellValue): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Date) return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return (value.richText ?? []).map((part) => part.text).join('')
  if ('text' in value) return String(value.text)
  if ('result' in value) return plain(value.result as CellValue)
  return null
}

/** Rows of the first sheet that hold anything. Throws UnreadableWorkbook. */
export async function readFirstSheet(file: Buffer): Promise<ReadRow[]> {
  guardUnpacking(file, mostUnpackedBytes)
  const workbook = new Workbook()
  try {
    await workbook.xlsx.load(file)
  } catch {
    // Whatever the library stumbled over, to the person it is a file that cannot be opened.
    throw new UnreadableWorkbook('notWorkbook')
  }
  const sheet = workbook.worksheets[0]
  if (!sheet) throw new UnreadableWorkbook('notWorkbook')
  const rows: ReadRow[] = []
  sheet.eachRow((row, number) => {
    const cells = Array.from({ length: Math.min(row.cellCount, mostColumns) }, (_, at) =>
      plain(row.getCell(at + 1).value),
    )
    if (cells.some((cell) => cell !== null && cell !== '')) rows.push({ row: number, cells })
  })
  if (rows.length > mostRows) throw new UnreadableWorkbook('tooLarge')
  return rows
}
