import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPolicy } from '@linggong/policy'
import { policyPacks } from '../../src/compose.ts'
import type { Deps } from '../../src/kernel/context.ts'
import { createKeyring, newKey, parseKeys } from '../../src/kernel/crypto/keyring.ts'
import { openDatabase } from '../../src/kernel/database/database.ts'
import { migrate } from '../../src/kernel/database/migrate.ts'
import { fixedClock } from '../../src/kernel/clock.ts'
import { APP_ROLE, removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/kernel/embedded-postgres/index.ts'
import { randomIds } from '../../src/kernel/ids.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { createMetrics } from '../../src/kernel/metrics.ts'
import { createFileStore } from '../../src/kernel/storage/object-store.ts'

/** Nothing outside is asked on a scratch database: whoever tries is told. */
const nobodyOutside = new Proxy({} as Deps['gateways'], {
  get: (_target, name) => {
    throw new Error(`a scratch database has no gateway ${String(name)}`)
  },
})

/** What actions need, on the application's own role of a migrated database. */
export function scratchDeps(appUrl: string, schema: string, folder: string) {
  const clock = fixedClock('2026-01-01T10:00:00+08:00')
  const key = newKey('s1')
  const db = openDatabase({ url: appUrl, schema, log: silentLog, maxConnections: 2 })
  const deps: Deps = {
    db,
    clock,
    ids: randomIds,
    config: {
      world: 'demonstration',
      role: 'worker',
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://linggong.test',
      databaseUrl: appUrl,
      schema,
      dataDir: folder,
      fieldKeys: key,
      indexKeys: key,
      sessionSecret: '',
      maxConnections: 2,
      gateways: {} as Deps['config']['gateways'],
      sandboxUrl: null,
      trustedProxies: [],
    },
    keyring: createKeyring(parseKeys(key), parseKeys(key)),
    policy: loadPolicy(policyPacks),
    gateways: nobodyOutside,
    objects: createFileStore(join(folder, 'objects')),
    log: silentLog,
    metrics: createMetrics('scratch'),
    wake: () => undefined,
    tell: () => undefined,
  }
  return { deps, clock }
}

/** A PostgreSQL of its own, migrated, gone when `work` has ended. */
export async function onScratch<T>(work: (scratch: ReturnType<typeof scratchDeps>) => Promise<T>): Promise<T> {
  const cache = fileURLToPath(new URL('../../../../.cache', import.meta.url))
  const folder = mkdtempSync(join(cache, 'scratch-'))
  const dataDir = join(folder, 'postgres')
  const server = await startEmbeddedPostgres({ dataDir, fsync: false })
  try {
    await migrate({ ownerUrl: server.ownerUrl, schema: 'ningde', appRole: APP_ROLE })
    const scratch = scratchDeps(server.appUrl, 'ningde', folder)
    try {
      return await work(scratch)
    } finally {
      await scratch.deps.db.close()
    }
  } finally {
    await server.stop()
    await removeEmbeddedPostgres(dataDir)
    rmSync(folder, { recursive: true, force: true })
  }
}
