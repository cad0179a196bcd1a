/** Reading the tab-separated files of `data/`: comment lines start with #, the first other line names the columns. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Row = Readonly<Record<string, string>>

/**
 * Parses tab-separated text.
 * @throws Error naming the line whose number of cells differs from the header's
 */
export function parseTable(text: string, name: string): readonly Row[] {
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }))
  const [header, ...body] = lines.filter(({ line }) => line !== '' && !line.startsWith('#'))
  if (!header) throw new Error(`${name}: no header line`)
  const columns = header.line.split('\t')
  return body.map(({ line, number }) => {
    const cells = line.split('\t')
    if (cells.length !== columns.length) {
      throw new Error(`${name}:${number}: ${cells.length} cells, expected ${columns.length}`)
    }
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']))
  })
}

/** Reads `data/<name>` of this package. */
export function readTable(name: string): readonly Row[] {
  const path = fileURLToPath(new URL(`../data/${name}`, import.meta.url))
  return parseTable(readFileSync(path, 'utf8'), name)
}

/** The cell of a column that the file must have. */
export function cell(row: Row, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`no column ${column}`)
  return value
}

/** Splits a list cell; an empty cell is an empty list. */
export function listCell(row: Row, column: string, separator = '、'): readonly string[] {
  const value = cell(row, column)
  return value === '' ? [] : value.split(separator)
}

/** Runs a loader once and keeps its result. */
export function once<T>(load: () => T): () => T {
  let kept: { readonly value: T } | undefined
  return () => (kept ??= { value: load() }).value
}
