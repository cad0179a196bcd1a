import type { Registry } from '../application.ts'
import type { Ctx, Deps, DueRow } from '../context.ts'
import { unitOfWork } from '../unit-of-work.ts'
import type { EncryptedColumn, EncryptedTable } from './encrypted.ts'

const kind = 'kernel.rotateKeys'
const batchRows = 500

type Changes = { stored: Array<Buffer | null>; index: Array<Buffer | null>; moved: Array<[Buffer, Buffer]> }

/** New values of one column, row by row; null where the row keeps what it has. */
function renewed(ctx: Ctx, column: EncryptedColumn, rows: ReadonlyArray<Record<string, unknown>>): Changes {
  const { keyring } = ctx.deps
  const changes: Changes = { stored: [], index: [], moved: [] }
  for (const row of rows) {
    const stored = row[column.column] as Buffer | null
    const oldIndex = column.index ? (row[column.index.column] as Buffer | null) : null
    if (stored === null) {
      changes.stored.push(null)
      changes.index.push(null)
      continue
    }
    const plain = keyring.decrypt(column.field, stored)
    changes.stored.push(keyring.needsRotation(stored) ? keyring.encrypt(column.field, plain) : null)
    const index = column.index && keyring.index(column.index.field ?? column.field, plain)
    const isOld = index !== undefined && oldIndex !== null && !index.equals(oldIndex)
    changes.index.push(isOld ? index : null)
    if (isOld) changes.moved.push([oldIndex, index])
  }
  return changes
}

/** One update for the whole batch and one for each follower of an index. */
async function write(ctx: Ctx, { table, key, columns }: EncryptedTable, ids: string[], all: Changes[]): Promise<void> {
  const values: unknown[] = [ids]
  const sets: string[] = []
  const names: string[] = []
  const set = (column: string, bytes: Array<Buffer | null>): void => {
    if (bytes.every((one) => one === null)) return
    const name = `v${values.push(bytes)}`
    names.push(name)
    sets.push(`${column} = coalesce(new.${name}, t.${column})`)
  }
  for (const [at, column] of columns.entries()) {
    set(column.column, all[at]!.stored)
    if (column.index) set(column.index.column, all[at]!.index)
  }
  if (sets.length === 0) return
  const arrays = names.map((_, at) => `$${at + 2}::bytea[]`)
  await ctx.tx.query(
    `update ${table} t set ${sets.join(', ')}
     from unnest(${['$1::uuid[]', ...arrays].join(', ')}) as new (${['id', ...names].join(', ')})
     where t.${key} = new.id and (${names.map((name) => `new.${name} is not null`).join(' or ')})`,
    values,
  )
  for (const [at, column] of columns.entries()) {
    const { moved } = all[at]!
    if (moved.length === 0) continue
    for (const follower of column.index?.followers ?? []) {
      await ctx.tx.query(
        `update ${follower.table} t set ${follower.column} = moved.fresh
         from unnest($1::bytea[], $2::bytea[]) as moved (old, fresh) where t.${follower.column} = moved.old`,
        [moved.map(([old]) => old), moved.map(([, fresh]) => fresh)],
      )
    }
  }
}

/** Brings a batch of rows after `after` under the current keys. Answers where to go on, null at the end. */
async function rotateBatch(
  ctx: Ctx,
  table: EncryptedTable,
  after: string | null,
): Promise<{ rotated: number; next: string | null }> {
  const wanted = table.columns.flatMap(({ column, index }) => (index ? [column, index.column] : [column]))
  const rows = await ctx.tx.query<Record<string, unknown> & { rotation_key: string }>(
    `select ${table.key} as rotation_key, ${wanted.join(', ')} from ${table.table}
     where ($1::uuid is null or ${table.key} > $1) order by ${table.key} limit $2 for update`,
    [after, batchRows],
  )
  const all = table.columns.map((column) => renewed(ctx, column, rows))
  await write(
    ctx,
    table,
    rows.map((row) => row.rotation_key),
    all,
  )
  const rotated = rows.filter((_, at) => all.some(({ stored, index }) => stored[at] !== null || index[at] !== null))
  return { rotated: rotated.length, next: rows.length < batchRows ? null : rows.at(-1)!.rotation_key }
}

type Step = { table: string; after: string | null }

async function step(ctx: Ctx, tables: readonly EncryptedTable[], { table, after }: Step) {
  const at = tables.findIndex((one) => one.table === table)
  if (at === -1) throw new Error(`no such table to rotate: ${table}`)
  const { rotated, next } = await rotateBatch(ctx, tables[at]!, after)
  const following = next === null ? tables[at + 1]?.table : table
  const nextStep: Step | undefined = following === undefined ? undefined : { table: following, after: next }
  return { rotated, nextStep }
}

/** Begins to bring every row under the current keys, batch by batch, in the worker role. */
export function startKeyRotation(ctx: Ctx, { encrypted }: Pick<Registry, 'encrypted'>): void {
  const data = { table: encrypted[0]!.table, after: null }
  ctx.schedule({ kind, key: kind, subjectId: ctx.newId(), dueAt: ctx.now, data })
}

/** One batch; the next is scheduled in the same transaction, so that a crash loses no place. */
export function registerRotation(registry: Registry): void {
  registry.atDue(kind, async (ctx: Ctx, row: DueRow) => {
    const after = typeof row.data.after === 'string' ? row.data.after : null
    const { nextStep } = await step(ctx, registry.encrypted, { table: String(row.data.table), after })
    if (nextStep) ctx.schedule({ kind, key: kind, subjectId: row.subjectId, dueAt: ctx.now, data: nextStep })
  })
}

/**
 * Everything at once, a transaction per batch: for a command. Needs both old and new keys in the ring.
 * @param done told after each batch: the table and how many of its rows were changed
 * @returns how many rows were changed in all
 * @throws Error when a row is under a key that is not in the ring; what was changed before stays changed
 */
export async function rotateKeys(
  deps: Deps,
  { encrypted }: Pick<Registry, 'encrypted'>,
  done?: (table: string, rotated: number) => void,
): Promise<number> {
  const options = {
    actor: { kind: 'system', name: kind },
    channel: 'platform',
    requestId: deps.ids.next(deps.clock.now()),
    scope: { system: true },
  } as const
  let total = 0
  let place: Step | undefined = encrypted[0] && { table: encrypted[0].table, after: null }
  while (place) {
    const from: Step = place
    const { rotated, nextStep } = await unitOfWork(deps, options, (ctx) => step(ctx, encrypted, from))
    total += rotated
    done?.(from.table, rotated)
    place = nextStep
  }
  return total
}
