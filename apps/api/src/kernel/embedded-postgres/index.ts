import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

import { giveTo } from './account.ts'
import { type Binaries, debianPostgres15, embeddedPostgres } from './binaries.ts'
import { bulkSettings, launchedForBulk } from './bulk.ts'
import {
  choosePlace,
  clusterElsewhere,
  makeEmptyCluster,
  makePasswords,
  type Passwords,
  type Place,
  readPasswords,
} from './place.ts'
import { isAlive, type Postmaster, stopPostmaster, takeUp } from './postmaster.ts'
import { APP_ROLE, DATABASE, ensureRolesAndDatabase, OWNER_ROLE, SUPERUSER, urlOf } from './roles.ts'

export { debianPostgres15 } from './binaries.ts'
export { APP_ROLE, DATABASE, OWNER_ROLE } from './roles.ts'

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster, its passwords (0600) and its log; made if missing. */
  dataDir: string
  /** TCP port on 127.0.0.1; a free one when left out. A server already running keeps the port it has. */
  port?: number
  /** Called with one line for people about anything unusual (taken up, copied elsewhere). */
  log?: (line: string) => void
  /** false only for test clusters: a power cut may then lose data. Default true. */
  fsync?: boolean
  /** `max_connections`; default 200. */
  maxConnections?: number
  /** Settings for loading much at once and serving nobody meanwhile; what is committed stays as safe. */
  bulk?: boolean
}

export interface EmbeddedPostgres {
  port: number
  /** Process number of the server. */
  pid: number
  /** Server major version, e.g. 18. */
  major: number
  /** True when a server left running by an earlier parent was taken up. */
  takenUp: boolean
  /** Superuser on database `postgres`. */
  superuserUrl: string
  /** `linggong_owner` on database `linggong`. */
  ownerUrl: string
  /** `linggong_app` on database `linggong`. */
  appUrl: string
  /** Resolves when the server is gone, whoever stopped it. */
  exited: Promise<void>
  /** Fast stop; resolves when the server is gone. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Starts (or takes up) the PostgreSQL that comes with the project.
 * The caller stops it; the server is in a session of its own, so Ctrl-C in a terminal does not reach it first.
 * @throws Error with one sentence that names the way out
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return startCluster(options, (place, log) => embeddedPostgres(place.account, log))
}

/**
 * The same with Debian's PostgreSQL 15, for the tests that keep our SQL portable.
 * @throws Error when /usr/lib/postgresql/15/bin is not there
 */
export async function startSystemPostgres15(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return startCluster(options, () => {
    const binaries = debianPostgres15()
    if (!binaries) throw new Error('PostgreSQL 15 is not installed: apt-get install postgresql-15')
    return binaries
  })
}

async function startCluster(
  options: EmbeddedPostgresOptions,
  findBinaries: (place: Place, log: (line: string) => void) => Binaries,
): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined)
  const dataDir = resolve(options.dataDir)
  const place = choosePlace(dataDir, log)
  const binaries = findBinaries(place, log)
  const passwords = ensureCluster(dataDir, place, binaries)
  place.cluster = realpathSync(place.cluster)

  let running = takeUp(place.cluster)
  // Left by a load that was killed: it must not go on serving without vacuum.
  if (running && !options.bulk && launchedForBulk(place.cluster)) {
    await stopPostmaster(running.pid)
    running = null
  }
  if (running) log(`taking up the PostgreSQL left running (process ${running.pid}, port ${running.port})`)
  const urlAt = (port: number): string => urlOf(SUPERUSER, passwords.superuser, port, 'postgres')
  if (running) await waitUntilReady(urlAt(running.port), running.pid, place.logFile)
  const server = running ?? (await launchUntilReady(place, binaries, options, urlAt))
  const superuserUrl = urlAt(server.port)
  try {
    await ensureRolesAndDatabase(superuserUrl, passwords)
  } catch (error) {
    if (!running) await stopPostmaster(server.pid)
    throw error
  }
  return {
    port: server.port,
    pid: server.pid,
    major: binaries.major,
    takenUp: running !== null,
    superuserUrl,
    ownerUrl: urlOf(OWNER_ROLE, passwords.owner, server.port, DATABASE),
    appUrl: urlOf(APP_ROLE, passwords.app, server.port, DATABASE),
    exited: untilGone(server.pid),
    stop: () => stopPostmaster(server.pid),
  }
}

/** Makes the cluster unless a whole one is there. `made` marks a whole one: initdb may have been cut short. */
function ensureCluster(dataDir: string, place: Place, binaries: Binaries): Passwords {
  const known = readPasswords(dataDir)
  const versionFile = join(place.cluster, 'PG_VERSION')
  if (known && existsSync(join(dataDir, 'made'))) {
    if (!existsSync(versionFile)) {
      throw new Error(`${place.cluster} is gone; delete ${dataDir} to begin with an empty database`)
    }
    const major = readFileSync(versionFile, 'utf8').trim()
    if (Number(major) !== binaries.major) {
      throw new Error(
        `${dataDir} was made by PostgreSQL ${major}, this is ${binaries.major}; choose another DATA_DIR or delete that folder`,
      )
    }
    refuseForeignCluster(place)
    return known
  }
  const passwords = makePasswords(dataDir)
  makeEmptyCluster(place)
  initdb(dataDir, place, binaries, passwords)
  writeFileSync(join(dataDir, 'made'), `PostgreSQL ${binaries.major}\n`)
  return passwords
}

function refuseForeignCluster(place: Place): void {
  const self = process.getuid?.()
  if (self === undefined || self === 0) return
  const owner = statSync(place.cluster).uid
  if (owner === self) return
  throw new Error(
    `${place.cluster} belongs to another user (uid ${owner}); start as that user or root, or choose another DATA_DIR`,
  )
}

function initdb(dataDir: string, place: Place, binaries: Binaries, passwords: Passwords): void {
  const passwordFile = join(dirname(place.cluster), `.initdb-${process.pid}`)
  writeFileSync(passwordFile, `${passwords.superuser}\n`, { mode: 0o600 })
  giveTo(place.account, passwordFile)
  // The same byte order on every machine; the built-in provider exists since PostgreSQL 17.
  const locale = binaries.major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C.UTF-8']
  const args = ['-D', place.cluster, '-U', SUPERUSER, '-E', 'UTF8', ...locale]
  try {
    const made = spawnSync(
      binaries.initdb,
      [...args, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', '--no-instructions'],
      { ...place.account, cwd: '/', encoding: 'utf8', env: cleanEnv() },
    )
    if (made.status !== 0) {
      const reason = made.error?.message ?? `${made.stderr}`.trim().split('\n').slice(-2).join(' ')
      throw new Error(`the database in ${dataDir} could not be made: ${reason}`)
    }
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** PG… variables of the caller's shell must not steer our server. */
function cleanEnv(): Record<string, string> {
  const env: Record<string, string> = { LC_ALL: 'C', TZ: 'UTC' }
  if (process.env.PATH) env.PATH = process.env.PATH
  if (process.env.SystemRoot) env.SystemRoot = process.env.SystemRoot
  return env
}

const LAUNCH_TRIES = 40

/** Children of a server killed outright hold its shared memory for a moment longer; the next server waits for them. */
async function launchUntilReady(
  place: Place,
  binaries: Binaries,
  options: EmbeddedPostgresOptions,
  urlAt: (port: number) => string,
): Promise<Postmaster> {
  for (let tries = 1; ; tries++) {
    const server = await launch(place, binaries, options)
    try {
      await waitUntilReady(urlAt(server.port), server.pid, place.logFile)
      return server
    } catch (error) {
      await stopPostmaster(server.pid)
      const oldOnesLeaving = error instanceof Error && /shared memory block|postmaster\.pid/.test(error.message)
      if (!oldOnesLeaving || tries === LAUNCH_TRIES) throw error
      await pause(250)
    }
  }
}

const LOG_LIMIT_BYTES = 20_000_000

async function launch(place: Place, binaries: Binaries, options: EmbeddedPostgresOptions): Promise<Postmaster> {
  const port = options.port ?? (await freePort())
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 200,
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...(options.bulk && bulkSettings()),
    ...(options.fsync === false && { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const tooLong = existsSync(place.logFile) && statSync(place.logFile).size > LOG_LIMIT_BYTES
  // A file, not a pipe to us: the server must be able to outlive a killed parent.
  const log = openSync(place.logFile, tooLong ? 'w' : 'a')
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...args], {
    ...place.account,
    cwd: '/',
    env: cleanEnv(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  await Promise.race([new Promise((started) => child.once('spawn', started)), failed])
  child.unref()
  if (child.pid === undefined) throw new Error('PostgreSQL did not start')
  return { pid: child.pid, port }
}

/** A port of 127.0.0.1 nobody listens on now. */
function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? found(address.port) : reject(new Error('no port'))))
    })
  })
}

const READY_TRIES = 15_000

/** After a crash the server first replays its log; five minutes are ample, also for a bulk load's log. */
async function waitUntilReady(url: string, pid: number, logFile: string): Promise<void> {
  let last = ''
  for (let tries = 0; tries < READY_TRIES; tries++) {
    const client = new pg.Client({ connectionString: url })
    // A server going down breaks the connection outside of any call of ours.
    client.on('error', (error) => (last = error.message))
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    if (!isAlive(pid)) throw new Error(`PostgreSQL stopped at once: ${lastLine(logFile)} (see ${logFile})`)
    await pause(20)
  }
  throw new Error(`PostgreSQL does not answer: ${last} (see ${logFile})`)
}

function lastLine(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? ''
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(250, undefined, { ref: false })
}

/** Stops what runs in this folder and removes all of it, also a cluster kept elsewhere. For test clusters. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const folder = resolve(dataDir)
  if (!existsSync(folder)) return
  const far = clusterElsewhere(folder)
  const cluster = join(far ?? folder, 'cluster')
  const running = existsSync(cluster) ? takeUp(realpathSync(cluster)) : null
  if (running) await stopPostmaster(running.pid)
  if (far) rmSync(far, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}
