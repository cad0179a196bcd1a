import { fileRows, type Column } from '../components/table.ts'

/** Hands rows over as an .xlsx file. The writer is loaded when somebody asks for a file. */
export async function saveAsExcel<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]) {
  const { default: writeExcelFile } = await import('write-excel-file/universal')
  const [head = [], ...body] = fileRows(columns, rows)
  const sheet = [head.map((value) => ({ value: String(value), fontWeight: 'bold' as const })), ...body]
  const blob = await writeExcelFile(sheet, {
    columns: columns.map(({ kind }) => ({ width: kind === 'text' || kind === undefined ? 24 : 18 })),
    stickyRowsCount: 1,
  }).toBlob()
  saveFile(`${name}.xlsx`, blob)
}

/** Lets the browser keep a file. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
