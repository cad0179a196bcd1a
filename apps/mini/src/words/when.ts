/** Times and days as people say them. All times are those of China (UTC+8), whatever the phone is set to. */
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const chinaMs = 8 * 60 * minuteMs
const weekdays = ['日', '一', '二', '三', '四', '五', '六']

type Moment = { year: number; month: number; day: number; weekday: number; hour: number; minute: number; days: number }

function momentOf(instant: string | number): Moment {
  const at = typeof instant === 'number' ? instant : Date.parse(instant)
  const local = new Date(at + chinaMs)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    days: Math.floor((at + chinaMs) / dayMs),
  }
}

/** The calendar day in China: `2026-11-26`. */
export function dayOf(instant: string | number): string {
  const { year, month, day } = momentOf(instant)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** `08:30` in China. */
export function clockOf(instant: string | number): string {
  const { hour, minute } = momentOf(instant)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** 今天, 明天, 后天, 昨天, else 11月28日(周六), with the year where it is another. */
export function dayWords(instant: string | number, now: number): string {
  const then = momentOf(instant)
  const today = momentOf(now)
  const near: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }
  const name = near[then.days - today.days]
  if (name) return name
  const date = `${then.month}月${then.day}日(周${weekdays[then.weekday]})`
  return then.year === today.year ? date : `${then.year}年${date}`
}

/** 早上8点, 中午12点半, 下午1点45分. */
export function clockWords(instant: string | number): string {
  const { hour, minute } = momentOf(instant)
  const part =
    hour < 5 ? '凌晨' : hour < 11 ? '早上' : hour < 13 ? '中午' : hour < 18 ? '下午' : hour < 24 ? '晚上' : ''
  const shown = hour > 12 ? hour - 12 : hour
  const minutes = minute === 0 ? '' : minute === 30 ? '半' : `${minute}分`
  return `${part}${shown}点${minutes}`
}

/** 明天早上8点. */
export function whenWords(instant: string | number, now: number): string {
  return `${dayWords(instant, now)}${clockWords(instant)}`
}

/** 明天早上8点到下午5点; over midnight: 今天晚上10点到明天早上6点. */
export function spanWords(startsAt: string, endsAt: string, now: number): string {
  const sameDay = momentOf(startsAt).days === momentOf(endsAt).days
  return `${whenWords(startsAt, now)}到${sameDay ? clockWords(endsAt) : whenWords(endsAt, now)}`
}

type Shifts = { startsAt: string; endsAt: string; shiftCount: number; lastEndsAt: string }

/** When a job of the board is: its span, or 明天早上8点起,共5个班,到12月1日(周二)下午5点半. */
export function jobWhenWords({ startsAt, endsAt, shiftCount, lastEndsAt }: Shifts, now: number): string {
  if (shiftCount <= 1) return spanWords(startsAt, endsAt, now)
  return `${whenWords(startsAt, now)}起,共${shiftCount}个班,到${whenWords(lastEndsAt, now)}`
}

/** 刚刚, 5分钟前, 3小时前, then the day and clock. */
export function agoWords(instant: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(instant)) / minuteMs)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes}分钟前`
  if (minutes < 12 * 60) return `${Math.floor(minutes / 60)}小时前`
  return `${dayWords(instant, now)} ${clockOf(instant)}`
}

/** 还有2小时, 还有25分钟; empty when it is over. */
export function leftWords(until: string, now: number): string {
  const minutes = Math.ceil((Date.parse(until) - now) / minuteMs)
  if (minutes <= 0) return ''
  if (minutes < 60) return `还有${minutes}分钟`
  if (minutes < 48 * 60) return `还有${Math.floor(minutes / 60)}小时`
  return `还有${Math.floor(minutes / (24 * 60))}天`
}

/** 8小时30分钟 of a length in minutes. */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest}分钟`
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`
}

/** The instant of a day and clock in China, as the platform wants it. `('2026-11-26','08:00')` */
export function instantOf(day: string, clock: string): string {
  return `${day}T${clock}:00+08:00`
}

/** The day so many days after: `('2026-11-30', 1)` is `2026-12-01`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** 11月28日(周六) of a day `2026-11-28`, or 今天, 明天… */
export function plainDayWords(day: string, now: number): string {
  return dayWords(`${day}T00:00:00+08:00`, now)
}
