import type { Ctx, DueRow } from '../../kernel/context.ts'
import { nameOfKind } from './qualification-kinds.ts'
import { sealRows, unsealedRows } from './store-qualifications.ts'

const batchRows = 500

/** Numbers that were written before they were encrypted, batch by batch until none is left. */
export async function sealQualifications(ctx: Ctx, due: DueRow): Promise<void> {
  const rows = await unsealedRows(ctx, batchRows)
  if (rows.length === 0) return
  await sealRows(
    ctx,
    rows.map(({ id, number, code }) => ({ id, number, name: nameOfKind(code) })),
  )
  ctx.schedule({ kind: due.kind, key: due.kind, subjectId: due.subjectId, dueAt: ctx.now })
}
