import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const ignored = ['**/node_modules/**', '.cache/**', '.data/**']
const all = globSync(['apps/**/*.test.ts', 'packages/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'], {
  exclude: (path) => path.includes('node_modules'),
})

/** Tests that use the helpers of apps/api/test run on a database; they are also run on PostgreSQL 15. */
function usesDatabase(file: string): boolean {
  const path = file.replaceAll('\\', '/')
  return path.startsWith('apps/api/test/') || /from '[^']*\/test\/[\w-]+\.ts'/.test(readFileSync(file, 'utf8'))
}

/** Tests of a whole platform: its own processes, its own PostgreSQL, once. */
const onPlatform = all.filter((file) => file.endsWith('.platform.test.ts'))
/** Tests in a real browser, or of the compiled mini-program: one platform and one browser for all, one after another. */
const inBrowser = all.filter((file) => file.endsWith('.browser.test.ts'))
const special = new Set([...onPlatform, ...inBrowser])
const onDatabase = all.filter((file) => usesDatabase(file) && !special.has(file))
const pure = all.filter((file) => !onDatabase.includes(file) && !special.has(file))

export default defineConfig({
  test: {
    env: { TZ: 'Asia/Shanghai' },
    // Servers are started in some; a limit only ends what hangs, also on a machine with other work.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // By itself it leaves one core to watching, which nobody does here.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'pure', include: pure, exclude: ignored } },
      {
        extends: true,
        test: { name: 'platform', include: onPlatform, exclude: ignored, testTimeout: 240_000, hookTimeout: 240_000 },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser,
          exclude: ignored,
          globalSetup: ['apps/e2e/browser/setup.ts'],
          // They share one clock.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          // Each test has a database, a clock and gateways of its own; loading the application anew for every file
          // was a quarter of the run.
          isolate: false,
          include: onDatabase,
          exclude: ignored,
          globalSetup: ['scripts/test-database.ts'],
        },
      },
    ],
  },
})
