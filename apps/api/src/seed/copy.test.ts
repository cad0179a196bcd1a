import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { addRow, copyBatch, sendCopy } from './copy.ts'
import { connectOwner } from './connection.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await connectOwner(database.ownerUrl, database.schema)
  await client.query(
    'create table copied (n int primary key, words text, list text[], at timestamptz, raw bytea, yes boolean, data jsonb)',
  )
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

test('values of every kind arrive as they were, whatever signs they hold', async () => {
  const batch = copyBatch('copied', ['n', 'words', 'list', 'at', 'raw', 'yes', 'data'])
  const at = new Date('2026-11-23T07:00:00.123+08:00')
  const words = 'tab\t line\n back\\slash "quotes" 𡒄 \\N'
  addRow(batch, [
    1,
    words,
    ['a"b', 'c\\d', '茶\n叶', ''],
    at,
    Buffer.from([0, 255, 10]),
    true,
    JSON.stringify({ words }),
  ])
  addRow(batch, [2, null, [], null, null, false, null])
  expect(await sendCopy(client, batch)).toBe(2)
  const { rows } = await client.query('select * from copied order by n')
  expect(rows).toEqual([
    {
      n: 1,
      words,
      list: ['a"b', 'c\\d', '茶\n叶', ''],
      at,
      raw: Buffer.from([0, 255, 10]),
      yes: true,
      data: { words },
    },
    { n: 2, words: null, list: [], at: null, raw: null, yes: false, data: null },
  ])
})

test('a batch larger than one piece arrives whole, and is empty afterwards', async () => {
  const batch = copyBatch('copied', ['n', 'words'])
  for (let n = 100; n < 30_100; n++) addRow(batch, [n, '宁德市福鼎市点头镇柏柳村茶园采茶青当天结'])
  expect(await sendCopy(client, batch)).toBe(30_000)
  expect(batch).toMatchObject({ text: '', rows: 0 })
  const { rows } = await client.query(
    'select count(distinct words)::int as kinds, count(*)::int as n from copied where n >= 100',
  )
  expect(rows).toEqual([{ kinds: 1, n: 30_000 }])
})

test('a row the database refuses is an error, and the connection stays usable', async () => {
  const batch = copyBatch('copied', ['n'])
  addRow(batch, [1])
  await expect(sendCopy(client, batch)).rejects.toMatchObject({ code: '23505' })
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})
