import type { Problem } from '@linggong/contract'
import { divisions } from '@linggong/reference'
import type { Cell, Column, ReadRow } from '../../kernel/office/sheet.ts'
import {
  choice,
  clockTime,
  dayList,
  shiftOn,
  whole,
  words,
  yesNo,
  yuan,
  type CellReader,
} from './rules-import-cells.ts'

/** The columns of our own Excel template for postings, and how a row of it becomes a draft. */

const counties = Object.fromEntries(
  divisions().flatMap((one) => (one.level === 'county' ? [[one.name, one.code]] : [])),
)
const payMethods = { 按小时: 'hourly', 按天: 'daily', 计件: 'piece', 包干: 'lumpSum' } as const
const cycles = {
  日结: 'perShift',
  周结: 'weekly',
  半月结: 'fortnightly',
  完工结: 'onCompletion',
  月结: 'monthly',
} as const
const fillModes = { 抢单: 'grab', 报名: 'apply', 派单: 'dispatch' } as const

type ImportColumn = Column & { field: string; read: CellReader<unknown>; required?: true; say: string }
const yes = ['是', '否']

const columns: readonly ImportColumn[] = [
  { field: 'title', title: '标题', width: 18, read: words, required: true, say: '一句话说是什么活,如:茶厂拣茶' },
  {
    field: 'occupation',
    title: '工种',
    width: 12,
    read: words,
    required: true,
    say: '平常怎么叫就怎么写,如:搬货的、采茶工',
  },
  { field: 'description', title: '工作内容', width: 30, read: words, say: '干什么、怎么干' },
  { field: 'skills', title: '技能要求', width: 16, read: words, required: true, say: '没有要求就写:不限' },
  {
    field: 'county',
    title: '县(市、区)',
    width: 12,
    read: choice(counties),
    say: '乡镇有重名时要填',
    oneOf: Object.keys(counties),
  },
  { field: 'town', title: '乡镇(街道)', width: 14, read: words, required: true, say: '乡镇、街道或村的名字,如:社口镇' },
  { field: 'placeName', title: '地点名称', width: 18, read: words, required: true, say: '如:万达广场南门' },
  { field: 'address', title: '详细地址', width: 24, read: words, required: true, say: '到门口能找到的写法' },
  {
    field: 'days',
    title: '日期',
    width: 22,
    read: dayList,
    required: true,
    say: '2026-11-27;几天写 2026-11-27至2026-11-30',
  },
  { field: 'start', title: '几点上工', width: 10, read: clockTime, required: true, say: '08:00' },
  { field: 'end', title: '几点收工', width: 10, read: clockTime, required: true, say: '17:00;比上工早就算第二天' },
  { field: 'headcount', title: '每天人数', width: 9, read: whole, required: true, say: '只填数字' },
  {
    field: 'payMethod',
    title: '怎么算钱',
    width: 10,
    read: choice(payMethods),
    required: true,
    say: '选一个',
    oneOf: Object.keys(payMethods),
  },
  {
    field: 'amountFen',
    title: '多少钱(元)',
    width: 11,
    read: yuan,
    required: true,
    say: '每小时、每天、每件或整个活多少元',
  },
  { field: 'pieceUnit', title: '一件是什么', width: 10, read: words, say: '计件才填:斤、筐、件' },
  { field: 'overtimeAmountFen', title: '加班每小时(元)', width: 14, read: yuan, say: '会加班才填' },
  { field: 'breakMinutes', title: '中间休息(分钟)', width: 13, read: whole, say: '不填就是不休息' },
  { field: 'breakPaid', title: '休息算工时', width: 10, read: yesNo, say: '不填就是不算', oneOf: yes },
  {
    field: 'settlementCycle',
    title: '多久结一次',
    width: 11,
    read: choice(cycles),
    required: true,
    say: '选一个',
    oneOf: Object.keys(cycles),
  },
  { field: 'meals', title: '管饭', width: 7, read: yesNo, say: '不填就是不管', oneOf: yes },
  { field: 'lodging', title: '管住', width: 7, read: yesNo, say: '不填就是不管', oneOf: yes },
  { field: 'bring', title: '自己带什么', width: 14, read: words, say: '如:手套、水鞋' },
  { field: 'insurance', title: '保险', width: 14, read: words, say: '如:单位买雇主责任险' },
  { field: 'contactName', title: '到了找谁', width: 10, read: words, required: true, say: '如:王师傅' },
  { field: 'contactPhone', title: '联系电话', width: 14, read: words, required: true, say: '11位手机号' },
  { field: 'escrow', title: '工资先托管', width: 10, read: yesNo, say: '新用工主体要填“是”', oneOf: yes },
  {
    field: 'fillMode',
    title: '怎么招',
    width: 8,
    read: choice(fillModes),
    required: true,
    say: '抢单先到先得,报名您来选,派单由平台找人',
    oneOf: Object.keys(fillModes),
  },
]

export const templateColumns: readonly Column[] = columns.map(({ title, width, oneOf }) => ({
  title,
  width,
  ...(oneOf && { oneOf }),
}))
export const templateHelp: readonly (readonly Cell[])[] = columns.map((column) => [
  column.title,
  column.required ? '必填' : '可不填',
  column.say,
])

/** `A` … `Z`, `AA` … as a spreadsheet names its columns. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** A problem at the column of the file it comes from. */
export type CellProblem = Problem & { column: string | null }

/** Where the head row put each column; by title, so that columns may be moved or left out. */
export type Layout = ReadonlyMap<string, number>

/** The head row and its layout; undefined where no row of the file is one. */
export function findLayout(rows: readonly ReadRow[]): { head: number; layout: Layout } | undefined {
  for (const { row, cells } of rows.slice(0, 10)) {
    const titles = cells.map((cell) => String(cell ?? '').trim())
    const layout = new Map(
      columns.flatMap(({ field, title }): Array<[string, number]> => {
        const index = titles.indexOf(title)
        return index < 0 ? [] : [[field, index]]
      }),
    )
    if (layout.has('title') && layout.has('occupation')) return { head: row, layout }
  }
  return undefined
}

const fieldsOfPath: Record<string, string> = {
  shifts: 'days',
  startsAt: 'start',
  endsAt: 'end',
  occupationCode: 'occupation',
}

/** @param path of a problem in the draft: `title`, `shifts.0.headcount` */
export function atColumn(problem: Problem, layout: Layout): CellProblem {
  const names = problem.path.split('.').filter((part) => !/^\d+$/.test(part))
  const index = names
    .toReversed()
    .map((name) => layout.get(fieldsOfPath[name] ?? name))
    .find((one) => one !== undefined)
  return { ...problem, column: index === undefined ? null : columnLetters(index) }
}

/** What is missing and has not been named as unreadable: the cells of a shift are read together or not at all. */
export function missingBeside(problems: readonly CellProblem[], missing: readonly CellProblem[]): CellProblem[] {
  const named = new Set(problems.map(({ column }) => column))
  const ofShift = (path: string): boolean => path in shiftFields || path.includes('shifts')
  const shiftUnread = problems.some(({ path }) => ofShift(path))
  return missing.filter(
    ({ column, path }) => !(named.has(column) && column !== null) && !(shiftUnread && ofShift(path)),
  )
}

function townOf(name: string, county: string | undefined): { value: string } | { problem: string } {
  const named = divisions().filter(
    (one) =>
      one.level !== 'county' &&
      (one.name === name || one.displayName === name) &&
      (!county || one.code.startsWith(county)),
  )
  const towns = named.filter((one) => one.level === 'town')
  const found = towns.length > 0 ? towns : named
  if (found.length === 1) return { value: found[0]!.code }
  if (found.length === 0) return { problem: `没找到“${name}”,请写乡镇、街道或村的全名` }
  return { problem: `有${found.length}个“${name}”,请在“县(市、区)”一栏写清楚是哪里的` }
}

/** One row as the draft it stands for, in the wire's shape, and what could not be read of it. */
export function readImportRow(
  cells: readonly Cell[],
  layout: Layout,
  today: string,
): { draft: unknown; problems: Problem[] } {
  const problems: Problem[] = []
  const read: Record<string, unknown> = {}
  for (const { field, read: reader } of columns) {
    const found = reader(cells[layout.get(field) ?? -1] ?? null, today)
    if (!found) continue
    if ('problem' in found) problems.push({ path: field, code: 'unreadable', message: found.problem })
    else read[field] = found.value
  }
  const { county, town, days, start, end, headcount, ...rest } = read
  if (town !== undefined) {
    const found = townOf(String(town), county as string | undefined)
    if ('problem' in found) problems.push({ path: 'town', code: 'unknown', message: found.problem })
    else rest.town = found.value
  }
  return { draft: { ...rest, shifts: shiftsOf({ days, start, end, headcount }, problems) }, problems }
}

const shiftFields = { days: '日期', start: '几点上工', end: '几点收工', headcount: '每天人数' }

/** All four or none: half a shift cannot be kept. */
function shiftsOf(given: Record<keyof typeof shiftFields, unknown>, problems: Problem[]) {
  const fields = Object.keys(shiftFields) as Array<keyof typeof shiftFields>
  const unread = (field: string) => problems.some((one) => one.path === field)
  const absent = fields.filter((field) => given[field] === undefined)
  if (absent.length === fields.length) return []
  for (const field of absent) {
    if (!unread(field)) problems.push({ path: field, code: 'missing', message: `请填写${shiftFields[field]}` })
  }
  if (absent.length > 0) return []
  return (given.days as string[]).map((day) => ({
    ...shiftOn(day, given.start as string, given.end as string),
    headcount: given.headcount,
  }))
}
