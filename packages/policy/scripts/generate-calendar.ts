/**
 * Writes `policy-packs/national/calendar` from the calendar library: which weekdays are rest days and which weekends
 * are working days, as the State Council published them, for the years the library knows. Run it again when a new
 * year's notice is out and the library has been updated:
 *   node packages/policy/scripts/generate-calendar.ts 2024 2027
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import chineseDays from 'chinese-days'
import { z } from 'zod'
import { addDays, dayOfWeek } from '../src/dates.ts'

const packFolder = join(import.meta.dirname, '../../../policy-packs/national/calendar')

/** A year without a National Day holiday is one the library has no notice for. */
function publishedYear(year: number): boolean {
  const holidays = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false)
  return holidays.some((date) => chineseDays.getDayDetail(date).name.includes('National Day'))
}

function daysOf(year: number): string[] {
  const days: string[] = []
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) days.push(date)
  return days
}

/**
 * 全国年节及纪念日放假办法 第二条: New Year 1 day, Spring Festival 3 days (4 with its eve from 2025), Qingming, Labour Day
 * (2 days from 2025), Dragon Boat, Mid-Autumn, National Day 3 days.
 */
function isStatutoryHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4))
  const solar = ['01-01', '05-01', ...(year >= 2025 ? ['05-02'] : []), '10-01', '10-02', '10-03']
  if (solar.includes(date.slice(5))) return true
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date)
  const lunar = `${lunarMon}-${lunarDay}`
  if (!isLeap && ['1-1', '1-2', '1-3', '5-5', '8-15'].includes(lunar)) return true
  const next = chineseDays.getLunarDate(addDays(date, 1))
  if (year >= 2025 && next.lunarMon === 1 && next.lunarDay === 1) return true
  return date === chineseDays.getSolarTermDate(year, 4, 'pure_brightness')
}

function calendarOf(year: number): object {
  const days = daysOf(year)
  const isWeekend = (date: string): boolean => [0, 6].includes(dayOfWeek(date))
  return {
    key: 'calendar.year',
    value: {
      year,
      restWeekdays: days.filter((date) => !isWeekend(date) && chineseDays.isHoliday(date)),
      workWeekends: days.filter((date) => isWeekend(date) && chineseDays.isWorkday(date)),
      statutoryHolidays: days.filter(isStatutoryHoliday),
    },
    unit: null,
    validFrom: `${year}-01-01`,
    validTo: `${year}-12-31`,
    source: { document: `notice-${year}`, clause: '全文' },
    provisional: true,
    note: `放假调休按 npm chinese-days ${libraryVersion()} 转录,法定节日按放假办法推算,待与通知原文核对。`,
  }
}

function libraryVersion(): string {
  const file = createRequire(import.meta.url).resolve('chinese-days/package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
}

function write(name: string, content: object): void {
  writeFileSync(join(packFolder, name), `${JSON.stringify(content, null, 2)}\n`)
}

const [from, to] = process.argv.slice(2).map(Number)
if (!Number.isInteger(from) || !Number.isInteger(to)) throw new Error('usage: generate-calendar.ts FROM_YEAR TO_YEAR')
const years = Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index)
const known = years.filter(publishedYear)
if (known.length === 0) throw new Error(`the library knows none of the years ${years.join(', ')}`)
mkdirSync(packFolder, { recursive: true })
write('pack.json', {
  id: 'national/calendar',
  version: '2026.11.1',
  level: 'national',
  region: '100000',
  titleZh: '节假日和调休安排',
  issuerZh: '国务院办公厅',
  validFrom: `${known[0]}-01-01`,
  validTo: null,
  precedence: 'mostSpecific',
  documents: Object.fromEntries(
    known.map((year) => [
      `notice-${year}`,
      {
        titleZh: `国务院办公厅关于${year}年部分节假日安排的通知`,
        number: null,
        issuerZh: '国务院办公厅',
        publishedOn: null,
      },
    ]),
  ),
  noteZh: '由脚本生成。没有列出的年份尚无公布的安排,只能按星期推算,结果为暂行。',
})
write('years.json', { values: known.map(calendarOf) })
for (const year of years)
  console.log(`${year}: ${known.includes(year) ? 'written' : 'not published in the library, left out'}`)
