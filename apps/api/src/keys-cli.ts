// npm run keys:rotate: brings every encrypted value under the newest keys; may run beside the live platform.
import { createApplication, createDeps } from './compose.ts'
import { readConfig } from './kernel/config.ts'
import { rotateKeys } from './kernel/crypto/rotation.ts'

async function run(): Promise<void> {
  const deps = createDeps(readConfig())
  const counts = new Map<string, number>()
  const say = (table: string): void => console.log(`  ${table}:${counts.get(table) ?? 0} 行已换`)
  let at: string | undefined
  try {
    const total = await rotateKeys(deps, createApplication(deps), (table, rotated) => {
      if (at !== undefined && at !== table) say(at)
      at = table
      counts.set(table, (counts.get(table) ?? 0) + rotated)
    })
    if (at !== undefined) say(at)
    console.log(`换好了,共 ${total} 行。现在可以从 FIELD_KEYS、INDEX_KEYS 里去掉旧钥匙(见 docs/operations.md)。`)
  } finally {
    await deps.db.close()
  }
}

run().catch((error: unknown) => {
  console.error(`没有换完,已换的不丢,改好后再运行一次:${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
})
