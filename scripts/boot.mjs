// Every root command comes through here: install what the lock file asks for, then run the command with the
// Node that came with it. Plain JavaScript without dependencies, so that any Node >= 18 can run it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'node_modules', '.stamp')

/** Command name → file it runs, with the words put before the caller's own arguments. */
const commands = {
  start: ['apps/api/src/supervisor/start.ts'],
  dev: ['apps/api/src/supervisor/start.ts', '--watch'],
  test: ['scripts/test.ts'],
  check: ['scripts/check.ts'],
  seed: ['apps/api/src/seed/cli.ts'],
  journey: ['apps/api/test/journey/cli.ts'],
  bench: ['bench/cli.ts'],
  policy: ['packages/policy/src/cli.ts'],
  'staff-add': ['apps/api/src/staff-cli.ts'],
  'audit-verify': ['apps/api/src/kernel/audit/verify-cli.ts'],
  openapi: ['apps/api/src/openapi-cli.ts'],
  format: ['node_modules/oxfmt/bin/oxfmt', '--write'],
  'new-migration': ['scripts/new-migration.mjs'],
  'new-module': ['scripts/new-module.mjs'],
}

class Refusal extends Error {}

function lockHash() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))
const stampMatches = (hash) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash

/** Does an optional package of the lock file belong on this machine? */
function belongsHere(entry) {
  return (!entry.os || entry.os.includes(process.platform)) && (!entry.cpu || entry.cpu.includes(process.arch))
}

/** Someone ran `npm install` by hand: what lies there is what the lock file asks for, nothing to do. */
function installedByHand() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const there = readJson(hidden).packages ?? {}
  const wanted = readJson(join(root, 'package-lock.json')).packages ?? {}
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true
    const found = there[path]
    if (!found) return Boolean(entry.optional || entry.peer) && !(entry.os && belongsHere(entry) && !entry.libc)
    return found.version === entry.version && existsSync(join(root, path))
  })
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** One installer at a time: the lock file names its process, and a dead one's lock is taken over. */
async function withLock(work) {
  const folder = join(root, '.cache')
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'install.lock')
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    takeOverDeadLock(lock)
    if (!told) console.log('waiting for another install of this checkout to finish / 等待另一个安装完成')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeOverDeadLock(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (pid > 0 && isAlive(pid)) return
    const aside = `${lock}.${process.pid}`
    renameSync(lock, aside)
    rmSync(aside, { force: true })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

function npmCommand() {
  const path = process.env.npm_execpath
  if (path && /npm-cli\.[cm]?js$/.test(path)) return [process.execPath, [path]]
  return process.platform === 'win32' ? ['npm.cmd', []] : ['npm', []]
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function runNpmCi() {
  const [npm, before] = npmCommand()
  const args = [...before, 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  // A service account may have a home that does not exist; npm would then have nowhere to keep its cache.
  if (!isWritable(homedir())) args.push('--cache', join(root, '.cache', 'npm'))
  const env = { ...process.env }
  // Settings of the calling npm or of a production shell must not thin out the install.
  delete env.NODE_ENV
  delete env.npm_config_omit
  delete env.npm_config_production
  return new Promise((resolve, reject) => {
    const started = Date.now()
    const child = spawn(npm, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    const tick = setInterval(
      () => console.log(`  installing, ${Math.round((Date.now() - started) / 1000)} s / 正在安装`),
      5000,
    )
    const stop = (signal) => child.kill(signal)
    process.on('SIGINT', stop).on('SIGTERM', stop)
    child.on('error', (error) =>
      reject(new Refusal(`npm cannot be run (${error.message}); install npm 9 or newer / 无法运行 npm，请先安装`)),
    )
    child.on('close', (code, signal) => {
      clearInterval(tick)
      process.off('SIGINT', stop).off('SIGTERM', stop)
      if (code === 0) return resolve(undefined)
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(130)
      reject(
        new Refusal(
          `npm ci ended with ${signal ?? code} (its reason stands above); check the network or the registry (npm config get registry) and free disk space, then run the same command again / 依赖安装失败，请检查网络和磁盘后重试`,
        ),
      )
    })
  })
}

async function installIfNeeded() {
  const hash = lockHash()
  if (stampMatches(hash)) return
  await withLock(async () => {
    if (stampMatches(hash)) return
    if (!installedByHand()) {
      console.log('installing dependencies (first time, or the lock file changed) / 正在安装依赖')
      rmSync(stampFile, { force: true })
      await runNpmCi()
    }
    writeFileSync(stampFile, hash)
  })
}

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
