import { afterAll, beforeAll, expect, test } from 'vitest'
import { reservedIdNumber } from '@linggong/reference/identifiers.ts'
import { createKeyring, newKey, parseKeys } from '../src/kernel/crypto/keyring.ts'
import { rotateKeys, startKeyRotation } from '../src/kernel/crypto/rotation.ts'
import { testApp, type TestApp } from './app.ts'
import { signInPhone } from './people.ts'
import { here, settleTown, siteId, workDay, type Town } from './town.ts'

/** Columns of bytes that are no ciphertext of a field key nor a blind index that is rewritten, and why. */
const neither: Record<string, string> = {
  'audit_seals.hash': 'a hash of the chain',
  'audit_seals.previous_hash': 'a hash of the chain',
  'requests.answer': 'a remembered answer, kept for some days: the old key stays in the ring until then',
  'sessions.token_hash': 'a hash of a secret',
}

/** What the ciphertext of a column is bound to. */
function fieldOf(table: string, column: string): string {
  const columns = app.registry.encrypted.find((one) => one.table === table)?.columns
  const found = columns?.find((one) => one.column === column)
  if (!found) throw new Error(`${table}.${column} is not in the list`)
  return found.field
}

let app: TestApp
let town: Town
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  await workDay(app, town)
  await app.must('putMyNeeds', { body: { needs: ['sitting'], note: '腰不好', share: 'nobody' } }, town.worker)
  const sealed = (table: string, column: string, plain: string) =>
    app.deps.keyring.encrypt(fieldOf(table, column), plain)
  const granny = reservedIdNumber(34, '1960-05-05', 'female')
  await app.within(async (ctx) => {
    await ctx.tx.query('update pay_settings set openid = $1', [sealed('pay_settings', 'openid', 'openid-of-somebody')])
    await ctx.tx.query(
      `insert into wechat_permissions (person_id, kind, openid_enc, openid_index, left_over, changed_at)
       values ($1, 'offer', $2, $3, 1, $4)`,
      [
        town.worker.personId,
        sealed('wechat_permissions', 'openid_enc', 'openid-of-somebody'),
        app.deps.keyring.index(fieldOf('wechat_permissions', 'openid_enc'), 'openid-of-somebody'),
        ctx.now,
      ],
    )
    await ctx.tx.query(
      "insert into erasures (id, person_id, id_number_enc, asked_at, kept) values ($1, $2, $3, $4, '[]')",
      [ctx.newId(), town.stranger.personId, sealed('erasures', 'id_number_enc', granny), ctx.now],
    )
    await ctx.tx.query('update incoming_transfers set payer_account = $1', [
      sealed('incoming_transfers', 'payer_account', '6200000000000001'),
    ])
    await ctx.tx.query(
      `insert into hard_to_employ (id, person_id, county, category, evidence, evidence_number_enc, valid_from, valid_until, entered_by, entered_at)
       values ($1, $2, $3, 'disabled', 'certificate', $4, '2026-01-01', '2027-01-01', $5, $6)`,
      [
        ctx.newId(),
        town.worker.personId,
        here,
        sealed('hard_to_employ', 'evidence_number_enc', 'C-12'),
        town.staff.clerk.staffId,
        ctx.now,
      ],
    )
    const operatorId = ctx.newId()
    await ctx.tx.query(
      `insert into operators (id, kind, name, uscc, legal_person, phone, created_at)
       values ($1, 'hrAgency', '福安山海人力', '91359999000000012X', '林小青', '05930000000', $2)`,
      [operatorId, ctx.now],
    )
    await ctx.tx.query(
      `insert into payee_accounts (id, site_id, county, operator_id, bank_name, account_enc, account_tail, recorded_at)
       values ($1, $2, $3, $4, '中国农业银行福安市支行', $5, '3456', $6)`,
      [ctx.newId(), siteId, here, operatorId, sealed('payee_accounts', 'account_enc', '1407012109000123456'), ctx.now],
    )
    await ctx.tx.query(
      `insert into referral_relatives (id, site_id, county, name, relative_of, relation, id_number_enc, id_number_index, declared_at, declared_by)
       values ($1, $2, $3, '林大妹', '林小青', 'sibling', $4, $5, $6, $7)`,
      [
        ctx.newId(),
        siteId,
        here,
        sealed('referral_relatives', 'id_number_enc', granny),
        app.deps.keyring.index(fieldOf('referral_relatives', 'id_number_enc'), granny),
        ctx.now,
        town.staff.siteManager.staffId,
      ],
    )
    await ctx.tx.query(
      `insert into site_staff (id, site_id, county, name, duty, full_time, source, publicly_funded, id_number_enc, id_number_index, since, created_at)
       values ($1, $2, $3, '林小青', '窗口', true, 'ownHire', false, $4, $5, '2025-03-01', $6)`,
      [
        ctx.newId(),
        siteId,
        here,
        sealed('site_staff', 'id_number_enc', granny),
        app.deps.keyring.index(fieldOf('site_staff', 'id_number_enc'), granny),
        ctx.now,
      ],
    )
  })
})
afterAll(() => app.close())

test('every column of bytes is rewritten with a change of keys, follows one, or needs none', async () => {
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where table_schema = $1 and data_type = 'bytea' and table_type = 'BASE TABLE' order by 1`,
      [app.database.schema],
    ),
  )
  const known = app.registry.encrypted.flatMap(({ table, columns }) =>
    columns.flatMap(({ column, index }) => [
      `${table}.${column}`,
      ...(index ? [`${table}.${index.column}`] : []),
      ...(index?.followers ?? []).map((one) => `${one.table}.${one.column}`),
    ]),
  )
  expect(rows.map(({ name }) => name)).toEqual([...new Set([...known, ...Object.keys(neither)])].toSorted())
})

test('after it every value opens with the new keys alone, people are found by their phones, sessions go on', async () => {
  const { fieldKeys, indexKeys } = app.deps.config
  const [field, index] = [newKey('t2'), newKey('t2')]
  const onlyNew = createKeyring(parseKeys(field), parseKeys(index))
  const texts = async (): Promise<Map<string, string[]>> => {
    const found = new Map<string, string[]>()
    for (const { table, key, columns } of app.registry.encrypted)
      for (const { column, field: of } of columns) {
        const rows = await app.within((ctx) =>
          ctx.tx.query<{ stored: Buffer }>(
            `select ${column} as stored from ${table} where ${column} is not null order by ${key}`,
          ),
        )
        found.set(
          `${table}.${column}`,
          rows.map(({ stored }) => app.deps.keyring.decrypt(of, stored)),
        )
      }
    return found
  }
  const before = await texts()
  expect([...before].filter(([, values]) => values.length === 0).map(([name]) => name)).toEqual([])

  app.deps.keyring = createKeyring(parseKeys(`${field},${fieldKeys}`), parseKeys(`${index},${indexKeys}`))
  const told: string[] = []
  const rotated = await rotateKeys(app.deps, app.registry, (table) => told.push(table))
  expect(rotated).toBeGreaterThanOrEqual([...before.values()].length)
  expect(told).toEqual(app.registry.encrypted.map(({ table }) => table))
  expect(await rotateKeys(app.deps, app.registry)).toBe(0)

  app.deps.keyring = onlyNew
  expect(await texts()).toEqual(before)
  expect(await app.must('getMe', {}, town.worker)).toMatchObject({ kind: 'person' })
  app.clock.advance(61_000)
  const { persons } = await signInPhone(app, town.worker.phone)
  expect(persons.map(({ id }) => id)).toEqual([town.worker.personId])
})

test('the worker role does the same in the background, batch by batch', async () => {
  const [field, index] = [newKey('t3'), newKey('t3')]
  const current = app.deps.keyring
  // Old values are read with the ring as it stands; new ones are written under the newest keys.
  const fresh = createKeyring(parseKeys(field), parseKeys(index))
  const opens = (stored: Buffer) => !fresh.needsRotation(stored)
  app.deps.keyring = {
    ...fresh,
    decrypt: (of, stored) => (opens(stored) ? fresh : current).decrypt(of, stored),
    indexes: (of, plain) => [...fresh.indexes(of, plain), ...current.indexes(of, plain)],
  }
  await app.within(async (ctx) => startKeyRotation(ctx, app.registry))
  await app.drain()
  app.deps.keyring = fresh
  expect(await rotateKeys(app.deps, app.registry)).toBe(0)
})

test('a check keeps everything but the key its place is under', async () => {
  const change = (sets: string) => app.within((ctx) => ctx.tx.query(`update checks set ${sets}`))
  await expect(change(`at = at + interval '1 hour'`)).rejects.toThrow('permission denied')
  await expect(change('place_enc = null')).rejects.toThrow('rows of checks are never changed')
})
