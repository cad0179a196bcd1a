import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scope } from '../src/kernel/scope.ts'
import { testApp, type TestApp } from './app.ts'
import { elsewhere, here, settleTown, workDay, type Town } from './town.ts'

/** Columns that say whom a row concerns. */
const concerning = [
  'person_id',
  'worker_id',
  'leader_id',
  'crew_leader_id',
  'person_ids',
  'concerns',
  'recipient_id',
  'employer_id',
  'county',
  'staff_id',
  'phone_index',
]

/** Tables with such a column that every scope may read, and why. */
const open: Record<string, string> = {
  sessions: 'asked by the hash of a secret before anybody is known',
  codes: 'asked by phone before anybody is known; holds hashes and ciphertext',
  posting_board: 'the public board',
  shift_codes: 'asked by the secret in the scanned code; names no worker',
}

/** Rows of protected tables that the public may see. */
const publicRows: Record<string, string> = {
  shifts: 'an open shift is on the board',
  postings: 'a published posting is on the board',
  sites: 'public register of markets and stations, 三(三)',
  site_services: 'what a site offers is published, 附1-20',
  site_closures: 'when a site rests is published, 三(三)',
  operators: 'facts of organisations, looked up by staff of any county',
  operator_relations: 'which organisations belong together, looked up by staff of any county',
}

let app: TestApp
let town: Town
let owner: pg.Client
let tables: string[]
let columns: Array<{ table: string; column: string; type: string }>
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  await workDay(app, town)
  owner = new pg.Client({ connectionString: app.database.ownerUrl, options: `-c search_path=${app.database.schema}` })
  await owner.connect()
  columns = await ask(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = $1 and c.relkind in ('r', 'p')`,
    [app.database.schema],
  )
  tables = [...new Set(columns.map(({ table }) => table))].sort()
})
afterAll(async () => {
  await owner?.end()
  await app?.close()
})

const ask = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  (await owner.query<T>(text, values)).rows
const names = async (text: string) =>
  (await ask<{ name: string }>(text, [app.database.schema])).map(({ name }) => name).sort()
const protectedTables = () =>
  names(`select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = $1 and c.relrowsecurity`)
const columnsOf = (table: string) => columns.filter((one) => one.table === table).map(({ column }) => column)

/** How many rows of each protected table a scope sees. */
async function seen(scope: Scope): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const wanted = await protectedTables()
  await app.within(async (ctx) => {
    for (const table of wanted) {
      const readable = await ctx.tx.query<{ ok: boolean }>('select has_table_privilege($1, $2) as ok', [
        table,
        'select',
      ])
      if (!readable[0]?.ok) continue
      const [row] = await ctx.tx.query<{ n: number }>(`select count(*)::int as n from ${table}`)
      counts[table] = row?.n ?? 0
    }
  }, scope)
  return counts
}

/** Rows a scope sees although `mine` holds for none of them. */
async function strange(scope: Scope, mine: (columns: string[]) => string | undefined): Promise<string[]> {
  const found: string[] = []
  const wanted = await protectedTables()
  await app.within(async (ctx) => {
    for (const table of wanted) {
      if (table in publicRows) continue
      const condition = mine(columnsOf(table)) ?? 'false'
      const [row] = await ctx.tx.query<{ n: number }>(
        `select count(*)::int as n from ${table} where not coalesce(${condition}, false)`,
      )
      if (row && row.n > 0) found.push(`${table}: ${row.n} rows of others`)
    }
  }, scope)
  return found
}

const anyOf = (parts: Array<string | false>) => parts.filter(Boolean).join(' or ') || undefined

describe('第二道墙:行级权限', () => {
  test('凡是写着谁、哪家、哪个县的表都有行级权限,例外都有理由', async () => {
    const walls = await protectedTables()
    const bare = tables.filter(
      (table) => !walls.includes(table) && columnsOf(table).some((column) => concerning.includes(column)),
    )
    expect(bare.sort()).toEqual(
      Object.keys(open)
        .filter((table) => columnsOf(table).some((column) => concerning.includes(column)))
        .sort(),
    )
  })
  test('应用的角色不拥有任何表,也绕不过去', async () => {
    const [role] = await app.deps.db.named<{ bypass: boolean; super: boolean }>(
      'test-role',
      'select rolbypassrls as bypass, rolsuper as super from pg_roles where rolname = current_user',
    )
    expect(role).toEqual({ bypass: false, super: false })
    const [owned] = await app.deps.db.named<{ n: number }>(
      'test-owned',
      "select count(*)::int as n from pg_class where relkind in ('r', 'p') and relowner = current_user::regrole",
    )
    expect(owned?.n).toBe(0)
  })
  test('没有范围就一行也看不到,公开的招工除外', async () => {
    const counts = await seen({})
    for (const table of Object.keys(publicRows)) delete counts[table]
    expect(Object.entries(counts).filter(([, n]) => n > 0)).toEqual([])
  })
  test('平台自己的范围看得到这一天留下的东西(否则上面的零说明不了什么)', async () => {
    const counts = await seen({ system: true })
    for (const table of [
      'persons',
      'employers',
      'engagements',
      'contracts',
      'timesheets',
      'wages',
      'payouts',
      'disputes',
      'audit_entries',
      'notices',
      'pay_settings',
      'ratings',
    ]) {
      expect(counts[table], table).toBeGreaterThan(0)
    }
  })
  test('工人的范围只看得到和自己有关的行', async () => {
    const me = town.worker.personId
    const own = (list: string[]) =>
      anyOf([
        ...['person_id', 'worker_id', 'leader_id', 'crew_leader_id', 'recipient_id'].map(
          (column) => list.includes(column) && `${column} = '${me}'`,
        ),
        list.includes('concerns') && `'${me}' = any (concerns)`,
        list.includes('birth_date') && `id = '${me}'`,
        list.includes('about_id') && `about_id = '${me}'`,
      ])
    expect(await strange({ persons: [me] }, own)).toEqual([])
    expect((await seen({ persons: [me] })).engagements).toBe(1)
    expect((await seen({ persons: [town.stranger.personId] })).engagements).toBe(0)
  })
  test('县里的范围只看得到本县的行', async () => {
    const county = (list: string[]) => anyOf([list.includes('county') && `county = '${here}'`])
    expect(await strange({ counties: [here] }, county)).toEqual([])
    expect((await seen({ counties: [here] })).engagements).toBe(2)
    expect(await strange({ counties: [elsewhere] }, () => undefined)).toEqual([])
  })
  test('用工主体的范围只看得到自己的行', async () => {
    const { employerId } = town.employer
    const own = (list: string[]) =>
      anyOf([
        list.includes('employer_id') && `employer_id = '${employerId}'`,
        list.includes('concerns') && `'${employerId}' = any (concerns)`,
        list.includes('recipient_id') && `recipient_id = '${employerId}'`,
        list.includes('about_id') && `about_id = '${employerId}'`,
        list.includes('uscc_index') && `id = '${employerId}'`,
      ])
    expect(await strange({ employers: [employerId] }, own)).toEqual([])
    const other = await seen({ employers: [town.otherEmployer.employerId] })
    expect([other.engagements, other.wages, other.contracts]).toEqual([0, 0, 0])
  })
})

describe('库里的规矩', () => {
  test('每张表都有主键', async () => {
    const keyed = await names(`select c.relname as name from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and i.indisprimary`)
    expect(tables.filter((table) => !keyed.includes(table))).toEqual([])
  })
  test('每条权限规则只比较列和会话里的范围,不查别的表', async () => {
    const policies = await ask<{ name: string; text: string }>(
      `select tablename || '.' || policyname as name, concat_ws(' ', qual, with_check) as text from pg_policies where schemaname = $1`,
      [app.database.schema],
    )
    expect(policies.length).toBeGreaterThan(30)
    // A select that reads nothing but the session is read once a statement, not once a row.
    const ofSession = /\( SELECT [\w(]*current_setting\((?:(?!\bselect\b|\bfrom\b).)*? AS "?\w+"?\)/gis
    const beyond = policies.filter(({ text }) => /\bselect\b|\bfrom\b|\bexists\b/i.test(text.replace(ofSession, '')))
    expect(beyond.map(({ name }) => name)).toEqual([])
  })
  test('有墙的表都有规则', async () => {
    const ruled = await names('select distinct tablename as name from pg_policies where schemaname = $1')
    expect((await protectedTables()).filter((table) => !ruled.includes(table))).toEqual([])
  })
  test('库里的函数都写明在哪里找表', async () => {
    const loose = await names(`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      left join pg_depend d on d.objid = p.oid and d.deptype = 'e'
      where n.nspname = $1 and d.objid is null
        and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')`)
    expect(loose).toEqual([])
  })
  test('时间一律带时区,钱一律整数分', () => {
    expect(columns.filter(({ type }) => type.startsWith('timestamp') && !type.includes('with time zone'))).toEqual([])
    const money = columns.filter(({ column }) => column.endsWith('_fen'))
    expect(money.length).toBeGreaterThan(5)
    expect(money.filter(({ type }) => type !== 'bigint')).toEqual([])
  })
  test('没有列自己去问数据库几点了', async () => {
    const defaults = await ask<{ text: string }>(
      `select pg_get_expr(d.adbin, d.adrelid) as text from pg_attrdef d join pg_class c on c.oid = d.adrelid
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname <> 'schema_migrations'`,
      [app.database.schema],
    )
    expect(defaults.filter(({ text }) => /now\(\)|current_|clock_|random|gen_random/i.test(text))).toEqual([])
  })
})

describe('源码里的 SQL', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const sources = globSync('{src,migrations}/**/*.{ts,sql}', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(`${root}/${file}`, 'utf8') }))
  /** Text without comments: what they explain is no SQL. */
  const bare = (text: string) => text.replace(/^\s*(--|\/\/|\*|\/\*).*$/gm, '')
  const holding = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(bare(text))).map(({ file }) => file)

  test('不写死库里的模式名', () => {
    const named = /\b(from|join|into|update|table|on)\s+(ningde|public)\.\w+/i
    expect(holding(named)).toEqual([])
  })
  test('不问数据库时间,不掷骰子', () => {
    const asking =
      /(?<![.\w])(now|random|gen_random_uuid|(clock|statement|transaction)_timestamp)\(\)(?!:)|\bcurrent_(timestamp|date|time)\b/i
    const reasons: Record<string, string> = {
      'migrations/0041-certificates-checked.sql': 'one due row of the migration itself, which has no source of ids',
      'migrations/0052-fund-performance.sql':
        'a term of keeping runs by real time, whatever a demonstration’s clock says',
      'src/kernel/database/migrate.ts': 'schema_migrations says when a migration really ran',
      'src/kernel/demonstration/settle.ts': 'a parameter of that name, no SQL',
    }
    expect(holding(asking).sort()).toEqual(Object.keys(reasons).sort())
  })
  test('程序自己的钟只有一处,骰子一个也没有', () => {
    const reasons: Record<string, string> = {
      'src/kernel/clock.ts': 'the clock itself',
      'src/kernel/demonstration/clock.ts': "the demonstration's clock: real time plus an offset",
      'src/kernel/demonstration/settle.ts': 'how long to wait in real time',
      'src/seed/cli.ts': 'on which day the seeded town stands',
    }
    expect(holding(/\bDate\.now\(\)|new Date\(\)|Math\.random\(\)/).sort()).toEqual(Object.keys(reasons).sort())
  })
})
