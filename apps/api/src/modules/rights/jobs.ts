import type { Ctx, DueRow } from '../../kernel/context.ts'
import { setEscalated } from './store.ts'

/** The time limit has passed: the county is told; the matter stays with its owner. */
export async function escalate(ctx: Ctx, due: DueRow): Promise<void> {
  const row = await setEscalated(ctx, due.subjectId)
  if (!row) return
  ctx.audit({
    subjectKind: 'dispute',
    subjectId: row.id,
    act: 'escalate',
    capacity: 'system',
    county: row.county,
    concerns: [row.worker_id, row.employer_id],
  })
  ctx.emit({ name: 'disputeOverdue', subjectKind: 'dispute', subjectId: row.id, data: { ownerId: row.owner_id } })
}
