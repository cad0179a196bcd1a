import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import { type Account, accountFor, canReach, existingAncestor, giveTo } from './account.ts'
import { makeOpenFolder, SHARED_STATE } from './binaries.ts'
import { isServerRunningIn } from './postmaster.ts'

/** Passwords of the three database accounts, made at random when the cluster is made. */
export interface Passwords {
  superuser: string
  owner: string
  app: string
}

/** Where a cluster lives and who runs it. */
export interface Place {
  cluster: string
  account: Account
  logFile: string
}

/**
 * `<dataDir>/cluster`, unless we are root and `nobody` cannot reach it (a data folder under a 0700 home):
 * then a folder under /var/lib named in `<dataDir>/cluster-elsewhere`.
 */
export function choosePlace(dataDir: string, log: (line: string) => void): Place {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const logFile = join(dataDir, 'postgres.log')
  const near = join(dataDir, 'cluster')
  const account = accountFor(near)
  if (existsSync(near) || canReach(account, existingAncestor(dataDir))) return { cluster: near, account, logFile }
  const far = clusterElsewhere(dataDir) ?? newPlaceElsewhere(dataDir, log)
  return { cluster: join(far, 'cluster'), account: accountFor(join(far, 'cluster')), logFile }
}

/** The folder a private data folder points to, or null. */
export function clusterElsewhere(dataDir: string): string | null {
  const pointer = join(dataDir, 'cluster-elsewhere')
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : null
}

function newPlaceElsewhere(dataDir: string, log: (line: string) => void): string {
  const pointer = join(dataDir, 'cluster-elsewhere')
  const clusters = join(SHARED_STATE, 'clusters')
  makeOpenFolder(SHARED_STATE)
  makeOpenFolder(clusters)
  sweepAbandoned(clusters)
  const far = join(clusters, randomBytes(8).toString('hex'))
  // The pointer first: a sweep by another process must never see a folder nobody points to yet.
  writeFileSync(pointer, far)
  makeOpenFolder(far)
  writeFileSync(join(far, 'pointed-from'), pointer)
  log(`${dataDir} lies under a private folder; the database itself is kept in ${far}`)
  return far
}

/** A data folder that was deleted leaves its cluster behind; clear such clusters when a new one is made. */
function sweepAbandoned(clusters: string): void {
  for (const name of readdirSync(clusters)) {
    const far = join(clusters, name)
    const owner = join(far, 'pointed-from')
    if (!existsSync(owner)) continue
    const pointer = readFileSync(owner, 'utf8')
    const stillNamed = existsSync(pointer) && readFileSync(pointer, 'utf8').trim() === far
    if (!stillNamed && !isServerRunningIn(join(far, 'cluster'))) rmSync(far, { recursive: true, force: true })
  }
}

/** Reads the passwords of the cluster, or null when none were made yet. */
export function readPasswords(dataDir: string): Passwords | null {
  const file = join(dataDir, 'passwords.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Passwords) : null
}

export function makePasswords(dataDir: string): Passwords {
  const secret = (): string => randomBytes(24).toString('base64url')
  const passwords = { superuser: secret(), owner: secret(), app: secret() }
  writeFileSync(join(dataDir, 'passwords.json'), JSON.stringify(passwords), { mode: 0o600 })
  return passwords
}

/** An empty folder the account owns, into which a cluster can be made. */
export function makeEmptyCluster(place: Place): void {
  rmSync(place.cluster, { recursive: true, force: true })
  mkdirSync(place.cluster, { recursive: true, mode: 0o700 })
  giveTo(place.account, place.cluster)
}
