import { accessSync, chmodSync, constants, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'

import { isAlive } from '../../apps/api/src/kernel/embedded-postgres/postmaster.ts'

const memory = '/dev/shm'
const prefix = 'linggong-tests-'
/** A run keeps some hundred megabytes at a time (two copied databases a worker, one seeded platform). */
const enoughBytes = 4 * 2 ** 30

function hasRoom(): boolean {
  try {
    accessSync(memory, constants.W_OK)
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= enoughBytes && freemem() >= 2 * enoughBytes
  } catch {
    // Not Linux, or not for us: then the tests write to the disk.
    return false
  }
}

/** What killed runs left. A database server that still runs there notices that its folder is gone, and ends. */
function sweep(): void {
  for (const name of readdirSync(memory)) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
      rmSync(join(memory, name), { recursive: true, force: true })
    }
  }
}

/**
 * A folder in memory for what a test run throws away, or null where there is none or too little of it.
 * A copied database is a thousand files: 0.05 s there, 0.1 to 2 s on a disk, some hundred times a run.
 */
export function folderInMemory(): string | null {
  if (!hasRoom()) return null
  sweep()
  const folder = join(memory, `${prefix}${process.pid}`)
  mkdirSync(folder, { recursive: true })
  // The database's own account passes through.
  chmodSync(folder, 0o755)
  return folder
}
