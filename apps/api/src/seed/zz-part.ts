import { loadPolicy } from '@linggong/policy'
import { policyPacks } from '../compose.ts'
import { businessDay } from '../kernel/clock.ts'
import { createKeyring, parseKeys } from '../kernel/crypto/keyring.ts'
import { migrate } from '../kernel/database/migrate.ts'
import { APP_ROLE, startEmbeddedPostgres } from '../kernel/embedded-postgres/index.ts'
import { demonstrationKeys } from '../supervisor/settings.ts'
import { connectOwner, seed } from './seed.ts'
const dataDir = '/tmp/seedtest'
const server = await startEmbeddedPostgres({ dataDir: dataDir + '/postgres' })
const c = await connectOwner(server.ownerUrl, 'ningde')
await c.query('drop schema if exists ningde cascade'); await migrate({ ownerUrl: server.ownerUrl, schema: 'ningde', appRole: APP_ROLE })
const keys = demonstrationKeys(dataDir)
const now = new Date('2026-11-23T07:00:00+08:00')
const cpu = process.cpuUsage()
const done = await seed({ ownerUrl: server.ownerUrl, schema: 'ningde', dataDir, scale: 'city', frame: { policy: loadPolicy(policyPacks), keyring: createKeyring(parseKeys(keys.FIELD_KEYS!), parseKeys(keys.INDEX_KEYS!)), today: businessDay(now), now }, say: console.log, monotonicMs: () => performance.now(), shrink: Number(process.argv[2] ?? 20) })
console.log(done.seconds, done.slowest, 'node cpu', process.cpuUsage(cpu).user / 1e6)
await c.end(); await server.stop()
