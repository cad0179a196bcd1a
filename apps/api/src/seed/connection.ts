import pg from 'pg'

/**
 * A connection as the owner of the tables: constraints, triggers and indexes stay, row-level security does
 * not apply. A crash during the load only means seeding again.
 */
export async function connectOwner(ownerUrl: string, schema: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'linggong-seed',
    options: `-c search_path=${schema},public -c timezone=Asia/Shanghai -c synchronous_commit=off -c maintenance_work_mem=256MB`,
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
