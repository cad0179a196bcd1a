// Installs what a lock file asks for. Plain JavaScript without dependencies: it also runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Ends a command with one sentence that names the way out. */
export class Refusal extends Error {}

function lockHash(folder) {
  const lock = readFileSync(join(folder, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))
const stampOf = (folder) => join(folder, 'node_modules', '.stamp')
const stampMatches = (folder, hash) => existsSync(stampOf(folder)) && readFileSync(stampOf(folder), 'utf8') === hash

/** Does an optional package of the lock file belong on this machine? */
function belongsHere(entry) {
  return (!entry.os || entry.os.includes(process.platform)) && (!entry.cpu || entry.cpu.includes(process.arch))
}

/** Someone ran `npm install` by hand: what lies there is what the lock file asks for, nothing to do. */
function installedByHand(folder) {
  const hidden = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const there = readJson(hidden).packages ?? {}
  const wanted = readJson(join(folder, 'package-lock.json')).packages ?? {}
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true
    if (entry.link) return existsSync(join(folder, path))
    const found = there[path]
    if (!found) return Boolean(entry.optional || entry.peer) && !(entry.os && belongsHere(entry) && !entry.libc)
    return found.version === entry.version && existsSync(join(folder, path))
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

/** One at a time in this checkout: the lock file names its process, and a dead one's lock is taken over. */
export async function withLock(name, waiting, work) {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const lock = join(root, '.cache', `${name}.lock`)
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    takeOverDeadLock(lock)
    if (!told) console.log(waiting)
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

export function npmCommand() {
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

function runNpmCi(folder) {
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
    const child = spawn(npm, args, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] })
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

/**
 * Installs the packages of a folder of this checkout (default: the root) when its lock file or the platform changed.
 * @throws Refusal when npm cannot do it
 */
export async function installIfNeeded(of = '') {
  const folder = join(root, of)
  // A folder that is not in this checkout has nothing to install.
  if (!existsSync(join(folder, 'package-lock.json'))) return
  const hash = lockHash(folder)
  if (stampMatches(folder, hash)) return
  const lock = of === '' ? 'install' : `install-${of.replaceAll('/', '-')}`
  await withLock(lock, 'waiting for another install of this checkout to finish / 等待另一个安装完成', async () => {
    if (stampMatches(folder, hash)) return
    if (!installedByHand(folder)) {
      console.log(`installing dependencies${of && ` of ${of}`} (first time, or the lock file changed) / 正在安装依赖`)
      rmSync(stampOf(folder), { force: true })
      await runNpmCi(folder)
    }
    writeFileSync(stampOf(folder), hash)
  })
}
