import type { Ctx, Deps, DueRow } from '../../kernel/context.ts'
import { unitOfWork } from '../../kernel/unit-of-work.ts'
import { rotateKind } from './checks.ts'
import { rotateBatch, rotatedTables, type RotatedTable } from './store-rotation.ts'

const batchRows = 500

/** The table after this one, or undefined after the last. */
function following(table: RotatedTable): RotatedTable | undefined {
  return rotatedTables[rotatedTables.indexOf(table) + 1]
}

type Place = { table: RotatedTable; after: string | null }

async function step(ctx: Ctx, { table, after }: Place): Promise<{ rotated: number; nextPlace: Place | undefined }> {
  const { rotated, next } = await rotateBatch(ctx, table, after, batchRows)
  const nextTable = next === null ? following(table) : table
  return { rotated, nextPlace: nextTable && { table: nextTable, after: next } }
}

/** Begins to bring every row under the current keys, batch by batch, in the worker role. */
export function startKeyRotation(ctx: Ctx): void {
  ctx.schedule({
    kind: rotateKind,
    key: rotateKind,
    subjectId: ctx.newId(),
    dueAt: ctx.now,
    data: { table: rotatedTables[0], after: null },
  })
}

/** One batch; the next is scheduled in the same transaction, so that a crash loses no place. */
export async function rotateDue(ctx: Ctx, row: DueRow): Promise<void> {
  const table = rotatedTables.find((one) => one === row.data.table)
  if (!table) throw new Error(`no such table to rotate: ${String(row.data.table)}`)
  const after = typeof row.data.after === 'string' ? row.data.after : null
  const { nextPlace } = await step(ctx, { table, after })
  if (nextPlace)
    ctx.schedule({ kind: rotateKind, key: rotateKind, subjectId: row.subjectId, dueAt: ctx.now, data: nextPlace })
}

/** Everything at once, a transaction per batch: for a command. Answers how many rows were changed. */
export async function rotateKeys(deps: Deps): Promise<number> {
  const options = {
    actor: { kind: 'system', name: rotateKind },
    channel: 'platform',
    requestId: deps.ids.next(deps.clock.now()),
    scope: { system: true },
  } as const
  let total = 0
  let place: Place | undefined = { table: 'persons', after: null }
  while (place) {
    const from: Place = place
    const done = await unitOfWork(deps, options, (ctx) => step(ctx, from))
    total += done.rotated
    place = done.nextPlace
  }
  return total
}
