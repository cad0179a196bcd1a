/**
 * `npm run policy:cases [-- --file CASES.csv]`: decides each row through the real actions and constraints on a scratch
 * database and prints CSV. Without a file: the project's own table. Exit 2 when the file cannot be read.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'csv-stringify/sync'
import { decideAll, columnsOut, readRows, textOf } from './cases-file.ts'
import { onScratch } from './scratch.ts'

const usage = '用法:npm run policy:cases [-- --file 文件.csv]'

function readFile(): string {
  const { values } = parseArgs({ options: { file: { type: 'string' } } })
  const path = values.file === undefined ? new URL('cases.csv', import.meta.url) : resolve(values.file)
  return textOf(readFileSync(path))
}

let rows: ReturnType<typeof readRows>
try {
  rows = readRows(readFile())
} catch (error) {
  console.error(`读不了这个文件:${error instanceof Error ? error.message : String(error)}\n${usage}`)
  process.exit(2)
}
const decided = await onScratch((scratch) => decideAll(scratch, rows))
process.stdout.write(stringify(decided, { header: true, columns: [...columnsOut] }))
