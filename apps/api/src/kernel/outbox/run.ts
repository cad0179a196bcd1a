import { sealAudit } from '../audit/seal.ts'
import type { Registry } from '../application.ts'
import { listen } from '../database/listen.ts'
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
  const listener = await listen({
    url: options.listenUrl,
    channel: 'linggong_work',
    log: deps.log,
    onPayload: wake,
    onReturn: wake,
  })

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
