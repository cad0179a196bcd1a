import type pg from 'pg'
import type { Progress } from './progress.ts'

/**
 * Indexes that only make reading quicker are made after a bulk load: sorting once costs a fraction of a
 * million insertions. Those that enforce something (primary key, unique, exclusion) never go. Their
 * definitions wait in a table of the schema until they are back, so that a load cut short loses none.
 */
const waiting = 'seed_plain_indexes'

const plainOf = `
  select i.indexrelid::regclass::text as name, t.relname as table_name, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i
  join pg_class t on t.oid = i.indrelid
  where t.relnamespace = $1::regnamespace and t.relname = any ($2::text[])
    and not i.indisunique and not i.indisprimary and not i.indisexclusion
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`

/** Takes the plain indexes of these tables away; part of the caller's transaction. */
export async function setPlainIndexesAside(
  client: pg.ClientBase,
  schema: string,
  tables: readonly string[],
): Promise<void> {
  await client.query(
    `create table ${waiting} (name text primary key, table_name text not null, definition text not null)`,
  )
  const { rows } = await client.query<{ name: string }>(`insert into ${waiting} ${plainOf} returning name`, [
    schema,
    tables,
  ])
  if (rows.length > 0) await client.query(`drop index ${rows.map((row) => row.name).join(', ')}`)
}

/** Whether a load was cut short before its indexes were back. */
export async function plainIndexesWait(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('${waiting}') is not null as there`)
  return rows[0]?.there ?? false
}

/**
 * Makes every index that waits, the largest tables' first, one per connection at a time; each is forgotten in
 * the transaction that makes it. Does nothing when none waits. The table goes last.
 * @throws Error what the database says of an index it cannot make
 */
export async function bringPlainIndexesBack(clients: readonly pg.ClientBase[], progress: Progress): Promise<void> {
  const [first] = clients
  if (!first || !(await plainIndexesWait(first))) return
  const { rows: queue } = await first.query<{ name: string; definition: string }>(
    `select name, definition from ${waiting} order by pg_relation_size(table_name::regclass) desc, name`,
  )
  progress.begin('indexes', queue.length)
  await Promise.all(
    clients.map(async (client) => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        await client.query('begin')
        try {
          await client.query(next.definition)
          await client.query(`delete from ${waiting} where name = $1`, [next.name])
          await client.query('commit')
        } catch (error) {
          await client.query('rollback')
          throw error
        }
        progress.add(0, 1)
      }
    }),
  )
  await first.query(`drop table ${waiting}`)
}
