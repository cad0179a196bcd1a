import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** What PostgreSQL writes about its running server into the data folder. */
export interface Postmaster {
  pid: number
  port: number
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Lines of postmaster.pid: 1 process, 2 data folder, 3 start, 4 port (PostgreSQL manual, "pg_ctl"). */
export function readPostmaster(cluster: string): Postmaster | null {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Math.abs(Number(lines[0]))
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3] ?? 0) } : null
}

/**
 * Is that process really a server of this data folder? After a restart of the machine or the container another
 * program may have the same number. Linux tells by the process's working folder; elsewhere a live process counts.
 */
function servesCluster(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self')) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}

export function isServerRunningIn(cluster: string): boolean {
  const found = readPostmaster(cluster)
  return found !== null && servesCluster(found.pid, cluster)
}

/** The running server of this data folder, or null after clearing the mark a dead one left behind. */
export function takeUp(cluster: string): Postmaster | null {
  const found = readPostmaster(cluster)
  if (!found) return null
  if (servesCluster(found.pid, cluster)) return found
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  return null
}

/** Resolves true when the process is gone, false after the time limit. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  for (let waitedMs = 0; isAlive(pid); waitedMs += 20) {
    if (waitedMs >= timeoutMs) return false
    await pause(20)
  }
  return true
}

/** Fast stop: open transactions are rolled back, everything acknowledged is on disk. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, timeoutMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    if (await waitUntilGone(pid, timeoutMs)) return
  }
}
