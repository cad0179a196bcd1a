import { messageWords } from '@linggong/reference'
import { readHours } from './rules-text-hours.ts'
import { anyOf, numberOf, numberPattern, type Found } from './rules-text-numbers.ts'

const dayMs = 86_400_000
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
const two = (part: number | string): string => String(part).padStart(2, '0')
const mostDays = 62

function existing(day: string): string | undefined {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day ? day : undefined
}

/** The next 27 November that has not passed. */
function monthDay(month: string, date: string, today: string): string | undefined {
  const year = Number(today.slice(0, 4))
  const day = existing(`${year}-${two(month)}-${two(date)}`)
  if (day === undefined || day >= today) return day
  return existing(`${year + 1}-${two(month)}-${two(date)}`)
}

/** The next 15th that has not passed. */
function dateOnly(date: string, today: string): string | undefined {
  const [year = 0, month = 0] = today.split('-').map(Number)
  const day = existing(`${today.slice(0, 7)}-${two(date)}`)
  if (day !== undefined && day >= today) return day
  const next = month === 12 ? `${year + 1}-01` : `${year}-${two(month + 1)}`
  return existing(`${next}-${two(date)}`)
}

function span(from: string | undefined, to: string | undefined): string[] {
  const days: string[] = []
  for (let day = from; from && to && day && day <= to && days.length < mostDays; day = addDays(day, 1)) days.push(day)
  return days
}

const weekdays = '一二三四五六日天'
/** Monday is 1. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

function weekday(next: string | undefined, sign: string, today: string): string {
  const wanted = Math.min(weekdays.indexOf(sign) + 1, 7)
  const monday = addDays(today, 1 - weekdayOf(today))
  if (next === '下') return addDays(monday, 6 + wanted)
  const thisWeek = addDays(monday, wanted - 1)
  return thisWeek >= today ? thisWeek : addDays(thisWeek, 7)
}

const relative = messageWords('day')
type DayReader = { pattern: RegExp; days: (match: RegExpExecArray, today: string) => string[] }
const readers: readonly DayReader[] = [
  {
    pattern: /(\d{1,2})月(\d{1,2})[日号]?\s*[-~至到]\s*(?:(\d{1,2})月)?(\d{1,2})[日号]?/,
    days: ([, month = '', from = '', lastMonth, to = ''], today) =>
      span(monthDay(month, from, today), monthDay(lastMonth ?? month, to, monthDay(month, from, today) ?? today)),
  },
  {
    pattern: /(\d{1,2})月((?:\d{1,2}[日号]?[、,和])+\d{1,2})(?:[日号]|两天|三天)/,
    days: ([, month = '', dates = ''], today) =>
      dates.split(/[、,和]/).flatMap((date) => monthDay(month, date.replace(/[日号]/, ''), today) ?? []),
  },
  {
    pattern: /(\d{1,2})月(\d{1,2})[日号]?/,
    days: ([, month = '', date = ''], today) => [monthDay(month, date, today) ?? []].flat(),
  },
  {
    pattern: /(?<![\d.])(\d{1,2})[日号]?\s*[-~至到]\s*(\d{1,2})[日号]/,
    days: ([, from = '', to = ''], today) => {
      const first = dateOnly(from, today)
      return span(first, first && dateOnly(to, first))
    },
  },
  { pattern: new RegExp(anyOf(relative)), days: ([word], today) => [addDays(today, offsetOf(word))] },
  {
    pattern: new RegExp(`(?<!每)(本|这|下)?(?:周|星期|礼拜)([${weekdays}])(?!到|至|-|~)`),
    days: ([, next, sign = ''], today) => [weekday(next, sign, today)],
  },
  {
    pattern: /(?<![\d.])(\d{1,2})号(?!线|楼|门|店)/,
    days: ([, date = ''], today) => [dateOnly(date, today) ?? []].flat(),
  },
]
const offsetOf = (word: string): number => Number(relative.find((one) => one.word === word)?.value ?? 0)

const running = new RegExp(`(?:连续|连做|连干|干|做|共|要)\\s*(${numberPattern})\\s*天`)

/** The days a message names, by the business day `today`; `from`, `to`: the words. */
export function readDays(text: string, today: string): Found<string[]> | undefined {
  for (const { pattern, days } of readers) {
    const match = pattern.exec(text)
    const found = match ? days(match, today) : []
    const first = found[0]
    if (!match || first === undefined) continue
    const length = running.exec(text)
    const count = length ? (numberOf(length[1] ?? '') ?? 1) : 1
    const value = found.length === 1 && count > 1 ? span(first, addDays(first, count - 1)) : found
    return { value, from: match.index, to: match.index + match[0].length }
  }
  return undefined
}

export type TextHours = { start: string | null; end: string | null; breakMinutes: number | null; notes: string[] }

const halves = messageWords('halfOfDay')
const clock = `(\\d{1,2}|十[一二]?|[一二两三四五六七八九])\\s*(?:[:](\\d{2})|点(?:(\\d{2})分?|(半))?)`
const startOnly = new RegExp(`(${anyOf(halves)})?\\s*${clock}`)
const length = new RegExp(`(${numberPattern})\\s*个?(半)?\\s*(?:小时|钟头)`)
const rest = new RegExp(
  `(?:中午|午饭|中间)?\\s*休息?\\s*(?:(${numberPattern})\\s*个?(半)?\\s*小时|半个?小时|(\\d{1,3})\\s*分钟?)`,
)
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeOf = (minutes: number): string => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`

function startOf(text: string): string | null {
  const match = startOnly.exec(text)
  if (!match) return null
  const [, half, hourWords = '', colon, minute, halfPast] = match
  const value = halves.find((one) => one.word === half)?.value
  const hour = numberOf(hourWords) ?? 0
  const late = (value === 'pm' && hour < 12) || (value === 'noon' && hour < 6) ? 12 : 0
  return hour > 24 ? null : timeOf((hour + late) * 60 + (halfPast ? 30 : Number(colon ?? minute ?? 0)))
}

function breakOf(text: string): number | null {
  const match = rest.exec(text)
  if (!match) return null
  if (match[3]) return Number(match[3])
  return match[1] ? Math.round((numberOf(match[1]) ?? 0) * 60) + (match[2] ? 30 : 0) : 30
}

/** Clock times of one shift, as far as they are written: nothing is guessed. */
export function readShiftHours(text: string): TextHours {
  const breakMinutes = breakOf(text)
  const unrested = text.replace(rest, '')
  const whole = /\d\s*[:点]|[一二三四五六七八九十]点|早[\d一-十]+晚/.test(unrested) ? readHours(unrested) : null
  if (whole && !whole.filled.some((one) => one.startsWith('没写几点开工'))) {
    return {
      start: whole.start,
      end: whole.end,
      breakMinutes: breakMinutes ?? (whole.breakMinutes || null),
      notes: whole.filled,
    }
  }
  const start = startOf(unrested)
  const long = start ? length.exec(unrested) : null
  const hours = long ? (numberOf(long[1] ?? '') ?? 0) + (long[2] ? 0.5 : 0) : 0
  const end = start && hours > 0 && hours <= 16 ? timeOf(minutesOf(start) + Math.round(hours * 60)) : null
  return { start, end, breakMinutes, notes: end ? [`按${hours}小时算到${end}收工`] : [] }
}
