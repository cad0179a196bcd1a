import type { FastifyInstance } from 'fastify'
import { builtFrontEnds, pageForNobody, serveFrontEnds, type FrontEnds } from './front-ends/index.ts'
import type { Registry } from './kernel/application.ts'
import { buildServer, type Authenticate } from './kernel/http/server.ts'
import { readMigrations } from './kernel/database/migrate.ts'
import { serveNews } from './kernel/news/server.ts'
import { lookUp } from './modules/identity/index.ts'
import { registerCallbacks } from './modules/payroll/index.ts'

async function readiness(registry: Registry): Promise<{ ready: boolean; reasons: string[] }> {
  const reasons: string[] = []
  try {
    const [row] = await registry.deps.db.named<{ n: number }>(
      'readyz',
      'select count(*)::int as n from schema_migrations',
    )
    const wanted = (await readMigrations()).length
    if ((row?.n ?? 0) < wanted) reasons.push(`database has ${row?.n ?? 0} of ${wanted} migrations`)
  } catch (error) {
    reasons.push(`database: ${error instanceof Error ? error.message : String(error)}`)
  }
  return { ready: reasons.length === 0, reasons }
}

/** Asked of the database when somebody looks: whichever process failed, its rows stand here. */
async function countWork(registry: Registry): Promise<void> {
  const { db, clock, metrics } = registry.deps
  const rows = await db.named<{ of: string; waiting: number; aside: number }>(
    'metrics-work',
    `select 'outbox' as of, count(*) filter (where set_aside_at is null and available_at <= $1)::int as waiting,
       count(*) filter (where set_aside_at is not null)::int as aside from outbox where done_at is null
     union all
     select 'due_rows', count(*) filter (where set_aside_at is null and due_at <= $1)::int,
       count(*) filter (where set_aside_at is not null)::int from due_rows
       where done_at is null and cancelled_at is null`,
    [clock.now()],
  )
  for (const row of rows) {
    metrics.work.set({ table: row.of, state: 'waiting' }, row.waiting)
    metrics.work.set({ table: row.of, state: 'setAside' }, row.aside)
  }
}

/** The http role: routes of the contract, health, metrics, the built front ends. */
export async function buildHttp(
  registry: Registry,
  authenticate: Authenticate,
  frontEnds: FrontEnds = builtFrontEnds,
): Promise<FastifyInstance> {
  return buildServer({
    registry,
    authenticate,
    notFound: pageForNobody,
    extend: async (server) => {
      await registerCallbacks(server, registry)
      server.get('/healthz', async () => ({ ok: true }))
      server.get('/readyz', async (_request, reply) => {
        const state = await readiness(registry)
        return reply.status(state.ready ? 200 : 503).send(state)
      })
      server.get('/metrics', async (_request, reply) => {
        await countWork(registry)
        const { registry: metrics } = registry.deps.metrics
        return reply.header('content-type', metrics.contentType).send(await metrics.metrics())
      })
      await serveNews(server, registry.deps, lookUp(registry.deps))
      await serveFrontEnds(server, frontEnds)
    },
  })
}
