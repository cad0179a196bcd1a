import { createHash } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

let made = 0

/** A database of this test alone, copied from the migrated template. */
export type TestDatabase = {
  appUrl: string
  ownerUrl: string
  schema: string
  drop(): Promise<void>
}

async function asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('pg').superuserUrl })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('pg')
  made += 1
  const name = `t_${createHash('sha1').update(`${process.pid}:${made}:${process.hrtime.bigint()}`).digest('hex').slice(0, 16)}`
  await asSuperuser(async (client) => {
    await client.query(
      `create database ${name} owner ${server.ownerRole} template ${server.template} strategy file_copy`,
    )
  })
  const url = (role: string, password: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@${server.host}:${server.port}/${name}`
  return {
    appUrl: url(server.appRole, server.appPassword),
    ownerUrl: url(server.ownerRole, server.ownerPassword),
    schema: server.schema,
    drop: () =>
      asSuperuser(async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}
