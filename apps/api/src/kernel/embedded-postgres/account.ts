import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The system account PostgreSQL runs as; null is "the account of this process". */
export type Account = { uid: number; gid: number } | null

/** Debian's `nobody`, which every Linux has in its password file; PostgreSQL refuses an account that is not there. */
const NOBODY = { uid: 65534, gid: 65534 }

/**
 * PostgreSQL refuses to run as root. As root we use the owner of an existing cluster (it may have been made
 * by an ordinary user), otherwise `nobody`.
 */
export function accountFor(cluster: string): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null
  if (!existsSync(cluster)) return NOBODY
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? NOBODY : { uid, gid }
}

/**
 * Can the account walk to this folder and read it? A checkout under a 0700 home cannot be reached by `nobody`.
 * Asked by trying, because access lists and mount options decide too.
 */
export function canReach(account: Account, folder: string): boolean {
  if (!account) return true
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -r . && test -x .', 'sh', folder], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  })
  return probe.status === 0
}

/** Gives a folder and all in it to the account. */
export function giveTo(account: Account, path: string): void {
  if (!account) return
  chownSync(path, account.uid, account.gid)
  if (!lstatSync(path).isDirectory()) return
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) giveTo(account, join(path, entry.name))
  }
}

/** The nearest folder on the way up that exists. */
export function existingAncestor(path: string): string {
  return existsSync(path) ? path : existingAncestor(dirname(path))
}
