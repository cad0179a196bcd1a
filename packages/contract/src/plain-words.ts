/** Time, money and hours as the hall says them. */

const dayMs = 86_400_000
const inNingde = (at: Date) => new Date(at.getTime() + 8 * 3_600_000)

function dayNumber(at: Date): number {
  return Math.floor(inNingde(at).getTime() / dayMs)
}

const partsOfDay = [
  { until: 5, name: '凌晨' },
  { until: 9, name: '早上' },
  { until: 12, name: '上午' },
  { until: 13, name: '中午' },
  { until: 18, name: '下午' },
  { until: 24, name: '晚上' },
]

/** 早上8点, 晚上9点半, 下午3点05分 */
export function plainClock(at: Date): string {
  const local = inNingde(at)
  const hour = local.getUTCHours()
  const minute = local.getUTCMinutes()
  const part = partsOfDay.find((candidate) => hour < candidate.until)?.name ?? ''
  const shown = hour > 12 ? hour - 12 : hour
  const rest = minute === 0 ? '' : minute === 30 ? '半' : `${String(minute).padStart(2, '0')}分`
  return `${part}${shown}点${rest}`
}

/** 08:05, where there is no room for words. */
export function digitalClock(at: Date): string {
  return inNingde(at).toISOString().slice(11, 16)
}

/** 昨天, 今天, 明天, 后天, else 11月20日; another year is named. */
export function plainDay(at: Date, now: Date): string {
  const away = dayNumber(at) - dayNumber(now)
  const near: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }
  const word = near[away]
  if (word) return word
  return dateWords(at, now)
}

/** 11月20日, however near; another year is named. For words that are read on other days too. */
export function dateWords(at: Date, now: Date): string {
  const local = inNingde(at)
  const date = `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
  return local.getUTCFullYear() === inNingde(now).getUTCFullYear() ? date : `${local.getUTCFullYear()}年${date}`
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const

/** 11月19日(周四), for words that stay: read a day later, «明天» would lead to the wrong day. */
export function lastingDay(at: Date, now: Date): string {
  return `${dateWords(at, now)}(周${weekdays[inNingde(at).getUTCDay()]})`
}

/** 11月19日(周四)早上8点 */
export function lastingTime(at: Date, now: Date): string {
  return `${lastingDay(at, now)}${plainClock(at)}`
}

/** 明天早上8点 */
export function plainTime(at: Date, now: Date): string {
  return `${plainDay(at, now)}${plainClock(at)}`
}

/** (已开工) of work that has begun, else nothing. */
export const begunWords = (at: Date, now: Date): string => (at <= now ? '(已开工)' : '')

/** 明天早上8点; of work that has begun: 今天早上8点(已开工) */
export function plainStart(at: Date, now: Date): string {
  return `${plainTime(at, now)}${begunWords(at, now)}`
}

/** 200元, 18.5元, 300,000元: from ten thousand on in groups of three, or nobody counts the noughts right. Fen are whole. */
export function plainMoney(fen: number): string {
  const whole = String(Math.floor(fen / 100))
  const yuan = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  const rest = fen % 100
  if (rest === 0) return `${yuan}元`
  return `${yuan}.${String(rest).padStart(2, '0').replace(/0$/, '')}元`
}

/** 8小时, 7小时45分钟, 50分钟 */
export function plainMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest}分钟`
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`
}

const payWords = { hourly: '一小时', daily: '一天', piece: '', lumpSum: '干完' } as const

/** 一天200元, 一小时25.5元, 一斤3元, 干完800元 */
export function plainPay(terms: {
  payMethod?: keyof typeof payWords
  amountFen?: number
  pieceUnit?: string | null
}): string {
  if (!terms.payMethod || terms.amountFen === undefined) return ''
  const per = terms.payMethod === 'piece' ? `一${terms.pieceUnit ?? '件'}` : payWords[terms.payMethod]
  return `${per}${plainMoney(terms.amountFen)}`
}

const cycleWords = {
  perShift: '当天结',
  weekly: '按周结',
  fortnightly: '半个月一结',
  onCompletion: '干完结',
  monthly: '按月结',
} as const

export function plainCycle(cycle: keyof typeof cycleWords | undefined): string {
  return cycle ? cycleWords[cycle] : '按约定结'
}
