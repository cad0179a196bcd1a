import pg from 'pg'

import type { Passwords } from './place.ts'

export const DATABASE = 'linggong'
export const OWNER_ROLE = 'linggong_owner'
export const APP_ROLE = 'linggong_app'
export const SUPERUSER = 'postgres'

/** `postgresql://…` for one account on this machine. */
export function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/**
 * Makes, or brings up to date, the two accounts and the database of the city. The owner owns the tables and
 * runs migrations; the application's account owns nothing and cannot pass row-level security.
 */
export async function ensureRolesAndDatabase(superuserUrl: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await ensureRole(client, OWNER_ROLE, passwords.owner)
    await ensureRole(client, APP_ROLE, passwords.app)
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (found.rows.length === 0) {
      await client.query(`create database ${DATABASE} owner ${OWNER_ROLE} template template0`)
    }
    await client.query(`revoke all on database ${DATABASE} from public`)
    await client.query(`grant connect on database ${DATABASE} to ${APP_ROLE}`)
  } finally {
    await client.end()
  }
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role])
  if (found.rows.length === 0) await client.query(`create role ${role}`)
  const attributes = 'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication'
  await client.query(`alter role ${role} with ${attributes} password ${client.escapeLiteral(password)}`)
}
