import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../database.ts'
import { decideAll, readRows } from './cases-file.ts'
import { scratchDeps } from './scratch.ts'

let database: TestDatabase
let scratch: ReturnType<typeof scratchDeps>
beforeAll(async () => {
  database = await createTestDatabase()
  scratch = scratchDeps(database.appUrl, database.schema, mkdtempSync(join(tmpdir(), 'linggong-cases-')))
})
afterAll(async () => {
  await scratch?.deps.db.close()
  await database?.drop()
})

test('案例表逐行经办:决定、金额、条款、是否待确认都和表里写的一样', async () => {
  const rows = readRows(readFileSync(new URL('cases.csv', import.meta.url), 'utf8'))
  const decided = await decideAll(scratch, rows)
  expect(
    decided.map(({ id, decision, amountYuan, clause, provisional }) => [id, decision, amountYuan, clause, provisional]),
  ).toEqual(
    rows.map((row) => [row.id, row.expectDecision, row.expectAmountYuan, row.expectClause, row.expectProvisional]),
  )
  expect(decided.every(({ decision, reason }) => decision === 'no-policy' || reason.length > 5)).toBe(true)
})

test('表格缺列、多列、写乱了也不停下,每一处都说清', async () => {
  const rows = readRows('\uFEFFid,what,kind\nx1,one-off,shop\nx2,performance,market,extra,cells\n')
  const [first, second] = await decideAll(scratch, rows)
  expect(first).toMatchObject({ id: 'x1', decision: 'invalid' })
  for (const column of ['kind', 'builder', 'areaM2', 'openedOn', 'appliedOn']) expect(first?.reason).toContain(column)
  expect(second).toMatchObject({ id: 'x2', decision: 'invalid' })
})

test('一个案例不影响下一个', async () => {
  const line = (id: string) => `${id},one-off,market,thirdParty,90,,,2025-03-01,2026-03-01,0,,,no`
  const rows = readRows(
    `id,what,kind,builder,areaM2,countyUpliftYuan,stars,openedOn,appliedOn,closedDays,purchasedFrom,purchasedTo,paidBefore\n${line('a')}\n${line('b')}\n`,
  )
  expect((await decideAll(scratch, rows)).map(({ decision }) => decision)).toEqual(['grant', 'grant'])
})
