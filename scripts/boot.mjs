// Every root command comes through here: install what the lock file asks for, then run the command with the
// Node that came with it. Plain JavaScript without dependencies, so that any Node >= 18 can run it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { installIfNeeded, Refusal, root } from './install.mjs'

/** Command name → file it runs, with the words put before the caller's own arguments. */
const commands = {
  start: ['apps/api/src/supervisor/start.ts'],
  dev: ['apps/api/src/supervisor/start.ts', '--watch'],
  test: ['scripts/test.ts'],
  check: ['scripts/check.ts'],
  build: ['scripts/build.ts'],
  seed: ['apps/api/src/seed/cli.ts'],
  journey: ['apps/api/test/journey/cli.ts'],
  bench: ['bench/cli.ts'],
  simulate: ['apps/simulator/src/cli.ts'],
  pictures: ['apps/e2e/pictures/cli.ts'],
  policy: ['packages/policy/src/cli.ts'],
  'policy-cases': ['apps/api/test/policy-cases/cli.ts'],
  'policy-replay': ['apps/api/src/replay-cli.ts'],
  'staff-add': ['apps/api/src/staff-cli.ts'],
  'keys-rotate': ['apps/api/src/keys-cli.ts'],
  'audit-verify': ['apps/api/src/kernel/audit/verify-cli.ts'],
  openapi: ['apps/api/src/openapi-cli.ts'],
  format: ['node_modules/oxfmt/bin/oxfmt', '--write'],
  'new-migration': ['scripts/new-migration.mjs'],
  'new-module': ['scripts/new-module.mjs'],
}

/** Commands that also read the mini-program, whose packages have a lock file of their own. */
const withMini = new Set(['test', 'check', 'build'])

/** The Node that runs the project: the one from the lock file, elsewhere the system's if new enough. */
function findNode() {
  const bundled = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  if (process.platform === 'linux' && existsSync(bundled) && spawnSync(bundled, ['--version']).status === 0)
    return bundled
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath
  throw new Refusal(
    `this machine needs Node 22.18 or newer, it has ${process.version}; install it from https://nodejs.org and run the same command again / 本机需要 Node 22.18 或更新版本，请从 https://nodejs.org 安装后重试`,
  )
}

function run(node, name, extra) {
  const [file, ...before] = commands[name]
  if (!existsSync(join(root, file)))
    throw new Refusal(`${file} is missing in this checkout; get a complete copy (git status) / 缺少文件 ${file}`)
  const flags =
    file.endsWith('.ts') && Number(process.versions.node.split('.')[0]) === 22 && node === process.execPath
      ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
      : []
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  }
  // The extra channel tells a long-running command that this process is gone, even after kill -9.
  const stdio = name === 'start' || name === 'dev' ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit'
  const child = spawn(node, [...flags, join(root, file), ...before, ...extra], { cwd: root, env, stdio })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  stopWithNpm(child)
  child.on('error', (error) => finish(1, `cannot run ${node}: ${error.message}`))
  child.on('close', (code, signal) => {
    if (signal) {
      for (const each of signals) process.removeAllListeners(each)
      process.kill(process.pid, signal)
      return
    }
    finish(code ?? 1)
  })
}

/** npm killed outright cannot pass the signal on; its child, or the shell between, is then handed to another parent. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const before = ancestors()
  setInterval(() => {
    if (ancestors() !== before) child.kill('SIGTERM')
  }, 500).unref()
}

/** Our parent and, where the system tells, its parent. */
function ancestors() {
  try {
    const [, grandparent] = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${process.ppid}/status`, 'utf8')) ?? []
    return `${process.ppid} ${grandparent}`
  } catch {
    return String(process.ppid)
  }
}

function finish(code, reason) {
  if (reason) console.error(`failed: ${reason}`)
  process.exit(code)
}

const [name, ...extra] = process.argv.slice(2)
try {
  if (!name || !Object.hasOwn(commands, name))
    throw new Refusal(`unknown command "${name ?? ''}"; one of: ${Object.keys(commands).join(', ')}`)
  await installIfNeeded()
  if (withMini.has(name)) await installIfNeeded('apps/mini')
  run(findNode(), name, extra)
} catch (error) {
  const way =
    error.code === 'EACCES' || error.code === 'EPERM'
      ? '; this user may not write here: use a checkout of your own or fix its owner / 没有写权限'
      : error.code === 'ENOSPC'
        ? '; the disk is full / 磁盘已满'
        : ''
  finish(1, error instanceof Refusal ? error.message : `${error.message}${way}`)
}
