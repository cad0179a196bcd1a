import { setTimeout as pause } from 'node:timers/promises'

import { type EmbeddedPostgres, startEmbeddedPostgres } from '../kernel/embedded-postgres/index.ts'

export type KeptDatabase = { server: EmbeddedPostgres; stop(): Promise<void> }

const firstPauseMs = 500
const longestPauseMs = 10_000

/** Starts the demonstration's PostgreSQL and starts it again, on the same port, should it end by itself. */
export async function keepDatabase(dataDir: string, say: (line: string) => void): Promise<KeptDatabase> {
  let stopping = false
  let server = await startEmbeddedPostgres({ dataDir, log: say })

  async function watch(): Promise<void> {
    while (!stopping) {
      await server.exited
      if (stopping) return
      say('postgres ended; starting it again')
      await startAgain()
    }
  }

  async function startAgain(): Promise<void> {
    for (let pauseMs = firstPauseMs; !stopping; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        server = await startEmbeddedPostgres({ dataDir, port: server.port, log: say })
        say('postgres is running again')
        return
      } catch (error) {
        say(`postgres could not start: ${error instanceof Error ? error.message : String(error)}`)
        await pause(pauseMs)
      }
    }
  }
  void watch()

  return {
    server,
    async stop() {
      stopping = true
      await server.stop()
    },
  }
}
