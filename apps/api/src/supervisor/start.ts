import { claimDataDir, Refusal } from './claim.ts'
import { createTeardown } from './teardown.ts'
import { readSettings } from './settings.ts'
import { startWorld } from './world.ts'

const say = (line: string): void => console.log(line)
const teardown = createTeardown()

async function main(): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2))
  const claim = claimDataDir(settings.dataDir)
  await teardown.add('data folder', async () => claim.release())
  await startWorld(settings, claim.afterCrash, teardown, say)
}

const starting = main()

/** Longer than every step of the teardown may take by itself. */
const longestStopMs = 90_000

let leaving = false
async function leave(code: number): Promise<void> {
  if (leaving) return
  leaving = true
  setTimeout(() => {
    console.error('failed: something did not stop in time; the next start takes up what is left')
    process.exit(1)
  }, longestStopMs).unref()
  await teardown.run()
  // Whatever the start was in the middle of ends now by itself; wait for it to have cleaned up.
  await starting.catch(() => undefined)
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!leaving) say('stopping / 正在停止')
    void leave(0)
  })
}
// The command that started us is gone, perhaps killed outright.
process.on('disconnect', () => void leave(0))

try {
  await starting
} catch (error) {
  if (!leaving) {
    const message = error instanceof Error ? error.message : String(error)
    console.error(`failed: ${message}`)
    if (!(error instanceof Refusal) && process.env.DEBUG) console.error(error)
    await leave(1)
  }
}
