import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** JSON goes in as text. A list is a PostgreSQL array. */
export type CopyValue = string | number | boolean | Date | Buffer | readonly string[] | null

/** One table's rows on their way: text in COPY's own format, built as they are made. */
export type CopyBatch = { table: string; columns: readonly string[]; text: string; rows: number }

export function copyBatch(table: string, columns: readonly string[]): CopyBatch {
  return { table, columns, text: '', rows: 0 }
}

const special = /[\\\n\r\t]/
function escaped(text: string): string {
  if (!special.test(text)) return text
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}

function arrayText(list: readonly string[]): string {
  const parts = list.map((part) => `"${part.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
  return escaped(`{${parts.join(',')}}`)
}

function fieldText(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return arrayText(value)
}

export function addRow(batch: CopyBatch, values: readonly CopyValue[]): void {
  let line = ''
  for (let i = 0; i < values.length; i++)
    line += i === 0 ? fieldText(values[i] ?? null) : `\t${fieldText(values[i] ?? null)}`
  batch.text += `${line}\n`
  batch.rows += 1
}

const pieceBytes = 1_000_000

/** Sends the batch with one COPY. Throws what the database says about a row that cannot stand. */
export async function sendCopy(client: pg.ClientBase, batch: CopyBatch): Promise<number> {
  if (batch.rows === 0) return 0
  const stream = client.query(from(`copy ${batch.table} (${batch.columns.join(', ')}) from stdin`))
  const done = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve)
    stream.once('error', reject)
  })
  const bytes = Buffer.from(batch.text)
  for (let at = 0; at < bytes.length && !stream.errored; at += pieceBytes) {
    if (stream.write(bytes.subarray(at, at + pieceBytes))) continue
    await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), done])
  }
  stream.end()
  await done
  const { rows } = batch
  batch.text = ''
  batch.rows = 0
  return rows
}
