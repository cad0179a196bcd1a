import { createHash } from 'node:crypto'
import type { Deps } from '../context.ts'
import type { Tx } from '../database/database.ts'

const blockSize = 1_000
/** Advisory lock of the one sealer of a city. */
const sealerLock = 7_201

export const chainStart = Buffer.alloc(32)

type EntryRow = Record<string, unknown> & { id: string }

/** Every column that was written, in one canonical text; times as ISO. */
export function entryText(row: EntryRow): string {
  const keys = Object.keys(row).sort()
  return JSON.stringify(keys.map((key) => [key, row[key]]))
}

export function blockHash(previous: Buffer, rows: readonly EntryRow[]): Buffer {
  const hash = createHash('sha256').update(previous)
  for (const row of rows) hash.update(createHash('sha256').update(entryText(row)).digest())
  return hash.digest()
}

async function sealBlock(tx: Tx, now: Date): Promise<number> {
  const [lock] = await tx.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [sealerLock])
  if (!lock?.got) return 0
  const waiting = await tx.query<{ entry_id: string }>(
    `delete from audit_unsealed where entry_id in (
       select entry_id from audit_unsealed order by entry_id limit $1 for update skip locked
     ) returning entry_id`,
    [blockSize],
  )
  if (waiting.length === 0) return 0
  const ids = waiting.map((row) => row.entry_id).sort()
  const rows = await tx.query<EntryRow>('select * from audit_entries where id = any ($1::uuid[]) order by id', [ids])
  const [last] = await tx.query<{ seq: number; hash: Buffer }>(
    'select seq, hash from audit_seals order by seq desc limit 1',
  )
  const previous = last?.hash ?? chainStart
  await tx.query(
    'insert into audit_seals (seq, entry_ids, previous_hash, hash, sealed_at) values ($1, $2, $3, $4, $5)',
    [(last?.seq ?? 0) + 1, ids, previous, blockHash(previous, rows), now],
  )
  return rows.length
}

/** Chains what has been written since the last seal. Only one sealer at a time has an effect. */
export async function sealAudit(deps: Deps): Promise<number> {
  let total = 0
  for (;;) {
    const sealed = await deps.db.transaction({ system: true }, (tx) => sealBlock(tx, deps.clock.now()))
    total += sealed
    if (sealed < blockSize) return total
  }
}
