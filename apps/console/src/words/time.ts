/** Times as people say them, always in Asia/Shanghai (no summer time since 1991), whatever the machine thinks. */
const shanghaiMs = 8 * 3_600_000
const dayMs = 86_400_000
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

type Parts = {
  year: number
  month: number
  day: number
  weekday: string
  hour: number
  minute: number
  dayNumber: number
}

function partsOf(at: Date): Parts {
  const local = new Date(at.getTime() + shanghaiMs)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: weekdays[local.getUTCDay()] ?? '',
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    dayNumber: Math.floor(local.getTime() / dayMs),
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The business day of an instant: «2026-11-25». */
export function dayOf(at: Date | string): string {
  const { year, month, day } = partsOf(new Date(at))
  return `${year}-${two(month)}-${two(day)}`
}

/** «2026-11-25» moved by whole days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** «今天», «明天», «11月25日 周三», with the year where it is another one. */
export function dayWords(at: Date | string, now: Date): string {
  const then = partsOf(new Date(at))
  const today = partsOf(now)
  const near = ['昨天', '今天', '明天', '后天'][then.dayNumber - today.dayNumber + 1]
  if (near !== undefined) return near
  const date = `${then.month}月${then.day}日 ${then.weekday}`
  return then.year === today.year ? date : `${then.year}年${date}`
}

/** «11月26日 周四»: for paper, which is read on another day. */
export function dateWords(at: Date | string): string {
  const { month, day, weekday } = partsOf(new Date(at))
  return `${month}月${day}日 ${weekday}`
}

/** «08:00»: on the 24-hour clock, for tables. */
export function clock(at: Date | string): string {
  const { hour, minute } = partsOf(new Date(at))
  return `${two(hour)}:${two(minute)}`
}

/** «早上8点», «下午2点30分»: as one says it. */
export function clockWords(at: Date | string): string {
  const { hour, minute } = partsOf(new Date(at))
  const part =
    hour < 5 ? '凌晨' : hour < 9 ? '早上' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上'
  const said = hour === 0 ? 0 : hour > 12 ? hour - 12 : hour
  return `${part}${said}点${minute === 0 ? '' : minute === 30 ? '半' : `${minute}分`}`
}

/** «明天 08:00–17:00», «今天 22:00–次日 06:00». */
export function spanWords(from: Date | string, to: Date | string, now: Date): string {
  const days = partsOf(new Date(to)).dayNumber - partsOf(new Date(from)).dayNumber
  const end = days === 0 ? clock(to) : days === 1 ? `次日 ${clock(to)}` : `${dayWords(to, now)} ${clock(to)}`
  return `${dayWords(from, now)} ${clock(from)}–${end}`
}

/** «今天 14:05», «11月3日 周二 09:30». */
export function momentWords(at: Date | string, now: Date): string {
  return `${dayWords(at, now)} ${clock(at)}`
}

/** «2小时5分», «3天», «不到1分钟»; the sign of the length is left out. */
export function lengthWords(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  if (minutes < 1) return '不到1分钟'
  if (minutes < 60) return `${minutes}分钟`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? `${hours}小时` : `${hours}小时${minutes % 60}分`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 || days >= 3 ? `${days}天` : `${days}天${hours % 24}小时`
}

/** What is left until a due time: «还剩2小时5分», «已超时3天». */
export function dueWords(dueAt: Date | string, now: Date): { late: boolean; words: string } {
  const left = new Date(dueAt).getTime() - now.getTime()
  return left >= 0
    ? { late: false, words: `还剩${lengthWords(left)}` }
    : { late: true, words: `已超时${lengthWords(left)}` }
}

/** Minutes of work as hours: «8小时», «7小时30分». */
export function hoursWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest}分钟`
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分`
}

/** The instant of a day and a clock time of Shanghai: «2026-11-25», «08:00» → ISO 8601. */
export function instantOf(day: string, time: string): string {
  return `${day}T${time}:00+08:00`
}
