// npm test: the checks, all tests, the pages in a browser, then the database tests once more on PostgreSQL 15.
// npm test -- PATH…: only those tests, on the project's own PostgreSQL.
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { type Counts, root, runSteps } from './check/run.ts'
import { steps } from './check/steps.ts'
import { folderInMemory } from './test/memory.ts'
import { ensureSystemPrograms } from './test/system.ts'
import { type Failures, countsOf } from './test/report.ts'

let current: ChildProcess | null = null
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    current?.kill(signal)
    // The next run removes what a killed run could not.
    process.exitCode = 130
    if (!current) process.exit(130)
  })
}

const inMemory = folderInMemory()
process.on('exit', () => {
  if (inMemory) rmSync(inMemory, { recursive: true, force: true })
})

/** Runs vitest with its own output and counts what it reports. */
async function vitest(name: string, args: readonly string[], env: Record<string, string>): Promise<Counts & Failures> {
  const report = join(root, '.cache', 'test-reports', `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const startedAtMs = performance.timeOrigin + performance.now()
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args], {
    cwd: root,
    env: { ...process.env, ...(inMemory && { TMPDIR: inMemory, TEST_FOLDER: inMemory }), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  current = child
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1))
    child.once('close', (status) => resolve(status ?? 1))
  })
  current = null
  if (process.exitCode === 130) process.exit(130)
  return countsOf(report, code, startedAtMs)
}

async function runEverything(): Promise<(Counts & Partial<Failures>)[]> {
  const { postgres15, chromium, missing } = ensureSystemPrograms()
  const counts: (Counts & Partial<Failures>)[] = []
  console.log('— checks')
  counts.push(await runSteps(steps))
  console.log('— tests')
  counts.push(await vitest('all', ['--project', 'pure', '--project', 'platform', '--project', 'database'], {}))
  if (chromium) {
    console.log('— pages in a browser')
    counts.push(await vitest('browser', ['--project', 'browser'], {}))
  }
  if (postgres15) {
    console.log('— database tests on PostgreSQL 15')
    counts.push(await vitest('postgres-15', ['--project', 'database'], { TEST_POSTGRES: '15' }))
  }
  for (const { what, wayOut, must } of missing) {
    console.log(`${must ? 'FAIL  ' : 'not run: '}${what} is missing; ${wayOut}`)
    if (must) counts.push({ passed: 0, failed: 1 })
  }
  return counts
}

const paths = process.argv.slice(2)
const counts = paths.length > 0 ? [await vitest('some', paths, {})] : await runEverything()
const passed = counts.reduce((sum, one) => sum + one.passed, 0)
const failed = counts.reduce((sum, one) => sum + one.failed, 0)
for (const failure of counts.flatMap((one) => one.failures ?? [])) console.log(`FAIL  ${failure}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
