import pg from 'pg'
import type { Log } from '../log.ts'

const againMs = 1_000

export type Listener = { close(): Promise<void> }

/**
 * One connection that listens on a channel and comes back when it is lost. `onReturn` runs after each loss:
 * what was said meanwhile has not been heard. Throws where the first connection fails.
 */
export async function listen(options: {
  url: string
  channel: 'linggong_work' | 'linggong_news'
  log: Log
  onPayload: (payload: string) => void
  onReturn?: () => void
}): Promise<Listener> {
  let closed = false
  let client: pg.Client | undefined
  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: options.url, application_name: 'linggong-listen' })
    next.on('notification', (message) => options.onPayload(message.payload ?? ''))
    next.on('error', (error) => {
      options.log.warn({ err: error.message, channel: options.channel }, 'listener lost, polling goes on')
      if (client === next) client = undefined
      comeBack()
    })
    await next.connect()
    await next.query(`listen ${options.channel}`)
    if (closed) await next.end()
    else client = next
  }
  function comeBack(): void {
    if (closed || client) return
    setTimeout(() => {
      if (closed || client) return
      connect().then(
        () => options.onReturn?.(),
        () => comeBack(),
      )
    }, againMs).unref()
  }
  await connect()
  return {
    async close() {
      closed = true
      await client?.end()
    },
  }
}
