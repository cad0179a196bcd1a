import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** JSON goes in as text. A list is a PostgreSQL array. */
export type CopyValue = string | number | boolean | Date | Buffer | readonly string[] | null

/** One table's rows on their way: in COPY's own format, finished pieces as bytes and the last rows still as text. */
export type CopyBatch = { table: string; columns: readonly string[]; pieces: Buffer[]; text: string; rows: number }

export function copyBatch(table: string, columns: readonly string[]): CopyBatch {
  return { table, columns, pieces: [], text: '', rows: 0 }
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
  if (batch.text.length >= pieceLength) endPiece(batch)
}

/** Short-lived text is collected cheaply; a batch kept as one long text cost a third of the generating time. */
const pieceLength = 64_000
function endPiece(batch: CopyBatch): void {
  if (batch.text === '') return
  batch.pieces.push(Buffer.from(batch.text))
  batch.text = ''
}

/** Sends the batch with one COPY. Throws what the database says about a row that cannot stand. */
export async function sendCopy(client: pg.ClientBase, batch: CopyBatch): Promise<number> {
  if (batch.rows === 0) return 0
  const stream = client.query(from(`copy ${batch.table} (${batch.columns.join(', ')}) from stdin`))
  const done = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve)
    stream.once('error', reject)
  })
  endPiece(batch)
  for (const piece of batch.pieces) {
    if (stream.errored) break
    if (stream.write(piece)) continue
    await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), done])
  }
  stream.end()
  await done
  const { rows } = batch
  batch.pieces = []
  batch.rows = 0
  return rows
}
