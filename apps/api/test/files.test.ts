import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { deflateRawSync } from 'node:zlib'
import { reservedPhone } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from './app.ts'
import { settleTown, workDay, type Ids, type Town } from './town.ts'

let app: TestApp
let town: Town
let ids: Ids
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  ids = await workDay(app, town)
})
afterAll(() => app?.close())

async function opened(answered: { status: number; body: unknown }): Promise<Worksheet[]> {
  expect(answered.status).toBe(200)
  const workbook = new Workbook()
  await workbook.xlsx.load(answered.body as Buffer)
  return workbook.worksheets
}
const rowsOf = (sheet: Worksheet) => {
  const rows: unknown[][] = []
  sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
  return rows
}
const period = { from: '2026-11-19', to: '2026-11-20' }
const params = () => ({ employerId: ids.employerId! })

describe('用工主体把账带走', () => {
  test('工资表:按天合计和每笔工资,打开看得到人、钱和合计', async () => {
    const [byDay, wages] = await opened(
      await app.call('getEmployerStatementFile', { params: params(), query: period }, town.employer),
    )
    const statement = await app.must('getEmployerStatement', { params: params(), query: period }, town.employer)
    expect(rowsOf(byDay!).at(-1)).toEqual([
      '合计',
      statement.people,
      statement.grossFen / 100,
      statement.withheldFen / 100,
      statement.netFen / 100,
    ])
    const listed = rowsOf(wages!).slice(3, -1)
    expect(listed).toHaveLength(statement.wages)
    const paid = listed.find((row) => row[2] === '陈大山')
    expect(paid?.slice(0, 8)).toEqual([
      new Date('2026-11-19T00:00:00Z'),
      new Date('2026-11-19T00:00:00Z'),
      '陈大山',
      '茶厂拣茶',
      '日结',
      '全部',
      8,
      200,
    ])
    expect(paid?.at(-1)).toBe('已到账')
  })

  test('工时表:每个班一行,有异议的也在', async () => {
    const [sheet] = await opened(
      await app.call('getTimesheetsFile', { params: params(), query: period }, town.employer),
    )
    const rows = rowsOf(sheet!).slice(3, -1)
    expect(rows.map((row) => [row[0], row[3], row[12]])).toEqual([
      ['陈大山', new Date('2026-11-19T08:00:00Z'), '工时已确认'],
      ['雷带班', new Date('2026-11-19T08:00:00Z'), '工时有异议'],
    ])
  })

  test('别人的账拿不到;日期不对说清楚', async () => {
    for (const name of ['getEmployerStatementFile', 'getTimesheetsFile'] as const) {
      expect((await app.call(name, { params: params(), query: period }, town.otherEmployer)).status).toBe(404)
      const backwards = { from: '2026-11-20', to: '2026-11-19' }
      expect((await app.call(name, { params: params(), query: backwards }, town.employer)).body).toMatchObject({
        code: 'InputInvalid',
        problems: [{ path: 'query.to' }],
      })
    }
  })
})

const row = {
  标题: '万达广场搬货',
  工种: '搬货的',
  技能要求: '不限',
  '乡镇(街道)': '社口镇',
  地点名称: '社口镇茶厂',
  详细地址: '工业路8号',
  日期: '2026-11-27',
  几点上工: '08:00',
  几点收工: '17:00',
  每天人数: 3,
  怎么算钱: '按天',
  '多少钱(元)': 200,
  多久结一次: '日结',
  到了找谁: '林老板',
  联系电话: reservedPhone(77),
  工资先托管: '是',
  怎么招: '抢单',
}

/** Our own template, filled in as a person would. */
async function filledIn(rows: ReadonlyArray<Record<string, unknown>>): Promise<string> {
  const workbook = new Workbook()
  await workbook.xlsx.load((await app.call('getPostingTemplate', {}, town.employer)).body as unknown as Buffer)
  const sheet = workbook.worksheets[0]!
  const titles = (sheet.getRow(1).values as string[]).slice(1)
  rows.forEach((given, index) => {
    titles.forEach((title, column) => {
      if (given[title] !== undefined) sheet.getCell(index + 2, column + 1).value = given[title] as string
    })
  })
  return Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64')
}
const send = (file: string, dryRun?: boolean) =>
  app.call(
    'importPostingsFile',
    { body: { employerId: ids.employerId!, file, ...(dryRun !== undefined && { dryRun }) } },
    town.employer,
  )
const drafts = async () =>
  (await app.must('listEmployerPostings', { params: params(), query: { state: 'draft' } }, town.employer)).items.map(
    (item) => item.title,
  )

describe('用表格一次发很多条', () => {
  test('先试读:每行的毛病一次说全,什么也没存;再存:好的存下,坏的退回', async () => {
    const file = await filledIn([
      row,
      { ...row, 标题: '装箱', '多少钱(元)': '面议', 联系电话: '12345' },
      { ...row, 标题: '除草', 怎么招: '' },
      { ...row, 标题: '分茶', 日期: '后天', 工种: '', 联系电话: '12345' },
    ])
    const tried = await send(file)
    expect(tried.body).toMatchObject({
      dryRun: true,
      saved: 2,
      refused: 2,
      rows: [
        { row: 2, title: '万达广场搬货', id: null, problems: [], missing: [] },
        {
          row: 3,
          title: '装箱',
          problems: [
            { column: 'N', message: '“面议”不是钱数,只填数字,如:200' },
            { column: 'Y', message: '手机号要11位数字' },
          ],
        },
        { row: 4, problems: [], missing: [{ column: 'AA', path: 'fillMode' }] },
        // What cannot be read hides nothing of what is missing, and is not asked for twice.
        {
          row: 5,
          problems: [{ column: 'I' }, { column: 'Y' }],
          missing: [{ column: 'B', message: '请填写职业(工种)' }],
        },
      ],
    })
    expect(await drafts()).toEqual([])
    expect((await send(file, false)).body).toMatchObject({ dryRun: false, saved: 2, refused: 2 })
    expect((await drafts()).toSorted()).toEqual(['万达广场搬货', '除草'])
  })

  test('不是表格、空表、太大的、藏了炸弹的,都说怎么办', async () => {
    const problem = async (file: Buffer | string) => {
      const answered = await send(typeof file === 'string' ? file : file.toString('base64'))
      expect(answered.status).toBe(422)
      return (answered.body as { problems: Array<{ path: string; code: string }> }).problems[0]
    }
    expect(await problem(Buffer.from('姓名,电话\n'))).toMatchObject({ path: 'file', code: 'notWorkbook' })
    expect(await problem(await filledIn([]))).toMatchObject({ path: 'file', code: 'rows' })
    expect(await problem(zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(40_000_000)))).toMatchObject({
      path: 'file',
      code: 'tooLarge',
    })
  })
})

/** A ZIP of one part that claims to hold a single byte. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(1, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end])
}
