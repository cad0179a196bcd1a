import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { installIfNeeded, npmCommand, Refusal, root, withLock } from '../install.mjs'
import { compressFolder } from './compress.ts'
import { type FrontEnd, frontEnds, hashOf } from './sources.ts'

export type Say = (line: string) => void

const stamps = join(root, '.cache', 'front-ends')
const tailLines = 30
const tickMs = 5_000

const stampOf = ({ script, folder }: FrontEnd): string => join(stamps, `${folder}-${script}`.replaceAll(/[/:]/g, '-'))

function isCurrent(one: FrontEnd, hash: string): boolean {
  const stamp = stampOf(one)
  return (
    existsSync(join(root, one.output, one.start)) && existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash
  )
}

/** Those of this checkout whose sources changed since they were built. */
export function outdated(list: readonly FrontEnd[] = frontEnds): FrontEnd[] {
  return list.filter((one) => existsSync(join(root, one.folder, 'package.json')) && !isCurrent(one, hashOf(one)))
}

/** What a test runner tells its own code would make bundlers build for tests. */
const ofTestRunners = ['VITEST', 'VITEST_MODE', 'TEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']

/** A build is the same whoever asks for it. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' }
  for (const name of ofTestRunners) delete env[name]
  return env
}

/** Runs its npm script; what it says is shown only when it fails. */
function runScript({ name, folder, script }: FrontEnd): Promise<void> {
  const [npm, before] = npmCommand()
  return new Promise((resolve, reject) => {
    const child = spawn(npm, [...before, 'run', '--silent', script], {
      cwd: join(root, folder),
      env: buildEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    const stop = (): void => void child.kill('SIGTERM')
    process.once('SIGTERM', stop).once('SIGINT', stop)
    child.once('error', (error) => reject(new Refusal(`npm cannot be run (${error.message})`)))
    child.once('close', (code, signal) => {
      process.off('SIGTERM', stop).off('SIGINT', stop)
      if (code === 0) return resolve()
      const lines = output.split('\n').filter((line) => line.trim() !== '')
      const tail = lines.slice(-tailLines).map((line) => `\n    ${line}`)
      reject(
        new Refusal(`${name} could not be built (npm run ${script} in ${folder}: ${signal ?? code})${tail.join('')}`),
      )
    })
  })
}

async function buildOne(one: FrontEnd, say: Say): Promise<void> {
  const hash = hashOf(one)
  if (isCurrent(one, hash)) return
  say(`building ${one.name} / 正在生成网页`)
  const startedAtMs = performance.now()
  const seconds = (): string => ((performance.now() - startedAtMs) / 1_000).toFixed(0)
  const tick = setInterval(() => say(`  building ${one.name}, ${seconds()} s`), tickMs)
  try {
    rmSync(stampOf(one), { force: true })
    await runScript(one)
    if (!existsSync(join(root, one.output, one.start))) {
      throw new Refusal(`${one.name}: the build ended well but left no ${one.output}/${one.start}`)
    }
    if (one.served) await compressFolder(join(root, one.output))
  } finally {
    clearInterval(tick)
  }
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stampOf(one), hash)
  say(`built ${one.name} in ${seconds()} s`)
}

/**
 * Builds those front ends of this checkout that are not built or whose sources changed, side by side, and installs
 * the mini-program's packages first. One build at a time in a checkout.
 * @throws Refusal with the end of the failed tool's output
 */
export async function buildFrontEnds(list: readonly FrontEnd[], say: Say): Promise<void> {
  if (outdated(list).length === 0) return
  await withLock(
    'front-ends',
    'waiting for another build of this checkout to finish / 等待另一个构建完成',
    async () => {
      const wanted = outdated(list)
      const folders = [...new Set(wanted.map(({ folder }) => folder))]
      // Two scripts of one folder would write into one another's caches.
      const lanes = folders.map(async (folder) => {
        if (existsSync(join(root, folder, 'package-lock.json'))) await installIfNeeded(folder)
        for (const one of wanted.filter((each) => each.folder === folder)) await buildOne(one, say)
      })
      const failures = (await Promise.allSettled(lanes)).filter((lane) => lane.status === 'rejected')
      if (failures.length > 0) throw failures[0]!.reason
    },
  )
}
