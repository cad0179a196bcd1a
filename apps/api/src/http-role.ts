import type { FastifyInstance } from 'fastify'
import type { Registry } from './kernel/application.ts'
import { buildServer, type Authenticate } from './kernel/http/server.ts'
import { readMigrations } from './kernel/database/migrate.ts'
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

/** The http role: routes of the contract, health, metrics. */
export async function buildHttp(registry: Registry, authenticate: Authenticate): Promise<FastifyInstance> {
  return buildServer({
    registry,
    authenticate,
    extend: async (server) => {
      await registerCallbacks(server, registry)
      server.get('/healthz', async () => ({ ok: true }))
      server.get('/readyz', async (_request, reply) => {
        const state = await readiness(registry)
        return reply.status(state.ready ? 200 : 503).send(state)
      })
      server.get('/metrics', async (_request, reply) => {
        const { registry: metrics } = registry.deps.metrics
        return reply.header('content-type', metrics.contentType).send(await metrics.metrics())
      })
    },
  })
}
