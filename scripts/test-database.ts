import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

import {
  APP_ROLE,
  OWNER_ROLE,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  startSystemPostgres15,
} from '../apps/api/src/kernel/embedded-postgres/index.ts'
import { isAlive } from '../apps/api/src/kernel/embedded-postgres/postmaster.ts'
import { startSandbox } from '../apps/sandbox/src/main.ts'
import { migrate } from '../apps/api/src/kernel/database/migrate.ts'

/** What a database test gets by `inject('pg')`: one server for the run, and a migrated template to copy. */
export type TestPostgres = {
  host: string
  port: number
  /** Server major version: 18, or 15 in the second run. */
  major: number
  /** Superuser on database `postgres`: makes and drops databases. */
  superuserUrl: string
  ownerRole: string
  ownerPassword: string
  appRole: string
  appPassword: string
  /** Copy it: `create database x owner <ownerRole> template <template> strategy file_copy`. */
  template: string
  /** The city's schema in the template. */
  schema: string
}

declare module 'vitest' {
  interface ProvidedContext {
    pg: TestPostgres
  }
}

/** Beside what else the run throws away if that has a place of its own (scripts/test/memory.ts). */
const clusters = process.env.TEST_FOLDER
  ? join(process.env.TEST_FOLDER, 'test-postgres')
  : fileURLToPath(new URL('../.cache/test-postgres', import.meta.url))
const template = 'linggong_template'
const schema = 'ningde'

/** Key pairs of the sandbox take most of a second to make: once, copied by each test's own sandbox. */
async function makeSandboxKeys(): Promise<void> {
  const folder = fileURLToPath(new URL('../.cache/test-sandbox', import.meta.url))
  if (existsSync(join(folder, 'gateways.json'))) return
  await (await startSandbox({ port: 0, dataDir: folder })).close()
}

/** Clusters of runs that were killed are stopped and removed by the next run. */
async function sweepDeadRuns(): Promise<void> {
  if (!existsSync(clusters)) return
  for (const name of readdirSync(clusters)) {
    if (!isAlive(Number(name))) await removeEmbeddedPostgres(join(clusters, name))
  }
}

async function makeTemplate(superuserUrl: string, ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(`create database ${template} owner ${OWNER_ROLE} template template0`)
    await migrate({ ownerUrl: inDatabase(ownerUrl, template), schema, appRole: APP_ROLE })
  } finally {
    await client.end()
  }
}

function inDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** Global set-up of the database tests (vitest.config.ts): a server without fsync, the template, removal at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(clusters, { recursive: true })
  await sweepDeadRuns()
  await makeSandboxKeys()
  const dataDir = join(clusters, String(process.pid))
  const start = process.env.TEST_POSTGRES === '15' ? startSystemPostgres15 : startEmbeddedPostgres
  const server = await start({ dataDir, fsync: false, maxConnections: 300 })
  const remove = (): Promise<void> => removeEmbeddedPostgres(dataDir)
  try {
    await makeTemplate(server.superuserUrl, server.ownerUrl)
  } catch (error) {
    await remove()
    throw error
  }
  project.provide('pg', {
    host: '127.0.0.1',
    port: server.port,
    major: server.major,
    superuserUrl: server.superuserUrl,
    ownerRole: OWNER_ROLE,
    ownerPassword: decodeURIComponent(new URL(server.ownerUrl).password),
    appRole: APP_ROLE,
    appPassword: decodeURIComponent(new URL(server.appUrl).password),
    template,
    schema,
  })
  return remove
}
