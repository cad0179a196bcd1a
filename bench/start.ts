import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPlatform } from '../apps/api/test/platform.ts'

const coldLimitMs = 120_000
const warmLimitMs = 10_000

async function measure(dataDir: string): Promise<number> {
  const began = performance.now()
  const platform = await startPlatform({ dataDir, env: { FRONT_ENDS: 'on' } })
  const tookMs = Math.round(performance.now() - began)
  await platform.stop()
  return tookMs
}

/** Without it every front end counts as not built. */
const buildStamps = fileURLToPath(new URL('../.cache/front-ends', import.meta.url))

/**
 * Cold: empty data folder, packages installed (database, migrations, seed, pages built, sandbox, roles). Warm: the
 * same again, with nothing to seed and nothing to build.
 */
export async function run(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linggong-bench-start-'))
  rmSync(buildStamps, { recursive: true, force: true })
  try {
    const coldMs = await measure(dataDir)
    const warmMs = await measure(dataDir)
    console.log(`first start (packages installed): ${(coldMs / 1000).toFixed(1)} s, aim < ${coldLimitMs / 1000} s`)
    console.log(`later start: ${(warmMs / 1000).toFixed(1)} s, aim < ${warmLimitMs / 1000} s`)
    console.log(JSON.stringify({ coldMs, warmMs }))
    return coldMs < coldLimitMs && warmMs < warmLimitMs ? 0 : 1
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
