import { existsSync, readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'

const megabyte = 1_048_576

/**
 * For loading much at once: seldom a checkpoint, no vacuum beside the load, a log for recovery alone, memory by
 * what the machine has. What is committed is as safe as ever: fsync and full page writes stay.
 */
export function bulkSettings(): Record<string, string> {
  const sharedMegabytes = Math.min(2048, Math.max(256, Math.floor(totalmem() / 8 / megabyte)))
  return {
    shared_buffers: `${sharedMegabytes}MB`,
    max_wal_size: '4GB',
    checkpoint_timeout: '1h',
    wal_level: 'minimal',
    max_wal_senders: '0',
    wal_init_zero: 'off',
    autovacuum: 'off',
  }
}

/** Whether the server of this cluster was last started for a bulk load. */
export function launchedForBulk(cluster: string): boolean {
  const file = join(cluster, 'postmaster.opts')
  return existsSync(file) && readFileSync(file, 'utf8').includes('autovacuum=off')
}
