import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadPolicy } from '@linggong/policy'
import type pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { policyPacks } from '../compose.ts'
import { createKeyring, newKey, parseKeys } from '../kernel/crypto/keyring.ts'
import { plainIndexesWait } from './plain-indexes.ts'
import { problemsOf } from './prove.ts'
import { connectOwner } from './connection.ts'
import { cityPlan, seed, type SeedOptions } from './seed.ts'

const policy = loadPolicy(policyPacks)
const keyring = createKeyring(parseKeys(newKey('t1')), parseKeys(newKey('t1')))
const today = '2026-11-23'

type Seeding = { database: TestDatabase; client: pg.Client; options: SeedOptions }
const open: Seeding[] = []

async function seedOne(): Promise<Seeding> {
  const database = await createTestDatabase()
  const options: SeedOptions = {
    ownerUrl: database.ownerUrl,
    schema: database.schema,
    dataDir: await mkdtemp(join(tmpdir(), 'linggong-seed-')),
    scale: 'small',
    frame: { policy, keyring, today, now: new Date(`${today}T07:00:00+08:00`) },
    say: () => undefined,
    monotonicMs: () => 0,
  }
  await seed(options)
  const one = { database, options, client: await connectOwner(database.ownerUrl, database.schema) }
  open.push(one)
  return one
}

afterAll(async () => {
  for (const one of open) {
    await one.client.end()
    await one.database.drop()
    await rm(one.options.dataDir, { recursive: true, force: true })
  }
})

const compared = [
  `select to_jsonb(p) - 'id_number_enc' - 'phone_enc' as row from persons p order by id`,
  `select to_jsonb(e) - 'uscc_enc' - 'contact_phone_enc' as row from employers e order by id`,
  `select to_jsonb(p) - 'contact_phone' as row from postings p order by id`,
  'select to_jsonb(e) as row from engagements e order by id',
  'select to_jsonb(w) as row from wages w order by id',
  'select to_jsonb(c) as row from contracts c order by id',
  'select to_jsonb(l) as row from ledger_entries l order by transaction_id, line',
]

async function hashOf(client: pg.Client): Promise<string> {
  const hash = createHash('sha256')
  for (const text of compared)
    for (const row of (await client.query<{ row: unknown }>(text)).rows) hash.update(JSON.stringify(row.row))
  return hash.digest('hex')
}

async function indexesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ indexdef: string }>(
    'select indexdef from pg_indexes where schemaname = current_schema() order by 1',
  )
  return rows.map((row) => row.indexdef)
}

test(
  'the same day gives the same city; a second seeding changes nothing and says so',
  { timeout: 120_000 },
  async () => {
    const first = await seedOne()
    const second = await seedOne()
    const before = await hashOf(first.client)
    expect(await hashOf(second.client)).toBe(before)
    expect(await readFile(join(second.options.dataDir, 'sample-accounts.json'), 'utf8')).toBe(
      await readFile(join(first.options.dataDir, 'sample-accounts.json'), 'utf8'),
    )
    expect((await seed(second.options)).already).toBe(true)
    expect(await hashOf(second.client)).toBe(before)
  },
)

test(
  'the full city is made of the same parts: a two-hundred-and-fiftieth of it holds',
  { timeout: 180_000 },
  async () => {
    const one = await seedOne()
    const indexes = await indexesOf(one.client)
    const shrink = 250
    const done = await seed({ ...one.options, scale: 'city', shrink, alone: true })
    expect(done.proof && problemsOf(done.proof)).toEqual([])
    expect(done.proof?.counts).toMatchObject({
      workers: cityPlan.workers / shrink,
      employers: cityPlan.employers / shrink,
      wages: cityPlan.paid / shrink,
      paidEngagements: cityPlan.paid / shrink,
      postings: cityPlan.postings / shrink,
    })
    expect(await indexesOf(one.client)).toEqual(indexes)
    expect(await plainIndexesWait(one.client)).toBe(false)
  },
)
