import { authenticate } from './modules/identity/index.ts'
import { createApplication, createDeps } from './compose.ts'
import { buildHttp } from './http-role.ts'
import { readConfig } from './kernel/config.ts'
import type { Deps } from './kernel/context.ts'
import { scheduleHousekeeping } from './kernel/housekeeping/housekeeping.ts'
import { runWorker } from './kernel/outbox/run.ts'
import { unitOfWork } from './kernel/unit-of-work.ts'
import { runDispatcher } from './modules/dispatch/index.ts'
import { scheduleStanding } from './modules/payroll/index.ts'
import { scheduleCalls } from './modules/reports/index.ts'
import { scheduleReindex } from './modules/postings/index.ts'

/** One program, three roles: the environment says which. */
const config = readConfig()
const deps = createDeps(config)
const registry = createApplication(deps)

async function refreshClock(target: Deps): Promise<void> {
  if ('refresh' in target.clock) await (target.clock as { refresh(): Promise<void> }).refresh()
}
await refreshClock(deps)

type Running = { url?: string; stop(): Promise<void> }

async function startHttp(): Promise<Running> {
  const server = await buildHttp(registry, authenticate(deps))
  await server.listen({ host: config.host, port: config.port, backlog: 4_096 })
  const timer = setInterval(() => void refreshClock(deps).catch(() => undefined), 1_000)
  return {
    url: config.publicUrl,
    stop: async () => {
      clearInterval(timer)
      await server.close()
    },
  }
}

const startup = {
  actor: { kind: 'system', name: 'start' },
  channel: 'platform',
  requestId: deps.ids.next(deps.clock.now()),
  scope: { system: true },
} as const

async function start(): Promise<Running> {
  if (config.role === 'http') return startHttp()
  if (config.role === 'dispatcher') {
    return runDispatcher(deps, { listenUrl: config.databaseUrl, beforeRound: () => refreshClock(deps) })
  }
  await unitOfWork(deps, startup, async (ctx) => {
    scheduleHousekeeping(ctx)
    scheduleReindex(ctx)
    await scheduleStanding(ctx)
    scheduleCalls(ctx)
  })
  return runWorker(registry, { listenUrl: config.databaseUrl, beforeRound: () => refreshClock(deps) })
}

const running = await start()
deps.log.info({ role: config.role, url: running.url }, 'ready')
process.send?.({ ready: true, ...(running.url && { url: running.url }) })

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await running.stop()
  await deps.db.close()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.on('disconnect', () => void stop())
