import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { connectOwner } from './connection.ts'
import { mendSeed } from './mend.ts'
import { plainIndexesWait, setPlainIndexesAside } from './plain-indexes.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await connectOwner(database.ownerUrl, database.schema)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

async function indexesOf(table: string): Promise<string[]> {
  const { rows } = await client.query<{ indexdef: string }>(
    'select indexdef from pg_indexes where schemaname = current_schema() and tablename = $1 order by 1',
    [table],
  )
  return rows.map((row) => row.indexdef)
}

const mend = async (): Promise<string[]> => {
  const said: string[] = []
  await mendSeed(database.ownerUrl, database.schema, (line) => said.push(line))
  return said
}

test('only indexes that enforce nothing go, of the tables named; the next start brings back what a killed seed left', async () => {
  const before = await indexesOf('engagements')
  const wages = await indexesOf('wages')
  const enforcing = before.filter((one) => one.startsWith('CREATE UNIQUE') || one.includes('worker_not_doubled'))
  expect(enforcing).toHaveLength(3)
  expect(before.length).toBeGreaterThan(6)
  expect(await mend()).toEqual([])

  await setPlainIndexesAside(client, database.schema, ['engagements'])
  expect(await indexesOf('engagements')).toEqual(enforcing)
  expect(await indexesOf('wages')).toEqual(wages)
  expect(await plainIndexesWait(client)).toBe(true)

  const said = await mend()
  expect(said[0]).toContain('cut short')
  expect(said.at(-1)).toContain(`indexes: ${before.length - 3}/${before.length - 3}`)
  expect(await indexesOf('engagements')).toEqual(before)
  expect(await plainIndexesWait(client)).toBe(false)
})

test('an index that cannot be made keeps waiting, the others are back', async () => {
  const before = await indexesOf('wages')
  await setPlainIndexesAside(client, database.schema, ['wages'])
  await client.query('alter table wages rename column paid_at to paid_on')
  await expect(mend()).rejects.toMatchObject({ code: '42703' })
  expect(await plainIndexesWait(client)).toBe(true)
  await client.query('alter table wages rename column paid_on to paid_at')
  await mend()
  expect(await indexesOf('wages')).toEqual(before)
})
