import { mostFen } from '@linggong/contract/amounts.ts'
import type { SiteKind, SubsidyKind } from '@linggong/policy'
import { isCalendarDate } from '@linggong/policy'

/** One case, as its row says it. Areas in square metres, money in fen, days `YYYY-MM-DD`. */
export type Case = {
  id: string
  what: SubsidyKind
  kind: SiteKind
  builder: 'thirdParty' | 'government'
  areaM2: number | null
  countyUpliftFen: number | null
  stars: number | 'fail' | null
  openedOn: string
  appliedOn: string
  closedDays: number
  purchased: { from: string; to: string } | null
  paidBefore: boolean
}

export const columnsIn = [
  'id',
  'what',
  'kind',
  'builder',
  'areaM2',
  'countyUpliftYuan',
  'stars',
  'openedOn',
  'appliedOn',
  'closedDays',
  'purchasedFrom',
  'purchasedTo',
  'paidBefore',
] as const

export type Row = Record<string, string | undefined>
export type ReadRow = { ok: true; case: Case } | { ok: false; id: string; problems: string[] }

const whats: Record<string, SubsidyKind> = { 'one-off': 'oneOff', oneOff: 'oneOff', performance: 'performance' }
const yes = new Set(['yes', 'true', '1', 'y', '是'])
const no = new Set(['', 'no', 'false', '0', 'n', '否'])
/** Years of sites and applications anybody can mean. */
const firstYear = 1900
const lastYear = 2100
/** What stands in a cell, for the sentence about it. */
const now = (text: string): string => (text === '' ? '现在没有填' : `现在是“${text}”`)
/** What the register can hold, square metres. */
const largestArea = 1_000_000
const dayMs = 86_400_000

/** Days between two days; both valid. */
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / dayMs

/** Reads a row; everything wrong with it is named at once. */
export function readCase(row: Row, line: number): ReadRow {
  const problems: string[] = []
  const cell = (name: string) => (row[name] ?? '').trim()
  const say = (text: string) => void problems.push(text)

  function oneOf<T extends string>(name: string, allowed: readonly T[]): T | null {
    const text = cell(name)
    const found = allowed.find((one) => one === text)
    if (found === undefined) say(`${name} 要填 ${allowed.join(' 或 ')},${now(text)}`)
    return found ?? null
  }
  function day(name: string, must: boolean): string | null {
    const text = cell(name)
    if (text === '' && !must) return null
    const year = Number(text.slice(0, 4))
    if (isCalendarDate(text) && year >= firstYear && year <= lastYear) return text
    if (isCalendarDate(text)) say(`${name} 的年份要在 ${firstYear} 到 ${lastYear} 之间,${now(text)}`)
    else say(`${name} 要填日期,如 2026-03-01,${now(text)}`)
    return null
  }
  function number(name: string, must: boolean): number | null {
    const text = cell(name)
    if (text === '' && !must) return null
    if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text)
    say(`${name} 要填${/^-\d/.test(text) ? '不小于 0 的' : ''}数字,${now(text)}`)
    return null
  }
  function whole(name: string): number {
    const value = number(name, false) ?? 0
    if (Number.isInteger(value)) return value
    say(`${name} 要填整数,现在是“${cell(name)}”`)
    return 0
  }
  function stars(): number | 'fail' | null {
    const text = cell('stars')
    if (text === '') return null
    if (text === 'fail') return 'fail'
    if (/^[345]$/.test(text)) return Number(text)
    say(`stars 要填 5、4、3 或 fail,现在是“${text}”`)
    return null
  }
  function flag(name: string): boolean {
    const text = cell(name).toLowerCase()
    if (!yes.has(text) && !no.has(text)) say(`${name} 要填 yes 或 no,现在是“${text}”`)
    return yes.has(text)
  }
  function uplift(): number | null {
    const value = number('countyUpliftYuan', false)
    if (value === null) return null
    const fen = Math.round(value * 100)
    if (Math.abs(value * 100 - fen) > 1e-6) say('countyUpliftYuan 最多写到分')
    if (fen === 0) say('countyUpliftYuan 要大于 0,没有就留空')
    if (fen > mostFen) say(`countyUpliftYuan 最大 ${mostFen / 100}`)
    return fen
  }
  function purchased(): Case['purchased'] {
    const from = day('purchasedFrom', cell('purchasedTo') !== '')
    const to = day('purchasedTo', cell('purchasedFrom') !== '')
    if (from === null || to === null) return null
    if (from > to) say(`purchasedFrom(${from})在 purchasedTo(${to})之后`)
    return { from, to }
  }

  const id = cell('id')
  if (id === '') say('id 没有填')
  const what = whats[cell('what')] ?? null
  if (what === null) say(`what 要填 one-off 或 performance,${now(cell('what'))}`)
  const kind = oneOf('kind', ['market', 'station'])
  const builder = oneOf('builder', ['thirdParty', 'government'])
  const areaM2 = number('areaM2', what !== 'performance')
  if (areaM2 === 0) say('areaM2 要大于 0')
  if (areaM2 !== null && areaM2 > largestArea) say(`areaM2 最大 ${largestArea}`)
  const openedOn = day('openedOn', true)
  const appliedOn = day('appliedOn', true)
  const closedDays = whole('closedDays')
  if (openedOn !== null && appliedOn !== null) {
    if (openedOn > appliedOn) say(`appliedOn(${appliedOn})在 openedOn(${openedOn})之前`)
    else if (closedDays > daysBetween(openedOn, appliedOn)) say('closedDays 比开业到申报的天数还多')
  }
  const rest = {
    areaM2,
    countyUpliftFen: uplift(),
    stars: stars(),
    closedDays,
    purchased: purchased(),
    paidBefore: flag('paidBefore'),
  }
  if (problems.length > 0 || !what || !kind || !builder || !openedOn || !appliedOn)
    return { ok: false, id: id === '' ? `(第${line}行)` : id, problems }
  return { ok: true, case: { id, what, kind, builder, openedOn, appliedOn, ...rest } }
}
