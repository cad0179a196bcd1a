import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { startEmbeddedPostgres } from '../kernel/embedded-postgres/index.ts'
import { isAlive } from '../kernel/embedded-postgres/postmaster.ts'
import { claimDataDir, Refusal } from '../supervisor/claim.ts'
import { readSettings } from '../supervisor/settings.ts'

/** `alone`: the database was started here and serves nobody else. */
export type Place = { ownerUrl: string; schema: string; dataDir: string; alone: boolean; release(): Promise<void> }

const running = z.object({ ownerUrl: z.string(), schema: z.string(), pid: z.number() })

/**
 * The database of the demonstration: named by the starter, running, or started here for as long as it takes.
 * @throws Refusal for a production database, and where another process holds the data folder
 */
export async function findPlace(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Place> {
  if (env.WORLD === 'production' || env.DATABASE_URL) {
    throw new Refusal(
      'a production database is never seeded; unset DATABASE_URL to seed the demonstration / 生产环境不能写入演示数据',
    )
  }
  const settings = readSettings(env, [])
  const { schema, dataDir } = settings
  const nothing = async (): Promise<void> => undefined
  const shared = { schema, dataDir, alone: false, release: nothing }
  if (env.DATABASE_URL_OWNER) return { ownerUrl: env.DATABASE_URL_OWNER, ...shared }
  const file = join(dataDir, 'running.json')
  if (existsSync(file)) {
    const found = running.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (isAlive(found.pid)) return { ...shared, ownerUrl: found.ownerUrl, schema: found.schema }
  }
  const claim = claimDataDir(dataDir)
  try {
    const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log: say, bulk: true })
    const release = async (): Promise<void> => {
      try {
        await writeOut(server.superuserUrl)
      } finally {
        await server.stop()
        claim.release()
      }
    }
    return { ownerUrl: server.ownerUrl, schema, dataDir, alone: true, release }
  } catch (error) {
    claim.release()
    throw error
  }
}

/** A stop waits only so long: what a bulk load left in memory goes to the disk before it. */
async function writeOut(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
