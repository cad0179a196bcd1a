import pg from 'pg'
import { sealAudit } from '../audit/seal.ts'
import type { Registry } from '../application.ts'
import { workDueRows, workOutbox } from './worker.ts'

const pollMs = 500
const sealEveryMs = 2_000

export type RunningWorker = { stop(): Promise<void> }

/**
 * The loop of the worker role: woken by NOTIFY, with polling behind it. One at a time per process;
 * several processes share the rows by `skip locked`.
 */
export async function runWorker(
  registry: Registry,
  options: { listenUrl: string; beforeRound?: () => Promise<void> },
): Promise<RunningWorker> {
  const { deps } = registry
  let stopping = false
  let ring: () => void = () => undefined
  let rung = false
  const wake = () => {
    rung = true
    ring()
  }
  const listener = await listen(options.listenUrl, wake, registry)

  const loop = (async () => {
    let sealedAt = -sealEveryMs
    while (!stopping) {
      let worked = 0
      try {
        await options.beforeRound?.()
        worked += await workOutbox(registry)
        worked += await workDueRows(registry)
        if (performance.now() - sealedAt > sealEveryMs) {
          await sealAudit(deps)
          sealedAt = performance.now()
        }
      } catch (error) {
        deps.log.error({ err: error instanceof Error ? error.message : String(error) }, 'worker round failed')
      }
      if (worked > 0) continue
      if (rung) {
        rung = false
        continue
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs)
        ring = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      rung = false
    }
  })()

  return {
    async stop() {
      stopping = true
      wake()
      await loop
      await listener.close()
    },
  }
}

async function listen(url: string, wake: () => void, registry: Registry): Promise<{ close(): Promise<void> }> {
  let closed = false
  let client: pg.Client | undefined
  const connect = async () => {
    const next = new pg.Client({ connectionString: url, application_name: 'linggong-listen' })
    next.on('notification', wake)
    next.on('error', (error) => {
      registry.deps.log.warn({ err: error.message }, 'listener lost, polling goes on')
      if (!closed) setTimeout(() => void connect().catch(() => undefined), 1_000).unref()
    })
    await next.connect()
    await next.query('listen linggong_work')
    client = next
  }
  await connect()
  return {
    async close() {
      closed = true
      await client?.end()
    },
  }
}
