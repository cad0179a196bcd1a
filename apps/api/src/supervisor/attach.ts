import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

import { isAlive } from '../kernel/embedded-postgres/postmaster.ts'
import { startEmbeddedPostgres } from '../kernel/embedded-postgres/index.ts'

const runningFile = z.object({
  url: z.string(),
  sandboxUrl: z.string().nullable(),
  ownerUrl: z.string(),
  appUrl: z.string(),
  schema: z.string(),
  pid: z.number(),
})

/** Addresses of the platform `npm start` runs on this data folder. */
export type Running = z.infer<typeof runningFile>

/** The platform running on this data folder (default: DATA_DIR, .data), or null. */
export function findRunning(dataDir = process.env.DATA_DIR ?? '.data'): Running | null {
  const file = join(resolve(dataDir), 'running.json')
  if (!existsSync(file)) return null
  const running = runningFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  return isAlive(running.pid) ? running : null
}

export type AttachedDatabase = { ownerUrl: string; appUrl: string; schema: string; release(): Promise<void> }

/**
 * The database for a command: the one of DATABASE_URL_OWNER (or DATABASE_URL) and DATABASE_URL_APP, else the
 * demonstration's, which is started when it does not run and stopped again by `release`.
 * @throws Error with one sentence naming the way out
 */
export async function attachDatabase(env: NodeJS.ProcessEnv = process.env): Promise<AttachedDatabase> {
  const schema = env.DB_SCHEMA ?? 'ningde'
  const ownerUrl = env.DATABASE_URL_OWNER ?? env.DATABASE_URL
  if (ownerUrl) {
    if (!env.DATABASE_URL_APP) throw new Error('DATABASE_URL_APP is missing: the address for the application account')
    return { ownerUrl, appUrl: env.DATABASE_URL_APP, schema, release: async () => undefined }
  }
  const server = await startEmbeddedPostgres({ dataDir: join(resolve(env.DATA_DIR ?? '.data'), 'postgres') })
  return {
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
    schema,
    release: async () => {
      if (!server.takenUp) await server.stop()
    },
  }
}
