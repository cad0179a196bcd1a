import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))

export type Migration = { name: string; sql: string; sha256: string }

/** Reads `NNNN-name.sql` files in order. */
export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings a city's schema up to date, as its owner. Forward only; each file in a transaction of its own;
 * several starting at once wait for one another. Throws when a landed file has changed.
 */
export async function migrate(options: {
  ownerUrl: string
  schema: string
  appRole: string
  onApplied?: (name: string) => void
}): Promise<{ applied: string[] }> {
  const { schema, appRole } = options
  if (!/^[a-z_][a-z0-9_]*$/.test(schema) || !/^[a-z_][a-z0-9_]*$/.test(appRole)) {
    throw new Error('schema and role names are plain lower-case identifiers')
  }
  const migrations = await readMigrations()
  const client = new pg.Client({ connectionString: options.ownerUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('linggong-migrate'))`)
    await client.query(`create schema if not exists ${schema}`)
    await client.query(`grant usage on schema ${schema} to ${appRole}`)
    await client.query(`set search_path to ${schema}, public`)
    await client.query(`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
    // The readiness check compares what is applied with what the program brings.
    await client.query(`grant select on schema_migrations to ${appRole}`)
    const known = new Map(
      (await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations')).rows.map(
        (row) => [row.name, row.sha256],
      ),
    )
    const applied: string[] = []
    for (const migration of migrations) {
      const landed = known.get(migration.name)
      if (landed !== undefined) {
        if (landed !== migration.sha256) throw new Error(`migration ${migration.name} has changed since it was applied`)
        continue
      }
      await client.query('begin')
      try {
        await client.query(migration.sql.replaceAll('{{app}}', appRole))
        await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [
          migration.name,
          migration.sha256,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`)
      }
      applied.push(migration.name)
      options.onApplied?.(migration.name)
    }
    return { applied }
  } finally {
    await client.end()
  }
}
