import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  debianPostgres15,
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  startSystemPostgres15,
} from './index.ts'
import { stopPostmaster, waitUntilGone } from './postmaster.ts'

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const starters = [{ name: 'the PostgreSQL of the package', start: startEmbeddedPostgres, mode: 0o700 }]
if (debianPostgres15()) starters.push({ name: 'PostgreSQL 15 of Debian', start: startSystemPostgres15, mode: 0o755 })

describe.each(starters)('$name', ({ start, mode }) => {
  // A folder name with a space and Chinese, as a checkout may have.
  const home = mkdtempSync(join(tmpdir(), 'linggong 零工 '))
  // A private home is out of reach for the account PostgreSQL runs as when we are root.
  chmodSync(home, mode)
  const dataDir = join(home, 'data')
  const lines: string[] = []
  let server: EmbeddedPostgres

  beforeAll(async () => {
    server = await start({ dataDir, log: (line) => lines.push(line) })
  })

  afterAll(async () => {
    await removeEmbeddedPostgres(dataDir)
    await server.exited
    rmSync(home, { recursive: true, force: true })
  })

  test('the application account owns nothing and is held by row-level security', async () => {
    const roles = await query(
      server.superuserUrl,
      `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles
       where rolname like 'linggong%' order by rolname`,
    )
    const limits = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }
    expect(roles).toEqual([
      { rolname: 'linggong_app', ...limits },
      { rolname: 'linggong_owner', ...limits },
    ])
    await expect(query(server.appUrl, 'create table mine (id int)')).rejects.toThrow(/permission denied/)
    await expect(query(server.ownerUrl, 'create table ours (id int)')).resolves.toEqual([])
  })

  test('it asks for a password and listens on this machine only', async () => {
    const withoutPassword = server.appUrl.replace(/:[^:@]+@/, ':wrong@')
    await expect(query(withoutPassword, 'select 1')).rejects.toThrow(/password authentication failed/)
    const [settings] = await query(
      server.superuserUrl,
      `select current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding`,
    )
    expect(settings).toEqual({ addresses: '127.0.0.1', encoding: 'UTF8' })
    expect(statSync(join(dataDir, 'passwords.json')).mode & 0o077).toBe(0)
  })

  test.runIf(process.getuid?.() === 0)('as root it keeps the cluster where the server account can reach it', () => {
    expect(existsSync(join(dataDir, 'cluster'))).toBe(mode === 0o755)
    expect(lines.some((line) => line.includes('under a private folder'))).toBe(mode === 0o700)
  })

  test('a server left running is taken up', async () => {
    const again = await start({ dataDir })
    expect(again).toMatchObject({ pid: server.pid, port: server.port, takenUp: true })
  })

  test('a server killed outright starts again with what was committed', async () => {
    await query(server.ownerUrl, `create table kept as select 'committed' as word`)
    process.kill(server.pid, 'SIGKILL')
    await waitUntilGone(server.pid, 10_000)
    server = await start({ dataDir, port: server.port })
    expect(server.takenUp).toBe(false)
    expect(await query(server.ownerUrl, 'select word from kept')).toEqual([{ word: 'committed' }])
  })

  test('stopped and started again it has the same passwords', async () => {
    const before = server.appUrl
    await server.stop()
    server = await start({ dataDir, port: server.port })
    expect(server.appUrl).toBe(before)
    await stopPostmaster(server.pid)
    await server.exited
    server = await start({ dataDir })
    expect(await query(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
