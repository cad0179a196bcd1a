import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allEndpoints, type AllEndpoints, type EndpointName, type ReceivedOf, type RequestOf } from '@linggong/contract'
import { loadPolicy } from '@linggong/policy'
import type { FastifyInstance } from 'fastify'
import { createApplication, policyPacks } from '../src/compose.ts'
import { buildHttp } from '../src/http-role.ts'
import type { Registry } from '../src/kernel/application.ts'
import { fixedClock } from '../src/kernel/clock.ts'
import type { Config } from '../src/kernel/config.ts'
import type { Ctx, Deps } from '../src/kernel/context.ts'
import { createKeyring, newKey, parseKeys } from '../src/kernel/crypto/keyring.ts'
import { openDatabase } from '../src/kernel/database/database.ts'
import { countingIds } from '../src/kernel/ids.ts'
import { silentLog, type Log } from '../src/kernel/log.ts'
import { createMetrics } from '../src/kernel/metrics.ts'
import { createTell } from '../src/kernel/news/news.ts'
import { workDueRows, workOutbox } from '../src/kernel/outbox/worker.ts'
import type { Scope } from '../src/kernel/scope.ts'
import { createFileStore } from '../src/kernel/storage/object-store.ts'
import { unitOfWork } from '../src/kernel/unit-of-work.ts'
import { createDispatcher } from '../src/modules/dispatch/index.ts'
import { authenticate } from '../src/modules/identity/index.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { testOutside, type TestOutside } from './gateways.ts'

/** A morning in Ningde on which the 2024-3 policy is in force. */
export const testNow = '2026-11-18T07:00:00+08:00'

export type { TestOutside } from './gateways.ts'

export type Answered<N extends EndpointName> =
  | { ok: true; status: number; body: ReceivedOf<AllEndpoints[N]> }
  | {
      ok: false
      status: number
      body: { code: string; message: string; problems: Array<{ path: string; code: string; message: string }> }
    }

export type TestApp = {
  deps: Deps
  registry: Registry
  database: TestDatabase
  /** The outside world: the sandbox, over HTTP. */
  outside: TestOutside
  server: FastifyInstance
  clock: ReturnType<typeof fixedClock>
  /** Calls an endpoint as the holder of this session token. Each call is a request of its own unless `key` is given. */
  call<N extends EndpointName>(
    name: N,
    request: RequestOf<AllEndpoints[N]>,
    as?: { token?: string; key?: string; channel?: string },
  ): Promise<Answered<N>>
  /** The same, failing the test when it is refused. */
  must<N extends EndpointName>(
    name: N,
    request: RequestOf<AllEndpoints[N]>,
    as?: { token?: string; key?: string; channel?: string },
  ): Promise<ReceivedOf<AllEndpoints[N]>>
  /** Runs events and deadlines until nothing is due at the clock's present. */
  drain(): Promise<void>
  /** Moves the clock from deadline to deadline up to `to`, running each at its own time. */
  advanceTo(to: string): Promise<void>
  /** A transaction of the platform itself, or of the given scope. */
  within<T>(work: (ctx: Ctx) => Promise<T>, scope?: Scope): Promise<T>
  close(): Promise<void>
}

function testConfig(database: TestDatabase, dataDir: string, gateways: Config['gateways']): Config {
  return {
    world: 'demonstration',
    role: 'http',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://linggong.test',
    databaseUrl: database.appUrl,
    schema: database.schema,
    dataDir,
    fieldKeys: newKey('t1'),
    indexKeys: newKey('t1'),
    sessionSecret: 'test-session-secret',
    maxConnections: 6,
    gateways,
    sandboxUrl: null,
    trustedProxies: [],
  }
}

async function openFront(): Promise<{ http: Server; url: string }> {
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

/** `log` takes what would be logged, for tests that read it; `holdsMarket: false` leaves dispatch to the test's own. */
export async function testApp(options: { now?: string; log?: Log; holdsMarket?: boolean } = {}): Promise<TestApp> {
  const log = options.log ?? silentLog
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'linggong-test-'))
  const clock = fixedClock(options.now ?? testNow)
  // Open before the application is built: the sandbox must know where to send its notices.
  const front = await openFront()
  const outside = await testOutside(join(dataDir, 'sandbox'), clock, front.url, log)
  const config = testConfig(database, dataDir, outside.config)
  const db = openDatabase({ url: database.appUrl, schema: database.schema, log, maxConnections: 6 })
  const deps: Deps = {
    db,
    clock,
    ids: countingIds(),
    config,
    keyring: createKeyring(parseKeys(config.fieldKeys), parseKeys(config.indexKeys)),
    policy: loadPolicy(policyPacks),
    gateways: outside.gateways,
    objects: createFileStore(join(dataDir, 'objects')),
    log,
    metrics: createMetrics('test'),
    wake: () => undefined,
    tell: createTell(db, config.schema),
  }
  const registry = createApplication(deps)
  const dispatcher = createDispatcher(deps)
  const server = await buildHttp(registry, authenticate(deps))
  await server.ready()
  front.http.on('request', (request, response) => server.server.emit('request', request, response))

  let requests = 0
  async function call<N extends EndpointName>(
    name: N,
    request: RequestOf<AllEndpoints[N]>,
    as: { token?: string; key?: string; channel?: string } = {},
  ): Promise<Answered<N>> {
    const endpoint = allEndpoints[name]
    const { params, query, body } = request as {
      params?: Record<string, string>
      query?: Record<string, unknown>
      body?: unknown
    }
    const path = endpoint.path.replace(/:(\w+)/g, (_whole, part: string) => encodeURIComponent(String(params?.[part])))
    const search = new URLSearchParams()
    for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(key, String(value))
    requests += 1
    const response = await server.inject({
      method: endpoint.method,
      url: search.size > 0 ? `${path}?${search}` : path,
      headers: {
        ...(as.token && { authorization: `Bearer ${as.token}` }),
        ...(as.channel && { 'x-channel': as.channel }),
        ...(endpoint.method !== 'GET' && {
          'idempotency-key': as.key ?? `01900000-0000-7000-8000-${String(requests).padStart(12, '0')}`,
        }),
      },
      ...(endpoint.method !== 'GET' && { payload: (body ?? {}) as object }),
    })
    const json = response.headers['content-type']?.toString().includes('json')
    const parsed: unknown = json ? response.json() : response.rawPayload
    return { ok: response.statusCode < 400, status: response.statusCode, body: parsed } as Answered<N>
  }

  async function drain(): Promise<void> {
    for (let round = 0; round < 500; round++) {
      const worked =
        (await workOutbox(registry)) +
        (await workDueRows(registry)) +
        (options.holdsMarket === false ? 0 : await dispatcher.tick())
      if (worked === 0) {
        const [failed] = await db.named<{ last_error: string }>(
          'test-failed',
          `select last_error from outbox where done_at is null and last_error is not null
           union all select last_error from due_rows where done_at is null and last_error is not null limit 1`,
        )
        if (failed) throw new Error(`a handler failed: ${failed.last_error}`)
        return
      }
    }
    throw new Error('the outbox does not come to rest')
  }

  return {
    deps,
    registry,
    database,
    outside,
    server,
    clock,
    call,
    must: async (name, request, as) => {
      const answered = await call(name, request, as)
      if (!answered.ok) throw new Error(`${name} was refused: ${JSON.stringify(answered.body)}`)
      return answered.body
    },
    drain,
    async advanceTo(to) {
      const target = new Date(to)
      for (;;) {
        await drain()
        const [next] = await db.named<{ due_at: Date | null }>(
          'test-next-due',
          `select min(due_at) as due_at from due_rows
           where done_at is null and cancelled_at is null and set_aside_at is null`,
        )
        if (!next?.due_at || next.due_at > target) break
        if (next.due_at > clock.now()) clock.set(next.due_at.toISOString())
      }
      if (clock.now() < target) clock.set(to)
      await drain()
    },
    within: (work, scope) =>
      unitOfWork(
        deps,
        {
          actor: { kind: 'system', name: 'test' },
          channel: 'platform',
          requestId: 'test',
          scope: scope ?? { system: true },
        },
        work,
      ),
    async close() {
      await outside.close()
      front.http.closeAllConnections()
      await new Promise((resolve) => front.http.close(resolve))
      await server.close()
      await dispatcher.stop()
      await db.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
