import type { Database, Tx } from '../database/database.ts'
import { blockHash, chainStart } from './seal.ts'

export type AuditReport = {
  blocks: number
  sealedEntries: number
  unsealedEntries: number
  /** What is wrong, in words; empty when the chain holds. */
  problems: string[]
}

type SealRow = { seq: number; entry_ids: string[]; previous_hash: Buffer; hash: Buffer }
type EntryRow = Record<string, unknown> & { id: string }

async function verifyBlock(tx: Tx, seal: SealRow, previous: Buffer, seq: number): Promise<string[]> {
  const problems: string[] = []
  if (seal.seq !== seq) problems.push(`第${seq}段缺失`)
  if (!seal.previous_hash.equals(previous)) problems.push(`第${seal.seq}段与上一段接不上`)
  const rows = await tx.query<EntryRow>('select * from audit_entries where id = any ($1::uuid[]) order by id', [
    seal.entry_ids,
  ])
  if (rows.length !== seal.entry_ids.length) {
    problems.push(`第${seal.seq}段少了${seal.entry_ids.length - rows.length}条记录`)
  }
  if (!blockHash(seal.previous_hash, rows).equals(seal.hash)) problems.push(`第${seal.seq}段的内容被改动过`)
  return problems
}

/** Recomputes the whole chain. Entries neither sealed nor waiting to be sealed were slipped in. */
export async function verifyAudit(db: Database): Promise<AuditReport> {
  return db.transaction({ system: true }, async (tx) => {
    const report: AuditReport = { blocks: 0, sealedEntries: 0, unsealedEntries: 0, problems: [] }
    let previous: Buffer = chainStart
    let after = 0
    for (;;) {
      const [seal] = await tx.query<SealRow>('select * from audit_seals where seq > $1 order by seq limit 1', [after])
      if (!seal) break
      report.problems.push(...(await verifyBlock(tx, seal, previous, after + 1)))
      report.blocks += 1
      report.sealedEntries += seal.entry_ids.length
      previous = seal.hash
      after = seal.seq
    }
    const [counts] = await tx.query<{ waiting: number; all: number }>(
      'select (select count(*) from audit_unsealed) as waiting, (select count(*) from audit_entries) as all',
    )
    report.unsealedEntries = counts?.waiting ?? 0
    const loose = (counts?.all ?? 0) - report.sealedEntries - report.unsealedEntries
    if (loose !== 0) report.problems.push(`有${loose}条记录既没有封存也不在等待封存`)
    return report
  })
}
