import type { Cell } from '../../kernel/office/sheet.ts'

/** What a cell says, or why it cannot be read; undefined for an empty one. */
export type CellRead<T> = { value: T } | { problem: string } | undefined
export type CellReader<T> = (cell: Cell, today: string) => CellRead<T>

const text = (cell: Cell): string =>
  (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '')).trim()
/** Full-width digits and signs count as half-width. */
const plain = (cell: Cell): string => text(cell).normalize('NFKC')

export const words: CellReader<string> = (cell) => (text(cell) === '' ? undefined : { value: text(cell) })

export const choice =
  <T>(options: Readonly<Record<string, T>>): CellReader<T> =>
  (cell) => {
    const said = plain(cell)
    if (said === '') return undefined
    const chosen = options[said]
    return chosen === undefined
      ? { problem: `“${said}”认不出,可以填:${Object.keys(options).join('、')}` }
      : { value: chosen }
  }

export const yesNo = choice<boolean>({ 是: true, 否: false, 有: true, 无: false, 没有: false })

/** Yuan, with or without 元, to fen. */
export const yuan: CellReader<number> = (cell) => {
  const said = plain(cell)
    .replace(/(元|块)$/, '')
    .replaceAll(',', '')
  if (said === '') return undefined
  const fen = Math.round(Number(said) * 100)
  return Number.isFinite(fen) && fen > 0 ? { value: fen } : { problem: `“${text(cell)}”不是钱数,只填数字,如:200` }
}

export const whole: CellReader<number> = (cell) => {
  const said = plain(cell).replace(/(人|个|名|位|分钟|岁)$/, '')
  if (said === '') return undefined
  return /^\d{1,5}$/.test(said) ? { value: Number(said) } : { problem: `“${text(cell)}”不是整数,只填数字,如:3` }
}

const two = (part: string | number): string => String(part).padStart(2, '0')

const dayMs = 86_400_000
const minutesOfDay = 1_440

/** @param days since any midnight; spreadsheets keep a third of a day, which is never exactly eight hours */
function clockOf(days: number): string {
  const minutes = ((Math.round(days * minutesOfDay) % minutesOfDay) + minutesOfDay) % minutesOfDay
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** A clock time `HH:MM`; spreadsheets keep it as a part of a day. */
export const clockTime: CellReader<string> = (cell) => {
  if (cell instanceof Date) return { value: clockOf(cell.getTime() / dayMs) }
  if (typeof cell === 'number' && cell >= 0 && cell < 1) return { value: clockOf(cell) }
  const said = plain(cell)
  if (said === '') return undefined
  const found = /^([01]?\d|2[0-4])\s*(?:[:点.]\s*([0-5]\d)?(半)?分?)?$/.exec(said)
  if (!found) return { problem: `“${said}”不是时间,写成 08:00 这样` }
  const [, hour = '', minute = '0', half] = found
  return { value: `${two(Number(hour) % 24)}:${half ? '30' : two(minute)}` }
}

const nextDay = (day: string): string => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)

function dayOf(said: string, today: string): string | undefined {
  const found = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(said.trim())
  if (!found) return undefined
  const [, year, month = '', date = ''] = found
  const inYear = (one: string | number) => `${one}-${two(month)}-${two(date)}`
  const thisYear = inYear(today.slice(0, 4))
  const day = year ? inYear(year) : thisYear >= today ? thisYear : inYear(Number(today.slice(0, 4)) + 1)
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? undefined : day
}

const mostDays = 62

/** One or several days: `2026-11-27`, `11月27日、11月29日`, `2026-11-27至2026-11-30`. */
export const dayList: CellReader<string[]> = (cell, today) => {
  if (cell instanceof Date) return { value: [cell.toISOString().slice(0, 10)] }
  const said = plain(cell)
  if (said === '') return undefined
  const days: string[] = []
  for (const part of said.split(/[,、;\s]+/).filter((one) => one !== '')) {
    const [from, to] = part.split(/至|到|~/).map((one) => dayOf(one, today))
    const last = part.search(/至|到|~/) < 0 ? from : to
    if (!from || !last || last < from) return { problem: `“${part}”不是日期,写成 2026-11-27 或 2026-11-27至2026-11-30` }
    for (let day = from; day <= last && days.length <= mostDays; day = nextDay(day)) days.push(day)
  }
  return days.length > mostDays ? { problem: `一行最多${mostDays}天,请分成几行` } : { value: [...new Set(days)] }
}

/** The instants of a shift; an end not later than the start is on the next day. */
export function shiftOn(day: string, start: string, end: string): { startsAt: string; endsAt: string } {
  const endDay = end > start ? day : nextDay(day)
  return { startsAt: `${day}T${start}:00+08:00`, endsAt: `${endDay}T${end}:00+08:00` }
}
