import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import type { Platform } from './platform.ts'

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    // Gone between listing and looking, or another user's.
    return []
  }
}

/** Process id of one role of this platform (Linux). */
export function roleProcess(platform: Platform, role: 'http' | 'worker' | 'dispatcher'): number {
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const env = environmentOf(pid)
    if (env.includes(`ROLE=${role}`) && env.includes(`DATA_DIR=${platform.dataDir}`)) return pid
  }
  throw new Error(`no ${role} process of this platform`)
}

/** Process id of the platform's PostgreSQL: the parent of whoever answers. */
export async function postgresProcess(platform: Platform): Promise<number> {
  const client = new pg.Client({ connectionString: platform.appUrl })
  // Its own server is about to be killed under it.
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const status = readFileSync(`/proc/${rows[0]!.pid}/status`, 'utf8')
  await client.end()
  return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1])
}
