/**
 * `npm run policy -- KEY [--date YYYY-MM-DD] [--county CODE]`: which value applied on that day and where it comes from.
 * `npm run policy -- --list [PREFIX]`: the keys. Ends with one line of JSON. Exit codes: 0 answered, 1 no policy in
 * force, 2 wrong question or unusable packs.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { catalogue, isPolicyKey, policyKeys } from './catalogue/index.ts'
import { isCalendarDate, shanghaiDate } from './dates.ts'
import { PackLoadError } from './load.ts'
import { loadPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { findUnit } from './regions.ts'
import type { NoPolicy, PolicyValue } from './resolve.ts'

const layersZh = { national: '国家', province: '省', city: '市', county: '县(市、区)' } as const
const unitsZh: Record<string, string> = {
  fen: '分',
  metre: '米',
  squareMetre: '平方米',
  kmPerHour: '公里/小时',
  second: '秒',
  minute: '分钟',
  hour: '小时',
  workingHour: '工作小时',
  day: '天',
  workingDay: '个工作日',
  month: '个月',
  year: '岁',
  person: '人',
  site: '个',
  count: '次',
  basisPoint: '万分之',
  star: '星',
  score: '分',
  digit: '位',
}
const usage = '用法:npm run policy -- 项目名 [--date 年-月-日] [--county 代码],或 --list [前缀]'

export interface CliWorld {
  readonly packsDir: string
  /** Today in Asia/Shanghai, for questions without a date. */
  readonly today: string
  readonly print: (line: string) => void
}

interface Question {
  readonly key: string | undefined
  readonly list: boolean
  readonly date: string
  readonly county: string | undefined
}

export function runCli(argv: readonly string[], world: CliWorld): number {
  const question = parseQuestion(argv, world.today)
  if (typeof question === 'string') return refuse(world, question, { error: 'usage' })
  try {
    const policy = loadPolicy(world.packsDir)
    if (question.list) return list(question.key ?? '', world)
    return ask(policy, question.key ?? '', question, world)
  } catch (error) {
    if (!(error instanceof PackLoadError)) throw error
    for (const problem of error.problems) world.print(`${problem.file} ${problem.path}: ${problem.message}`)
    return refuse(world, `政策包有 ${error.problems.length} 处问题,改好后再查`, {
      error: 'packs',
      problems: error.problems.length,
    })
  }
}

function parseQuestion(argv: readonly string[], today: string): Question | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { date: { type: 'string' }, county: { type: 'string' }, list: { type: 'boolean', default: false } },
    })
    const date = values.date ?? today
    if (!isCalendarDate(date)) return `日期不对:${date}。请写成 2026-11-23 这样`
    if (positionals.length > 1 || (positionals.length === 0 && !values.list)) return usage
    return { key: positionals[0], list: values.list, date, county: values.county }
  } catch (error) {
    if (error instanceof TypeError) return `${usage}(${error.message})`
    throw error
  }
}

function refuse(world: CliWorld, message: string, json: object): 2 {
  world.print(message)
  world.print(JSON.stringify(json))
  return 2
}

function list(prefix: string, world: CliWorld): number {
  const keys = policyKeys.filter((key) => key.startsWith(prefix))
  for (const key of keys) world.print(`${key}  ${catalogue[key].titleZh}`)
  if (keys.length === 0) world.print(`没有以 ${prefix} 开头的项目。接近的有:${nearest(prefix).join('、')}`)
  world.print(JSON.stringify({ prefix, keys }))
  return keys.length === 0 ? 2 : 0
}

function ask(policy: Policy, key: string, question: Question, world: CliWorld): number {
  if (!isPolicyKey(key)) {
    const near = nearest(key)
    return refuse(world, `没有“${key}”这个项目。接近的有:${near.join('、')}`, { error: 'unknownKey', key, near })
  }
  const { date, county } = question
  const answer = policy.answer(key, date, { county })
  const units = policy.reportingUnits(date)
  if (answer.status === 'noPolicy' && answer.reason === 'unknownCounty') {
    const known = units.map((unit) => `${unit.code} ${unit.nameZh}`)
    return refuse(world, `没有 ${county} 这个代码。有:${known.join('、')}`, { error: 'unknownCounty', county })
  }
  const place = county === undefined ? '全市' : (findUnit(units, county)?.nameZh ?? county)
  world.print(`${catalogue[key].titleZh}(${key}),${date},${place}`)
  for (const line of answer.status === 'inForce' ? valueLines(answer) : absenceLines(answer)) world.print(line)
  world.print(JSON.stringify(answer))
  return answer.status === 'inForce' ? 0 : 1
}

function valueLines(answer: PolicyValue): string[] {
  return [
    `数值:${show(answer.value, answer.unit)}`,
    `有效期:${answer.validFrom} 至 ${answer.validTo ?? '长期'}`,
    `依据:${answer.source.document} ${answer.source.clause}`,
    `层级:${layersZh[answer.layer]};政策包 ${answer.packId},版本 ${answer.packVersion},校验值 ${answer.packSha256.slice(0, 12)}`,
    ...(answer.inheritedFrom === undefined ? [] : [`本地没有单独规定,沿用 ${answer.inheritedFrom}`]),
    ...(answer.provisional ? ['【暂行】这一项还没有经主管部门或律师确认'] : []),
    ...(answer.note === null ? [] : [`说明:${answer.note}`]),
  ]
}

function absenceLines(answer: NoPolicy): string[] {
  return [`没有依据:${answer.messageZh}`]
}

function show(value: unknown, unit: string | null): string {
  const suffix = unit === null ? '' : ` ${unitsZh[unit] ?? unit}`
  if (typeof value === 'number' && unit === 'fen') return `${value} 分(${(value / 100).toFixed(2)} 元)`
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return `${JSON.stringify(value, null, 2)}${suffix}`
  return `${String(value)}${suffix}`
}

/** The five keys that need the fewest edits, or contain what was asked. */
function nearest(asked: string): string[] {
  const scored = policyKeys.map((key) => ({
    key,
    distance: key.includes(asked) && asked !== '' ? 0 : editDistance(asked, key),
  }))
  return scored
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ key }) => key)
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}

if (import.meta.main) {
  const packsDir = join(import.meta.dirname, '../../../policy-packs')
  process.exitCode = runCli(process.argv.slice(2), {
    packsDir,
    today: shanghaiDate(new Date()),
    print: (line) => process.stdout.write(`${line}\n`),
  })
}
