import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPolicy } from '@linggong/policy'
import { createGateways } from './gateways/index.ts'
import { createRegistry, type Registry } from './kernel/application.ts'
import { systemClock, type Clock } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import type { Deps } from './kernel/context.ts'
import { createKeyring, parseKeys } from './kernel/crypto/keyring.ts'
import { registerRotation } from './kernel/crypto/rotation.ts'
import { openDatabase, type Database } from './kernel/database/database.ts'
import { demonstrationClock } from './kernel/demonstration/clock.ts'
import { registerHousekeeping } from './kernel/housekeeping/housekeeping.ts'
import { randomIds } from './kernel/ids.ts'
import { createLog } from './kernel/log.ts'
import { createMetrics } from './kernel/metrics.ts'
import { createTell } from './kernel/news/news.ts'
import { createFileStore } from './kernel/storage/object-store.ts'
import { registerModules } from './modules.ts'

export const policyPacks = fileURLToPath(new URL('../../../policy-packs', import.meta.url))

/** One NOTIFY for many commits: the workers also look by themselves, so none need be sent for safety. */
export function createWake(db: Database): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      db.pool.query('notify linggong_work').catch(() => undefined)
    }, 3).unref()
  }
}

function sandboxFollows(sandboxUrl: string | null): (now: Date) => Promise<void> {
  return async (now) => {
    if (!sandboxUrl) return
    const response = await fetch(`${sandboxUrl}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: now.toISOString() }),
      signal: AbortSignal.timeout(5_000),
    })
    if (!response.ok) throw new Error(`the sandbox did not follow the clock: ${response.status}`)
  }
}

/** Builds what every role needs, from its configuration. */
export function createDeps(config: Config): Deps {
  const log = createLog(config.role)
  const db = openDatabase({
    url: config.databaseUrl,
    schema: config.schema,
    log,
    maxConnections: config.maxConnections,
    applicationName: `linggong-${config.role}`,
  })
  const clock: Clock =
    config.world === 'demonstration' ? demonstrationClock(db, sandboxFollows(config.sandboxUrl)) : systemClock
  return {
    db,
    clock,
    ids: randomIds,
    config,
    keyring: createKeyring(parseKeys(config.fieldKeys), parseKeys(config.indexKeys)),
    policy: loadPolicy(policyPacks),
    gateways: createGateways(config.gateways, { clock: () => clock.now(), fetch, log }),
    objects: createFileStore(join(config.dataDir, 'objects')),
    log,
    metrics: createMetrics(config.role, { process: true }),
    wake: createWake(db),
    tell: createTell(db, config.schema),
  }
}

export function createApplication(deps: Deps): Registry {
  const registry = createRegistry(deps)
  registerHousekeeping(registry)
  registerRotation(registry)
  registerModules(registry)
  return registry
}
