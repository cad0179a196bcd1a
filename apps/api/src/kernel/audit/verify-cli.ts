import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openDatabase } from '../database/database.ts'
import { silentLog } from '../log.ts'
import { verifyAudit } from './verify.ts'

/** Recomputes the audit chain of the running platform, or of the database named by DATABASE_URL_APP. */
function databaseUrl(): { url: string; schema: string } | undefined {
  if (process.env.DATABASE_URL_APP) {
    return { url: process.env.DATABASE_URL_APP, schema: process.env.DB_SCHEMA ?? 'ningde' }
  }
  const file = join(resolve(process.env.DATA_DIR ?? '.data'), 'running.json')
  if (!existsSync(file)) return undefined
  const running = JSON.parse(readFileSync(file, 'utf8')) as { appUrl: string; schema: string }
  return { url: running.appUrl, schema: running.schema }
}

const where = databaseUrl()
if (!where) {
  console.error('没有正在运行的平台。请先运行 npm start,或设置 DATABASE_URL_APP。')
  process.exit(2)
}
const db = openDatabase({ ...where, log: silentLog, maxConnections: 2 })
const report = await verifyAudit(db)
await db.close()
console.log(`封存 ${report.blocks} 段,共 ${report.sealedEntries} 条;等待封存 ${report.unsealedEntries} 条。`)
for (const problem of report.problems) console.log(`问题:${problem}`)
if (report.problems.length === 0) console.log('记录链完整,没有发现改动。')
console.log(JSON.stringify(report))
process.exit(report.problems.length === 0 ? 0 : 1)
