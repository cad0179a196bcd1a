import type { Ctx } from '../../kernel/context.ts'
import { phoneField } from './codes.ts'
import { contactPhoneField, usccField } from './store-employers.ts'
import { idNumberField } from './store-persons.ts'
import { totpField } from './store-staff.ts'

/** One encrypted column, with the blind index beside it where it is searched by. */
type Column = { field: string; stored: string; index?: string }
type Table = { table: string; columns: readonly Column[] }

const tables = {
  persons: {
    table: 'persons',
    columns: [
      { field: idNumberField, stored: 'id_number_enc', index: 'id_number_index' },
      { field: phoneField, stored: 'phone_enc', index: 'phone_index' },
    ],
  },
  employers: {
    table: 'employers',
    columns: [
      { field: usccField, stored: 'uscc_enc', index: 'uscc_index' },
      { field: contactPhoneField, stored: 'contact_phone_enc' },
    ],
  },
  staff: { table: 'staff_accounts', columns: [{ field: totpField, stored: 'totp_secret_enc' }] },
} as const satisfies Record<string, Table>
export type RotatedTable = keyof typeof tables
export const rotatedTables = Object.keys(tables) as RotatedTable[]

type Changed = { stored: Buffer; index?: Buffer; oldIndex?: Buffer }

/** The column's new values, or undefined when it is empty or current. */
function renewed(ctx: Ctx, column: Column, row: Record<string, unknown>): Changed | undefined {
  const { keyring } = ctx.deps
  const stored = row[column.stored] as Buffer | null
  if (stored === null) return undefined
  const plain = keyring.decrypt(column.field, stored)
  const oldIndex = column.index ? (row[column.index] as Buffer) : undefined
  const index = column.index ? keyring.index(column.field, plain) : undefined
  const indexCurrent = !index || !oldIndex || index.equals(oldIndex)
  if (!keyring.needsRotation(stored) && indexCurrent) return undefined
  const fresh = keyring.needsRotation(stored) ? keyring.encrypt(column.field, plain) : stored
  return { stored: fresh, ...(index && { index }), ...(oldIndex && { oldIndex }) }
}

async function writeRow(ctx: Ctx, table: Table, id: string, changes: Map<Column, Changed>): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = [id]
  for (const [column, changed] of changes) {
    sets.push(`${column.stored} = $${values.push(changed.stored)}`)
    if (column.index) sets.push(`${column.index} = $${values.push(changed.index)}`)
  }
  await ctx.tx.query(`update ${table.table} set ${sets.join(', ')} where id = $1`, values)
}

/**
 * Brings up to `limit` rows after `after` under the current keys, indexes included.
 * Needs the system scope and both old and new keys in the ring. Answers where to go on, null at the end.
 */
export async function rotateBatch(
  ctx: Ctx,
  which: RotatedTable,
  after: string | null,
  limit: number,
): Promise<{ rotated: number; next: string | null }> {
  const table: Table = tables[which]
  const rows = await ctx.tx.query<Record<string, unknown> & { id: string }>(
    `select * from ${table.table} where $1::uuid is null or id > $1 order by id limit $2 for update`,
    [after, limit],
  )
  let rotated = 0
  for (const row of rows) {
    const changes = new Map<Column, Changed>()
    for (const column of table.columns) {
      const changed = renewed(ctx, column, row)
      if (changed) changes.set(column, changed)
    }
    if (changes.size === 0) continue
    rotated += 1
    await writeRow(ctx, table, row.id, changes)
    for (const [column, changed] of changes) {
      // Sessions know their phone by its index alone: they follow it.
      if (column.field !== phoneField || !changed.oldIndex || changed.index?.equals(changed.oldIndex)) continue
      await ctx.tx.query('update sessions set phone_index = $2 where phone_index = $1', [
        changed.oldIndex,
        changed.index,
      ])
    }
  }
  return { rotated, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
}
