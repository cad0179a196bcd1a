import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../database.ts'
import { columnsIn } from './case-row.ts'
import { decideAll, readRows, textOf } from './cases-file.ts'
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
    rows.map(({ cells }) => [
      cells.id,
      cells.expectDecision,
      cells.expectAmountYuan,
      cells.expectClause,
      cells.expectProvisional,
    ]),
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

const header = columnsIn.join(',')
const fine = (id: string) => `${id},one-off,market,thirdParty,90,,,2025-03-01,2026-03-01,0,,,no`

test('办公软件存出来的怪文件:BOM、回车换行、行尾不一样、引号里有逗号和换行、分号、制表符、大小写、没有表头、国标码,都读得一样', async () => {
  const decide = async (text: string) => {
    const decided = await decideAll(scratch, readRows(text))
    return decided.map(({ id, decision, amountYuan }) => `${id} ${decision} ${amountYuan}`)
  }
  const granted = ['a grant 200000', 'b grant 200000']
  const lines = [header, fine('a'), fine('b')]
  const texts = [
    lines.join('\n'),
    `\uFEFF${lines.join('\r\n')}\r\n\r\n`,
    // Put together of two files: the first line ends otherwise than the rest.
    `${lines[0]}\r\n${lines[1]}\n${lines[2]}\r`,
    lines.map((line) => line.replaceAll(',', ';')).join('\n'),
    lines.map((line) => line.replaceAll(',', '\t')).join('\n'),
    lines.map((line, n) => (n === 0 ? line.toUpperCase() : line)).join('\n'),
    lines.slice(1).join('\n'),
    lines
      .map((line) =>
        line
          .split(',')
          .map((cell) => `"${cell}"`)
          .join(' , '),
      )
      .join('\n'),
  ]
  for (const text of texts) expect(await decide(text)).toEqual(granted)
  expect(await decide(`${header}\n"一,\n二",one-off,market,thirdParty,90,,,2025-03-01,2026-03-01,0,,,no`)).toEqual([
    '一,\n二 grant 200000',
  ])
  // «市» in GB 18030, as Excel in Chinese saves it.
  const inGb = Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xca, 0xd0]), Buffer.from(fine(''))])
  const inUtf16 = Buffer.from(`\uFEFF${header}\n${fine('市')}`, 'utf16le')
  for (const bytes of [inGb, inUtf16]) expect(await decide(textOf(bytes))).toEqual(['市 grant 200000'])
  expect(await decide('')).toEqual([])
  expect(await decide(header)).toEqual([])
})

test('引号没有配对的一行自己算错,前后的照办;行号说的是文件里的行', async () => {
  const text = [header, fine('a'), `"x,one-off`, fine('b'), '', ',,,,'].join('\n')
  const decided = await decideAll(scratch, readRows(text))
  expect(decided.map(({ id, decision }) => `${id} ${decision}`)).toEqual([
    'a grant',
    'x invalid',
    'b grant',
    '(第6行) invalid',
  ])
  expect(decided[1]?.reason).toBe('引号没有成对,这一行读不了')
  const spread = [header, '"two\nlines",one-off', ',one-off'].join('\n')
  const [two, nameless] = await decideAll(scratch, readRows(spread))
  expect([two?.id, nameless?.id]).toEqual(['two\nlines', '(第4行)'])
})

test('一行里错了几处就说几处:没有的日子、负数、太远的年份、没听说过的种类', async () => {
  const line = 'n,bonus,mall,me,-90,-5,9,2025-02-30,9999-12-31,-3,2025-99-01,,maybe'
  const [one] = await decideAll(scratch, readRows(`${header}\n${line}`))
  expect(one).toMatchObject({ id: 'n', decision: 'invalid', amountYuan: '0' })
  expect(one?.reason.split(';')).toEqual([
    'what 要填 one-off 或 performance,现在是“bonus”',
    'kind 要填 market 或 station,现在是“mall”',
    'builder 要填 thirdParty 或 government,现在是“me”',
    'areaM2 要填不小于 0 的数字,现在是“-90”',
    'openedOn 要填日期,如 2026-03-01,现在是“2025-02-30”',
    'appliedOn 的年份要在 1900 到 2100 之间,现在是“9999-12-31”',
    'closedDays 要填不小于 0 的数字,现在是“-3”',
    'countyUpliftYuan 要填不小于 0 的数字,现在是“-5”',
    'stars 要填 5、4、3 或 fail,现在是“9”',
    'purchasedFrom 要填日期,如 2026-03-01,现在是“2025-99-01”',
    'purchasedTo 要填日期,如 2026-03-01,现在没有填',
    'paidBefore 要填 yes 或 no,现在是“maybe”',
  ])
})

test('本县标准超过登记得下的最大金额的,不算', async () => {
  const line = (id: string, yuan: string) => fine(id).replace('90,,', `90,${yuan},`)
  const decided = await decideAll(
    scratch,
    readRows([header, line('a', '100000000'), line('b', '100000001')].join('\n')),
  )
  expect(decided.map(({ id, decision }) => `${id} ${decision}`)).toEqual(['a grant', 'b invalid'])
  expect(decided[1]?.reason).toBe('countyUpliftYuan 最大 100000000')
})

test('几千行一行不少,前面的错不连累后面', async () => {
  const count = 3_000
  const bad = (n: number) => `r${n},one-off,market,thirdParty,很大,,,2025-03-01,2026-03-01,0,,,no`
  const lines = Array.from({ length: count }, (_none, n) => (n === count - 1 ? fine(`r${n}`) : bad(n)))
  const decided = await decideAll(scratch, readRows([header, ...lines].join('\n')))
  expect(decided.map(({ id }) => id)).toEqual(lines.map((_line, n) => `r${n}`))
  expect(decided.filter(({ decision }) => decision === 'invalid')).toHaveLength(count - 1)
  expect(decided.at(-1)).toMatchObject({ decision: 'grant' })
})

test('一个案例不影响下一个', async () => {
  const rows = readRows([header, fine('a'), fine('b')].join('\n'))
  expect((await decideAll(scratch, rows)).map(({ decision }) => decision)).toEqual(['grant', 'grant'])
})
