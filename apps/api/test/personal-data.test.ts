import { afterAll, beforeAll, expect, test } from 'vitest'
import { notInCopy, ownTables } from '../src/modules/insights/index.ts'
import { testApp, type TestApp } from './app.ts'
import { settleTown, siteId, workDay, type Town } from './town.ts'

let app: TestApp
let town: Town
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  await workDay(app, town)
})
afterAll(() => app.close())

test('every table that knows a person is in the copy the person can take, or is named with the reason why not', async () => {
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ name: string }>(
      `select distinct c.table_name as name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = $1 and t.table_type = 'BASE TABLE'
         and (c.column_name in ('person_id', 'worker_id', 'leader_id', 'worker_name')
           or (c.column_name like '%\\_enc' and c.data_type = 'bytea'))
       order by 1`,
      [app.database.schema],
    ),
  )
  const known = [...ownTables.map(({ table }) => table), ...Object.keys(notInCopy)]
  expect(rows.map(({ name }) => name)).toEqual(known.toSorted())
})

test('the copy holds what sites keep about the person too, opened, and nothing of others', async () => {
  const note = '腰不好'
  await app.must('putMyNeeds', { body: { needs: ['sitting'], note, share: 'nobody' } }, town.worker)
  await app.within((ctx) =>
    ctx.tx.query(
      `insert into site_staff (id, site_id, county, name, duty, full_time, source, publicly_funded, id_number_enc, id_number_index, since, created_at)
       values ($1, $2, '350981', '林小青', '窗口', true, 'ownHire', false, $3, $4, '2025-03-01', $5)`,
      [
        ctx.newId(),
        siteId,
        app.deps.keyring.encrypt('site_staff.id_number', town.worker.idNumber),
        app.deps.keyring.index('site_staff.id_number', town.worker.idNumber),
        ctx.now,
      ],
    ),
  )
  const copy = await app.must('getMyRecords', {}, town.worker)
  const items = copy.items.map(({ table, rows }) => ({
    table,
    rows: rows.map((facts): Record<string, string> =>
      Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    ),
  }))
  const rowsOf = (table: string) => items.find((one) => one.table === table)?.rows ?? []
  expect(JSON.stringify(rowsOf('worker_needs'))).toContain(note)
  expect(rowsOf('site_staff')).toMatchObject([{ duty: '窗口', id_number: town.worker.idNumber }])
  for (const table of ['engagements', 'wages', 'payslips', 'checks', 'notices', 'ratings'])
    expect({ table, some: rowsOf(table).length > 0 }).toEqual({ table, some: true })
  // Rows of the person alone, and no bytes nobody can read.
  const others = items.flatMap(({ rows }) =>
    rows.filter((row) => 'worker_id' in row && row.worker_id !== town.worker.personId),
  )
  expect(others).toEqual([])
  expect(JSON.stringify(copy)).not.toMatch(/"\\\\x[0-9a-f]/)
  expect((await app.call('getMyRecords', {}, { token: town.tokens.clerk })).status).toBe(404)
})

test('what the employer wrote stays closed in the copy too, until both have rated or the time is over; who wrote it is never told', async () => {
  const ratings = async () =>
    (await app.must('getMyRecords', {}, town.worker)).items
      .filter(({ table }) => table === 'ratings')
      .flatMap(({ rows }) => rows)
      .map((facts): Record<string, string> => Object.fromEntries(facts.map(({ name, value }) => [name, value])))
  const from = async () => (await ratings()).map(({ by_side }) => by_side).toSorted()
  await app.within((ctx) =>
    ctx.tx.query(
      `insert into ratings (id, engagement_id, posting_id, employer_id, worker_id, county, by_side, about, stars, given_by, given_at)
       select $1, engagement_id, posting_id, employer_id, worker_id, county, 'employer', 'worker', 2, employer_id, given_at
       from ratings where worker_id = $2 and by_side = 'worker' and about = 'employer'
       on conflict do nothing`,
      ['01900000-0000-7000-8000-0000000000ee', town.worker.personId],
    ),
  )
  const show = (at: string | null) =>
    app.within((ctx) =>
      ctx.tx.query("update ratings set shown_at = $1 where worker_id = $2 and by_side = 'employer'", [
        at,
        town.worker.personId,
      ]),
    )
  await show(null)
  expect(await from()).not.toContain('employer')
  await show('2026-11-20T08:00:00+08:00')
  expect(await from()).toContain('employer')
  expect(JSON.stringify(await ratings())).not.toContain('given_by')
})
