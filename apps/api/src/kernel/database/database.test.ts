import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { silentLog } from '../log.ts'
import { openDatabase, type Database, type Row } from './database.ts'

const ids = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002']

let database: TestDatabase
let db: Database
let owner: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl, options: `-c search_path=${database.schema}` })
  await owner.connect()
  await owner.query(
    `create table things (id uuid primary key, name text not null);
     insert into things values ('${ids[0]}', '一'), ('${ids[1]}', '二'); grant select on things to public`,
  )
  // One connection: what was prepared on it is met again.
  db = openDatabase({ url: database.appUrl, schema: database.schema, log: silentLog, maxConnections: 1 })
})
afterAll(async () => {
  await db.close()
  await owner.end()
  await database.drop()
})

const things = (wanted: readonly string[], name?: string) =>
  db.transaction({}, (tx) =>
    tx.byIds<Row>(
      'test-things',
      'select * from things where id = any ($1::uuid[]) and ($2::text is null or name = $2) order by id',
      wanted,
      [name ?? null],
    ),
  )

describe('statements by ids', () => {
  test('answer alike for none, for one and for many, with further values', async () => {
    expect(await things([])).toEqual([])
    expect(await things(ids.slice(0, 1))).toEqual([{ id: ids[0], name: '一' }])
    expect(await things(ids)).toHaveLength(2)
    expect(await things(ids, '二')).toEqual([{ id: ids[1], name: '二' }])
    expect(await things(ids.slice(0, 1), '二')).toEqual([])
  })

  test('keep one plan for one id', async () => {
    for (let i = 0; i < 8; i++) await things(ids.slice(0, 1))
    const [plans] = await db.transaction({}, (tx) =>
      tx.query<{ kept: number }>(
        `select generic_plans::int as kept from pg_prepared_statements where name = 'test-things-1'`,
      ),
    )
    expect(plans!.kept).toBeGreaterThan(0)
  })

  test('must say which rows they are about', async () => {
    await expect(
      db.transaction({}, (tx) => tx.byIds('test-wrong', 'select * from things where id = $1', ids.slice(0, 1))),
    ).rejects.toThrow('without «= any ($1::uuid[])»')
  })

  test('have names PostgreSQL keeps whole', async () => {
    await expect(db.transaction({}, (tx) => tx.named(`test-${'x'.repeat(60)}`, 'select 1'))).rejects.toThrow('too long')
  })

  test('go on after a migration has changed what they return', async () => {
    await things(ids.slice(0, 1))
    await owner.query('alter table things add column note text')
    expect(await things(ids.slice(0, 1))).toEqual([{ id: ids[0], name: '一', note: null }])
  })
})
