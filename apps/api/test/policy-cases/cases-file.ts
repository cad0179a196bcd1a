import { parse } from 'csv-parse/sync'
import type { Deps } from '../../src/kernel/context.ts'
import { columnsIn, readCase, type Row } from './case-row.ts'
import { decideCase, type Decided } from './decide.ts'

export const columnsOut = ['id', 'decision', 'amountYuan', 'clause', 'reason', 'provisional'] as const

/** A row of the file, and the line it begins on. `broken`: what keeps it from being read at all. */
export type FileRow = { line: number; cells: Row; broken?: string }

const byLowerCase = new Map<string, string>(columnsIn.map((name) => [name.toLowerCase(), name]))
const nameOf = (title: string): string => byLowerCase.get(title.trim().toLowerCase()) ?? title
const reading = {
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
  relax_quotes: true,
  // Told by its first line alone, a file put together of several would be cut at some of its lines only.
  record_delimiter: ['\r\n', '\n', '\r'],
}

/** Bytes as offices save them: UTF-8, UTF-16 with its mark, or else GB 18030 (Excel in Chinese). */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** What parts the cells: the comma, unless the first line has none and another sign instead. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1)
  return first.includes(',') ? ',' : ([';', '\t'].find((sign) => first.includes(sign)) ?? ',')
}

type Parsed = Array<{ record: string[]; info: { lines: number } }>

/** The file as a whole; line by line where a quote is never closed, so that one slip does not take the rows after it. */
function linesOf(text: string, delimiter: string): Array<{ line: number; cells: string[]; broken?: string }> {
  const options = { ...reading, delimiter, info: true } as const
  try {
    const found = parse(text, options) as unknown as Parsed
    return found.map(({ record, info }) => ({ line: info.lines - lineBreaksIn(record), cells: record }))
  } catch {
    return text.split(/\r?\n|\r/).flatMap((one, index) => {
      if (one.trim() === '') return []
      try {
        const [cells = []] = parse(one, { ...reading, delimiter })
        return [{ line: index + 1, cells }]
      } catch {
        const cells = [one.replaceAll('"', '').split(delimiter)[0]?.trim() ?? '']
        return [{ line: index + 1, cells, broken: '引号没有成对,这一行读不了' }]
      }
    })
  }
}
const lineBreaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)

/**
 * Rows by their header's names, in whatever case; without a header in the order of the columns. A row that is cut off or
 * too long is read as far as it goes.
 */
export function readRows(text: string): FileRow[] {
  const [first, ...others] = linesOf(text, delimiterOf(text))
  if (!first) return []
  const titles = first.cells.map(nameOf)
  const isHeader = titles.some((title) => (columnsIn as readonly string[]).includes(title))
  const names: readonly string[] = isHeader ? titles : columnsIn
  return (isHeader ? others : [first, ...others]).map(({ line, cells, broken }) => ({
    line,
    cells: Object.fromEntries(cells.flatMap((cell, n) => (names[n] === undefined ? [] : [[names[n], cell]]))),
    ...(broken !== undefined && { broken }),
  }))
}

function invalid(id: string, reason: string): Decided {
  return { id, decision: 'invalid', amountYuan: '0', clause: '', reason, provisional: 'no' }
}

/** Decides every row, one after the other; nothing stops the run. */
export async function decideAll(
  scratch: { deps: Deps; clock: { set(at: string): void } },
  rows: readonly FileRow[],
): Promise<Decided[]> {
  const decided: Decided[] = []
  for (const { line, cells, broken } of rows) {
    const read = readCase(cells, line)
    if (broken !== undefined) decided.push(invalid(cells.id || `(第${line}行)`, broken))
    else if (!read.ok) decided.push(invalid(read.id, read.problems.join(';')))
    else {
      try {
        decided.push(await decideCase(scratch.deps, scratch.clock, read.case))
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        console.error(`${read.case.id}: ${message}`)
        decided.push(invalid(read.case.id, `登记库不接受这一行:${message}`))
      }
    }
  }
  return decided
}
